"""Where a text breaks into paragraphs, and where a line break is only the width of a page."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotemine.flow.paragraphs import find_paragraphs


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in find_paragraphs(text)]


WRAPPED = (
    "The ferry left at seven with nobody on board but\n"
    "the mate, who had slept badly and said so to the\n"
    "gulls. It was the last run of the year, and the\n"
    "harbour was shut behind it."
)

SHORT = (
    "The harbour of Lill was closed on Monday for repairs.\n"
    "Its master, Bo Dahl, expects to open it again in May.\n"
    "The crane that fell in March was older than he thinks.\n"
    "Nobody was hurt, and nobody has offered to pay for it."
)

EMPHASIS = WRAPPED.replace("the mate", "*the* mate")
ASIDE = WRAPPED.replace("\nthe mate, who", "\n—Bo, the mate, who")

TEXTS = [
    # A blank line separates, whatever the line breaks are.
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
    ("One.\n \t\n\n\nTwo.", ["One.", "Two."]),
    ("One.\u2029Two.", ["One.", "Two."]),
    # Hard-wrapped lines belong together.
    (WRAPPED, [WRAPPED]),
    (WRAPPED + "\n\n" + WRAPPED, [WRAPPED, WRAPPED]),
    # A short line at the end of a sentence, or in capitals, ends a paragraph of wrapped text.
    (WRAPPED + "\n" + WRAPPED, [WRAPPED, WRAPPED]),
    ("THE LAST RUN\n" + WRAPPED, ["THE LAST RUN", WRAPPED]),
    # Articles with a paragraph to a line.
    ("The port is shut.\nNobody knows why.\nAsk Ona.", ["The port is shut.", "Nobody knows why.", "Ask Ona."]),
    ("Port shut until May\nThe port is shut.", ["Port shut until May", "The port is shut."]),
    # The same where the lines happen to be of a width: nearly all of them end a sentence.
    (SHORT, SHORT.split("\n")),
    # A sentence that goes on.
    ("The port is\nshut.", ["The port is\nshut."]),
    ("In Lill,\nNorway, it rains.", ["In Lill,\nNorway, it rains."]),
    # Items of a list, turns of a transcript and of a dialogue.
    ("Bring:\n• rope\n• salt", ["Bring:", "• rope", "• salt"]),
    ("Bring:\n- rope\n* salt\n1. bread\n2) tea", ["Bring:", "- rope", "* salt", "1. bread", "2) tea"]),
    ("MS LILL: Is it shut?\nDAHL: It is.", ["MS LILL: Is it shut?", "DAHL: It is."]),
    ("Q: is it shut?\nA: it is.", ["Q: is it shut?", "A: it is."]),
    ("He asked:\n— Is it shut?\n— It is.", ["He asked:", "— Is it shut?", "— It is."]),
    # Not an item: emphasis and a parenthesis at the start of a wrapped line.
    (EMPHASIS, [EMPHASIS]),
    (ASIDE, [ASIDE]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\u2028\t"])
def test_a_blank_text_has_none(text: str) -> None:
    assert find_paragraphs(text) == []


LINES = st.sampled_from([*WRAPPED.split("\n"), "", " ", "— Yes.", "• salt", "DAHL: No.", "“Go,”", "\ud800", "SHUT"])
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85"])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(st.tuples(LINES, BREAKS)).map(lambda pairs: "".join(map("".join, pairs)))))
@example(WRAPPED * 3)
def test_paragraphs_cover_all_that_is_visible_once(text: str) -> None:
    end = 0
    for low, high in find_paragraphs(text):
        assert end <= low < high <= len(text)
        assert not text[end:low].strip()
        assert text[low:high].strip()
        end = high
    assert not text[end:].strip()
