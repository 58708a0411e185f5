"""From the files of brat to documents."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from attrs import frozen

from quotemine.documents import Document
from quotemine.errors import InputFileError, SettingError
from quotemine.formats.brat.linking import TYPES, Links, Role
from quotemine.formats.brat.names import Entry, read_index
from quotemine.formats.brat.quoting import quotes_of
from quotemine.formats.brat.standoff import parse
from quotemine.formats.lines import raise_error
from quotemine.inputs import OnError

__all__ = ["load"]

MOST_SHOWN = 8


def load(
    folder: str | os.PathLike[str], *, types: Mapping[str, Role] = TYPES, on_error: OnError | None = None
) -> Iterator[Document]:
    r"""Read a folder of brat, subfolders too: what :func:`dump` wrote, corrected or not, or what others annotated.

    From our own folders everything comes back: the quotes equal those that were written, but for chances, which have
    four digits, and halves of surrogate pairs, which became U+FFFD.  Where somebody changed an annotation in brat, the
    annotation counts.

    In other folders, text of a type for *content* is a quote, with the *cue* and the *source* that a relation or an
    event links with it, whatever the link is called and wherever it points; a source may also be linked with the cue.
    Of several, the first counts.  Sources that are equivalent (``*``) or linked with each other, or have the same
    words, are one speaker, called by the name in its normalisation (``N``) or else by its longest mention; a speaker
    that has only pronouns is left open.  An attribute *Kind* tells the kind, otherwise the quotation marks do;
    *Negated* and *CueClass* belong to the cue.  Content is not joined across links, since they may as well say that one
    quote stands in another.  Text of other types and what else is linked are passed over.

    Args:
        folder: with a ``.txt`` and an ``.ann`` file for each document.
        types: what the types of marked text stand for: *content*, *cue*, *source* or *mention* (other words for a
            source); upper and lower case are the same.
        on_error: called with every problem: a line that is wrong, after which the document is read without it; a file
            without its other half; a folder in which no type stands for content.  Without it, the first problem is
            raised.

    Yields:
        The documents, in the order that they were written in, else sorted by name.  Their ids are those that were
        written, else the names below the folder.

    Raises:
        InputFileError: as above; for lines, its message begins with ``path:line:``.
        SettingError: ``types`` has something else than the four roles.

    Example:
        >>> import pathlib, tempfile
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_text('"It leaks," said Ada Quill.')
        >>> lines = 'T1\tQuote 0 11\t"It leaks,"\nT2\tSpeaker 17 26\tAda Quill\nR1\tSaidBy Arg1:T1 Arg2:T2\n'
        >>> _ = (folder / "a.ann").write_text(lines)
        >>> [(quote.text, quote.speaker.name) for document in load(folder) for quote in document.quotes]
        [('"It leaks,"', 'Ada Quill')]
    """
    for role in types.values():
        if role not in get_args(Role):
            raise SettingError.for_value("types", role, "a mapping to 'content', 'cue', 'source' or 'mention'")
    return _load(Path(folder), types, raise_error if on_error is None else on_error)


def _load(folder: Path, types: Mapping[str, Role], report: OnError) -> Iterator[Document]:
    if not folder.is_dir():
        why = "is no folder" if folder.exists() else "no such folder"
        report(InputFileError(f"{folder}: {why}; give a folder with a .txt and an .ann file for each document"))
        return
    index = read_index(folder, report)
    content = {name.lower() for name, role in types.items() if role == "content"}
    found: Counter[str] = Counter()
    for name in _names(folder, index, report):
        files = _read(folder, name, report)
        if files is None:
            continue
        annotations = parse(files.annotations, files.text, files.path, report)
        found.update(marked.type for marked in annotations.marked.values())
        entry = index.get(name, Entry(name, name, {}))
        quotes = quotes_of(annotations, Links(annotations, types), entry.unmarked, files.path, report)
        yield Document(entry.id, files.text, quotes, **entry.metadata)
    if found and not content & {type_.lower() for type_ in found}:
        types_found = ", ".join(f"{type_} ({count})" for type_, count in found.most_common(MOST_SHOWN))
        why = f"no type stands for content (found: {types_found}); say what they are, as with types={{...: 'content'}}"
        report(InputFileError(f"{folder}: {why}"))


@frozen
class _Files:
    path: str
    annotations: str
    text: str


def _names(folder: Path, index: Mapping[str, Entry], report: OnError) -> Iterator[str]:
    """Names of documents below the folder, without suffix; those of which a file is missing are reported."""
    halves: dict[str, set[str]] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            stem, suffix = os.path.splitext(name)  # noqa: PTH122  # a name
            if suffix in {".txt", ".ann"} and not name.startswith("."):
                halves.setdefault((Path(parent) / stem).relative_to(folder).as_posix(), set()).add(suffix)
    missing = {name: {".txt", ".ann"} for name in index if name not in halves}
    for name in [*index, *sorted(halves.keys() - index.keys())]:
        lacking = missing.get(name) or {".txt", ".ann"} - halves[name]
        if not lacking:
            yield name
        elif ".txt" in lacking:
            report(InputFileError(f"{folder / name}.txt: no such file; each document needs one beside its .ann file"))
        else:
            why = "no such file; each document needs one beside its .txt file, an empty one if nothing is marked"
            report(InputFileError(f"{folder / name}.ann: {why}"))


def _read(folder: Path, name: str, report: OnError) -> _Files | None:
    path = folder / f"{name}.ann"
    try:
        return _Files(str(path), _decoded(path), _decoded(folder / f"{name}.txt"))
    except InputFileError as error:
        report(error)
    return None


def _decoded(path: Path) -> str:
    """The characters of a file, line ends and a byte order mark as they stand, since offsets count them."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        why = f"not UTF-8 (byte 0x{error.object[error.start]:02X}); convert the file to UTF-8, as with iconv"
        raise InputFileError.at_line(str(path), line, why) from None
    except OSError as error:
        why = f"{path}: cannot be read ({error.strerror or error}); check the file and its permissions"
        raise InputFileError(why) from None
