"""Arrow: one fixed schema, and the one function that makes record batches of documents."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from quotemine.documents import Document
from quotemine.errors import MissingPackageError
from quotemine.formats.columns import ALL, Column, Data, Type, columns_of, values_of
from quotemine.formats.targets import checked

if TYPE_CHECKING:
    from types import ModuleType

    import pyarrow as pa

__all__ = ["DOCUMENTS_A_BATCH", "pyarrow", "record_batch", "record_batches", "schema_of"]

DOCUMENTS_A_BATCH = 256


def pyarrow() -> "ModuleType":
    """Import pyarrow.

    Raises:
        MissingPackageError: it is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("pyarrow", "arrow") from error
    module: ModuleType = pa
    return module


@cache
def schema_of(columns: tuple[Column, ...] = ALL) -> "pa.Schema":
    """Give the schema of columns; they are nullable only where there may be nothing.

    Example:
        >>> schema_of().names[:3]
        ['document', 'title', 'date']
    """
    pa = pyarrow()
    span = pa.struct([("start", pa.int64()), ("end", pa.int64())])
    candidate = pa.struct([("name", pa.string()), ("score", pa.float64()), ("reasons", pa.list_(pa.string()))])
    types = {
        Type.text: pa.string(),
        Type.flag: pa.bool_(),
        Type.number: pa.float64(),
        Type.span: span,
        Type.spans: pa.list_(span),
        Type.texts: pa.list_(pa.string()),
        Type.candidates: pa.list_(candidate),
    }
    return pa.schema([pa.field(column.name, types[column.type], nullable=column.nullable) for column in columns])


def record_batch(data: Data) -> "pa.RecordBatch":
    """Make one record batch, a row for each quote; the kernel of every way into Arrow.

    Args:
        data: documents, or the quotes of one text, which have no columns that tell the document.

    Raises:
        InputTypeError: it is neither.
        MissingPackageError: pyarrow is not installed.

    Example:
        >>> record_batch([Document("a", "It rained.")]).num_rows
        0
    """
    schema, values = schema_of(columns_of(data)), values_of(data)
    arrays = [pyarrow().array(values[field.name], field.type) for field in schema]
    return pyarrow().RecordBatch.from_arrays(arrays, schema=schema)


def record_batches(documents: Iterable[Document], size: int = DOCUMENTS_A_BATCH) -> "Iterator[pa.RecordBatch]":
    """Make record batches of so many documents each, as these come.

    Raises:
        InputTypeError, MissingPackageError: as for :func:`record_batch`.

    Example:
        >>> sum(batch.num_rows for batch in record_batches([Document("a", "It rained.")]))
        0
    """
    given = checked(documents)
    while some := list(islice(given, size)):
        yield record_batch(some)
