"""Speakers of annotations that say who the source is, and no more."""

from attrs import evolve, field, frozen

from quotemine.flow.lexicon import pronoun_class
from quotemine.formats.brat.fragments import cover, words_at
from quotemine.formats.brat.linking import Group, Links
from quotemine.formats.brat.standoff import Annotations, Marked
from quotemine.types import Span, Speaker

__all__ = ["Speakers"]


@frozen(eq=False)
class Speakers:
    """Knows the speakers of a document by their names: of those that are annotated, and in normalisations.

    Attributes:
        noted: speakers that quotemine resolved, to whom names are joined first.
    """

    _links: Links
    _annotations: Annotations
    noted: list[Speaker]
    _by_name: dict[str, Speaker] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for speaker in self.noted:
            for name in (speaker.name, *speaker.aliases):
                self._by_name.setdefault(_key(name), speaker)

    def of(self, group: Group) -> Speaker | None:
        """The speaker of a quote; None where it has no source, or nothing but pronouns for it."""
        if group.source is None:
            return None
        marked = [*self._links.same(group.source.id), *group.mentions]
        given = {note.target: " ".join(note.text.split()) for note in self._annotations.names}
        normal = next((name for one in marked if (name := given.get(one.id))), "")
        names = [name for name in (normal, *map(self._name, marked)) if name]
        if not names:
            return None
        speaker = next((self._by_name[key] for name in names if (key := _key(name)) in self._by_name), None)
        if speaker is None:
            name = normal or max(names, key=lambda name: (any(map(str.isupper, name)), len(name)))
            speaker = Speaker(self._free_id(), name, "OTHER", named=any(map(str.isupper, name)))
        for name in names:
            self._by_name.setdefault(_key(name), speaker)
        source = self._span(group.source)
        naming = [self._span(one) for one in marked if self._words(one) == speaker.name]
        chain = (source,) if not naming or source in naming else (source, naming[0])
        return evolve(speaker, mention=source, chain=chain, gender_evidence=None, confidence=1.0)

    def _name(self, marked: Marked) -> str:
        words = self._words(marked)
        return "" if pronoun_class(words.lower()) else words

    def _words(self, marked: Marked) -> str:
        return " ".join(words_at(self._annotations.text, marked.fragments).split())

    def _span(self, marked: Marked) -> Span:
        start, end = cover(marked.fragments)
        return Span(start, end, self._annotations.text[start:end])

    def _free_id(self) -> str:
        taken = {speaker.id for speaker in (*self.noted, *self._by_name.values())}
        return next(id_ for number in range(1, len(taken) + 2) if (id_ := f"e{number}") not in taken)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
