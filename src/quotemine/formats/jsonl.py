"""JSON Lines: a document a line, with its quotes."""

import json
from collections.abc import Iterable

from quotemine.documents import Document
from quotemine.formats.targets import Target, checked, opened_to_write

__all__ = ["dump"]


def dump(documents: Iterable[Document], target: Target, *, texts: bool = True) -> None:
    """Write a line a document: ``{"id": ..., "title": ..., "text": ..., "quotes": [...]}``.

    Args:
        documents: written one by one as they come.
        target: path or open text file.
        texts: whether the texts are written too, without which :func:`load` cannot read the file.

    Example:
        >>> import sys
        >>> dump([Document("a", "It rained.")], sys.stdout)
        {"id": "a", "text": "It rained.", "quotes": []}
    """
    with opened_to_write(target) as file:
        for document in checked(documents):
            file.write(to_json(document, texts=texts) + "\n")


def to_json(document: Document, *, texts: bool, indent: int | None = None) -> str:
    """One document as JSON; characters as they are, but for what UTF-8 cannot hold."""
    value = document.to_dict(text=texts)
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: escaped instead
        return json.dumps(value, indent=indent)
    return text
