"""Resolve pronouns, descriptions and quotations without a source: the simple coreference pass.

Hard rules (``rules.py``) leave out whoever cannot be meant; a scorer chooses among the others by what speaks for
and against them (``preferences.py``).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import log2

from attrs import frozen

from quotemine.flow.lexicon import Gender, gender_of_noun, pronoun_class
from quotemine.flow.speakers import preferences
from quotemine.flow.speakers.discourse import REACH, REACH_WORDS, Discourse, Scene, nearest_name
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.mentions import Name
from quotemine.flow.speakers.preferences import Seen
from quotemine.flow.speakers.rules import (
    ANY_BODY,
    GENERAL,
    can_be_described,
    can_be_pronoun,
    is_definite,
    is_relative,
    is_same_role,
)
from quotemine.flow.speakers.scorer import Choice, Decision, Option, Scorer
from quotemine.flow.speakers.sources import Source

__all__ = ["RULED", "Found", "resolve_description", "resolve_pronoun", "resolve_unsourced"]

INTRODUCED = 10_000  # characters in which the first mention of a kind of person is sought
OPENING = 1  # the last paragraph of headline and lead, where a description may come before the name
NEAR, ALONE = 1, 0.6  # sentences in which a description means the only person named, and the chance that it does
AHEAD = 60  # words in which a pronoun may come before its name
RULED = 0.9  # the chance that a hard rule is right
ANYBODY = frozenset("man woman person boy girl lady gentleman fellow stranger youth child".split())
COURTESIES = frozenset("mr mrs ms miss dr sir lady lord madam madame mister".split())
# A boy is no man, and whoever is old is no child.
_YOUNG = frozenset("boy girl child lad lass kid baby youngster".split())
_GROWN = frozenset("man woman gentleman lady".split())
_OLD = frozenset("old elderly aged grey-haired white-haired".split())
_PAST = frozenset("former ex late then".split())
# The chance above which somebody is meant rather than nobody (set on development data).  *It* was learned
# from political news, where polls and bills speak more than companies; *they* are mostly several.
ENOUGH = 0.3
ENOUGH_FOR: dict[Decision, float] = {"it": 0.15, "they": 0.5}
_OPENERS = frozenset("as when while after before although though if because since until once in by".split())


@frozen(eq=False)
class Found:
    """Who is meant, and how that was found.

    Attributes:
        entity: None where nobody is likely enough.
        name: the mention that the chain leads over.
        chance: from 0 to 1, that this is right.
        why: the reasons in words.
        choice: among whom it was chosen; None where a rule left no choice.
    """

    entity: Entity | None
    name: Name | None
    chance: float
    why: tuple[str, ...]
    choice: Choice | None = None


def resolve_pronoun(discourse: Discourse, scorer: Scorer, scene: Scene, word: str) -> Found | None:
    """Resolve a pronoun in source position.

    Args:
        word: the pronoun in lower case.

    Returns:
        None for pronouns that stand for nobody in the text: *some*, *you*.
    """
    class_ = pronoun_class(word)
    if class_ == "relative":
        return _relative(discourse, scene.low)
    if class_ not in ("male", "female", "thing", "plural"):
        return None
    gender: Gender | None = class_ if class_ in ("male", "female") else None
    seen = [
        one
        for one in preferences.gather(discourse, scene, _end_of_sentence(discourse, scene.low))
        if can_be_pronoun(one.entity, word)
        and one.entity is not discourse.narrator
        and (one.before is not None or _is_cataphoric(discourse, scene.low, one.after))
    ]
    options = _options(discourse, scene, seen, gender)
    if class_ == "thing" and len(options) == 2 and _is_plain(options[0]):
        return Found(options[0].entity, options[0].name, RULED, ("the only body named just before",))
    if gender is None:
        return _chosen(scorer, "they" if class_ == "plural" else "it", options)
    return _chosen(scorer, "person in a conversation" if discourse.converses else "person", options)


def _is_plain(option: Option) -> bool:
    """Whether a candidate was named just before, and not as part of something else."""
    preferences = option.preferences
    return preferences.get("sentences away", 9) <= 1 and not preferences.keys() & {
        "named as part of something else",
        "named inside a quotation",
    }


def resolve_unsourced(discourse: Discourse, scorer: Scorer, scene: Scene) -> Found:
    """Find who says a quotation that names nobody: by the turns of the conversation and the author's words around."""
    words = discourse.place.words
    high = min(bisect_left(words.paragraph, scene.turn.last + 1), scene.turn.contents[-1][1] + preferences.AROUND)
    seen = [one for one in preferences.gather(discourse, scene, high) if one.entity.type != "GPE"]
    known = {id(one.entity) for one in seen}
    for paragraph in (scene.turn.last + 1, scene.turn.last + 2):
        entity = discourse.ahead.get(paragraph)
        if entity is not None and id(entity) not in known:
            known.add(id(entity))
            seen.append(Seen(entity))
    around = preferences.of_paragraph(discourse, scene)
    options = _options(discourse, scene, seen, None)
    options = [Option(o.entity, o.name, {**o.preferences, **around.get(id(o.entity), {})}) for o in options]
    return _chosen(scorer, "none", options)


def resolve_description(discourse: Discourse, scorer: Scorer, scene: Scene, source: Source, shown: str) -> Found | None:
    """Resolve a definite description in source position: *the minister*, *the company*.

    Returns:
        None for descriptions that introduce somebody: *a minister*, *ministers*.
    """
    opening = discourse.paragraph(scene.low) <= OPENING
    if not source.head or not (opening or is_definite(source, shown)):
        return None
    known = discourse.known_as(shown, scene.low)
    if known is not None:
        entity, chance = known
        return Found(entity, nearest_name(entity, scene.low), chance, ("same description as before",))
    sentence = discourse.place.sentence
    below = scene.low
    if opening:
        below = bisect_left(sentence, sentence[scene.low] + REACH + 1, below, min(len(sentence), below + REACH_WORDS))
    seen = [
        one
        for one in preferences.gather(discourse, scene, below)
        if can_be_described(one.entity, source.head) and _may_be_same(discourse, one.entity, source)
    ]
    if not is_definite(source, shown):
        return _named_below(discourse, source, seen)
    if source.owner is not None:  # Ada's lawyer is nobody before a lawyer is named
        seen = [one for one in seen if _has_role(discourse.nouns_of(one.entity), source.head)]
    company = preferences.of_company(discourse, source, scene.low)
    options = []
    for option in _options(discourse, scene, seen, gender_of_noun(source.head)):
        if option.entity is None:
            own = {
                "too general a noun": float(source.head in GENERAL),
                "introduced before": _introduced(discourse, source, scene.low),
            }
        else:
            own = _of_role(discourse, option.entity, source) | company.get(id(option.entity), {})
        options.append(Option(option.entity, option.name, {**option.preferences, **own}))
    ruled = None if is_relative(shown) else _by_role(discourse, scene, source, options)
    decision: Decision = "description in a story" if discourse.converses else "description"
    return _chosen(scorer, decision, options) if ruled is None else ruled


def _by_role(discourse: Discourse, scene: Scene, source: Source, options: list[Option]) -> Found | None:
    """The only one who has the role, or who was named just before and has no other; notes what is only likely."""
    fitting = [option for option in options if option.preferences.get("its role")]
    fitting = fitting or [option for option in options if option.preferences.get("a role like it")]
    if len(fitting) == 1:
        fitting[0].preferences["nobody else has that role"] = 1.0
        only = fitting[0].entity
        if only and only.type == "PERSON" and source.words <= _PAST | {source.head} | discourse.words_of(only):
            return Found(only, fitting[0].name, RULED, ("nobody else has that role",))
    if not fitting and not discourse.converses and source.head not in GENERAL:
        alone = [option for option in options if _is_near(option)]
        subject = len(alone) == 1 and "subject of its sentence" in alone[0].preferences
        if subject and not _introduced(discourse, source, scene.low):
            return Found(alone[0].entity, alone[0].name, ALONE, ("the only person named just before",))
    return None


def _may_be_same(discourse: Discourse, entity: Entity, source: Source) -> bool:
    """Whether somebody without a name may be described by another noun: *a clerk … the man*, but not *the nurse*.

    Nor is *the boy* the old man.
    """
    if entity.description is None:
        return True
    nouns, head = discourse.nouns_of(entity), source.head
    if nouns & _YOUNG and (source.words & _OLD or head in _GROWN):
        return False
    return _has_role(nouns, head) or head in ANYBODY or bool(nouns & ANYBODY)


def _is_near(option: Option) -> bool:
    """Whether a person was named in the sentences just before, outside of quotations, and not with another role."""
    entity, preferences = option.entity, option.preferences
    if entity is None or entity.type != "PERSON" or not entity.names or "another role" in preferences:
        return False
    near = preferences.get("sentences away", 9.0) <= log2(1 + NEAR)
    return near and "named inside a quotation" not in preferences


def _named_below(discourse: Discourse, source: Source, seen: Iterable[Seen]) -> Found | None:
    """Whom an opening means (*Judge rejects plea*, *A local judge has ...*): the only one named whose role it is."""
    near = [one for one in seen if one.entity.names and _has_role(discourse.nouns_of(one.entity), source.head)]
    if len(near) != 1 or source.head in GENERAL:
        return None
    return Found(near[0].entity, near[0].after or nearest_name(near[0].entity, 0), RULED, ("named with that role",))


def _has_role(words: frozenset[str], head: str) -> bool:
    return head in words or is_same_role(head, words)


def _of_role(discourse: Discourse, entity: Entity, source: Source) -> dict[str, float]:
    """What the description has in common with the roles that stand with the names, or with a body's name."""
    words, head = discourse.words_of(entity), source.head
    if entity.description is not None:
        return {"described so before": float(head in discourse.nouns_of(entity))}
    nouns = discourse.nouns_of(entity, past=bool(source.words & _PAST))
    found: dict[str, float] = {"words in common": float(len((source.words - {head}) & words))}
    if head in nouns:
        found["its role"] = 1.0
    elif is_same_role(head, nouns):
        found["a role like it"] = 1.0
    elif nouns - COURTESIES and entity.type == "PERSON":
        found["another role"] = 1.0
    if entity.type != "PERSON" and head in ANY_BODY:
        found["a word for any body"] = 1.0
    return found


def _introduced(discourse: Discourse, source: Source, low: int) -> float:
    """Whether an unnamed person of that kind came before: *a clerk ... the clerk*."""
    at = int(discourse.place.words.start[low])
    before = discourse.text[max(0, at - INTRODUCED) : at]
    head = re.escape(source.head)
    pattern = rf"\b(?:an?|one|another|two|three|several)\s+(?:[\w-]+\s+){{0,3}}{head}s?\b"
    return float(bool(re.search(pattern, before, re.IGNORECASE)))


def _options(discourse: Discourse, scene: Scene, seen: Iterable[Seen], gender: Gender | None) -> list[Option]:
    """The candidates with what speaks for and against them, and nobody as the last."""
    talk = preferences.of_conversation(discourse, scene)
    options = [
        Option(
            one.entity,
            (one.before.name if one.before else None) or nearest_name(one.entity, scene.low),
            {
                **preferences.of_mentions(discourse, scene, one),
                **preferences.of_gender(one.entity, gender),
                **talk.get(id(one.entity), {}),
            },
        )
        for one in seen
    ]
    _compare(options)
    options.append(Option(None, None, {"nobody": 1.0}))
    return options


def _compare(options: list[Option]) -> None:
    """Note who is nearest among the candidates."""
    near = min((o.preferences.get("sentences away", 99.0) for o in options), default=0.0)
    for option in options:
        if option.preferences.get("sentences away") == near:
            option.preferences["nearest"] = 1.0


def _chosen(scorer: Scorer, decision: Decision, options: list[Option]) -> Found:
    """Choose the likeliest candidate, be nobody likelier, if it is likely enough: a reader would rather know."""
    choice = scorer.choose(decision, options)
    rank = next((i for i, option in enumerate(choice.options) if option.entity is not None), 0)
    best, chance = choice.options[rank], choice.chances[rank]
    if best.entity is None or chance < ENOUGH_FOR.get(decision, ENOUGH):
        return Found(None, None, chance, (), choice)
    why = tuple(reason for reason, weight in choice.reasons(rank) if weight > 0)
    return Found(best.entity, best.name, chance, why, choice)


def _end_of_sentence(discourse: Discourse, low: int) -> int:
    sentence = discourse.place.sentence
    return bisect_right(sentence, sentence[low], low, min(len(sentence), low + AHEAD))


def _is_cataphoric(discourse: Discourse, low: int, name: Name | None) -> bool:
    """*As she had warned, Astrid Nyberg ...*: the name opens the main clause of the pronoun's sentence."""
    place = discourse.place
    if name is None or place.quoted[low] != place.quoted[name.low]:
        return False
    first = place.tokens[bisect_left(place.sentence, place.sentence[low])].lower()
    return first in _OPENERS and "," in place.tokens[low : name.low]


def _relative(discourse: Discourse, low: int) -> Found | None:
    """The name right before *who*, *which*."""
    before = bisect_right(discourse.names, low, key=lambda name: name.low)
    for name in reversed(discourse.names[max(0, before - 2) : before]):
        if name.high <= low:
            gap = discourse.place.tokens[name.high : low]
            if gap and gap[0] not in ",(":
                return None  # Brona Tallis thanked a man who ...
            if len(gap) <= 14 and discourse.place.sentence[name.low] == discourse.place.sentence[low]:
                return Found(discourse.of[name], name, RULED, ("the name before the relative pronoun",))
            return None
    return None
