"""What clusters are asked to read, and how: which columns, and the settings, checked before any work is done."""

from collections.abc import Sequence
from typing import Any, cast

from attrs import frozen

from quotemine.documents import METADATA
from quotemine.errors import SettingError
from quotemine.settings import Options, Settings

__all__ = ["Choices", "Plan"]


class Choices(Options, total=False):
    """Keywords of all functions for clusters: columns with what is known of a document, and the settings.

    Attributes:
        title, date, author, url: names of columns.  Without them, a column of the same name is taken where there is
            one.  They hold strings; dates and times become ISO 8601, whole numbers are written out.
    """

    title: str
    date: str
    author: str
    url: str


@frozen
class Plan:
    """What is read, and how.

    Attributes:
        text: the column of texts.
        id: the column of ids, strings or whole numbers.
        metadata: the columns of what else is known, those that the caller named.
        settings: checked already.
    """

    text: str
    id: str
    metadata: dict[str, str]
    settings: Settings

    @classmethod
    def of(cls, text: str, id: str, choices: Choices) -> "Plan":  # noqa: A002  # as the argument of the callers
        """Sort the keywords of a caller.

        Raises:
            SettingError: a setting has a value that it cannot have.
        """
        given = cast("dict[str, Any]", choices)
        settings = Settings(**{name: value for name, value in given.items() if name not in METADATA})
        return cls(text, id, {name: given[name] for name in METADATA if given.get(name) is not None}, settings)

    def columns(self, found: Sequence[str]) -> dict[str, str]:
        """Tell which column is read as what: *id*, *text*, *title* and so on.

        Args:
            found: the columns that there are.

        Raises:
            SettingError: one of those that were named is not there, or there several times.

        Example:
            >>> Plan.of("body", "url", {}).columns(["url", "body", "title", "shares"])
            {'id': 'url', 'text': 'body', 'title': 'title', 'url': 'url'}
        """
        named = {"id": self.id, "text": self.text, **self.metadata}
        for what, column in named.items():
            if column not in found:
                there = ", ".join(map(repr, found)) or "(there are none)"
                raise SettingError.for_value(what, column, f"one of the columns {there}")
        columns = named | {name: name for name in METADATA if name in found and name not in named}
        for what, column in columns.items():
            if found.count(column) > 1:
                raise SettingError.for_value(what, column, "a column that is there only once: rename the others")
        return columns
