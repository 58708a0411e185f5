"""What a person decided: a table of merges, read back from CSV or from rows."""

import csv
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from quotemine.errors import InputFileError, SettingError

__all__ = ["Overrides", "OverridesGiven", "read_overrides"]

OverridesGiven = str | Path | Iterable[Mapping[str, object]]

NEEDED = ("name", "group")
_REMEDY = "take the file that MergedSpeakers.save wrote and change only its column 'group'"


@frozen
class Overrides:
    """Groups that a person chose.

    Attributes:
        chosen: name → group that the rules found, or nothing where the row does not say → group chosen.
    """

    chosen: Mapping[str, Mapping[str, str]] = field(factory=dict)

    def group_of(self, name: str, found: str, *, only: bool) -> str | None:
        """Give the group chosen for a name, None where nobody decided.

        Args:
            name: as documents write it.
            found: the group that the rules have for it; it tells namesakes apart.
            only: whether the rules have this name in one group only, so that it needs no telling apart.

        Example:
            >>> overrides = read_overrides([{"name": "Jon Quill", "group": "John Quill"}])
            >>> overrides.group_of("Jon Quill", "Jon Quill", only=True)
            'John Quill'
        """
        rows = self.chosen.get(name, {})
        if found in rows:
            return rows[found]
        if only and len(rows) == 1:
            return next(iter(rows.values()))
        return rows.get("")


def read_overrides(given: OverridesGiven | None) -> Overrides:
    """Read a table with the columns ``name`` and ``group``, and ``found`` where there are namesakes.

    Args:
        given: path to a CSV file, or rows.

    Raises:
        InputFileError: for a file or a row that cannot be understood.
        SettingError: for anything else.

    Example:
        >>> read_overrides(None)
        Overrides(chosen={})
    """
    if given is None:
        return Overrides()
    where = str(given) if isinstance(given, str | Path) else "overrides"
    chosen: dict[str, dict[str, str]] = defaultdict(dict)
    for line, row in _rows(given):
        name, group, found = (_text(row.get(column)) for column in (*NEEDED, "found"))
        if not (name or group):
            continue
        if not (name and group):
            why = f"the column {'group' if name else 'name'!r} is empty; fill it in, or delete the row"
            raise InputFileError.at_line(where, line, why)
        if chosen[name].setdefault(found, group) != group:
            why = f"{name!r} was in the group {chosen[name][found]!r} in a row before; keep one of the two rows"
            raise InputFileError.at_line(where, line, why)
    return Overrides(dict(chosen))


def _rows(given: object) -> Iterator[tuple[int, Mapping[str, object]]]:
    if isinstance(given, str | Path):
        yield from _read_csv(Path(given))
        return
    if not isinstance(given, Iterable) or isinstance(given, bytes | Mapping):
        raise SettingError.for_value("overrides", given, "a path to a CSV file, or rows as dicts")
    for i, row in enumerate(given, start=1):
        if not isinstance(row, Mapping):
            raise InputFileError.at_line("overrides", i, f"a row must be a dict, got {type(row).__name__}")
        _require("overrides", i, row)
        yield i, row


def _read_csv(path: Path) -> list[tuple[int, Mapping[str, object]]]:
    try:
        with path.open(encoding="utf-8-sig", errors="surrogatepass", newline="") as file:
            header = file.readline()
            delimiter = max(",;\t", key=header.count)  # spreadsheets write what their country is used to
            file.seek(0)
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            _require(str(path), 1, dict.fromkeys(reader.fieldnames or ()))
            return [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "not UTF-8; save it as “CSV UTF-8”") from error
    except csv.Error as error:
        raise _unreadable(path, f"no CSV: {error}") from error


def _require(where: str, line: int, row: Mapping[str, object]) -> None:
    missing = [column for column in NEEDED if column not in row]
    if missing:
        found = ", ".join(map(str, row)) or "none"
        raise InputFileError.at_line(where, line, f"no column {missing[0]!r} (found: {found}); {_REMEDY}")


def _unreadable(path: Path, why: str) -> InputFileError:
    return InputFileError(f"{os.fspath(path)}: cannot be read as overrides ({why}); {_REMEDY}")


def _text(value: object) -> str:
    """A cell without needless spaces; a data frame has NaN, which is not itself, in empty cells."""
    return "" if value is None or value != value else " ".join(str(value).split())  # noqa: PLR0124
