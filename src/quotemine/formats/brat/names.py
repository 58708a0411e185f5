"""File names made of ids, and the index that tells the ids again."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from attrs import field, frozen

from quotemine.documents import METADATA, Document, DocumentId
from quotemine.errors import InputFileError
from quotemine.formats.lines import read_lines
from quotemine.formats.targets import storable
from quotemine.inputs import OnError

__all__ = ["INDEX", "Entry", "Names", "read_index", "write_entry"]

INDEX = "documents.jsonl"
LONGEST = 120  # characters of one part of a name

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


@frozen
class Names:
    """Gives each document of a folder a name of its own.

    Letters and digits of ASCII, ``_``, ``-`` and ``.`` stay, ``/`` makes a subfolder; everything else becomes the
    hexadecimal numbers of its UTF-8 bytes, *~C3~A9*, so that no id leads out of the folder.  A name that is taken,
    be it in other letter case, gets a number.

    Example:
        >>> names = Names()
        >>> [names.make(id_) for id_ in ("news/monday", "../x y", "A", "a")]
        ['news/monday', '~2E~2E/x~20y', 'A', 'a-2']
    """

    _taken: set[str] = field(factory=set)

    def make(self, id_: DocumentId) -> str:
        """A path below the folder, without suffix, for a document."""
        *folders, last = str(id_).split("/")
        name = "/".join([*(_part(folder).replace(".", "~2E") for folder in folders), _part(last)])
        number, free = 1, name
        while free.lower() in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._taken.add(free.lower())
        return free


def _part(part: str) -> str:
    escaped = _UNSAFE.sub(_escaped, part) or "~"
    if escaped[0] == "." or escaped[-1] == ".":
        escaped = escaped.replace(".", "~2E")
    if len(escaped) <= LONGEST:
        return escaped
    digest = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{escaped[: LONGEST - 20]}~~{digest}"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"~{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


@frozen
class Entry:
    """What the index tells of one document.

    Attributes:
        name: path of its files below the folder, without suffix.
        id: of the document.
        metadata: title, date, author and url, as far as known.
        unmarked: quotes without a character that could be marked, as rows, each with its place among all quotes.
    """

    name: str
    id: DocumentId
    metadata: dict[str, str]
    unmarked: tuple[tuple[int, object], ...] = ()


def write_entry(file: IO[str], name: str, document: Document, unmarked: Iterable[tuple[int, object]]) -> None:
    """Write a line of the index."""
    value: dict[str, object] = {"name": name, "id": document.id, **document.metadata}
    if rows := [list(one) for one in unmarked]:
        value["unmarked"] = rows
    file.write(storable(json.dumps(value, ensure_ascii=False)) + "\n")


def read_index(folder: Path, on_error: OnError) -> dict[str, Entry]:
    """Read the index of a folder, if it has one; by name, in its order."""
    path = folder / INDEX
    if not path.is_file():
        return {}
    found: dict[str, Entry] = {}
    for line in read_lines(path, on_error):
        try:
            entry = _entry(line.value)
        except ValueError as error:
            on_error(InputFileError.at_line(line.source, line.number, str(error)))
        else:
            found[entry.name] = entry
    return found


def _entry(value: object) -> Entry:
    advice = 'write {"name": "monday", "id": "monday"} for monday.txt, or take the line out'
    if not isinstance(value, dict):
        message = f"no entry of an index: {advice}"
        raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
    name, id_, unmarked = value.get("name"), value.get("id"), value.get("unmarked", [])
    if not isinstance(name, str) or not isinstance(id_, str | int) or isinstance(id_, bool):
        message = f"an entry needs a name and an id: {advice}"
        raise ValueError(message)  # noqa: TRY004
    if not isinstance(unmarked, list) or not all(map(_is_placed, unmarked)):
        message = "'unmarked' is no list of places and quotes; take it out"
        raise ValueError(message)
    metadata = {key: text for key in METADATA if isinstance(text := value.get(key), str)}
    return Entry(name, id_, metadata, tuple((place, row) for place, row in unmarked))


def _is_placed(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], int)
