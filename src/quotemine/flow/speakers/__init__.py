"""Find out who speaks: names, entities, and for every attribution its speaker."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from attrs import evolve

from quotemine.flow.attributions import Attribution
from quotemine.flow.encoder import Reading
from quotemine.flow.marks import Quotation
from quotemine.flow.speakers.acronyms import find_acronyms
from quotemine.flow.speakers.desk import Desk, Resolved, find_turns
from quotemine.flow.speakers.discourse import Discourse
from quotemine.flow.speakers.entities import group_names
from quotemine.flow.speakers.mentions import Name, body_at, find_names, find_places
from quotemine.flow.speakers.naming import Register
from quotemine.flow.speakers.narration import find_narrated
from quotemine.flow.speakers.narrator import find_narrator
from quotemine.flow.speakers.scorer import Scorer, open_scorer
from quotemine.flow.speakers.sources import Source, read_source, types_by_word
from quotemine.flow.stories import is_story

__all__ = ["Resolved", "find_speakers", "open_desk"]


def find_speakers(
    text: str,
    quotations: Sequence[Quotation],
    reading: Reading,
    attributions: Sequence[Attribution],
    scorer: Scorer | None = None,
) -> tuple[Resolved, ...]:
    """Resolve the speaker of every attribution.

    Args:
        text: the text.
        quotations: its quotations.
        reading: what the encoder sees in it.
        attributions: in the order of their contents.
        scorer: chooses among candidates; the released weights by default.

    Returns:
        One result an attribution, in the same order.
    """
    if not attributions:
        return ()
    desk = open_desk(text, quotations, reading, attributions, scorer or open_scorer())
    found = [desk.resolve(number) for number in range(len(attributions))]
    return tuple(evolve(one, speaker=desk.register.with_gender(one.speaker)) for one in found)


def open_desk(
    text: str,
    quotations: Sequence[Quotation],
    reading: Reading,
    attributions: Sequence[Attribution],
    scorer: Scorer,
    kind: type[Desk] = Desk,
) -> Desk:
    """Find the names of a text and group them; what :func:`find_speakers` resolves the attributions with."""
    place = find_places(text, reading.words, quotations)
    names = find_names(text, reading, place)
    types = types_by_word(names)
    sources = [None if a.source is None else read_source(text, *a.source, names, types, place) for a in attributions]
    new = {n.start: n for s in sources if s is not None for n in sorted((*s.names, *_some(s.name)), key=_length)}
    persons = {i for n in names if n.type == "PER" for i in range(n.start, n.end)}
    acronyms = find_acronyms(text)
    for start, end in acronyms.values():
        defined = body_at(text, start, end, place)
        if defined is not None and not persons & set(range(start, end)) and not _overlaps(new.values(), start, end):
            new[start] = defined
    names = _with(names, new)
    sources = [None if s is None else _refer(s, names) for s in sources]
    definitions = {acronym: text[start:end] for acronym, (start, end) in acronyms.items()}
    of = group_names(text, names, place, definitions)
    discourse = Discourse(text, place, names, of, converses=is_story(attributions))
    turns = find_turns(discourse, attributions, sources)
    taken = {i for a in attributions if a.source is not None for i in range(*place.words.at(*a.source))}
    discourse.narrator = find_narrator(discourse, sources, turns)
    narrated = find_narrated(place, taken, names)
    return kind(text, discourse, scorer, Register(text, discourse.bodies), attributions, sources, turns, narrated)


def _some(name: Name | None) -> tuple[Name, ...]:
    return () if name is None else (name,)


def _length(name: Name) -> int:
    return name.end - name.start


def _overlaps(names: Iterable[Name], start: int, end: int) -> bool:
    return any(name.start < end and start < name.end for name in names)


def _refer(source: Source, names: Sequence[Name]) -> Source:
    """Let a source refer to the names that are kept, where another one took the place of its own."""

    def kept(name: Name) -> Name:
        before = bisect_left(names, name.end, key=lambda n: n.start)  # those that start before the name ends
        near = names[max(0, before - 3) : before]
        return name if name in near else next((n for n in reversed(near) if n.end > name.start), name)

    name, owner = (None if one is None else kept(one) for one in (source.name, source.owner))
    return evolve(source, name=name, owner=owner, names=tuple(map(kept, source.names)))


def _with(names: Sequence[Name], new: dict[int, Name]) -> list[Name]:
    """All names in order, those of the sources in place of names that overlap them."""
    own = sorted(new.values(), key=lambda n: n.start)
    starts, ends = [n.start for n in own], list(accumulate((n.end for n in own), max))

    def replaced(name: Name) -> bool:
        before = bisect_left(starts, name.end)  # those that start before the name ends
        return before > 0 and ends[before - 1] > name.start

    return sorted([*(n for n in names if not replaced(n)), *own], key=lambda n: n.start)
