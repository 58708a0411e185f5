"""JSON: one array of all documents, indented to be read."""

from collections.abc import Iterable, Iterator

from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.formats.jsonl import to_json
from quotemine.formats.lines import name_of, opened_to_write_zipped, parse, raise_error, read_text
from quotemine.formats.structuring import document_of
from quotemine.formats.targets import Source, Target, checked
from quotemine.inputs import OnError

__all__ = ["dump", "load"]


def dump(documents: Iterable[Document], target: Target, *, texts: bool = True) -> None:
    """Write one array of all documents; see :func:`quotemine.formats.jsonl.dump`.

    Args:
        documents: written one by one as they come.
        target: path or open text file; a path that ends in ``.gz`` is compressed.
        texts: whether the texts are written too, without which :func:`load` cannot read the file.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import sys
        >>> dump([], sys.stdout)
        []
    """
    given = checked(documents)
    with opened_to_write_zipped(target) as file:
        opening = "[\n"
        for document in given:
            file.write(opening + to_json(document, texts=texts, indent=2))
            opening = ",\n"
        file.write("[]\n" if opening == "[\n" else "\n]\n")


def load(source: Source, *, on_error: OnError | None = None) -> Iterator[Document]:
    """Read what :func:`dump` wrote with texts; see :func:`quotemine.formats.jsonl.load`, which is the one for much.

    Args:
        source: path, of a compressed file if it ends in ``.gz``, or open text file.  It is read as a whole.
        on_error: called with every problem; the document is then left out and reading goes on.  Without it, the first
            problem is raised.

    Yields:
        The documents.

    Raises:
        InputFileError: as above.

    Example:
        >>> import io
        >>> [document.id for document in load(io.StringIO('[{"id": "a", "text": "It rained.", "quotes": []}]'))]
        ['a']
        >>> list(load(io.StringIO("{}"), on_error=print))
        <open file>: not an array of documents; write [{"id": ..., "text": ..., "quotes": [...]}, ...]
        []
    """
    report = raise_error if on_error is None else on_error
    for number, value in enumerate(_values(source, report)):
        try:
            yield document_of(value, f"$[{number}]")
        except ValueError as error:
            report(InputFileError(f"{name_of(source)}: {error}"))


def _values(source: Source, report: OnError) -> list[object]:
    name = name_of(source)
    try:
        values = parse(read_text(source))
    except InputFileError as error:
        report(error)
    except ValueError as error:
        report(InputFileError(f"{name}: {error}; a line a document is read by quotemine.formats.jsonl"))
    else:
        if isinstance(values, list):
            return values
        example = '[{"id": ..., "text": ..., "quotes": [...]}, ...]'
        report(InputFileError(f"{name}: not an array of documents; write {example}"))
    return []
