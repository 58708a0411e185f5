"""Every accuracy figure in one table: ``python benchmarks/accuracy.py --shared ../shared [--model fast]``.

Development files only, with the scorer beside the repository.  Figures are F1 in per cent unless said otherwise;
*attribution* means content IoU at least .5 and source right.
"""

import argparse
import gzip
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

import quotemine
from quotemine.flow.attributions.spans import find_spans
from quotemine.flow.encoder import Encoder, open_encoder
from quotemine.flow.marks import find_quotations

Document = dict[str, Any]


def read(path: Path) -> dict[str, Document]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def write(rows: dict[str, Document], path: Path) -> Path:
    path.write_text("".join(json.dumps({"id": id_, **row}) + "\n" for id_, row in rows.items()), encoding="utf-8")
    return path


def predict(gold: dict[str, Document], model: str, attributions: str = "speech") -> dict[str, Document]:
    texts = [row["text"] for row in gold.values()]
    found = quotemine.extract_many(texts, model=model, attributions=attributions)
    return {id_: {"id": id_, "quotes": quotes.to_dicts()} for id_, quotes in zip(gold, found, strict=True)}


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def kinds(result: dict[str, Any]) -> str:
    return " / ".join(percent(result["kinds"][k]["attribution"]["0.5"]["f"]) for k in ("direct", "mixed", "indirect"))


def label_sentences(gold: dict[str, Document], encoder: Encoder) -> dict[str, Document]:
    """Label tokens as the encoder tags them, before anything is reconciled with our guidelines."""
    labelled = {}
    for id_, row in gold.items():
        tokens = row["tokens"]
        text = " ".join(tokens)
        starts = np.cumsum([0, *(len(token) + 1 for token in tokens[:-1])])
        reading = encoder.read(text, find_quotations(text))
        breaks = np.zeros(len(reading.words), dtype=np.bool_)
        labels = ["O"] * len(tokens)
        for span in find_spans(reading.tags, breaks, shyness=0.0):
            start, end = reading.words.chars(span.low, span.high)
            first, last = (int(np.searchsorted(starts, at, "right")) - 1 for at in (start, end - 1))
            labels[first : last + 1] = [f"B-{span.role}", *[f"I-{span.role}"] * (last - first)]
        labelled[id_] = {"id": id_, "labels": labels}
    return labelled


def sentence_scores(gold_path: Path, encoder: Encoder, bio: Any) -> str:
    gold = read(gold_path)
    predicted = label_sentences(gold, encoder)
    shown = []
    for role in ("source", "cue", "content"):
        right = wanted = given = 0
        for id_, row in gold.items():
            ours, theirs = (
                {span for span in bio.spans(rows["labels"]) if span[0] == role} for rows in (predicted[id_], row)
            )
            right, wanted, given = right + len(ours & theirs), wanted + len(theirs), given + len(ours)
        shown.append(percent(2 * right / (wanted + given)))
    return " / ".join(shown)


def speakers_right(
    scorer: Any, gold: dict[str, Document], predicted: dict[str, Document], *, split: bool = False
) -> str:
    found = scorer.score(gold, predicted, split=split)["kinds"]["all"]["speaker"]["0.5"]
    return f"{percent(found['acc'])} (of {found['matched']})"


def add_speakers(table: Table, shared: Path, model: str, scorer: Any) -> None:
    """Speakers right among the quotes found."""
    corpora = shared / "corpora"
    predicted: dict[str, Document] = {}
    with tempfile.TemporaryDirectory() as folder:
        for mention, name in (("PRON", "pronouns"), ("NAME", "names"), ("NOMINAL", "descriptions")):
            path = Path(folder) / f"{mention}.jsonl"
            command = [
                sys.executable, shared / "scoring" / "join_speakers.py", corpora / "polnear" / "dev.jsonl.gz",
                corpora / "polnear-speakers" / "dev.jsonl", path, "--annotators",
                corpora / "polnear" / "dev-annotators.jsonl.gz", "--mention", mention, "--named",
            ]  # fmt: skip
            subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
            gold = read(path)
            predicted = predicted or predict(gold, model)
            table.add_row(f"PolNeAR, named speakers right, {name}", speakers_right(scorer, gold, predicted))
    gold = read(corpora / "litbank" / "dev.jsonl.gz")
    predicted = predict(gold, model)
    table.add_row("LitBank, speakers right", speakers_right(scorer, gold, predicted))
    table.add_row("  every span a quote", speakers_right(scorer, gold, predicted, split=True))
    gold = read(corpora / "pdnc" / "dev.jsonl.gz")
    predicted = predict(gold, model)
    table.add_row("PDNC novels, speakers right", speakers_right(scorer, gold, predicted))
    for kind in ("explicit", "anaphoric", "implicit"):
        some = {
            id_: {**row, "quotes": [quote for quote in row["quotes"] if (quote["type"] or "").lower() == kind]}
            for id_, row in gold.items()
        }
        table.add_row(f"  {kind}", speakers_right(scorer, some, predicted))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with corpora/, cases/ and scoring/")
    parser.add_argument("--model", default="accurate", help="accurate, fast, or a folder of weights")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "scoring"))
    scorer, cases, speech_only, bio = map(importlib.import_module, ("score", "cases", "speech_only", "bio"))
    corpora = args.shared / "corpora"
    table = Table("figure", args.model, title="accuracy on development files")

    gold = read(corpora / "polnear" / "dev.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold", "pred", "gold-speech", "pred-speech")]
        write(gold, paths[0])
        write(predict(gold, args.model), paths[1])
        speech_only.main(*map(str, paths))
        result = scorer.score(read(paths[2]), read(paths[3]))
    table.add_row("PolNeAR, quotes proper, attribution", percent(result["kinds"]["all"]["attribution"]["0.5"]["f"]))
    table.add_row("  direct / mixed / indirect", kinds(result))
    result = scorer.score(gold, predict(gold, args.model, "all"))["kinds"]["all"]
    table.add_row("PolNeAR, all attributions, attribution", percent(result["attribution"]["0.5"]["f"]))
    table.add_row("PolNeAR, all attributions, exact content", percent(result["exact"]["content"]["f"]))

    gold = read(corpora / "wikinews" / "dev.jsonl")
    result = scorer.score(gold, predict(gold, args.model))["kinds"]["all"]
    table.add_row("Wikinews, attribution", percent(result["attribution"]["0.5"]["f"]))
    table.add_row("Wikinews, speakers end to end", percent(result["speaker"]["0.5"]["end_to_end"]))

    path = corpora / "polnear-sentences" / "dev.jsonl.gz"
    scores = sentence_scores(path, open_encoder(args.model, "cpu"), bio)
    table.add_row("PolNeAR sentences, exact source / cue / content", scores)

    gold = read(corpora / "riqua" / "dev.jsonl.gz")
    spans = {
        id_: {**row, "quotes": [{"content": [[s, e]]} for s, e, role in row["roles"] if role == "content"]}
        for id_, row in gold.items()
    }
    result = scorer.score(spans, predict(gold, args.model))["kinds"]["all"]
    table.add_row("RiQuA, content spans, exact", percent(result["span"]["content"]["f"]))

    gold = read(corpora / "litbank" / "dev.jsonl.gz")
    predicted = predict(gold, args.model)
    for name, split in (("an interrupted quote is one", False), ("every span a quote, as LitBank has it", True)):
        result = scorer.score(gold, predicted, split=split)["kinds"]["all"]
        table.add_row(f"LitBank, quotes, {name}", percent(result["quote"]["0.5"]["f"]))

    add_speakers(table, args.shared, args.model, scorer)

    gold = read(args.shared / "cases" / "phenomena.jsonl")
    result = cases.score(gold, predict(gold, args.model))["all"]
    table.add_row("behaviour cases passed", f"{result['passed']} of {result['cases']}")
    gold = read(args.shared / "seed" / "lavrov.jsonl")
    result = scorer.score(gold, predict(gold, args.model))["kinds"]["all"]
    table.add_row("seed article, speakers end to end", percent(result["speaker"]["0.5"]["end_to_end"]))
    Console().print(table)


if __name__ == "__main__":
    main()
