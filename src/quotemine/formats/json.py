"""JSON: one array of all documents, indented to be read."""

from collections.abc import Iterable

from quotemine.documents import Document
from quotemine.formats.jsonl import to_json
from quotemine.formats.targets import Target, checked, opened_to_write

__all__ = ["dump"]


def dump(documents: Iterable[Document], target: Target, *, texts: bool = True) -> None:
    """Write one array of all documents; see :func:`quotemine.formats.jsonl.dump`.

    Args:
        documents: written one by one as they come.
        target: path or open text file.
        texts: whether the texts are written too.

    Example:
        >>> import sys
        >>> dump([], sys.stdout)
        []
    """
    with opened_to_write(target) as file:
        opening = "[\n"
        for document in checked(documents):
            file.write(opening + to_json(document, texts=texts, indent=2))
            opening = ",\n"
        file.write("[]\n" if opening == "[\n" else "\n]\n")
