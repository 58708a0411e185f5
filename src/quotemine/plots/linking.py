"""The edges of networks: who quotes whom, or who talks about whom, in how many quotes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from quotemine.errors import SettingError
from quotemine.plots.mentions import mentions
from quotemine.plots.rows import Origin, Row

__all__ = ["By", "Edge", "Node", "edges_of", "heaviest"]

By = Literal["speaker", "document", "author", "outlet"]
Node: TypeAlias = tuple[str, str]  # what it is, and its name: an author who is also quoted is two


@frozen
class Edge:
    """One quotes, or talks about, another.

    Attributes:
        source: the speaker, or document, author or outlet, that quotes.
        target: the speaker who is quoted or talked about.
        weight: in how many quotes.
        words: how many words these have.
        example: the first of them.
    """

    source: Node
    target: Node
    weight: int
    words: int
    example: str


def edges_of(rows: Sequence[Row], by: By) -> list[Edge]:
    """Find all edges, the heaviest first.

    Args:
        rows: quotes that have speakers.
        by: what the edges lead from.

    Raises:
        SettingError: no document has the author or outlet that they should lead from.

    Example:
        >>> edges_of([], "speaker")
        []
    """
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for source, target, row in _talk(rows) if by == "speaker" else _quoting(rows, by):
        groups[source, target].append(row)
    if rows and not groups and by != "speaker":
        message = f"by={by!r} cannot be drawn: none of these documents has an {by}; by='document' needs none"
        raise SettingError(message)
    found = [
        Edge((by, source), ("speaker", target), len(own), sum(row.words for row in own), own[0].text)
        for (source, target), own in groups.items()
    ]
    return sorted(found, key=lambda edge: (-edge.weight, edge.source, edge.target))


def _quoting(rows: Sequence[Row], by: By) -> Iterator[tuple[str, str, Row]]:
    for row in rows:
        origin = row.origin
        source = {"document": origin.name, "author": origin.author, "outlet": origin.outlet}[by]
        if source is not None:
            yield source, row.speaker or "", row


def _talk(rows: Sequence[Row]) -> Iterator[tuple[str, str, Row]]:
    documents: dict[Origin, list[Row]] = defaultdict(list)
    for row in rows:
        documents[row.origin].append(row)
    for own in documents.values():
        for row, mentioned in mentions(own):
            yield row.speaker or "", mentioned, row


def heaviest(found: Sequence[Edge], top: int) -> tuple[dict[Node, int], list[Edge]]:
    """Choose as many nodes as are wanted, none without an edge: with their quotes, and with the edges between them.

    Example:
        >>> monday, friday, quill, finch = (("document", "a"), ("document", "b"), ("speaker", "c"), ("speaker", "d"))
        >>> heaviest([Edge(monday, quill, 2, 9, "It leaks."), Edge(friday, finch, 1, 2, "It drips.")], top=3)[0]
        {('document', 'a'): 2, ('speaker', 'c'): 2}
    """
    chosen: set[Node] = set()
    for edge in found:
        more = {edge.source, edge.target} - chosen
        if len(chosen) + len(more) <= top:
            chosen |= more
    shown = [edge for edge in found if edge.source in chosen and edge.target in chosen]
    nodes: Counter[Node] = Counter()
    for edge in shown:
        nodes[edge.source] += edge.weight
        nodes[edge.target] += edge.weight
    return dict(sorted(nodes.items())), shown
