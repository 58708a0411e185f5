"""Pair the quotation marks of a text: the first step of the flow, a pure function of the characters.

Every mark is first read by itself: by its glyph and its two neighbours it opens, closes, may do either, or
is no quotation mark at all (apostrophes, feet, inches).  A stack machine then pairs the marks of one
paragraph at a time, so that a mark that is never closed costs at most its own paragraph.  It never raises,
whatever the text, and its time is linear in the length of the text.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import define, evolve, field, frozen

from quotemine.flow.paragraphs import find_paragraphs

__all__ = ["Quotation", "Style", "find_quotations"]

Style = Literal["double", "single", "guillemet", "corner", "dash"]
Role = Literal["open", "close", "either"]


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
        return self.marks[0][1], self.marks[-1][0] if self.closed and len(self.marks) > 1 else self.end


@frozen
class _Mark:
    """What may be a quotation mark.

    Attributes:
        role: what it can be; "either" closes when a quotation of its style is open and opens otherwise.
        weak: whether it may also be an apostrophe or an inch sign.
        sure: whether it opens a quotation even if nothing closes it.
    """

    start: int
    end: int
    style: Style
    role: Role
    weak: bool = False
    sure: bool = True


@define
class _Open:
    """A quotation under construction."""

    style: Style
    sure: bool
    marks: list[tuple[int, int]]
    end: int = 0  # of its latest complete paragraph
    gap: int = 0  # paragraphs without a mark of its style since then


_GLYPHS: dict[str, tuple[Style, Role]] = {
    '"': ("double", "either"), "＂": ("double", "either"), "''": ("double", "either"), '\\"': ("double", "either"),
    "“": ("double", "open"), "„": ("double", "open"), "‟": ("double", "open"), "``": ("double", "open"),
    "‘‘": ("double", "open"), "”": ("double", "close"), "’’": ("double", "close"),
    "«": ("guillemet", "open"), "»": ("guillemet", "close"),
    "‹": ("guillemet", "open"), "›": ("guillemet", "close"),
    "「": ("corner", "open"), "」": ("corner", "close"), "『": ("corner", "open"), "』": ("corner", "close"),
    "‘": ("single", "open"), "‚": ("single", "open"), "‛": ("single", "open"), "`": ("single", "open"),
    "’": ("single", "close"), "'": ("single", "either"), "＇": ("single", "either"), "\\'": ("single", "either"),
}  # fmt: skip
# Marks inside of these are none: code, addresses, tags, faces.  They are matched before the marks.
_OPAQUE = (
    r"```(?s:.*?)```|`[^`'\n]+`(?!`)|</?[a-z][^<>\n]*>|[:;=]['’]-?[()]"
    r"|(?:(?:https?|ftp)://|www\.)(?:[^\s“”«»<>\"]|=\"[^\s\"<>]*\")*(?:[^\s“”«»<>\"'’.,;:!?)\]]|(?<=.=)\"[^\s\"<>]*\")"
)
_ENTITY = r"&(?:amp;)?#?\w{2,8};"
# In ''' the single mark is the inner one: first where they open, last where they close.
_MARK = r"(?<=[^\s'’])(?:'(?=''(?!'))|’(?=’’(?!’)))|``|''|‘‘|’’|\\[\"']|[\"＂“”„‟«»‹›「」『』‘’‚‛'＇`]"
_TOKEN = re.compile(rf"(?P<opaque>{_OPAQUE})|{_ENTITY}|{_MARK}", re.IGNORECASE)

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
_MARK_CHARS = frozenset("\"＂“”„‟«»‹›「」『』‘’‚‛'＇`\\")
_NEUTRAL = frozenset("-–—―/|*_~>=…;&<") | _MARK_CHARS  # on either side of an opening and of a closing mark
_BRACKETS = frozenset("([{")
_EDGES = frozenset("\n\r\v\f\x85\u2028\u2029")  # of a line
_CLOSERS = frozenset(",.:!?)]}%")

_FEET = re.compile(r"(?<!\d)\d{1,3}\s?['’′]\s?(?:\d{1,2}(?:[.,]\d+)?\s?|\d?\s?[½¼¾]\s?)$")
_INCHES = re.compile(r"(?<![\d.,$£€])\d{1,3}(?:[.,]\d+)?$")
_BEFORE_INCHES = re.compile(r"\s?\d{1,2}\b")
# Words that lost their beginning; capitals are left to the rest of the paragraph ('Tis true,' he said).
_ELISION = re.compile(
    r"(?:tis|twas|twere|twill|twould|em|im|er|ere|til|till|cause|cos|coz|cuz|course|bout|round|neath|gainst|fore"
    r"|nother|twixt|tween|kay|sup|nuff|pon|fraid|spect|scuse|stead|lowed|ave|ad|ead|ell|ello|ouse|orse|ome|ow"
    r"|oman|appen|erself|imself|undred|eard"
    r"|s|m|d|t|re|ve|ll|\d0s|\d\ds?)\b(?![’'＇])|n[’']",
    re.IGNORECASE,
)
_ENDS_OPEN = re.compile(r"(?:[sSzZ]|\win|\b(?:o|th|an|wi|fo|ol|i|n))$")  # players’ wages, goin’ home, th’ house
_LEAD = re.compile(r"[\s_*>#(\[\u200b\ufeff\u200e\u200f]*")

_DASH_LINE = re.compile(r"\s*(—|―|--)(?!-)\s*(?=[^\s\-—―])")
_ENDS_TURN = re.compile(r"[.!?…,:—―\-”\"’')\]]$")

_DEEPEST = 8  # more open marks than this are no nesting; the oldest is forgotten
_WIDEST_GAP = 4  # paragraphs that a quotation may run through before a mark that only closes
_SHORT = 60  # characters of a quoted word or name: the ‘dogs’ are


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
    marks = list(_read_marks(text))
    starts = [m.start for m in marks]
    done: list[Quotation] = []
    pending: _Open | None = None
    for start, end in paragraphs:
        here = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        if here or pending is not None:
            pending = _Paragraph(text, start, end, here, done).read(pending)
    if pending is not None:
        _give_up(pending, done)
    quotations = _nested(q for q in done if text[slice(*q.inner)].strip())
    turns = _dash_turns(text, paragraphs, [q for q in quotations if not q.depth])
    return _nested([*quotations, *turns]) if turns else quotations


def _read_marks(text: str) -> Iterator[_Mark]:
    for match in _TOKEN.finditer(text):
        shown = match.group()
        glyph = html.unescape(html.unescape(shown)) if shown[0] == "&" else shown
        if match["opaque"] is None and glyph in _GLYPHS:
            read = _read_single if _GLYPHS[glyph][0] == "single" else _read_double
            mark = read(text, match.start(), match.end(), glyph)
            if mark is not None:
                yield mark


def _beside(text: str, position: int, step: int) -> str:
    """The visible character at a position or beyond it, "" at the edge of the text."""
    while 0 <= position < len(text):
        if text[position] not in _INVISIBLE:
            return text[position]
        position += step
    return ""


def _looks(left: str, right: str) -> Role:
    """What the neighbours of a mark say of it."""
    opening, closing = _lean(left, _BRACKETS), _lean(right, _CLOSERS)
    return "open" if opening > closing else "close" if opening < closing else "either"


def _lean(beside: str, partners: frozenset[str]) -> int:
    """How plainly a mark turns away from its neighbour: 2 from the edge of a line, -1 not at all, from a word."""
    if not beside or beside in _EDGES:
        return 2
    if beside.isspace() or beside in partners:
        return 1
    return 0 if beside in _NEUTRAL else -1


def _read_double(text: str, start: int, end: int, glyph: str) -> _Mark | None:
    """Read a mark of any style but single."""
    style, means = _GLYPHS[glyph]
    left, right = _beside(text, start - 1, -1), _beside(text, end, 1)
    looks = _looks(left, right)
    if means == "either":
        if left.isdigit() and (right.isalnum() or _FEET.search(text, max(0, start - 12), start)):
            return None  # 6' 2", 24"x36"
        inches = left.isdigit() and _INCHES.search(text, max(0, start - 8), start) is not None
        return _Mark(start, end, style, looks, weak=inches and looks == "close", sure=looks == "open")
    slip = means == "open" and right in _CLOSERS and not right.isspace()
    if glyph == "„" or (looks in ("either", means) and not slip):
        return _Mark(start, end, style, means)
    return _Mark(start, end, style, "either", sure=means == "open")  # „A“, ”A”, »A«, “a slip,“ he said


def _read_single(text: str, start: int, end: int, glyph: str) -> _Mark | None:
    """Read a single mark, None for what is an apostrophe whatever else the paragraph holds."""
    if _is_apostrophe(text, start, end, glyph):
        return None
    means = _GLYPHS[glyph][1]
    left, right = _beside(text, start - 1, -1), _beside(text, end, 1)
    looks = _looks(left, right)
    before = text[max(0, start - 20) : start].rstrip()[-1:]
    if left.isspace() and (not right or right.isspace()):  # tokenised text: ` We go , ' he said
        left = before
    word = left.isalnum()
    role = means if means != "either" and looks != "close" else looks
    if role == "close" or (word and role == "either"):
        return _Mark(start, end, "single", "close", weak=word)
    sure = means == "open" and glyph != "`" and before in {"", *",:;.!?—"}
    return _Mark(start, end, "single", role, weak=_ELISION.match(text, end) is not None, sure=sure)


def _is_apostrophe(text: str, start: int, end: int, glyph: str) -> bool:
    """Whether the word after a single mark, or the neighbours of the mark, make it an apostrophe."""
    means = _GLYPHS[glyph][1]
    left, right = _beside(text, start - 1, -1), _beside(text, end, 1)
    looks = _looks(left, right)
    inside = left.isalnum() and right.isalnum()
    second = text[max(0, start - 2) : start] in ("'n", "’n", "‘n")  # rock ’n’ roll
    turned = (means == "close" and looks == "open") or (glyph == "`" and looks == "close")  # ’tis
    feet = means == "either" and left.isdigit() and _BEFORE_INCHES.match(text, end) is not None
    if inside or second or turned or feet:
        return True
    elision = _ELISION.match(text, end)
    if elision is None:
        return False
    if looks != "open":
        return elision.group().lower() == "s" and not left.isspace()  # “Hamlet”’s, (sic)'s
    in_year = text[end].isdigit() and left.isspace() and text[max(0, start - 3) : start].rstrip()[-1:].isalpha()
    doubtless = left in _MARK_CHARS and means == "open"  # “‘em
    return not doubtless and (elision.group()[0].islower() or in_year)


class _Paragraph:
    """The stack machine over the marks of one paragraph."""

    def __init__(self, text: str, start: int, end: int, marks: Sequence[_Mark], done: list[Quotation]) -> None:
        self.text, self.start, self.end, self.marks, self.done = text, start, end, marks, done
        self.stack: list[_Open] = []
        self.last_closed: dict[Style, int] = {}  # where the latest closed quotation of a style began
        self.ahead = self._look_ahead()

    def _look_ahead(self) -> list[tuple[_Mark | None, bool, int]]:
        """What follows each mark among the single ones, up to the end of the quotation around it.

        Returns:
            For every mark: the next one that closes if it comes before the next that opens; whether one
            that surely closes does; how many more close than open.
        """
        ahead: list[tuple[_Mark | None, bool, int]] = []
        nothing: tuple[_Mark | None, bool, int] = (None, False, 0)
        state, outer = nothing, []
        for mark in reversed(self.marks):
            ahead.append(state)
            _, certain, surplus = state
            if mark.style != "single":
                if mark.role == "close" and not mark.weak:
                    outer.append(state)
                    state = nothing
                elif mark.role == "open" and outer:
                    state = outer.pop()
            elif mark.role == "open":
                state = (None, False, surplus - (not mark.weak))
            else:
                counts = not (mark.weak and self._ends_open(mark))
                state = (mark, certain or not mark.weak, surplus + counts)
        return ahead[::-1]

    def read(self, pending: _Open | None) -> _Open | None:
        """Read the paragraph; settle what it settles; return what may go on in the next one."""
        if pending is None:
            return self._run()
        first = next((m for m in self.marks if m.style == pending.style), None)
        if first is None and pending.gap < _WIDEST_GAP:
            pending.gap += 1
            self._run()  # what it holds is settled here
            return pending
        if first is not None and first.role != "close" and self._opens_paragraph(first):
            if not pending.gap:
                pending.marks.append((first.start, first.end))
                self.stack.append(pending)
                return self._run(skipped=first)
        elif first is not None and first.role != "open" and pending.style != "single" and not first.weak:
            self.stack.append(pending)
            return self._run()
        _give_up(pending, self.done)
        return self._run()

    def _opens_paragraph(self, mark: _Mark) -> bool:
        return _LEAD.fullmatch(self.text, self.start, mark.start) is not None

    def _run(self, skipped: _Mark | None = None) -> _Open | None:
        for i, mark in enumerate(self.marks):
            if mark is not skipped:
                self._take(i, mark)
        for quotation in self.stack:
            once = len(quotation.marks) == 1
            if once and self.last_closed.get(quotation.style, -1) > quotation.marks[0][0]:
                continue  # “A. He said, “B”: the first mark is stray, the second quotation survives
            shown = self.start + len(self.text[self.start : self.end].rstrip())
            quotation.end, quotation.gap = max(shown, quotation.marks[-1][1]), 0
            return quotation
        return None

    def _take(self, index: int, mark: _Mark) -> None:
        is_open = next((q for q in reversed(self.stack) if q.style == mark.style), None)
        opens = mark.role == "open" and not (is_open is not None and self._is_doubled(index, mark))
        if opens or (mark.role == "either" and is_open is None):
            nested = is_open is not None and is_open is self.stack[-1]
            if mark.style != "single" or self._single_opens(index, mark, nested=nested):
                self.stack.append(_Open(mark.style, mark.sure, [(mark.start, mark.end)]))
                del self.stack[:-_DEEPEST]
        elif is_open is not None and not (mark.weak and self._is_no_mark(index, mark, is_open)):
            while self.stack.pop() is not is_open:
                pass  # what was open inside and never closed was an apostrophe or a stray mark
            marks = (*is_open.marks, (mark.start, mark.end))
            self.done.append(Quotation(marks[0][0], mark.end, mark.style, marks=marks))
            self.last_closed[mark.style] = max(self.last_closed.get(mark.style, -1), marks[-2][0])

    def _is_doubled(self, index: int, mark: _Mark) -> bool:
        """Whether a mark between a dash and another that opens was meant to close: “But how —““Never mind.”."""
        after = self.marks[index + 1] if index + 1 < len(self.marks) else None
        before = self.text[max(self.start, mark.start - 8) : mark.start].rstrip()[-1:]
        return after is not None and (after.start, after.style) == (mark.end, mark.style) and before in "—–-,.!?"

    def _single_opens(self, index: int, mark: _Mark, *, nested: bool) -> bool:
        closing, certain, surplus = self.ahead[index]
        if nested:  # one of the marks ahead is needed by the quotation around it
            return closing is not None and surplus > 1
        if mark.weak:
            return certain
        if mark.sure or (index == 0 and self._opens_paragraph(mark)):
            return True
        return closing is not None and (certain or closing.start - mark.end <= _SHORT or not self._ends_open(closing))

    def _ends_open(self, mark: _Mark) -> bool:
        """Whether the word before a single mark often ends with an apostrophe."""
        return _ENDS_OPEN.search(self.text, max(self.start, mark.start - 20), mark.start) is not None

    def _is_no_mark(self, index: int, mark: _Mark, is_open: _Open) -> bool:
        """Whether a weak closing mark, with a quotation of its style open, is an apostrophe or an inch sign."""
        if mark.style != "single":  # an 11" pipe: something better closes the quotation
            later = (self.marks[i] for i in range(index + 1, len(self.marks)))
            return next((m.role == "close" for m in later if m.style == mark.style), False)
        if is_open is not self.stack[-1]:
            return True  # ‘She said “the players’ wages” twice’
        closing, certain, _ = self.ahead[index]
        return certain or (closing is not None and self._ends_open(mark))


def _give_up(quotation: _Open, done: list[Quotation]) -> None:
    """Settle a quotation that nothing closes, unless its mark was doubtful."""
    if quotation.sure or len(quotation.marks) > 1:
        marks = tuple(quotation.marks)
        done.append(Quotation(marks[0][0], quotation.end, quotation.style, closed=False, marks=marks))


def _dash_turns(text: str, paragraphs: list[tuple[int, int]], outer: list[Quotation]) -> list[Quotation]:
    """Lines of dialogue that open with a dash; few such lines among many quotations are no dialogue.

    A turn begins like a sentence and ends like one: an item of a list, a signature, an option of a
    program and the wrapped line of a sentence with a parenthesis do not.
    """
    starts = [q.start for q in outer]
    turns = []
    for start, end in paragraphs:
        match = _DASH_LINE.match(text, start, end)
        stop = start + len(text[start:end].rstrip())
        if match is None or text[match.end()].islower() or not _ENDS_TURN.search(text, start, stop):
            continue
        before, last = bisect_right(starts, match.end()) - 1, bisect_left(starts, stop) - 1
        quoted = before >= 0 and outer[before].end > match.start(1)
        crossed = last >= 0 and outer[last].end > stop
        if not (quoted or crossed):
            turns.append(Quotation(match.start(1), stop, "dash", closed=False, marks=(match.span(1),)))
    return turns if len(turns) >= max(2, len(outer) / 2) else []


def _nested(found: Sequence[Quotation] | Iterator[Quotation]) -> tuple[Quotation, ...]:
    """Sort quotations and write their depth."""
    result: list[Quotation] = []
    stack: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while stack and stack[-1].end <= quotation.start:
            stack.pop()
        placed = quotation if quotation.depth == len(stack) else evolve(quotation, depth=len(stack))
        stack.append(placed)
        result.append(placed)
    return tuple(result)
