"""The command ``quotemine report``: one page, from texts or from quotes found before."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import handmade
import pytest
from attrs import evolve
from typer.testing import CliRunner, Result

from quotemine.cli import app
from quotemine.documents import Document
from quotemine.formats import jsonl
from quotemine.types import Quotes

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
    return lambda *arguments, **options: CliRunner().invoke(app, [str(a) for a in arguments], **options)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(handmade.TEXT, encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "out" / "report.html"


@pytest.fixture(autouse=True)
def _folder(page: Path) -> None:
    page.parent.mkdir()


@pytest.fixture
def document() -> Document:
    """With quotes that the stand-in for the flow would not find, so that one sees where they come from."""
    quotes = handmade.find_quotes(handmade.TEXT)
    return Document("harbour", handmade.TEXT, Quotes(evolve(q, kind="mixed") for q in quotes), title="Crane closed")


@pytest.fixture
def quoted(document: Document, tmp_path: Path) -> Path:
    path = tmp_path / "quotes.jsonl"
    jsonl.dump([document], path)
    return path


def documents_of(page: str) -> list[dict[str, Any]]:
    return [json.loads(data) for data in re.findall(r'<script type="application/json">(.*?)</script>', page)]


def read(path: Path) -> list[dict[str, Any]]:
    return documents_of(path.read_text(encoding="utf-8"))


def test_page_of_an_article(run: Run, article: Path, page: Path) -> None:
    result = run("report", article, "-o", page)
    assert (result.exit_code, result.output) == (0, "")
    (found,) = read(page)
    assert (found["id"], found["text"]) == ("article", handmade.TEXT)
    assert [quote["kind"] for quote in found["quotes"]] == ["direct"]
    assert "<title>Who said what</title>" in page.read_text(encoding="utf-8")


def test_title(run: Run, article: Path, page: Path) -> None:
    assert run("report", article, "-o", page, "--title", "Harbour & sea").exit_code == 0
    assert "<title>Harbour &amp; sea</title>" in page.read_text(encoding="utf-8")


def test_options_reach_the_flow(run: Run, article: Path, page: Path, calls: list[dict[str, object]]) -> None:
    options = ["--attributions", "all", "--n-process", "2", "--model", "fast", "--min-confidence", "0.5"]
    assert run("report", article, "-o", page, *options).exit_code == 0
    assert calls[0].pop("on_error")
    assert calls == [
        {
            "attributions": "all",
            "min_confidence": 0.5,
            "model": "fast",
            "device": "cpu",
            "n_process": 2,
        }
    ]


def test_standard_output(run: Run) -> None:
    result = run("report", "-", "-o", "-", input=handmade.TEXT)
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")
    assert [found["id"] for found in documents_of(result.stdout)] == ["stdin"]


def test_output_is_required(run: Run, article: Path) -> None:
    """A page of HTML is nothing for a terminal, and no file is overwritten that nobody named."""
    result = run("report", article)
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_output_over_an_input_is_refused(run: Run, article: Path) -> None:
    result = run("report", article, "-o", article)
    assert result.exit_code == 2
    assert "among the inputs" in result.stderr
    assert article.read_text(encoding="utf-8") == handmade.TEXT


def test_output_that_cannot_be_written(run: Run, article: Path, tmp_path: Path) -> None:
    result = run("report", article, "-o", tmp_path / "no-such-folder" / "report.html")
    assert result.exit_code == 1
    assert "no-such-folder" in result.stderr
    assert "Traceback" not in result.output


def test_bad_input_is_reported_and_the_rest_done(run: Run, article: Path, page: Path, tmp_path: Path) -> None:
    lines = tmp_path / "news.jsonl"
    lines.write_bytes(b'{"text": "A."}\nnot json\n{"text": "B."}\n')
    gone = tmp_path / "gone.txt"
    result = run("report", gone, lines, article, "-o", page)
    assert result.exit_code == 2
    assert [message.split(": ")[0] for message in result.stderr.splitlines()] == [str(gone), f"{lines}:2"]
    assert [found["id"] for found in read(page)] == ["news:1", "news:3", "article"]


def test_no_file_is_made_where_nothing_could_be_read(run: Run, page: Path, tmp_path: Path) -> None:
    assert run("report", tmp_path / "gone.txt", "-o", page).exit_code == 2
    assert not page.exists()
    (tmp_path / "empty.jsonl").touch()
    assert run("report", tmp_path / "empty.jsonl", "-o", page).exit_code == 0
    assert read(page) == []


def test_quotes_of_lines_are_found_anew(run: Run, quoted: Path, page: Path) -> None:
    assert run("report", quoted, "-o", page).exit_code == 0
    (found,) = read(page)
    assert found["title"] == "Crane closed"
    assert [quote["kind"] for quote in found["quotes"]] == ["direct"]


@pytest.mark.parametrize("foreign", [7, "none", ["“No”"], [{"content": "No", "who": 1}], {"a": []}, None])
def test_foreign_quotes_do_no_harm(run: Run, page: Path, tmp_path: Path, foreign: object) -> None:
    """A corpus may have a key of that name that means something else."""
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"id": "a", "text": handmade.TEXT, "quotes": foreign}) + "\n", encoding="utf-8")
    assert run("report", path, "-o", page).exit_code == 0
    (found,) = read(page)
    assert [quote["kind"] for quote in found["quotes"]] == ["direct"]


class TestReuse:
    def test_quotes_are_taken_as_they_stand(self, run: Run, quoted: Path, page: Path, calls: list[object]) -> None:
        result = run("report", quoted, "--reuse", "-o", page)
        assert (result.exit_code, result.output) == (0, "")
        (found,) = read(page)
        assert (found["id"], found["title"]) == ("harbour", "Crane closed")
        assert [quote["kind"] for quote in found["quotes"]] == ["mixed"]
        assert calls == []

    def test_what_extract_wrote(self, run: Run, article: Path, page: Path, tmp_path: Path) -> None:
        """Both ways lead to the same page."""
        lines = tmp_path / "found.jsonl"
        assert run("extract", article, "--texts", "-o", lines).exit_code == 0
        assert run("report", lines, "--reuse", "-o", page).exit_code == 0
        assert run("report", article, "-o", tmp_path / "anew.html").exit_code == 0
        assert page.read_bytes() == (tmp_path / "anew.html").read_bytes()

    def test_zipped_lines_folders_and_standard_input(self, run: Run, quoted: Path, page: Path, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        (folder / "sub").mkdir(parents=True)
        (folder / "notes.txt").write_text("no quotes here", encoding="utf-8")
        (folder / ".hidden.jsonl").write_text("not json", encoding="utf-8")
        (folder / "sub" / "b.jsonl.gz").write_bytes(gzip.compress(quoted.read_bytes()))
        (folder / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + quoted.read_bytes())
        result = run("report", folder, "-", "--reuse", "-o", page, input=quoted.read_text(encoding="utf-8"))
        assert (result.exit_code, result.output) == (0, "")
        assert [found["id"] for found in read(page)] == ["harbour"] * 3

    def test_bad_lines_are_reported_and_the_rest_done(self, run: Run, quoted: Path, page: Path, tmp_path: Path) -> None:
        good = quoted.read_text(encoding="utf-8")
        bad = tmp_path / "bad.jsonl"
        lines = [
            good,
            "not json\n",
            '{"id": "a", "text": "A.", "quotes": [{"content": "No"}]}\n',
            '{"id": "b", "quotes": []}\n',
            good,
        ]
        bad.write_text("".join(lines), encoding="utf-8")
        result = run("report", bad, "--reuse", "-o", page)
        assert result.exit_code == 2
        assert [message.split(": ")[0] for message in result.stderr.splitlines()] == [
            f"{bad}:{line}" for line in (2, 3, 4)
        ]
        assert len(read(page)) == 2

    def test_files_that_cannot_be_read(self, run: Run, quoted: Path, page: Path, tmp_path: Path) -> None:
        (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(quoted.read_bytes() * 2000)[:-9])
        (tmp_path / "raw.jsonl.gz").write_bytes(b"no gzip data")
        (tmp_path / "notes.txt").write_text("no quotes here", encoding="utf-8")
        (tmp_path / "none").mkdir()
        names = ["gone.jsonl", "cut.jsonl.gz", "raw.jsonl.gz", "notes.txt", "none"]
        result = run("report", *(tmp_path / name for name in names), quoted, "--reuse", "-o", page)
        assert result.exit_code == 2
        messages = result.stderr.splitlines()
        assert len(messages) == len(names)
        assert all(message.startswith(f"{tmp_path / name}") for message, name in zip(messages, names, strict=True))
        assert read(page)[-1]["id"] == "harbour"

    @pytest.mark.parametrize(
        "option", [("--model", "fast"), ("--min-confidence", "0.5"), ("--attributions", "all"), ("--n-process", "2")]
    )
    def test_options_of_the_extraction_are_refused(
        self, run: Run, quoted: Path, page: Path, option: tuple[str, str]
    ) -> None:
        result = run("report", quoted, "--reuse", "-o", page, *option)
        assert result.exit_code == 2
        assert option[0] in result.stderr
        assert not page.exists()

    def test_the_page_itself_may_lie_in_the_folder(self, run: Run, quoted: Path, tmp_path: Path) -> None:
        for _ in range(2):
            assert run("report", tmp_path, "--reuse", "-o", tmp_path / "report.jsonl").exit_code == 0
        assert len(read(tmp_path / "report.jsonl")) == 1


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'textacy', 'onnxruntime', 'tokenizers', 'numpy', 'pandas'}"
    code = f"import sys, quotemine.cli, quotemine.report; sys.exit(', '.join({heavy} & set(sys.modules)) or None)"
    subprocess.run([sys.executable, "-c", code], check=True)
