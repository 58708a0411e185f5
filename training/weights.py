"""Give the released weights back as a reader, to train on from them or to measure them in torch.

They come back as precise as they were stored, in int8.  What ``export.py`` did to them is undone: the products
are turned back into weights, and the scales between layers taken out.
"""

import io
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader, open_reader
from onnx import numpy_helper

from quotemine.flow.encoder import MODEL_FOLDER

FIRST = "readers.0."  # of the readers whose scores a tier averages


def released_reader(tier: str = "accurate", folder: Path = MODEL_FOLDER) -> Reader:
    """The reader in the package's weights, or in a folder that ``export.py`` wrote; of several the first."""
    graph = onnx.load(folder / f"{tier}.onnx").graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}
    state = {name.removeprefix(FIRST): value for name, value in values.items() if name.startswith(FIRST)}
    for node in graph.node:
        # A product has lost the name of its weight; the bias that is added to it has kept its own.
        for bias, product in (node.input, node.input[::-1]) if node.op_type == "Add" else ():
            if bias.startswith(FIRST) and bias.endswith(".bias"):
                name = bias.removeprefix(FIRST).removesuffix("bias") + "weight"
                state[name] = _weight(product, makers, values)
    for name in [name for name in state if name.endswith(".shrink")]:
        layer = name.removesuffix(".shrink")
        state[f"{layer}.weight"] = state.pop(f"{layer}.linear.weight") * state.pop(name)
        state[f"{layer}.bias"] = state.pop(f"{layer}.linear.bias")
    state["pieces.weight"] = np.load(folder / "pieces.npy") * np.load(folder / "piece_scales.npy")
    saved = io.BytesIO()  # open_reader reads the sizes off the weights
    torch.save({name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}, saved)
    saved.seek(0)
    return open_reader(saved)


def _weight(product: str, makers: dict[str, onnx.NodeProto], values: dict[str, np.ndarray]) -> np.ndarray:
    """The weight, float32, shape (out, in), of the product that a value comes from."""
    node = makers[product]
    while node.op_type not in ("MatMul", "MatMulInteger"):
        node = makers[node.input[0]]  # from int32 back to float32
    if node.op_type == "MatMul":
        return values[node.input[1]].T
    name = node.input[1].removesuffix("_quantized")
    return ((values[node.input[1]].astype(np.float32) - values[name + "_zero_point"]) * values[name + "_scale"]).T


if __name__ == "__main__":
    torch.save(released_reader().state_dict(), sys.argv[1])
