"""Pair the quotation marks of a text: the first step of the flow, a pure function of the characters.

A state machine reads one paragraph at a time, so that a mark that is never closed costs at most its own
paragraph.  It never raises, whatever the text.
"""

import re
from collections.abc import Iterator
from typing import Literal

from attrs import evolve, field, frozen

from quotemine.flow.paragraphs import find_paragraphs

__all__ = ["Quotation", "Style", "find_quotations"]

Style = Literal["double", "single", "guillemet", "corner", "dash"]
Shape = Literal["open", "close", "either", "double-low", "apostrophe"]


@frozen
class Quotation:
    """A stretch of text between quotation marks.

    Attributes:
        start: character offset of the opening mark.
        end: character offset after the closing mark, or after the last visible character of the
            paragraph where the mark is never closed (end exclusive).
        style: the family of its marks.
        depth: 0 for an outermost quotation, 1 for one inside it, and so on.
        closed: whether a closing mark was found.
        marks: character spans of all its marks, those that re-open a later paragraph included.
    """

    start: int
    end: int
    style: Style
    depth: int = 0
    closed: bool = True
    marks: tuple[tuple[int, int], ...] = field(default=())

    @property
    def inner(self) -> tuple[int, int]:
        """Character span between the outer marks, end exclusive."""
        last = self.marks[-1]
        return self.marks[0][1], last[0] if self.closed and last[1] == self.end else self.end


@frozen
class _Mark:
    start: int
    end: int
    style: Style
    shape: Shape


_ENTITIES = r"&(?:quot|ldquo|rdquo|lsquo|rsquo|laquo|raquo|apos|\#0?3[49]|\#82(?:16|17|20|21)|\#x22|\#x27);"
_MARK = re.compile(r"``|''|%s|[\"“”„‟＂«»‹›「」『』‘’‚‛'`]" % _ENTITIES.replace(r"\#", "#"), re.IGNORECASE)
_SHAPES: dict[str, tuple[Style, Shape]] = {
    '"': ("double", "either"), "＂": ("double", "either"),
    "“": ("double", "open"), "”": ("double", "close"), "„": ("double", "double-low"), "‟": ("double", "open"),
    "``": ("double", "open"), "''": ("double", "close"),
    "«": ("guillemet", "open"), "»": ("guillemet", "close"),
    "‹": ("guillemet", "open"), "›": ("guillemet", "close"),
    "「": ("corner", "open"), "」": ("corner", "close"), "『": ("corner", "open"), "』": ("corner", "close"),
    "‘": ("single", "open"), "‚": ("single", "open"), "‛": ("single", "open"),
    "’": ("single", "close"), "'": ("single", "either"), "`": ("single", "open"),
}  # fmt: skip
_ENTITY_MEANS = {
    "quot": '"', "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "laquo": "«", "raquo": "»", "apos": "'",
    "#34": '"', "#034": '"', "#39": "'", "#039": "'", "#8216": "‘", "#8217": "’", "#8220": "“", "#8221": "”",
    "#x22": '"', "#x27": "'",
}  # fmt: skip

# Marks in code and in addresses are no quotation marks.
_OPAQUE = re.compile(r"`[^`'\n]+`(?!`)|(?:https?|ftp)://[^\s“”«»<>]+|www\.[^\s“”«»<>]+")
_ELISION = re.compile(
    r"(?:tis|twas|twere|twill|twould|em|im|er|ere|til|till|cause|cos|bout|round|neath|gainst|nother|twixt|kay|sup"
    r"|n|\d0s|\d\ds?)\b(?![’'])",
    re.IGNORECASE,
)
_FEET = re.compile(r"\d\s?['’′]\s?(?:\d+(?:[.,]\d+)?|\d*\s?[½¼¾])\s?$")
_DIALECT_END = re.compile(r"(?:[sSzZ]|\b\w+in|\b(?:o|th|an|wi|fo|ol|i))$")
_DASH_LINE = re.compile(r"[ \t]*(—|―|--|–)[ \t]*(?=[^\W\d_]|[“\"‘'¿¡.…])")
_CERTAIN_BEFORE = frozenset(",.!?…;:—–-")
_OPENERS_BEFORE = frozenset("([{—–-/…|>*_")
_MIN_DASH_LINES = 2


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Pair all quotation marks of a text.

    Straight, curly and LaTeX double marks, single marks (told from apostrophes), guillemets, corner
    brackets, low marks and HTML entities of these; dialogue that lines open with a dash.

    Args:
        text: any string.

    Returns:
        Quotations in the order of their start, outer before inner.

    Example:
        >>> [text[q.start:q.end] for text in ['He said “no” twice.'] for q in find_quotations(text)]
        ['“no”']
    """
    paragraphs = find_paragraphs(text)
    opaque = [_trimmed(m) for m in _OPAQUE.finditer(text)]
    marks = [m for m in _read_marks(text) if not any(s <= m.start < e for s, e in opaque)] if opaque else list(
        _read_marks(text)
    )
    found: list[Quotation] = []
    pending: Quotation | None = None  # an unclosed quotation at the end of the paragraph before
    position = 0
    for start, end in paragraphs:
        first = position
        while position < len(marks) and marks[position].start < end:
            position += 1
        if first == position and pending is None:
            continue
        machine = _Paragraph(text, start, end, marks[first:position])
        done, pending = machine.read(pending)
        found += done
    if pending is not None:
        found.append(pending)
    found += _dash_turns(text, paragraphs, found)
    return _nested(found)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The match without a mark or full stop at its end, which belongs to the sentence around it."""
    shown = match.group()
    if shown.startswith("`"):
        return match.span()
    kept = shown.rstrip("\"'’.,;:!?)]")
    return match.start(), match.start() + len(kept)


def _read_marks(text: str) -> Iterator[_Mark]:
    for match in _MARK.finditer(text):
        shown = match.group()
        if shown.startswith("&"):
            shown = _ENTITY_MEANS[shown[1:-1].lower()]
        style, shape = _SHAPES[shown]
        yield _Mark(match.start(), match.end(), style, shape)


class _Paragraph:
    """The state machine over the marks of one paragraph."""

    def __init__(self, text: str, start: int, end: int, marks: list[_Mark]) -> None:
        self.text, self.start, self.end, self.marks = text, start, end, marks
        self.stack: list[Quotation] = []
        self.done: list[Quotation] = []

    def read(self, pending: Quotation | None) -> tuple[list[Quotation], Quotation | None]:
        """Read the paragraph; return what is settled and what may go on in the next paragraph."""
        if pending is not None:
            first = self._first_of(pending.style)
            if first is not None and self._opens_paragraph(first):
                self.stack.append(evolve(pending, marks=(*pending.marks, (first.start, first.end))))
                self.marks = [m for m in self.marks if m is not first]
            elif first is not None and pending.style != "single" and self._only_closes(first):
                self.stack.append(pending)
            else:
                self.done.append(pending)
        for i, mark in enumerate(self.marks):
            self._take(i, mark)
        return self._finish()

    def _first_of(self, style: Style) -> _Mark | None:
        return next((m for m in self.marks if m.style == style and self._role(m) != "none"), None)

    def _opens_paragraph(self, mark: _Mark) -> bool:
        lead = self.text[self.start : mark.start].strip(" \t\u00a0_*>")
        return not lead and self._role(mark) in ("open", "either")

    def _only_closes(self, mark: _Mark) -> bool:
        """Whether the first mark closes a quotation that an earlier paragraph opened."""
        return self._role(mark) == "close" and mark.shape != "apostrophe"

    def _around(self, mark: _Mark) -> tuple[str, str]:
        before = self.text[mark.start - 1] if mark.start > self.start else ""
        after = self.text[mark.end] if mark.end < self.end else ""
        return before, after

    def _role(self, mark: _Mark) -> Literal["open", "close", "either", "none"]:
        """What the mark can be by its form and its neighbours, whatever is open."""
        before, after = self._around(mark)
        can_open = bool(after) and not after.isspace()
        opens_here = not before or before.isspace() or before in _OPENERS_BEFORE or _is_mark(before)
        closes_here = not after or after.isspace() or not (after.isalnum() or after in "$£€#@")
        if mark.style == "single":
            return self._single_role(mark, before, after)
        if mark.shape == "either":
            if before.isdigit() and (_FEET.search(self.text, max(self.start, mark.start - 12), mark.start)):
                return "none"
            if opens_here and can_open and not (closes_here and after and after in ",.;:!?"):
                return "open"
            return "close" if closes_here else "either"
        if mark.shape == "open" and not opens_here and closes_here and before and not before.isspace():
            return "either"  # „...“ and the slip “Hello,“ he said
        if mark.shape == "close" and opens_here and after.isalnum():
            return "either"  # ”...” as in Swedish, or a slip
        return "open" if mark.shape in ("open", "double-low") else "close"

    def _single_role(self, mark: _Mark, before: str, after: str) -> Literal["open", "close", "either", "none"]:
        if before.isalnum() and after.isalnum():
            return "none"
        opens_here = not before or before.isspace() or before in _OPENERS_BEFORE or _is_mark(before)
        if opens_here and after and not after.isspace():
            if _ELISION.match(self.text, mark.end) and mark.shape != "open":
                return "none"
            if mark.shape in ("open", "either"):
                return "open" if after.isalnum() or _is_mark(after) or after in "$£€#@([.…-—¿¡_" else "none"
            return "close" if _is_mark(before) else "none"
        if mark.shape == "open":
            return "none"
        if before.isdigit() and mark.shape == "either" and not any(q.style == "single" for q in self.stack):
            return "none"
        return "close" if before and not before.isspace() else "none"

    def _take(self, index: int, mark: _Mark) -> None:
        role = self._role(mark)
        if role == "none":
            return
        if mark.style == "single":
            self._take_single(index, mark, role)
            return
        is_open = next((q for q in reversed(self.stack) if q.style == mark.style), None)
        if role == "either":
            role = "close" if is_open else "open"
        if role == "open" and is_open is not None and mark.shape == "either":
            # A straight mark that looks like an opening one while another is open: the text after the
            # open one decides; with no letter between them the pair is empty and the mark closes it.
            role = "close" if not self.text[is_open.marks[-1][1] : mark.start].strip() else "open"
        if role == "open":
            self.stack.append(Quotation(mark.start, self.end, mark.style, 0, False, ((mark.start, mark.end),)))
        elif is_open is not None:
            before = self.text[mark.start - 1] if mark.start > self.start else ""
            measure = mark.shape == "either" and before.isdigit() and self._closes_later(index, mark)
            if not measure:
                self._close(is_open, mark)

    def _closes_later(self, index: int, mark: _Mark) -> bool:
        """Whether a later mark of the style closes before the next one opens: 11" inside a quotation."""
        for later in self.marks[index + 1 :]:
            if later.style == mark.style:
                return self._role(later) == "close"
        return False

    def _take_single(self, index: int, mark: _Mark, role: str) -> None:
        is_open = next((q for q in reversed(self.stack) if q.style == "single"), None)
        if role == "open":
            straight = mark.shape == "either" or self.text[mark.start] == "`"
            if is_open is None and (not straight or self._single_end(index) is not None):
                self.stack.append(Quotation(mark.start, self.end, "single", 0, False, ((mark.start, mark.end),)))
        elif is_open is not None and not self._possessive(index, mark):
            self._close(is_open, mark)

    def _single_end(self, index: int) -> _Mark | None:
        for i in range(index + 1, len(self.marks)):
            mark = self.marks[i]
            if mark.style == "single" and self._role(mark) == "close" and self._plain_close(mark):
                return mark
        return None

    def _plain_close(self, mark: _Mark) -> bool:
        before, after = self._around(mark)
        return before in _CERTAIN_BEFORE or _is_mark(before) or not after or not after.isalnum()

    def _possessive(self, index: int, mark: _Mark) -> bool:
        """Whether the mark is an apostrophe (players’ wages, goin’ home) inside a single quotation."""
        before, after = self._around(mark)
        if before in _CERTAIN_BEFORE or not after.isspace():
            return False
        if not _DIALECT_END.search(self.text, max(self.start, mark.start - 20), mark.start):
            return False
        for i in range(index + 1, len(self.marks)):
            later = self.marks[i]
            role = self._role(later) if later.style == "single" else "none"
            if role == "open":
                return False
            if role == "close":
                near, beyond = self._around(later)
                if near in _CERTAIN_BEFORE or not beyond or not beyond.isspace():
                    return True
        return False

    def _close(self, quotation: Quotation, mark: _Mark) -> None:
        while self.stack:
            top = self.stack.pop()
            if top is quotation:
                marks = (*top.marks, (mark.start, mark.end))
                self.done.append(evolve(top, end=mark.end, closed=True, marks=marks))
                return
            # what was open inside and never closed was an apostrophe or a stray mark

    def _finish(self) -> tuple[list[Quotation], Quotation | None]:
        end = self.start + len(self.text[self.start : self.end].rstrip())
        pending = None
        for quotation in self.stack:
            later = [q for q in self.done if q.start > quotation.marks[-1][1] and q.style == quotation.style]
            if later:
                continue  # “A. He said, “B”: the first mark is stray, the second quotation survives
            if pending is None:
                pending = evolve(quotation, end=max(end, quotation.marks[-1][1]))
        return self.done, pending


def _is_mark(char: str) -> bool:
    return bool(char) and char in "\"“”„‟＂«»‹›「」『』‘’‚‛'`;"


def _dash_turns(text: str, paragraphs: list[tuple[int, int]], found: list[Quotation]) -> list[Quotation]:
    """Lines of dialogue that open with a dash; one such line alone is no dialogue."""
    turns = []
    for start, end in paragraphs:
        match = _DASH_LINE.match(text, start, end)
        if match is not None:
            turns.append((match, end))
    strong = [t for t in turns if t[0].group(1) != "–"]
    if len(strong) < _MIN_DASH_LINES:
        return []
    result = []
    for match, end in strong:
        if any(q.start < end and match.start(1) < q.end for q in found):
            continue
        stop = match.start() + len(text[match.start() : end].rstrip())
        result.append(Quotation(match.start(1), stop, "dash", 0, False, ((match.start(1), match.end(1)),)))
    return result


def _nested(found: list[Quotation]) -> tuple[Quotation, ...]:
    result: list[Quotation] = []
    stack: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while stack and stack[-1].end <= quotation.start:
            stack.pop()
        placed = evolve(quotation, depth=len(stack))
        stack.append(placed)
        result.append(placed)
    return tuple(result)
