"""Results as text: JSON lines, one JSON array, or a table to read; each piece by piece, whatever the corpus's size."""

import io
import json
import unicodedata
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING

from quotemine.types import Quote, Quotes

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Result", "dump_json", "dump_jsonl", "dump_table"]

Result = tuple[str | int, Quotes]
"""The id of a document and its quotes."""


def dump_jsonl(results: Iterable[Result]) -> Generator[str, None, None]:
    r"""Write a line a document.

    Example:
        >>> list(dump_jsonl([("a", Quotes())]))
        ['{"id": "a", "quotes": []}\n']
    """
    for id_, quotes in results:
        yield _to_json(id_, quotes, indent=None) + "\n"


def dump_json(results: Iterable[Result]) -> Generator[str, None, None]:
    r"""Write one array of all documents.

    Example:
        >>> list(dump_json([]))
        ['[]\n']
    """
    opening = "[\n"
    for id_, quotes in results:
        yield opening + _to_json(id_, quotes, indent=2)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def dump_table(results: Iterable[Result], *, width: int, terminal: bool) -> Generator[str, None, None]:
    """Write a table a document.

    Args:
        results: ids and quotes.
        width: columns of the screen or page.
        terminal: whether colours are wanted; plain text otherwise.

    Yields:
        A heading with the table below it, for each document.
    """
    from rich.console import Console  # noqa: PLC0415 (only tables need it)
    from rich.text import Text  # noqa: PLC0415

    for id_, quotes in results:
        page = Console(
            file=io.StringIO(), width=width, force_terminal=terminal, color_system="auto" if terminal else None
        )
        count = {0: "no quotes", 1: "1 quote"}.get(len(quotes), f"{len(quotes)} quotes")
        with page.capture() as capture:
            page.print(Text.assemble((_clean(str(id_)), "bold"), f": {count}"))
            if quotes:
                page.print(_as_table(quotes))
        lines = (line.rstrip() for line in capture.get().splitlines())
        yield "\n".join(lines) + "\n"


def _as_table(quotes: Quotes) -> "Table":
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, expand=False)
    table.add_column("Speaker", style="cyan", max_width=28)
    table.add_column("Cue", max_width=16)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Quote", ratio=1)
    for quote in quotes:
        cells = (_speaker(quote), _cue(quote), quote.kind, quote.text)
        table.add_row(*(Text(_clean(cell)) for cell in cells))
    return table


def _speaker(quote: Quote) -> str:
    """*Ines Corran*, or *Ines Corran (she)* where the text has other words at this quote."""
    name = "–" if quote.speaker is None else quote.speaker.name
    if quote.source is None or quote.source.text == name:
        return name
    return f"{name} ({quote.source.text})" if quote.speaker is not None else f"({quote.source.text})"


def _cue(quote: Quote) -> str:
    if quote.cue is None:
        return ""
    return f"{quote.cue.text} (negated)" if quote.cue.negated else quote.cue.text


def _clean(text: str) -> str:
    """Put text on one line, without characters that would steer a terminal."""
    words = " ".join(text.split())
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in {"Cc", "Cs"} else c for c in words)


def _to_json(id_: str | int, quotes: Quotes, indent: int | None) -> str:
    value = {"id": id_, "quotes": quotes.to_dicts()}
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold: escaped instead
        return json.dumps(value, indent=indent)
    return text
