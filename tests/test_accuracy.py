"""The figures that quotemine promises, measured on development data with the project's scorer.

Skipped where the corpora are not beside the repository.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quotemine.cli import app

pytestmark = pytest.mark.corpora


def predict(gold: Path, folder: Path, *options: str) -> Path:
    """Run ``quotemine extract`` as a user would."""
    documents = folder / "documents.jsonl"
    if gold.suffix == ".gz":
        documents = gold
    else:
        documents.write_bytes(gold.read_bytes())
    out = folder / "pred.jsonl"
    # a case may be the empty text, which the command line skips; the scorer wants to hear of every case
    result = CliRunner().invoke(app, ["extract", str(documents), "--format", "jsonl", "-o", str(out), *options])
    assert result.exit_code == 0, result.output
    return out


def run(script: Path, *arguments: Path | str) -> str:
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def score(corpora: Path, gold: Path, pred: Path) -> dict[str, Any]:
    return json.loads(run(corpora / "scoring" / "score.py", gold, pred, "--json"))


def attribution(result: dict[str, Any]) -> float:
    return result["kinds"]["all"]["attribution"]["0.5"]["f"]


def end_to_end(result: dict[str, Any]) -> float:
    return result["kinds"]["all"]["speaker"]["0.5"]["end_to_end"]


def test_seed_article(corpora: Path, tmp_path: Path) -> None:
    """At least 10 of 11 quotes with the right speaker, and nothing from the page furniture."""
    gold = corpora / "seed" / "lavrov.jsonl"
    pred = predict(gold, tmp_path)
    assert end_to_end(score(corpora, gold, pred)) >= 10 / 11
    text = json.loads(gold.read_text(encoding="utf-8"))["text"]
    furniture = text.index("About Danfe")
    quotes = json.loads(pred.read_text(encoding="utf-8"))["quotes"]
    assert not [q for q in quotes if q["content"][-1][1] > furniture]


def test_polnear_quotes_proper(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "corpora" / "polnear" / "dev.jsonl.gz"
    pred = predict(gold, tmp_path)
    speech = tmp_path / "gold-speech.jsonl", tmp_path / "pred-speech.jsonl"
    run(corpora / "scoring" / "speech_only.py", gold, pred, *speech)
    assert attribution(score(corpora, *speech)) >= 0.83


def test_polnear_all_attributions(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "corpora" / "polnear" / "dev.jsonl.gz"
    pred = predict(gold, tmp_path, "--attributions", "all")
    assert attribution(score(corpora, gold, pred)) >= 0.72


def test_wikinews(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "corpora" / "wikinews" / "dev.jsonl"
    result = score(corpora, gold, predict(gold, tmp_path))
    assert attribution(result) >= 0.76
    assert end_to_end(result) >= 0.62


def test_behaviour_cases(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "cases" / "phenomena.jsonl"
    result = json.loads(run(corpora / "scoring" / "cases.py", gold, predict(gold, tmp_path), "--json"))
    assert result["all"]["pass"] >= 0.5
