"""Resolve pronouns and descriptions to entities: the simple coreference pass.

Hard rules (gender, number, kind) leave out candidates; preferences score the rest, as a reader would: who was
named last, who has just been speaking, who is the subject.  Weights were set by hand on development data.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import define, field, frozen

from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.lexicon import gender_of_noun, pronoun_class, words_for
from quotemine.flow.speakers.mentions import Name, Place
from quotemine.flow.speakers.sources import Source

__all__ = ["Candidate", "Discourse", "continuation", "nearest_name", "resolve_description", "resolve_pronoun"]

# What each preference adds to a candidate's score; distances are in sentences.
PER_SENTENCE = -0.6
SAME_SENTENCE = 0.4
SUBJECT = 1.0
LAST_SPEAKER = 1.6
SPOKE_BEFORE = 0.3
GENDER_KNOWN = 1.2
QUOTED = -1.2
MODIFIER = -0.8
AFTER = -1.5
ROLE_WORD = 2.0
# Below this score nobody is near enough, and the mention stays as it is.
THRESHOLD = -6.0
REACH = 12
REACH_WORDS = 600  # and no farther, where sentences have no ends
INTRODUCED = 10_000  # characters in which the first mention of a kind of person is sought
# Within this many sentences a description without a known role may mean the only person named.
NEAR = 3
# Nouns for people who speak without being named.
_GENERAL = frozenset(
    "official spokesman spokeswoman spokesperson source analyst expert witness man woman person member aide adviser "
    "reporter insider voice".split()
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|from|with|by|at|in|on|about|against|under|over|like|than|as)\s+(?:the\s+)?$", re.IGNORECASE
)


@frozen(eq=False)
class Candidate:
    """An entity with the name mention that speaks for it, its score and why.

    Attributes:
        entity: who.
        name: the mention that the pronoun or description is nearest to.
        score: the higher the likelier.
        why: the preferences that counted.
    """

    entity: Entity
    name: Name
    score: float
    why: tuple[str, ...]


@define(eq=False)
class Discourse:
    """What a reader keeps in mind: the names in order, their entities, and who spoke last.

    Attributes:
        names: all names of the text, in order.
        of: entity of each name.
        spoke: entities of the quotes so far with the word index at which their source stands.
        ever: identities of these entities.
        described: descriptions that were resolved before, lower-cased.
    """

    text: str
    place: Place
    names: Sequence[Name]
    of: dict[Name, Entity]
    spoke: list[tuple[Entity, int]] = field(factory=list)
    ever: set[int] = field(factory=set)
    described: dict[str, Entity] = field(factory=dict)
    _lows: list[int] = field(init=False)
    _subjects: dict[int, Name] = field(init=False, factory=dict)
    _words: dict[int, frozenset[str]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._lows = [name.low for name in self.names]
        for name in self.names:
            if not self.place.quoted[name.low]:
                self._subjects.setdefault(self.place.sentence[name.low], name)

    def speaks(self, entity: Entity, at: int) -> None:
        """Note who speaks, with the word index of the source."""
        self.spoke.append((entity, at))
        self.ever.add(id(entity))

    def words_of(self, entity: Entity) -> frozenset[str]:
        """Words of its roles and, for bodies, of its names, in lower case."""
        if id(entity) not in self._words:
            words = {w for role in entity.roles for w in re.findall(r"\w+", role.lower())}
            if entity.type != "PERSON":
                words |= {part.lower() for name in entity.names for part in name.parts}
            self._words[id(entity)] = frozenset(words)
        return self._words[id(entity)]

    def subject_of(self, sentence: int) -> Name | None:
        """The first name of a sentence that stands in no quotation."""
        return self._subjects.get(sentence)

    def near(self, low: int) -> Iterator[tuple[Entity, Name, int]]:
        """Mentions within ``REACH`` sentences: entity, its nearest name, word index of the mention.

        Sources of earlier quotes count as mentions of their entity.
        """
        sentence = self.place.sentence
        here = sentence[low]
        first = bisect_left(self._lows, max(bisect_left(sentence, here - REACH), low - REACH_WORDS))
        last = bisect_left(self._lows, min(bisect_left(sentence, here + 1), low + REACH_WORDS))
        for name in self.names[first:last]:
            if not name.low <= low < name.high:
                yield self.of[name], name, name.low
        for entity, at in reversed(self.spoke):
            if sentence[at] < here - REACH or at < low - REACH_WORDS:
                break
            if at < low:
                yield entity, nearest_name(entity, at), at


def resolve_pronoun(
    discourse: Discourse, word: str, low: int, inside: tuple[int, int] | None = None
) -> Candidate | None:
    """Resolve a pronoun in source position.

    Args:
        word: the pronoun in lower case.
        low: its word index.
        inside: word range of its own content, in which nobody is sought.
    """
    class_ = pronoun_class(word)
    if class_ == "relative":
        return _relative(discourse, low)
    if class_ not in ("male", "female", "thing", "plural"):
        return None

    def fits(entity: Entity) -> bool:
        if class_ in ("male", "female"):
            return entity.type == "PERSON" and entity.gender in (None, class_)
        if class_ == "thing":
            return entity.type in ("ORG", "GPE", "OTHER")
        return entity.type in ("ORG", "GROUP")

    extra = {"known gender": GENDER_KNOWN} if class_ in ("male", "female") else {}
    return _best(discourse, low, fits, lambda e: extra if extra and e.gender == class_ else {}, inside)


def resolve_description(discourse: Discourse, source: Source, shown: str, low: int) -> Candidate | None:
    """Resolve a definite description in source position: *the minister*, *the company*.

    It needs a word in common with a role or description that stands with the name, or a kind of body.
    """
    lower = shown.lower()
    head = source.head
    definite = lower.startswith(("the ", "this ", "that ")) or (lower == head and head in words_for("persons"))
    if not definite or not head or (head.endswith("s") and head[:-1] in words_for("persons") | words_for("bodies")):
        return None
    known = discourse.described.get(lower)
    if known is not None:
        name = nearest_name(known, low)
        return Candidate(known, name, 1.0, ("same description as before",))
    gender = gender_of_noun(head)
    person = head in words_for("persons") or gender is not None
    body = head in words_for("bodies")
    if not person and not body:
        return None

    def fits(entity: Entity) -> bool:
        if person:
            return (
                entity.type == "PERSON"
                and not (gender and entity.gender and entity.gender != gender)
                and bool(shared(entity))
            )
        kind = "GPE" if head in _GEOGRAPHIC else "ORG"
        return entity.type == kind and (head in _ANY_BODY or head in discourse.words_of(entity))

    wanted = {w for w in source.words if len(w) > 2} | {head}

    def shared(entity: Entity) -> dict[str, float]:
        words = discourse.words_of(entity)
        common = wanted & words
        if person and head not in common and not _near_head(head, words):
            return {}
        return {f"{word!r} in its name or role": ROLE_WORD for word in sorted(common or ({head} if person else set()))}

    found = _best(discourse, low, fits, shared, None)
    if found is None and person and discourse.place.words.paragraph[low] == 0:
        found = _named_below(discourse, low, fits)  # a headline names the role, the text below the name
    if found is None and person and not _introduced(discourse, head, low):
        return _only_person(discourse, low, gender)
    return found


def _introduced(discourse: Discourse, head: str, low: int) -> bool:
    """Whether an unnamed person of that kind came before: *a clerk ... the clerk*; or the noun is too general."""
    if head in _GENERAL:
        return True
    at = int(discourse.place.words.start[low])
    before = discourse.text[max(0, at - INTRODUCED) : at]
    return bool(
        re.search(
            rf"\b(?:an?|one|another|two|three|several)\s+(?:[\w-]+\s+){{0,3}}{re.escape(head)}s?\b",
            before,
            re.IGNORECASE,
        )
    )


def _only_person(discourse: Discourse, low: int, gender: str | None) -> Candidate | None:
    """The only person named outside quotations in the sentences just before, if there is but one."""
    place = discourse.place
    near: dict[int, tuple[Entity, Name]] = {}
    for entity, name, at in discourse.near(low):
        distance = place.sentence[low] - place.sentence[at]
        if at < low and distance <= NEAR and entity.type == "PERSON" and not place.quoted[at]:
            near[id(entity)] = (entity, name)
    if len(near) != 1:
        return None
    entity, name = next(iter(near.values()))
    if gender and entity.gender and entity.gender != gender:
        return None
    return Candidate(entity, name, 0.0, ("the only person named just before",))


def _named_below(discourse: Discourse, low: int, fits: Callable[[Entity], bool]) -> Candidate | None:
    limit = discourse.place.sentence[low] + REACH
    for name in discourse.names:
        if discourse.place.sentence[name.low] > limit:
            break
        if name.low > low and fits(discourse.of[name]):
            return Candidate(discourse.of[name], name, 0.0, ("the first below the headline whose role it is",))
    return None


_GEOGRAPHIC = frozenset("country city state nation town village kingdom republic".split())
# Bodies that any organisation may be called.
_ANY_BODY = _GEOGRAPHIC | frozenset(
    "group company organisation organization agency firm body institution outlet".split()
)


_ALIKE = (
    frozenset("chairman chairwoman chair chairperson president head chief boss leader director".split()),
    frozenset("nominee candidate contender".split()),
    frozenset("spokesman spokeswoman spokesperson representative".split()),
    frozenset("congressman congresswoman representative lawmaker legislator rep".split()),
    frozenset("senator sen lawmaker legislator".split()),
    frozenset("governor gov".split()),
    frozenset("lawyer attorney counsel".split()),
    frozenset("priest father reverend rev vicar".split()),
    frozenset("striker player footballer".split()),
    frozenset("teacher schoolteacher headteacher professor prof lecturer".split()),
    frozenset("doctor dr physician surgeon".split()),
    frozenset("scientist researcher professor".split()),
)


def _near_head(head: str, words: Iterable[str]) -> bool:
    given = set(words)
    return any(head in group and group & given for group in _ALIKE)


def nearest_name(entity: Entity, low: int) -> Name:
    """The entity's last name at or before a word, else its first."""
    return entity.names[max(0, bisect_right(entity.names, low, key=lambda name: name.low) - 1)]


def _relative(discourse: Discourse, low: int) -> Candidate | None:
    """The name right before *who*, *which*."""
    before = bisect_right(discourse.names, low, key=lambda name: name.low)
    for name in reversed(discourse.names[max(0, before - 2) : before]):
        if name.high <= low:
            gap = discourse.place.tokens[name.high : low]
            if len(gap) <= 14 and discourse.place.sentence[name.low] == discourse.place.sentence[low]:
                return Candidate(discourse.of[name], name, 1.0, ("the name before the relative pronoun",))
            return None
    return None


def continuation(distance: int) -> float:
    """Score of the last speaker as source of the next quote, ``distance`` sentences on."""
    return SUBJECT + LAST_SPEAKER + PER_SENTENCE * distance + (0 if distance else SAME_SENTENCE)


def _best(
    discourse: Discourse,
    low: int,
    fits: Callable[[Entity], bool],
    bonus: Callable[[Entity], dict[str, float]],
    inside: tuple[int, int] | None,
) -> Candidate | None:
    """The candidate with the highest score among those that the hard rules let pass; None below the threshold."""
    last = discourse.spoke[-1][0] if discourse.spoke else None
    scored: dict[int, Candidate] = {}
    for entity, name, at in discourse.near(low):
        if not fits(entity) or (inside is not None and inside[0] <= at < inside[1]):
            continue
        if at > low and (at != name.low or not _cataphora(discourse, name, low)):
            continue
        reasons = _preferences(discourse, name, at, low) | bonus(entity)
        if entity is last:
            reasons["spoke last"] = LAST_SPEAKER
        elif id(entity) in discourse.ever:
            reasons["spoke before"] = SPOKE_BEFORE
        score = sum(reasons.values())
        held = scored.get(id(entity))
        if held is None or score > held.score:
            scored[id(entity)] = Candidate(entity, name, score, tuple(reasons))
    best = max(scored.values(), key=lambda c: c.score, default=None)
    return best if best is not None and best.score >= THRESHOLD else None


def _preferences(discourse: Discourse, name: Name, at: int, low: int) -> dict[str, float]:
    """Reasons for and against the mention at word ``at``, by name or, where the entity spoke, by its source."""
    place, text = discourse.place, discourse.text
    distance = abs(place.sentence[low] - place.sentence[at])
    if distance:
        reasons = {f"{distance} sentence{'s' if distance > 1 else ''} away": PER_SENTENCE * distance}
    else:
        reasons = {"in the same sentence": SAME_SENTENCE}
    if at != name.low:
        reasons["source of a quote"] = SUBJECT
        return reasons
    if discourse.subject_of(place.sentence[at]) is name:
        reasons["first named in its sentence"] = SUBJECT
    if place.quoted[at] and not place.quoted[low]:
        reasons["named inside a quotation"] = QUOTED
    if _PREPOSITION.search(text[max(0, name.start - 20) : name.start]) or text[name.end : name.end + 2] in ("'s", "’s"):
        reasons["named as part of something else"] = MODIFIER
    if at > low:
        reasons["named after it"] = AFTER
    return reasons


def _cataphora(discourse: Discourse, name: Name, low: int) -> bool:
    """*As she had warned, Astrid Nyberg ...*: the name opens the main clause of the pronoun's sentence."""
    place = discourse.place
    if place.sentence[name.low] != place.sentence[low] or place.quoted[low] != place.quoted[name.low]:
        return False
    opening = bisect_left(place.sentence, place.sentence[low])
    first = place.tokens[opening].lower()
    comma = "," in place.tokens[low : name.low]
    return comma and first in (
        "as",
        "when",
        "while",
        "after",
        "before",
        "although",
        "though",
        "if",
        "because",
        "since",
        "until",
        "once",
        "in",
        "by",
    )
