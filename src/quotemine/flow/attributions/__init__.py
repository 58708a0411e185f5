"""Turn what the encoder sees into attributions: who is said to have said what, with which words."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from quotemine.flow.attributions.cues import NOBODY, CueReading, finding_verbs, read_cue
from quotemine.flow.attributions.layout import find_signatures, find_turns
from quotemine.flow.attributions.linking import Linked, link
from quotemine.flow.attributions.reconcile import (
    kind_of,
    looks_like_title,
    merge,
    snap,
    trim,
    without_addressee,
)
from quotemine.flow.attributions.spans import RoleSpan, find_spans
from quotemine.flow.encoder import CLASSES, TAGS, Reading
from quotemine.flow.marks import Quotation
from quotemine.flow.paragraphs import find_paragraphs
from quotemine.flow.words import Words
from quotemine.types import CueClass, Kind

__all__ = ["Attribution", "find_attributions"]

Chars = tuple[int, int]

# A quotation that no content was tagged in is a floating quote when its words look like content at least
# this much: one that ends like a sentence, and any other.
FLOATING = 0.2
FLOATING_FRAGMENT = 0.5
SENTENCE_ENDS = frozenset(".!?,…—–-")
# Below this many words a floating quotation is more often a title, a name or a word as word.
FEW_WORDS = 4
# Below this probability of the likeliest class of a cue, the word list decides.
DOUBT = 0.6
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Col|Capt|Maj|Lt|Sgt|Jr|Sr|Inc|Ltd|Co|Corp)\."
)

_CLAUSE = re.compile(r"(?:that|whether|if|how)\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+$")


@frozen
class Attribution:
    """One attribution, in character offsets (end exclusive).

    Attributes:
        content: spans of what is attributed, in order.
        kind: direct, indirect or mixed.
        cue: None where there is none.
        class_: of the cue; speech where there is none.
        source: None where the text names none here.
        confidence: from 0 to 1.
    """

    content: tuple[Chars, ...]
    kind: Kind
    cue: CueReading | None
    class_: CueClass
    source: Chars | None
    confidence: float


def find_attributions(text: str, quotations: Sequence[Quotation], reading: Reading) -> tuple[Attribution, ...]:
    """Find the attributions of a text, in the order of their contents.

    Args:
        text: the text.
        quotations: its quotations, outer before inner.
        reading: what the encoder sees in it.
    """
    words = reading.words
    if not len(words):
        return ()  # white space and control characters only
    outer = [q for q in quotations if q.depth == 0]
    turns = find_turns(text, find_paragraphs(text))
    spans = find_spans(reading.tags, _breaks(words, outer))
    linked = link(reading, spans, _reach(text, words, outer))
    cues = sorted({_chars(words, one.cue) for one in linked if one.cue is not None})
    drafts = [Attribution((t.content,), "direct", None, "speech", t.source, 1.0) for t in turns]
    drafts += [d for one in linked if (d := _draft(text, reading, one, outer, cues)) is not None]
    found = _without_overlap(text, drafts)
    found += _floating(text, reading, outer, found)
    signatures = find_signatures(text, outer)
    found = [_signed(a, signatures) for a in sorted(found, key=lambda a: a.content[0])]
    found = _continued(text, words, found, outer)
    taught = {t.content for t in turns}
    kinds = (a if a.content[0] in taught else evolve(a, kind=kind_of(text, a.content, outer)) for a in found)
    whole = {(q.start, q.end) for q in outer}
    parts = [part for attribution in kinds for part in _apart(text, attribution, outer, whole)]
    return tuple(sorted(parts, key=lambda a: a.content[0]))


def _apart(
    text: str, attribution: Attribution, outer: Sequence[Quotation], whole: AbstractSet[Chars]
) -> list[Attribution]:
    """Take a quotation that follows a report after its full stop for a quote of its own: *She left, he said. “So?”*."""
    if attribution.kind != "mixed" or attribution.cue is None:
        return [attribution]
    kept, alone = list(attribution.content[:1]), []
    for span in attribution.content[1:]:
        few = len(text[slice(*span)].split()) < FEW_WORDS
        if (
            span in whole
            and not few
            and span[0] > attribution.cue.end
            and _SENTENCE_END.search(text[max(0, span[0] - 4) : span[0]])
        ):
            alone.append(Attribution((span,), "direct", None, "speech", None, attribution.confidence))
        else:
            kept.append(span)
    kind = kind_of(text, kept, outer)
    if not alone or kind == "direct":
        return [attribution]
    return [evolve(attribution, content=tuple(kept), kind=kind), *alone]


def _signed(attribution: Attribution, signatures: Mapping[int, Chars]) -> Attribution:
    """Give a quotation without a source the name that is set after it."""
    signature = signatures.get(attribution.content[-1][0])
    if signature is None or attribution.source is not None:
        return attribution
    return evolve(attribution, source=signature, cue=None, class_="speech")


def _breaks(words: Words, outer: Sequence[Quotation]) -> NDArray[np.bool_]:
    """Words that open a paragraph, unless a quotation goes on over the break."""
    breaks: NDArray[np.bool_] = np.r_[True, words.paragraph[1:] != words.paragraph[:-1]][: len(words)]
    for quotation in outer:
        if len(quotation.marks) > 2:
            low, high = words.at(quotation.start, quotation.end)
            breaks[low + 1 : high] = False
    return breaks


def _reach(text: str, words: Words, outer: Sequence[Quotation]) -> Callable[[int, int], bool]:
    """Whether a content may belong to a cue, by the paragraphs that they stand in.

    They must share one, or a quotation of several, or the cue's must end with a colon right before.
    """
    colons = _paragraphs_with_colon(text, words)
    reached: dict[int, set[int]] = {}  # paragraph → paragraphs that one quotation joins it with
    for quotation in outer:
        low, high = words.at(quotation.start, quotation.end)
        if low < high and words.paragraph[low] != words.paragraph[high - 1]:
            joined = set(range(int(words.paragraph[low]), int(words.paragraph[high - 1]) + 1))
            for paragraph in joined:
                reached[paragraph] = reached.get(paragraph, set()) | joined

    def reachable(content: int, cue: int) -> bool:
        here, there = int(words.paragraph[content]), int(words.paragraph[cue])
        return here == there or there in reached.get(here, ()) or (there == here - 1 and there in colons)

    return reachable


def _paragraphs_with_colon(text: str, words: Words) -> frozenset[int]:
    """Indices of the paragraphs that end with a colon."""
    last = np.flatnonzero(np.r_[words.paragraph[1:] != words.paragraph[:-1], True])
    return frozenset(int(words.paragraph[i]) for i in last if text[words.end[i] - 1] == ":")


def _chars(words: Words, span: RoleSpan) -> Chars:
    return int(words.start[span.low]), int(words.end[span.high - 1])


def _draft(
    text: str, reading: Reading, linked: Linked, outer: Sequence[Quotation], cues: Sequence[Chars]
) -> Attribution | None:
    words = reading.words
    content = []
    for span in linked.contents:
        start, end = trim(text, snap(text, _chars(words, span), outer, cues), outer)
        if start < end:
            content.append((start, end))
    merged = merge(text, content)
    if not merged:
        return None
    kind = kind_of(text, merged, outer)
    if linked.cue is None:
        # what is tagged as content, stands in no marks and has no cue is a fragment
        return None if kind != "direct" else Attribution(merged, kind, None, "speech", None, linked.score)
    start, end = _chars(words, linked.cue)
    source = None if linked.source is None else _source(text, _chars(words, linked.source))
    cue = read_cue(text, start, end, _clause_start(text, source, start))
    if kind != "direct":
        merged = (without_addressee(text, merged[0], cue.end, cue.lemma), *merged[1:])
    spoken = any(c.isalnum() for c in text[start:end])
    class_ = _class(reading, linked.cue, cue) if spoken else "speech"  # a colon or a dash as cue
    if source is not None and cue.lemma in finding_verbs():
        class_ = "speech"  # texts speak: a study found, a court ruled
    elif class_ == "other" and (kind == "direct" or (cue.class_ == "speech" and _CLAUSE.match(text, merged[0][0]))):
        class_ = "speech"  # what stands in marks was said, and so was the clause after highlighted
    return Attribution(merged, kind, cue if spoken and cue.lemma else None, class_, source, linked.score)


def _clause_start(text: str, source: Chars | None, cue: int) -> int:
    """Where to begin to look for a negation of the cue that starts at ``cue``."""
    if source is None or not source[1] <= cue <= source[1] + 40:
        return cue
    if NOBODY.match(text, *source):
        return source[0]
    if text[source[1] : cue].lstrip().startswith(","):
        return text.rindex(",", source[1], cue) + 1  # Brona, who was not there, said
    return source[1]


def _source(text: str, span: Chars) -> Chars | None:
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:—–-―"):
        start += 1
    for possessive in ("'s", "’s"):
        if text[start:end].endswith(possessive):
            end -= 2
    return (start, end) if start < end else None


def _class(reading: Reading, span: RoleSpan, cue: CueReading) -> CueClass:
    """The class that the encoder gives the cue; where it is in doubt, the class of the verb in the word list."""
    scores = np.exp(reading.classes[span.low])
    if scores.max() < DOUBT and cue.class_ is not None:
        return cue.class_
    names: dict[str, CueClass] = {"speech": "speech", "thought": "thought", "other": "other", "none": "speech"}
    return names[CLASSES[int(scores.argmax())]]


def _without_overlap(text: str, found: list[Attribution]) -> list[Attribution]:
    """Give text that two attributions took (by widening to one quotation) to the surer one."""
    result: list[Attribution] = []
    taken: list[Chars] = []  # disjoint, in order
    for attribution in sorted(found, key=lambda a: -a.confidence):
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


def _floating(
    text: str, reading: Reading, outer: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Attribution]:
    """Quotations in which no content was tagged and that are speech all the same."""
    taken = sorted(span for a in found for span in a.content)
    result = []
    for quotation in outer:
        low = bisect_left(taken, quotation.start, key=lambda span: span[1])
        if any(s < quotation.end and quotation.start < e for s, e in taken[low : low + 2]):
            continue
        low, high = reading.words.at(*quotation.inner)
        inner = text[quotation.inner[0] : quotation.inner[1]].rstrip()
        if low >= high or not inner:
            continue
        chance = float(np.exp(reading.tags[low:high, TAGS.index("B-content") :]).sum(axis=1).mean())
        sentence = inner[-1] in SENTENCE_ENDS and high - low >= FEW_WORDS
        if looks_like_title(inner) and inner[-1] not in "!?":
            continue
        if chance >= (FLOATING if sentence else FLOATING_FRAGMENT):
            span = quotation.inner if quotation.style == "dash" else (quotation.start, quotation.end)
            result.append(Attribution((trim(text, span, outer),), "direct", None, "speech", None, chance))
    return result


def _continued(text: str, words: Words, found: list[Attribution], outer: Sequence[Quotation]) -> list[Attribution]:
    """Join a floating quotation to the direct quote that it goes on (“A,” she said. “B.”)."""
    result: list[Attribution] = []
    for attribution in found:
        last = result[-1] if result else None
        if (
            last is not None
            and attribution.cue is None
            and attribution.source is None
            and last.cue is not None
            and kind_of(text, last.content, outer) == "direct"
            and _same_paragraph(words, last.content[-1], attribution.content[0])
        ):
            between = text[last.content[-1][1] : attribution.content[0][0]]
            has_attribution = last.content[-1][1] <= last.cue.start < attribution.content[0][0]
            if (has_attribution and _ABBREVIATION.sub("", between).count(".") <= 1) or not between.strip():
                content = merge(text, [*last.content, *attribution.content])
                result[-1] = evolve(last, content=content, confidence=min(last.confidence, attribution.confidence))
                continue
        result.append(attribution)
    return result


def _same_paragraph(words: Words, first: Chars, second: Chars) -> bool:
    a, b = words.at(*first), words.at(*second)
    return bool(a[0] < a[1] and b[0] < b[1] and words.paragraph[a[1] - 1] == words.paragraph[b[0]])
