"""Documents are read one by one; what cannot be read is reported with file and line, and passed over."""

import gzip
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.inputs import count_documents, read_documents


def read(*inputs: Path | str, leave_out: Path | None = None) -> tuple[list[Document], list[str]]:
    errors: list[InputFileError] = []
    documents = list(read_documents(inputs, errors.append, leave_out=leave_out))
    return documents, [str(error) for error in errors]


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes("“Late again,” he said.\r\nThe ferry left.\n".encode())
    assert read(path) == ([Document("ferry", "“Late again,” he said.\r\nThe ferry left.\n")], [])


def test_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_bytes(b"\xef\xbb\xbfHe left.")
    lines = tmp_path / "b.jsonl"
    lines.write_bytes(b'\xef\xbb\xbf{"text": "She stayed."}\n')
    documents, errors = read(text, lines)
    assert [d.text for d in documents] == ["He left.", "She stayed."]
    assert errors == []


def test_ids_of_lines(tmp_path: Path) -> None:
    """An id is kept as it is; without one, stem and line make it."""
    path = write(tmp_path / "news.jsonl", {"id": "x", "text": "A."}, {"id": 7, "text": "B."}, {"text": "C."})
    documents, errors = read(path)
    assert [(d.id, d.text) for d in documents] == [("x", "A."), (7, "B."), ("news:3", "C.")]
    assert errors == []
    write(path, {"id": None, "text": "D."})
    assert [d.id for d in read(path)[0]] == ["news:1"]


def test_blank_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'\n  \r\n{"text": ""}\r\n\n{"text": "B."}')
    documents, errors = read(path)
    assert [(d.id, d.text) for d in documents] == [("news:3", ""), ("news:5", "B.")]
    assert errors == []


def test_gzip(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "A."}\n{"text": "B."}\n'))
    documents, errors = read(path)
    assert [(d.id, d.text) for d in documents] == [("news:1", "A."), ("news:2", "B.")]
    assert errors == []


def test_folder(tmp_path: Path) -> None:
    """Folders are read sorted, with subfolders; other files and hidden ones are passed over."""
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.TXT", "sub/deep/c.txt", "notes.md", "._b.txt", ".hidden/d.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    write(tmp_path / "sub" / "lines.jsonl", {"text": "A."})
    documents, errors = read(tmp_path)
    assert [d.id for d in documents] == ["a", "b", "sub/lines:1", "sub/deep/c"]
    assert errors == []


def test_folder_without_documents_is_reported(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()
    documents, errors = read(tmp_path)
    assert documents == []
    assert errors == [
        f"{tmp_path}: nothing to read in this folder; it should hold .txt, .jsonl, .jsonl.gz, .html, .htm"
    ]


def test_the_file_of_results_is_left_out_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", {"text": "A."})
    results = write(tmp_path / "out.jsonl", {"id": "in:1", "quotes": []})
    documents, errors = read(tmp_path, leave_out=results)
    assert [d.id for d in documents] == ["in:1"]
    assert errors == []


def test_unknown_extension_is_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "article.v2.md"
    path.write_text("<p>No.</p>", encoding="utf-8")
    documents, errors = read(path)
    assert [(d.id, d.text) for d in documents] == [("article.v2", "<p>No.</p>")]
    assert errors == []


PAGE = """<html><head><title>Bridge holds</title><meta name="author" content="Petra Lindqvist">
<link rel="canonical" href="https://sentinel.example/bridge"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge holds</h1><p>“It is <b>safe</b>,”
said Ada Quill.</p></article></body></html>"""


@pytest.mark.parametrize("name", ["article.v2.html", "article.v2.HTM"])
def test_web_pages(tmp_path: Path, name: str) -> None:
    """By name or in a folder: their main text, with what they say of themselves, named after the file."""
    pytest.importorskip("trafilatura")
    path = tmp_path / name
    path.write_text(PAGE, encoding="cp1252")
    expected = Document(
        "article.v2",
        "“It is safe,” said Ada Quill.",
        title="Bridge holds",
        author="Petra Lindqvist",
        url="https://sentinel.example/bridge",
    )
    assert read(path) == read(tmp_path) == ([expected], [])


def test_web_pages_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is reported with what to install; the other files are read."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for name in ("a.html", "b.htm", "c.txt"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    documents, errors = read(tmp_path)
    assert [d.id for d in documents] == ["c"]
    assert errors == [
        f"{tmp_path / name}: a web page; trafilatura is not installed; install it with: pip install 'quotemine[web]'"
        for name in ("a.html", "b.htm")
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("“Oui,” he said.\r\n".encode())))
    assert read("-") == ([Document("stdin", "“Oui,” he said.\r\n")], [])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a\n\xff")))
    documents, errors = read("-")
    assert documents == []
    assert errors[0].startswith("<stdin>:2: not UTF-8 (byte 0xFF at position 1 of the line)")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "caf\xe9"}', "not UTF-8 (byte 0xE9 at position 14 of the line); convert the file"),
        (b'{"text": "A."', "not JSON (Expecting ',' delimiter"),
        (b"He said no.", "not JSON (Expecting value"),
        (b'["A."]', 'a JSON list where an object was expected; write {"text": "..."}'),
        (b'"A."', "a JSON string where an object was expected"),
        (b"null", "a JSON null where an object was expected"),
        (b'{"body": "A.", "title": "B"}', "no 'text' (found: 'body', 'title'); put the document under the key 'text'"),
        (b"{}", "no 'text' (found: no keys)"),
        (b'{"text": 3}', "'text' is a number; it must be a string"),
        (b'{"text": null}', "'text' is a null; it must be a string"),
        (b'{"text": "A.", "id": ["x"]}', "'id' is a list; make it a string or a whole number, or leave it out"),
        (b'{"text": "A.", "id": true}', "'id' is a true; make it a string"),
        (b"[" * 100_000, "JSON nested too deeply"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not JSON (Exceeds the limit"),
    ],
)
def test_bad_line(tmp_path: Path, line: bytes, message: str) -> None:
    """A bad line is reported with file and line, and the lines around it are read."""
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "First."}\n' + line + b'\n{"text": "Third."}\n')
    documents, errors = read(path)
    assert [d.text for d in documents] == ["First.", "Third."]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:2: {message}")


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"One.\r\nTwo, fa\xe7ade.\r\n")
    after = tmp_path / "new.txt"
    after.write_bytes(b"Fine.")
    documents, errors = read(path, after)
    assert [d.id for d in documents] == ["new"]
    (error,) = errors
    assert error.startswith(f"{path}:2: not UTF-8 (byte 0xE7 at position 8 of the line); convert the file")
    assert error.endswith("iconv -f WINDOWS-1252 -t UTF-8")
    path.write_bytes("One.".encode("utf-16"))
    assert read(path)[1][0].endswith("iconv -f UTF-16 -t UTF-8")


def test_position_of_a_bad_byte_after_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"\xef\xbb\xbfab\xe7")
    assert "byte 0xE7 at position 3 of the line" in read(path)[1][0]


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    assert read(path) == ([], [f"{path}: no such file or folder; check the path"])


@pytest.mark.parametrize("keep", [0.5, 0.9])
def test_truncated_gzip(tmp_path: Path, keep: float) -> None:
    """What lies before the damage is read, and the message says where it begins."""
    whole = gzip.compress("".join(f'{{"text": "Line {i * i}."}}\n' for i in range(20_000)).encode())
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(whole[: int(len(whole) * keep)])
    documents, errors = read(path)
    assert 1000 < len(documents) < 20_000
    assert [d.text for d in documents] == [f"Line {i * i}." for i in range(len(documents))]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:{len(documents) + 1}: damaged or cut short gzip data")


@pytest.mark.parametrize("data", [b"no gzip at all", gzip.compress(b'{"text": "A."}\n')[:-4] + b"\0\0\0\0"])
def test_corrupt_gzip(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(data)
    errors = read(path)[1]
    assert len(errors) == 1
    assert "damaged or cut short gzip data" in errors[0]


def test_empty_files(tmp_path: Path) -> None:
    """An empty text is a document without quotes; an empty file of lines has no documents."""
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.jsonl").touch()
    documents, errors = read(tmp_path)
    assert [(d.id, d.text) for d in documents] == [("a", "")]
    assert errors == []


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path / "news.jsonl", {"text": "A."}, {"text": "B."})
    errors: list[InputFileError] = []
    documents = read_documents([path, tmp_path / "gone.txt"], errors.append)
    assert next(documents).text == "A."
    assert errors == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from([".txt", ".jsonl", ".jsonl.gz", ".html"]))
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    """Whatever a file holds, reading it raises nothing."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    documents, _ = read(path)
    assert all(isinstance(d.text, str) for d in documents)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=5))
def test_texts_come_back(tmp_path: Path, texts: list[str]) -> None:
    path = write(tmp_path / "news.jsonl", *({"text": text} for text in texts))
    documents, errors = read(path)
    assert [d.text for d in documents] == texts
    assert errors == []


def test_counting(tmp_path: Path) -> None:
    """As many as can be read; what is no file can be read only once and is not counted."""
    write(tmp_path / "a.jsonl", {"text": "It rained."}, {"text": "It still rains."})
    (tmp_path / "b.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "It rained."}\n\n{"text": "No."}\n \n{"text": "Yes."}')
    )
    (tmp_path / "c.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / ".d.txt").write_text("hidden", encoding="utf-8")
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "f.txt").write_text("It rained.", encoding="utf-8")
    results = write(tmp_path / "results.jsonl", {"text": "earlier"})
    given = (tmp_path, tmp_path / "a.jsonl", tmp_path / "c.txt")
    documents, errors = read(*given, leave_out=results)
    assert count_documents(given, leave_out=results) == len(documents) == 10
    assert not errors
    assert count_documents(["-", tmp_path / "nowhere.txt"]) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_counting_leaves_pipes_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert count_documents([tmp_path / "pipe.jsonl"]) is None
