"""Train the fast tier: ``python training/distill.py build/a/reader.pt --corpora ../shared/corpora``.

A reader of three layers starts from three layers of the first teacher and learns from the labels and from
what the teachers, readers of six layers, make of every word (Hinton, Vinyals, Dean 2015), also in texts
that have no labels.  About 20 minutes on two CPU cores.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import data
import torch
from model import Reader, open_reader
from torch import Tensor
from torch.nn import functional as F
from train import SHARES, outputs, plain_tokenizer, run

TAUGHT = {**SHARES, "gum": 0.6, "pdnc": 0.08}  # more of what has few labels
KEPT = (0, 2, 5)  # layers of the teacher that the student starts from


def student_of(teacher: Reader) -> Reader:
    """A reader with the embeddings, some layers and the heads of its teacher."""
    state = {name: value for name, value in teacher.state_dict().items() if not name.startswith("layers.")}
    for new, old in enumerate(KEPT):
        prefix = f"layers.{old}."
        state |= {
            name.replace(prefix, f"layers.{new}."): value
            for name, value in teacher.state_dict().items()
            if name.startswith(prefix)
        }
    student = Reader({**teacher.config, "num_hidden_layers": len(KEPT)})
    student.load_state_dict(state)
    return student


def teaching(teachers: list[Reader]) -> Callable[[tuple[Tensor, ...], dict[str, Tensor]], Tensor]:
    def loss(read: tuple[Tensor, ...], batch: dict[str, Tensor]) -> Tensor:
        """How far the student is from the teachers' mean: Kullback-Leibler divergence over the words' scores."""
        with torch.no_grad():
            seen = [outputs(teacher, batch) for teacher in teachers]
            means = [torch.stack(parts).mean(dim=0) for parts in zip(*seen, strict=True)]
        words = batch["word"]
        spoken = words & (means[0].softmax(-1)[..., 0] < 0.9)  # links matter where something is said
        parts = [_divergence(mine[words], theirs[words]) for mine, theirs in zip(read[:3], means[:3], strict=True)]
        links = [_divergence(mine[spoken], theirs[spoken]) for mine, theirs in zip(read[3:], means[3:], strict=True)]
        return parts[0] + 0.2 * parts[1] + 0.3 * parts[2] + 0.15 * sum(links)

    return loss


def _divergence(mine: Tensor, theirs: Tensor) -> Tensor:
    if not len(mine):
        return mine.sum() * 0
    return F.kl_div(mine.log_softmax(-1), theirs.log_softmax(-1), log_target=True, reduction="batchmean")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teachers", type=Path, nargs="+", help="reader.pt of training/train.py")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/fast"))
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="go on from this student")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    tokenizer = plain_tokenizer()
    documents = {name: list(getattr(data, name)(args.corpora, tokenizer)) for name in TAUGHT}
    teachers = [open_reader(path).eval() for path in args.teachers]
    student = student_of(teachers[0]) if args.start is None else open_reader(args.start)
    student.pieces.weight.requires_grad_(False)
    mean = run(
        student, documents, tokenizer, args.out / "checkpoint.pt", args.seed,
        epochs=args.epochs, rate=args.rate, hidden=0.05, shares=TAUGHT, teach=teaching(teachers),
    )  # fmt: skip
    torch.save(mean, args.out / "reader.pt")


if __name__ == "__main__":
    main()
