"""Typed results to JSON values and back, with one cattrs converter.

A span is written as ``[start, end]``; its characters are sliced from the text again on the way back.
"""

from contextvars import ContextVar

import cattrs

from quotemine.types import Quote, Quotes, Span

__all__ = ["JSON", "dump_quotes", "load_quotes"]

JSON = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None

_text: ContextVar[str] = ContextVar("text")


def dump_quotes(quotes: Quotes) -> JSON:
    """Write quotes as JSON values.

    Example:
        >>> dump_quotes(Quotes())
        []
    """
    values: JSON = _converter.unstructure(list(quotes), list[Quote])
    return values


def load_quotes(values: object, text: str) -> Quotes:
    """Read what :func:`dump_quotes` wrote.

    Args:
        values: the JSON values.
        text: the text that the quotes were found in.

    Raises:
        ValueError: the values are something else.

    Example:
        >>> load_quotes([], "It rained.")
        Quotes([])
    """
    token = _text.set(text)
    try:
        return Quotes(_converter.structure(values, tuple[Quote, ...]), text)
    except (cattrs.BaseValidationError, TypeError) as error:
        message = f"expected a list of quotes as dump_quotes writes it: {error}"
        raise ValueError(message) from error
    finally:
        _text.reset(token)


def _dump_span(span: Span) -> list[int]:
    return [int(span.start), int(span.end)]


def _load_span(value: list[int], _: type[Span]) -> Span:
    start, end = value
    return Span(start, end, _text.get()[start:end])


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter()
    converter.register_unstructure_hook(Span, _dump_span)
    converter.register_structure_hook(Span, _load_span)
    converter.register_unstructure_hook(float, float)  # a NumPy scalar is no JSON value
    return converter


_converter = _make_converter()
