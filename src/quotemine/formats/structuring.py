"""From JSON values to documents with typed quotes, with one cattrs converter."""

from collections.abc import Callable
from contextvars import ContextVar
from types import GenericAlias
from typing import Literal, TypeGuard, TypeVar, get_args, get_origin

import cattrs
from attrs import frozen
from cattrs.gen import make_dict_structure_fn

from quotemine.documents import Document, DocumentId
from quotemine.formats.rows import Pair, Row, WrongValueError, shown
from quotemine.types import Candidate, Quote, Quotes

__all__ = ["document_of"]

T = TypeVar("T")

_text: ContextVar[str] = ContextVar("text")


def document_of(value: object, where: str = "$") -> Document:
    """Make a document, with typed quotes, of what :meth:`quotemine.Document.to_dict` gives.

    Keys that are not known do not matter.

    Args:
        value: JSON values; the text must be among them.
        where: what messages call the place of the object.

    Raises:
        ValueError: something is not as it should be; the message says what, where (*$.quotes[3].content[0]*), and what
            to do.

    Example:
        >>> document_of({"id": "a", "text": "It rained.", "quotes": []}).text
        'It rained.'
    """
    if not isinstance(value, dict):
        message = f"{shown(value)} where an object was expected @ {where}; write {_EXAMPLE}"
        raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
    text = value.get("text")
    token = _text.set(text if isinstance(text, str) else "")
    try:
        line = _converter.structure(value, _Line)
    except cattrs.BaseValidationError as error:
        raise ValueError(_told(error, where)) from None
    finally:
        _text.reset(token)
    return line.to_document()


@frozen(kw_only=True)
class _Line:
    text: str  # first, since without it nothing else can be right
    id: DocumentId
    title: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    quotes: tuple[Quote, ...]

    def to_document(self) -> Document:
        quotes = Quotes(self.quotes, self.text)
        return Document(self.id, self.text, quotes, title=self.title, date=self.date, author=self.author, url=self.url)


_EXAMPLE = '{"id": ..., "text": ..., "quotes": [...]}'
_ADVICE = {
    "text": "the offsets count its characters: write it with texts=True, on the command line with --texts",
    "quotes": "give a list, [] for a document without quotes; quotemine.extract finds the quotes of texts",
}


def _told(error: cattrs.BaseValidationError, where: str) -> str:
    """*what @ where; what to do*, for the first problem."""
    causes: list[BaseException] = []

    def note(cause: BaseException, _: type | None) -> str:
        causes.append(cause)
        return "missing" if isinstance(cause, KeyError) else str(cause)

    first, *others = cattrs.transform_error(error, where, note)
    key = causes[0].args[0] if isinstance(causes[0], KeyError) else None
    advice = getattr(causes[0], "advice", None) or _ADVICE.get(str(key), "fill it in as quotemine does")
    return f"{first}; {advice}" + (f" (and {len(others)} more in this document)" if others else "")


def _wrong(found: object, *, what: str, advice: str) -> WrongValueError:
    return WrongValueError(f"{shown(found)} {what}", advice)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _structure_pair(value: object, _: object) -> Pair:
    if not (isinstance(value, list) and len(value) == 2 and all(map(_is_whole, value))):
        raise _wrong(value, what="is no span", advice="write [start, end], two whole numbers")
    start, end = value
    length = len(_text.get())
    if start > end:
        raise _wrong(value, what="ends before it starts", advice="write [start, end], end exclusive")
    if start < 0 or end > length:
        advice = "offsets count characters, not bytes, from 0, end exclusive, line ends as they stand"
        raise _wrong(value, what=f"is outside the text, which has {length} characters", advice=advice)
    return start, end


def _structure_maybe_pair(value: object, _: object) -> Pair | None:
    if value is None or value == []:
        return None
    if isinstance(value, list) and len(value) == 1:
        return _structure_pair(value[0], Pair)
    raise _wrong(value, what="is neither one span nor none", advice="write [[start, end]] or []")


def _structure_id(value: object, _: object) -> DocumentId:
    if isinstance(value, str) or _is_whole(value):
        return value
    raise _wrong(value, what="is no id", advice="give a string or a whole number")


def _structure_str(value: object, _: object) -> str:
    if isinstance(value, str):
        return value
    raise _wrong(value, what="is no string", advice="write a string in quotation marks")


def _structure_bool(value: object, _: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(value, what="is neither true nor false", advice="write true or false")


def _structure_chance(value: object, _: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:  # which NaN is not
        return float(value)
    raise _wrong(value, what="is no chance", advice="write a number from 0 to 1")


def _is_choice(type_: object) -> bool:
    return get_origin(type_) is Literal


def _structure_choice(value: object, type_: object) -> object:
    allowed = get_args(type_)
    if isinstance(value, str) and value in allowed:
        return value
    raise _wrong(value, what="is not known here", advice=f"write {' or '.join(map(repr, allowed))}")


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter()

    def structure_tuple(value: object, type_: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _wrong(value, what="is no list", advice="write a list, [] for nothing")
        items: list[object] = converter.structure(value, GenericAlias(list, get_args(type_)[:1]))  # type: ignore[arg-type]
        return tuple(items)

    def objects(class_: type[T]) -> Callable[[object, object], T]:
        structure = make_dict_structure_fn(class_, converter)

        def hook(value: object, _: object) -> T:
            if not isinstance(value, dict):
                raise _wrong(value, what="where an object was expected", advice='write {"...": ...}')
            return structure(value, class_)

        return hook

    def structure_quote(value: object, _: object) -> Quote:
        return converter.structure(value, Row).to_quote(_text.get())

    converter.register_structure_hook(str, _structure_str)
    converter.register_structure_hook(bool, _structure_bool)
    converter.register_structure_hook(float, _structure_chance)
    converter.register_structure_hook_func(_is_choice, _structure_choice)
    converter.register_structure_hook_func(lambda type_: type_ == DocumentId, _structure_id)
    converter.register_structure_hook_func(lambda type_: get_args(type_)[1:] == (...,), structure_tuple)
    converter.register_structure_hook_func(lambda type_: type_ == Pair, _structure_pair)
    converter.register_structure_hook_func(lambda type_: type_ == Pair | None, _structure_maybe_pair)
    converter.register_structure_hook(Candidate, objects(Candidate))
    converter.register_structure_hook(Row, objects(Row))
    converter.register_structure_hook(Quote, structure_quote)
    converter.register_structure_hook(_Line, objects(_Line))
    return converter


_converter = _make_converter()
