"""A document as a block of JSON within a page of HTML, as the page's script (``assets/data.js``) reads it."""

import json
from collections.abc import Iterable
from typing import Any

from quotemine.documents import Document
from quotemine.formats.targets import storable
from quotemine.types import Quote, Span, Speaker

__all__ = ["to_block"]

# What could end the block or begin a comment in it, and the line ends that older scripts do not know within strings.
# All of them occur in JSON only within strings, where an escape means the same.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def to_block(document: Document) -> str:
    r"""Put a document with its quotes into an element that browsers keep as data and never run.

    Half surrogate pairs, which no file in UTF-8 can hold, are replaced by U+FFFD; offsets stay right.

    Example:
        >>> to_block(Document("a", "1 < 2"))
        '<script type="application/json">{"id":"a","text":"1 \\u003c 2","speakers":[],"quotes":[]}</script>\n'
    """
    value = json.dumps(_to_value(document), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return f'<script type="application/json">{storable(value)}</script>\n'


def _to_value(document: Document) -> dict[str, Any]:
    """JSON values; each speaker stands once, quotes have its index; what is empty is left out of quotes."""
    speakers: dict[tuple[str, ...], int] = {}
    values: list[dict[str, str]] = []
    quotes: list[dict[str, Any]] = []
    for quote in document.quotes:
        value = _quote(quote, document.text)
        if quote.speaker is not None:
            known = _speaker(quote.speaker)
            value["speaker"] = speakers.setdefault((quote.speaker.id, *known.values()), len(speakers))
            if len(values) < len(speakers):
                values.append(known)
        quotes.append(value)
    return {"id": document.id, **document.metadata, "text": document.text, "speakers": values, "quotes": quotes}


def _speaker(speaker: Speaker) -> dict[str, str]:
    return {"name": speaker.name, **({} if speaker.role is None else {"role": speaker.role})}


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    cue = quote.cue
    value = {
        "id": quote.id,
        "kind": quote.kind,
        "content": _spans(quote.content, text),
        "cue": None if cue is None else _span(cue.span, text),
        "class": None if cue is None else cue.class_,
        "negated": cue is not None and cue.negated,
        "source": None if quote.source is None else _span(quote.source, text),
        "chain": [] if quote.speaker is None else _spans(quote.speaker.chain, text),
    }
    kept = {name: found for name, found in value.items() if found or name == "content"}
    return {**kept, "confidence": round(quote.confidence, 4)}


def _spans(spans: Iterable[Span], text: str) -> list[list[int | str]]:
    return [_span(span, text) for span in spans]


def _span(span: Span, text: str) -> list[int | str]:
    """Offsets, in code points; with the words only where the text does not have them there."""
    place: list[int | str] = [span.start, span.end]
    return place if text[span.start : span.end] == span.text else [*place, span.text]
