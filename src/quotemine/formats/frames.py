"""Data frames of pandas and polars, and Arrow tables: a row for each quote, with the same columns everywhere.

The columns are ``document`` (the id, as a string), ``title``, ``date``, ``author``, ``url``, and then those of
:meth:`quotemine.Quote.to_dict`.  Where that writes spans as ``[start, end]``, frames have
``{"start": ..., "end": ...}``: ``content`` and ``chain`` are lists of them, ``context`` is one, and so are ``cue``,
``source`` and ``speaker_gender_evidence`` where they are there; where they are not, they are null.  Offsets count
characters of the document's text, end exclusive.  A document without quotes has no row; frames without rows have all
columns, with the same types.  Half surrogate pairs, which none of these can hold, are replaced by U+FFFD.

The quotes of a single text, :class:`quotemine.Quotes`, have the same columns without the first five.
"""

from typing import TYPE_CHECKING, Any

from quotemine.errors import MissingPackageError
from quotemine.formats import arrow
from quotemine.formats.columns import Column, Data, Type, columns_of, values_of
from quotemine.types import Quotes

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    ARROW_SCHEMA: pa.Schema

__all__ = ["ARROW_SCHEMA", "to_arrow", "to_frame", "to_pandas", "to_polars"]


def __getattr__(name: str) -> object:
    if name == "ARROW_SCHEMA":  # made when it is asked for: pyarrow may not be there
        return arrow.schema_of()
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def to_arrow(data: Data) -> "pa.Table":
    """Make an Arrow table, with ``ARROW_SCHEMA``.

    Args:
        data: documents, or the quotes of one text.

    Raises:
        InputTypeError: it is neither.
        MissingPackageError: pyarrow is not installed.

    Example:
        >>> import quotemine
        >>> document = quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")
        >>> table = to_arrow([document])
        >>> table["document"][0].as_py(), table["content"][0].as_py()
        ('bridge', [{'start': 0, 'end': 21}])
        >>> from quotemine.formats import frames
        >>> table.schema == frames.ARROW_SCHEMA
        True
    """
    batches = [arrow.record_batch(data)] if isinstance(data, Quotes) else list(arrow.record_batches(data))
    return arrow.pyarrow().Table.from_batches(batches, schema=arrow.schema_of(columns_of(data)))


def to_pandas(data: Data) -> "pd.DataFrame":
    """Make a data frame of pandas.

    Texts have the dtype ``string``, ``speaker_named`` is ``boolean`` and ``speaker_confidence`` is ``Float64``, which
    know missing values (``pandas.NA``); ``negated`` is ``bool`` and ``confidence`` is ``float64``; lists and spans are
    objects, None where there is no span.  ``pyarrow.Table.from_pandas(frame, schema=frames.ARROW_SCHEMA)`` gives what
    :func:`to_arrow` gives.

    Args:
        data: documents, or the quotes of one text.

    Raises:
        InputTypeError: it is neither.
        MissingPackageError: pandas is not installed.

    Example:
        >>> import quotemine
        >>> document = quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")
        >>> to_pandas([document]).loc[0, ["document", "speaker", "kind"]].tolist()
        ['bridge', 'Ada Quill', 'direct']
    """
    pd, values = _pandas(), values_of(data)
    columns = {column.name: pd.Series(values[column.name], dtype=_dtype(column)) for column in columns_of(data)}
    return pd.DataFrame(columns)


def to_polars(data: Data) -> "pl.DataFrame":
    """Make a data frame of polars, whose types are those of ``ARROW_SCHEMA``; pyarrow is not needed.

    Args:
        data: documents, or the quotes of one text.

    Raises:
        InputTypeError: it is neither.
        MissingPackageError: polars is not installed.

    Example:
        >>> import quotemine
        >>> document = quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")
        >>> to_polars([document]).explode("content").unnest("content").select("document", "start", "end").rows()
        [('bridge', 0, 21)]
    """
    try:
        import polars as pl  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("polars", "polars") from error
    span = pl.Struct({"start": pl.Int64, "end": pl.Int64})
    types: dict[Type, pl.DataType | type[pl.DataType]] = {
        Type.text: pl.String,
        Type.flag: pl.Boolean,
        Type.number: pl.Float64,
        Type.span: span,
        Type.spans: pl.List(span),
        Type.texts: pl.List(pl.String),
        Type.candidates: pl.List(pl.Struct({"name": pl.String, "score": pl.Float64, "reasons": pl.List(pl.String)})),
    }
    return pl.DataFrame(values_of(data), schema={column.name: types[column.type] for column in columns_of(data)})


def to_frame(rows: list[dict[str, Any]], columns: list[str]) -> "pd.DataFrame":
    """Make a frame of pandas of other rows than quotes, with all columns even where there are no rows.

    Raises:
        MissingPackageError: pandas is not installed.

    Example:
        >>> list(to_frame([], ["name", "quotes"]).columns)
        ['name', 'quotes']
    """
    return _pandas().DataFrame(rows, columns=columns)


def _pandas() -> Any:  # noqa: ANN401  # which has no types of its own
    try:
        import pandas as pd  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("pandas", "pandas") from error
    return pd


def _dtype(column: Column) -> str:
    """A dtype that pandas has without pyarrow."""
    if column.type is Type.text:
        return "string"
    if column.type is Type.flag:
        return "boolean" if column.nullable else "bool"
    if column.type is Type.number:
        return "Float64" if column.nullable else "float64"
    return "object"
