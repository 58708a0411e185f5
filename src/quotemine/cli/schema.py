"""The command ``quotemine schema``: what results look like, for programs and for people."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from quotemine.formats import jsonl

__all__ = ["schema"]


class Format(StrEnum):
    """Formats that have a schema."""

    jsonl = "jsonl"
    arrow = "arrow"


def schema(
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="arrow: columns of data frames, Arrow tables, Parquet.")
    ] = Format.jsonl,
) -> None:
    """Print the schema of results.

    For jsonl that is a JSON Schema (draft 2020-12) of one line, with the text or
    without, to check files with or to make types of. For arrow it is a list of
    the columns with their types, each with a line on what stands in it.

    \b
    Examples:
      quotemine schema > quotemine.schema.json
      quotemine schema --format arrow
    """
    given = jsonl.schema()
    typer.echo(json.dumps(given, indent=2) if format_ is Format.jsonl else "\n".join(_lines(given)))


def _lines(given: dict[str, Any]) -> Iterator[str]:
    from quotemine.formats import columns  # noqa: PLC0415  # cattrs, which other commands should not wait for

    of_documents, of_quotes = given["properties"], given["$defs"]["quote"]["properties"]
    for number, column in enumerate(columns.ALL):
        yield f"{column.name}: {column.type}{', or null' if column.nullable else ''}"
        known = of_documents if number < len(columns.DOCUMENT) else of_quotes
        yield f"    {known[column.name if column.name != 'document' else 'id']['description']}"
