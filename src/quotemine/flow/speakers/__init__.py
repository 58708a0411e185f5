"""Find out who speaks: names, entities, and for every attribution its speaker."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from html import unescape
from itertools import accumulate

from attrs import define, evolve, field, frozen

from quotemine.flow.attributions import Attribution
from quotemine.flow.encoder import Reading
from quotemine.flow.marks import Quotation
from quotemine.flow.speakers.acronyms import find_acronyms
from quotemine.flow.speakers.entities import Entity, group_names
from quotemine.flow.speakers.lexicon import gender_of_noun, pronoun_class, words_for
from quotemine.flow.speakers.mentions import Name, Place, body_at, find_names, find_places
from quotemine.flow.speakers.resolution import Discourse, continuation, resolve_description, resolve_pronoun
from quotemine.flow.speakers.sources import Source, read_source
from quotemine.types import Span, Speaker, SpeakerType

__all__ = ["Resolved", "find_speakers"]

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
# A floating quotation this many paragraphs after the last quote has lost its speaker.
FLOATING_REACH = 2
# A pronoun this many sentences after a speaker whom the text only describes may still mean it.
UNNAMED_REACH = 4


@frozen
class Resolved:
    """Who speaks in one attribution, and how that was found; None where nobody can tell."""

    speaker: Speaker | None
    evidence: tuple[str, ...] = ()


def find_speakers(
    text: str, quotations: Sequence[Quotation], reading: Reading, attributions: Sequence[Attribution]
) -> tuple[Resolved, ...]:
    """Resolve the speaker of every attribution.

    Args:
        text: the text.
        quotations: its quotations.
        reading: what the encoder sees in it.
        attributions: in the order of their contents.

    Returns:
        One result an attribution, in the same order.
    """
    if not attributions:
        return ()
    place = find_places(text, reading.words, quotations)
    names = find_names(text, reading, place)
    sources = [None if a.source is None else read_source(text, *a.source, names, place) for a in attributions]
    new = {n.start: n for s in sources if s is not None for n in (s.name, *s.names) if n is not None}
    acronyms = find_acronyms(text)
    for start, end in acronyms.values():
        defined = body_at(text, start, end, place)
        if defined is not None and not any(n.start < end and start < n.end for n in new.values()):
            new[start] = defined
    names = _with(names, new)
    definitions = {acronym: text[start:end] for acronym, (start, end) in acronyms.items()}
    of = group_names(text, names, place, definitions)
    desk = _Desk(text, place, Discourse(text, place, names, of))
    return tuple(desk.resolve(a, s) for a, s in zip(attributions, sources, strict=True))


def _with(names: Sequence[Name], new: dict[int, Name]) -> list[Name]:
    """All names in order, those of the sources in place of names that overlap them."""
    own = sorted(new.values(), key=lambda n: n.start)
    starts, ends = [n.start for n in own], list(accumulate((n.end for n in own), max))

    def replaced(name: Name) -> bool:
        before = bisect_left(starts, name.end)  # those that start before the name ends
        return before > 0 and ends[before - 1] > name.start

    return sorted([*(n for n in names if not replaced(n)), *own], key=lambda n: n.start)


@define(eq=False)
class _Desk:
    """Resolves one attribution after the other, keeping in mind who spoke."""

    text: str
    place: Place
    discourse: Discourse
    ids: dict[int | str, str] = field(factory=dict)
    forms: dict[int, tuple[str, list[str], Name, str | None]] = field(factory=dict)
    last: list[tuple[Attribution, Speaker, Entity | None]] = field(factory=list)

    def resolve(self, attribution: Attribution, source: Source | None) -> Resolved:
        if source is None or attribution.source is None:
            resolved, entity = self._without_source(attribution)
        else:
            resolved, entity = self._with_source(attribution, source, attribution.source)
        if resolved.speaker is not None and not self._is_nested(attribution):
            self.last.append((attribution, resolved.speaker, entity))
        return resolved

    def _is_nested(self, attribution: Attribution) -> bool:
        """Whether it is a quote in a quote, whose speaker does not go on speaking after it."""
        start, end = attribution.content[0]
        return any(s <= start and end <= e for other, _, _ in self.last[-4:] for s, e in other.content)

    def _with_source(
        self, attribution: Attribution, source: Source, span: tuple[int, int]
    ) -> tuple[Resolved, Entity | None]:
        discourse = self.discourse
        mention = self._span(*span)
        low = min(self.place.words.at(*span)[0], len(self.place.tokens) - 1)
        if source.form == "name" and source.name is not None:
            entity = discourse.of[source.name]
            discourse.speaks(entity, low)
            return Resolved(self._named(entity, mention, source.name), ("named at the quote",)), entity
        if source.form == "names":
            entities = [discourse.of[n] for n in source.names]
            shown = [e.canonical(self.text) for e in entities]
            name = f"{', '.join(shown[:-1])} and {shown[-1]}"
            return Resolved(self._plain(name, "GROUP", mention, named=True), ("several named together",)), None
        if source.form == "pronoun":
            if pronoun_class(source.head) == "first":
                return self._first_person(attribution, mention)
            own = self.place.words.at(attribution.content[0][0], attribution.content[-1][1])
            found = resolve_pronoun(discourse, source.head, low, None if own[0] <= low < own[1] else own)
            unnamed = self._unnamed_before(source.head, low)
            if unnamed is not None and (found is None or found.score < unnamed[1]):
                return Resolved(
                    evolve(unnamed[0], mention=mention, chain=(mention, *unnamed[0].chain)), ("spoke last",)
                ), None
        else:
            found = resolve_description(discourse, source, mention.text, low)
            if found is None and source.owner is not None and source.head in words_for("texts"):
                entity = discourse.of[source.owner]
                return Resolved(self._named(entity, mention, source.owner), (f"author of the {source.head}",)), entity
        if found is None:
            return Resolved(self._plain(mention.text, _kind(source, mention.text), mention)), None
        if source.form == "description":
            discourse.described[mention.text.lower()] = found.entity
        discourse.speaks(found.entity, low)
        return Resolved(self._named(found.entity, mention, found.name), found.why), found.entity

    def _unnamed_before(self, pronoun: str, low: int) -> tuple[Speaker, float] | None:
        """The last speaker, if the text only describes it (*a spokesman*) and the pronoun can mean it."""
        if not self.last:
            return None
        attribution, speaker, entity = self.last[-1]
        if entity is not None or speaker.mention is None or attribution.source is None:
            return None
        kinds = {
            "thing": ("ORG", "OTHER", "GPE"),
            "plural": ("GROUP", "ORG"),
            "male": ("PERSON",),
            "female": ("PERSON",),
        }
        class_ = pronoun_class(pronoun) or ""
        if speaker.type not in kinds.get(class_, ()):
            return None
        told = next((g for w in speaker.name.lower().split() if (g := gender_of_noun(w.strip(",.")))), None)
        if class_ in ("male", "female") and told not in (None, class_):
            return None
        sentence = self.place.sentence
        at = min(self.place.words.at(*attribution.source)[0], len(sentence) - 1)
        distance = sentence[low] - sentence[at]
        return (speaker, continuation(distance)) if 0 <= distance <= UNNAMED_REACH else None

    def _first_person(self, attribution: Attribution, mention: Span) -> tuple[Resolved, Entity | None]:
        """*I* inside a quotation is its speaker; elsewhere it is the author, whom no rule names."""
        for other, speaker, entity in reversed(self.last[-4:]):
            if any(s <= mention.start and mention.end <= e for s, e in other.content) and other is not attribution:
                return Resolved(evolve(speaker, mention=mention), ("first person inside a quotation",)), entity
        return Resolved(None, ("first person: the author",)), None

    def _without_source(self, attribution: Attribution) -> tuple[Resolved, Entity | None]:
        """A floating quotation goes on with the last speaker, or with the one before in a dialogue."""
        if attribution.cue is not None or not self.last:
            return Resolved(None), None
        paragraph = self._paragraph(attribution.content[0][0])
        previous, speaker, entity = self.last[-1]
        gap = paragraph - self._paragraph(previous.content[-1][0])
        if gap > FLOATING_REACH:
            return Resolved(None), None
        reason = "goes on from the quote before"
        if gap == 1 and len(self.last) > 1 and self._is_turn(attribution) and self._is_turn(previous):
            earlier, other, whose = self.last[-2]
            apart = self._paragraph(previous.content[0][0]) - self._paragraph(earlier.content[-1][0])
            if apart == 1 and other.id != speaker.id and earlier.kind == "direct":
                speaker, entity, reason = other, whose, "turns alternate"
        return Resolved(evolve(speaker, mention=None), (reason,)), entity

    def _is_turn(self, attribution: Attribution) -> bool:
        """Whether the attribution opens its paragraph with a direct quote."""
        low = self.place.words.at(*attribution.content[0])[0]
        return attribution.kind == "direct" and (
            low == 0 or self._paragraph_of_word(low - 1) != self._paragraph_of_word(low)
        )

    def _paragraph(self, offset: int) -> int:
        low, _ = self.place.words.at(offset, offset + 1)
        return self._paragraph_of_word(min(low, len(self.place.words) - 1))

    def _paragraph_of_word(self, word: int) -> int:
        return int(self.place.words.paragraph[word])

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def _id(self, key: int | str) -> str:
        return self.ids.setdefault(key, f"e{len(self.ids) + 1}")

    def _named(self, entity: Entity, mention: Span, name: Name) -> Speaker:
        canonical, forms, fullest, role = self._forms(entity)
        chain = [mention]
        for step in (name, fullest):
            span = self._span(step.start, step.end)
            if not (mention.start <= span.start and span.end <= mention.end) and span not in chain:
                chain.append(span)
        return Speaker(
            self._id(id(entity)), unescape(canonical), entity.type, named=True, mention=mention,
            aliases=tuple(unescape(f) for f in forms if f != canonical), role=role,
            chain=tuple(chain),
        )  # fmt: skip

    def _forms(self, entity: Entity) -> tuple[str, list[str], Name, str | None]:
        """Canonical name, all forms of it, where the fullest stands, and the first role; worked out once an entity."""
        if id(entity) not in self.forms:
            canonical = entity.canonical(self.text)
            shown = (n for n in entity.names if " ".join(self.text[n.start : n.end].split()) == canonical)
            role = next(iter(entity.roles), None)
            self.forms[id(entity)] = canonical, entity.shown(self.text), next(shown, entity.names[0]), role
        return self.forms[id(entity)]

    def _plain(self, name: str, kind: SpeakerType, mention: Span, *, named: bool = False) -> Speaker:
        name = unescape(" ".join(name.split()))
        key = _ARTICLE.sub("", name).lower()
        return Speaker(self._id(key), name, kind, named=named, mention=mention, chain=(mention,))


def _kind(source: Source, shown: str) -> SpeakerType:
    """Type of a speaker whom the text does not name, by the head of the description."""
    head = source.head
    if source.form == "pronoun":
        kinds: dict[str, SpeakerType] = {"male": "PERSON", "female": "PERSON", "thing": "OTHER"}
        return kinds.get(pronoun_class(head) or "", "GROUP")
    if head in words_for("texts") and head not in words_for("bodies"):
        return "OTHER"
    if head in words_for("bodies"):
        return "ORG"
    if head in words_for("persons"):
        return "PERSON"
    if head.endswith("s") or head in ("people", "police", "men", "women", "children"):
        return "GROUP"
    return "PERSON" if shown.lower().startswith(("a ", "an ", "the ", "one ")) else "OTHER"
