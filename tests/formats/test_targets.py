"""Where exports write to and imports read from."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from arbitrary import ANY_TEXT
from hypothesis import given

from quotemine.documents import Document
from quotemine.errors import InputTypeError
from quotemine.formats.targets import checked, opened_to_read, opened_to_write, storable
from quotemine.types import Quotes

TEXT = "é🙂\r\na\rb\nc\u2028d"


@pytest.mark.parametrize("kind", [str, Path])
def test_paths_are_written_as_given(tmp_path: Path, kind: type) -> None:
    """In UTF-8, without a byte order mark, line ends as they are, on every system."""
    path = tmp_path / "a.txt"
    with opened_to_write(kind(path)) as file:
        file.write(TEXT)
    assert file.closed
    assert path.read_bytes() == TEXT.encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_paths_are_read_as_they_are(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + TEXT.encode())
    with opened_to_read(path) as file:
        assert file.read() == TEXT
    assert file.closed


def test_open_files_stay_open() -> None:
    """They are somebody else's."""
    given = io.StringIO("x")
    with opened_to_write(given) as file:
        assert file is given
    with opened_to_read(given) as file:
        assert file is given
    assert not given.closed


def test_a_path_is_closed_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), opened_to_write(tmp_path / "a.txt") as file:
        raise KeyError
    assert file.closed


def test_documents_are_passed_on_one_by_one() -> None:
    taken: list[int] = []

    def given() -> Iterator[Document]:
        for number in range(3):
            taken.append(number)
            yield Document(number, "")

    passed = checked(given())
    assert taken == []
    assert next(passed).id == 0
    assert taken == [0]
    assert [document.id for document in passed] == [1, 2]


@pytest.mark.parametrize("found", [Document("a", ""), "text", b"text", None, 3])
def test_what_is_no_iterable_of_documents(found: object) -> None:
    """At once, before a file is opened."""
    with pytest.raises(InputTypeError, match=f"an iterable of quotemine.Document, got {type(found).__name__};"):
        checked(found)  # type: ignore[arg-type]


@pytest.mark.parametrize("found", [Quotes(), "text", None])
def test_an_item_that_is_no_document(found: object) -> None:
    passed = checked([Document("a", ""), found])  # type: ignore[list-item]
    next(passed)
    with pytest.raises(InputTypeError, match=rf"got {type(found).__name__} as item 1 \(counted from 0\)"):
        next(passed)


@given(ANY_TEXT)
def test_storable_text_is_utf8_and_keeps_offsets(text: str) -> None:
    stored = storable(text)
    stored.encode()
    assert len(stored) == len(text)
    assert all(
        a == b or (b == "\N{REPLACEMENT CHARACTER}" and "\ud800" <= a <= "\udfff")
        for a, b in zip(text, stored, strict=True)
    )


@pytest.mark.parametrize("half", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_every_half_of_a_pair_is_replaced(half: int) -> None:
    assert storable(f"a{chr(half)}b") == "a\N{REPLACEMENT CHARACTER}b"
