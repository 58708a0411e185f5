"""Quotes to draw, and what charts draw of them."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from quotemine import Document, Quotes
from quotemine.types import Kind, Quote, Span, Speaker, SpeakerType


def said(
    name: str | None,
    text: str = "It leaks.",
    at: int = 0,
    *,
    kind: Kind = "direct",
    id_: str | None = None,
    type_: SpeakerType = "PERSON",
    named: bool = True,
    aliases: Sequence[str] = (),
) -> Quote:
    """A quote; its speaker's id is the name unless it is given."""
    speaker = None if name is None else Speaker(id_ or name, name, type_, named, aliases=tuple(aliases))
    content = Span(at, at + len(text), text)
    return Quote(f"q{at}", kind, (content,), None, None, speaker, content, 0.9)


def paper(id_: str | int, *quotes: Quote, length: int = 0, **metadata: str) -> Document:
    """A document with these quotes."""
    return Document(id_, "x" * length, Quotes(quotes), **metadata)


def drawn(chart: alt.LayerChart, field: str) -> list[dict[str, Any]]:
    """The rows of a chart that have a field; building the specification also validates it."""
    (values,) = (rows for rows in chart.to_dict().get("datasets", {}).values() if rows and field in rows[0])
    return values


def heading(chart: alt.LayerChart) -> str:
    """Title and subtitle in one line."""
    title = chart.to_dict()["title"]
    return "; ".join([title["text"], *title["subtitle"]])


def rows_of(chart: alt.LayerChart) -> list[str]:
    """The names on the left, from above."""
    return next(
        layer["encoding"]["y"]["sort"] for layer in chart.to_dict()["layer"] if "sort" in layer["encoding"]["y"]
    )
