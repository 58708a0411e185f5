"""The kind of a quote as quotation marks tell it, for gold that does not say and for predictions."""

import re
from itertools import accumulate

from attrs import field, frozen

from quotemine.evaluation.annotations import Spans
from quotemine.types import Kind

__all__ = ["QuotedWords"]

# A blank line, or a new line that begins with an opening mark, ends what was never closed.
_TOKEN = re.compile(
    r"""(?P<open>[“„«‟])|(?P<close>[”»])|(?P<either>"|''|``)"""
    r"""|(?P<edge>\n(?=[ \t\r\u00a0]*(?:\Z|[\n“„«"]|''|``)))"""
)


@frozen(eq=False)
class QuotedWords:
    """Knows which letters and digits of a text stand inside double quotation marks.

    Example:
        >>> words = QuotedWords('"It leaks," she said. She called it "a sieve".')
        >>> words.kind(((0, 11),)), words.kind(((22, 45),)), words.kind(((22, 35),))
        ('direct', 'mixed', 'indirect')
    """

    text: str = field(repr=False)
    _all: list[int] = field(init=False, repr=False)  # how many letters and digits are before each offset
    _inside: list[int] = field(init=False, repr=False)  # how many of these are inside marks

    @_all.default
    def _count_all(self) -> list[int]:
        return list(accumulate(map(str.isalnum, self.text), initial=0))

    @_inside.default
    def _count_inside(self) -> list[int]:
        inside = bytearray(len(self.text))
        opened_at: int | None = None
        for token in _TOKEN.finditer(self.text):
            if opened_at is not None:
                inside[opened_at : token.start()] = bytes([1]) * (token.start() - opened_at)
            opens = token.lastgroup == "open" or (token.lastgroup == "either" and opened_at is None)
            opened_at = token.end() if opens else None
        if opened_at is not None:
            inside[opened_at:] = bytes([1]) * (len(inside) - opened_at)
        flags = (bool(flag) and character.isalnum() for flag, character in zip(inside, self.text, strict=True))
        return list(accumulate(flags, initial=0))

    def kind(self, spans: Spans) -> Kind:
        """Tell the kind of a content: direct if all its words are inside marks, indirect if none, mixed otherwise."""
        inside = sum(self._inside[end] - self._inside[start] for start, end in spans)
        if not inside:
            return "indirect"
        return "direct" if inside == sum(self._all[end] - self._all[start] for start, end in spans) else "mixed"
