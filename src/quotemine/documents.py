"""A text with its quotes and where it comes from: what exports write, imports read and reports show."""

from collections.abc import Callable
from typing import Any, Unpack

from attrs import evolve, field, frozen, validators

from quotemine.api import extract
from quotemine.settings import Options
from quotemine.types import SHOWN, Quote, Quotes

__all__ = ["METADATA", "Document", "DocumentId", "from_text"]

DocumentId = str | int

METADATA = ("title", "date", "author", "url")

LETTERS = 60  # of the text in a repr

_maybe_str = validators.optional(validators.instance_of(str))


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= LETTERS else text[: LETTERS - 1] + "…")


@frozen
class Document:
    """One text and what was found in it.

    Attributes:
        id: names the document among others.
        text: the text that was read; all offsets count its characters.
        quotes: what was found in it.
        title: headline or title, as plain text; None where it is not known, as for all below.
        date: when it appeared, as ISO 8601 where the source allows it: *2026-04-30*.
        author: who wrote it.
        url: where it is to be found.

    Example:
        >>> import quotemine
        >>> text = '"The bridge is safe," said Ada Quill.'
        >>> document = quotemine.Document("bridge", text, quotemine.extract(text), title="Bridge holds")
        >>> len(document.quotes)
        1
    """

    id: DocumentId
    text: str = field(validator=validators.instance_of(str), repr=_excerpt)
    quotes: Quotes = field(factory=Quotes, validator=validators.instance_of(Quotes))
    title: str | None = field(default=None, validator=_maybe_str)
    date: str | None = field(default=None, validator=_maybe_str)
    author: str | None = field(default=None, validator=_maybe_str)
    url: str | None = field(default=None, validator=_maybe_str)

    @property
    def metadata(self) -> dict[str, str]:
        """Title, date, author and url, those that are known."""
        return {name: value for name in METADATA if (value := getattr(self, name)) is not None}

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """JSON values: the id, what is known of where it comes from, the text if wanted, and the quotes."""
        given = {"text": self.text} if text else {}
        return {"id": self.id, **self.metadata, **given, "quotes": self.quotes.to_dicts()}

    def where(self, wanted: Callable[[Quote], bool]) -> "Document":
        """Give the same document with those of its quotes for which a function is true."""
        return evolve(self, quotes=self.quotes.where(wanted))

    def show(self, limit: int | None = SHOWN) -> None:
        """Show the text with its quotes highlighted, see :meth:`quotemine.Quotes.show`."""
        from quotemine.views.render import show  # noqa: PLC0415  # which builds on this module

        show(self, limit)

    def _repr_html_(self) -> str:
        from quotemine.views.table import quotes_table  # noqa: PLC0415  # which builds on this module

        return quotes_table(self.quotes, heading=str(self.id) if self.title is None else self.title)


def from_text(
    text: str,
    id: DocumentId = "text",  # noqa: A002  # as the field is called
    *,
    title: str | None = None,
    date: str | None = None,
    author: str | None = None,
    url: str | None = None,
    **settings: Unpack[Options],
) -> Document:
    """Find who said what in a text, and keep text, quotes and where it comes from together.

    Args:
        text: as for :func:`quotemine.extract`.
        id, title, date, author, url: as in :class:`Document`.
        settings: attributions, min_confidence, model and device, as for :func:`quotemine.extract`.

    Raises:
        InputTypeError, SettingError, DeviceError: as :func:`quotemine.extract` does.

    Example:
        >>> from_text('"The bridge is safe," said Ada Quill.', id="bridge").quotes[0].speaker.name
        'Ada Quill'
    """
    return Document(id, text, extract(text, **settings), title=title, date=date, author=author, url=url)
