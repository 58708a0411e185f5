"""Timelines: where in a text, or when, each speaker is quoted."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from quotemine.errors import SettingError
from quotemine.merging.results import MergedSpeakers
from quotemine.plots.looks import (
    BLUE,
    GREY,
    LIGHT,
    STEP,
    check_altair,
    check_choice,
    check_top,
    commonest,
    counted,
    excerpt,
    first_of,
    inline,
    kind_colours,
    labels_for,
    layered,
    left_out,
    rows_in,
    sentence,
)
from quotemine.plots.rows import Data, Origin, Row, read

if TYPE_CHECKING:
    import altair as alt

__all__ = ["timeline"]

WIDTH = 680
LETTER = 6.5  # pixels that a letter of a document's name takes


def timeline(
    data: Data,
    *,
    top: int = 20,
    by: Literal["position", "date"] | None = None,
    unnamed: bool = True,
    merged: MergedSpeakers | None = None,
) -> "alt.LayerChart":
    """Draw where each speaker is quoted: a row for each, in the order in which they come in.

    By position there is a tick for each quote, at the character where it begins.  Several documents, such as the
    chapters of a book, are laid end to end in the order in which they are given, with a line between them.  By date
    there is a dot for each day on which documents quote the speaker, the larger the more quotes.

    Args:
        data: as for :func:`quotemine.plots.speakers`.
        top: how many speakers are shown, the most quoted, at most 499.
        by: *position* or *date*; None: by date where all documents with quotes have a date (ISO 8601: *2026-04-30*,
            *2026-04*, *2026*) and not all the same one, otherwise by position.
        unnamed, merged: as for :func:`quotemine.plots.speakers`.

    Raises:
        InputTypeError, MissingPackageError: as :func:`quotemine.plots.speakers` does.
        SettingError: as there, and if no quote has the date or position that ``by`` asks for.

    Example:
        >>> import quotemine
        >>> from quotemine import plots
        >>> text = '"It leaks," said Ada Quill. "It drips," said Omar Finch. "A lot," Quill said.'
        >>> chart = plots.timeline(quotemine.from_text(text))
        >>> (values,) = (v for v in chart.to_dict()["datasets"].values() if "at" in v[0])
        >>> [(value["speaker"], value["at"]) for value in values]
        [('Ada Quill', 0), ('Omar Finch', 28), ('Ada Quill', 57)]
    """
    check_altair()
    check_top(top)
    check_choice("by", by, ("position", "date", None))
    collection = read(data, merged)
    rows = collection.voiced(unnamed=unnamed)
    days = {row.origin.day for row in rows}
    dated = by == "date" if by else None not in days and len(days) > 1
    title = f"Who is quoted {'when' if dated else 'where'}"
    if not rows:
        return sentence(title, collection.why_empty())
    placed = [row for row in rows if (row.origin.day if dated else row.start) is not None]
    lacking = "a date" if dated else "a place in the text"
    if not placed and by is None:
        return sentence(title, f"No quote has {lacking}.")
    if not placed:
        needed = "dates in ISO 8601, as 2026-04-30" if dated else "spans, in a frame the column content"
        message = f"by={by!r} cannot be drawn: none of these quotes has {lacking}, which takes {needed}"
        raise SettingError(message)
    totals = Counter(row.speaker or "" for row in placed)
    chosen = commonest(totals, top)
    shown = [row for row in placed if row.speaker in chosen]
    lines = [
        f"{counted(len(placed), 'quote')} by {counted(len(totals), 'speaker')}{first_of(chosen, totals)}",
        left_out(len(rows) - len(placed), "quote", f"without {lacking}"),
        *collection.unvoiced(unnamed=unnamed),
    ]
    layers = _by_date(shown) if dated else _by_position(shown, collection.origins)
    return layered(layers, title, lines, width=WIDTH)


def _by_position(rows: Sequence[Row], origins: Sequence[Origin]) -> "list[alt.Chart]":
    import altair as alt  # noqa: PLC0415

    *starts, whole = accumulate((origin.length for origin in origins), initial=0)
    begins = dict(zip(origins, starts, strict=True))
    names = labels_for(origin.name for origin in origins)
    places = sorted(((begins[row.origin] + (row.start or 0), row) for row in rows), key=lambda place: place[0])
    labels = labels_for(row.speaker or "" for _, row in places)
    values = [
        {
            "speaker": labels[row.speaker or ""],
            "at": at,
            "kind": row.kind,
            "document": names[row.origin.name],
            "offset": row.start,
            "quote": excerpt(row.text),
        }
        for at, row in places
    ]
    several = len(origins) > 1
    name = "Position in the documents, end to end" if several else "Position in the text"
    scale = alt.Scale(domain=[0, max(whole, 1)], nice=False)
    x = alt.X("at:Q", title=f"{name} (characters)", scale=scale, axis=alt.Axis(format=",d", grid=False, tickCount=8))
    ticks = (
        alt.Chart(inline(values))
        .mark_tick(thickness=2, size=STEP * 0.7, opacity=0.85)
        .encode(
            x=x,
            y=rows_in("speaker", labels.values(), grid=True),
            color=kind_colours(22 if several else 6),
            tooltip=[
                alt.Tooltip("speaker:N", title="Speaker"),
                alt.Tooltip("quote:N", title="Quote"),
                alt.Tooltip("kind:N", title="Kind"),
                *([alt.Tooltip("document:N", title="Document")] if several else []),
                alt.Tooltip("offset:Q", title="Offset", format=","),
            ],
        )
    )
    return [*_borders(names, begins, x), ticks] if several else [ticks]


def _borders(names: dict[str, str], begins: dict[Origin, int], x: "alt.X") -> "list[alt.Chart]":
    """A line where each document begins, and its name above as far as there is room for it."""
    import altair as alt  # noqa: PLC0415

    letters = WIDTH / LETTER / (sum(origin.length for origin in begins) or 1)  # for each character of the texts
    values = []
    for origin, at in begins.items():
        name, room = names[origin.name], int(letters * origin.length)
        values.append({"at": at, "document": name, "name": excerpt(name, room) if room > 1 else ""})
    base = alt.Chart(inline(values)).encode(x=x, tooltip=[alt.Tooltip("document:N", title="Document")])
    lines = base.mark_rule(color=LIGHT)
    heads = base.mark_text(align="left", baseline="bottom", color=GREY, dx=2).encode(
        y=alt.value(-3), text=alt.Text("name:N")
    )
    return [lines, heads]


def _by_date(rows: Sequence[Row]) -> "list[alt.Chart]":
    import altair as alt  # noqa: PLC0415

    groups: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.origin.day or date.min, row.speaker or ""].append(row)
    found = sorted(groups.items(), key=lambda item: item[0][0])  # of one day, as the documents have them
    labels = labels_for(speaker for (_, speaker), _ in found)
    values = [
        {
            "speaker": labels[speaker],
            "date": f"{day.isoformat()}T00:00:00",  # without the time, browsers take it for midnight in Greenwich
            "quotes": len(own),
            "documents": excerpt(", ".join(dict.fromkeys(row.origin.name for row in own))),
            "quote": excerpt(own[0].text),
        }
        for (day, speaker), own in found
    ]
    most = max(len(own) for _, own in found)
    dots = (
        alt.Chart(inline(values))
        .mark_circle(color=BLUE, opacity=0.8)
        .encode(
            x=alt.X(
                "date:T",
                title="Date of the document",
                scale=alt.Scale(padding=STEP),
                axis=alt.Axis(grid=False, tickCount=8, labelOverlap=True),
            ),
            y=rows_in("speaker", labels.values(), grid=True),
            size=alt.Size(
                "quotes:Q",
                title="Quotes",
                scale=alt.Scale(domain=[0, most], range=[0, STEP * STEP * 0.9]),
                legend=alt.Legend(orient="top", format="d", values=sorted({1, (1 + most) // 2, most})),
            ),
            tooltip=[
                alt.Tooltip("speaker:N", title="Speaker"),
                alt.Tooltip("date:T", title="Date", format="%-d %B %Y"),
                alt.Tooltip("quotes:Q", title="Quotes", format=","),
                alt.Tooltip("documents:N", title="Documents"),
                alt.Tooltip("quote:N", title="First of them"),
            ],
        )
    )
    return [dots]
