"""Choose what is shown of a text, and where its quotes, cues and sources lie in that.

Offsets of marks count characters of the passage, end exclusive.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import field, frozen

from quotemine.types import Quote, Quotes, Span

__all__ = ["Layout", "Mark", "Passage", "lay_out"]

Role = Literal["content", "cue", "source"]

MARGIN = 300  # characters shown on either side of a quote, where the text is too long to be shown whole
BRIDGE = 80  # characters between two stretches that are not worth leaving out


@frozen(eq=False)
class Mark:
    """A stretch that is highlighted.

    Attributes:
        start: character offset of its first character.
        end: character offset after its last character; never equal to ``start``.
        role: what it is to the quote.
        quote: whose it is.
    """

    start: int
    end: int
    role: Role
    quote: Quote


def _as_tuple(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(marks)


@frozen
class Passage:
    """A stretch of text that is shown, exactly as it was given.

    Attributes:
        text: what is shown.
        marks: what is highlighted, in the order of the text.
        left_out: how many characters of the given text are left out before it.
    """

    text: str
    marks: tuple[Mark, ...] = field(default=(), converter=_as_tuple)
    left_out: int = 0


@frozen
class Layout:
    """What is shown of a text.

    Attributes:
        passages: in the order of the text.
        left_out: how many characters are left out behind the last passage.
        quotes: how many quotes there are.
        shown: how many of them are shown, at least in part.
        homeless: how many have no place in the text: their spans are empty or lie outside it.
    """

    passages: tuple[Passage, ...]
    left_out: int
    quotes: int
    shown: int
    homeless: int

    @property
    def is_cut(self) -> bool:
        """Whether anything is left out."""
        return self.left_out > 0 or any(passage.left_out for passage in self.passages)


def lay_out(quotes: Quotes, limit: int | None) -> Layout:
    """Choose what is shown of a text.

    A text of at most ``limit`` characters is shown whole.  Of a longer one the paragraphs of the quotes are shown,
    of each at most 300 characters on either side of the quote, until ``limit`` characters are reached; where there
    are no quotes, its beginning.  Quotes without a given text are shown with their context as far as they know it.

    Args:
        quotes: with the text they were found in.
        limit: how many characters are shown at most; None for no limit.

    Example:
        >>> [passage.text for passage in lay_out(Quotes((), "It rained."), 5).passages]
        ['It ra']
    """
    if quotes and not quotes.given_text:
        return _without_text(quotes, limit)
    text = quotes.given_text
    marks = sorted(_marks(quotes, text), key=lambda mark: (mark.start, -mark.end))
    whole = limit is None or len(text) <= limit
    stretches = [(0, len(text))] if whole else list(_first(_stretches(marks, text), limit or 0))
    passages, done = [], 0
    rest = iter([*marks, None])
    mark = next(rest)
    for start, end in stretches:
        inside = []
        while mark is not None and mark.start < end:
            inside.append(Mark(mark.start - start, min(mark.end, end) - start, mark.role, mark.quote))
            mark = next(rest)
        passages.append(Passage(text[start:end], inside, start - done))
        done = end
    return _layout(quotes, passages, len(text) - done, marks)


def _layout(quotes: Quotes, passages: Iterable[Passage], left_out: int, marks: Iterable[Mark]) -> Layout:
    passages = tuple(passages)
    placed = {id(mark.quote) for mark in marks if mark.role == "content"}
    shown = {id(mark.quote) for passage in passages for mark in passage.marks if mark.role == "content"}
    number = sum(id(quote) in shown for quote in quotes)
    return Layout(passages, left_out, len(quotes), number, sum(id(quote) not in placed for quote in quotes))


def _spans(quote: Quote) -> Iterator[tuple[Role, Span]]:
    for span in quote.content:
        yield "content", span
    if quote.cue is not None:
        yield "cue", quote.cue.span
    if quote.source is not None:
        yield "source", quote.source


def _marks(quotes: Iterable[Quote], text: str) -> Iterator[Mark]:
    """All stretches to highlight, cut to the text; what is empty then has nothing to show."""
    for quote in quotes:
        for role, span in _spans(quote):
            start, end = max(span.start, 0), min(span.end, len(text))
            if start < end:
                yield Mark(start, end, role, quote)


def _stretches(marks: Sequence[Mark], text: str) -> Iterator[tuple[int, int]]:
    """The surroundings of each quote, joined where they meet; the whole text where there are none."""
    around: dict[int, tuple[int, int, Quote]] = {}
    for mark in marks:
        start, end, _ = around.get(id(mark.quote), (mark.start, mark.end, mark.quote))
        around[id(mark.quote)] = (min(start, mark.start), max(end, mark.end), mark.quote)
    joined: tuple[int, int] | None = None
    for start, end in sorted(_widened(*extent, text) for extent in around.values()):
        if joined is None:
            joined = (start, end)
        elif start <= joined[1] + BRIDGE:
            joined = (joined[0], max(joined[1], end))
        else:
            yield joined
            joined = (start, end)
    yield joined or (0, len(text))


def _widened(start: int, end: int, quote: Quote, text: str) -> tuple[int, int]:
    """To the paragraphs around, or to whole words within the margin where those are long."""
    first, last = max(start - MARGIN, 0), min(end + MARGIN, len(text))
    if first <= quote.context.start <= start:
        first = quote.context.start
    elif first:
        first = next((n for n in range(first, start) if text[n].isspace()), first)
    if end <= quote.context.end <= last:
        last = quote.context.end
    elif last < len(text):
        last = next((n for n in range(last - 1, end - 1, -1) if text[n].isspace()), last)
    return first, last


def _first(stretches: Iterable[tuple[int, int]], limit: int) -> Iterator[tuple[int, int]]:
    for start, end in stretches:
        if limit <= 0:
            return
        yield start, min(end, start + limit)
        limit -= end - start


def _without_text(quotes: Quotes, limit: int | None) -> Layout:
    passages: list[Passage] = []
    places: list[Mark] = []
    left_out = 0
    room = float("inf") if limit is None else limit
    for passage in _alone(quotes):
        places += passage.marks
        taken = int(min(len(passage.text), room))
        left_out += len(passage.text) - taken
        room -= taken
        if taken:
            kept = [Mark(m.start, min(m.end, taken), m.role, m.quote) for m in passage.marks if m.start < taken]
            passages.append(Passage(passage.text[:taken], kept))
    return _layout(quotes, passages, left_out, places)


def _alone(quotes: Iterable[Quote]) -> Iterator[Passage]:
    """A passage a context, shared by quotes that follow each other; a quote alone where its context does not fit."""
    context = Span(0, 0, "")
    inside: list[Mark] = []
    for quote in quotes:
        marks = _within_context(quote)
        if inside and (marks is None or quote.context != context):
            yield Passage(context.text, sorted(inside, key=lambda mark: (mark.start, -mark.end)))
            inside = []
        if marks is None:
            yield Passage(quote.text, _one_after_the_other(quote))
        else:
            context = quote.context
            inside += marks
    if inside:
        yield Passage(context.text, sorted(inside, key=lambda mark: (mark.start, -mark.end)))


def _within_context(quote: Quote) -> list[Mark] | None:
    context, marks = quote.context, []
    for role, span in _spans(quote):
        start, end = span.start - context.start, span.end - context.start
        if 0 <= start < end and context.text[start:end] == span.text:
            marks.append(Mark(start, end, role, quote))
        elif role == "content":
            return None
    return marks or None


def _one_after_the_other(quote: Quote) -> Iterator[Mark]:
    start = 0
    for span in quote.content:
        if span.text:
            yield Mark(start, start + len(span.text), "content", quote)
        start += len(span.text) + 1  # the space that Quote.text puts in between
