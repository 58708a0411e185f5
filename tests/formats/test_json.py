"""JSON: one array of documents, written as they come, read as a whole."""

import io
import json as standard
from pathlib import Path

import pytest
from arbitrary import documents
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError
from quotemine.formats import json

DOCUMENT = Document("harbour", TEXT, find_quotes(TEXT), title="Harbour closed")


def written(*documents: Document, texts: bool = True) -> str:
    file = io.StringIO()
    json.dump(documents, file, texts=texts)
    return file.getvalue()


@given(st.lists(documents(), max_size=3))
def test_what_is_written_comes_back(some: list[Document]) -> None:
    back = list(json.load(io.StringIO(written(*some))))
    assert back == some
    assert [document.quotes.given_text for document in back] == [document.text for document in some]


@pytest.mark.parametrize("count", range(4))
def test_it_is_one_array(count: int) -> None:
    assert standard.loads(written(*[DOCUMENT] * count)) == [DOCUMENT.to_dict()] * count


def test_without_texts() -> None:
    """There is no text in it, and nothing to read it by."""
    text = written(DOCUMENT, texts=False)
    assert standard.loads(text) == [DOCUMENT.to_dict(text=False)]
    with pytest.raises(InputFileError, match=r"^<open file>: missing @ \$\[0\]\.text; .*--texts"):
        list(json.load(io.StringIO(text)))


def test_it_is_indented_to_be_read() -> None:
    assert written(DOCUMENT).startswith('[\n{\n  "id": "harbour",\n  "title": "Harbour closed",\n')


@pytest.mark.parametrize("name", ["quotes.json", "quotes.json.gz"])
def test_files_plain_and_compressed(tmp_path: Path, name: str) -> None:
    json.dump([DOCUMENT], tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")
    assert list(json.load(tmp_path / name)) == [DOCUMENT]


def test_problems_are_reported_and_the_rest_is_read() -> None:
    values = [DOCUMENT.to_dict(), {**DOCUMENT.to_dict(), "quotes": [1]}, 5, DOCUMENT.to_dict()]
    problems: list[InputFileError] = []
    assert list(json.load(io.StringIO(standard.dumps(values)), on_error=problems.append)) == [DOCUMENT, DOCUMENT]
    assert [str(problem).split(";")[0] for problem in problems] == [
        "<open file>: 1 where an object was expected @ $[1].quotes[0]",
        "<open file>: 5 where an object was expected @ $[2]",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON ("),
        (b"[{}", "not JSON ("),
        (b"[NaN]", "not JSON (NaN is no number)"),
        (b"[" * 100_000, "JSON nested too deeply"),
        (b'{"id": "a"}\n{"id": "b"}\n', "a line a document is read by quotemine.formats.jsonl"),
        (b"{}", "not an array of documents"),
        (b'["caf\xe9"]', "1: not UTF-8 (byte 0xE9)"),
    ],
)
def test_what_is_no_array_of_documents(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "quotes.json"
    path.write_bytes(data)
    problems: list[InputFileError] = []
    assert list(json.load(path, on_error=problems.append)) == []
    (problem,) = problems
    assert str(problem).startswith(f"{path}:")
    assert message in str(problem)
    with pytest.raises(InputFileError):
        list(json.load(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match=r"gone\.json: no such file"):
        list(json.load(tmp_path / "gone.json"))


def test_what_is_no_document() -> None:
    with pytest.raises(InputTypeError):
        json.dump(DOCUMENT, io.StringIO())  # type: ignore[arg-type]
