"""The context of a quote that comes from a format without one."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from operator import itemgetter

from quotemine.flow.paragraphs import find_paragraphs

__all__ = ["contexts_in"]

Pair = tuple[int, int]


def contexts_in(text: str) -> Callable[[Iterable[Pair]], Pair]:
    r"""Make a function that gives the paragraphs around spans of a text.

    Args:
        text: what the offsets count characters of.

    Returns:
        A function from spans (at least one; character offsets, end exclusive) to the span of the paragraphs that they
        stand in, as :attr:`quotemine.Quote.context` has it.

    Example:
        >>> context = contexts_in("It rained.\n\nHe left. She stayed.\n")
        >>> context([(12, 20)])
        (12, 32)
    """
    paragraphs = find_paragraphs(text)

    def context(spans: Iterable[Pair]) -> Pair:
        starts, ends = zip(*spans, strict=True)
        first, last = min(starts), max(ends)
        low, high = bisect_right(paragraphs, first, key=itemgetter(1)), bisect_left(paragraphs, last, key=itemgetter(0))
        around = paragraphs[low:high] or [(first, last)]
        return min(around[0][0], first), max(around[-1][1], last)

    return context
