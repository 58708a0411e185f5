"""JSON values from the lines of a file, plain or compressed, each with the place where it stands."""

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, NoReturn

from attrs import frozen

from quotemine.errors import InputFileError
from quotemine.formats.targets import Source, Target, opened_to_write
from quotemine.inputs import OnError

__all__ = ["Line", "name_of", "opened_to_write_zipped", "parse", "raise_error", "read_lines", "read_text"]


@frozen
class Line:
    """One JSON value and where it stands.

    Attributes:
        source: the path, or the name of the open file.
        number: of the line, counted from 1.
        value: what it says.
    """

    source: str
    number: int
    value: object

    def error(self, why: str) -> InputFileError:
        """Make an error of something wrong with it."""
        return InputFileError.at_line(self.source, self.number, why)


def read_lines(source: Source, on_error: OnError) -> Iterator[Line]:
    """Read JSON values one by one, without blank lines.

    Args:
        source: path, of a compressed file if it ends in ``.gz``, or open text file.
        on_error: called with every problem; reading then goes on with the next line, if there can be one.

    Example:
        >>> import io
        >>> list(read_lines(io.StringIO('[1]'), print))
        [Line(source='<open file>', number=1, value=[1])]
        >>> list(read_lines("no-such-file.jsonl", print))
        no-such-file.jsonl: no such file or folder; check the path
        []
    """
    name = name_of(source)
    for number, text in _read(source, on_error):
        if text.strip():
            try:
                value = parse(text)
            except ValueError as error:
                on_error(InputFileError.at_line(name, number, f"{error}; write one object a line"))
            else:
                yield Line(name, number, value)


def read_text(source: Source) -> str:
    """Read all of a file, plain or compressed.

    Raises:
        InputFileError: it cannot be read, or is not UTF-8.
    """
    return "".join(text for _, text in _read(source, raise_error))


def parse(text: str) -> object:
    """Read JSON, strictly: no NaN, no infinity.

    Raises:
        ValueError: this is no JSON; the message says why.

    Example:
        >>> parse("[NaN]")
        Traceback (most recent call last):
        ValueError: not JSON (NaN is no number)
    """
    try:
        value: object = json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        message = "JSON nested too deeply"
        raise ValueError(message) from error
    except ValueError as error:  # JSONDecodeError, and a plain one for numbers of thousands of digits
        message = f"not JSON ({error})"
        raise ValueError(message) from error
    return value


def raise_error(error: InputFileError) -> NoReturn:
    """Raise a problem: what is done where nobody asked for problems to be reported."""
    raise error


def name_of(source: Source) -> str:
    """What messages call a source: its path, or the name of an open file if it has one."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "<open file>"


@contextmanager
def opened_to_write_zipped(target: Target) -> Iterator[IO[str]]:
    """Open as :func:`quotemine.formats.targets.opened_to_write` does; a path that ends in ``.gz`` is compressed."""
    if isinstance(target, str | os.PathLike) and _is_zipped(target):
        with gzip.open(target, "wt", encoding="utf-8", newline="") as file:
            yield file
    else:
        with opened_to_write(target) as file:
            yield file


@contextmanager
def _opened(source: Source) -> Iterator[Iterable[str | bytes]]:
    if not isinstance(source, str | os.PathLike):
        yield source
    elif _is_zipped(source):
        with gzip.open(source) as zipped:
            yield zipped
    else:
        with open(source, "rb") as file:  # noqa: PTH123  # a path of any kind
            yield file


def _is_zipped(path: str | os.PathLike[str]) -> bool:
    return os.fspath(path).lower().endswith(".gz")


def _read(source: Source, on_error: OnError) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; problems are reported where nothing that ``on_error`` raises is taken for one."""
    name = name_of(source)
    for number, line in _read_or_fail(source):
        if isinstance(line, str):
            yield number, line.removeprefix("\ufeff") if number == 1 else line
        elif isinstance(line, UnicodeDecodeError):
            why = f"not UTF-8 (byte 0x{line.object[line.start]:02X}); convert the file to UTF-8, as with iconv"
            on_error(InputFileError.at_line(name, number, why))
        elif isinstance(line, FileNotFoundError):
            on_error(InputFileError(f"{name}: no such file or folder; check the path"))
        elif isinstance(line, OSError) and not isinstance(line, gzip.BadGzipFile):
            on_error(InputFileError(f"{name}: cannot be read ({line.strerror or line}); check the file"))
        else:
            why = f"damaged or cut short gzip data ({line}); this line and all after it are lost, make the file anew"
            on_error(InputFileError.at_line(name, number, why))


def _read_or_fail(source: Source) -> Iterator[tuple[int, str | Exception]]:
    number = 0
    try:
        with _opened(source) as lines:
            for number, line in enumerate(lines, start=1):
                yield number, _decoded(line)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:  # the last of a file that was open already
        yield number + 1, error


def _decoded(line: str | bytes) -> str | UnicodeDecodeError:
    try:
        return line if isinstance(line, str) else line.decode()
    except UnicodeDecodeError as error:
        return error


def _refuse(constant: str) -> NoReturn:
    message = f"{constant} is no number"
    raise ValueError(message)
