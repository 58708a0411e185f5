"""Which marked texts make up a quote, in our own folders and in other people's."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from quotemine.formats.brat.standoff import Annotations, Marked

__all__ = ["TYPES", "Group", "Links", "Role"]

Role = Literal["content", "cue", "source", "mention"]

TYPES: dict[str, Role] = {
    "Quote": "content",
    "Quotation": "content",
    "Content": "content",
    "Cue": "cue",
    "Source": "source",
    "Speaker": "source",
    "Mention": "mention",
}
"""What :func:`quotemine.formats.brat.load` takes the types of a folder for, if it is not told."""


@frozen
class Group:
    """The marked texts of one quote.

    Attributes:
        ids: of the quote itself: its marked text, then its event if it has one.
        mentions: other words for the speaker, in the order of the event.
    """

    ids: tuple[str, ...]
    content: Marked
    cue: Marked | None
    source: Marked | None
    mentions: tuple[Marked, ...]


@frozen(eq=False)
class Links:
    r"""What is linked with what, whatever the links are called and wherever they point.

    Example:
        >>> from quotemine.formats.brat.standoff import parse
        >>> lines = "T1\tQuote 0 3\tYes\nT2\tSpeaker 5 8\tAda\nR1\tSaidBy Arg1:T1 Arg2:T2\n"
        >>> (group,) = Links(parse(lines, "Yes, Ada.", "a.ann", print), TYPES).groups()
        >>> group.source.fragments
        ((5, 8),)
    """

    _found: Annotations
    _roles: Mapping[str, Role]
    _near: dict[str, list[str]] = field(init=False, factory=dict)
    _same: dict[str, list[str]] = field(init=False, factory=dict)

    def __init__(self, found: Annotations, types: Mapping[str, Role]) -> None:
        roles = {name.lower(): role for name, role in types.items()}
        known = {id_: role for id_, marked in found.marked.items() if (role := roles.get(marked.type.lower()))}
        self.__attrs_init__(found, known)  # type: ignore[attr-defined]

    def __attrs_post_init__(self) -> None:
        for event in self._found.events.values():
            own = event.id if self._roles.get(event.trigger) == "content" else event.trigger
            for _, target in event.arguments:
                self._link(own, self._resolved(target))
        for relation in self._found.relations:
            first, *others = map(self._resolved, relation.ids) if relation.ids else ("",)
            for other in others:
                names = {self._roles.get(first), self._roles.get(other)} <= {"source", "mention"}
                if names:
                    _join(self._same, first, other)
                elif not relation.together:
                    self._link(first, other)

    def groups(self) -> Iterator[Group]:
        """Give the quotes: one for each event whose trigger is content, and for other content."""
        events: dict[str, list[str]] = {}
        for event in self._found.events.values():
            if self._roles.get(event.trigger) == "content":
                events.setdefault(event.trigger, []).append(event.id)
        found = [
            (ids, marked)
            for id_, marked in self._found.marked.items()
            if self._roles.get(id_) == "content"
            for ids in ([(id_, event) for event in events[id_]] if id_ in events else [(id_,)])
        ]
        for ids, marked in found:
            cue = next(self._linked(ids, "cue"), None)
            source = next(self._linked(ids, "source"), None)
            if source is None and cue is not None:
                source = next(self._linked((cue.id,), "source"), None)
            yield Group(ids, marked, cue, source, tuple(self._linked(ids, "mention")))

    def same(self, id_: str) -> list[Marked]:
        """All sources and mentions that stand for the same as one of them, itself first."""
        seen = dict.fromkeys([id_])
        waiting = [id_]
        while waiting:
            for other in self._same.get(waiting.pop(), ()):
                if other not in seen:
                    seen[other] = None
                    waiting.append(other)
        return [self._found.marked[one] for one in seen]

    def _linked(self, ids: Iterable[str], role: Role) -> Iterator[Marked]:
        for id_ in reversed(tuple(ids)):  # what the event says goes before what is said of its words
            for other in self._near.get(id_, ()):
                if self._roles.get(other) == role:
                    yield self._found.marked[other]

    def _resolved(self, id_: str) -> str:
        event = self._found.events.get(id_)
        return id_ if event is None else event.trigger

    def _link(self, one: str, other: str) -> None:
        _join(self._near, one, other)


def _join(graph: dict[str, list[str]], one: str, other: str) -> None:
    graph.setdefault(one, []).append(other)
    graph.setdefault(other, []).append(one)
