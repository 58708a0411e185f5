"""From documents to annotations."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from uuid import UUID

from quotemine.documents import Document
from quotemine.formats.iris import document_iri, urn
from quotemine.formats.targets import Target, checked, opened_to_write, storable
from quotemine.structure import JSON
from quotemine.types import Quote, Span, Speaker, SpeakerType

__all__ = ["TYPES", "dump"]

AROUND = 32  # characters before and behind, as other tools write them

TYPES: dict[SpeakerType, str] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "schema:AdministrativeArea",
    "GROUP": "foaf:Group",
    "OTHER": "foaf:Agent",
}

_OPENING = """{
"@context": "http://www.w3.org/ns/anno.jsonld",
"type": "AnnotationCollection",
"label": "Quotes",
"generator": {"type": "Software", "name": "quotemine"},
"""
_PAGE = '"first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n'
_END_OF_PAGE = '\n], "id": "%(id)s#page-1", "partOf": "%(id)s"},\n"last": "%(id)s#page-1",\n'
_ENDING = '"total": %(total)d,\n"id": "%(id)s"\n}\n'


def dump(documents: Iterable[Document], target: Target) -> None:
    """Write an ``AnnotationCollection`` of one page, an annotation on each line.

    The target source is the url of the document, or ``urn:quotemine:ID`` where it has none.  An annotation is called
    ``urn:quotemine:ID:q1``.  The collection's name is made of what it holds: the same quotes give the same file.
    Half surrogate pairs, which JSON-LD cannot hold, become U+FFFD; offsets stay as they are.  Not written are
    the texts, the chain of mentions, the context, the evidence and the candidates; JSON Lines keep those.  Documents
    without quotes leave no trace.

    Args:
        documents: written one by one as they come.
        target: path or open text file.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import io, json
        >>> import quotemine
        >>> file = io.StringIO()
        >>> dump([quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")], file)
        >>> (annotation,) = json.loads(file.getvalue())["first"]["items"]
        >>> annotation["target"][0]["source"]
        'urn:quotemine:bridge'
        >>> annotation["target"][0]["selector"][1]
        {'type': 'TextPositionSelector', 'start': 0, 'end': 21}
    """
    given = checked(documents)
    digest, total = sha256(), 0
    with opened_to_write(target) as file:
        file.write(_OPENING)
        for document in given:
            for annotation in _annotations(document):
                line = storable(json.dumps(annotation, ensure_ascii=False))
                file.write(",\n" if total else _PAGE)
                file.write(line)
                digest.update(line.encode())
                total += 1
        names = {"id": UUID(bytes=digest.digest()[:16], version=5).urn, "total": total}
        file.write((_END_OF_PAGE if total else "") % names + _ENDING % names)


def _annotations(document: Document) -> Iterator[JSON]:
    iri = document_iri(document)
    for quote in document.quotes:
        yield {
            "id": urn(document.id, quote.id),
            "type": "Annotation",
            "motivation": "describing",
            "body": list(_bodies(document, iri, quote)),
            "target": [_part(document.text, iri, span) for span in quote.content] or iri,
        }


def _bodies(document: Document, iri: str, quote: Quote) -> Iterator[JSON]:
    yield _words("kind", "classifying", quote.kind)
    speaker, source, cue = quote.speaker, quote.source, quote.cue
    if speaker is not None:
        who = {"id": urn(document.id, speaker.id), **_who(speaker)}
        yield {"type": "SpecificResource", "purpose": "identifying", "dc:type": "speaker", "source": who}
    if source is not None:
        yield {**_part(document.text, iri, source), "purpose": "identifying", "dc:type": "source"}
    if cue is not None:
        yield {**_part(document.text, iri, cue.span), "purpose": "describing", "dc:type": "cue"}
        yield _words("cue lemma", "tagging", cue.lemma)
        yield _words("cue class", "classifying", cue.class_)
        if cue.negated:
            yield _words("cue negated", "tagging", "true")
    yield _words("confidence", "assessing", str(round(quote.confidence, 4)))
    if speaker is not None:
        yield _words("speaker confidence", "assessing", str(round(speaker.confidence, 4)))


def _words(type_: str, purpose: str, value: str) -> JSON:
    return {"type": "TextualBody", "purpose": purpose, "dc:type": type_, "value": value, "format": "text/plain"}


def _who(speaker: Speaker) -> dict[str, JSON]:
    known: dict[str, JSON] = {
        "schema:alternateName": list(speaker.aliases),
        "schema:jobTitle": speaker.role,
        "schema:affiliation": speaker.affiliation,
        "schema:gender": speaker.gender if speaker.gender_evidence is not None else None,
    }
    name = "name" if speaker.named else "label"
    return {
        "type": TYPES[speaker.type],
        name: speaker.name,
        **{key: value for key, value in known.items() if value not in (None, [])},
    }


def _part(text: str, iri: str, span: Span) -> dict[str, JSON]:
    start, end = span.start, span.end
    words: JSON = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    place: JSON = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": iri, "selector": [words, place]}
