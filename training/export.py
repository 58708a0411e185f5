"""Turn the result of training into the package's weights: ``python training/export.py build/reader/reader.pt --float``.

Writes ``encoder.onnx`` and ``tokenizer.json`` into ``src/quotemine/model``.  Weights are int8 (per output
channel, reduced range so that AVX2 without VNNI does not saturate); ``--float``, as released, keeps the layers
at 16 bits.
"""

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from model import Reader
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from train import minilm_folder, plain_tokenizer

OUTPUTS = ["tags", "classes", "names", "cue_of", "source_of"]


class Single(nn.Module):
    """The reader for one window without a batch axis, which is how the package runs it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, state: Tensor, shape: Tensor) -> tuple[Tensor, ...]:
        outputs = self.reader(ids[None], state[None], shape[None])
        return tuple(output[0] for output in outputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="reader.pt of training/train.py")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "src" / "quotemine" / "model")
    parser.add_argument("--float", action="store_true", help="16-bit layers in place of int8")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    reader = Reader(json.loads((minilm_folder() / "config.json").read_text()))
    reader.load_state_dict(torch.load(args.checkpoint, weights_only=True, map_location="cpu"))
    reader.eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain, prepared = Path(scratch) / "plain.onnx", Path(scratch) / "prepared.onnx"
        example = torch.ones(17, dtype=torch.long)
        axes = {name: {0: "length"} for name in ["ids", "state", "shape", *OUTPUTS]}
        axes["cue_of"] = axes["source_of"] = {0: "length", 1: "length"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Single(reader), (example, example * 0, example * 0), str(plain), input_names=["ids", "state", "shape"],
                output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False,
            )  # fmt: skip
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        target = args.out / "encoder.onnx"
        operators = ["Gather"] if args.float else ["MatMul", "Gather"]
        quantize_dynamic(
            prepared,
            target,
            op_types_to_quantize=operators,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        if args.float:
            store_as_half(target)
    plain_tokenizer().save(str(args.out / "tokenizer.json"), pretty=False)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


def store_as_half(path: Path) -> None:
    """Keep the large float32 weights as float16 and widen them when the model is opened."""
    model = onnx.load(path)
    graph = model.graph
    for tensor in list(graph.initializer):
        if tensor.data_type != onnx.TensorProto.FLOAT or len(tensor.raw_data) < 4096:
            continue
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype("float16"), tensor.name + "_half")
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
        graph.node.insert(0, onnx.helper.make_node("Cast", [half.name], [tensor.name], to=onnx.TensorProto.FLOAT))
    onnx.save(model, path)


if __name__ == "__main__":
    main()
