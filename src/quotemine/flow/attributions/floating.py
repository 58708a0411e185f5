"""Quotations that the encoder gave no cue: those that float, and what the words beside them say."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from attrs import evolve

from quotemine.flow.attributions.attribution import Attribution, Chars, Sureness
from quotemine.flow.attributions.cues import lemma_of, read_cue, verb_classes
from quotemine.flow.attributions.reconcile import SENTENCE_END, kind_of, looks_like_title, merge, trim
from quotemine.flow.encoder import TAGS, Reading
from quotemine.flow.marks import Quotation
from quotemine.flow.words import Words

__all__ = ["apart", "continued", "find_floating", "find_nested", "signed", "with_clause"]

# A quotation that no content was tagged in is a floating quote when its words look like content at least
# this much: one that ends like a sentence, and any other.
FLOATING = 0.2
FLOATING_FRAGMENT = 0.5
SENTENCE_ENDS = frozenset(".!?,…—–-")
# Below this many words a floating quotation is more often a title, a name or a word as word.
FEW_WORDS = 4
# How sure a clause is that stands beside a quotation and that the encoder did not see.
_GUESSED = Sureness(content=0.8, edges=0.8, cue=0.8, source=0.8, link=0.8)

_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Col|Capt|Maj|Lt|Sgt|Jr|Sr|Inc|Ltd|Co|Corp)\."
)
# A sentence that ends inside the marks; a question or a cry may go on (“No!” she said).
_ENDED = re.compile(r"\.(?:['’\"”»]|&(?:amp;)?#?\w{2,8};|\s)*$")

_NAME = (
    r"(?!(?:He|She|It|They|We|You|The|This|That|There|But|And|Then)\b)(?:(?:Mrs?|Ms|Dr|Miss|Sir|Lady)\.?\s)?"
    r"[^\W\d_a-z]\w+(?:[-'’]\w+)?(?:\s[^\W\d_a-z][\w'’.-]+){0,2}"
)
_NO_NOUN = r"(?:and|or|but|who|that|to|in|on|at|as|of|for|with|from|into|over|after|before|when|while|\w+ly)\b"
_NOUNS = rf"(?:the|his|her|my|our|their|an?)\s[a-z-]+(?:\s(?!{_NO_NOUN})[a-z-]+)?"
_WHO = rf"(?P<who>(?:he|she|they|I|we|{_NOUNS})|{_NAME})"
_WHO_BEFORE_VERB = _WHO.replace(_NOUNS, f"{_NOUNS}?")  # as few words as there can be: the pilot | said
_VERB = r"(?P<verb>[a-z]+)(?!\w)"
_FIRST = r"(?:\s[a-z]+(?:\s[^.,;:“”\"]{1,40})?\sand)?"  # she read it and said
_GAP = r"[ \t\u00a0]*\n?[ \t\u00a0]*"  # a line may be wrapped; a paragraph ends the sentence
_VERB_FIRST = re.compile(rf"{_GAP}{_VERB}\s{_WHO}(?!\w)")
_NAME_FIRST = re.compile(rf"{_GAP}{_WHO_BEFORE_VERB}\s{_VERB}"), re.compile(rf"{_GAP}{_WHO}\s{_VERB}")
_BEFORE = re.compile(
    rf"(?:^|[\s(,;—–“\"-]){_WHO_BEFORE_VERB.replace('(?:he|', '(?:he|He|She|They|We|')}{_FIRST}\s{_VERB}"
    rf"(?:(?:,|\s[—–-])?{_GAP}|:\s*)\Z"
)
_IN_THE_WORDS = re.compile(
    r"\b(?P<cue>in the words of)\s(?P<who>[^,:“\"]{2,60})(?:,[^“\"]{2,80},|[,:])?\s*$", re.IGNORECASE
)


def find_floating(
    text: str,
    reading: Reading,
    outer: Sequence[Quotation],
    found: Sequence[Attribution],
    signatures: Mapping[int, Chars],
) -> list[Attribution]:
    """Find the quotations in which no content was tagged and that are speech all the same.

    Args:
        text: the text.
        reading: what the encoder sees in it.
        outer: outermost quotations, in order.
        found: the attributions found so far.
        signatures: offsets of quotations that have a name set after them.
    """
    taken = sorted(span for a in found for span in a.content)
    result = []
    for quotation in outer:
        low = bisect_left(taken, quotation.start, key=lambda span: span[1])
        if any(s < quotation.end and quotation.start < e for s, e in taken[low : low + 2]):
            continue
        span = quotation.inner if quotation.style == "dash" else (quotation.start, quotation.end)
        start, end = trim(text, span, outer)
        if not any(c.isalnum() for c in text[start:end]):
            continue
        chance = _chance(text, reading, quotation)
        alone = Attribution(((start, end),), "direct", None, "speech", None, Sureness(content=chance or 1.0))
        if chance is not None or quotation.start in signatures or _is_told(text, quotation, alone):
            result.append(alone)
    return result


def _is_told(text: str, quotation: Quotation, alone: Attribution) -> bool:
    """Whether several words in marks have a reporting clause beside them, whatever the encoder makes of them."""
    inner = text[slice(*quotation.inner)].rstrip()
    return len(inner.split()) >= FEW_WORDS and not looks_like_title(inner) and with_clause(text, alone).cue is not None


def _chance(text: str, reading: Reading, quotation: Quotation) -> float | None:
    """How much the words of a quotation look like speech, from 0 to 1; None where that is not enough."""
    low, high = reading.words.at(*quotation.inner)
    inner = text[quotation.inner[0] : quotation.inner[1]].rstrip()
    if low >= high or not inner or (looks_like_title(inner) and inner[-1] not in "!?"):
        return None
    chance = float(np.exp(reading.tags[low:high, TAGS.index("B-content") :]).sum(axis=1).mean())
    sentence = inner[-1] in SENTENCE_ENDS and high - low >= FEW_WORDS
    return chance if chance >= (FLOATING if sentence else FLOATING_FRAGMENT) else None


def with_clause(text: str, attribution: Attribution) -> Attribution:
    """Give a quotation without a cue the reporting clause that stands beside it: *“No,” thought Ada*."""
    if attribution.cue is not None or attribution.source is not None or attribution.kind != "direct":
        return attribution
    start, end = attribution.content[0][0], attribution.content[-1][1]
    offset = max(0, start - 160)
    before = text[offset:start]
    if words := _IN_THE_WORDS.search(before):
        cue = read_cue(text, offset + words.start("cue"), offset + words.end("cue"), offset + words.start("cue"))
        source = offset + words.start("who"), offset + words.end("who")
        return evolve(attribution, cue=evolve(cue, lemma="word", class_="speech"), source=source, sureness=_GUESSED)
    # after the end of a sentence, The pilot went on ... would be another one
    patterns = (_VERB_FIRST,) if _ENDED.search(text, max(start, end - 10), end) else (_VERB_FIRST, *_NAME_FIRST)
    after = [(pattern.match(text, end, end + 80), 0) for pattern in patterns]
    for match, shift in (*after, (_BEFORE.search(before), offset)):
        class_ = None if match is None else verb_classes().get(lemma_of(match["verb"]))
        if match is not None and class_ is not None:
            verb, who = match.span("verb"), match.span("who")
            cue = read_cue(text, verb[0] + shift, verb[1] + shift, verb[0] + shift)
            source = who[0] + shift, who[1] + shift
            return evolve(attribution, cue=cue, class_=class_, source=source, sureness=_GUESSED)
    return attribution


def find_nested(text: str, quotations: Sequence[Quotation], found: Sequence[Attribution]) -> list[Attribution]:
    """Find the quotations inside of quotes that a reporting clause stands beside: *“She said, ‘No,’” he told us*.

    The encoder gives every word one role, so that what is quoted in a quote is left to the marks.
    """
    spans = sorted(span for a in found for span in a.content)
    result = []
    for quotation in quotations:
        at = bisect_left(spans, quotation.end, key=lambda span: span[1])
        inside = at < len(spans) and spans[at][0] < quotation.start
        if quotation.depth == 0 or not quotation.closed or not inside:
            continue
        inner = text[slice(*quotation.inner)].rstrip()
        if inner[-1:] not in SENTENCE_ENDS and len(inner.split()) < FEW_WORDS:
            continue  # as they say ‘like a sieve’
        alone = Attribution(((quotation.start, quotation.end),), "direct", None, "speech", None, _GUESSED)
        told = with_clause(text, alone)
        if told.cue is not None:
            result.append(told)
    return result


def signed(attribution: Attribution, signatures: Mapping[int, Chars]) -> Attribution:
    """Give a quotation without a source the name that is set after it."""
    signature = signatures.get(attribution.content[-1][0])
    if signature is None or attribution.source is not None:
        return attribution
    return evolve(attribution, source=signature, cue=None, class_="speech")


def continued(
    text: str, words: Words, found: Sequence[Attribution], outer: Sequence[Quotation], turns: AbstractSet[int]
) -> list[Attribution]:
    """Join a floating quotation to the direct quote that it goes on (“A,” she said. “B.”)."""
    result: list[Attribution] = []
    for attribution in found:
        last = result[-1] if result else None
        if (
            last is not None
            and attribution.cue is None
            and attribution.source is None
            and attribution.content[0][0] not in turns
            and last.cue is not None
            and kind_of(text, last.content, outer) == "direct"
            and _same_paragraph(words, last.content[-1], attribution.content[0])
        ):
            between = text[last.content[-1][1] : attribution.content[0][0]]
            has_attribution = last.content[-1][1] <= last.cue.start < attribution.content[0][0]
            if (has_attribution and _ABBREVIATION.sub("", between).count(".") <= 1) or not between.strip():
                content = merge(text, [*last.content, *attribution.content])
                result[-1] = evolve(last, content=content, sureness=_lesser(last.sureness, attribution.sureness))
                continue
        result.append(attribution)
    return result


def _lesser(one: Sureness, other: Sureness) -> Sureness:
    return min(one, other, key=lambda sureness: sureness.mean)


def _same_paragraph(words: Words, first: Chars, second: Chars) -> bool:
    a, b = words.at(*first), words.at(*second)
    return bool(a[0] < a[1] and b[0] < b[1] and words.paragraph[a[1] - 1] == words.paragraph[b[0]])


def apart(
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
            and SENTENCE_END.search(text[max(0, span[0] - 4) : span[0]])
        ):
            alone.append(Attribution((span,), "direct", None, "speech", None, attribution.sureness))
        else:
            kept.append(span)
    kind = kind_of(text, kept, outer)
    if not alone or kind == "direct":
        return [attribution]
    return [evolve(attribution, content=tuple(kept), kind=kind), *alone]
