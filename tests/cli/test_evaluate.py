"""``quotemine evaluate``: the table, JSON, earlier predictions, exit statuses."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import handmade
import pytest
from typer.testing import CliRunner, Result

from quotemine import Document, Quotes
from quotemine.cli import app
from quotemine.formats import jsonl

QUOTES = handmade.find_quotes(handmade.TEXT)

Run = Callable[..., Result]


@pytest.fixture
def calls() -> list[dict[str, object]]:
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, calls: list[dict[str, object]]) -> Run:
    def extract_many(texts: Iterable[str], **options: object) -> Iterator[Quotes]:
        calls.append(options)
        return map(handmade.find_quotes, texts)

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    return lambda *arguments: CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two documents; in the second, somebody marked another quote."""
    path = tmp_path / "gold.jsonl"
    jsonl.dump([Document("a", handmade.TEXT, QUOTES)], path)
    other = {"id": "b", "text": "“No,” he said. It rained.", "quotes": [{"content": [[0, 5]], "source": [[6, 8]]}]}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(other) + "\n")
    return path


def test_extracts_and_compares(run: Run, gold: Path) -> None:
    result = run(gold)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == "2 documents, 2 gold quotes, 1 predicted"
    (row,) = [line.split() for line in lines if line.startswith(" All: quotes")]
    assert row[2:6] == ["2", "1", "1", "1"]
    assert "\x1b" not in result.stdout


def test_says_what_counts_as_right(run: Run, gold: Path) -> None:
    shown = " ".join(run(gold).stdout.split())
    assert "intersection over union" in shown
    assert "95 % intervals from resampling the documents 1000 times" in shown
    assert "Note: With 2 documents the intervals are rough" in shown
    assert "Note: 1 of 2 gold quotes have no speaker" in shown


def test_json_for_programs(run: Run, gold: Path) -> None:
    scores = json.loads(run(gold, "--format", "json").stdout)
    assert scores["documents"] == 2
    assert scores["all"]["quotes"]["recall"]["value"] == 0.5
    assert scores["all"]["speakers"]["right"] == 1
    assert scores["kinds"]["direct"]["quotes"]["gold"] == 2


def test_options_reach_the_flow(run: Run, gold: Path, calls: list[dict[str, object]]) -> None:
    options = "--attributions all --min-confidence 0.2 --model fast --n-process 2 --device cuda".split()
    run(gold, *options)
    (call,) = calls
    assert call.pop("on_error")
    assert call == {
        "attributions": "all", "min_confidence": 0.2, "model": "fast", "device": "cuda", "n_process": 2
    }  # fmt: skip


def test_predictions_from_a_file(run: Run, gold: Path, tmp_path: Path, calls: list[dict[str, object]]) -> None:
    """What was extracted earlier is scored, and nothing is extracted."""
    found = tmp_path / "found.jsonl"
    jsonl.dump([Document("a", handmade.TEXT, QUOTES)], found, texts=False)
    result = run(gold, "--predictions", found)
    assert result.exit_code == 0
    assert not calls
    shown = " ".join(result.stdout.split())
    assert "Note: Gold documents without a prediction count as if nothing was found in them: 'b'." in shown


def test_predictions_of_other_documents(run: Run, gold: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    jsonl.dump([Document("a", handmade.TEXT, QUOTES), Document("z", "It rained.")], found)
    result = run(gold, "--predictions", found)
    assert result.exit_code == 2
    assert f"{found}:2: gold has no document 'z'" in result.stderr
    assert result.stdout.startswith("2 documents, 2 gold quotes, 1 predicted")


def test_split(run: Run, gold: Path) -> None:
    """The quote of the first document was interrupted."""
    scores = json.loads(run(gold, "--split", "--format", "json").stdout)
    assert (scores["all"]["quotes"]["gold"], scores["split"]) == (3, True)


def test_bad_lines_are_named_and_the_rest_is_scored(run: Run, gold: Path) -> None:
    with gold.open("a", encoding="utf-8") as file:
        file.write('{"text": "It rained.", "quotes": [{"content": [[0, 99]]}]}\nIt rained.\n')
    result = run(gold)
    assert result.exit_code == 2
    assert f"{gold}:3: document 'gold:3' has a span [0, 99] in a text of 10 characters" in result.stderr
    assert f"{gold}:4: not JSON" in result.stderr
    assert result.stdout.startswith("2 documents")


def test_nothing_to_evaluate(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").touch()
    result = run(tmp_path / "gold.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no documents in it" in result.stderr
    result = run(tmp_path / "other.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no such file" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("article.txt",), ("gold.jsonl", "--predictions", "found.csv"), ("gold.jsonl", "--model", "none"), ()]
)
def test_misuse(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage" in result.stderr


def test_gold_without_sources_and_speakers(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    start, end = QUOTES[0].content[0].start, QUOTES[0].content[-1].end
    value = {"text": handmade.TEXT, "quotes": [{"content": [[start, end]]}]}
    gold.write_text(json.dumps(value), encoding="utf-8")
    shown = " ".join(run(gold).stdout.split())
    assert "Figures of attributions are left out, since no gold quote has a source." in shown
    assert "Figures of speakers are left out, since no gold quote has a speaker." in shown
    assert "among those found" not in shown


def test_a_folder_of_brat(run: Run, tmp_path: Path) -> None:
    brat = pytest.importorskip("quotemine.formats.brat")
    brat.dump([Document("a", handmade.TEXT, Quotes(QUOTES, handmade.TEXT))], tmp_path / "gold")
    scores = json.loads(run(tmp_path / "gold", "--format", "json").stdout)
    assert scores["all"]["exact"]["found"] == 1
    assert scores["all"]["attributions"]["found"] == 1


def test_commands_load_nothing_heavy_before_they_work() -> None:
    script = "import sys, quotemine.cli; print([name for name in ('numpy', 'cattrs', 'spacy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_fast_model_end_to_end(tmp_path: Path) -> None:
    """With the real thing, once."""
    text = "“The pier is closed,” said Ines Corran. She added that the crane would be repaired."
    quotes = [
        {"content": [[0, 21]], "source": [[27, 38]], "speaker": "Ines Corran"},
        {"content": [[50, 82]], "source": [[40, 43]], "speaker": "Corran"},
    ]
    value = {"id": "pier", "text": text, "quotes": quotes, "entities": {"Ines Corran": ["Corran"]}}
    (tmp_path / "gold.jsonl").write_text(json.dumps(value), encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path / "gold.jsonl"), "--model", "fast", "-f", "json"])
    scores = json.loads(result.stdout)["all"]
    assert scores["attributions"]["found"] == 2
    assert scores["speakers"]["right"] == 2
