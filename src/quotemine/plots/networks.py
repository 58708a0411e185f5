"""Networks: who quotes whom, or who talks about whom."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import asdict

from quotemine.errors import MissingPackageError
from quotemine.merging.results import MergedSpeakers
from quotemine.plots.linking import By, Edge, Node, edges_of, heaviest
from quotemine.plots.looks import (
    BLUE,
    GREY,
    ORANGE,
    check_altair,
    check_choice,
    check_top,
    counted,
    excerpt,
    inline,
    labels_for,
    layered,
    left_out,
    sentence,
)
from quotemine.plots.rows import Collection, Data, read

if TYPE_CHECKING:
    import altair as alt

__all__ = ["edges", "network"]

SMALLEST, LARGEST, EACH = 280, 1000, 9  # pixels; of the last so many for each node: 640 for 40
BENDS = 8  # points of which the line of an edge is made
LABEL = 28  # characters of a name
SEED = 20
DOMAIN = (-0.08, 1.08)  # of both scales, with room for the labels

Place: TypeAlias = tuple[float, float]


def edges(
    data: Data, *, by: By | None = None, unnamed: bool = True, merged: MergedSpeakers | None = None
) -> list[dict[str, Any]]:
    """Give the edges of :func:`network` as a table, all of them, the heaviest first; needs neither Altair nor networkx.

    Write it with ``pandas.DataFrame(edges(data)).to_csv("edges.csv", index=False)`` to open it in Gephi, or give it to
    ``networkx.from_pandas_edgelist(frame, edge_attr=True, create_using=networkx.DiGraph)``.

    Args:
        data, by, unnamed, merged: as for :func:`network`.

    Returns:
        Rows with ``source``, ``target``, ``weight`` (in how many quotes), ``words`` (of these quotes) and
        ``example`` (the first of them).

    Raises:
        InputTypeError, SettingError: as :func:`network` does.

    Example:
        >>> import quotemine
        >>> from quotemine import plots
        >>> text = '"It leaks," said Ada Quill. "Mrs. Quill is right," said Omar Finch.'
        >>> plots.edges(quotemine.extract(text))
        [{'source': 'Omar Finch', 'target': 'Ada Quill', 'weight': 1, 'words': 4, 'example': '"Mrs. Quill is right,"'}]
    """
    collection, by = _read(data, by, merged)
    found = edges_of(collection.voiced(unnamed=unnamed), by)
    return [{**asdict(edge), "source": edge.source[1], "target": edge.target[1]} for edge in found]


def network(
    data: Data,
    *,
    top: int = 40,
    by: By | None = None,
    unnamed: bool = True,
    merged: MergedSpeakers | None = None,
) -> "alt.LayerChart":
    """Draw who quotes whom, or who talks about whom, as a network.

    By *document*, *author* or *outlet* (the host of the document's address, or the column *outlet* of a frame), a line
    leads from it to each speaker whom it quotes.  By *speaker*, a line leads from a speaker to each other speaker of
    the same text who is named in the quotes: by name, by an alias that the text gives, or by the surname, where only
    one speaker can be meant.  Lines are thick where they come from and thin where they lead to, and the thicker the
    more quotes; a quote that names somebody twice counts once.

    The layout is the force-directed one of Fruchterman and Reingold, as networkx has it, always from the same start:
    the same data give the same picture.

    Args:
        data: as for :func:`quotemine.plots.speakers`.
        top: how many nodes are shown at most, 2 to 499: those on the heaviest edges.
        by: *speaker*, *document*, *author* or *outlet*; None: *speaker* for one document and *document* for several.
        unnamed, merged: as for :func:`quotemine.plots.speakers`.

    Raises:
        InputTypeError: as :func:`quotemine.plots.speakers` does.
        SettingError: as there, and if no document has the author or outlet to draw by.
        MissingPackageError: Altair or networkx is not installed.

    Example:
        >>> import quotemine
        >>> from quotemine import plots
        >>> monday = quotemine.from_text('"It leaks," said Ada Quill.', id="monday")
        >>> friday = quotemine.from_text('"It holds," said Ada Quill. "It drips," said Omar Finch.', id="friday")
        >>> plots.network([monday, friday]).to_dict()["title"]["text"]
        'Who quotes whom'
    """
    check_altair()
    check_top(top, least=2)
    collection, by = _read(data, by, merged)
    rows = collection.voiced(unnamed=unnamed)
    found = edges_of(rows, by)
    title = "Who talks about whom" if by == "speaker" else "Who quotes whom"
    if not found:
        return sentence(title, "No speaker names another in a quote." if rows else collection.why_empty())
    nodes, shown = heaviest(found, top)
    everything = {end for edge in found for end in (edge.source, edge.target)}
    some = f", the {len(nodes)} on the heaviest shown" if len(nodes) < len(everything) else ""
    lines = [f"{counted(len(found), 'edge')} between {counted(len(everything), 'node')}{some}"]
    if by == "speaker":
        lines.append("lines run from thick to thin, from who talks to who is talked about")
    else:  # every quote is on one edge
        lost = len(rows) - sum(edge.weight for edge in found)
        lines += [
            f"lines run from thick to thin, from {by} to speaker",
            *collection.unvoiced(unnamed=unnamed),
            left_out(lost, "quote", f"in documents without an {by}"),
        ]
    return _drawn(nodes, shown, by, title, lines)


def _read(data: Data, by: By | None, merged: MergedSpeakers | None) -> tuple[Collection, By]:
    check_choice("by", by, ("speaker", "document", "author", "outlet", None))
    collection = read(data, merged)
    return collection, by or ("document" if len(collection.origins) > 1 else "speaker")


def _places(nodes: Sequence[Node], shown: Sequence[Edge]) -> dict[Node, Place]:
    """Where the nodes are, from 0 to 1 in both directions."""
    try:
        import networkx as nx  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise MissingPackageError.for_extra("networkx", "viz") from error
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    for edge in sorted(shown, key=lambda edge: (edge.source, edge.target)):
        before = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=before + math.log2(1 + edge.weight))
    places = nx.spring_layout(graph, k=2.5 / math.sqrt(len(nodes)), iterations=300, seed=SEED)
    across, up = (_spread({node: float(place[axis]) for node, place in places.items()}) for axis in (0, 1))
    return {node: (across[node], up[node]) for node in nodes}


def _spread(places: dict[Node, float]) -> dict[Node, float]:
    """From 0 to 1, half as the layout has them and half by their order, which clears the crowd in the middle."""
    order = sorted(places, key=places.__getitem__)
    least, width = places[order[0]], places[order[-1]] - places[order[0]]
    last = max(len(order) - 1, 1)
    return {
        node: round(((places[node] - least) / (width or 1) + rank / last) / 2, 3) for rank, node in enumerate(order)
    }


def _bent(start: Place, end: Place) -> Iterator[Place]:
    """Points of a slight bow to the left, so that edges there and back lie side by side."""
    (x, y), (to_x, to_y) = start, end
    middle = (x + to_x) / 2 - (to_y - y) / 8, (y + to_y) / 2 + (to_x - x) / 8
    for step in range(BENDS + 1):
        t = step / BENDS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2  # a quadratic Bézier curve
        yield a * x + b * middle[0] + c * to_x, a * y + b * middle[1] + c * to_y


def _drawn(nodes: dict[Node, int], shown: Sequence[Edge], by: By, title: str, lines: Sequence[str]) -> "alt.LayerChart":
    places = _places(list(nodes), shown)
    labels: dict[Node, str] = {}
    for kind in (by, "speaker"):
        own = labels_for(name for what, name in nodes if what == kind)
        labels |= {(kind, name): label for name, label in own.items()}
    size = min(SMALLEST + EACH * len(nodes), LARGEST)
    layers = [_lines(shown, places, labels), *_circles(nodes, by, places, labels, size)]
    return layered(layers, title, lines, width=size, height=size)


def _lines(shown: Sequence[Edge], places: dict[Node, Place], labels: dict[Node, str]) -> "alt.Chart":
    import altair as alt  # noqa: PLC0415

    values = []
    for number, edge in enumerate(shown):
        about = {
            "edge": number,
            "from": labels[edge.source],
            "to": labels[edge.target],
            "quotes": edge.weight,
            "words": edge.words,
            "example": excerpt(edge.example),
        }
        width = 1.5 + 6.5 * math.sqrt(edge.weight / shown[0].weight)
        for step, (x, y) in enumerate(_bent(places[edge.source], places[edge.target])):
            thick = round(width + (0.5 - width) * step / BENDS, 2)
            values.append({**about, "step": step, "x": round(x, 4), "y": round(y, 4), "thick": thick})
    lines: alt.Chart = (
        alt.Chart(inline(values))
        .mark_trail(color=GREY, opacity=0.35)
        .encode(
            x=_across(),
            y=_up("y"),
            detail="edge:N",
            order="step:Q",
            size=alt.Size("thick:Q", scale=None),
            tooltip=[
                alt.Tooltip("from:N", title="From"),
                alt.Tooltip("to:N", title="To"),
                alt.Tooltip("quotes:Q", title="Quotes", format=","),
                alt.Tooltip("words:Q", title="Words", format=","),
                alt.Tooltip("example:N", title="First of them"),
            ],
        )
    )
    return lines


def _circles(
    nodes: dict[Node, int], by: By, places: dict[Node, Place], labels: dict[Node, str], size: int
) -> "tuple[alt.Chart, alt.Chart, alt.Chart]":
    import altair as alt  # noqa: PLC0415

    values = []
    for node, weight in nodes.items():
        x, y = places[node]
        radius = 4 + 9 * math.sqrt(weight / max(nodes.values()))
        values.append(
            {
                "name": labels[node],
                "label": excerpt(labels[node], LABEL),
                "kind": node[0],
                "quotes": weight,
                "x": x,
                "y": y,
                "below": round(y - (radius + 3) / size, 4),
                "area": round(math.pi * radius**2),
            }
        )
    kinds = list(dict.fromkeys([by, "speaker"]))
    colours = alt.Scale(domain=kinds, range=[ORANGE, BLUE][-len(kinds) :])
    legend = alt.Legend(orient="top") if len(kinds) > 1 else None
    circles = (
        alt.Chart(inline(values))
        .mark_circle(opacity=1, stroke="white", strokeWidth=1)
        .encode(
            x=_across(),
            y=_up("y"),
            size=alt.Size("area:Q", scale=None),
            color=alt.Color("kind:N", title=None, scale=colours, legend=legend),
            tooltip=[
                alt.Tooltip("name:N", title="Name"),
                alt.Tooltip("kind:N", title="What"),
                alt.Tooltip("quotes:Q", title="Quotes", format=","),
            ],
        )
    )
    words = alt.Chart(inline(values)).encode(x=_across(), y=_up("below"), text="label:N")
    halo = words.mark_text(baseline="top", stroke="white", strokeWidth=3, strokeJoin="round", opacity=0.8)
    return circles, halo, words.mark_text(baseline="top")


def _across() -> "alt.X":
    import altair as alt  # noqa: PLC0415

    return alt.X("x:Q", axis=None, scale=alt.Scale(domain=list(DOMAIN), nice=False))


def _up(field: str) -> "alt.Y":
    import altair as alt  # noqa: PLC0415

    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=list(DOMAIN), nice=False))
