"""Tables to read: who, how and what, on any width, and no text steers the terminal."""

import io
import unicodedata
from typing import Any

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputTypeError
from quotemine.formats import table
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

SHE, ALL = Span(0, 3, "she"), Span(0, 9, "It leaks.")
TALLIS = Speaker("e1", "Brona Tallis", "PERSON", named=True, mention=SHE)
SAID = Cue(Span(4, 8, "said"), "say", "speech")


def quote(**changes: Any) -> Quote:  # noqa: ANN401
    return evolve(Quote("q1", "direct", (ALL,), SAID, SHE, TALLIS, ALL, 0.9), **changes)


def written(*documents: Document, width: int = table.PAGE_WIDTH, terminal: bool = False) -> str:
    file = io.StringIO()
    table.dump(documents, file, width=width, terminal=terminal)
    return file.getvalue()


def shown(*quotes: Quote, width: int = table.PAGE_WIDTH) -> list[str]:
    """The lines of a document with these quotes: its heading first, no empty ones."""
    page = written(Document("harbour", "", Quotes(quotes)), width=width)
    return [line.strip() for line in page.splitlines() if line]


@pytest.mark.parametrize(("count", "words"), [(0, "no quotes"), (1, "1 quote"), (2, "2 quotes")])
def test_the_heading_counts(count: int, words: str) -> None:
    assert shown(*[quote()] * count)[0] == f"harbour: {words}"


def test_a_row_has_speaker_cue_kind_and_words() -> None:
    head, rule, line = shown(quote())[1:]
    assert head.split() == ["Speaker", "Cue", "Kind", "Quote"]
    assert set(rule) == {"─"}
    assert line.split() == ["Brona", "Tallis", "(she)", "said", "direct", "It", "leaks."]


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({}, "Brona Tallis (she) "),
        ({"source": Span(0, 12, "Brona Tallis")}, "Brona Tallis "),
        ({"source": None}, "Brona Tallis "),
        ({"speaker": None}, "(she) "),
        ({"speaker": None, "source": None}, "– "),
    ],
)
def test_the_speaker_and_the_words_for_it(changes: dict[str, Any], start: str) -> None:
    """The words of the source only where they are others than the name."""
    line = shown(quote(**changes))[-1]
    assert line.startswith(start)
    assert "((" not in line
    assert line.count("Brona Tallis") <= 1


def test_negated_and_missing_cues() -> None:
    assert "said (negated)" in shown(quote(cue=evolve(SAID, negated=True)))[-1]
    assert shown(quote(cue=None))[-1].split() == ["Brona", "Tallis", "(she)", "direct", "It", "leaks."]


def test_markup_of_consoles_is_text() -> None:
    assert "[red]It[/red] :smile:" in shown(quote(content=(Span(0, 9, "[red]It[/red] :smile:"),)))[-1]


def test_words_are_put_on_one_line() -> None:
    """And control characters cannot clear the screen."""
    lines = shown(quote(content=(Span(0, 9, "It\r\nleaks\t\x1b[2J\0\x9bm"),)))
    assert lines[-1].endswith("It leaks �[2J��m")


@settings(max_examples=40)
@given(documents(), st.integers(20, 200))
def test_any_document_makes_a_page(document: Document, width: int) -> None:
    """Of UTF-8, with no control character but line ends."""
    page = written(document, width=width)
    page.encode()
    assert page.endswith("\n")
    assert {c for c in page if unicodedata.category(c) in {"Cc", "Cs"}} <= {"\n"}


def test_narrow_and_wide_pages() -> None:
    """Long quotes are wrapped to the width."""
    long = quote(content=(Span(0, 9, "It leaks again. " * 20),))
    for width in (40, 80, 140):
        lines = shown(long, width=width)
        assert max(map(len, lines)) <= width
        assert "".join(lines).count("again.") == 20


def test_colours_only_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in written(Document("a", ""), terminal=True)
    assert "\x1b[" not in written(Document("a", ""))


def test_documents_follow_each_other_as_they_come() -> None:
    lines = written(Document("a", ""), Document(2, TEXT, find_quotes(TEXT)), Document("b", "")).splitlines()
    assert [line for line in lines if line[:3] in ("a: ", "2: ", "b: ")] == [
        "a: no quotes",
        "2: 1 quote",
        "b: no quotes",
    ]


def test_what_is_no_document() -> None:
    with pytest.raises(InputTypeError):
        written(Quotes())  # type: ignore[arg-type]
