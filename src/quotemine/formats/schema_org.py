"""schema.org: quotations with their speakers as JSON-LD, which search engines and knowledge graphs read.

Source: https://schema.org/Quotation.  A graph has, for each document with quotes,

- an ``Article`` (``CreativeWork`` for fiction) with ``headline``, ``author``, ``datePublished`` and ``url``, if known;
- a ``Person``, ``Organization`` or, for countries and the like, whose governments speak, ``GovernmentOrganization`` for
  each speaker: ``name`` (or ``description``, where the text gives no name), ``alternateName``, and for persons
  ``jobTitle``, ``affiliation`` and, where a word of the text tells it, ``gender``;
- a ``Quotation`` for each quote: ``text``, ``isPartOf``, ``position``, ``keywords`` (its kind), ``citation`` and who
  said it: ``spokenByCharacter``, to whom the quotation is attributed within the work, and ``creator``, who thought it
  up: the same, but in fiction the author of the work.

schema.org lets only persons and organisations say something.  Groups of people and other speakers stand in
``creditText``, which is plain text; so do those who are reported *not* to have said a thing (its keywords then have
*negated*).

The context is written out instead of *https://schema.org*, so that nothing needs to be fetched to read a file, and a
file means the same whatever that page says.
"""

import json
import re
from collections.abc import Iterable, Iterator

from quotemine.documents import Document
from quotemine.formats.iris import document_iri, urn, web_address
from quotemine.formats.targets import Target, checked, opened_to_write, storable
from quotemine.structure import JSON
from quotemine.types import Quote, Speaker, SpeakerType

__all__ = ["dump"]

_CONTEXT: JSON = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "gender": {"@type": "@vocab"},  # Female is https://schema.org/Female
}

_TYPES: dict[SpeakerType, str] = {"PERSON": "Person", "ORG": "Organization", "GPE": "GovernmentOrganization"}
_AUTHORS = re.compile(r"\s*;\s*")  # how several are written in one field


def dump(documents: Iterable[Document], target: Target, *, fiction: bool = False) -> None:
    """Write one JSON-LD document, ``{"@context": ..., "@graph": [...]}``, a node on each line.

    Half surrogate pairs, which JSON-LD cannot hold, become U+FFFD.  Documents without quotes are left out.

    Args:
        documents: written one by one as they come.
        target: path or open text file.
        fiction: whether the speakers are characters, whose words the author of the document thought up.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import io, json
        >>> import quotemine
        >>> file = io.StringIO()
        >>> dump([quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")], file)
        >>> article, speaker, quotation = json.loads(file.getvalue())["@graph"]
        >>> quotation["text"], quotation["creator"] == {"@id": speaker["@id"]}, speaker["name"]
        ('"The bridge is safe,"', True, 'Ada Quill')
    """
    given = checked(documents)
    with opened_to_write(target) as file:
        file.write(f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [')
        opening = "\n"
        for document in given:
            for node in _nodes(document, fiction=fiction):
                file.write(opening + storable(json.dumps(node, ensure_ascii=False)))
                opening = ",\n"
        file.write("\n]}\n")


def _nodes(document: Document, *, fiction: bool) -> Iterator[JSON]:
    if document.quotes:
        yield _work(document, fiction=fiction)
    told = set()
    for position, quote in enumerate(document.quotes, start=1):
        speaker = quote.speaker
        if speaker is not None and speaker.type in _TYPES and speaker.id not in told:
            told.add(speaker.id)
            yield _who(document, speaker)
        yield _quotation(document, quote, position, fiction=fiction)


def _work(document: Document, *, fiction: bool) -> JSON:
    address = web_address(document.url)
    return _known(
        {
            "@id": document_iri(document),
            "@type": "CreativeWork" if fiction else "Article",
            "identifier": [str(document.id), *([document.url] if document.url and not address else [])],
            "headline": document.title,
            "author": _authors(document),
            "datePublished": document.date,
            "url": address,
        }
    )


def _authors(document: Document) -> list[JSON]:
    names = _AUTHORS.split(document.author or "")
    return [{"@type": "Person", "name": name} for name in names if name]


def _who(document: Document, speaker: Speaker) -> JSON:
    person = speaker.type == "PERSON"
    told = person and speaker.gender is not None and speaker.gender_evidence is not None
    return _known(
        {
            "@id": urn(document.id, speaker.id),
            "@type": _TYPES[speaker.type],
            "name" if speaker.named else "description": speaker.name,
            "alternateName": list(speaker.aliases),
            "jobTitle": speaker.role if person else None,
            "affiliation": _organisation(speaker.affiliation) if person else None,
            "gender": str(speaker.gender).title() if told else None,
        }
    )


def _organisation(name: str | None) -> JSON:
    return None if name is None else {"@type": "Organization", "name": name}


def _quotation(document: Document, quote: Quote, position: int, *, fiction: bool) -> JSON:
    speaker = quote.speaker
    negated = quote.cue is not None and quote.cue.negated
    says: JSON = None
    if speaker is not None and speaker.type in _TYPES and not negated:
        says = {"@id": urn(document.id, speaker.id)}
    return _known(
        {
            "@id": urn(document.id, quote.id),
            "@type": "Quotation",
            "text": quote.text,
            "spokenByCharacter": says,
            "creator": _authors(document) if fiction else says,
            "creditText": None if speaker is None or says else speaker.name,
            "isPartOf": {"@id": document_iri(document)},
            "position": position,
            "keywords": [f"{quote.kind} quotation", *(["negated"] if negated else [])],
            "citation": _citation(document),
        }
    )


def _citation(document: Document) -> str | None:
    """*Petra Lindqvist: Pier to close. 2026-04-30. https://sentinel.example/pier*; None if there is no title or url."""
    if document.title is None and document.url is None:
        return None
    title = ": ".join(part for part in (document.author, document.title) if part)
    return ". ".join(part for part in (title, document.date, document.url) if part)


def _known(values: dict[str, JSON]) -> JSON:
    return {key: value for key, value in values.items() if value not in (None, [])}
