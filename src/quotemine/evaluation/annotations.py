"""Quotes as somebody marked them, in gold and in predictions: spans and names, whoever gave them.

Unlike :class:`quotemine.Quote`, they can say that something was *not annotated*.
"""

from collections.abc import Iterable

from attrs import field, frozen

from quotemine.documents import Document, DocumentId
from quotemine.types import Kind, Quote, Span

__all__ = ["AnnotatedQuote", "AnnotatedText", "Spans"]

Spans = tuple[tuple[int, int], ...]
"""Character offsets into the text, end exclusive."""


def _as_pairs(spans: Iterable[Iterable[int]]) -> Spans:
    return tuple((int(start), int(end)) for start, end in spans)


def _as_pairs_or_none(spans: Iterable[Iterable[int]] | None) -> Spans | None:
    return None if spans is None else _as_pairs(spans)


@frozen
class AnnotatedQuote:
    """One quote as it was annotated; everything but the content may be missing.

    Attributes:
        content: spans of what was said.
        source: spans of the words that name the speaker here; empty where there are none, None where nobody
            annotated them.
        speaker: name of the speaker; None where there is none, or where nobody annotated it.
        aliases: other names by which the speaker may be called.
        kind: None where nobody annotated it.
    """

    content: Spans = field(converter=_as_pairs)
    source: Spans | None = field(default=None, converter=_as_pairs_or_none)
    speaker: str | None = None
    aliases: tuple[str, ...] = ()
    kind: Kind | None = None

    @classmethod
    def of(cls, quote: Quote) -> "AnnotatedQuote":
        """Take over a typed quote; no source means that the text has none here."""
        speaker = quote.speaker
        return cls(
            content=_offsets(quote.content),
            source=() if quote.source is None else _offsets((quote.source,)),
            speaker=None if speaker is None else speaker.name,
            aliases=() if speaker is None else speaker.aliases,
            kind=quote.kind,
        )


@frozen
class AnnotatedText:
    """One document with its annotated quotes.

    Attributes:
        id: by which gold and predictions find each other.
        text: None for predictions whose text is that of the gold document.
        quotes: in any order.

    Example:
        >>> AnnotatedText("a", '"It leaks," said Ada Quill.', (AnnotatedQuote([(0, 11)], speaker="Ada Quill"),)).id
        'a'
    """

    id: DocumentId
    text: str | None
    quotes: tuple[AnnotatedQuote, ...]

    @classmethod
    def of(cls, document: Document) -> "AnnotatedText":
        """Take over a typed document."""
        return cls(document.id, document.text, tuple(map(AnnotatedQuote.of, document.quotes)))


def _offsets(spans: Iterable[Span]) -> Spans:
    return tuple((span.start, span.end) for span in spans)
