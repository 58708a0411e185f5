"""Draft attributions from linked spans: edges moved to the marks, the cue read, the source cleaned."""

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from attrs import evolve

from quotemine.flow.attributions.attribution import Attribution, Chars
from quotemine.flow.attributions.cues import NOBODY, CueReading, finding_verbs, read_cue
from quotemine.flow.attributions.linking import Linked
from quotemine.flow.attributions.reconcile import (
    SENTENCE_END,
    complete,
    kind_of,
    merge,
    near,
    snap,
    trim,
    without_addressee,
)
from quotemine.flow.attributions.spans import RoleSpan
from quotemine.flow.encoder import CLASSES, NAMES, Reading
from quotemine.flow.lexicon import words_for
from quotemine.flow.marks import Quotation
from quotemine.flow.words import Words
from quotemine.types import CueClass

__all__ = ["draft"]

# Below this probability of the likeliest class of a cue, the word list decides.
DOUBT = 0.6

_CLAUSE = re.compile(r"(?:that|whether|if|how)\s", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)(?:\s+(?:also|then|later|since|often|once|all|not|[a-z]+ly))?\s+$"
)
# An adverb behind the speaker: *Anne | sadly*, *the porter | quietly*; not *the family*.
_ADVERB = re.compile(
    r"(?:\b(?!(?:The|A|An|His|Her|Their|Our|My)\s)[A-Z][\w'’.-]*|\w+\s+[\w-]+)(\s+(?P<word>[a-z]{2,}ly))$"
)
_NO_ADVERBS = frozenset(
    "daily weekly monthly quarterly yearly elderly butterfly fly gully jolly family ally assembly bully monopoly "
    "anomaly belly rally supply reply italy lily jelly".split()
)
# A relative clause cut short: *the budget | that* (the mayor presented).
_DANGLING = re.compile(r"(?<!,)\s+(?:that|which)$")
# Content of so few words without marks, behind a full stop: *Yorick denied | it*.
FEW_WORDS = 2
_STOP = re.compile(r"[.!?][”’\"']?\s")
# The second half of a name at the end of its clause, and what stands there and is none: *said Ines | Corran.*
_SURNAME = re.compile(r" ([A-Z][a-z]+)(?=[.,;:!?])")
_DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
_QUOTED_AS = re.compile(r"\s*(?:as\s+)?(?:saying|telling)\s+", re.IGNORECASE)


def draft(
    text: str,
    reading: Reading,
    linked: Linked,
    outer: Sequence[Quotation],
    cues: Sequence[Chars],
    turns: AbstractSet[int],
) -> list[Attribution]:
    """Draft the attribution of one cue, and a quote of its own for each turn of a dialogue around it.

    Args:
        text: the text.
        reading: what the encoder sees in it.
        linked: a cue with its contents and source, or a content alone.
        outer: outermost quotations, in order.
        cues: character spans of all cues.
        turns: offsets of the quotations that open right after another, the next turn of a dialogue.
    """
    words = reading.words
    content = []
    for span in linked.contents:
        start, end = complete(text, words.chars(span.low, span.high), _before_cue(linked, span, words, len(text)))
        start, end = trim(text, snap(text, (start, end), outer, cues), outer)
        if start < end:
            content.append((start, end))
    groups = _by_turn(text, content, turns)
    if not groups:
        return []
    if linked.cue is None:
        return _quoted(text, groups, outer, linked)
    cue_at = words.chars(linked.cue.low, linked.cue.high)
    groups.sort(key=lambda group: _distance(group, cue_at))
    alone = _quoted(text, groups[1:], outer, linked)
    return [_with_cue(text, reading, linked, linked.cue, groups[0], outer), *alone]


def _quoted(
    text: str, groups: Sequence[tuple[Chars, ...]], outer: Sequence[Quotation], linked: Linked
) -> list[Attribution]:
    """Quotes without a cue; what stands in no marks and has no cue is a fragment."""
    direct = [group for group in groups if kind_of(text, group, outer) == "direct"]
    return [Attribution(group, "direct", None, "speech", None, linked.sureness) for group in direct]


def _by_turn(text: str, content: Sequence[Chars], turns: AbstractSet[int]) -> list[tuple[Chars, ...]]:
    groups: list[list[Chars]] = []
    for span in sorted(content):
        if not groups or span[0] in turns:
            groups.append([])
        groups[-1].append(span)
    return [merge(text, group) for group in groups]


def _distance(group: Sequence[Chars], cue: Chars) -> int:
    """Characters between a content and its cue; 0 where the cue stands in the middle of it."""
    return max(group[0][0] - cue[1], cue[0] - group[-1][1], 0)


def _with_cue(
    text: str,
    reading: Reading,
    linked: Linked,
    cue_span: RoleSpan,
    content: tuple[Chars, ...],
    outer: Sequence[Quotation],
) -> Attribution:
    words = reading.words
    start, end = words.chars(cue_span.low, cue_span.high)
    source = None if linked.source is None else _source(text, linked, linked.source, reading)
    cue = read_cue(text, start, end, _clause_start(text, source, start))
    spoken = any(c.isalnum() for c in text[start:end])  # else a colon or a dash as cue
    content = _without_sentence_before(text, content, cue, outer)
    content = _without_words_behind(text, content, cue, outer)
    kind = kind_of(text, content, outer)
    if kind != "direct":
        content, source, cue = _active(text, content, source, cue, outer)
        content = (without_addressee(text, content[0], cue.end, cue.lemma), *content[1:])
    class_ = _class(reading, cue_span, cue) if spoken else "speech"
    if source is not None and cue.lemma in finding_verbs():
        class_ = "speech"  # texts speak: a study found, a court ruled
    elif class_ == "other" and (kind == "direct" or (cue.class_ == "speech" and _CLAUSE.match(text, content[0][0]))):
        class_ = "speech"  # what stands in marks was said, and so was the clause after highlighted
    return Attribution(content, kind, cue if spoken and cue.lemma else None, class_, source, linked.sureness)


def _without_sentence_before(
    text: str, content: tuple[Chars, ...], cue: CueReading, outer: Sequence[Quotation]
) -> tuple[Chars, ...]:
    """Take off a sentence that ends before the quotation which the cue follows: *At last! | “It runs,” she said*."""
    start, end = content[0]
    if cue.start < end:
        return content
    for quotation in near(outer, start, end):
        if start < quotation.start and quotation.end <= end and SENTENCE_END.search(text[start : quotation.start]):
            return ((quotation.start, end), *content[1:])
    return content


def _without_words_behind(
    text: str, content: tuple[Chars, ...], cue: CueReading, outer: Sequence[Quotation]
) -> tuple[Chars, ...]:
    """Take off a word or two without marks from a later sentence: *“It runs,” she said. He denied | it*."""
    *rest, (start, end) = content
    if not rest or start < cue.end or len(text[start:end].split()) > FEW_WORDS:
        return content
    later = _STOP.search(text, max(cue.end, rest[-1][1]), start)
    return content if later is None or near(outer, start, end) else tuple(rest)


def _active(
    text: str, content: tuple[Chars, ...], source: Chars | None, cue: CueReading, outer: Sequence[Quotation]
) -> tuple[tuple[Chars, ...], Chars | None, CueReading]:
    """Read a passive as its active: whom it is about is no content (*Drivers were told | to wait*).

    Where somebody *was quoted as saying* something, he is the source.
    """
    if len(content) < 2 or content[0][1] > cue.start or content[1][0] < cue.end:
        return content, source, cue
    if kind_of(text, content[:1], outer) != "indirect" or not _PASSIVE.search(text, content[0][1], cue.start):
        return content, source, cue
    subject, rest = content[0], content[1:]
    if cue.lemma in ("quote", "cite") and source is None:
        saying = _QUOTED_AS.match(text, rest[0][0], rest[0][1])
        if saying is None:
            return content, source, cue
        end = saying.end()
        cue = evolve(cue, end=saying.start() + len(saying.group().rstrip()), lemma="say", class_="speech")
        return ((end, rest[0][1]), *rest[1:]), subject, cue
    return rest, source, cue


def _clause_start(text: str, source: Chars | None, cue: int) -> int:
    """Where to begin to look for a negation of the cue that starts at ``cue``."""
    if source is None or not source[1] <= cue <= source[1] + 40:
        return cue
    if NOBODY.match(text, *source):
        return source[0]
    if text[source[1] : cue].lstrip().startswith(","):
        return text.rindex(",", source[1], cue) + 1  # Brona, who was not there, said
    return source[1]


def _before_cue(linked: Linked, span: RoleSpan, words: Words, end: int) -> int:
    """Where the cue begins if it stands behind the span, else the end of the text."""
    cue = linked.cue
    return int(words.start[cue.low]) if cue is not None and cue.low >= span.high else end


def _source(text: str, linked: Linked, span: RoleSpan, reading: Reading) -> Chars | None:
    """The source without what surrounds the noun phrase: punctuation, pictures, an adverb, the possessive 's."""
    words = reading.words
    start, end = complete(text, words.chars(span.low, span.high), _before_cue(linked, span, words, len(text)))
    while end > start and _beside(text[end - 1], ",;:"):
        end -= 1
    while start < end and _beside(text[start], ",;:—–-―"):
        start += 1
    for possessive in ("'s", "’s"):
        if text[start:end].endswith(possessive):
            end -= 2
    dangling = _DANGLING.search(text[start:end])
    end = end if dangling is None else start + dangling.start()
    adverb = _ADVERB.search(text[start:end])
    if adverb is not None and adverb["word"] not in _NO_ADVERBS | words_for("persons") | words_for("bodies"):
        end = start + adverb.start(1)
    return (start, _with_name(text, reading, start, end)) if start < end else None


def _with_name(text: str, reading: Reading, start: int, end: int) -> int:
    """Where a source ends whose name was left out, or its second half: *the astonished | Marilla*, *Ines | Corran*."""
    words = reading.words
    low, high = words.at(start, end)
    surname = _SURNAME.match(text, end) if high - low == 1 and text[start].isupper() else None
    if surname is not None and surname[1] not in _DATES:
        return surname.end(1)
    first, last = text[start:end].split(maxsplit=1)[0].lower(), text[words.start[high - 1] : words.end[high - 1]]
    if high - low < 2 or high == len(words) or first not in ("the", "a", "an", "poor", "old") or not last.islower():
        return end
    if last in words_for("persons") | words_for("bodies") or NAMES[int(reading.names[high].argmax())] != "B-PER":
        return end
    while high < len(words) and NAMES[int(reading.names[high].argmax())].endswith("-PER"):
        high += 1
    return int(words.end[high - 1])


def _beside(character: str, punctuation: str) -> bool:
    return character.isspace() or character in punctuation or unicodedata.category(character) == "So"


def _class(reading: Reading, span: RoleSpan, cue: CueReading) -> CueClass:
    """The class that the encoder gives the cue; where it is in doubt, the class of the verb in the word list."""
    scores = np.exp(reading.classes[span.low])
    if scores.max() < DOUBT and cue.class_ is not None:
        return cue.class_
    names: dict[str, CueClass] = {"speech": "speech", "thought": "thought", "other": "other", "none": "speech"}
    return names[CLASSES[int(scores.argmax())]]
