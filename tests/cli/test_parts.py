"""Runs that are broken off go on: nothing lost, nothing doubled."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quotemine.api import OnTextError
from quotemine.cli import app
from quotemine.errors import ExtractionError
from quotemine.types import Quotes

DOCUMENTS = 20
Run = Callable[..., Result]


@pytest.fixture
def read() -> list[str]:
    """The texts that were extracted."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, read: list[str]) -> Run:
    def extract_many(texts: Iterable[str], on_error: OnTextError, **_: object) -> Iterator[Quotes]:
        for index, text in enumerate(texts):
            read.append(text)
            if text == "poison":
                on_error(index, ExtractionError("extraction failed with OverflowError: no"))
            if text == "kill":
                raise KeyboardInterrupt
            yield Quotes((), text)

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    options = ("--resume", "--part-size", 3, "--format", "jsonl")
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in ("extract", *arguments, *options)])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    write(path, [f"text {number}" for number in range(8)])
    return path


def write(path: Path, texts: Iterable[str]) -> None:
    lines = (json.dumps({"id": f"d{number}", "text": text}) for number, text in enumerate(texts))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def ids(folder: Path) -> list[list[str]]:
    """The documents in each part."""
    parts = sorted(folder.glob("part-*.jsonl"))
    return [[json.loads(line)["id"] for line in part.read_text(encoding="utf-8").splitlines()] for part in parts]


def all_ids(folder: Path) -> list[str]:
    return [id_ for part in ids(folder) for id_ in part]


def test_parts(run: Run, archive: Path, tmp_path: Path) -> None:
    """In the order of the inputs, the last one maybe shorter."""
    result = run(archive, "-o", tmp_path / "out")
    assert (result.exit_code, result.output) == (0, "")
    assert ids(tmp_path / "out") == [["d0", "d1", "d2"], ["d3", "d4", "d5"], ["d6", "d7"]]
    assert (tmp_path / "out" / "failed.txt").read_text(encoding="utf-8") == ""


def test_an_interrupted_run_goes_on(run: Run, archive: Path, tmp_path: Path, read: list[str]) -> None:
    """What was done is there at once; a part that is not full is done again, the others are not."""
    texts = [f"text {number}" for number in range(8)]
    write(archive, [*texts[:5], "kill", *texts[5:]])
    assert run(archive, "-o", tmp_path / "out").exit_code == 130
    assert ids(tmp_path / "out") == [["d0", "d1", "d2"], ["d3", "d4"]]
    write(archive, texts)
    read.clear()
    assert run(archive, "-o", tmp_path / "out").exit_code == 0
    assert read == texts[3:]
    assert all_ids(tmp_path / "out") == [f"d{number}" for number in range(8)]


def test_a_second_run_does_nothing(run: Run, archive: Path, tmp_path: Path, read: list[str]) -> None:
    run(archive, "-o", tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    read.clear()
    assert run(archive, "-o", tmp_path / "out").exit_code == 0
    assert read == []
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_an_archive_that_has_grown(run: Run, archive: Path, tmp_path: Path, read: list[str]) -> None:
    """A last part that was not full is done again, the others are not."""
    run(archive, "-o", tmp_path / "out")
    write(archive, [f"text {number}" for number in range(10)])
    read.clear()
    assert run(archive, "-o", tmp_path / "out").exit_code == 0
    assert read == ["text 6", "text 7", "text 8", "text 9"]
    assert ids(tmp_path / "out")[2:] == [["d6", "d7", "d8"], ["d9"]]


def test_a_part_that_is_gone(run: Run, archive: Path, tmp_path: Path) -> None:
    """It and all after it are made anew."""
    run(archive, "-o", tmp_path / "out")
    (tmp_path / "out" / "part-00001.jsonl").unlink()
    run(archive, "-o", tmp_path / "out")
    assert all_ids(tmp_path / "out") == [f"d{number}" for number in range(8)]


def test_other_inputs_are_refused(run: Run, archive: Path, tmp_path: Path) -> None:
    """Rather than mixed."""
    run(archive, "-o", tmp_path / "out")
    write(archive, ["another text"] * 8)
    result = run(archive, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "the inputs have changed" in result.stderr


def test_other_options_are_refused(run: Run, archive: Path, tmp_path: Path) -> None:
    """And which ones it says."""
    run(archive, "-o", tmp_path / "out")
    result = run(archive, "-o", tmp_path / "out", "--min-confidence", "0.7")
    assert result.exit_code == 1
    assert "min_confidence must be 0.4" in result.stderr


def test_a_folder_with_something_else_is_refused(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("Mine.", encoding="utf-8")
    result = run(archive, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "an empty folder" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_parts_within_the_inputs_are_refused(run: Run, archive: Path, tmp_path: Path) -> None:
    """They would be read as inputs by the next run."""
    result = run(tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "within the inputs" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("-o", "-"), ("-o", "out", "--format", "brat")])
def test_parts_need_a_folder_and_files(archive: Path, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["extract", str(archive), "--resume", *arguments])
    assert result.exit_code == 2
    assert "--resume writes files into a folder" in result.stderr.replace("\n", " ")


def test_inputs_that_failed_are_listed(run: Run, archive: Path, tmp_path: Path) -> None:
    """With file, line and reason; all else is done, and a second run lists them as well."""
    with archive.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")
    for _ in range(2):
        assert run(archive, "-o", tmp_path / "out").exit_code == 2
        (line,) = (tmp_path / "out" / "failed.txt").read_text(encoding="utf-8").splitlines()
        assert line.startswith(f"{archive}:9: not JSON")
    assert len(all_ids(tmp_path / "out")) == 8


def test_a_document_that_poisons(run: Run, archive: Path, tmp_path: Path) -> None:
    """It has no quotes and is listed, in every later run as well; all else is done."""
    write(archive, ["text 0", "poison", *(f"text {number}" for number in range(2, 8))])
    for _ in range(2):
        assert run(archive, "-o", tmp_path / "out").exit_code == 2
        failed = (tmp_path / "out" / "failed.txt").read_text(encoding="utf-8")
        assert failed == "d1: extraction failed with OverflowError: no\n"
        assert len(all_ids(tmp_path / "out")) == 8


# The command in a process of its own, with a stand-in for the flow that takes its time.
SLOW = """
import sys, time
from types import SimpleNamespace
from quotemine.types import Quotes

def extract_many(texts, **options):
    for text in texts:
        time.sleep(0.05)
        yield Quotes((), text)

sys.modules["quotemine.api"] = SimpleNamespace(extract_many=extract_many)
from quotemine.cli import main
main()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals differ")
def test_killed_again_and_again(tmp_path: Path) -> None:
    """However often and wherever a run is killed, in the end all is there once."""
    archive, out = tmp_path / "archive.jsonl", tmp_path / "out"
    write(archive, [f"text {number}" for number in range(DOCUMENTS)])
    options = ["--resume", "--part-size", "4", "--format", "jsonl", "-o", str(out)]
    command = [sys.executable, "-c", SLOW, "extract", str(archive), *options]
    kills = 0
    for pause in (0.35, 0.45, 0.5):
        with subprocess.Popen(command) as process:
            while not (out / "run.json").exists():
                time.sleep(0.01)
            time.sleep(pause)
            kills += process.poll() is None
            process.kill()
    assert kills
    assert subprocess.run(command, check=True, capture_output=True).stderr == b""
    assert all_ids(out) == [f"d{number}" for number in range(DOCUMENTS)]
    assert not list(out.glob(".unfinished*"))
