"""Give the released weights back as a reader, to measure them in torch or to train on from them."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader
from onnx import numpy_helper

PACKAGE = Path(__file__).parent.parent / "src" / "quotemine" / "model"


def released(config: dict[str, int], minilm: dict[str, torch.Tensor], path: Path = PACKAGE / "encoder.onnx") -> Reader:
    graph = onnx.load(path).graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]].astype(np.float32)
    state = {}
    for name, value in values.items():
        if name.startswith("reader.") and name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            scale, zero = values[base + "_scale"], values[base + "_zero_point"]
            state[base.removeprefix("reader.")] = (value.astype(np.float32) - zero) * scale
        elif name.startswith("reader.") and not name.endswith(("_scale", "_zero_point", "_half")):
            state[name.removeprefix("reader.")] = value.astype(np.float32)
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in values:
            place = node.name.strip("/").removesuffix("/MatMul").removeprefix("reader/").replace("/", ".")
            state[place + ".weight"] = values[node.input[1]].T
    model = Reader(config)
    model.load_state_dict({n: torch.from_numpy(np.array(v, dtype=np.float32)) for n, v in state.items()})
    model.pieces.weight.data = minilm["embeddings.word_embeddings.weight"].clone()
    return model


if __name__ == "__main__":
    import sys

    from safetensors.torch import load_file
    from train import minilm_folder

    folder = minilm_folder()
    model = released(json.loads((folder / "config.json").read_text()), load_file(folder / "model.safetensors"))
    torch.save(model.state_dict(), sys.argv[1])
