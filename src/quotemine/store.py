"""Keep quotes in a ``Doc``, and read them back; the only module that knows how.

Six groups in ``doc.spans``, their spans widened to whole tokens of the host's tokenizer:

===================== ================= ==================== ========== ====================
group                 one span for each ``label_``           ``id_``    ``kb_id_``
===================== ================= ==================== ========== ====================
quotemine.content     part of a quote   kind                 quote id   speaker id
quotemine.cue         cue               class [+ " negated"] quote id   lemma
quotemine.source      source mention    speaker type         quote id   speaker id
quotemine.context     quote             context              quote id   confidence, *0.97*
quotemine.speaker     speaker           type [+ " unnamed"]  speaker id name
quotemine.document    document          document             –          –
===================== ================= ==================== ========== ====================

The exact results (character offsets and everything else) lie as JSON in the ``attrs`` of *quotemine.document*.
``Doc.from_docs`` drops these; then the quotes are rebuilt from the spans.  Ids repeat among merged documents,
which is why the group has a span on the first token of each: it tells whose quote *q1* is.
"""

import zlib
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, get_args

from attrs import evolve, frozen
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from quotemine.types import Cue, CueClass, Kind, Quote, Quotes, Span, Speaker, SpeakerType

__all__ = ["CONTENT", "CONTEXT", "CUE", "DOCUMENT", "SOURCE", "SPEAKER", "read", "was_written", "write"]

CONTENT = "quotemine.content"
CUE = "quotemine.cue"
SOURCE = "quotemine.source"
CONTEXT = "quotemine.context"
SPEAKER = "quotemine.speaker"
DOCUMENT = "quotemine.document"

VERSION = 1

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
_CLASSES: dict[str, CueClass] = {class_: class_ for class_ in get_args(CueClass)}
_TYPES: dict[str, SpeakerType] = {type_: type_ for type_ in get_args(SpeakerType)}
_NEGATED = "negated"
_UNNAMED = "unnamed"
_REBUILT = ("rebuilt from doc.spans",)


def write(doc: Doc, quotes: Quotes) -> None:
    """Keep quotes in a Doc, in place of those it had.

    Args:
        doc: any Doc.
        quotes: quotes found in ``doc.text``.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("It rained.")
        >>> write(doc, Quotes())
        >>> list(doc.spans["quotemine.content"])
        []
    """
    from quotemine.structure import dump_quotes  # noqa: PLC0415  # cattrs only where it is used

    content, cues, sources, contexts = [], [], [], []
    speakers: dict[str, DocSpan | None] = {}
    for quote in quotes:
        speaker = quote.speaker
        speaker_id = "" if speaker is None else speaker.id
        content += [_cover(doc, part, quote.kind, quote.id, speaker_id) for part in quote.content]
        contexts.append(_cover(doc, quote.context, "context", quote.id, f"{quote.confidence:.2f}"))
        if quote.cue is not None:
            label = _label(quote.cue.class_, _NEGATED if quote.cue.negated else "")
            cues.append(_cover(doc, quote.cue.span, label, quote.id, quote.cue.lemma))
        if quote.source is not None:
            type_ = "OTHER" if speaker is None else speaker.type
            sources.append(_cover(doc, quote.source, type_, quote.id, speaker_id))
        if speaker is not None and speakers.get(speaker.id) is None:
            label = _label(speaker.type, "" if speaker.named else _UNNAMED)
            speakers[speaker.id] = _cover(doc, _name_place(quote, speaker), label, speaker.id, speaker.name)
    _set_group(doc, CONTENT, content)
    _set_group(doc, CUE, cues)
    _set_group(doc, SOURCE, sources)
    _set_group(doc, CONTEXT, contexts)
    _set_group(doc, SPEAKER, speakers.values())
    # Not the whole document: a span that ends behind the last token, once tokens were merged, breaks doc.to_bytes.
    _set_group(doc, DOCUMENT, [DocSpan(doc, 0, 1, label="document")] if len(doc) else [])
    doc.spans[DOCUMENT].attrs.update(version=VERSION, text=_checksum(doc.text), quotes=dump_quotes(quotes))


def read(doc: Doc) -> Quotes:
    """Read the quotes that a Doc keeps; never raises.

    Returns:
        The quotes as written; where the exact results were dropped (``Doc.from_docs``) or the text is
        another, what the spans tell: no aliases, role and chain, edges at tokens, confidence with two
        digits.  Quotes and speakers of merged documents are numbered anew.  No quotes where quotemine
        did not run.

    Example:
        >>> import spacy
        >>> read(spacy.blank("en")("It rained."))
        Quotes([])
    """
    exact = _read_exact(doc)
    return Quotes(_rebuild(doc), doc.text) if exact is None else exact


def was_written(doc: Doc) -> bool:
    """Whether the Doc keeps results of quotemine, be it that there are no quotes."""
    return DOCUMENT in doc.spans


def _read_exact(doc: Doc) -> Quotes | None:
    attrs: dict[str, Any] = doc.spans[DOCUMENT].attrs if DOCUMENT in doc.spans else {}
    text = doc.text
    if attrs.get("version") != VERSION or attrs.get("text") != _checksum(text):
        return None
    from quotemine.structure import load_quotes  # noqa: PLC0415  # cattrs only where it is used

    try:
        return load_quotes(attrs.get("quotes"), text)
    except ValueError:
        return None


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _cover(doc: Doc, span: Span, label: str, id_: str, kb_id: str) -> DocSpan | None:
    """The tokens that a span touches; None where there are none (an empty span, a lone space)."""
    found: DocSpan | None = doc.char_span(
        span.start, span.end, label=label, kb_id=kb_id, span_id=id_, alignment_mode="expand"
    )
    return found if found is not None and len(found) else None


def _set_group(doc: Doc, name: str, spans: Iterable[DocSpan | None]) -> None:
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span in spans if span is not None])


def _label(label: str, note: str) -> str:
    return f"{label} {note}" if note else label


def _name_place(quote: Quote, speaker: Speaker) -> Span:
    """Where the name stands, as near as the quote knows."""
    if speaker.chain:
        return speaker.chain[-1]
    return speaker.mention or quote.source or (quote.content[0] if quote.content else quote.context)


@frozen
class _Key:
    """Whose a span is: the document by its place among the merged ones, and the id that it had there."""

    document: int
    id: str


def _spans(doc: Doc, group: str) -> list[DocSpan]:
    """The spans of a group, without those that tokens merged later have put out of the Doc's range."""
    spans = []
    for number in range(len(doc.spans.get(group, ()))):
        with suppress(IndexError):
            spans.append(doc.spans[group][number])
    return spans


def _rebuild(doc: Doc) -> list[Quote]:
    text = doc.text
    starts = sorted(span.start_char for span in _spans(doc, DOCUMENT))
    merged = len(starts) > 1

    def key(span: DocSpan, id_: str | None = None) -> _Key:
        return _Key(bisect_right(starts, span.start_char), span.id_ if id_ is None else id_)

    def by_key(group: str) -> dict[_Key, DocSpan]:
        return {key(span): span for span in reversed(_spans(doc, group))}

    cues, sources, contexts, speakers = by_key(CUE), by_key(SOURCE), by_key(CONTEXT), by_key(SPEAKER)
    parts: dict[_Key, list[DocSpan]] = {}
    for number, span in enumerate(_spans(doc, CONTENT)):
        parts.setdefault(key(span, span.id_ or f"part {number}"), []).append(span)
    new_ids: dict[_Key, str] = {}
    quotes = []
    for number, (quote_key, content) in enumerate(parts.items(), start=1):
        first = content[0]
        source = _to_span(text, sources.get(quote_key))
        speaker = None
        if first.kb_id_:
            speaker_key = key(first, first.kb_id_)
            speaker = _to_speaker(first.kb_id_, speakers.get(speaker_key), source)
            new_id = new_ids.setdefault(speaker_key, f"e{len(new_ids) + 1}")
            speaker = evolve(speaker, id=new_id) if merged else speaker
        spans = tuple(_slice(text, span.start_char, span.end_char) for span in content)
        quotes.append(
            Quote(
                id=first.id_ if first.id_ and not merged else f"q{number}",
                kind=_KINDS.get(first.label_, "direct"),
                content=spans,
                cue=_to_cue(text, cues.get(quote_key)),
                source=source,
                speaker=speaker,
                context=_to_span(text, contexts.get(quote_key)) or _slice(text, spans[0].start, spans[-1].end),
                confidence=_to_confidence(contexts.get(quote_key)),
                evidence=_REBUILT,
            )
        )
    return quotes


def _slice(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _to_span(text: str, span: DocSpan | None) -> Span | None:
    return None if span is None else _slice(text, span.start_char, span.end_char)


def _to_cue(text: str, span: DocSpan | None) -> Cue | None:
    if span is None:
        return None
    class_, _, note = span.label_.partition(" ")
    place = _slice(text, span.start_char, span.end_char)
    return Cue(place, span.kb_id_, _CLASSES.get(class_, "other"), negated=note == _NEGATED)


def _to_speaker(id_: str, span: DocSpan | None, source: Span | None) -> Speaker:
    if span is None:
        return Speaker(id_, id_ if source is None else source.text, "OTHER", named=False, mention=source)
    type_, _, note = span.label_.partition(" ")
    return Speaker(id_, span.kb_id_, _TYPES.get(type_, "OTHER"), named=note != _UNNAMED, mention=source)


def _to_confidence(span: DocSpan | None) -> float:
    try:
        return min(1.0, max(0.0, float("" if span is None else span.kb_id_)))
    except ValueError:
        return 0.0
