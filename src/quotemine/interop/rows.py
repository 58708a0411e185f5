"""From a row to a document with its quotes, or to a note that says why it could not be read."""

import datetime as dt
from typing import cast

from attrs import frozen

from quotemine.api import extract_with
from quotemine.documents import METADATA, Document, DocumentId
from quotemine.errors import LONGEST, ExtractionError, InputTypeError, QuotemineError
from quotemine.formats.arrow import pyarrow
from quotemine.formats.rows import shown
from quotemine.formats.targets import storable
from quotemine.settings import Settings

__all__ = ["Failure", "read"]


@frozen
class Failure:
    """A document that could not be read."""

    document: str | None
    error: str


def read(row: dict[str, object], settings: Settings) -> Document | Failure:
    """Read one document, and never raise.

    Args:
        row: *id*, *text*, and *title* and so on where they are known; values of Python or scalars of Arrow.
        settings: how.

    Example:
        >>> read({"id": "bridge", "text": None}, Settings())
        Failure(document='bridge', error='the text is null; fill it in, or drop the document')
    """
    name: str | None = None
    try:
        id_ = _plain(row["id"])
        name = None if id_ is None else storable(str(id_))
        _check_id(id_)
        text = _plain(row["text"])
        if text is None:
            return Failure(name, "the text is null; fill it in, or drop the document")
        metadata = {what: _maybe_str(what, _plain(value)) for what, value in row.items() if what in METADATA}
        quotes = extract_with(cast("str", text), settings)
        return Document(cast("DocumentId", id_), cast("str", text), quotes, **metadata)
    except UnicodeDecodeError as error:
        why = f"a string that is not UTF-8 ({error.reason} at byte {error.start}); decode it with its own encoding"
        return Failure(name, why)
    except QuotemineError as error:
        return Failure(name, _message(str(error)))
    except Exception as error:  # noqa: BLE001  # one document in a million must not end a job of days
        return Failure(name, storable(str(ExtractionError.for_error(error))))


def _plain(value: object) -> object:
    """Make a Python value of one of Arrow's; only here is it seen whether a string is UTF-8."""
    return value.as_py() if isinstance(value, pyarrow().Scalar) else value


def _check_id(id_: object) -> None:
    if id_ is None:
        message = "the id is null; give every document one, a string or a whole number"
        raise InputTypeError(message)
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        message = f"the id {shown(id_)} is of type {type(id_).__name__}; make it a string or a whole number"
        raise InputTypeError(message)


def _maybe_str(what: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dt.date):  # and datetime
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    message = f"{what} {shown(value)} is of type {type(value).__name__}; make it a string, or leave the column out"
    raise InputTypeError(message)


def _message(text: str) -> str:
    return storable(text if len(text) <= LONGEST else f"{text[: LONGEST - 2]} …")
