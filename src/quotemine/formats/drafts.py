"""Typed quotes out of spans that somebody marked: what the markup does not tell is read from the text."""

from collections.abc import Callable, Sequence

from attrs import field, frozen

from quotemine.formats.contexts import contexts_in
from quotemine.types import Cue, CueClass, Kind, Quote, Span, Speaker

__all__ = ["Drafts"]

Pair = tuple[int, int]


@frozen(eq=False)
class Drafts:
    """Makes quotes of a text.

    Example:
        >>> drafts = Drafts('"It leaks," said Ada Quill.')
        >>> drafts.quote("q1", [(0, 11)], source=(17, 26)).kind
        'direct'
    """

    text: str = field(repr=False)
    _around: Callable[[Sequence[Pair]], Pair] = field(init=False, repr=False)
    _kind: Callable[[tuple[Pair, ...]], Kind] = field(init=False, repr=False)

    @_around.default
    def _make_around(self) -> Callable[[Sequence[Pair]], Pair]:
        return contexts_in(self.text)

    @_kind.default
    def _make_kind(self) -> Callable[[tuple[Pair, ...]], Kind]:
        from quotemine.evaluation.kinds import QuotedWords  # noqa: PLC0415  # which reads these formats

        return QuotedWords(self.text).kind

    def span(self, pair: Pair) -> Span:
        """The span of two offsets into the text."""
        return Span(*pair, self.text[slice(*pair)])

    def cue(self, pair: Pair, class_: CueClass | None, *, negated: bool) -> Cue:
        """A cue of which nobody says the base form: the words stand for it, and it reports speech."""
        return Cue(self.span(pair), self.text[slice(*pair)].lower(), class_ or "speech", negated)

    def quote(
        self,
        id_: str,
        content: Sequence[Pair],
        *,
        kind: Kind | None = None,
        cue: Cue | None = None,
        source: Pair | None = None,
        speaker: Speaker | None = None,
        confidence: float = 1.0,
    ) -> Quote:
        """A quote of which the content is known: quotation marks tell its kind, paragraphs its context.

        Args:
            id_: names it within the document.
            content: at least one span; character offsets into the text, end exclusive.
            kind, cue, source, speaker: what is known.
            confidence: 1, where a person marked it.
        """
        spans = [*content, *([source] if source else []), *([(cue.span.start, cue.span.end)] if cue else [])]
        return Quote(
            id=id_,
            kind=kind or self._kind(tuple(content)),
            content=tuple(map(self.span, content)),
            cue=cue,
            source=None if source is None else self.span(source),
            speaker=speaker,
            context=self.span(self._around(spans)),
            confidence=confidence,
        )
