"""Documents that have their quotes already, from files, folders and standard input."""

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.formats.targets import Source
from quotemine.inputs import OnError

__all__ = ["read_quoted"]

SUFFIXES = (".jsonl", ".jsonl.gz")


def read_quoted(inputs: Iterable[str], on_error: OnError, *, leave_out: Path | None = None) -> Iterator[Document]:
    """Read what ``quotemine extract --texts --format jsonl`` writes, file by file, in the order given.

    Args:
        inputs: .jsonl and .jsonl.gz files, folders of them with their subfolders, or ``-`` for standard input.
        on_error: called with every problem; reading then goes on with the next line or file.
        leave_out: a file to pass over in folders, such as the one that results are written to.

    Example:
        >>> list(read_quoted(["notes.txt"], print))
        notes.txt: has no quotes to reuse; give .jsonl files of quotemine extract --texts, or leave --reuse out
        []
    """
    for given in inputs:
        if given == "-":
            with _standard_input() as lines:
                yield from _load(lines, on_error)
        elif Path(given).is_dir():
            yield from _read_folder(Path(given), on_error, leave_out)
        else:
            yield from _read_file(Path(given), on_error)


def _read_folder(folder: Path, on_error: OnError, leave_out: Path | None) -> Iterator[Document]:
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_wanted(path, folder, leave_out)]
    if not found:
        on_error(InputFileError(f"{folder}: nothing to read in this folder; it should hold {', '.join(SUFFIXES)}"))
    for path in found:
        yield from _read_file(path, on_error)


def _is_wanted(path: Path, folder: Path, leave_out: Path | None) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    same = leave_out is not None and leave_out.exists() and path.samefile(leave_out)
    return path.name.lower().endswith(SUFFIXES) and not hidden and not same


def _read_file(path: Path, on_error: OnError) -> Iterator[Document]:
    if path.name.lower().endswith(SUFFIXES):
        yield from _load(path, on_error)
    else:
        why = "has no quotes to reuse; give .jsonl files of quotemine extract --texts, or leave --reuse out"
        on_error(InputFileError(f"{path}: {why}"))


def _load(source: Source, on_error: OnError) -> Iterator[Document]:
    from quotemine.formats import jsonl  # noqa: PLC0415  # --help should not wait for it

    yield from jsonl.load(source, on_error=on_error)


@contextmanager
def _standard_input() -> Iterator[IO[str]]:
    wrapper = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
    try:
        yield wrapper
    finally:
        wrapper.detach()  # which would close standard input with itself
