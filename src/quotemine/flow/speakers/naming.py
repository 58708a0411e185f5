"""Give the speakers of a text their ids and names."""

import re
from html import unescape

from attrs import define, evolve, field

from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.mentions import Name, gender_word
from quotemine.flow.speakers.roles import Role, take_apart
from quotemine.types import Gender, Span, Speaker, SpeakerType

__all__ = ["Register"]

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
# What a description goes on with: *the man, who was a porter*.
_RELATIVE = re.compile(r",?\s+(?:who|whom|whose|which)\s.*|,.*\bwho\b.*")


@define(eq=False)
class _Forms:
    """What is worked out once for an entity."""

    canonical: str
    aliases: tuple[str, ...]
    fullest: Name
    role: Role | None


def _covers(mention: Span | None, span: Span) -> bool:
    return mention is not None and mention.start <= span.start and span.end <= mention.end


def _shown(role: Role | None) -> str | None:
    return None if role is None else f"former {role.title}" if role.former else role.title


@define(eq=False)
class Register:
    """The speakers of one text."""

    text: str
    bodies: frozenset[str] = frozenset()
    _entities: dict[str, Entity] = field(factory=dict)  # by the id of the speaker
    _ids: dict[int | str, str] = field(factory=dict)
    _forms: dict[int, _Forms] = field(factory=dict)
    _unnamed: dict[str, Entity] = field(factory=dict)

    def name(self, entity: Entity) -> str:
        """The name under which an entity is shown."""
        return unescape(self._of(entity).canonical) if entity.description is None else entity.description

    def named(self, entity: Entity, mention: Span | None, name: Name | None, chance: float) -> Speaker:
        """The speaker that an entity with a name is.

        Args:
            name: the mention that the chain leads over.
            chance: that this is the speaker.
        """
        forms = self._of(entity)
        chain = [] if mention is None else [mention]
        for step in (name, forms.fullest):
            span = None if step is None else self._span(step.start, step.end)
            if span is not None and all(span.text != shown.text for shown in chain) and not _covers(mention, span):
                chain.append(span)
        return Speaker(
            self._id_of(entity), unescape(forms.canonical), entity.type, named=True, mention=mention,
            aliases=forms.aliases,
            role=_shown(forms.role), affiliation=forms.role.affiliation if forms.role else None,
            gender=entity.gender, gender_evidence=self._evidence(entity), chain=tuple(chain), confidence=chance,
        )  # fmt: skip

    def unnamed(
        self, name: str, kind: SpeakerType, mention: Span, *, gender: Gender | None = None, apart: bool = False
    ) -> Entity:
        """The entity of somebody whom the text only describes; the same description is the same one, unless apart."""
        short = _RELATIVE.sub("", " ".join(name.split())) or name
        key = f"{mention.start}" if apart else _ARTICLE.sub("", short).lower()
        if key not in self._unnamed:
            entity = Entity(kind, description=unescape(short) or short, gender=gender)
            entity.sure_gender = gender is not None
            entity.gender_at = None if gender is None else gender_word(self.text, mention.start, mention.end, gender)
            self._unnamed[key] = entity
        return self._unnamed[key]

    def described(self, entity: Entity, mention: Span | None, chain: tuple[Span, ...], chance: float) -> Speaker:
        """The speaker that an entity without a name is."""
        return Speaker(
            self._id_of(entity), self.name(entity), entity.type, named=False, mention=mention, gender=entity.gender,
            gender_evidence=self._evidence(entity), chain=chain, confidence=chance,
        )  # fmt: skip

    def plain(self, name: str, kind: SpeakerType, mention: Span, *, named: bool, chance: float) -> Speaker:
        """A speaker that is no entity: several together, a pronoun that nobody can tell."""
        name = unescape(" ".join(name.split()))
        key = name.lower() if named else f"{mention.start}"  # one *they* need not be another
        return Speaker(self._id(key), name, kind, named=named, mention=mention, chain=(mention,), confidence=chance)

    def _of(self, entity: Entity) -> _Forms:
        if id(entity) not in self._forms:
            canonical = entity.canonical(self.text)
            same = canonical.lower()  # a name in capitals is shown in small letters
            shown = (n for n in entity.names if " ".join(self.text[n.start : n.end].split()).lower() == same)
            fullest = next(shown, entity.names[0])
            roles = [take_apart(role, self.bodies) for role in dict.fromkeys(entity.roles)]
            role = next((r for r in roles if r.title and not r.honorific), None)
            aliases = tuple(unescape(form) for form in entity.shown(self.text) if form.lower() != same)
            self._forms[id(entity)] = _Forms(canonical, aliases, fullest, role)
        return self._forms[id(entity)]

    def _evidence(self, entity: Entity) -> Span | None:
        return None if entity.gender is None or entity.gender_at is None else self._span(*entity.gender_at)

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def with_gender(self, speaker: Speaker | None) -> Speaker | None:
        """The speaker with the gender that the text told only later."""
        entity = None if speaker is None else self._entities.get(speaker.id)
        if speaker is None or entity is None or entity.gender == speaker.gender:
            return speaker
        return evolve(speaker, gender=entity.gender, gender_evidence=self._evidence(entity))

    def _id_of(self, entity: Entity) -> str:
        found = self._id(id(entity))
        self._entities[found] = entity
        return found

    def _id(self, key: int | str) -> str:
        return self._ids.setdefault(key, f"e{len(self._ids) + 1}")
