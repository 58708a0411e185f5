"""Turn what the encoder sees into attributions: who is said to have said what, with which words."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, zip_longest

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from quotemine.flow.attributions.attribution import Attribution, Chars, Sureness
from quotemine.flow.attributions.drafts import draft
from quotemine.flow.attributions.floating import apart, continued, find_floating, find_nested, signed, with_clause
from quotemine.flow.attributions.layout import find_signatures, find_turns
from quotemine.flow.attributions.linking import link
from quotemine.flow.attributions.reconcile import SENTENCE_END, kind_of, looks_like_title, merge
from quotemine.flow.attributions.spans import RoleSpan, find_spans
from quotemine.flow.encoder import Reading
from quotemine.flow.lexicon import words_for
from quotemine.flow.marks import Quotation
from quotemine.flow.paragraphs import find_paragraphs
from quotemine.flow.words import Words

__all__ = ["Attribution", "find_attributions"]

# Characters behind a quotation in which its clause ends, and before it in which the sentence before ends.
CLAUSE, BEFORE = 160, 12
# Words of a clause that says who spoke, and nothing more: *old Omar Finch said quietly*.
BARE_CLAUSE = 6
# Words that open a sentence and no part of a name.
SUBJECTS = frozenset(("He", "She", "They", "It", "We"))
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|Lt|St))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Rev|Sgt))[.!?](?=\s|$)")


def find_attributions(text: str, quotations: Sequence[Quotation], reading: Reading) -> tuple[Attribution, ...]:
    """Find the attributions of a text, in the order of their contents.

    No two contents overlap, but for those of a quote in a quote, which lie inside another content.

    Args:
        text: the text.
        quotations: its quotations, outer before inner.
        reading: what the encoder sees in it.
    """
    words = reading.words
    if not len(words):
        return ()  # white space and control characters only
    outer = [q for q in quotations if q.depth == 0]
    turns = _dialogue_turns(text, outer)
    labelled = find_turns(text, find_paragraphs(text))
    spans = _within_sentences(text, words, find_spans(reading.tags, _breaks(words, outer, turns)))
    clauses = _clauses_behind(text, words, outer, [s.low for s in spans if s.role == "cue"])
    linked = link(reading, spans, _reach(text, words, outer, clauses))
    cues = sorted({words.chars(one.cue.low, one.cue.high) for one in linked if one.cue is not None})
    drafts = [Attribution(t.content, "direct", None, "speech", t.source, Sureness()) for t in labelled]
    drafts += [d for one in linked for d in draft(text, reading, one, outer, cues, turns)]
    found = _without_overlap(text, drafts, [(t.source[0], t.content[0][0]) for t in labelled])
    signatures = find_signatures(text, outer)
    found += find_floating(text, reading, outer, found, signatures)
    found = [signed(a, signatures) for a in sorted(found, key=lambda a: a.content[0])]
    found = continued(text, words, found, outer, turns)
    in_turns = {span for t in labelled for span in t.content}
    kinds = (a if a.content[0] in in_turns else evolve(a, kind=kind_of(text, a.content, outer)) for a in found)
    whole = {(q.start, q.end) for q in outer}
    parts = [with_clause(text, part) for attribution in kinds for part in apart(text, attribution, outer, whole)]
    parts += find_nested(text, quotations, parts)
    return tuple(sorted(parts, key=lambda a: (a.content[0][0], -a.content[-1][1])))


def _dialogue_turns(text: str, outer: Sequence[Quotation]) -> frozenset[int]:
    """Offsets of the quotations that open where a sentence in marks has just ended: *“Ready?” “No.”*."""
    return frozenset(
        after.start
        for before, after in pairwise(outer)
        if before.closed
        and "dash" not in (before.style, after.style)
        and not text[before.end : after.start].strip()
        and _ends_sentence(text[slice(*before.inner)])
    )


def _ends_sentence(inner: str) -> bool:
    """Whether the words in the marks are a sentence; those of a title are followed by what they are about."""
    last = inner.rstrip()[-1:]
    return last in "!?" or (last in ".…—–-" and not looks_like_title(inner))


def _breaks(words: Words, outer: Sequence[Quotation], turns: AbstractSet[int]) -> NDArray[np.bool_]:
    """Words that open a paragraph, unless a quotation goes on over the break, or the next turn of a dialogue."""
    breaks: NDArray[np.bool_] = np.r_[True, words.paragraph[1:] != words.paragraph[:-1]][: len(words)]
    for quotation in outer:
        if len(quotation.marks) > 2:
            low, high = words.at(quotation.start, quotation.end)
            breaks[low + 1 : high] = False
    for start in turns:
        breaks[words.at(start, start + 1)[0]] = True
    return breaks


def _within_sentences(text: str, words: Words, spans: Sequence[RoleSpan]) -> list[RoleSpan]:
    """Cut sources where a sentence ends: *said Tom Brock, a student. | Oyelaran denied*, *said Ada. | Omar said*."""
    cut = []
    cues = [span for span in spans if span.role == "cue"]
    begins, ends = {cue.low for cue in cues}, {cue.high for cue in cues}
    for span in spans:
        low = span.low
        of_two = span.low in ends and span.high in begins
        for stop in range(span.low + 1, span.high - 1) if span.role == "source" else ():
            word = text[words.start[stop - 1] : words.end[stop - 1]]
            stops = text[words.start[stop]] == "." and text[words.end[stop]].isspace()
            behind = text[words.start[stop + 1] : words.end[stop + 1]]
            if stops and (_ends_sentence_with(word.lower() if of_two else word) or behind in SUBJECTS):
                cut.append(evolve(span, low=low, high=stop))
                low = stop + 1
        cut.append(evolve(span, low=low))
    return cut


def _ends_sentence_with(word: str) -> bool:
    """Whether a full stop behind a word is the end of a sentence, and not of an abbreviation or a name."""
    return word.islower() and len(word) > 3 and word not in words_for("abbreviations")


def _clauses_behind(
    text: str, words: Words, outer: Sequence[Quotation], cues: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Find quotations that open their sentence and have a reporting clause behind: *“A,” Ada said. “B,” Omar said*.

    What is quoted within a sentence (*“A,” Ada said, “B,” and left*) may go on with the cue before.  Where a full stop
    ends the quotation, a report behind it is one of its own (*“A,” Ada said. “B.” Omar said that C*): it belongs to
    no clause behind, unless that is all there is of it (*“B.” Omar said.*).

    Returns:
        First word of the quotation → word range of its clause, empty if it has none.
    """
    found = {}
    for quotation, after in zip_longest(outer, outer[1:]):
        low, high = words.at(quotation.start, quotation.end)
        before = text[max(0, quotation.start - BEFORE) : quotation.start]
        opens = low == 0 or words.paragraph[low - 1] != words.paragraph[low] or SENTENCE_END.search(before)
        if (
            not quotation.closed
            or not opens
            or high >= len(words)
            or words.paragraph[high] != words.paragraph[high - 1]
        ):
            continue
        limit = len(text) if after is None else after.start
        stop = _STOP.search(text, quotation.end, min(limit, quotation.end + CLAUSE))
        end = words.at(quotation.end, min(limit, quotation.end + CLAUSE) if stop is None else stop.start())[1]
        cue = bisect_left(cues, high)
        if stop is not None and cue < len(cues) and cues[cue] < end:
            found[low] = high, end
            if text[quotation.inner[1] - 1] == "." and end - high > BARE_CLAUSE:
                found[low] = -1, high
    return found


def _reach(
    text: str, words: Words, outer: Sequence[Quotation], clauses: Mapping[int, tuple[int, int]]
) -> Callable[[int, int], bool]:
    """Whether a content may belong to a cue, by the paragraphs that they stand in.

    They must share one, or a quotation of several, or the cue's must end with a colon right before.  What a
    quotation with a clause behind it says belongs to that clause.
    """
    colons = _paragraphs_with_colon(text, words)
    first: dict[int, int] = {}  # paragraph → first paragraph of the quotation that joins it with others
    for quotation in outer:
        low, high = words.at(quotation.start, quotation.end)
        if low < high and words.paragraph[low] != words.paragraph[high - 1]:
            opening = first.get(int(words.paragraph[low]), int(words.paragraph[low]))
            first |= dict.fromkeys(range(int(words.paragraph[low]), int(words.paragraph[high - 1]) + 1), opening)

    def reachable(content: int, cue: int) -> bool:
        if content in clauses and not clauses[content][0] <= cue < clauses[content][1]:
            return False
        here, there = int(words.paragraph[content]), int(words.paragraph[cue])
        return first.get(here, here) == first.get(there, there) or (there == here - 1 and there in colons)

    return reachable


def _paragraphs_with_colon(text: str, words: Words) -> frozenset[int]:
    """Indices of the paragraphs that end with a colon."""
    last = np.flatnonzero(np.r_[words.paragraph[1:] != words.paragraph[:-1], True])
    return frozenset(int(words.paragraph[i]) for i in last if text[words.end[i] - 1] == ":")


def _without_overlap(text: str, found: list[Attribution], labels: list[Chars]) -> list[Attribution]:
    """Give text that two attributions took (by widening to one quotation) to the surer one.

    The labels of a transcript are part of none.
    """
    result: list[Attribution] = []
    taken: list[Chars] = list(labels)  # disjoint, in order
    for attribution in sorted(found, key=lambda a: -a.sureness.mean):
        free = attribution.content
        first, last = free[0][0], free[-1][1]
        low = bisect_left(taken, first, key=lambda span: span[1])
        for other in taken[low : bisect_left(taken, last, key=lambda span: span[0])]:
            free = tuple(part for span in free for part in _minus(span, other))
        free = merge(text, [p for p in free if any(c.isalnum() for c in text[p[0] : p[1]])])
        if free:
            result.append(evolve(attribution, content=free))
            for span in free:
                insort(taken, span)
    return sorted(result, key=lambda a: a.content[0])


def _minus(span: Chars, taken: Chars) -> list[Chars]:
    if taken[1] <= span[0] or taken[0] >= span[1]:
        return [span]
    parts = [(span[0], taken[0]), (taken[1], span[1])]
    return [(s, e) for s, e in parts if s < e]
