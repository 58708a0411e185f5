"""Resolve the attributions of a text one after the other, as a reader would."""

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from quotemine.flow.attributions import Attribution
from quotemine.flow.lexicon import gender_of_noun, pronoun_class, words_for
from quotemine.flow.speakers.discourse import REACH, STORY_REACH, Discourse, Mention, Scene, Turn
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.naming import Register
from quotemine.flow.speakers.narration import Narrated
from quotemine.flow.speakers.resolution import RULED, Found, resolve_description, resolve_pronoun, resolve_unsourced
from quotemine.flow.speakers.rules import is_definite, is_relative
from quotemine.flow.speakers.scorer import Choice, Scorer
from quotemine.flow.speakers.sources import Source, read_source
from quotemine.types import Candidate, Span, Speaker, SpeakerType

__all__ = ["Desk", "Resolved", "find_turns"]

# The chance that somebody whom the text seems not to name is shown as a reader would, in reports and in stories
# (measured on development data).
UNNAMED, UNNAMED_IN_STORIES = 0.6, 0.2
NAMED = 0.95  # the chance that a name at the quote is that of the right entity
LIKELY = 0.5  # above it, what is mentioned between quotes is kept in mind
TELLS = 0.8  # the chance above which a pronoun tells the gender of whom it means
TOGETHER = 3  # sentences in which *they* are those who spoke together
SHOWN = 3  # candidates that are kept with a quote


@frozen
class Resolved:
    """Who speaks in one attribution, and how that was found; None where nobody can tell."""

    speaker: Speaker | None
    evidence: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def find_turns(
    discourse: Discourse, attributions: Sequence[Attribution], sources: Sequence[Source | None]
) -> list[Turn]:
    """What is said where; those who say it by name are noted in the discourse ahead of the reading."""
    words = discourse.place.words
    turns = []
    for attribution, source in zip(attributions, sources, strict=True):
        contents = tuple(words.at(*span) for span in attribution.content)
        low = contents[0][0] if attribution.source is None else words.at(*attribution.source)[0]
        first, last = discourse.paragraph(contents[0][0]), discourse.paragraph(max(0, contents[-1][1] - 1))
        dialogue = discourse.converses and attribution.kind == "direct"
        turn = Turn(None, min(low, len(words) - 1), first, last, contents, dialogue)
        if dialogue and source is not None and source.name is not None and source.form == "name":
            discourse.ahead.setdefault(first, discourse.entity_of(source.name))
        turns.append(turn)
    return turns


@define(eq=False)
class Desk:
    """Resolves one attribution after the other, keeping in mind who spoke."""

    text: str
    discourse: Discourse
    scorer: Scorer
    register: Register
    attributions: Sequence[Attribution]
    sources: Sequence[Source | None]
    turns: Sequence[Turn]
    narrated: Iterator[Narrated]
    said: list[tuple[Attribution, Speaker | None, Entity | None]] = field(factory=list)
    introduced: dict[str, tuple[Entity, int]] = field(factory=dict)  # the last unnamed one of a noun, and where
    together: tuple[Speaker, int] | None = None  # several who were named together as speakers, and where
    spoke: dict[int, Speaker] = field(factory=dict)  # as resolved last, by the identity of the entity
    wrote: tuple[Entity, int] | None = None  # the author of the last text that spoke, and the sentence of it
    _next: Narrated | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._next = next(self.narrated, None)

    def resolve(self, number: int) -> Resolved:
        """Resolve one attribution, by its index; they come in order."""
        attribution, source, turn = self.attributions[number], self.sources[number], self.turns[number]
        self._read_to(min(turn.low, turn.contents[0][0]))
        scene = Scene(turn.low, turn)
        if source is None or attribution.source is None:
            resolved, entity = self._without_source(attribution, scene)
        else:
            mention = Span(*attribution.source, self.text[slice(*attribution.source)])
            resolved, entity = self._with_source(source, scene, mention)
        if not self._is_nested(attribution):
            self.said.append((attribution, resolved.speaker, entity))
            if entity is not None and resolved.speaker is not None:
                self.spoke[id(entity)] = resolved.speaker
            self.discourse.speaks(evolve(turn, entity=entity))
            if entity is not None:
                self.discourse.mentions(Mention(entity, turn.low, subject=True, speaks=True))
        return resolved

    def _read_to(self, word: int) -> None:
        """Resolve what is mentioned in the author's words before a word."""
        while self._next is not None and self._next.low < word:
            mention, self._next = self._next, next(self.narrated, None)
            found = self.stands_for(mention)
            if found is not None and found.entity is not None and found.chance >= LIKELY:
                self.discourse.mentions(Mention(found.entity, mention.low, subject=mention.subject))

    def stands_for(self, mention: Narrated) -> Found | None:
        """Whom a pronoun or description in the author's words stands for."""
        discourse, words = self.discourse, self.discourse.place.words
        start, end = words.chars(mention.low, mention.high)
        source = read_source(self.text, start, end, (), {}, discourse.place)
        paragraph = discourse.paragraph(mention.low)
        scene = Scene(mention.low, Turn(None, mention.low, paragraph, paragraph, (), dialogue=False))
        if source.form == "pronoun":
            return resolve_pronoun(discourse, self.scorer, scene, source.head)
        shown = self.text[start:end]
        found = resolve_description(discourse, self.scorer, scene, source, shown)
        if found is not None and found.entity is not None and found.chance >= LIKELY:
            return found
        return Found(self._unnamed(source, scene, Span(start, end, shown)), None, 1.0, ())

    def _unnamed(self, source: Source, scene: Scene, mention: Span) -> Entity:
        """Somebody whom the text only describes; *the clerk* is the clerk who was introduced before."""
        here = self.discourse.place.sentence[scene.low]
        known, sentence = self.introduced.get(source.head, (None, 0))
        if known is None or not is_definite(source, mention.text) or source.owner or here - sentence > STORY_REACH:
            kind = _kind(source, mention.text)
            apart = is_relative(mention.text)
            known = self.register.unnamed(mention.text, kind, mention, gender=gender_of_noun(source.head), apart=apart)
        if source.head:
            self.introduced[source.head] = known, here
        return known

    def _is_nested(self, attribution: Attribution) -> bool:
        """Whether it is a quote in a quote, whose speaker does not go on speaking after it."""
        start, end = attribution.content[0]
        return any(s <= start and end <= e for other, _, _ in self.said[-4:] for s, e in other.content)

    def _with_source(self, source: Source, scene: Scene, mention: Span) -> tuple[Resolved, Entity | None]:
        discourse, register = self.discourse, self.register
        if source.form == "name" and source.name is not None:
            entity = discourse.entity_of(source.name)
            return Resolved(register.named(entity, mention, source.name, NAMED), ("named at the quote",)), entity
        if source.form == "names":
            shown = [register.name(discourse.entity_of(n)) for n in source.names]
            name = f"{', '.join(shown[:-1])} and {shown[-1]}"
            speaker = register.plain(name, "GROUP", mention, named=True, chance=NAMED)
            self.together = speaker, discourse.place.sentence[scene.low]
            return Resolved(speaker, ("several named together",)), None
        if source.form == "pronoun":
            if pronoun_class(source.head) == "first":
                return self._first_person(mention)
            group = self._group(source, scene)
            if group is not None:
                return Resolved(
                    evolve(group, mention=mention, chain=(mention, *group.chain)), ("spoke together",)
                ), None
            found = resolve_pronoun(discourse, self.scorer, scene, source.head)
        else:
            author = self._author(source, scene, mention.text)
            if author is not None:
                why = (f"author of the {source.head}",)
                return Resolved(register.named(author, mention, source.owner, RULED), why), author
            label = self.text[mention.end : mention.end + 1] == ":"  # of a turn in a transcript: it stands for itself
            found = None if label else resolve_description(discourse, self.scorer, scene, source, mention.text)
        if found is not None and found.entity is not None:
            if source.form == "description" and found.chance >= LIKELY and not is_relative(mention.text):
                here = discourse.place.sentence[scene.low]
                discourse.described[mention.text.lower()] = found.entity, here, found.chance
            self._note_gender(found, found.entity, source, mention)
            return self._found(found, found.entity, mention), found.entity
        considered = () if found is None else self._candidates(found.choice)
        chance = UNNAMED_IN_STORIES if discourse.converses else UNNAMED
        chance *= _nobody(found.choice) if found is not None and found.choice is not None else 1.0
        if source.form == "pronoun":
            speaker = register.plain(mention.text, _kind(source, mention.text), mention, named=False, chance=chance)
            return Resolved(speaker, candidates=considered), None
        entity = self._unnamed(source, scene, mention)
        return Resolved(register.described(entity, mention, (mention,), chance), candidates=considered), entity

    def _group(self, source: Source, scene: Scene) -> Speaker | None:
        """Whom *they* means right after several spoke together."""
        if self.together is None or source.head != "they":
            return None
        speaker, sentence = self.together
        return speaker if self.discourse.place.sentence[scene.low] - sentence <= TOGETHER else None

    def _author(self, source: Source, scene: Scene, shown: str) -> Entity | None:
        """Who wrote a text that speaks: whose it is, *Miller's letter*, or whose the text was that was named before."""
        if source.head not in words_for("texts"):
            return None
        sentence = self.discourse.place.sentence[scene.low]
        if source.owner is not None:
            self.wrote = (self.discourse.entity_of(source.owner), sentence)
        elif (
            self.wrote is None
            or source.head not in words_for("authored")
            or not is_definite(source, shown)
            or sentence - self.wrote[1] > REACH
        ):
            return None
        return self.wrote[0]

    def _note_gender(self, found: Found, entity: Entity, source: Source, mention: Span) -> None:
        """Let a pronoun tell the gender of whom it surely means, where the text told none before."""
        told = pronoun_class(source.head)
        if entity.gender is None and told in ("male", "female") and found.chance >= TELLS and entity.type == "PERSON":
            entity.gender, entity.gender_at = told, (mention.start, mention.end)

    def _found(self, found: Found, entity: Entity, mention: Span | None) -> Resolved:
        """What was found, with the reasons and the others who were considered."""
        considered = self._candidates(found.choice)
        if entity.names:
            speaker = self.register.named(entity, mention, found.name, found.chance)
        else:
            known = self.spoke.get(id(entity))
            first = known.chain[-1:] if known is not None else ()
            chain = tuple(dict.fromkeys(span for span in (mention, *first) if span is not None))
            speaker = self.register.described(entity, mention, chain, found.chance)
        return Resolved(speaker, found.why, considered)

    def _candidates(self, choice: Choice | None) -> tuple[Candidate, ...]:
        if choice is None:
            return ()
        return tuple(
            Candidate(
                None if option.entity is None else self.register.name(option.entity),
                chance,
                tuple(f"{reason} {weight:+.1f}" for reason, weight in choice.reasons(rank)),
            )
            for rank, (option, chance) in enumerate(zip(choice.options[:SHOWN], choice.chances, strict=False))
        )

    def _first_person(self, mention: Span) -> tuple[Resolved, Entity | None]:
        """*I* inside a quotation is its speaker; elsewhere it is the author, whom no rule names."""
        for other, speaker, entity in reversed(self.said[-4:]):
            if any(s <= mention.start and mention.end <= e for s, e in other.content) and speaker is not None:
                inner = evolve(speaker, mention=mention, chain=(mention, *speaker.chain))
                return Resolved(inner, ("first person inside a quotation",)), entity
        narrator = self.discourse.narrator
        if narrator is None:
            return Resolved(None, ("first person: the author",)), None
        why = ("first person: the narrator",)
        if narrator.names:
            return Resolved(self.register.named(narrator, mention, narrator.names[0], RULED), why), narrator
        return Resolved(self.register.described(narrator, mention, (mention,), RULED), why), narrator

    def _without_source(self, attribution: Attribution, scene: Scene) -> tuple[Resolved, Entity | None]:
        """Quotations that name nobody; reports without a source have nobody to find (*it was said that ...*)."""
        if attribution.cue is not None and attribution.kind != "direct":
            return Resolved(None), None
        found = resolve_unsourced(self.discourse, self.scorer, scene)
        if found.entity is None:
            return Resolved(None, candidates=self._candidates(found.choice)), None
        return self._found(found, found.entity, None), found.entity


def _nobody(choice: Choice) -> float:
    """The chance that nobody of the candidates is meant."""
    return next(chance for option, chance in zip(choice.options, choice.chances, strict=True) if option.entity is None)


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
