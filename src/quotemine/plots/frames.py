"""Quotes from a frame of pandas, polars or Arrow, whichever it is; read with narwhals, which Altair brings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from quotemine.errors import MissingPackageError, SettingError
from quotemine.plots.rows import Origin, day_of, host_of, no_data
from quotemine.types import Kind

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["documents_of"]

NEEDED = ("speaker", "kind", "text")
USED = (
    *NEEDED, "id", "document", "person", "content", "speaker_id", "speaker_type", "speaker_named", "speaker_aliases",
    "date", "author", "outlet", "url",
)  # fmt: skip
# Lists that come as JSON text where a frame went through a CSV file.
LISTS = ("content", "speaker_aliases")
NOWHERE = "(no document)"


def documents_of(data: object, needed: Sequence[str] = ()) -> Iterator[tuple[Origin, list[dict[str, Any]]]]:
    """Part the rows of a frame by document, in the order in which these come.

    Args:
        data: a frame, or a lazy one, as ``quotemine.formats.frames.to_pandas(documents)`` gives it, a row for each
            quote, with the columns of ``Quote.to_dict()`` and ``document``; without ``document`` it is of one text, as
            from ``Quotes.to_pandas()``.  *person*, *date*, *author*, *outlet* and *url* are used if they are there.
        needed: columns that it must have beside *speaker*, *kind* and *text*.

    Raises:
        InputTypeError: it is no frame that narwhals knows.
        MissingPackageError: narwhals, which comes with Altair, is not installed.
        SettingError: columns are missing, or a value is none that its column can have.
    """
    frame = _frame_of(data)
    _check_columns(frame.columns, [*NEEDED, *needed])
    columns = {name: _values(frame[name]) for name in USED if name in frame.columns}
    given = zip(*columns.values(), strict=True)
    rows = [_checked(number, dict(zip(columns, row, strict=True))) for number, row in enumerate(given)]
    if "document" not in columns:
        ids = [row["id"] for row in rows if row.get("id") is not None]
        if len(set(ids)) < len(ids):  # a text has one q1
            _check_columns(frame.columns, ["document"])
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.get("document", "text"), []).append(row)
    for id_, own in groups.items():
        day = next((day for row in own if (day := _day(row.get("date")))), None)
        outlet = _first(own, "outlet") or host_of(_first(own, "url"))
        yield Origin(id_, NOWHERE if id_ is None else str(id_), day, _first(own, "author"), outlet), own


def _frame_of(data: object) -> "nw.DataFrame[Any]":
    try:
        import narwhals as nw  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("narwhals", "viz") from error
    frame = nw.from_native(data, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        return frame.collect()
    if isinstance(frame, nw.DataFrame):
        return frame
    raise no_data(data)


def _check_columns(found: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in found]
    if missing:
        message = (
            f"a frame of quotes needs the column{'s' * (len(needed) > 1)} {', '.join(needed)}, and this one lacks "
            f"{', '.join(missing)}; it has {', '.join(map(repr, found)) or 'none'}; "
            "quotemine.formats.frames.to_pandas(documents) makes such a frame, quotes.to_pandas() one of a single text"
        )
        raise SettingError(message)


def _values(column: "nw.Series[Any]") -> list[Any]:
    """Its values, with None for whatever the frame has for nothing: NaN, NA, null."""
    nothing = column.is_null().to_list()
    return [None if none else value for value, none in zip(column.to_list(), nothing, strict=True)]


def _checked(number: int, row: dict[str, Any]) -> dict[str, Any]:
    if row["kind"] not in get_args(Kind):
        raise _wrong(number, "kind", row["kind"], "'direct', 'indirect' or 'mixed'")
    for name in LISTS:
        if name in row:
            row[name] = _list(number, name, row[name])
    if "speaker_named" in row:  # True and False, but numbers or text where the frame went through a file
        row["speaker_named"] = row["speaker_named"] not in {False, "False", "false"}
    row["text"] = str(row["text"] or "")
    row["speaker"] = None if row["speaker"] is None else str(row["speaker"])
    return row


def _list(number: int, name: str, value: Any) -> list[Any]:  # noqa: ANN401  # what a frame has
    try:
        values = json.loads(value) if isinstance(value, str) else list(() if value is None else value)
        if name == "content":  # pairs, or as Arrow has them {"start": ..., "end": ...}
            pairs = ((span["start"], span["end"]) if isinstance(span, Mapping) else span for span in values)
            return [(int(start), int(end)) for start, end in pairs]
        return [str(alias) for alias in values]
    except (KeyError, TypeError, ValueError) as error:
        allowed = (
            "spans, [[start, end], ...] or [{'start': start, 'end': end}, ...],"
            if name == "content"
            else "a list of names"
        )
        raise _wrong(number, name, value, allowed) from error


def _wrong(number: int, column: str, found: object, allowed: str) -> SettingError:
    place = f"the column {column} of data, row {number} (counted from 0),"
    return SettingError.for_value(place, found, allowed)


def _first(rows: Sequence[dict[str, Any]], name: str) -> str | None:
    return next((str(row[name]) for row in rows if row.get(name) is not None), None)


def _day(value: object) -> date | None:
    return day_of(value.isoformat() if isinstance(value, date) else str(value)) if value is not None else None
