"""Spans in the form in which they are compared: without marks and white space at their edges."""

from collections.abc import Sequence
from itertools import accumulate

from attrs import field, frozen

from quotemine.evaluation.annotations import Spans

__all__ = ["Ruler", "carry_over", "has_words"]

_EDGE = frozenset("\"'`“”„‟‘’‚‛«»‹›「」『』,.;:!?…-–—")


def _is_edge(character: str) -> bool:
    return character in _EDGE or character.isspace()


def has_words(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether anything would be left of spans by :meth:`Ruler.trim`.

    Example:
        >>> has_words("“No,” …", [(0, 5)]), has_words("“No,” …", [(6, 7)])
        (True, False)
    """
    return any(not _is_edge(character) for start, end in spans for character in text[start:end])


def carry_over(spans: Sequence[tuple[int, int]], given: str, wanted: str) -> Spans:
    """Find the place of spans in a text that has the same characters with other white space between them.

    Args:
        spans: character offsets into ``given``.
        given: the text that they count in.
        wanted: the other text.

    Raises:
        ValueError: the texts have not as many characters without white space.

    Example:
        >>> carry_over([(4, 6)], "It  is.", "It is .")
        ((3, 5),)
    """
    places = [i for i, character in enumerate(wanted) if not character.isspace()]
    before = list(accumulate((not character.isspace() for character in given), initial=0))
    if before[-1] != len(places):
        message = f"expected texts that differ in white space only, got {given!r:.80} and {wanted!r:.80}"
        raise ValueError(message)
    numbers = ((before[start], before[end]) for start, end in spans)
    return tuple((places[first], places[last - 1] + 1) for first, last in numbers if first < last)


@frozen(eq=False)
class Ruler:
    """Trims and measures the spans of one text; white space has no length.

    Example:
        >>> ruler = Ruler('"It leaks," she said, "and drips."')
        >>> ruler.trim([(0, 11), (22, 34)])
        ((1, 9), (23, 32))
        >>> ruler.length(((1, 9), (23, 32)))
        15
    """

    text: str
    _visible: list[int] = field(init=False, repr=False)  # how many characters are no white space before each offset

    @_visible.default
    def _count_visible(self) -> list[int]:
        return list(accumulate((not character.isspace() for character in self.text), initial=0))

    def trim(self, spans: Sequence[tuple[int, int]]) -> Spans:
        """Cut white space, quotation marks and punctuation off the edges; join what nothing else separates.

        Args:
            spans: character offsets into the text, in any order, overlapping or not.

        Returns:
            What is left of them, in the order of the text, without overlaps.
        """
        text = self.text
        trimmed: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            while start < end and _is_edge(text[start]):
                start += 1
            while start < end and _is_edge(text[end - 1]):
                end -= 1
            if start == end:
                continue
            if trimmed and all(map(_is_edge, text[trimmed[-1][1] : start])):
                trimmed[-1] = trimmed[-1][0], max(end, trimmed[-1][1])
            else:
                trimmed.append((start, end))
        return tuple(trimmed)

    def length(self, spans: Spans) -> int:
        """Count the characters of spans that :meth:`trim` gave."""
        return sum(self._visible[end] - self._visible[start] for start, end in spans)

    def common(self, one: Spans, other: Spans) -> int:
        """Count the characters that two lists of trimmed spans share."""
        return sum(
            self._visible[min(end, other_end)] - self._visible[max(start, other_start)]
            for start, end in one
            for other_start, other_end in other
            if start < other_end and other_start < end
        )
