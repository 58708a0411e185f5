"""Spans that overlap as they like, cut into elements that nest."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from operator import attrgetter

from attrs import define, field, frozen

from quotemine.flow.paragraphs import find_paragraphs
from quotemine.formats.tei.markup import opening, text_of

__all__ = ["Mark", "body_of"]

Pair = tuple[int, int]
"""Start and end: character offsets into the text, end exclusive."""

_BLANK = re.compile(r"[ \t\r\n]*")  # what XML calls white space, and allows between paragraphs


@frozen(eq=False)
class Mark:
    """What is to be marked with elements of one name and the same attributes.

    Attributes:
        name: of the elements.
        id: ``xml:id`` of the first; those of the others begin with it.
        spans: where they stand.
        attributes: shared by all of them.
    """

    name: str
    id: str
    spans: tuple[Pair, ...]
    attributes: dict[str, str | None] = field(factory=dict)


@define(eq=False, order=False)
class _Piece:
    """One element: (a part of) a span of a mark that lies in one paragraph and in one other element."""

    start: int
    end: int
    mark: Mark
    span: int  # index of the span
    rank: int  # of two that begin and end together, the one with the lower rank is around the other

    def __lt__(self, other: "_Piece") -> bool:
        return (self.start, -self.end, self.rank) < (other.start, -other.end, other.rank)


def body_of(text: str, marks: Iterable[Mark]) -> str:
    r"""Write a text as paragraphs with marked spans in them.

    The text of what is written, all elements taken away, is the text that was given, but for what XML cannot hold.
    White space between paragraphs stands between ``p`` elements where no span begins or ends in it, else at the end of
    the first.  A span that crosses paragraphs or other spans becomes several elements, one after the other, which point
    to each other with ``next`` and ``prev``; ``n`` tells of which span of the mark each is.

    Example:
        >>> body_of("I\n\nII", [Mark("said", "q1", ((0, 5),))])
        '<p><said xml:id="q1" n="1" next="#q1.2">I</said></p>\n\n<p><said xml:id="q1.2" n="1" prev="#q1">II</said></p>'
    """
    marks = list(marks)
    paragraphs = _paragraphs(text, [span for mark in marks for span in mark.spans])
    tokens = list(_tokens(text, paragraphs, _pieces(marks, paragraphs)))
    tags = _tags([piece for kind, piece in tokens if kind == "open" and isinstance(piece, _Piece)])
    written = []
    for kind, value in tokens:
        if isinstance(value, _Piece):
            written.append(tags[value] if kind == "open" else f"</{value.mark.name}>")
        else:
            written.append(text_of(value) if kind == "text" else value)
    return "".join(written)


def _paragraphs(text: str, spans: list[Pair]) -> list[Pair]:
    """Paragraphs so that every span begins and ends in one, and only white space is outside."""
    found = find_paragraphs(text) or [(0, len(text))]
    edges = sorted({edge for start, end in spans for edge in _inner_edges(start, end)})
    paragraphs: list[Pair] = []
    low = 0
    for number, (start, _) in enumerate(found):
        gap_start = found[number - 1][1] if number else 0
        if _must_be_inside(text, gap_start, start, edges):
            if paragraphs:
                paragraphs[-1] = (paragraphs[-1][0], start)
                low = start
            else:
                low = 0
        else:
            low = start
        paragraphs.append((low, found[number][1]))
    last = paragraphs[-1]
    if _must_be_inside(text, last[1], len(text), edges):
        paragraphs[-1] = (last[0], len(text))
    return paragraphs


def _inner_edges(start: int, end: int) -> Iterator[float]:
    """Places between which characters are marked, so that a gap that begins or ends at one may be marked as well."""
    if start == end:
        yield start
    else:
        yield start + 0.5
        yield end - 0.5


def _must_be_inside(text: str, start: int, end: int, edges: list[float]) -> bool:
    if start == end:
        return False
    if _BLANK.fullmatch(text, start, end) is None:
        return True
    before = start or -1  # no paragraph ends where the text begins, nor begins where it ends
    place = bisect_right(edges, before)
    return place < len(edges) and (edges[place] < end or end == len(text))


def _pieces(marks: list[Mark], paragraphs: list[Pair]) -> list[list[_Piece]]:
    """The pieces of each paragraph, as they would be if nothing overlapped."""
    found: list[list[_Piece]] = [[] for _ in paragraphs]
    rank = 0
    for mark in marks:
        for number, (start, end) in enumerate(mark.spans):
            rank += 1
            for index in _touched(start, end, paragraphs):
                low, high = paragraphs[index]
                found[index].append(_Piece(max(start, low), min(end, high), mark, number, rank))
    return found


def _touched(start: int, end: int, paragraphs: list[Pair]) -> Iterator[int]:
    first = bisect_left(paragraphs, start if start == end else start + 1, key=lambda pair: pair[1])
    for index in range(first, len(paragraphs)):
        low, high = paragraphs[index]
        if start == end:
            if low <= start <= high:
                yield index
            return
        if low >= end:
            return
        if max(start, low) < min(end, high):
            yield index


def _tokens(text: str, paragraphs: list[Pair], pieces: list[list[_Piece]]) -> Iterator[tuple[str, str | _Piece]]:
    at = 0
    for (low, high), inside in zip(paragraphs, pieces, strict=True):
        yield "text", text[at:low]
        yield "tag", "<p>"
        yield from _nested(text, low, high, inside)
        yield "tag", "</p>"
        at = high
    yield "text", text[at:]


def _nested(text: str, low: int, high: int, pieces: list[_Piece]) -> Iterator[tuple[str, str | _Piece]]:
    """Open and close elements around text; what would cross the end of another element is cut there."""
    waiting, opened, at = pieces, list[_Piece](), low
    heapify(waiting)
    while waiting or opened:
        if opened and (not waiting or opened[-1].end <= waiting[0].start):
            yield "text", text[at : opened[-1].end]
            at = opened[-1].end
            yield "close", opened.pop()
            continue
        piece = heappop(waiting)
        yield "text", text[at : piece.start]
        at = piece.start
        if opened and piece.end > opened[-1].end:
            cut = opened[-1].end
            heappush(waiting, _Piece(cut, piece.end, piece.mark, piece.span, piece.rank))
            piece.end = cut
        opened.append(piece)
        yield "open", piece
    yield "text", text[at:high]


def _tags(pieces: list[_Piece]) -> dict[_Piece, str]:
    """Opening tags, with ids, and pointers among the elements of each mark."""
    of_mark: dict[Mark, list[_Piece]] = {}
    for piece in pieces:
        of_mark.setdefault(piece.mark, []).append(piece)
    tags: dict[_Piece, str] = {}
    for mark, own in of_mark.items():
        own.sort(key=attrgetter("span", "start", "end"))
        ids = [mark.id, *(f"{mark.id}.{number}" for number in range(2, len(own) + 1))]
        for place, piece in enumerate(own):
            attributes: dict[str, str | None] = dict(mark.attributes)
            attributes["xml_id"] = ids[place]
            if len(own) > 1:
                attributes["n"] = str(piece.span + 1)
            if place + 1 < len(own):
                attributes["next"] = f"#{ids[place + 1]}"
            if place:
                attributes["prev"] = f"#{ids[place - 1]}"
            tags[piece] = opening(mark.name, **attributes)
    return tags
