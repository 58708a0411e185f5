"""The edges of networks: who quotes whom, or who talks about whom, in how many quotes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from quotemine.errors import SettingError
from quotemine.plots.mentions import mentions
from quotemine.plots.rows import Collection, Origin, Row

__all__ = ["By", "Edge", "Node", "edges_of", "ends_of", "heaviest"]

By = Literal["speaker", "document", "author", "outlet"]
Node: TypeAlias = tuple[str, str]  # what it is, and its name


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

    source: str
    target: str
    weight: int
    words: int
    example: str


def edges_of(collection: Collection, by: By | None, *, unnamed: bool) -> tuple[list[Edge], By]:
    """Find all edges, the heaviest first, and what they lead from.

    Raises:
        SettingError: no document has the author or outlet that they should lead from.

    Example:
        >>> edges_of(Collection(), None, unnamed=True)
        ([], 'speaker')
    """
    by = by or ("document" if len(collection.origins) > 1 else "speaker")
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    rows = collection.voiced(unnamed=unnamed)
    for source, target, row in _talk(rows) if by == "speaker" else _quoting(rows, by):
        groups[source, target].append(row)
    if rows and not groups and by != "speaker":
        allowed = f"something else for documents of which none has an {by}"
        raise SettingError.for_value("by", by, allowed)
    found = [
        Edge(source, target, len(own), sum(row.words for row in own), own[0].text)
        for (source, target), own in groups.items()
    ]
    return sorted(found, key=lambda edge: (-edge.weight, edge.source, edge.target)), by


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


def ends_of(edge: Edge, by: By) -> tuple[Node, Node]:
    """Its nodes; an author who is also quoted has two.

    Example:
        >>> ends_of(Edge("monday", "Ada Quill", 1, 2, "It leaks."), "document")
        (('document', 'monday'), ('speaker', 'Ada Quill'))
    """
    return (by, edge.source), ("speaker", edge.target)


def heaviest(found: Sequence[Edge], by: By, top: int) -> tuple[dict[Node, int], list[Edge]]:
    """Choose as many nodes as are wanted, none without an edge: with their quotes, and with the edges between them.

    Example:
        >>> edges = [Edge("monday", "Ada Quill", 2, 9, "It leaks."), Edge("friday", "Omar Finch", 1, 2, "It drips.")]
        >>> heaviest(edges, "document", top=3)[0]
        {('document', 'monday'): 2, ('speaker', 'Ada Quill'): 2}
    """
    chosen: set[Node] = set()
    for edge in found:
        more = set(ends_of(edge, by)) - chosen
        if len(chosen) + len(more) <= top:
            chosen |= more
    shown = [edge for edge in found if chosen.issuperset(ends_of(edge, by))]
    nodes: Counter[Node] = Counter()
    for edge in shown:
        for end in ends_of(edge, by):
            nodes[end] += edge.weight
    return dict(sorted(nodes.items())), shown
