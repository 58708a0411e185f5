"""Tables to read in a terminal or on a page of plain text."""

import io
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotemine.documents import Document
from quotemine.formats.targets import Target, checked, opened_to_write
from quotemine.types import Quote, Quotes

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["dump"]

PAGE_WIDTH = 100


def dump(documents: Iterable[Document], target: Target, *, width: int = PAGE_WIDTH, terminal: bool = False) -> None:
    """Write a heading and a table for each document.

    Args:
        documents: written one by one as they come.
        target: path or open text file.
        width: columns of the screen or page.
        terminal: whether colours are wanted; plain text otherwise.

    Example:
        >>> import sys
        >>> dump([Document("a", "It rained.")], sys.stdout)
        a: no quotes
    """
    with opened_to_write(target) as file:
        for document in checked(documents):
            file.write(_page(document, width, terminal=terminal))


def _page(document: Document, width: int, *, terminal: bool) -> str:
    from rich.console import Console  # noqa: PLC0415 (only tables need it)
    from rich.text import Text  # noqa: PLC0415

    page = Console(file=io.StringIO(), width=width, force_terminal=terminal, color_system="auto" if terminal else None)
    quotes = document.quotes
    count = {0: "no quotes", 1: "1 quote"}.get(len(quotes), f"{len(quotes)} quotes")
    with page.capture() as capture:
        page.print(Text.assemble((_clean(str(document.id)), "bold"), f": {count}"))
        if quotes:
            page.print(_as_table(quotes))
    lines = (line.rstrip() for line in capture.get().splitlines())
    return "\n".join(lines) + "\n"


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
