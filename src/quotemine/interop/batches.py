"""The quotes of whole columns of texts: the one kernel for clusters, on Arrow record batches.

Each engine takes it in one line: Spark through :func:`quotemine.interop.spark.extract`, Ray Data through
:func:`extract_table`, Dask through :func:`extract_frame`, and anything that deals in record batches through
:func:`extract_batches`.

All give the same columns: those of :mod:`quotemine.formats.frames`, and ``error``.  A document has a row for each
quote, or one row that says in ``error`` why it could not be read, or, if it was read and nothing was found, no row.
Since a row with an error has nothing else but ``document``, all columns are nullable here.

What is wrong with one document never ends a job; what is wrong with all of them does: settings, columns that are not
there, weights that cannot be loaded.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Unpack

from quotemine.documents import Document
from quotemine.errors import InputTypeError, MissingPackageError
from quotemine.formats.arrow import DOCUMENTS_A_BATCH, pyarrow, record_batch, schema_of
from quotemine.interop.plans import Choices, Plan
from quotemine.interop.rows import Failure, read
from quotemine.model_cache import get_encoder
from quotemine.settings import Settings

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["empty_frame", "extract_batches", "extract_frame", "extract_table", "result_schema"]


@cache
def result_schema() -> "pa.Schema":
    """Give the schema of results: that of :mod:`quotemine.formats.frames` with ``error``, all of it nullable.

    Raises:
        MissingPackageError: pyarrow is not installed.

    Example:
        >>> result_schema().names[0], result_schema().names[-1]
        ('document', 'error')
    """
    pa = pyarrow()
    return pa.schema([field.with_nullable(nullable=True) for field in schema_of()] + [pa.field("error", pa.string())])


def extract_batches(
    batches: "Iterable[pa.RecordBatch]",
    text: str = "text",
    id: str = "id",  # noqa: A002  # as the field of Document is called
    **choices: Unpack[Choices],
) -> "Iterator[pa.RecordBatch]":
    """Find who said what in the texts of record batches.

    The weights are loaded with the first document, once a process.  Memory holds one batch that came, and the results
    of up to 256 documents, which are given away together.

    Args:
        batches: consumed lazily; they may be empty.  Other columns do not matter.
        text: the column of texts.
        id: the column of ids, strings or whole numbers.
        choices: title, date, author, url: columns; and the settings of :func:`quotemine.extract`.

    Yields:
        Record batches with :func:`result_schema`; offsets count characters of the text, end exclusive.

    Raises:
        InputTypeError: these are no record batches.
        SettingError: a setting has a value that it cannot have, at once; or, with the first batch, there is no such
            column.
        WeightsError, DeviceError: with the first document, the weights cannot be loaded.
        MissingPackageError: pyarrow is not installed.

    Example:
        >>> import pyarrow as pa
        >>> batch = pa.record_batch({"id": [1, 2], "text": ['"The bridge is safe," said Ada Quill.', None]})
        >>> for found in extract_batches([batch]):
        ...     print(found["document"].to_pylist(), found["speaker"].to_pylist(), found["error"].to_pylist())
        ['1', '2'] ['Ada Quill', None] [None, 'the text is null; fill it in, or drop the document']
    """
    plan = Plan.of(text, id, choices)
    pyarrow()
    return _extract_batches(batches, plan)


def extract_table(
    table: "pa.Table",
    text: str = "text",
    id: str = "id",  # noqa: A002  # as the field of Document is called
    **choices: Unpack[Choices],
) -> "pa.Table":
    """Find who said what in the texts of an Arrow table; made for ``map_batches`` of Ray Data.

    Args:
        table, text, id, choices: as for :func:`extract_batches`.

    Raises:
        InputTypeError, SettingError, WeightsError, DeviceError, MissingPackageError: as :func:`extract_batches` does.

    Example:
        >>> import pyarrow as pa
        >>> table = pa.table({"url": ["a"], "body": ['"The bridge is safe," said Ada Quill.']})
        >>> extract_table(table, text="body", id="url")["speaker"].to_pylist()
        ['Ada Quill']
    """
    plan = Plan.of(text, id, choices)
    _check_type(table, pyarrow().Table, "a pyarrow.Table")
    plan.columns(table.column_names)  # a table without rows has no batches that would be looked at
    return pyarrow().Table.from_batches(list(_extract_batches(table.to_batches(), plan)), schema=result_schema())


def extract_frame(
    frame: "pd.DataFrame",
    text: str = "text",
    id: str = "id",  # noqa: A002  # as the field of Document is called
    **choices: Unpack[Choices],
) -> "pd.DataFrame":
    """Find who said what in the texts of a data frame of pandas; made for ``map_partitions`` of Dask.

    Args:
        frame: its index does not matter.
        text, id, choices: as for :func:`extract_batches`.

    Returns:
        A frame like :func:`empty_frame`, with rows.

    Raises:
        InputTypeError, SettingError, WeightsError, DeviceError, MissingPackageError: as :func:`extract_batches` does.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"url": ["a", "b"], "body": ['"The bridge is safe," said Ada Quill.', 7.5]})
        >>> found = extract_frame(frame, text="body", id="url")
        >>> found["speaker"].fillna("nobody").tolist()
        ['Ada Quill', 'nobody']
        >>> found["error"][1]
        'quotemine expected a text of type str, got float'
    """
    plan = Plan.of(text, id, choices)
    _check_type(frame, _pandas().DataFrame, "a pandas.DataFrame")
    names = plan.columns(list(frame.columns))
    # Not through Arrow, which has no columns of mixed types.
    values = {what: frame[column].astype(object).where(frame[column].notna(), None) for what, column in names.items()}
    batches = list(_results(_rows(values), plan.settings))
    return _to_pandas(pyarrow().Table.from_batches(batches, schema=result_schema()))


def empty_frame() -> "pd.DataFrame":
    """Give a data frame of pandas without rows, with the columns of results and Arrow's types; Dask calls it *meta*.

    Raises:
        MissingPackageError: pandas or pyarrow is not installed.

    Example:
        >>> empty_frame().dtypes["confidence"]
        double[pyarrow]
    """
    return _to_pandas(result_schema().empty_table())


def _to_pandas(table: "pa.Table") -> "pd.DataFrame":
    frame: pd.DataFrame = table.to_pandas(types_mapper=_pandas().ArrowDtype)
    return frame


def _pandas() -> Any:  # noqa: ANN401  # which has no types of its own
    try:
        import pandas as pd  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("pandas", "pandas") from error
    return pd


def _check_type(found: object, type_: type, expected: str, where: str = "") -> None:
    if not isinstance(found, type_):
        message = (
            f"quotemine expected {expected}, got {type(found).__module__}.{type(found).__qualname__}{where}; "
            "extract_batches reads record batches, extract_table a table of Arrow, extract_frame a frame of pandas"
        )
        raise InputTypeError(message)


def _extract_batches(batches: "Iterable[pa.RecordBatch]", plan: Plan) -> "Iterator[pa.RecordBatch]":
    for batch in batches:
        _check_type(batch, pyarrow().RecordBatch, "an iterable of pyarrow.RecordBatch", " in it")
        names = plan.columns(batch.schema.names)
        yield from _results(_rows({what: batch.column(column) for what, column in names.items()}), plan.settings)


def _rows(columns: Mapping[str, Iterable[object]]) -> Iterator[dict[str, object]]:
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))


def _results(rows: Iterator[dict[str, object]], settings: Settings) -> "Iterator[pa.RecordBatch]":
    while some := list(islice(rows, DOCUMENTS_A_BATCH)):
        get_encoder(settings)  # what fails here fails for every document
        runs = groupby((read(row, settings) for row in some), key=type)
        batches = [_result(list(run)) for _, run in runs]
        yield from pyarrow().Table.from_batches(batches).combine_chunks().to_batches()


def _result(run: list[Document | Failure]) -> "pa.RecordBatch":
    """Make rows of what is either all documents or all failures."""
    schema, pa = result_schema(), pyarrow()
    failures = [one for one in run if isinstance(one, Failure)]
    if failures:
        columns = [pa.array([getattr(one, field.name, None) for one in failures], field.type) for field in schema]
    else:
        quotes = record_batch([one for one in run if isinstance(one, Document)])
        columns = [*quotes.columns, pa.nulls(quotes.num_rows, pa.string())]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
