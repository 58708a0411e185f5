"""The pieces of text that brat can mark: no line break in them, sorted, apart from each other, not blank."""

import re
from collections.abc import Iterable
from itertools import pairwise

from quotemine.types import Span

__all__ = ["Pair", "cover", "fragments_of", "joined", "words_at"]

Pair = tuple[int, int]
"""Start and end: character offsets into the text of the document, end exclusive."""

# Where brat, which reads its files with Python's codecs, would end the line of an annotation.
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def fragments_of(text: str, spans: Iterable[Span]) -> tuple[Pair, ...]:
    r"""Cut spans into what brat can mark; nothing is left of those that hold only white space.

    Example:
        >>> fragments_of("One.\n\nTwo.", [Span(0, 10, "One.\n\nTwo.")])
        ((0, 4), (6, 10))
    """
    pieces = sorted(piece for span in spans for piece in _lines(text, max(span.start, 0), min(span.end, len(text))))
    found: list[Pair] = []
    for start, end in pieces:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _lines(text: str, start: int, end: int) -> Iterable[Pair]:
    edges = [start, *(edge for match in _BREAKS.finditer(text, start, end) for edge in match.span()), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        if text[low:high].strip():
            yield low, high


def joined(text: str, fragments: Iterable[Pair]) -> tuple[Pair, ...]:
    r"""Join what was only cut at line breaks.

    Example:
        >>> joined("One.\n\nTwo.", [(0, 4), (6, 10)]), joined("One, two.", [(0, 3), (5, 8)])
        (((0, 10),), ((0, 3), (5, 8)))
    """
    found: list[Pair] = []
    for start, end in fragments:
        between = text[found[-1][1] : start] if found else ""
        if between.isspace() and _BREAKS.search(between):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def cover(fragments: Iterable[Pair]) -> Pair:
    """One span over all fragments, of which there must be one."""
    starts, ends = zip(*fragments, strict=True)
    return min(starts), max(ends)


def words_at(text: str, fragments: Iterable[Pair]) -> str:
    """The words of fragments as brat writes them, with a space in between."""
    return " ".join(text[start:end] for start, end in fragments)


def overlap(fragments: tuple[Pair, ...]) -> bool:
    """Whether fragments overlap, which brat does not take."""
    return any(start < end for (_, end), (start, _) in pairwise(sorted(fragments)))
