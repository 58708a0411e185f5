"""The columns that data frames, Arrow tables and CSV files have in common, and what stands in them.

Names, order and types are those of :class:`quotemine.formats.rows.Row`, with five columns before that tell the
document.  Spans become ``{"start": ..., "end": ...}``, so that each engine can name their ends; a cue or source that is
not there becomes null.
"""

from collections.abc import Iterable
from enum import StrEnum
from types import NoneType
from typing import Any, get_args

from attrs import fields, frozen

from quotemine.documents import METADATA, Document
from quotemine.formats.rows import Pair, Row
from quotemine.formats.targets import checked, storable
from quotemine.types import Candidate, CueClass, Gender, Kind, Quotes, SpeakerType

__all__ = ["ALL", "DOCUMENT", "QUOTE", "Column", "Data", "Type", "columns_of", "row_of", "values_of"]

Data = Iterable[Document] | Quotes
"""Documents, or the quotes of one text, which have no columns that tell the document."""


class Type(StrEnum):
    """What a column holds; the values are Arrow's names, without those of list items."""

    text = "string"
    flag = "bool"
    number = "double"
    span = "struct<start: int64, end: int64>"
    spans = "list<struct<start: int64, end: int64>>"
    texts = "list<string>"
    candidates = "list<struct<name: string, score: double, reasons: list<string>>>"


_TYPES: dict[object, Type] = {
    str: Type.text,
    Kind: Type.text,
    SpeakerType: Type.text,
    Gender: Type.text,
    CueClass: Type.text,
    bool: Type.flag,
    float: Type.number,
    Pair: Type.span,
    tuple[Pair, ...]: Type.spans,
    tuple[str, ...]: Type.texts,
    tuple[Candidate, ...]: Type.candidates,
}


@frozen
class Column:
    """One column.

    Attributes:
        name: a key of :meth:`quotemine.Quote.to_dict`, or *document*, *title*, *date*, *author*, *url*.
        type: what it holds.
        nullable: whether there may be nothing in it; an empty list is something.
    """

    name: str
    type: Type
    nullable: bool


def _column(name: str, annotation: object) -> Column:
    inner = [type_ for type_ in get_args(annotation) if type_ is not NoneType]
    nullable = NoneType in get_args(annotation)
    return Column(name, _TYPES[inner[0] if nullable else annotation], nullable)


DOCUMENT = (
    Column("document", Type.text, nullable=False),
    *(Column(name, Type.text, nullable=True) for name in METADATA),
)
QUOTE = tuple(_column(attribute.name, attribute.type) for attribute in fields(Row))
ALL = (*DOCUMENT, *QUOTE)


def columns_of(data: Data) -> tuple[Column, ...]:
    """The columns of documents or of the quotes of one text."""
    return QUOTE if isinstance(data, Quotes) else ALL


def values_of(data: Data) -> dict[str, list[Any]]:
    """Give what stands in each column, from the first quote to the last; a document without quotes has no row.

    Args:
        data: documents, whose ids become strings, or the quotes of one text.  Half surrogate pairs are replaced by
            U+FFFD.

    Raises:
        InputTypeError: it is neither.

    Example:
        >>> values_of([Document(7, "It rained.")])["document"]
        []
    """
    values: dict[str, list[Any]] = {column.name: [] for column in columns_of(data)}
    if isinstance(data, Quotes):
        _add(values, {}, data)
        return values
    for document in checked(data):
        metadata = {name: _stored(getattr(document, name)) for name in METADATA}
        _add(values, {"document": _stored(str(document.id)), **metadata}, document.quotes)
    return values


def row_of(values: dict[str, Any]) -> dict[str, Any]:
    """Undo what :func:`values_of` does with spans: make a row as :meth:`quotemine.Quote.to_dict` gives it.

    Args:
        values: what stands in the columns of one quote.

    Example:
        >>> empty = dict.fromkeys(column.name for column in QUOTE)
        >>> row = row_of({**empty, "content": [{"start": 0, "end": 9}], "chain": [], "context": {"start": 0, "end": 9}})
        >>> row["content"], row["cue"], row["context"]
        ([[0, 9]], [], [0, 9])
    """
    return {column.name: _json(column, values[column.name]) for column in QUOTE}


def _json(column: Column, value: Any) -> Any:  # noqa: ANN401  # what Arrow has; wrong values are told of later
    if column.type is Type.span and column.nullable:
        return [] if value is None else [_pair(value)]
    if column.type is Type.span:
        return _pair(value)
    if column.type is Type.spans and isinstance(value, list):
        return [_pair(span) for span in value]
    return value


def _pair(span: Any) -> Any:  # noqa: ANN401
    return [span.get("start"), span.get("end")] if isinstance(span, dict) else span


def _add(values: dict[str, list[Any]], origin: dict[str, Any], quotes: Quotes) -> None:
    for row in quotes.to_dicts():
        for name, value in origin.items():
            values[name].append(value)
        for column in QUOTE:
            values[column.name].append(_value(column, row[column.name]))


def _value(column: Column, value: Any) -> Any:  # noqa: ANN401  # JSON values
    if column.type is Type.span:
        if not column.nullable:
            return _span(value)
        return _span(value[0]) if value else None
    if column.type is Type.spans:
        return [_span(pair) for pair in value]
    return value if column.type in (Type.flag, Type.number) else _stored(value)


def _span(pair: list[int]) -> dict[str, int]:
    return {"start": pair[0], "end": pair[1]}


def _stored(value: Any) -> Any:  # noqa: ANN401
    """Replace half surrogate pairs, in lists and objects too."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return storable(value)
    elif isinstance(value, list):
        return [_stored(item) for item in value]
    elif isinstance(value, dict):
        return {key: _stored(item) for key, item in value.items()}
    return value
