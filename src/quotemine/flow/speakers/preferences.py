"""What speaks for and against a candidate: readable numbers, weighed by ``scorer.py``.

Preferences are those of the literature on pronouns (Lappin and Leass 1994; Grosz, Joshi and Weinstein 1995) and on
speakers in novels (Elson and McKeown 2010; He, Barbosa and Kondrak 2013; Muzny et al. 2017).
"""

from bisect import bisect_left
from collections.abc import Iterator
from math import log2

from attrs import define

from quotemine.flow.lexicon import Gender
from quotemine.flow.speakers.discourse import HEARD, Discourse, Mention, Scene, Turn
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.mentions import Name
from quotemine.flow.speakers.sources import Source

__all__ = ["Seen", "gather", "of_company", "of_conversation", "of_gender", "of_mentions", "of_paragraph"]

Reasons = dict[int, dict[str, float]]  # identity of an entity → its preferences

MANY = 8  # doublings, after which more mentions say no more
VOTES = 3.0  # so are pronouns that tell a gender
# A word keeps company with names that are not more words away.
COMPANY = 6
AROUND = 200  # words of its paragraph, before a quotation and behind it, in which the author names somebody
# A turn of dialogue answers the one before if no more paragraphs lie between.
ANSWERS = 2


@define(eq=False)
class Seen:
    """An entity with its mentions around a place.

    Attributes:
        before: the nearest mention before, None for none.
        after: the first name after, None for none.
        times: how many mentions there are in reach.
        subject: word index of the last mention that is the subject of its sentence, -1 for none.
    """

    entity: Entity
    before: Mention | None = None
    after: Name | None = None
    times: int = 0
    subject: int = -1


def gather(discourse: Discourse, scene: Scene, high: int) -> list[Seen]:
    """The entities around a scene, those named before ``high``; mentions in what is said here are left out.

    Args:
        high: word index, end exclusive.
    """
    seen: dict[int, Seen] = {}
    for mention in discourse.near(scene.low, high):
        if scene.owns(mention.low):
            continue
        one = seen.get(id(mention.entity))
        if one is None:
            one = seen[id(mention.entity)] = Seen(mention.entity)
        one.times += 1
        if mention.low < scene.low:
            if one.before is None or mention.low >= one.before.low:
                one.before = mention
            if mention.subject:
                one.subject = max(one.subject, mention.low)
        elif one.after is None:
            one.after = mention.name
    return list(seen.values())


def of_mentions(discourse: Discourse, scene: Scene, seen: Seen) -> dict[str, float]:
    """Where and how the candidate was named."""
    place = discourse.place
    here = place.sentence[scene.low]
    found: dict[str, float] = {"times named": log2(1 + min(seen.times, 30))}
    earlier = bisect_left(seen.entity.names, scene.low, key=_low)
    found["main figure"] = min(log2(1 + earlier), MANY) if earlier else 0.0
    if seen.before is None:
        return {**found, "only named after it": 1.0}
    found |= _of_last(discourse, scene, seen.before)
    if seen.subject >= 0:
        found["last as subject"] = 1 / (1 + here - place.sentence[seen.subject])
    return found


def _of_last(discourse: Discourse, scene: Scene, last: Mention) -> dict[str, float]:
    """Where and how the candidate was mentioned last."""
    place = discourse.place
    distance = place.sentence[scene.low] - place.sentence[last.low]
    found = {"sentences away": log2(1 + distance)}
    notes = (
        ("in the same sentence", distance == 0),
        ("in the sentence before", distance == 1),
        ("in the same paragraph", discourse.paragraph(last.low) == discourse.paragraph(scene.low)),
        ("subject of its sentence", last.subject),
        ("source of a quote", last.speaks),
        ("pronoun or description", last.name is None and not last.speaks),
        ("named inside a quotation", last.name is not None and not last.speaks and place.quoted[last.low]),
        ("named as part of something else", last.name is not None and not last.speaks and discourse.is_part(last.name)),
    )
    return found | {reason: 1.0 for reason, holds in notes if holds}


def _low(name: Name) -> int:
    return name.low


def of_gender(entity: Entity, gender: Gender | None) -> dict[str, float]:
    """What titles, nouns and pronouns tell about the candidate's gender, if one is wanted."""
    if gender is None:
        return {}
    if entity.sure_gender:
        return {"gender told by title or noun": 1.0 if entity.gender == gender else -1.0}
    other = "female" if gender == "male" else "male"
    told = log2((entity.votes[gender] + 0.5) / (entity.votes[other] + 0.5))
    return {"gender told by pronouns": max(-VOTES, min(VOTES, told))} if told else {}


def of_conversation(discourse: Discourse, scene: Scene) -> Reasons:
    """Who spoke before and who speaks after; nothing where nobody speaks."""
    found: Reasons = {}
    if not scene.turn.contents:
        return found
    for entity, reason in (*_said_before(discourse, scene.turn), *_said_here(discourse, scene.turn)):
        if entity is not None:
            found.setdefault(id(entity), {})[reason] = 1.0
    return found


def _said_before(discourse: Discourse, turn: Turn) -> Iterator[tuple[Entity | None, str]]:
    turns = discourse.turns
    if not turns:
        return
    last, before = turns[-1], turns[-2] if len(turns) > 1 else None
    alternate = before is not None and before.dialogue and last.first - before.last <= ANSWERS
    gap = turn.first - last.last
    for earlier in turns[-6:-1]:
        yield earlier.entity, "spoke before"
    if gap <= 0:
        yield last.entity, "speaks in this paragraph"
        if before is not None and alternate:
            yield before.entity, "is being answered"
    elif not (turn.dialogue and last.dialogue and gap <= ANSWERS):
        yield last.entity, "spoke last" if gap <= ANSWERS else "spoke last, some time ago"
    else:
        yield last.entity, "is being answered"
        for low, high in last.contents[-HEARD:]:
            for name in discourse.within(low, high):
                yield discourse.of[name], "was addressed" if discourse.is_called(name) else "was spoken of"
        if before is not None and alternate and before.entity is not last.entity:
            yield before.entity, "turns alternate"
            if len(turns) > 3 and turns[-4].entity is before.entity and turns[-3].entity is last.entity:
                yield before.entity, "turns have been alternating"


def _said_here(discourse: Discourse, turn: Turn) -> Iterator[tuple[Entity | None, str]]:
    if turn.dialogue:
        yield discourse.ahead.get(turn.last + 1), "speaks next"
        yield discourse.ahead.get(turn.last + 2), "speaks after the next"
    for low, high in turn.contents:
        for name in discourse.within(low, high):
            yield discourse.of[name], "is addressed here" if discourse.is_called(name) else "is spoken of here"


def of_paragraph(discourse: Discourse, scene: Scene) -> Reasons:
    """Who is named in the author's words around a quotation without a source."""
    found: Reasons = {}
    place, turn = discourse.place, scene.turn
    paragraph = place.words.paragraph
    start, end = turn.contents[0][0], turn.contents[-1][1]
    low = max(int(bisect_left(paragraph, turn.first)), start - AROUND)
    high = min(int(bisect_left(paragraph, turn.last + 1)), end + AROUND)
    first = True
    for name in discourse.within(low, high):
        if place.quoted[name.low] or scene.owns(name.low):
            continue
        reasons = found.setdefault(id(discourse.of[name]), {})
        part = discourse.is_part(name)
        side = "before" if name.low < start else "after" if name.low >= end else "between"
        reasons.setdefault(f"in its paragraph, {side} it" + (", as part of something else" if part else ""), 1.0)
        if first and not part:
            reasons["first named in its paragraph"] = 1.0
            first = False
    if turn.first > 0:
        above = max(int(bisect_left(paragraph, turn.first - 1)), low - AROUND)
        for name in reversed(discourse.within(above, low)):
            if not place.quoted[name.low]:
                found.setdefault(id(discourse.of[name]), {})["last named in the paragraph before"] = 1.0
                break
    return found


def of_company(discourse: Discourse, source: Source, low: int) -> Reasons:
    """Which names the words of a description stand beside elsewhere: *the Ostby bank* … *the bank*."""
    found: Reasons = {}
    for word in sorted(source.words | {source.head}):
        beside: set[int] = set()
        for at in discourse.places_of(word):
            if abs(at - low) > COMPANY:
                beside |= {id(discourse.of[name]) for name in discourse.within(at - COMPANY, at + COMPANY + 1)}
        for entity in beside:
            reasons = found.setdefault(entity, {})
            if word == source.head:
                reasons["the noun stands beside its name"] = 1.0
            else:
                reasons["other words stand beside its name"] = reasons.get("other words stand beside its name", 0) + 1.0
    return found
