"""The figures are those of the project's scorer.

Skipped where the corpora are not beside the repository.
"""

import importlib
import json
import sys
from collections.abc import Container
from pathlib import Path
from typing import Any

import pytest

from quotemine.evaluation import Figures, Scores, evaluate, load_gold, load_predictions

pytestmark = pytest.mark.corpora

FILES = ["wikinews/dev.jsonl", "polnear/dev.jsonl.gz", "gum/dev.jsonl.gz"]


def spoil(gold: Path, out: Path) -> Path:
    """Make predictions of gold that are wrong in all the ways that count."""
    scorer = importlib.import_module("score")
    with out.open("w", encoding="utf-8") as file:
        for d, document in enumerate(scorer.read_jsonl(str(gold)).values()):
            quotes = []
            for q, quote in enumerate(document["quotes"]):
                content = [list(span) for span in quote["content"]]
                length = content[-1][1] - content[-1][0]
                content[-1][1] -= (0, 0, min(3, length), length // 2)[q % 4]
                content = content[: q % 3 + 1]
                source = quote["source"] if q % 5 else []
                names = scorer.names_of(quote["speaker"], document.get("entities"), document["text"])
                name = min(names, key=str) if q % 7 else "Nobody At All"
                if q % 6:
                    quotes.append({"content": content, "source": source, "speaker": name})
                if q % 8 == 0:
                    quotes.append({"content": [[d, d + 30]], "source": [], "speaker": None})
            file.write(json.dumps({"id": document["id"], "quotes": quotes}) + "\n")
    return out


def flatten(scores: Scores) -> dict[str, object]:
    """Our figures under the names that the scorer has for them."""
    flat: dict[str, object] = {}

    def add(name: str, figures: Figures | None) -> None:
        for letter, figure in zip(
            "prf", (figures.precision, figures.recall, figures.f1) if figures else (), strict=False
        ):
            flat[f"{name} {letter}"] = figure.value

    for kind, part in {"all": scores.all, **scores.kinds}.items():
        flat[f"{kind} gold"], flat[f"{kind} pred"] = part.quotes.gold, part.quotes.predicted
        add(f"{kind} quote", part.quotes)
        add(f"{kind} exact", part.exact)
        add(f"{kind} attribution", part.attributions)
        flat[f"{kind} source_acc"] = part.source_accuracy and part.source_accuracy.value
        if part.speakers is not None:
            flat[f"{kind} acc"] = part.speakers.accuracy.value
            flat[f"{kind} end_to_end"] = part.speakers.end_to_end.value
            flat[f"{kind} answered"] = part.speakers.answered
    return flat


def flatten_reference(result: dict[str, Any], names: Container[str]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for kind, part in result["kinds"].items():
        flat[f"{kind} gold"], flat[f"{kind} pred"] = part["gold"], part["pred"]
        tables = {"quote": part["quote"]["0.5"], "exact": part["exact"]["content"]}
        for name, figures in {**tables, "attribution": part["attribution"]["0.5"]}.items():
            flat |= {f"{kind} {name} {letter}": figures[letter] for letter in "prf"}
        flat[f"{kind} source_acc"] = part["attribution"]["0.5"]["source_acc"]
        flat |= {f"{kind} {name}": part["speaker"]["0.5"][name] for name in ("acc", "end_to_end", "answered")}
    return {name: figure for name, figure in flat.items() if name in names}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("split", [False, True])
def test_figures_are_those_of_the_reference(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, split: bool
) -> None:
    monkeypatch.syspath_prepend(str(corpora / "scoring"))
    monkeypatch.delitem(sys.modules, "score", raising=False)
    scorer = importlib.import_module("score")
    file = corpora / "corpora" / name
    found = spoil(file, tmp_path / "found.jsonl")
    gold = list(load_gold(file))
    ours = flatten(evaluate(gold, load_predictions(found, gold), split=split, resamples=0))
    theirs = flatten_reference(
        scorer.score(scorer.read_jsonl(str(file)), scorer.read_jsonl(str(found)), split=split), ours
    )
    assert 0.3 < float(str(ours["all quote f"])) < 0.95, "predictions that are wrong in some ways"
    assert ours == pytest.approx(theirs, abs=1e-9)
