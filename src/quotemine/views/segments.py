"""Cut a passage wherever a mark begins or ends, so that marks may overlap in any way."""

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from quotemine.views.passages import Mark, Passage

__all__ = ["Segment", "cut"]


@frozen
class Segment:
    """A stretch on which all characters have the same marks.

    Attributes:
        text: its characters, never empty.
        marks: those that cover it, the one that began last at the end.
        begun: contents that begin with it.
        ended: contents that end with it.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begun: tuple[Mark, ...] = ()
    ended: tuple[Mark, ...] = ()

    @property
    def content(self) -> Mark | None:
        """The innermost content that covers it."""
        return next((mark for mark in reversed(self.marks) if mark.role == "content"), None)


def cut(passage: Passage) -> Iterator[Segment]:
    """Cut a passage into segments; their texts together are the passage's text.

    Example:
        >>> [segment.text for segment in cut(Passage("It rained."))]
        ['It rained.']
    """
    text = passage.text
    places = sorted({0, len(text)} | {place for mark in passage.marks for place in (mark.start, mark.end)})
    waiting = list(reversed(passage.marks))
    open_: list[Mark] = []
    for start, end in pairwise(places):
        open_ = [mark for mark in open_ if mark.end > start]
        begun = []
        while waiting and waiting[-1].start == start:
            begun.append(waiting.pop())
        open_ += begun
        contents = [mark for mark in open_ if mark.role == "content"]
        yield Segment(
            text[start:end],
            tuple(open_),
            tuple(mark for mark in begun if mark.role == "content"),
            tuple(mark for mark in contents if mark.end == end),
        )
