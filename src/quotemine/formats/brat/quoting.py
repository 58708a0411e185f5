"""Typed quotes out of linked annotations; what we wrote ourselves counts as far as it still holds."""

from collections.abc import Iterable
from typing import get_args

from attrs import evolve, field, frozen

from quotemine.errors import InputFileError
from quotemine.formats.brat.fragments import cover, fragments_of, joined
from quotemine.formats.brat.linking import Group, Links
from quotemine.formats.brat.speakers import Speakers
from quotemine.formats.brat.standoff import Annotations, Marked
from quotemine.formats.brat.writing import NOTE, chain_marks
from quotemine.formats.drafts import Drafts
from quotemine.formats.lines import parse
from quotemine.formats.structuring import document_of
from quotemine.inputs import OnError
from quotemine.types import Cue, CueClass, Kind, Quote, Quotes

__all__ = ["quotes_of"]

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
_CLASSES: dict[str, CueClass] = {class_: class_ for class_ in get_args(CueClass)}


def quotes_of(
    annotations: Annotations, links: Links, unmarked: Iterable[tuple[int, object]], path: str, on_error: OnError
) -> Quotes:
    """Make the quotes of one document.

    Args:
        annotations: all of its lines.
        links: what they say about what belongs together.
        unmarked: quotes that could not be marked, as rows, with their places.
        path: of the ``.ann`` file, for messages.
        on_error: called with notes of ours that are damaged; they are passed over.

    Returns:
        The quotes in the order of the file if all of them were written by :func:`quotemine.formats.brat.dump`, else in
        that of the text.
    """
    text, groups = annotations.text, list(links.groups())
    noted = _noted(annotations, path, on_error)
    maker = _Maker(annotations, links, Speakers(links, annotations, [q.speaker for q in noted.values() if q.speaker]))
    made = [maker.make(group, noted.get(group.ids[-1])) for group in groups]
    if not all(group.ids[-1] in noted for group in groups):
        made.sort(key=lambda quote: min(span.start for span in quote.content))
    for place, row in unmarked:
        try:
            made.insert(place, _structured(row, text))
        except ValueError as error:
            on_error(InputFileError(f"{path}: a quote of the index does not belong to this text: {error}"))
    return Quotes(_numbered(made), text)


def _structured(row: object, text: str) -> Quote:
    return document_of({"id": "", "text": text, "quotes": [row]}).quotes[0]


def _noted(annotations: Annotations, path: str, on_error: OnError) -> dict[str, Quote]:
    found: dict[str, Quote] = {}
    for note in annotations.notes:
        if note.type == NOTE:
            try:
                found[note.target] = _structured(parse(note.text), annotations.text)
            except ValueError as error:
                why = f"this note of quotemine is damaged: {error}; take the line out"
                on_error(InputFileError.at_line(path, note.line, why))
    return found


def _numbered(quotes: list[Quote]) -> list[Quote]:
    """Give ids to those that have none, or one that is taken."""
    taken = {quote.id for quote in quotes}
    used: set[str] = set()
    numbered, number = [], 0
    for quote in quotes:
        if not quote.id or quote.id in used:
            number += 1
            while f"q{number}" in taken:
                number += 1
            taken.add(f"q{number}")
            quote = evolve(quote, id=f"q{number}")
        used.add(quote.id)
        numbered.append(quote)
    return numbered


@frozen(eq=False)
class _Maker:
    annotations: Annotations
    links: Links
    speakers: Speakers
    _drafts: list[Drafts] = field(factory=list)

    def make(self, group: Group, noted: Quote | None) -> Quote:
        """Make a quote out of its annotations; of what was noted, take what they do not contradict."""
        told = {name: value for id_ in group.ids for name, value in self.annotations.attributes.get(id_, {}).items()}
        kind = _KINDS.get(told.get("kind", "").lower())
        cue = self._cue(group, None if noted is None else noted.cue)
        if noted is not None and self._still_holds(group, noted):
            return evolve(noted, kind=kind or noted.kind, cue=cue)
        source = None if group.source is None else cover(group.source.fragments)
        content = joined(self.annotations.text, group.content.fragments)
        speaker = self.speakers.of(group)
        made = self._draft.quote("", content, kind=kind, cue=cue, source=source, speaker=speaker)
        return made if noted is None else evolve(made, id=noted.id, kind=kind or noted.kind)

    @property
    def _draft(self) -> Drafts:
        """Made when it is needed: it reads the whole text."""
        if not self._drafts:
            self._drafts.append(Drafts(self.annotations.text))
        return self._drafts[0]

    def _still_holds(self, group: Group, noted: Quote) -> bool:
        """Whether content, source and mentions are marked as they were."""
        text = self.annotations.text
        chain = () if noted.speaker is None else noted.speaker.chain
        source = () if noted.source is None else fragments_of(text, [noted.source])
        return (
            group.content.fragments == fragments_of(text, noted.content)
            and _fragments(group.source) == source
            and [mention.fragments for mention in group.mentions] == chain_marks(text, noted.source, chain)
        )

    def _cue(self, group: Group, noted: Cue | None) -> Cue | None:
        text = self.annotations.text
        if noted is not None and _fragments(group.cue) == fragments_of(text, [noted.span]):
            if group.cue is None:
                return noted
            cue = noted
        elif group.cue is None:
            return None
        else:
            cue = self._draft.cue(cover(group.cue.fragments), None, negated=False)
        told = self.annotations.attributes.get(group.cue.id, {})
        class_ = _CLASSES.get(told.get("cueclass", "").lower(), cue.class_)
        return evolve(cue, class_=class_, negated="negated" in told)


def _fragments(marked: Marked | None) -> tuple[tuple[int, int], ...]:
    return () if marked is None else marked.fragments
