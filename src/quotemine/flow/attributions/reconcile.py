"""Reconcile tagged contents with the quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quotemine.flow.attributions.attribution import Chars
from quotemine.flow.marks import Quotation
from quotemine.types import Kind

__all__ = [
    "SENTENCE_END",
    "complete",
    "kind_of",
    "looks_like_title",
    "merge",
    "near",
    "snap",
    "trim",
    "without_addressee",
]

_ADDRESSING = frozenset(
    "ask tell urge order advise warn implore beg request instruct invite remind caution command exhort beseech "
    "encourage inform assure reassure call".split()
)
_ADDRESSEE = re.compile(
    r"(?!to\b|that\b|whether\b|if\b|how\b|why\b|what\b|when\b|where\b|who\b|he\b|she\b|they\b|it\b|there\b)"
    r"(?:[^\s,.;:\"“”]+\s+){1,6}?(?=(?:to\s+[a-z]|that\s))"
)
SENTENCE_END = re.compile(r"(?:[.!?]|\.\.\.)(?:[\"”’)»]|'')*\s+$")  # right before what opens the next sentence
# Words that end no phrase.
_DANGLING = re.compile(r"\b(?:the|an?|and|or|of|from|into|their|our|its|my|your|every)$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+[^\W_]+(?:[-'’][^\W_]+)*")
_NO_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]")
_SMALL_WORDS = frozenset(
    "a an the of in on at to for from by with and or but nor as into over under vs via per is are be it its’s s".split()
)


def near(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """The quotations, in order and disjoint, that touch a character span."""
    low = bisect_left(quotations, start, key=lambda q: q.end)
    return quotations[low : bisect_right(quotations, end, key=lambda q: q.start)]


def snap(text: str, span: Chars, quotations: Sequence[Quotation], cues: Sequence[Chars]) -> Chars:
    """Move an edge that falls inside a quotation to the quotation's own edge.

    Args:
        text: the text.
        span: character span of a content.
        quotations: outermost quotations, in order; dialogue after a dash is left out.
        cues: character spans of the cues; an edge is not moved over one, for then the quotation holds the
            words of several (a transcript in marks, an unclosed mark).
    """
    start, end = span
    for quotation in near(quotations, start, end):
        if quotation.end <= start or quotation.start >= end or quotation.style == "dash":
            continue
        inner_start, inner_end = quotation.inner
        if not _words(text[max(start, inner_start) : min(end, inner_end)]):
            # only a mark or a full stop of the quotation: it is not part of this content
            if quotation.start > start:
                end = min(end, quotation.start)
            else:
                start = max(start, quotation.end)
            continue
        if quotation.start < start and not _holds(cues, quotation.start, start):
            start = quotation.start
        if quotation.end > end and not _holds(cues, end, quotation.end):
            end = quotation.end
    return start, max(start, end)


def complete(text: str, span: Chars, end: int) -> Chars:
    """Widen a span that breaks off after *the*, *of* and the like by the words that must follow.

    Args:
        text: the text.
        span: character span of a content or a source.
        end: where it must end at the latest.
    """
    start, stop = span
    while _DANGLING.search(text, max(start, stop - 12), stop):
        word = _NEXT_WORD.match(text, stop, end)
        if word is None:
            break
        stop = word.end()
    return start, stop


def _holds(cues: Sequence[Chars], start: int, end: int) -> bool:
    return any(e <= end for _, e in cues[bisect_left(cues, (start, start)) : bisect_left(cues, (end, end))])


def _words(stretch: str) -> bool:
    return any(c.isalnum() for c in stretch)


def trim(text: str, span: Chars, quotations: Sequence[Quotation]) -> Chars:
    """Take white space off both edges, and punctuation unless a quotation ends there.

    Colons, commas and dashes before a content, and stops after it, belong to the sentence around it.
    """
    start, end = span
    around = near(quotations, start, end)
    starts = {q.start for q in around if q.style != "dash"}
    ends = {q.end for q in around}
    while start < end and start not in starts and (text[start].isspace() or text[start] in ",;:.—–-―…"):
        if text[start] == "." and start + 1 < end and text[start + 1].isdigit():
            break
        start += 1
    while end > start and end not in ends and (text[end - 1].isspace() or text[end - 1] in ",;:.—–-―"):
        if text[end - 1] == "." and (text[max(start, end - 3) : end] == "..." or _abbreviation(text, start, end)):
            break
        end -= 1
    return start, end


def _abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to an abbreviation like U.S."""
    return bool(re.search(r"(?:\b[A-Za-z]\.){2,}$", text[start:end]))


def without_addressee(text: str, span: Chars, cue_end: int, lemma: str) -> Chars:
    """Take the addressee off a request or a message: *urged | drivers | to avoid the road*.

    Args:
        text: the text.
        span: character span of a content without marks.
        cue_end: where its cue ends; only what follows the cue at once can be an addressee.
        lemma: of the cue.
    """
    start, end = span
    if lemma not in _ADDRESSING or text[cue_end:start].strip():
        return span
    match = _ADDRESSEE.match(text, start, end)
    return span if match is None else (match.end(), end)


def merge(text: str, spans: Sequence[Chars]) -> tuple[Chars, ...]:
    """Sort spans and join those that overlap or have only white space between them."""
    result: list[Chars] = []
    for start, end in sorted(spans):
        if result and (start <= result[-1][1] or not text[result[-1][1] : start].strip()):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def kind_of(text: str, spans: Sequence[Chars], quotations: Sequence[Quotation]) -> Kind:
    """Direct if every letter and digit stands in quotation marks, indirect if none, else mixed.

    Marks round a name or a title inside reported speech do not make it mixed.
    """
    if _within_marks(text, spans, quotations):
        return "direct"
    total = quoted = names = 0
    for start, end in spans:
        total += _count(text[start:end])
        for quotation in near(quotations, start, end):
            # a mark has letters where it is an HTML entity
            total -= sum(_count(text[s:e]) for s, e in quotation.marks if start <= s and e <= end)
            low, high = max(start, quotation.inner[0]), min(end, quotation.inner[1])
            if low < high:
                count = _count(text[low:high])
                quoted += count
                names += count if looks_like_title(text[low:high]) else 0
    if not quoted:
        return "indirect"
    if quoted >= total:
        return "direct"
    return "indirect" if names == quoted else "mixed"


def _within_marks(text: str, spans: Sequence[Chars], quotations: Sequence[Quotation]) -> bool:
    """Whether there are letters or digits, and all stand in marks; told without counting those of a long speech."""
    some = False
    for start, end in spans:
        at = start
        for quotation in near(quotations, start, end):
            low, high = quotation.inner
            if quotation.start < start < low or high < end < quotation.end:
                return False  # half of a mark that is an HTML entity, whose letters count
            if max(start, low) < min(end, high):
                if _WORD.search(text, at, max(at, quotation.start)):
                    return False
                some = some or _WORD.search(text, max(start, low), min(end, high)) is not None
                at = min(end, quotation.end)
        if _WORD.search(text, at, end):
            return False
    return some


def looks_like_title(stretch: str) -> bool:
    """Several words, all but short function words capitalised: a name or the title of a work."""
    words = [w for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", stretch) if w.lower() not in _SMALL_WORDS]
    return len(words) > 1 and all(w[0].isupper() or w[0].isdigit() for w in words)


def _count(stretch: str) -> int:
    return len(_NO_WORD.sub("", stretch))
