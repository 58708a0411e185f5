"""Group the names of one person or body into entities."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from attrs import define, field

from quotemine.flow.lexicon import Gender, same_state, words_for
from quotemine.flow.speakers.mentions import LINKS, Name, Place
from quotemine.types import SpeakerType

__all__ = ["Entity", "group_names", "tell_genders"]

_TYPES: dict[str, SpeakerType] = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE", "MISC": "OTHER"}
_BRACKETED = re.compile(r"\s*\(\s*[\"“]?((?:[A-Z]\.?){2,10}s?)[\"”]?\s*\)")
# Votes for a gender, from pronouns that can only mean this entity, needed to believe in it.
VOTES = 1.0
# Of an entity named more often than this, a form with less than this share (and at most one) is not its name.
MANY, RARE = 60, 0.005
# A surname that several have means the one named within so many sentences, if the usual one was not within so many.
NEAR, OUT_OF_MIND = 6, 16
RIVALS = 8  # names before a pronoun that may be meant
NAMESAKES = 100  # entities of one surname that a name is compared with
# How much more a surname says than a first name about whose name a single word is.
SURNAME = 3


@define(eq=False)
class Entity:
    """A person or body under all its names.

    Attributes:
        type: of the first name; a later one does not change it.
        names: its mentions by name, in order.
        cores: how often each different core of its names comes, of the first ``NAMESAKES``.
        gender: told by titles and gendered nouns, else by pronouns; None where the text does not tell.
        sure_gender: whether a title or noun told it.
        gender_at: character span of what told it.
        votes: how many pronouns speak for male and for female.
        description: of somebody whom the text does not name; such an entity has no names.
    """

    type: SpeakerType
    names: list[Name] = field(factory=list)
    cores: Counter[tuple[str, ...]] = field(factory=Counter)
    acronyms: set[str] = field(factory=set)
    gender: Gender | None = None
    sure_gender: bool = False
    gender_at: tuple[int, int] | None = None
    votes: dict[str, float] = field(factory=lambda: {"male": 0.0, "female": 0.0})
    description: str | None = None

    def shown(self, text: str) -> list[str]:
        """All different names as the text writes them, in order of appearance."""
        return list(dict.fromkeys(" ".join(text[n.start : n.end].split()) for n in self.names))

    def canonical(self, text: str) -> str:
        """The fullest name; of equally full ones the commonest, then the first.

        In a long text, where a name comes hundreds of times, one odd form is a slip of the writer or the reader.
        """
        counts = Counter(" ".join(text[n.start : n.end].split()) for n in self.names)
        if len(self.names) > MANY:
            least = max(2, len(self.names) * RARE)
            counts = Counter({form: n for form, n in counts.items() if n >= least}) or counts

        def fullness(form: str) -> tuple[int, int, int, int]:
            words = re.split(r"[\s-]+", form)
            acronym = form in self.acronyms or (len(words) == 1 and form.isupper())
            return (not acronym, len(words), not form.isupper(), counts[form])

        best = max(counts, key=fullness)
        return best.title() if best.isupper() and self.type == "PERSON" and len(best) > 3 else best

    @property
    def roles(self) -> list[str]:
        """Titles and descriptions that stand with its names, in order."""
        return [n.role for n in self.names if n.role]


def group_names(text: str, names: Sequence[Name], place: Place, definitions: Mapping[str, str]) -> dict[Name, Entity]:
    """Give every name its entity, and every entity its gender where the text tells it.

    Full names found their entities first, so that a surname in a headline finds the full name below.

    Args:
        text: the text.
        names: in order.
        place: where the words stand.
        definitions: acronyms with what they stand for, from the text.
    """
    known: list[Entity] = []
    by_word: dict[str, dict[int, Entity]] = {}
    of: dict[Name, Entity] = {}
    kinds = _kinds(names)
    full = [n for n in names if len(n.core) > 1]
    plain = [n for n in names if len(n.core) == 1 and n.gender is None]
    titled = [n for n in names if len(n.core) == 1 and n.gender is not None]
    for group in (full, plain, titled):
        seen: dict[tuple[str, str, Gender | None], list[Entity]] = {}  # whose a name that comes again may be
        for name in group:
            key = (_plain(text, name), name.type, name.gender)
            if key not in seen:
                near = _alike(text, name, by_word, definitions)
                seen[key] = _options(text, name, kinds, near, definitions)
            options = seen[key]
            if not options:
                options.append(Entity(_TYPES[_kind(name, kinds)]))
                known.append(options[0])
            of[name] = options[0] if len(options) == 1 else _nearest(place, name, options)
            _add(of[name], name)
            for word in _handles(text, name, definitions):
                same = by_word.setdefault(word, {})
                if len(same) < NAMESAKES:
                    same[id(of[name])] = of[name]
        tell_genders(place, of)
    for name in names:
        found = _BRACKETED.match(text, name.end)
        if found:
            of[name].acronyms.add(found.group(1))
    _join_acronyms(text, known, of, definitions)
    for entity in known:
        entity.names.sort(key=lambda n: n.start)
    tell_genders(place, of)
    return of


def _kinds(names: Sequence[Name]) -> dict[str, str]:
    """Type of single words, from the full names that they are part of: *Trump* is a person beside *Donald Trump*."""
    surnames = {n.core[-1] for n in names if n.type == "PER" and len(n.core) > 1}
    bodies = {n.core[0] for n in names if n.type == "ORG" and len(n.core) > 1}
    return dict.fromkeys(bodies - surnames, "ORG") | dict.fromkeys(surnames, "PER")


def _kind(name: Name, kinds: Mapping[str, str]) -> str:
    return kinds.get(name.core[0], name.type) if len(name.core) == 1 and name.gender is None else name.type


def _alike(
    text: str, name: Name, by_word: Mapping[str, Mapping[int, Entity]], definitions: Mapping[str, str]
) -> list[Entity]:
    """The entities, in the order of their appearance, that a name may belong to: some word of theirs is one of its."""
    found: dict[int, Entity] = {}
    for word in _handles(text, name, definitions):
        found |= by_word.get(word, {})
    return sorted(found.values(), key=lambda entity: entity.names[0].start)


def _handles(text: str, name: Name, definitions: Mapping[str, str]) -> Iterable[str]:
    """Words by which names of one entity are found: what two such names have in common is among them."""
    plain = _plain(text, name)
    yield from {*name.core, same_state(plain).lower(), _letters(definitions.get(plain, plain))}


def _add(entity: Entity, name: Name) -> None:
    insort(entity.names, name, key=_low)
    if name.core in entity.cores or len(entity.cores) < NAMESAKES:
        entity.cores[name.core] += 1
    if name.gender is not None and not entity.sure_gender:
        entity.gender, entity.sure_gender, entity.gender_at = name.gender, True, name.gender_at


def _options(
    text: str, name: Name, kinds: Mapping[str, str], known: Sequence[Entity], definitions: Mapping[str, str]
) -> list[Entity]:
    """The entities that a name may belong to, the likeliest first: whom its title fits and who is named most."""
    kind, alone = _kind(name, kinds), name.core[-1]

    def preference(entity: Entity) -> tuple[bool, int, int, int]:
        full = [(core, times) for core, times in entity.cores.items() if len(core) > 1]
        return (
            bool(name.gender) and entity.gender == name.gender,
            sum(times * (SURNAME if core[-1] == alone else 1) for core, times in full),
            len(entity.names),
            -entity.names[0].start,
        )

    options = sorted((e for e in known if _compatible(text, name, kind, e, definitions)), key=preference, reverse=True)
    if name.gender is None:
        return options
    told = [e for e in options if e.gender == name.gender]
    unknown = [e for e in options if e.gender is None]
    return told or (unknown if len(unknown) == 1 else [])  # Madame Lebrun is none of her sons


def _nearest(place: Place, name: Name, options: Sequence[Entity]) -> Entity:
    """Of several whose name it may be, the one who is named most, if that one was not out of mind and another not."""
    here = place.sentence[name.low]

    def distance(entity: Entity) -> int:
        before = bisect_left(entity.names, name.low, key=_low)
        return here - place.sentence[entity.names[before - 1].low] if before else OUT_OF_MIND

    if distance(options[0]) < OUT_OF_MIND:
        return options[0]
    nearest = min(options, key=distance)
    return nearest if distance(nearest) <= NEAR else options[0]


def _low(name: Name) -> int:
    return name.low


def _compatible(text: str, name: Name, kind: str, entity: Entity, definitions: Mapping[str, str]) -> bool:
    if name.gender and entity.gender and entity.gender != name.gender:
        return False
    person = entity.type == "PERSON"
    if name.generation and any(n.generation not in (None, name.generation) for n in entity.names[:NAMESAKES]):
        return False
    if (kind == "PER") != person:
        return False
    if person:
        return any(_same_person(name.core, core) for core in entity.cores) and not _two_first_names(name, entity)
    return any(_same_body(text, name, other, definitions) for other in entity.names[:NAMESAKES])


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        short, full = (one, other) if len(one) == 1 else (other, one)
        return len(short[0]) > 1 and short[0] in full and short[0] not in LINKS  # also the nickname in the middle
    shorter, longer = sorted((one, other), key=len)
    if shorter in (longer[-len(shorter) :], longer[: len(shorter)]):
        return True  # two surnames, a particle, a double first name: de Blasio, Jean-Luc
    if one[-1] != other[-1] or _other_initials(one, other):
        return False
    return _same_first(one[0], other[0]) or shorter[0] in longer


def _other_initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether middle initials tell two people apart: Brona E. and Brona F. Tallis."""
    a, b = ({part for part in core[1:-1] if len(part) == 1} for core in (one, other))
    return bool(a and b and not a & b)


def _same_first(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)  # Jeff for Jeffrey, J. for both


def _two_first_names(name: Name, entity: Entity) -> bool:
    """Whether a full name contradicts another full name of the entity: Tunde and Simi Akinola."""
    core = name.core
    if len(core) == 1:
        return False
    return any(len(other) > 1 and not _same_person(core, other) for other in entity.cores)


def _same_body(text: str, name: Name, other: Name, definitions: Mapping[str, str]) -> bool:
    one, two = _plain(text, name), _plain(text, other)
    if one == two or same_state(one) == same_state(two):
        return True
    for short, full in ((one, two), (two, one)):
        if short in definitions and _letters(definitions[short]) == _letters(full):
            return True
    if name.type == "LOC" or other.type == "LOC":
        return False
    a, b = name.core, other.core
    if len(a) == len(b):
        return False
    short_parts, full_parts = sorted((a, b), key=len)
    if len(short_parts) == 1 and (len(short_parts[0]) < 4 or short_parts[0] in words_for("bodies")):
        return bool(
            short_parts[0] in words_for("bodies") and full_parts[-1] == short_parts[0] and len(short_parts[0]) > 2
        )
    return full_parts[: len(short_parts)] == short_parts or full_parts[-len(short_parts) :] == short_parts


def _plain(text: str, name: Name) -> str:
    return " ".join(text[name.start : name.end].split())


def _letters(name: str) -> str:
    return re.sub(r"\W|^the\b", "", name.lower())


def _join_acronyms(text: str, known: list[Entity], of: dict[Name, Entity], definitions: Mapping[str, str]) -> None:
    """Merge entities whose only names are an acronym that another entity is defined by."""
    bracketed: dict[str, Entity] = {}
    spelled: dict[str, Entity] = {}
    initials: dict[str, Entity] = {}
    for entity in known:
        for acronym in sorted(entity.acronyms):
            bracketed.setdefault(acronym, entity)
        for name in entity.names:
            spelled.setdefault(_letters(_plain(text, name)), entity)
            capitals = "".join(part[0] for part in name.parts if part[0].isupper())
            if entity.type == "ORG" and len(capitals) > 2:
                initials.setdefault(capitals, entity)
    for entity in list(known):
        forms = {_plain(text, n) for n in entity.names}
        if len(forms) != 1 or (entity.type == "PERSON" and not next(iter(forms)).isupper()):
            continue
        acronym = next(iter(forms))
        wanted = _letters(definitions[acronym]) if acronym in definitions else ""
        long = acronym.isupper() and len(acronym) > 2
        options = bracketed.get(acronym), spelled.get(wanted), initials.get(acronym.replace(".", "")) if long else None
        target = next((e for e in options if e is not None and e is not entity and e.names), None)
        if target is not None:
            for name in entity.names:
                target.names.append(name)
                of[name] = target
            target.acronyms.add(acronym)
            entity.names = []
    known[:] = [entity for entity in known if entity.names]


def tell_genders(place: Place, of: Mapping[Name, Entity]) -> None:
    """Let nouns and pronouns tell the gender of entities whose titles do not.

    A pronoun votes for the only person named before it in its sentence; one that opens its sentence, with
    less weight, for the only one named in the sentence before.  *Brandt thanked him* says nothing of Brandt.
    """
    entities = list({id(e): e for e in of.values()}.values())
    for entity in entities:
        entity.votes = {"male": 0.0, "female": 0.0}
        if not entity.sure_gender:
            entity.gender = entity.gender_at = None
    first = _vote(place, of)
    for entity in entities:
        if entity.gender is not None:
            continue
        entity.gender = _elected(entity.votes["male"], entity.votes["female"])
        if entity.gender is not None:
            word = first[id(entity), entity.gender]
            entity.gender_at = int(place.words.start[word]), int(place.words.end[word])


def _elected(male: float, female: float) -> Gender | None:
    if max(male, female) < VOTES or max(male, female) < 3 * min(male, female):
        return None
    return "male" if male > female else "female"


def _place(item: tuple[Name, Entity]) -> int:
    return item[0].low


def _vote(place: Place, of: Mapping[Name, Entity]) -> dict[tuple[int, Gender], int]:
    """Let the pronouns vote; gives the word index of the first that voted for an entity and a gender."""
    first: dict[tuple[int, Gender], int] = {}
    persons: dict[int, list[tuple[int, Entity]]] = {}
    for name, entity in sorted(of.items(), key=_place):
        if entity.type == "PERSON" and not place.quoted[name.low]:
            persons.setdefault(place.sentence[name.low], []).append((name.low, entity))
    for i, gender in place.pronouns:
        named = persons.get(place.sentence[i], [])
        at = bisect_left(named, i, key=itemgetter(0))
        here = {id(e): e for _, e in named[max(0, at - RIVALS) : at]}
        before = {id(e): e for _, e in persons.get(place.sentence[i] - 1, ())[-RIVALS:]}
        opens = not here and (i == 0 or place.sentence[i - 1] != place.sentence[i])
        group, voice = (here, 1.0) if here else (before if opens else {}, 0.7)
        if len(group) == 1 and not (here and place.tokens[i].lower() == "him"):
            entity = next(iter(group.values()))
            entity.votes[gender] += voice
            first.setdefault((id(entity), gender), i)
    return first
