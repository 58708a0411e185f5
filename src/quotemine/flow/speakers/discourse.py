"""What a reader keeps in mind: who was named where, who spoke, who is being spoken to."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.mentions import Name, Place
from quotemine.flow.speakers.roles import head_noun, take_apart

__all__ = ["HEARD", "REACH", "REACH_WORDS", "Discourse", "Mention", "Scene", "Turn", "nearest_name"]

# Sentences in which a candidate is sought, and words, where sentences have no ends; in stories, where *he* is the
# same man for pages, farther.
REACH, REACH_WORDS = 12, 600
STORY_REACH, STORY_WORDS = 50, 1500
HEARD = 3  # contents of the last turn in which names are sought
PLACES = 50  # of one word that are looked at

_PREPOSITION = re.compile(
    r"\b(?:of|for|to|from|with|by|at|in|on|about|against|under|over|like|than)\s+"
    r"(?:the\s+|(?:mr|mrs|ms|miss|dr|sen|rep|gov|gen|sir|lady|lord|madame)\.?\s+)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
# A name in a quotation calls somebody where commas or marks set it off: *Well, Anne, ...*; *my dear Watson!*
_CALLED = re.compile(
    r"(?:[,;:!?.—-]|[\"“‘'«]|\b(?:dear|oh|o|hello|hullo|hallo|dr|doctor|mr|mrs|miss|ms|sir|madam|madame|aunt|uncle|"
    r"captain|colonel|professor|father|sister|brother|lord|lady|well|yes|no|come|please|thank you)\.?,?)\s*$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(r"(?!['’]s\b)\s*(?:[,;!?.—\"”’'»]|--?|$)")


@frozen(eq=False)
class Mention:
    """Somebody is mentioned.

    Attributes:
        entity: who.
        low: word index.
        name: None where it is no name but a pronoun or a description.
        subject: whether it is the subject of its sentence, as far as one can tell without a parse.
        speaks: whether it is the source of a quote.
    """

    entity: Entity
    low: int
    name: Name | None = None
    subject: bool = False
    speaks: bool = False


@frozen(eq=False)
class Turn:
    """Something that was said.

    Attributes:
        entity: who said it, None where nobody can tell.
        low: word index where the source stands, or the content if there is none.
        first, last: paragraphs of its content.
        contents: word ranges of its content; of what one says in a paragraph by and by, the last ``HEARD``.
        dialogue: whether it is a direct quote in a text with conversations.
    """

    entity: Entity | None
    low: int
    first: int
    last: int
    contents: tuple[tuple[int, int], ...]
    dialogue: bool


@frozen(eq=False)
class Scene:
    """A place in the text where somebody has to be found.

    Attributes:
        low: word index of the source, or of the content if there is none.
        turn: what was said there, its entity still open.
    """

    low: int
    turn: Turn

    def owns(self, word: int) -> bool:
        """Whether a word stands in what was said here."""
        return any(low <= word < high for low, high in self.turn.contents)


@define(eq=False)
class Discourse:
    """What a reader keeps in mind on the way through a text.

    Attributes:
        names: all names of the text, in order.
        of: entity of each name.
        converses: whether people talk to each other in it, as in a novel.
        narrator: who tells the story in the first person, None where nobody does; never *he* or *she*.
        turns: what was said so far, in order; quotes in quotes aside.
        track: pronouns and descriptions that were resolved so far, in order.
        ahead: who speaks by name in a paragraph of dialogue, also in those that are still to come.
        bodies: names of bodies and places in the text.
        described: descriptions that were resolved before, lower-cased: whom they meant, in which sentence, how likely.
    """

    text: str
    place: Place
    names: Sequence[Name]
    of: dict[Name, Entity]
    converses: bool = field(default=False, kw_only=True)
    narrator: Entity | None = None
    turns: list[Turn] = field(factory=list)
    track: list[Mention] = field(factory=list)
    ahead: dict[int, Entity] = field(factory=dict)
    described: dict[str, tuple[Entity, int, float]] = field(factory=dict)
    bodies: frozenset[str] = field(init=False)
    _lows: list[int] = field(init=False)
    _subjects: dict[int, Name] = field(init=False, factory=dict)
    _words: dict[int, tuple[frozenset[str], frozenset[str], frozenset[str]]] = field(init=False, factory=dict)
    _places: dict[str, list[int]] = field(init=False, factory=dict)
    _called: dict[int, bool] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._lows = [name.low for name in self.names]
        self.bodies = frozenset(self.text[n.start : n.end] for n in self.names if n.type in ("ORG", "LOC"))
        for name in self.names:
            sentence = self.place.sentence[name.low]
            if sentence not in self._subjects and not self.place.quoted[name.low] and not self.is_part(name):
                self._subjects[sentence] = name

    def entity_of(self, name: Name) -> Entity:
        """The entity of a name; one of its own for a name that was lost to others which overlap it."""
        if name not in self.of:
            self.of[name] = Entity("PERSON" if name.type == "PER" else "ORG", [name])
        return self.of[name]

    def speaks(self, turn: Turn) -> None:
        """Note who speaks; what one says in the same paragraph is one turn."""
        last = self.turns[-1] if self.turns else None
        if last is not None and last.last == turn.first and last.entity is turn.entity and last.dialogue:
            contents = (*last.contents, *turn.contents)[-HEARD:]
            self.turns[-1] = Turn(turn.entity, turn.low, last.first, turn.last, contents, dialogue=True)
        else:
            self.turns.append(turn)

    def words_of(self, entity: Entity) -> frozenset[str]:
        """Words of its roles and, for bodies, of its names, in lower case."""
        return self._described(entity)[0]

    def nouns_of(self, entity: Entity, *, past: bool = False) -> frozenset[str]:
        """Head nouns of its roles, or of its past ones, and, for bodies, the words of its names, in lower case."""
        return self._described(entity)[2 if past else 1]

    def _described(self, entity: Entity) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        if id(entity) not in self._words:
            roles = [take_apart(role, self.bodies) for role in dict.fromkeys(entity.roles)]
            nouns = {head_noun(role.title) for role in roles if not role.former}
            words = {w for role in roles for w in _WORD.findall(f"{role.title} {role.affiliation or ''}".lower())}
            if entity.description is not None:
                nouns.add(head_noun(_ARTICLE.sub("", entity.description)))
            past = frozenset(head_noun(role.title) for role in roles if role.former)
            if entity.type != "PERSON":
                named = {part.lower() for name in entity.names for part in name.parts}
                words, nouns = words | named, nouns | named
            self._words[id(entity)] = frozenset(words), frozenset(nouns), past
        return self._words[id(entity)]

    def known_as(self, shown: str, low: int) -> tuple[Entity, float] | None:
        """Whom the same description meant before, and how likely; a chapter later it may mean somebody else."""
        known = self.described.get(shown.lower())
        if known is None or (self.converses and self.place.sentence[low] - known[1] > STORY_REACH):
            return None
        return known[0], known[2]

    def places_of(self, word: str) -> Sequence[int]:
        """Where a word in lower case stands, at most the first ``PLACES`` times."""
        if not self._places:
            for i, token in enumerate(self.place.tokens):
                places = self._places.setdefault(token.lower(), [])
                if len(places) < PLACES:
                    places.append(i)
        return self._places.get(word, ())

    def mentions(self, mention: Mention) -> None:
        """Note a pronoun or description that was resolved, or who is the source of a quote."""
        insort(self.track, mention, key=_low)

    def subject_of(self, sentence: int) -> Name | None:
        """The first name of a sentence that stands in no quotation and is not part of something else."""
        return self._subjects.get(sentence)

    def within(self, low: int, high: int) -> Sequence[Name]:
        """The names that begin in a range of words."""
        return self.names[bisect_left(self._lows, low) : bisect_left(self._lows, high)]

    def near(self, low: int, high: int) -> Iterator[Mention]:
        """Mentions in reach before the word ``low``, and on to before ``high``: names, then the others."""
        sentence = self.place.sentence
        reach, words = (STORY_REACH, STORY_WORDS) if self.converses else (REACH, REACH_WORDS)
        first = max(bisect_left(sentence, sentence[low] - reach), low - words)
        for name in self.within(first, high):
            if not name.low <= low < name.high:
                subject = self.subject_of(sentence[name.low]) is name
                yield Mention(self.of[name], name.low, name, subject=subject)
        for mention in reversed(self.track):
            if mention.low < first:
                break
            if mention.low < low:
                yield mention

    def is_called(self, name: Name) -> bool:
        """Whether a name in a quotation is that of somebody spoken to: *Well, Anne, ...*."""
        if name.low not in self._called:
            before, after = self.text[max(0, name.start - 12) : name.start], self.text[name.end : name.end + 3]
            self._called[name.low] = bool(
                self.place.quoted[name.low] and _CALLED.search(before or "“") and _CALLED_AFTER.match(after)
            )
        return self._called[name.low]

    def is_part(self, name: Name) -> bool:
        """Whether a name only belongs to something else: *with Trump*, *Trump's*."""
        return bool(
            _PREPOSITION.search(self.text[max(0, name.start - 20) : name.start])
            or _POSSESSIVE.match(self.text, name.end)
        )

    def paragraph(self, word: int) -> int:
        """Index of the paragraph of a word."""
        return int(self.place.words.paragraph[min(word, len(self.place.words) - 1)])


def _low(mention: Mention) -> int:
    return mention.low


def nearest_name(entity: Entity, low: int) -> Name | None:
    """The entity's last name at or before a word, else its first; None if it has no name."""
    if not entity.names:
        return None
    return entity.names[max(0, bisect_right(entity.names, low, key=lambda name: name.low) - 1)]
