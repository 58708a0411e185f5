"""Apache Parquet: a row for each quote, with the columns of :mod:`quotemine.formats.frames`."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

from quotemine.documents import METADATA, Document
from quotemine.errors import InputFileError
from quotemine.formats.arrow import pyarrow, record_batches, schema_of
from quotemine.formats.columns import ALL, row_of
from quotemine.formats.lines import raise_error
from quotemine.formats.structuring import document_of
from quotemine.formats.targets import checked
from quotemine.inputs import OnError

if TYPE_CHECKING:
    from types import ModuleType

    import pyarrow as pa

__all__ = ["dump", "load"]

ROWS_A_GROUP = 50_000
ROWS_READ = 4096  # at once

BinaryFile = str | os.PathLike[str] | IO[bytes]
"""A path, or an open binary file, which stays open."""


def dump(documents: Iterable[Document], target: BinaryFile) -> None:
    """Write a row for each quote; a document without quotes has none.

    Args:
        documents: written as they come, some tens of thousands of rows at a time.
        target: path or open binary file.

    Raises:
        InputTypeError: these are no documents.
        MissingPackageError: pyarrow is not installed.

    Example:
        >>> import io, pyarrow.parquet, quotemine
        >>> file = io.BytesIO()
        >>> dump([quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")], file)
        >>> pyarrow.parquet.read_table(file)["speaker"].to_pylist()
        ['Ada Quill']
    """
    pa, given = pyarrow(), checked(documents)
    with _parquet().ParquetWriter(target, schema_of()) as writer:
        for batches in _grouped(record_batches(given)):
            writer.write_table(pa.Table.from_batches(batches), row_group_size=2 * ROWS_A_GROUP)


def load(source: BinaryFile, texts: Mapping[str, str], *, on_error: OnError | None = None) -> Iterator[Document]:
    """Read what :func:`dump` wrote, one document at a time, with the texts, which are not in the file.

    Ids are strings; documents without quotes are not in the file and do not come back.

    Args:
        source: path or open binary file.
        texts: the texts that the quotes were found in, by id.
        on_error: called with every problem; the document is then left out and reading goes on.  Without it, the first
            problem is raised.

    Yields:
        The documents with their quotes, in the order of the file.

    Raises:
        InputFileError: the file cannot be read, columns are missing, a document has no text, or another one than its
            offsets count.
        MissingPackageError: pyarrow is not installed.

    Example:
        >>> import io, quotemine
        >>> file, text = io.BytesIO(), '"The bridge is safe," said Ada Quill.'
        >>> dump([quotemine.from_text(text, id="bridge")], file)
        >>> [document.quotes[0].text for document in load(file, {"bridge": text})]
        ['"The bridge is safe,"']
    """
    report = raise_error if on_error is None else on_error
    name = os.fspath(source) if isinstance(source, str | os.PathLike) else "<open file>"
    for id_, rows in groupby(_rows(source, name, report), lambda row: row["document"]):
        quotes = list(rows)
        metadata = {key: value for key in METADATA if (value := quotes[0].get(key)) is not None}
        if not isinstance(id_, str) or id_ not in texts:
            why = f"texts has nothing for the document {id_!r}; give all texts that were read, by id, a string"
            report(InputFileError(f"{name}: {why}"))
            continue
        try:
            yield document_of({"id": id_, "text": texts[id_], **metadata, "quotes": list(map(row_of, quotes))})
        except ValueError as error:
            report(InputFileError(f"{name}: document {id_!r}: {error}"))


def _grouped(batches: "Iterable[pa.RecordBatch]") -> "Iterator[list[pa.RecordBatch]]":
    """Collect batches for a row group: small ones make large files that are slow to read."""
    group: list[pa.RecordBatch] = []
    for batch in batches:
        group.append(batch)
        if sum(one.num_rows for one in group) >= ROWS_A_GROUP:
            yield group
            group = []
    if group:
        yield group


def _rows(source: BinaryFile, name: str, report: OnError) -> Iterator[dict[str, Any]]:
    for found in _rows_or_fail(source):
        if isinstance(found, dict):
            yield found
        elif isinstance(found, FileNotFoundError):
            report(InputFileError(f"{name}: no such file or folder; check the path"))
        else:
            report(InputFileError(f"{name}: {found}; give a Parquet file that quotemine wrote"))


def _rows_or_fail(source: BinaryFile) -> Iterator[dict[str, Any] | Exception]:
    """Give rows, or at the end what went wrong: nothing that is done with a row is taken for a problem of the file."""
    names = [column.name for column in ALL]
    try:
        with _parquet().ParquetFile(source) as file:
            missing = [name for name in names if name not in file.schema_arrow.names]
            if missing:
                yield ValueError(f"lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}")
                return
            for batch in file.iter_batches(ROWS_READ, columns=names):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:  # those of Arrow are of these kinds, too
        yield error


def _parquet() -> "ModuleType":
    pyarrow()
    import pyarrow.parquet as pq  # noqa: PLC0415

    module: ModuleType = pq
    return module
