"""Rewrite int8 products of the weights as float32 ones, for a GPU, where ONNX Runtime has none of them.

Needs the package ``onnx``, which comes with the extra ``gpu``.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray  # noqa: TC002

from quotemine.errors import MissingPackageError

try:
    import onnx
    from onnx import numpy_helper
except ImportError as error:
    raise MissingPackageError.for_extra("onnx", "gpu") from error

__all__ = ["widened"]


def widened(path: Path) -> bytes:
    """Give a model whose products of int8 weights are products of the same weights as float32.

    What ``onnxruntime.quantization.quantize_dynamic`` writes is read as a pattern: DynamicQuantizeLinear,
    MatMulInteger, Cast, and Mul with the product of both scales.

    Args:
        path: of the int8 model.
    """
    model = onnx.load(path)
    graph = model.graph
    arrays: dict[str, NDArray[np.float32]] = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    maker = {output: node for node in graph.node for output in node.output}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for product in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        rounded, weights, _, zero = product.input
        (cast,) = users[product.output[0]]
        (scaled,) = users[cast.output[0]]
        scales = maker[next(name for name in scaled.input if name != cast.output[0])]
        scale = next(arrays[name] for name in scales.input if name in arrays)
        wide = (arrays[weights].astype(np.float32) - arrays[zero].astype(np.float32)) * scale
        graph.initializer.append(numpy_helper.from_array(wide.astype(np.float32), weights + "_wide"))
        plain = onnx.helper.make_node(
            "MatMul", [maker[rounded].input[0], weights + "_wide"], list(scaled.output), name=product.name + "_wide"
        )
        at = list(graph.node).index(scaled)
        graph.node.remove(scaled)
        graph.node.insert(at, plain)
    _drop_unused(graph)
    wide_model: bytes = model.SerializeToString()
    return wide_model


def _drop_unused(graph: "onnx.GraphProto") -> None:
    """Remove nodes and weights whose results nothing reads."""
    wanted = {output.name for output in graph.output}
    for node in reversed(graph.node):  # in an ONNX graph, what makes a value stands before what reads it
        if wanted.intersection(node.output):
            wanted.update(node.input)
    for kind in (graph.node, graph.initializer):
        for item in list(kind):
            made = {item.name} if kind is graph.initializer else set(item.output)
            if not made & wanted:
                kind.remove(item)
