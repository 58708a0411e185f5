"""PySpark: from a DataFrame of texts to a DataFrame of quotes.

Source: ``DataFrame.mapInArrow``, https://spark.apache.org/docs/latest/api/python, versions 3.5 to 4.
"""

from typing import TYPE_CHECKING, Any, Unpack

from attrs import asdict

from quotemine.errors import InputTypeError, MissingPackageError, SettingError
from quotemine.interop.batches import extract_batches, result_schema
from quotemine.interop.plans import Choices, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["extract"]

_TEXTS = ("string", "char", "varchar")
_WHOLE = ("byte", "short", "integer", "long")
_TIMES = ("date", "timestamp", "timestamp_ntz")


def extract(
    df: "DataFrame",
    text: str = "text",
    id: str = "id",  # noqa: A002  # as the field of Document is called
    **choices: Unpack[Choices],
) -> "DataFrame":
    """Find who said what in the texts of a Spark DataFrame.

    Nothing is read before Spark is asked for the result.  quotemine must be installed where the workers run; each
    Python worker loads the weights once.  Partitions are read as they are: a job has as many tasks as ``df`` has
    partitions.

    Args:
        df: documents; of its columns only those that are needed are sent to the workers.
        text: the column of texts.
        id: the column of ids, strings or whole numbers.
        choices: title, date, author, url: columns, taken by these names where they are there; and attributions,
            min_confidence, model and device, as for :func:`quotemine.extract`.  A folder as ``model`` must be in the
            same place on every machine.

    Returns:
        A DataFrame with the columns of :func:`quotemine.interop.batches.result_schema`: a row for each quote, or one
        row with ``error`` for a document that could not be read; a document without quotes has no row.  Offsets count
        characters (Unicode code points) of the text, end exclusive.

    Raises:
        InputTypeError: ``df`` is no DataFrame of Spark.
        SettingError: a setting has a value that it cannot have, or there is no such column, or it holds something
            else; all at once, before a job runs.
        MissingPackageError: pyspark or pyarrow is not installed.

    Example:
        >>> extract([])
        Traceback (most recent call last):
        ...
        quotemine.errors.InputTypeError: quotemine expected a DataFrame of PySpark, got list; make one with ...
    """
    plan = Plan.of(text, id, choices)
    try:
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("pyspark", "spark") from error
    if not hasattr(df, "mapInArrow"):  # Spark Connect has a class of its own
        message = (
            f"quotemine expected a DataFrame of PySpark, got {type(df).__name__}; "
            "make one with spark.createDataFrame(...) or spark.read"
        )
        raise InputTypeError(message)
    names = plan.columns(df.columns)
    _check_types(df, names)

    settings: dict[str, Any] = asdict(plan.settings)

    def read(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        return extract_batches(batches, **settings)

    # Under our names: mapInArrow cannot tell what a name with a dot in it is.
    needed = [df[f"`{column.replace('`', '``')}`"].alias(what) for what, column in names.items()]
    return df.select(*needed).mapInArrow(read, from_arrow_schema(result_schema()))


def _check_types(df: "DataFrame", names: dict[str, str]) -> None:
    types: dict[str, Any] = {field.name: field.dataType for field in df.schema.fields}
    for what, column in names.items():
        allowed = {"text": _TEXTS, "id": (*_TEXTS, *_WHOLE)}.get(what, (*_TEXTS, *_WHOLE, *_TIMES))
        if types[column].typeName() not in allowed:
            found = types[column].simpleString()
            kinds = {"text": "strings", "id": "strings or whole numbers"}.get(what, "strings, dates or whole numbers")
            advice = "cast it, or name another column" if what in ("text", "id") else "cast it, drop it or rename it"
            raise SettingError.for_value(what, column, f"a column of {kinds}, not of {found}: {advice}")
