"""The lines of an ``.ann`` file, as values."""

import re
from typing import TYPE_CHECKING

from attrs import field, frozen

from quotemine.errors import InputFileError
from quotemine.formats.brat.fragments import Pair, overlap, words_at
from quotemine.inputs import OnError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Annotations", "Event", "Marked", "Note", "Relation", "parse"]

_OFFSETS = re.compile(r"\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*")
_ID = re.compile(r"[TERAMN#]\S+|\*")
_EVENT = re.compile(r"(\S+):(\S+)((?: +\S+:\S+)*) *")
_RELATION = re.compile(r"(\S+) +\S+:(\S+) +\S+:(\S+) *")


@frozen
class Marked:
    """Marked text, *T1*.

    Attributes:
        type: as in the file.
        fragments: character offsets into the text, end exclusive, sorted.
    """

    id: str
    type: str
    fragments: tuple[Pair, ...]


@frozen
class Event:
    """An event, *E1*: a trigger and arguments, in the order of their numbers."""

    id: str
    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


@frozen
class Relation:
    """A relation, *R1*, or an equivalence, ``*``, of which ``together`` tells."""

    ids: tuple[str, ...]
    together: bool = False


@frozen
class Note:
    """A note, *#1*, or the name in a normalisation, *N1*."""

    type: str
    target: str
    text: str
    line: int


@frozen(eq=False)
class Annotations:
    """All lines of a file.

    Attributes:
        attributes: for each id, its attributes: the name in lower case and the value, empty where there is none.
    """

    text: str = field(repr=False)
    marked: dict[str, Marked] = field(factory=dict)
    events: dict[str, Event] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    attributes: dict[str, dict[str, str]] = field(factory=dict)
    notes: list[Note] = field(factory=list)
    names: list[Note] = field(factory=list)


def parse(data: str, text: str, path: str, on_error: OnError) -> Annotations:
    r"""Read the lines of an ``.ann`` file.

    Args:
        data: the lines.
        text: of the document.
        path: of the file, for messages.
        on_error: called with every problem; the line is left out, and is missing where others refer to it.

    Example:
        >>> parse("T1\tQuote 0 3\tYes\n", "Yes.", "a.ann", print).marked["T1"].fragments
        ((0, 3),)
    """
    lines = [(n, line.removesuffix("\r")) for n, line in enumerate(data.split("\n"), 1) if line.strip()]
    reader = _Reader(Annotations(text), {line.split("\t", 1)[0] for _, line in lines})
    for number, line in lines:
        try:
            reader.read(line, number)
        except ValueError as error:
            on_error(InputFileError.at_line(path, number, str(error)))
    return reader.found


@frozen(eq=False)
class _Reader:
    found: Annotations
    ids: set[str]  # of all lines, so that their order is free, and one that is broken is reported once
    seen: set[str] = field(factory=set)

    def read(self, line: str, number: int) -> None:
        """Take in one line.

        Raises:
            ValueError: something is wrong with it; the message says what, and what to do.
        """
        id_, tab, rest = line.partition("\t")
        if not tab:
            message = f"no tab behind {_shown(id_)}; separate the id from the rest with a tab"
            raise ValueError(message)
        if not _ID.fullmatch(id_):
            message = f"{_shown(id_)} is no id; write a letter of T E R A M N # and a number, or *"
            raise ValueError(message)
        if id_ in self.seen and id_ != "*":
            message = f"the id {_shown(id_)} is there twice; give this line another one"
            raise ValueError(message)
        self.seen.add(id_)
        data, _, tail = rest.partition("\t")
        readers: dict[str, Callable[[str, str, str, int], None]] = {
            "T": self._marked, "E": self._event, "R": self._relation, "*": self._equivalence,
            "A": self._attribute, "M": self._attribute, "#": self._note, "N": self._name,
        }  # fmt: skip
        readers[id_[0]](id_, data, tail, number)

    def check(self, *ids: str) -> None:
        """See that what a line refers to is there."""
        for id_ in ids:
            if id_ not in self.ids:
                message = f"it refers to {_shown(id_)}, which is not in this file; correct the id"
                raise ValueError(message)

    def _marked(self, id_: str, data: str, tail: str, _number: int) -> None:
        type_, _, offsets = data.partition(" ")
        if not _OFFSETS.fullmatch(offsets.rstrip()):
            message = f"{_shown(offsets)} are no offsets; write: T1, tab, type, start and end, tab, text"
            raise ValueError(message)
        numbers = [tuple(map(int, piece.split(" "))) for piece in offsets.split(";")]
        fragments = tuple(sorted((start, end) for start, end in numbers))
        length = len(self.found.text)
        if wrong := next(((start, end) for start, end in fragments if not start < end <= length), None):
            message = (
                f"nothing stands from {wrong[0]} to {wrong[1]} in the text of {length} characters; correct the offsets"
            )
            raise ValueError(message)
        if overlap(fragments):
            message = f"the fragments {offsets} overlap; correct the offsets"
            raise ValueError(message)
        _check_words(tail, self.found.text, fragments)
        self.found.marked[id_] = Marked(id_, type_, fragments)

    def _event(self, id_: str, data: str, _tail: str, _number: int) -> None:
        match = _EVENT.fullmatch(data)
        if match is None:
            message = f"{_shown(data)} is no event; write: E1, tab, Quote:T1 Cue:T2"
            raise ValueError(message)
        pairs = [tuple(argument.split(":", 1)) for argument in match[3].split()]
        arguments = tuple((role, target) for role, target in pairs)
        self.check(match[2], *(target for _, target in arguments))
        self.found.events[id_] = Event(id_, match[1], match[2], arguments)

    def _relation(self, _id: str, data: str, _tail: str, _number: int) -> None:
        match = _RELATION.fullmatch(data)
        if match is None:
            message = f"{_shown(data)} is no relation; write: R1, tab, SaidBy Arg1:T1 Arg2:T2"
            raise ValueError(message)
        self.check(match[2], match[3])
        self.found.relations.append(Relation((match[2], match[3])))

    def _equivalence(self, _id: str, data: str, _tail: str, _number: int) -> None:
        ids = tuple(data.split()[1:])
        self.check(*ids)
        self.found.relations.append(Relation(ids, together=True))

    def _attribute(self, _id: str, data: str, _tail: str, _number: int) -> None:
        name, target, value = [*data.split(None, 2), "", "", ""][:3]
        if not target:
            message = f"{_shown(data)} is no attribute; write: A1, tab, Kind E1 direct"
            raise ValueError(message)
        self.check(target)
        self.found.attributes.setdefault(target, {})[name.lower()] = value.strip()

    def _note(self, _id: str, data: str, tail: str, number: int) -> None:
        self.found.notes.append(self._pointing(data, tail, number))

    def _name(self, _id: str, data: str, tail: str, number: int) -> None:
        self.found.names.append(self._pointing(data, tail, number))

    def _pointing(self, data: str, tail: str, number: int) -> Note:
        type_, target = [*data.split(None, 2), "", ""][:2]
        if not target:
            message = f"{_shown(data)} points to nothing; write: #1, tab, AnnotatorNotes T1, tab, text"
            raise ValueError(message)
        self.check(target)
        return Note(type_, target, tail, number)


def _check_words(written: str, text: str, fragments: tuple[Pair, ...]) -> None:
    """Compare the words of a line with those of the text, white space aside: tools write it in different ways."""
    if not written:
        message = "no text behind the offsets; write: T1, tab, type, start and end, tab, text"
        raise ValueError(message)
    found = words_at(text, fragments)
    if "".join(written.split()) != "".join(found.split()):
        message = (
            f"{_shown(written)} is written, but {_shown(found)} stands at the offsets; "
            "they count characters, not bytes, line ends as they stand in the .txt file"
        )
        raise ValueError(message)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:58]} …")
