"""Figures of one system on one corpus, by the scorer beside the repository."""

import contextlib
import importlib
import io
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import accuracy

Figures = dict[str, Any]
KINDS = ("direct", "mixed", "indirect")


def _script(shared: Path, name: str) -> Any:
    if str(shared / "scoring") not in sys.path:
        sys.path.insert(0, str(shared / "scoring"))
    return importlib.import_module(name)


def score_polnear(shared: Path, gold: Figures, predicted: Figures, *, attributes: bool) -> Figures:
    """Quotes proper; speakers end to end where the text names them."""
    scorer, speech_only = _script(shared, "score"), _script(shared, "speech_only")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold", "pred", "gold-speech", "pred-speech")]
        accuracy.write(gold, paths[0])
        accuracy.write(predicted, paths[1])
        speech_only.main(*map(str, paths))
        result = scorer.score(accuracy.read(paths[2]), accuracy.read(paths[3]))
    named = {i: row for i, row in _named_speakers(shared).items() if i in gold and row["text"] == gold[i]["text"]}
    speakers = scorer.score(named, {i: predicted[i] for i in named})
    return _figures(result, speakers, attributes=attributes)


@cache
def _named_speakers(shared: Path) -> Figures:
    corpora, join = shared / "corpora", _script(shared, "join_speakers")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.jsonl"
        arguments = [
            corpora / "polnear" / "dev.jsonl.gz", corpora / "polnear-speakers" / "dev.jsonl", path,
            "--annotators", corpora / "polnear" / "dev-annotators.jsonl.gz", "--named",
        ]  # fmt: skip
        given = sys.argv
        sys.argv = [join.__file__, *map(str, arguments)]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                join.main()
        finally:
            sys.argv = given
        return accuracy.read(path)


def score_wikinews(shared: Path, gold: Figures, predicted: Figures, *, attributes: bool) -> Figures:
    result = _script(shared, "score").score(gold, predicted)
    return _figures(result, result, attributes=attributes)


def score_litbank(shared: Path, gold: Figures, predicted: Figures, *, attributes: bool) -> Figures:
    """Every span a quote, as LitBank has it; it tells who speaks, but not where the text says so."""
    result = _script(shared, "score").score(gold, predicted, split=True)
    return {**_figures(result, result, attributes=attributes), "attribution": None, "attribution by kind": None}


def _figures(result: Figures, speakers: Figures, *, attributes: bool) -> Figures:
    kinds, named = result["kinds"], speakers["kinds"]["all"]["speaker"]["0.5"]

    def shares(kind: str, what: str) -> dict[str, float | None]:
        found = kinds[kind][what]["0.5"]
        return {key: None if found[key] is None else round(found[key], 4) for key in "prf"}

    figures: Figures = {"gold": kinds["all"]["gold"], "given": kinds["all"]["pred"]}
    for what in ("quote", "attribution"):
        given = what == "quote" or attributes
        figures[what] = shares("all", what) if given else None
        figures[f"{what} by kind"] = {kind: shares(kind, what) for kind in KINDS} if given else None
    return {
        **figures,
        "speakers": round(named["end_to_end"], 4) if attributes and named["gold"] else None,
        "speakers in gold": named["gold"],
    }


SCORERS = {"polnear": score_polnear, "wikinews": score_wikinews, "litbank": score_litbank}
