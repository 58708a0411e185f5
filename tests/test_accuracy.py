"""The figures that quotemine promises, measured on development data with the project's scorer.

Skipped where the corpora are not beside the repository.
"""

import gzip
import importlib
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


def speech(corpora: Path, folder: Path, gold: Path, pred: Path) -> dict[str, Any]:
    """Score quotes proper: attributions with a cue of speech, on both sides."""
    cut = folder / "gold-speech.jsonl", folder / "pred-speech.jsonl"
    run(corpora / "scoring" / "speech_only.py", gold, pred, *cut)
    return score(corpora, *cut)


@pytest.mark.parametrize(("model", "least"), [("accurate", 0.84), ("fast", 0.805)])
def test_polnear_quotes_proper(corpora: Path, tmp_path: Path, model: str, least: float) -> None:
    """The fast model loses at most four points."""
    gold = corpora / "corpora" / "polnear" / "dev.jsonl.gz"
    assert attribution(speech(corpora, tmp_path, gold, predict(gold, tmp_path, "--model", model))) >= least


def test_polnear_all_attributions(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "corpora" / "polnear" / "dev.jsonl.gz"
    pred = predict(gold, tmp_path, "--attributions", "all")
    assert attribution(score(corpora, gold, pred)) >= 0.755


def test_wikinews(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "corpora" / "wikinews" / "dev.jsonl"
    result = score(corpora, gold, predict(gold, tmp_path))
    assert attribution(result) >= 0.80
    assert end_to_end(result) >= 0.70


def test_confidence_is_calibrated(corpora: Path, tmp_path: Path) -> None:
    """Of the quotes of about one confidence, about that share is right: expected calibration error at most 0.05."""
    sys.path.insert(0, str(corpora / "scoring"))
    scorer = importlib.import_module("score")
    gold = corpora / "corpora" / "polnear" / "dev.jsonl.gz"
    predicted = scorer.read_jsonl(str(predict(gold, tmp_path, "--min-confidence", "0")))
    sure: list[tuple[float, bool]] = []
    for id_, document in scorer.read_jsonl(str(gold)).items():
        text = document["text"]
        inside = scorer.quoted_positions(text)
        wanted = scorer.prepare(document["quotes"], text, inside, trust_kind=True)
        given = scorer.prepare(predicted[id_]["quotes"], text, inside, trust_kind=False)
        assert len(given) == len(predicted[id_]["quotes"])
        right = {j for i, j in scorer.match(wanted, given, 0.5) if scorer.source_right(wanted[i], given[j])}
        sure += [(quote["confidence"], j in right) for j, quote in enumerate(predicted[id_]["quotes"])]
    bins = [[one for one in sure if int(10 * one[0]) == b] for b in range(10)]
    error = sum(abs(sum(c - r for c, r in members)) for members in bins) / len(sure)
    assert error <= 0.05


def test_fiction(corpora: Path, tmp_path: Path) -> None:
    """Quotes in novels, every span a quote of its own, as LitBank has it; content spans of stories."""
    gold = corpora / "corpora" / "litbank" / "dev.jsonl.gz"
    result = json.loads(run(corpora / "scoring" / "score.py", gold, predict(gold, tmp_path), "--split", "--json"))
    assert result["kinds"]["all"]["quote"]["0.5"]["f"] >= 0.93
    gold = corpora / "corpora" / "riqua" / "dev.jsonl.gz"
    spans = tmp_path / "riqua.jsonl"
    with gzip.open(gold, "rt", encoding="utf-8") as lines, spans.open("w", encoding="utf-8") as file:
        for line in lines:
            row = json.loads(line)
            contents = [[[start, end]] for start, end, role in row["roles"] if role == "content"]
            file.write(json.dumps({**row, "quotes": [{"content": content} for content in contents]}) + "\n")
    assert score(corpora, spans, predict(gold, tmp_path))["kinds"]["all"]["span"]["content"]["f"] >= 0.95


def test_behaviour_cases(corpora: Path, tmp_path: Path) -> None:
    gold = corpora / "cases" / "phenomena.jsonl"
    result = json.loads(run(corpora / "scoring" / "cases.py", gold, predict(gold, tmp_path), "--json"))
    assert result["all"]["pass"] >= 0.8


def right(result: dict[str, Any]) -> float:
    return result["kinds"]["all"]["speaker"]["0.5"]["acc"]


def test_speakers_of_news(corpora: Path, tmp_path: Path) -> None:
    """Whom pronouns, names and descriptions of named speakers stand for."""
    data = corpora / "corpora"
    polnear = data / "polnear"
    gold = tmp_path / "gold.jsonl"
    files = polnear / "dev.jsonl.gz", data / "polnear-speakers" / "dev.jsonl", gold
    options = "--annotators", polnear / "dev-annotators.jsonl.gz", "--named", "--mention"
    pred = None
    for mention, least in (("PRON", 0.90), ("NAME", 0.93), ("NOMINAL", 0.60)):
        run(corpora / "scoring" / "join_speakers.py", *files, *options, mention)
        pred = pred or predict(gold, tmp_path)
        assert right(score(corpora, gold, pred)) >= least, mention


def test_speakers_of_stories(corpora: Path, tmp_path: Path) -> None:
    """The starts of ten novels, and a whole one, read in one go."""
    gold = corpora / "corpora" / "litbank" / "dev.jsonl.gz"
    assert right(score(corpora, gold, predict(gold, tmp_path))) >= 0.73
    novel = tmp_path / "novel.jsonl"
    with gzip.open(corpora / "corpora" / "pdnc" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [line for line in lines if json.loads(line)["id"] == "TheSignOfTheFour"]
    novel.write_text("".join(rows), encoding="utf-8")
    assert right(score(corpora, novel, predict(novel, tmp_path))) >= 0.65
