"""Where exports write to and imports read from: a path, or a file that is open already."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from quotemine.documents import Document
from quotemine.errors import InputTypeError

__all__ = ["Source", "Target", "checked", "opened_to_read", "opened_to_write", "storable"]

Target = str | os.PathLike[str] | IO[str]
"""A path, or an open text file, which stays open."""

Source = str | os.PathLike[str] | IO[str]
"""A path, or an open text file."""


@contextmanager
def opened_to_write(target: Target) -> Iterator[IO[str]]:
    """Open a path for writing, in UTF-8, line ends as they are given; give an open file as it is."""
    if isinstance(target, str | os.PathLike):
        with open(target, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123  # a path of any kind
            yield file
    else:
        yield target


@contextmanager
def opened_to_read(source: Source) -> Iterator[IO[str]]:
    """Open a path for reading, in UTF-8 with or without a byte order mark, line ends as they are in the file."""
    if isinstance(source, str | os.PathLike):
        with open(source, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123  # a path of any kind
            yield file
    else:
        yield source


def checked(documents: Iterable[Document]) -> Iterator[Document]:
    """Pass documents on, one by one.

    Raises:
        InputTypeError: at once, if this is no iterable of documents; or where one of them is something else.
    """
    if isinstance(documents, str | bytes | Document):
        raise InputTypeError.for_documents(documents)
    try:
        given = iter(documents)
    except TypeError as error:
        raise InputTypeError.for_documents(documents) from error
    return _checked(given)


def _checked(documents: Iterator[Document]) -> Iterator[Document]:
    for number, document in enumerate(documents):
        if not isinstance(document, Document):
            raise InputTypeError.for_documents(document, f" as item {number} (counted from 0)")
        yield document


def storable(text: str) -> str:
    """The text with half surrogate pairs, which UTF-8 cannot hold, replaced by U+FFFD; as long as before.

    Example:
        >>> storable("a" + chr(0xD800)) == "a" + chr(0xFFFD)
        True
    """
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in text)
