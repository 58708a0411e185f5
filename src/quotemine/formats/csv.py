"""CSV for spreadsheets: a row for each quote.

The columns are ``document`` (the id), ``title``, ``date``, ``author``, ``url``, and then those of
:meth:`quotemine.Quote.to_dict`.  Cells with lists or spans are JSON, as in JSON Lines: ``[[12, 30], [44, 51]]``, which
no spreadsheet takes for a date as it does *12-30*.  True and false are ``true`` and ``false``; null is an empty cell,
and so is an empty text.  A document without quotes has no row.

Commas, quotation marks and line ends are as in RFC 4180.  A spreadsheet would run a cell like ``=HYPERLINK(...)``, and
a text may say anything; so cells of text that begin with ``=``, ``+``, ``-``, ``@``, a tab or a line end get an
apostrophe in front, as OWASP advises against CSV injection.  :func:`unguarded` takes it away again.
"""

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from quotemine.documents import METADATA, Document
from quotemine.formats.columns import ALL, QUOTE, Type
from quotemine.formats.lines import opened_to_write_zipped
from quotemine.formats.targets import Target, checked, storable

__all__ = ["JSON_COLUMNS", "dump", "unguarded"]

JSON_COLUMNS = tuple(column.name for column in QUOTE if column.type not in (Type.text, Type.flag, Type.number))
"""Columns whose cells are JSON."""

# The last four are the wide forms, which spreadsheets set to Japanese take for the same.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def dump(documents: Iterable[Document], target: Target, *, guard: bool = True) -> None:
    """Write a row for each quote, under a row with the names of the columns.

    Half surrogate pairs, which UTF-8 cannot hold, are replaced by U+FFFD.

    Args:
        documents: written one by one as they come.
        target: path or open text file; a path that ends in ``.gz`` is compressed.  Paths get a byte order mark, by
            which spreadsheets know UTF-8; open a file yourself, with ``newline=""``, to have none.
        guard: whether cells that a spreadsheet could take for a formula get an apostrophe in front.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import io, quotemine
        >>> file = io.StringIO()
        >>> dump([quotemine.from_text('"The bridge is safe," said Ada Quill.', id="bridge")], file)
        >>> row = next(csv.DictReader(io.StringIO(file.getvalue())))
        >>> row["document"], row["speaker"], row["content"]
        ('bridge', 'Ada Quill', '[[0, 21]]')
    """
    given = checked(documents)
    with _opened(target) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(column.name for column in ALL)
        for document in given:
            writer.writerows(_rows(document, guard=guard))


def unguarded(cell: str) -> str:
    """Take away the apostrophe that :func:`dump` put in front of a cell, if it did.

    Example:
        >>> unguarded("'=1+1"), unguarded("'tis late")
        ('=1+1', "'tis late")
    """
    return cell[1:] if _GUARDED.match(cell) else cell


@contextmanager
def _opened(target: Target) -> Iterator[IO[str]]:
    with opened_to_write_zipped(target) as file:
        if isinstance(target, str | os.PathLike):
            file.write("\ufeff")
        yield file


def _rows(document: Document, *, guard: bool) -> Iterator[list[str | int | float]]:
    origin = [document.id, *(getattr(document, name) for name in METADATA)]
    for quote in document.quotes.to_dicts():
        yield [_cell(value, guard=guard) for value in (*origin, *(quote[column.name] for column in QUOTE))]


def _cell(value: Any, *, guard: bool) -> str | int | float:  # noqa: ANN401  # JSON values
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return storable(json.dumps(value, ensure_ascii=False))
    return storable(f"'{value}" if guard and _FORMULA.match(value) else value)
