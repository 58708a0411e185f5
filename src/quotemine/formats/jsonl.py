"""JSON Lines: a document a line, with its quotes."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.formats.lines import opened_to_write_zipped, raise_error, read_lines
from quotemine.formats.targets import Source, Target, checked
from quotemine.inputs import OnError

__all__ = ["dump", "has_quotes", "load", "load_line", "schema"]

_HALF = re.compile(r"[\ud800-\udfff]")
_BOTH_HALVES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")


def dump(documents: Iterable[Document], target: Target, *, texts: bool = True) -> None:
    """Write a line a document: ``{"id": ..., "title": ..., "text": ..., "quotes": [...]}``.

    Args:
        documents: written one by one as they come.
        target: path or open text file; a path that ends in ``.gz`` is compressed.
        texts: whether the texts are written too, without which :func:`load` cannot read the file.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import sys
        >>> dump([Document("a", "It rained.")], sys.stdout)
        {"id": "a", "text": "It rained.", "quotes": []}
    """
    given = checked(documents)
    with opened_to_write_zipped(target) as file:
        for document in given:
            file.write(to_json(document, texts=texts) + "\n")


def load(source: Source, *, on_error: OnError | None = None) -> Iterator[Document]:
    """Read what :func:`dump` wrote with texts, one line at a time; blank lines do not matter, nor do unknown keys.

    The quotes are typed again, their offsets checked against the text.  What comes back equals what was written, but
    for chances, which are written with four digits.  A speaker's mention is the source of its quote.

    Args:
        source: path, of a compressed file if it ends in ``.gz``, or open text file.
        on_error: called with every problem, whose message begins with ``path:line:``; the line is then left out and
            reading goes on.  Without it, the first problem is raised.

    Yields:
        The documents.

    Raises:
        InputFileError: as above.

    Example:
        >>> import io
        >>> [document.id for document in load(io.StringIO('{"id": "a", "text": "It rained.", "quotes": []}'))]
        ['a']
        >>> list(load(io.StringIO('{"id": "a", "quotes": []}'), on_error=print))
        <open file>:1: missing @ $.text; the offsets count its characters: write it with texts=True, ...
        []
    """
    from quotemine.formats.structuring import document_of  # noqa: PLC0415  # cattrs, which commands should not wait for

    report = raise_error if on_error is None else on_error
    for line in read_lines(source, report):
        try:
            yield document_of(line.value)
        except ValueError as error:
            report(line.error(str(error)))


def load_line(value: object) -> Document:
    """Make a document of one line that is parsed already, as :func:`load` does.

    Args:
        value: the JSON value of the line.

    Raises:
        InputFileError: it is no document with text and quotes; the message says what, where in it, and what to do.

    Example:
        >>> load_line({"id": "a", "text": "It rained.", "quotes": []})
        Document(id='a', text='It rained.', quotes=Quotes([]), title=None, date=None, author=None, url=None)
    """
    from quotemine.formats.structuring import document_of  # noqa: PLC0415

    try:
        return document_of(value)
    except ValueError as error:
        raise InputFileError(str(error)) from None


def has_quotes(value: object) -> bool:
    """Whether a parsed line is meant for :func:`load_line`: it has a text and quotes, right or wrong.

    Other lines with a text are documents whose quotes are still to be found.

    Example:
        >>> has_quotes({"id": "a", "text": "It rained.", "quotes": []}), has_quotes({"text": "It rained."})
        (True, False)
    """
    return isinstance(value, dict) and "text" in value and isinstance(value.get("quotes"), list)


@cache
def _schema() -> str:
    return files("quotemine.formats").joinpath("schema.json").read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a line, draft 2020-12, which describes every key; with or without the text.

    Example:
        >>> schema()["properties"]["quotes"]["type"]
        'array'
    """
    value: dict[str, Any] = json.loads(_schema())
    return value


def to_json(document: Document, *, texts: bool, indent: int | None = None) -> str:
    """One document as JSON; characters as they are, but for half surrogate pairs, which UTF-8 cannot hold.

    They are escaped.  Two that would become one character when they are read again, and shift all offsets behind, are
    replaced by U+FFFD.
    """
    text = json.dumps(document.to_dict(text=texts), ensure_ascii=False, indent=indent)
    if text.isascii():
        return text
    return _HALF.sub(_escaped, _BOTH_HALVES.sub("\ufffd\ufffd", text))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
