"""Scores as tables to read, in a terminal, on a page of plain text and in a notebook."""

import html
import io
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotemine.evaluation.scores import Estimate, Figures, KindScores, Scores

__all__ = ["PAGE_WIDTH", "RULES", "as_html", "as_text"]

PAGE_WIDTH = 100

RULES = (
    "Predictions and gold quotes are paired one to one, those with most of the content in common first. A gold quote "
    "is found, and a prediction is right, if at least half of the content is common to both (intersection over union, "
    "in characters). White space, quotation marks and punctuation at the edges of spans do not count. In an exact "
    "match all the words are the same. An attribution is right if the quote is and the sources overlap, or neither "
    "has a source. A speaker is right if the name is the one of gold or one of its aliases, apart from case, "
    "punctuation and titles; of the speakers of all gold quotes (end to end), those of quotes that are not found are "
    "wrong. Double quotation marks tell the kind of a prediction, and that of a gold quote where gold does not say."
)
_INTERVALS = "In brackets: 95 % intervals from resampling the documents {} times."
_SPLIT = "Every span of a content counts as a quote of its own."

_QUOTES = ("", "gold", "found", "predicted", "right", "precision", "recall", "F1")
_SPEAKERS = ("Speakers", "gold", "found", "answered", "right", "among those found", "end to end")


def as_text(scores: Scores, width: int = PAGE_WIDTH, *, terminal: bool = False) -> str:
    """Write the tables, the rules and the notes.

    Args:
        scores: the figures.
        width: columns of the screen or page.
        terminal: whether colours are wanted; plain text otherwise.
    """
    page = Console(file=io.StringIO(), width=width, force_terminal=terminal, color_system="auto" if terminal else None)
    with page.capture() as capture:
        page.print(Text(_title(scores), "bold"))
        for columns, rows in _tables(scores):
            page.print(_table(columns, rows, gap=1 if width >= PAGE_WIDTH else 0))
        page.print(Text(_explain(scores)))
        for note in scores.notes:
            page.print(Text(f"Note: {note}"))
    lines = [line.rstrip() for line in capture.get().splitlines()]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)


def as_html(scores: Scores) -> str:
    """Write the same for a notebook."""
    parts = [f"<p><b>{html.escape(_title(scores))}</b></p>"]
    for columns, rows in _tables(scores):
        head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    parts += [f"<p>{html.escape(text)}</p>" for text in (_explain(scores), *(f"Note: {note}" for note in scores.notes))]
    return "".join(parts)


def _title(scores: Scores) -> str:
    quotes = scores.all.quotes
    documents = "1 document" if scores.documents == 1 else f"{scores.documents} documents"
    return f"{documents}, {quotes.gold} gold quotes, {quotes.predicted} predicted"


def _explain(scores: Scores) -> str:
    more = [_SPLIT] * scores.split + [_INTERVALS.format(scores.resamples)] * bool(scores.resamples)
    return " ".join((RULES, *more))


def _tables(scores: Scores) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    groups = {"All": scores.all, **{kind.capitalize(): figures for kind, figures in scores.kinds.items()}}
    shown = {
        name: group for name, group in groups.items() if name == "All" or group.quotes.gold or group.quotes.predicted
    }
    yield _QUOTES, [row for name, group in shown.items() for row in _quote_rows(name, group)]
    speakers = [_speaker_row(name, group) for name, group in shown.items() if group.speakers is not None]
    if speakers:
        yield _SPEAKERS, speakers


def _quote_rows(name: str, group: KindScores) -> Iterator[tuple[str, ...]]:
    yield _quote_row(f"{name}: quotes", group.quotes)
    yield _quote_row("  exact content", group.exact)
    if group.attributions is not None:
        yield _quote_row("  attributions", group.attributions)


def _quote_row(name: str, figures: Figures) -> tuple[str, ...]:
    counts = figures.gold, figures.found, figures.predicted, figures.right
    return name, *map(str, counts), *map(_percent, (figures.precision, figures.recall, figures.f1))


def _speaker_row(name: str, group: KindScores) -> tuple[str, ...]:
    figures = group.speakers
    if figures is None:
        return (name,)
    counts = figures.gold, figures.found, figures.answered, figures.right
    return name, *map(str, counts), _percent(figures.accuracy), _percent(figures.end_to_end)


def _percent(figure: Estimate) -> str:
    if figure.value is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{100 * figure.value:.1f}"
    low, high = f"{100 * figure.low:.0f}", f"{100 * figure.high:.0f}"
    return f"{100 * figure.value:.1f} ({low if low == high else f'{low}–{high}'})"


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]], *, gap: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, gap, 0, 0))
    table.add_column(columns[0], style="cyan", no_wrap=True)
    for column in columns[1:]:
        table.add_column(column, justify="right", min_width=max(map(len, column.split())))
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _cell(text: str) -> str:
    side = "right" if text[:1].isdigit() else "left"
    return f'<td style="text-align:{side}">{html.escape(text)}</td>'
