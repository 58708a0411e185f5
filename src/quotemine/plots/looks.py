"""What all charts have in common: colours, labels, titles, and a sentence where there is nothing to show."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING, Any

from quotemine.errors import MissingPackageError, SettingError
from quotemine.types import Kind

if TYPE_CHECKING:
    import altair as alt

__all__ = [
    "BLUE",
    "COLOURS",
    "GREY",
    "KINDS",
    "LIGHT",
    "MOST",
    "ORANGE",
    "STEP",
    "check_altair",
    "check_choice",
    "check_top",
    "commonest",
    "counted",
    "distinct",
    "excerpt",
    "first_of",
    "inline",
    "kind_colours",
    "labels_for",
    "layered",
    "left_out",
    "rows_in",
    "sentence",
]

# Of the colours that Okabe and Ito chose for all kinds of colour vision (https://jfly.uni-koeln.de/color/), three that
# also differ in lightness.
BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#009E73"
GREY, LIGHT = "#666666", "#C8C8C8"
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
COLOURS = (BLUE, ORANGE, GREEN)
STEP = 22  # pixels from row to row
EXAMPLE = 160  # characters of a quote in a tooltip
NAME = 120  # characters of a name, of which Vega shows as many as find room
NAMELESS = "(no name)"
MOST = 499  # what can be asked for; from 500 nodes on, the layout of networks would need SciPy
# The start of a tag.  Altair writes a chart into HTML as it is, where ``</script>`` in a name would end the script.
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")


def check_altair() -> None:
    """Say what to install where Altair is missing.

    Raises:
        MissingPackageError: Altair is not installed.

    Example:
        >>> check_altair()
    """
    try:
        import altair as alt  # noqa: F401, PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("altair", "viz") from error


def check_top(top: object, least: int = 1) -> None:
    """Refuse what is no number of rows.

    Example:
        >>> check_top(20)
    """
    if isinstance(top, bool) or not isinstance(top, int) or not least <= top <= MOST:
        raise SettingError.for_value("top", top, f"a whole number from {least} to {MOST}")


def check_choice(name: str, found: object, allowed: Sequence[str | None]) -> None:
    """Refuse what is none of the values.

    Example:
        >>> check_choice("count", "words", ("quotes", "words"))
    """
    if found not in allowed:
        shown = [repr(value) for value in allowed]
        raise SettingError.for_value(name, found, f"{', '.join(shown[:-1])} or {shown[-1]}")


def commonest(weights: Mapping[str, int], top: int) -> dict[str, int]:
    """The heaviest keys with their weights, the heaviest first; of equal ones the first by alphabet.

    Example:
        >>> commonest({"Quill": 2, "Finch": 2, "Sand": 5}, top=2)
        {'Sand': 5, 'Finch': 2}
    """
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:top])


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    Example:
        >>> counted(1, "quote"), counted(1200, "quote")
        ('1 quote', '1,200 quotes')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def left_out(number: int, noun: str, why: str) -> str:
    """What a subtitle says about what the chart has no room or place for; nothing where there is none.

    Example:
        >>> left_out(2, "quote", "without a speaker"), left_out(0, "quote", "without a speaker")
        ('not shown: 2 quotes without a speaker', '')
    """
    return f"not shown: {counted(number, noun)} {why}" if number else ""


def first_of(chosen: Sized, groups: Sized, most: str = "quotes") -> str:
    """What a subtitle says where only some of the groups are shown.

    Example:
        >>> first_of(range(20), range(32)), first_of(range(20), range(20))
        ('; shown: the 20 with most quotes', '')
    """
    return f"; shown: the {len(chosen)} with most {most}" if len(chosen) < len(groups) else ""


def excerpt(text: str, most: int = EXAMPLE) -> str:
    """The beginning of a text on one line, as data that no page or renderer stumbles over.

    Control characters and half surrogate pairs become U+FFFD, and an invisible word joiner parts ``<`` from what
    would make it a tag.

    Example:
        >>> excerpt("We have  a plan, and it is a good one.", most=16)
        'We have a plan,…'
        >>> "</script>" in excerpt("</script>")
        False
    """
    line = " ".join(text[: 4 * most].split())
    if len(line) > most or len(text) > 4 * most:
        line = line[: most - 1].rstrip() + "…"
    line = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in {"Cc", "Cs"} else c for c in line)
    return _TAG.sub("<\N{WORD JOINER}", line)


def distinct(name: str, taken: Counter[str]) -> str:
    """A name that nobody has yet: the same, with a number after it where it is taken.

    Example:
        >>> taken = Counter()
        >>> [distinct("text", taken) for _ in range(3)]
        ['text', 'text (2)', 'text (3)']
    """
    found = name
    while taken[found]:
        taken[name] += 1
        found = f"{name} ({taken[name]})"
    taken[found] += 1
    return found


def labels_for(names: Iterable[str]) -> dict[str, str]:
    """Give every name a label of its own, also where two names only differ in what a label cannot show.

    Example:
        >>> labels_for(["Ada Quill", "Ada  Quill", ""])
        {'Ada Quill': 'Ada Quill', 'Ada  Quill': 'Ada Quill (2)', '': '(no name)'}
    """
    taken: Counter[str] = Counter()
    return {name: distinct(excerpt(name, NAME) or NAMELESS, taken) for name in dict.fromkeys(names)}


def inline(values: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Data that goes into the chart itself, of any length: Altair's limit of 5,000 rows is for frames.

    Example:
        >>> inline([{"at": 28}])
        {'values': [{'at': 28}]}
    """
    return {"values": list(values)}  # alt.InlineData would be validated row by row, which takes minutes for a big chart


def layered(
    layers: "Sequence[alt.Chart]", title: str, lines: Iterable[str], *, width: int, height: int | None = None
) -> "alt.LayerChart":
    """Layers as one chart, with a title and smaller lines below it; empty lines are left out.

    There is no frame around it.  That is set here, since a chart with a configuration of its own cannot be joined to
    others.

    Args:
        layers: the lowest first.
        title, lines: what stands above.
        width: in pixels.
        height: in pixels; None: ``STEP`` for each row.

    Example:
        >>> layered([], "Who is quoted", ["2 quotes", ""], width=480).to_dict(validate=False)["title"]["subtitle"]
        ['2 quotes']
    """
    import altair as alt  # noqa: PLC0415

    below = [line for line in lines if line]
    heading = alt.TitleParams(title, subtitle=below, anchor="start", subtitleColor=GREY, offset=12)
    return alt.LayerChart(
        layer=list(layers),
        title=heading,
        width=width,
        height=alt.Step(STEP) if height is None else height,
        view=alt.ViewBackground(strokeOpacity=0),
    )


def rows_in(field: str, order: Iterable[str], *, grid: bool = False) -> "alt.Y":
    """A row for each name, in this order from above.

    Example:
        >>> rows_in("speaker", ["Ada Quill"]).to_dict()["sort"]
        ['Ada Quill']
    """
    import altair as alt  # noqa: PLC0415

    axis = alt.Axis(grid=grid, labelLimit=220, labelPadding=8, ticks=False, domain=False)
    return alt.Y(f"{field}:N", sort=list(order), title=None, axis=axis)


def kind_colours(offset: int = 6) -> "alt.Color":
    """One colour for each kind, in every chart the same; the legend is so many pixels above the rows.

    Example:
        >>> kind_colours().to_dict()["scale"]["domain"]
        ['direct', 'indirect', 'mixed']
    """
    import altair as alt  # noqa: PLC0415

    scale = alt.Scale(domain=list(KINDS), range=list(COLOURS))
    legend = alt.Legend(orient="top", offset=offset, symbolType="square")
    return alt.Color("kind:N", title="Kind", scale=scale, legend=legend)


def sentence(title: str, text: str) -> "alt.LayerChart":
    """A chart that says why there is nothing to show.

    Example:
        >>> sentence("Who is quoted", "There are no quotes.").to_dict()["layer"][0]["mark"]["type"]
        'text'
    """
    import altair as alt  # noqa: PLC0415

    mark = alt.Chart(inline([{"text": text}])).mark_text(size=14, color=GREY).encode(text="text:N")
    return layered([mark], title, [], width=420, height=80)
