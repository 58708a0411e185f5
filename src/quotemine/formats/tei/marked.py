"""What is marked in the body of a TEI text: the text itself, elements with their places, and what is joined."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element  # only the type: parsing.py reads

from attrs import field, frozen

from quotemine.formats.tei.markup import NAMESPACE, XML

__all__ = ["ID", "Body", "Placed", "pointers"]

Pair = tuple[int, int]
"""Start and end: character offsets into the text of the body, end exclusive."""

ID = f"{{{XML}}}id"
MARKS = frozenset(f"{{{NAMESPACE}}}{name}" for name in ("said", "q", "quote", "seg", "rs"))


@frozen(eq=False)
class Placed:
    """One or several elements that belong together, with ``next`` and ``prev``.

    Attributes:
        elements: in their order, with their spans.
    """

    elements: list[tuple[Element, Pair]]

    @property
    def first(self) -> Element:
        """The element that tells what holds for all."""
        return self.elements[0][0]

    @property
    def cover(self) -> Pair:
        """One span over all of them."""
        starts, ends = zip(*(span for _, span in self.elements), strict=True)
        return min(starts), max(ends)

    def spans(self) -> list[Pair]:
        """A span for each number ``n``, or for each element where they are not numbered."""
        numbered = [(found.get("n", ""), span) for found, span in self.elements]
        if len(self.elements) == 1 or not all(number.isascii() and number.isdecimal() for number, _ in numbered):
            return [span for _, span in numbered]
        spans: dict[str, list[Pair]] = {}
        for number, span in numbered:
            spans.setdefault(number, []).append(span)
        return [(min(pairs)[0], max(end for _, end in pairs)) for pairs in spans.values()]


@frozen(eq=False)
class Body:
    """The text of a document and what is marked in it.

    Attributes:
        text: all characters of the body, tags taken away.
        marks: elements that may belong to a quote, in the order in which they begin; with what belongs to them.
    """

    text: str = field(repr=False)
    marks: list[Placed]

    @classmethod
    def of(cls, tei: Element) -> "Body":
        """Read a ``TEI`` element."""
        body = tei.find(f"{{{NAMESPACE}}}text/{{{NAMESPACE}}}body")
        if body is None:
            return cls("", [])
        texts: list[str] = []
        places: list[tuple[Element, Pair]] = []
        for found, start, end in _walk(body, texts):
            if found.tag in MARKS:
                places.append((found, (start, end)))
        places.sort(key=lambda place: place[1][0])
        return cls("".join(texts), list(_joined(places)))


def _walk(body: Element, texts: list[str]) -> Iterator[tuple[Element, int, int]]:
    """Elements with their places, each when it ends; their texts are added to ``texts``; deep ones do not recur."""
    at = 0

    def add(text: str | None) -> None:
        nonlocal at
        if text:
            texts.append(text)
            at += len(text)

    opened: list[tuple[Element, int, Iterator[Element]]] = [(body, 0, iter(body))]
    add(body.text)
    while opened:
        found, start, children = opened[-1]
        child = next(children, None)
        if child is not None:
            opened.append((child, at, iter(child)))
            add(child.text)
            continue
        opened.pop()
        yield found, start, at
        if opened:
            add(found.tail)


def _joined(places: list[tuple[Element, Pair]]) -> Iterator[Placed]:
    """Follow ``next``, where it points to another element of the kind that is not taken yet."""
    by_id = {id_: place for place in places if (id_ := place[0].get(ID))}
    taken: set[Element] = set()
    later = {target for found, _ in places for target in pointers(found.get("next")) if target in by_id}
    starts = [place for place in places if place[0].get(ID) not in later]
    for place in [*starts, *places]:  # a circle has no start
        chain: list[tuple[Element, Pair]] = []
        here: tuple[Element, Pair] | None = place
        while here is not None and here[0] not in taken and here[0].tag == place[0].tag:
            taken.add(here[0])
            chain.append(here)
            here = next((by_id[id_] for id_ in pointers(here[0].get("next")) if id_ in by_id), None)
        if chain:
            yield Placed(chain)


def pointers(value: str | None) -> Iterable[str]:
    """Ids that an attribute points to: *e1* in ``#e1``; what is in another file by what is behind the ``#``."""
    return [pointer.rsplit("#", 1)[-1] for pointer in (value or "").split()]
