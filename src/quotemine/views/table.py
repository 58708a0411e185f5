"""Tables of quotes and of speakers, for notebooks."""

from collections.abc import Iterable

from quotemine.types import Quote, Quotes
from quotemine.views.escaping import escape, excerpt
from quotemine.views.page import framed
from quotemine.voices import Voices

__all__ = ["quotes_table", "voices_table"]

ROWS = 200
LETTERS = 600  # of a quote
NAME = 120  # characters of a name, mention, cue or role

_NUMBERS = ("quotes", "direct", "indirect", "mixed")


def quotes_table(quotes: Quotes, heading: str | None = None) -> str:
    """A row a quote: speaker (with the mention where the text has other words), kind, cue, quote, confidence.

    Args:
        quotes: the first 200 are shown, of each the first 600 characters; a note says what is missing.
        heading: shown above the table.

    Returns:
        HTML to stand anywhere in a page, with the styles it needs.

    Example:
        >>> "No quotes" in quotes_table(Quotes())
        True
    """
    if not quotes:
        return framed('<p class="qm-note">No quotes.</p>', heading)
    notes = []
    if len(quotes) > ROWS:
        notes.append(
            f"The first {ROWS} of {len(quotes):,} quotes. quotes[{ROWS}:{2 * ROWS}] shows the next, "
            "quotes.to_pandas() has all, quotes.show(limit=None) shows all in the text."
        )
    if any(len(quote.text) > LETTERS for quote in quotes[:ROWS]):
        notes.append(f"Of long quotes the first {LETTERS} characters; quote.text has all.")
    rows = (_row(quote) for quote in quotes[:ROWS])
    return framed(_table(("Speaker", "Kind", "Cue", "Quote", "Confidence"), rows, notes), heading)


def voices_table(voices: Voices) -> str:
    """A row a speaker: name, type, role, affiliation and gender, and how many quotes of which kind.

    Args:
        voices: the first 200 are shown; a note says how many there are.

    Returns:
        HTML to stand anywhere in a page, with the styles it needs.

    Example:
        >>> "No speakers" in voices_table(Voices())
        True
    """
    if not voices:
        return framed('<p class="qm-note">No speakers.</p>')
    notes = []
    if len(voices) > ROWS:
        notes.append(
            f"The first {ROWS} of {len(voices):,} speakers. A slice, [{ROWS}:{2 * ROWS}], shows the next, "
            "to_pandas() has all."
        )
    words = ("name", "type", "role", "affiliation", "gender")
    rows = (
        "".join(_cell("" if row[name] is None else str(row[name])) for name in words)
        + "".join(f'<td class="qm-number">{row[name]:,}</td>' for name in _NUMBERS)
        for row in voices[:ROWS].to_dicts()
    )
    return framed(_table((*map(str.capitalize, words), *map(str.capitalize, _NUMBERS)), rows, notes))


def _table(columns: Iterable[str], rows: Iterable[str], notes: Iterable[str]) -> str:
    numbers = {"Confidence", *map(str.capitalize, _NUMBERS)}
    head = "".join(f'<th scope="col"{" class=qm-number" if name in numbers else ""}>{name}</th>' for name in columns)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    below = "".join(f'<p class="qm-note">{note}</p>' for note in notes)
    return f'<table class="qm-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}'


def _row(quote: Quote) -> str:
    cue = "" if quote.cue is None else quote.cue.text + (" (negated)" if quote.cue.negated else "")
    return (
        f"<td>{_speaker(quote)}</td>{_cell(quote.kind)}{_cell(cue)}{_cell(quote.text, LETTERS)}"
        f'<td class="qm-number">{quote.confidence:.2f}</td>'
    )


def _speaker(quote: Quote) -> str:
    name = "–" if quote.speaker is None else f"<bdi>{escape(excerpt(quote.speaker.name, NAME))}</bdi>"
    mention = quote.source or (None if quote.speaker is None else quote.speaker.mention)
    if mention is None or (quote.speaker is not None and mention.text.casefold() == quote.speaker.name.casefold()):
        return name
    return f"{name} <small>(<bdi>{escape(excerpt(mention.text, NAME))}</bdi>)</small>"


def _cell(text: str, most: int = NAME) -> str:
    return f"<td>{escape(excerpt(text, most))}</td>"
