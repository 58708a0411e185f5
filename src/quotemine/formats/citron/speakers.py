"""The speakers of a document that tells of each quote how its source is called."""

from collections.abc import Iterable

from attrs import evolve, field, frozen

from quotemine.flow.lexicon import pronoun_class
from quotemine.types import Span, Speaker

__all__ = ["Speakers", "cover"]


@frozen
class Speakers:
    """The speakers of a document, told apart by coreference group, or by name where there is none.

    Example:
        >>> she, name = Span(20, 23, "she"), Span(0, 9, "Ada Quill")
        >>> Speakers([[name, she]]).of([she], [], she).name
        'Ada Quill'
    """

    _groups: list[list[Span]]
    _known: dict[object, Speaker] = field(init=False, factory=dict)

    def of(self, sources: list[Span], coreferences: list[Span], mention: Span | None) -> Speaker | None:
        """Who speaks; None where nothing but pronouns stands for it."""
        own = [*coreferences, *sources]
        number, group = next(((n, g) for n, g in enumerate(self._groups) if any(s in g for s in own)), (None, []))
        names = [*filter(_is_name, own), *sorted(filter(_is_name, group), key=_rank)]
        if not names:
            return None
        key: object = names[0].text.casefold().split() if number is None else number
        key = tuple(key) if isinstance(key, list) else key
        speaker = self._known.get(key)
        if speaker is None:
            name = " ".join(names[0].text.split())
            speaker = Speaker(f"e{len(self._known) + 1}", name, "OTHER", named=_has_capital(name))
            self._known[key] = speaker
        chain = tuple(dict.fromkeys(span for span in (mention, names[0]) if span is not None))
        return evolve(speaker, mention=mention, chain=chain)


def cover(spans: Iterable[Span], text: str) -> Span | None:
    """All from the first span to the last, with what stands between them; None if there are none."""
    given = list(spans)
    if not given:
        return None
    start, end = min(span.start for span in given), max(span.end for span in given)
    return Span(start, end, text[start:end])


def _is_name(span: Span) -> bool:
    return bool(span.text.strip()) and pronoun_class(span.text.lower()) is None


def _has_capital(words: str) -> bool:
    return any(word[0].isupper() for word in words.split())


def _rank(span: Span) -> tuple[bool, int]:
    """Names before descriptions, long ones before short ones."""
    return not _has_capital(span.text), -len(span.text)
