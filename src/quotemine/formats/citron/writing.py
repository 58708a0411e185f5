"""From documents to Citron's JSON."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from quotemine.documents import Document, DocumentId
from quotemine.formats.targets import Target, checked, opened_to_write, storable
from quotemine.structure import JSON
from quotemine.types import Quote, Quotes, Span

__all__ = ["SUFFIXES", "dump"]

SUFFIXES = (".json", ".jsonl")


def dump(documents: Iterable[Document], target: Target) -> None:
    """Write documents with their texts.

    Args:
        documents: written one by one as they come.
        target: a path that ends in ``.json`` or ``.jsonl``, or an open text file, gets one document a line: a single
            one is a file as Citron reads it.  Any other path is a folder, made if need be, that gets a file for each
            document, as Citron reads many.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import sys
        >>> dump([Document("a", "It rained.")], sys.stdout)
        {"id": "a", "text": "It rained.", "quotes": [], "coreference_groups": []}
    """
    given = checked(documents)
    if isinstance(target, str | os.PathLike) and not os.fspath(target).lower().endswith(SUFFIXES):
        folder = Path(target)
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        for document in given:
            with opened_to_write(folder / _file_name(document.id, taken)) as file:
                _write(document, file, indent=4)
    else:
        with opened_to_write(target) as file:
            for document in given:
                _write(document, file)


def _file_name(id_: DocumentId, taken: set[str]) -> str:
    """The id with what no file system likes replaced; the real id stands in the file."""
    stem = "".join(c if c.isalnum() or c in "-_." else "_" for c in storable(str(id_)))[:60].lstrip(".") or "_"
    name, number = stem, 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.lower())
    return f"{name}.json"


def _write(document: Document, file: IO[str], *, indent: int | None = None) -> None:
    quotes: list[JSON] = []
    incomplete: list[JSON] = []
    for quote in document.quotes:
        complete = quote.content and quote.cue is not None and quote.source is not None
        (quotes if complete else incomplete).append(_quote(quote))
    value: dict[str, JSON] = {"id": document.id, "text": document.text, "quotes": quotes}
    if incomplete:
        value["incomplete_quotes"] = incomplete
    value["coreference_groups"] = [[_span(span) for span in group] for group in _groups(document.quotes)]
    file.write(storable(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n")


def _quote(quote: Quote) -> JSON:
    name = None if quote.speaker is None or not quote.speaker.chain else quote.speaker.chain[-1]
    return {
        "cue": None if quote.cue is None else _span(quote.cue.span),
        "sources": [] if quote.source is None else [_span(quote.source)],
        "contents": [_span(span) for span in quote.content],
        "coreferences": [] if name is None or name == quote.source else [_span(name)],
        "confidence": f"{quote.confidence:.4f}",  # a string, as Citron writes it
        "id": quote.id,
    }


def _span(span: Span) -> JSON:
    return {"start": span.start, "end": span.end, "text": span.text}


def _groups(quotes: Quotes) -> Iterator[list[Span]]:
    mentions: dict[str, set[Span]] = {}
    for quote in quotes:
        if quote.speaker is not None:
            known = mentions.setdefault(quote.speaker.id, set())
            known.update(quote.speaker.chain, () if quote.source is None else (quote.source,))
    for group in mentions.values():
        if len(group) > 1:
            yield sorted(group, key=lambda span: (span.start, span.end))
