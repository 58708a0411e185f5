"""Attributions that the layout of a text makes plain: transcripts, and names set after a quotation."""

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from quotemine.flow.attributions.attribution import Chars
from quotemine.flow.marks import Quotation

__all__ = ["Turn", "find_signatures", "find_turns"]

_LABEL = re.compile(
    r"\s*(?P<mark>[\"“]?)"
    r"(?P<label>[A-Z][A-Z.'’&-]*(?:[ \u00a0][A-Z][A-Z.'’&-]*){0,3})(?:\s*\([^)\n]{1,40}\))?:\s+(?=\S)"
)
_MARKED = re.compile(r"\s*[\"“](?=\w)")
_ASIDE = re.compile(r"\s*[\"“]?[(\[][^()\n]{1,80}[)\]]\.?[\"”]?\s*")  # (CROSSTALK.)
_SIGNATURE = re.compile(
    r"[ \t\u00a0]*\s?[—–―-]{1,2}[ \t\u00a0]*(?P<name>[^\W\d_a-z][^\n“”\"—–]{1,60}?)[ \t\u00a0]*$", re.MULTILINE
)
_TWO_LETTERS = re.compile(r"[A-Z].*[A-Z]")
# One label may be a heading (NOTE: ...); a transcript has more.
MIN_TURNS = 2
MAX_SIGNATURE_WORDS = 7


@frozen
class Turn:
    """What somebody says in a transcript.

    Attributes:
        content: character spans of the words, one a paragraph.
        source: character span of the label.
    """

    content: tuple[Chars, ...]
    source: Chars


def find_turns(text: str, paragraphs: Sequence[Chars]) -> list[Turn]:
    """Find the turns of a transcript: paragraphs that open with a label in capitals and a colon.

    Where every paragraph of a transcript opens with a quotation mark, one without a label goes on with the turn.
    """
    turns: list[Turn] = []
    marked = False  # whether the last paragraph was part of a turn that opened with a mark
    for start, end in paragraphs:
        label = _LABEL.match(text, start, end)
        if label is not None and _TWO_LETTERS.search(label["label"]):
            marked = bool(label["mark"])
            turns.append(Turn((_words(text, label.end(), end),), label.span("label")))
        elif not _ASIDE.fullmatch(text, start, end):
            again = _MARKED.match(text, start, end)
            marked = marked and again is not None
            if marked and again is not None:
                turns[-1] = evolve(turns[-1], content=(*turns[-1].content, _words(text, again.end(), end)))
    return turns if len(turns) >= MIN_TURNS else []


def _words(text: str, low: int, high: int) -> Chars:
    """The span without white space at its edges, and without the mark that closes the whole transcript."""
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    if text[high - 1] in '"”' and not re.search('["“]', text[low : high - 1]):
        high -= 1
    return low, high


def find_signatures(text: str, outer: Sequence[Quotation]) -> dict[int, Chars]:
    """Find names that are set after a quotation with a dash: “The bus never comes.” – Halima, 34.

    Returns:
        Offset of the quotation's start → character span of what follows the dash to the end of the line.
    """
    found = {}
    for quotation in outer:
        if not quotation.closed or quotation.style == "dash":
            continue
        match = _SIGNATURE.match(text, quotation.end)
        if match is not None and len(match["name"].split()) <= MAX_SIGNATURE_WORDS and not match["name"].endswith(":"):
            found[quotation.start] = match.span("name")
    return found
