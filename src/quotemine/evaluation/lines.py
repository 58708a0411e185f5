"""JSON objects from the lines of a file, plain or compressed; what is none is reported with file and line."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from quotemine.errors import InputFileError
from quotemine.inputs import OnError

__all__ = ["Line", "read_lines"]

_SUFFIX = re.compile(r"(?<=.)\.jsonl(?:\.gz)?$", re.IGNORECASE)


@frozen
class Line:
    """One object and where it stands.

    Attributes:
        path: of the file.
        number: of the line, counted from 1.
        value: the object.
    """

    path: str
    number: int
    value: dict[str, object]

    @property
    def id(self) -> str:
        """What a document without ``id`` is called, as :func:`quotemine.inputs.read_documents` does: *news:12*."""
        return f"{_SUFFIX.sub('', Path(self.path).name)}:{self.number}"

    def error(self, why: str) -> InputFileError:
        """Make an error of something wrong with it."""
        return InputFileError.at_line(self.path, self.number, why)


def read_lines(path: Path, report: OnError) -> Iterator[Line]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` file, without its blank lines.

    Args:
        path: of the file.
        report: called with every problem; reading then goes on with the next line.

    Example:
        >>> list(read_lines(Path("no-such-file.jsonl"), print))
        no-such-file.jsonl: no such file or folder; check the path
        []
    """
    number = 0
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            for number, data in enumerate(file, start=1):
                try:
                    if text := _decode(data, number).strip():
                        yield Line(str(path), number, _parse(text))
                except ValueError as error:
                    report(InputFileError.at_line(str(path), number, str(error)))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        why = f"damaged or cut short gzip data ({error}); this line and all after it are lost, make the file anew"
        report(InputFileError.at_line(str(path), number + 1, why))
    except FileNotFoundError:
        report(InputFileError(f"{path}: no such file or folder; check the path"))
    except OSError as error:
        why = f"cannot be read ({error.strerror or error}); check the file and its permissions"
        report(InputFileError(f"{path}: {why}"))


def _decode(data: bytes, number: int) -> str:
    try:
        return data.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte 0x{error.object[error.start]:02X}); convert the file to UTF-8"
        raise ValueError(message) from error


def _parse(text: str) -> dict[str, object]:
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        message = "JSON nested too deeply; write one object a line"
        raise ValueError(message) from error
    except ValueError as error:  # JSONDecodeError, and a plain one for numbers of thousands of digits
        message = f"not JSON ({error}); write one object a line"
        raise ValueError(message) from error
    if not isinstance(value, dict):
        message = f"a JSON {type(value).__name__} where an object was expected; write one object a line"
        raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
    return value
