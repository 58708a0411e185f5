"""Documents from files, folders and standard input, one at a time; what cannot be read is reported and passed over."""

import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from quotemine.documents import METADATA, Document
from quotemine.errors import InputFileError, MissingPackageError

__all__ = ["count_documents", "read_documents"]

SUFFIXES = (".txt", ".jsonl", ".jsonl.gz", ".html", ".htm")  # read from folders; a file given by name may have any
ITERATED = (".jsonl", ".jsonl.gz")  # many documents, one a line
PAGES = (".html", ".htm")  # web pages, of which the main text is read
MAX_KEYS = 5  # keys that a message shows of a wrong object

OnError = Callable[[InputFileError], None]


def read_documents(
    inputs: Iterable[str | Path], on_error: OnError, *, leave_out: Path | None = None
) -> Iterator[Document]:
    """Read documents one by one, in the order given; folders sorted by name, with their subfolders.

    ``.jsonl`` and ``.jsonl.gz`` hold a document a line: an object with ``text`` and, if wanted, ``id``
    (otherwise *stem:line*), ``title``, ``date``, ``author`` and ``url``.
    ``.html`` and ``.htm`` are web pages, read by :func:`quotemine.web.read_html`, which needs the extra *web*.
    Any other file is one document, named after the file: its stem, or for files found in a folder the path below
    that folder.  Memory holds one document at a time.

    Args:
        inputs: files, folders, or ``-`` for standard input (plain text).
        on_error: called with every problem; reading then goes on with the next line or file.
        leave_out: a file to pass over in folders, such as the one that results are written to.

    Yields:
        The documents that could be read.

    Example:
        >>> [document.id for document in read_documents(["no-such-file.txt"], on_error=print)]
        no-such-file.txt: no such file or folder; check the path
        []
    """
    for given in inputs:
        path = Path(given)
        if str(given) == "-":
            yield from _read_stdin(on_error)
        elif path.is_dir():
            yield from _read_folder(path, on_error, leave_out)
        else:
            yield from _read_file(path, _without_suffix(path.name), on_error)


def count_documents(inputs: Iterable[str | Path], *, leave_out: Path | None = None) -> int | None:
    """Count the documents that :func:`read_documents` would give if all could be read.

    Lines of JSON are counted and not parsed, which takes a thousandth of the time that extraction will take.

    Args:
        inputs, leave_out: as there.

    Returns:
        How many there are; ``None`` if one of the inputs is no file or folder, so that it can be read only once.

    Example:
        >>> count_documents(["-", "no-such-file.txt"])
        2
    """
    total = 0
    for given in inputs:
        path = Path(given)
        if str(given) == "-" or not path.exists():
            total += 1
        elif path.is_dir():
            total += sum(map(_count, _files(path, lambda _: None, leave_out)))
        elif path.is_file():
            total += _count(path)
        else:  # a pipe
            return None
    return total


def _count(path: Path) -> int:
    if not path.name.lower().endswith(ITERATED):
        return 1
    try:
        with gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb") as lines:
            return sum(not line.isspace() for line in lines)
    except (OSError, EOFError, zlib.error):  # reported when it is read
        return 1


def _read_stdin(on_error: OnError) -> Iterator[Document]:
    try:
        yield _whole(sys.stdin.buffer.read(), "stdin", "<stdin>")
    except InputFileError as error:
        on_error(error)


def _read_folder(folder: Path, on_error: OnError, leave_out: Path | None) -> Iterator[Document]:
    empty = True
    for path in _files(folder, on_error, leave_out):
        empty = False
        yield from _read_file(path, _without_suffix(path.relative_to(folder).as_posix()), on_error)
    if empty:
        on_error(InputFileError(f"{folder}: nothing to read in this folder; it should hold {', '.join(SUFFIXES)}"))


def _files(folder: Path, on_error: OnError, leave_out: Path | None) -> Iterator[Path]:
    """The files of a folder that are read, in order."""

    def report(error: OSError) -> None:
        on_error(_unreadable(str(error.filename or folder), error))

    for parent, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            if not name.startswith(".") and name.lower().endswith(SUFFIXES) and not _is_same(path, leave_out):
                yield path


def _read_file(path: Path, name: str, on_error: OnError) -> Iterator[Document]:
    try:
        if path.name.lower().endswith(PAGES):
            yield _page(path.read_bytes(), name, str(path))
        elif not path.name.lower().endswith(ITERATED):
            yield _whole(path.read_bytes(), name, str(path))
        else:
            zipped = path.name.lower().endswith(".gz")
            with gzip.open(path, "rb") if zipped else path.open("rb") as lines:
                yield from _read_lines(lines, name, str(path), on_error)
    except InputFileError as error:
        on_error(error)
    except OSError as error:
        on_error(_unreadable(str(path), error))


def _read_lines(lines: IO[bytes] | gzip.GzipFile, name: str, path: str, on_error: OnError) -> Iterator[Document]:
    line = 0
    while True:
        line += 1
        try:
            data = lines.readline()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            why = f"damaged or cut short gzip data ({error}); this line and all after it are lost, make the file anew"
            on_error(InputFileError.at_line(path, line, why))
            return
        if not data:
            return
        try:
            text = _decode(data, path, line)
            if text and not text.isspace():
                yield _one_of_many(text, name, path, line)
        except InputFileError as error:
            on_error(error)


def _whole(data: bytes, name: str, path: str) -> Document:
    return Document(name, _decode(data, path, 1))


def _page(data: bytes, name: str, path: str) -> Document:
    from quotemine.web import read_html  # noqa: PLC0415  # only pages need it

    try:
        return read_html(data, name)
    except MissingPackageError as error:
        message = f"{path}: a web page; {error}"
        raise InputFileError(message) from error


def _one_of_many(text: str, name: str, path: str, line: int) -> Document:
    try:
        value: object = json.loads(text)
    except RecursionError:
        why = 'JSON nested too deeply; write one object a line, such as {"text": "..."}'
        raise InputFileError.at_line(path, line, why) from None
    except ValueError as error:  # JSONDecodeError, and a plain one for numbers of thousands of digits
        why = f'not JSON ({error}); write one object a line, such as {{"text": "..."}}'
        raise InputFileError.at_line(path, line, why) from None
    if not isinstance(value, dict):
        why = f'a JSON {_kind(value)} where an object was expected; write {{"text": "..."}}'
        raise InputFileError.at_line(path, line, why)
    if "text" not in value:
        found = ", ".join(map(repr, list(value)[:MAX_KEYS])) or "no keys"
        raise InputFileError.at_line(path, line, f"no 'text' (found: {found}); put the document under the key 'text'")
    body, id_ = value["text"], value.get("id")
    if not isinstance(body, str):
        raise InputFileError.at_line(path, line, f"'text' is a {_kind(body)}; it must be a string")
    if id_ is None:
        id_ = f"{name}:{line}"
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        why = f"'id' is a {_kind(id_)}; make it a string or a whole number, or leave it out"
        raise InputFileError.at_line(path, line, why)
    title, date, author, url = (str(value[name]) if isinstance(value.get(name), str) else None for name in METADATA)
    return Document(id_, body, title=title, date=date, author=author, url=url)


def _decode(data: bytes, path: str, line: int) -> str:
    """Decode UTF-8; ``line`` is where ``data`` begins, and only a file's first bytes may be a byte order mark."""
    try:
        return data.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]  # without the byte order mark
        line += before.count(b"\n")
        column = error.start - before.rfind(b"\n")
        likely = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "WINDOWS-1252"
        why = (
            f"not UTF-8 (byte 0x{error.object[error.start]:02X} at position {column} of the line); "
            f"convert the file, for instance with: iconv -f {likely} -t UTF-8"
        )
        raise InputFileError.at_line(path, line, why) from None


def _unreadable(path: str, error: OSError) -> InputFileError:
    if isinstance(error, FileNotFoundError):
        return InputFileError(f"{path}: no such file or folder; check the path")
    return InputFileError(f"{path}: cannot be read ({error.strerror or error}); check the file and its permissions")


def _without_suffix(name: str) -> str:
    """*a/b.jsonl.gz* → *a/b*; other suffixes are dropped one deep: *b.html* → *b*."""
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return os.path.splitext(name)[0]  # noqa: PTH122 (a name, maybe with folders, not a path of this system)


def _is_same(path: Path, other: Path | None) -> bool:
    try:
        return other is not None and path.samefile(other)
    except OSError:
        return False


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    names = {str: "string", int: "number", float: "number", list: "list", dict: "object"}
    return names[type(value)]
