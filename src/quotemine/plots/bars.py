"""Bars: who is quoted how much, and how."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from quotemine.merging.results import MergedSpeakers
from quotemine.plots.looks import (
    GREY,
    KINDS,
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
from quotemine.plots.rows import Data, Row, read

if TYPE_CHECKING:
    import altair as alt

__all__ = ["kinds", "speakers"]

WIDTH = 480


def speakers(
    data: Data,
    *,
    top: int = 20,
    count: Literal["quotes", "words"] = "quotes",
    unnamed: bool = True,
    merged: MergedSpeakers | None = None,
) -> "alt.LayerChart":
    """Draw who is quoted how much: a bar for each speaker, the longest first, parted by kind.

    Speakers of one name count as one, in whichever documents they are, unless ``merged`` or the column *person* of a
    frame tells otherwise; only two whom one text tells apart stay two.  Quotes without a speaker are counted in the
    subtitle.

    Args:
        data: ``Quotes``, a ``Document``, an iterable of either, ``{id: Quotes}``, or a frame of pandas, polars or
            Arrow as ``quotemine.formats.frames.to_pandas`` gives it.
        top: how many speakers are shown, at most 499.
        count: what makes a bar long: quotes, or the words in them (whatever stands between spaces).
        unnamed: whether those are shown whom the text only describes (*a spokesman*).
        merged: who is who in several documents, from :func:`quotemine.merge_speakers`.

    Raises:
        InputTypeError: ``data`` is something else.
        SettingError: a setting has a value that it cannot have, or a frame lacks columns.
        MissingPackageError: Altair is not installed.

    Example:
        >>> import quotemine
        >>> from quotemine import plots
        >>> quotes = quotemine.extract('"It leaks," said Ada Quill. "It drips," said Omar Finch. "A lot," Quill said.')
        >>> chart = plots.speakers(quotes).properties(title="At the pier")
        >>> chart.to_dict()["layer"][0]["encoding"]["y"]["sort"]
        ['Ada Quill', 'Omar Finch']
    """
    check_altair()
    check_top(top)
    check_choice("count", count, ("quotes", "words"))
    collection = read(data, merged)
    rows = collection.voiced(unnamed=unnamed)
    title = "Who is quoted, and how much"
    if not rows:
        return sentence(title, collection.why_empty())
    groups = _grouped((row.speaker or "", row) for row in rows)
    weights = {name: sum(row.words for row in own) if count == "words" else len(own) for name, own in groups.items()}
    chosen = commonest(weights, top)
    lines = [
        f"{counted(len(rows), 'quote')} by {counted(len(groups), 'speaker')}{first_of(chosen, groups, count)}",
        *collection.unvoiced(unnamed=unnamed),
    ]
    return _drawn(chosen, groups, "speaker", count, title, lines)


def kinds(
    data: Data,
    *,
    by: Literal["document", "speaker"] | None = None,
    top: int = 20,
    merged: MergedSpeakers | None = None,
) -> "alt.LayerChart":
    """Draw the shares of direct, indirect and mixed quotes: a bar for each document or speaker.

    Args:
        data: as for :func:`speakers`.
        by: *document*, in the order in which they come; *speaker*, the most quoted first; None: by document where
            there are several, otherwise one bar for all quotes.
        top: how many documents or speakers are shown, those with most quotes, at most 499.
        merged: as for :func:`speakers`.

    Raises:
        InputTypeError, SettingError, MissingPackageError: as :func:`speakers` does.

    Example:
        >>> import quotemine
        >>> from quotemine import plots
        >>> quotes = quotemine.extract('"It leaks," said Ada Quill. Omar Finch said that it drips.')
        >>> (values,) = (v for v in plots.kinds(quotes).to_dict()["datasets"].values() if "share" in v[0])
        >>> [(value["kind"], value["share"]) for value in values]
        [('direct', 0.5), ('indirect', 0.5)]
    """
    check_altair()
    check_top(top)
    check_choice("by", by, ("document", "speaker", None))
    collection = read(data, merged)
    rows = collection.voiced(unnamed=True) if by == "speaker" else collection.rows
    title = "Direct, indirect and mixed quotes"
    if not rows:
        return sentence(title, collection.why_empty())
    if by is None and len(collection.origins) > 1:
        by = "document"
    if by == "speaker":
        groups = _grouped((row.speaker or "", row) for row in rows)
    else:
        groups = _grouped((row.origin.name if by else "all quotes", row) for row in rows)
    chosen = commonest({name: len(own) for name, own in groups.items()}, top)
    some = first_of(chosen, groups)
    lines = [counted(len(rows), "quote")]
    if by == "speaker":
        lines = [f"{lines[0]} by {counted(len(groups), by)}{some}", *collection.unvoiced(unnamed=True)]
    elif by == "document":
        chosen = {name: chosen[name] for name in groups if name in chosen}
        silent = left_out(len(collection.origins) - len(groups), "document", "without quotes")
        lines = [f"{lines[0]} in {counted(len(groups), by)}{some}", silent]
    return _drawn(chosen, groups, by or "quotes of", "share", title, lines)


def _grouped(rows: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for name, row in rows:
        groups[name].append(row)
    return groups


def _by_kind(field: str, label: str, rows: list[Row]) -> list[dict[str, Any]]:
    """What the bar of a speaker or document is made of, a value for each kind that occurs."""
    numbers = Counter(row.kind for row in rows)
    return [
        {
            field: label,
            "kind": kind,
            "rank": rank,
            "quotes": numbers[kind],
            "words": sum(row.words for row in rows if row.kind == kind),
            "share": round(numbers[kind] / len(rows), 4),
            "documents": len({row.origin.name for row in rows if row.kind == kind}),
            "example": excerpt(next(row.text for row in rows if row.kind == kind)),
        }
        for rank, kind in enumerate(KINDS)
        if numbers[kind]
    ]


def _drawn(
    chosen: dict[str, int], groups: dict[str, list[Row]], field: str, length: str, title: str, lines: list[str]
) -> "alt.LayerChart":
    """Bars with a number at the end of each."""
    import altair as alt  # noqa: PLC0415

    share = length == "share"
    labels = labels_for(chosen)
    values = [value for name in chosen for value in _by_kind(field, labels[name], groups[name])]
    totals = [{field: labels[name], "total": total} for name, total in chosen.items()]
    y = rows_in(field, labels.values())
    axis = alt.Axis(format="%" if share else ",d", tickMinStep=0.1 if share else 1, domain=False)
    bars = (
        alt.Chart(inline(values))
        .mark_bar()
        .encode(
            x=alt.X(
                f"{length}:Q",
                title="Share of quotes" if share else f"Number of {length}",
                scale=alt.Scale(domain=[0, 1]) if share else alt.Undefined,
                axis=axis,
            ),
            y=y,
            color=kind_colours(),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=field.capitalize()),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("quotes:Q", title="Quotes", format=","),
                alt.Tooltip("words:Q", title="Words", format=","),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
                alt.Tooltip("documents:Q", title="Documents", format=","),
                alt.Tooltip("example:N", title="First of them"),
            ],
        )
    )
    numbers = (
        alt.Chart(inline(totals))
        .mark_text(align="left", dx=5, color=GREY)
        .encode(x=alt.datum(1) if share else alt.X("total:Q"), y=y, text=alt.Text("total:Q", format=","))
    )
    return layered([bars, numbers], title, lines, width=WIDTH)
