"""Turn readers into the package's weights: ``python training/export.py a/reader.pt b/reader.pt --weights 2 1``.

Writes ``accurate.onnx`` (or, with ``--tier fast``, ``fast.onnx``), the table of word pieces that both tiers
share, and ``tokenizer.json`` into ``src/quotemine/model``.  Several readers become one that averages their
scores.  Weights are int8 (per output channel, reduced range so that AVX2 without VNNI does not saturate);
before, the ranges of the layers' inputs are evened out against their weights (SmoothQuant, Xiao et al. 2023)
on a few texts of our own.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from model import Layer, Reader, open_reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from train import plain_tokenizer

from quotemine.checksums import write_checksums
from quotemine.flow.marks import find_quotations
from quotemine.flow.words import find_words, make_windows

ROOT = Path(__file__).parent.parent
OUTPUTS = ["tags", "classes", "names", "cue_of", "source_of"]
SMOOTHED = ("qkv", "up", "down")  # the layers' products whose inputs have outliers
STRENGTH = 0.65  # how much of the range moves from the input to the weights (0.5 and 0.8 keep less of the scores)


class Smoothed(nn.Module):
    """A linear layer that divides its input by ``scale`` and has the scale in its weights."""

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("shrink", 1 / scale)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight.data = linear.weight.data * scale
        self.linear.bias.data = linear.bias.data

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.shrink)


class Tier(nn.Module):
    """Readers for one window without a batch axis, which is how the package runs them; the mean of their scores."""

    def __init__(self, readers: list[Reader], weights: list[float]) -> None:
        super().__init__()
        self.readers = nn.ModuleList(readers)
        self.weights = [weight / sum(weights) for weight in weights]

    def forward(self, pieces: Tensor, state: Tensor, shape: Tensor) -> tuple[Tensor, ...]:
        read = [reader.read(pieces[None], state[None], shape[None]) for reader in self.readers]
        return tuple(
            sum(weight * part[0] for weight, part in zip(self.weights, parts, strict=True))
            for parts in zip(*read, strict=True)
        )


def smooth(reader: Reader, texts: list[str]) -> None:
    """Even out the ranges of inputs and weights, by the largest input of each channel over the texts."""
    tokenizer = plain_tokenizer()
    largest: dict[nn.Linear, Tensor] = {}
    layers = [m for m in reader.modules() if isinstance(m, Layer)]
    for layer in layers:
        for name in SMOOTHED:

            def note(linear: nn.Module, inputs: tuple[Tensor, ...]) -> None:
                found = inputs[0].abs().amax(dim=(0, 1))
                largest[linear] = torch.maximum(largest.get(linear, found), found)

            getattr(layer, name).register_forward_pre_hook(note)
    with torch.no_grad():
        for text in texts:
            words = find_words(text, find_quotations(text), tokenizer)
            for window in make_windows(words, tokenizer):
                reader(*(torch.from_numpy(part)[None] for part in (window.ids, window.state, window.shape)))
        for layer in layers:
            for name in SMOOTHED:
                linear = getattr(layer, name)
                weights = linear.weight.abs().amax(dim=0).clamp(min=1e-5)
                scale = largest[linear].clamp(min=1e-5) ** STRENGTH / weights ** (1 - STRENGTH)
                setattr(layer, name, Smoothed(linear, scale))


def save_pieces(table: Tensor, folder: Path) -> None:
    """Write the embeddings of the word pieces as int8 with one scale a row."""
    scale = (table.abs().amax(dim=1, keepdim=True) / 127).clamp(min=1e-9)
    np.save(folder / "pieces.npy", torch.round(table / scale).to(torch.int8).numpy())
    np.save(folder / "piece_scales.npy", scale.to(torch.float32).numpy())


def save_onnx(tier: Tier, path: Path, *, quantize: bool = True) -> None:
    length, width = 17, tier.readers[0].pieces.embedding_dim
    state = torch.zeros(length, dtype=torch.long)
    axes = {name: {0: "length"} for name in ["pieces", "state", "shape", *OUTPUTS]}
    axes["cue_of"] = axes["source_of"] = {0: "length", 1: "length"}
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, prepared = Path(scratch) / "plain.onnx", Path(scratch) / "prepared.onnx"
        torch.onnx.export(
            tier, (torch.zeros(length, width), state, state), str(plain), input_names=["pieces", "state", "shape"],
            output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(plain), str(prepared if quantize else path), skip_symbolic_shape=True)
        if quantize:
            quantize_dynamic(
                prepared, path, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
                weight_type=QuantType.QInt8,
            )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="reader.pt of training/train.py")
    parser.add_argument("--weights", type=float, nargs="+", help="of the readers in the mean; equal by default")
    parser.add_argument("--tier", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "quotemine" / "model")
    parser.add_argument("--texts", type=Path, nargs="+", default=sorted((ROOT / "examples").glob("*.txt")))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = args.weights or [1.0] * len(args.checkpoints)
    if len(weights) != len(args.checkpoints):
        parser.error("--weights needs one weight a reader")
    readers = [open_reader(path).eval() for path in args.checkpoints]
    for reader in readers:
        smooth(reader, [path.read_text(encoding="utf-8") for path in args.texts])
    if any(not torch.equal(reader.pieces.weight, readers[0].pieces.weight) for reader in readers):
        parser.error("readers that share a table of word pieces must have the same one, as train.py leaves it")
    save_pieces(readers[0].pieces.weight.detach(), args.out)
    target = args.out / f"{args.tier}.onnx"
    save_onnx(Tier(readers, weights), target)
    plain_tokenizer().save(str(args.out / "tokenizer.json"), pretty=False)
    write_checksums(args.out)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
