"""Annotated documents from JSON objects, checked with one cattrs converter."""

from collections.abc import Callable
from types import GenericAlias
from typing import TypeGuard, TypeVar, get_args

import cattrs
from attrs import field, frozen
from cattrs.gen import make_dict_structure_fn

from quotemine.documents import DocumentId
from quotemine.evaluation.annotations import AnnotatedQuote, AnnotatedText
from quotemine.evaluation.entities import Entities, Entity, Mention, names_of
from quotemine.types import Kind

__all__ = ["parse"]

Pair = tuple[int, int]
T = TypeVar("T")

_KINDS: tuple[Kind, ...] = get_args(Kind)


@frozen
class _Quote:
    content: tuple[Pair, ...]
    source: tuple[Pair, ...] | None = None
    speaker: str | None = None
    speaker_aliases: tuple[str, ...] | None = None
    kind: Kind | None = None


@frozen
class _Document:
    quotes: tuple[_Quote, ...]
    id: DocumentId | None = None
    text: str | None = None
    entities: Entities = field(factory=dict)


def parse(value: dict[str, object], default_id: str) -> AnnotatedText:
    """Make an annotated document of a JSON object; keys that are not known do not matter.

    Args:
        value: the object, see :func:`quotemine.evaluation.load_gold`.
        default_id: for an object without ``id``.

    Raises:
        ValueError: something in it is not as it should be; says what and where.

    Example:
        >>> parse({"id": "a", "quotes": [{"content": [[0, 9]]}]}, "").quotes[0].content
        ((0, 9),)
        >>> parse({"id": "a", "quotes": [{"content": [[0, "9"]]}]}, "")
        Traceback (most recent call last):
        ValueError: quotes[0].content[0]: expected a span [start, end] of two whole numbers, got [0, '9']
    """
    try:
        document = _converter.structure(value, _Document)
    except cattrs.BaseValidationError as error:
        problems = cattrs.transform_error(error, "", _say)
        what, _, where = problems[0].rpartition(" @ ")
        more = f" (and {len(problems) - 1} more like it)" if len(problems) > 1 else ""
        message = f"{where.lstrip('.')}: {what}{more}"
        raise ValueError(message) from None
    return AnnotatedText(
        default_id if document.id is None else document.id,
        document.text,
        tuple(_annotated(quote, document) for quote in document.quotes),
    )


def _annotated(quote: _Quote, document: _Document) -> AnnotatedQuote:
    speaker, aliases = quote.speaker, quote.speaker_aliases or ()
    if speaker:
        speaker, *others = names_of(speaker, document.entities, document.text or "")
        aliases = *aliases, *others
    return AnnotatedQuote(quote.content, quote.source, speaker, aliases, quote.kind)


def _say(error: BaseException, _: type | None) -> str:
    return "missing, and needed" if isinstance(error, KeyError) else str(error)


def _wrong(found: object, *, expected: str) -> ValueError:
    return ValueError(f"expected {expected}, got {found!r:.80}")


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _structure_pair(value: object, _: object) -> Pair:
    if isinstance(value, list) and len(value) == 2 and all(map(_is_whole, value)):
        return value[0], value[1]
    raise _wrong(value, expected="a span [start, end] of two whole numbers")


def _structure_mention(value: object, _: object) -> Mention:
    if isinstance(value, list) and len(value) == 3 and all(map(_is_whole, value[:2])):
        return value[0], value[1], str(value[2])
    raise _wrong(value, expected="a mention [start, end, kind]")


def _structure_str(value: object, _: object) -> str:
    if isinstance(value, str):
        return value
    raise _wrong(value, expected="a string")


def _structure_id(value: object, _: object) -> DocumentId | None:
    if value is None or isinstance(value, str) or _is_whole(value):
        return value
    raise _wrong(value, expected="a string or a whole number")


def _structure_kind(value: object, _: object) -> Kind:
    for kind in _KINDS:
        if value == kind:
            return kind
    raise _wrong(value, expected=" or ".join(_KINDS))


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter()

    def structure_tuple(value: object, type_: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _wrong(value, expected="a list")
        items: list[object] = converter.structure(value, GenericAlias(list, get_args(type_)[:1]))  # type: ignore[arg-type]
        return tuple(items)

    def structure_object(class_: type[T]) -> Callable[[object, object], T]:
        structure = make_dict_structure_fn(class_, converter)

        def hook(value: object, _: object) -> T:
            if not isinstance(value, dict):
                raise _wrong(value, expected="an object")
            return structure(value, class_)

        return hook

    converter.register_structure_hook(str, _structure_str)

    def structure_entities(value: object, _: object) -> Entities:
        if value is None:
            return {}
        if isinstance(value, dict):
            return converter.structure(value, dict[str, tuple[str, ...]])
        return converter.structure(value, tuple[Entity, ...])

    converter.register_structure_hook_func(lambda type_: type_ == Entities, structure_entities)
    converter.register_structure_hook_func(lambda type_: type_ == DocumentId | None, _structure_id)
    converter.register_structure_hook_func(lambda type_: type_ == Kind, _structure_kind)
    converter.register_structure_hook_func(lambda type_: get_args(type_)[1:] == (...,), structure_tuple)
    converter.register_structure_hook_func(lambda type_: type_ == Pair, _structure_pair)
    converter.register_structure_hook_func(lambda type_: type_ == Mention, _structure_mention)
    converter.register_structure_hook(Entity, structure_object(Entity))
    converter.register_structure_hook(_Quote, structure_object(_Quote))
    converter.register_structure_hook(_Document, structure_object(_Document))
    return converter


_converter = _make_converter()
