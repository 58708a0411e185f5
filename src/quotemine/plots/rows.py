"""The quotes to draw, whatever they are given as: a row for each, with the document that it comes from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from attrs import define, field, frozen

from quotemine.documents import Document, DocumentId
from quotemine.errors import InputTypeError, SettingError
from quotemine.merging.results import MergedSpeakers
from quotemine.plots.looks import distinct, left_out
from quotemine.types import Kind, Quotes

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

__all__ = ["Collection", "Data", "Origin", "Row", "day_of", "host_of", "no_data", "read"]

Data: TypeAlias = "Quotes | Document | Mapping[DocumentId, Quotes] | Iterable[Document | Quotes] | IntoFrame"

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.DOTALL)


@define(eq=False)
class Origin:
    """A document that quotes come from.

    Attributes:
        id: as it was given.
        name: the same as text; a second document of one id has a number after it.
        day: when it appeared, None where that is not known.
        author, outlet: who wrote it, and where it appeared: the host of its address.
        length: characters of its text; where the text is not known, the end of its last quote.
    """

    id: DocumentId
    name: str
    day: date | None = None
    author: str | None = None
    outlet: str | None = None
    length: int = 0


@frozen(eq=False)
class Row:
    """A quote.

    Attributes:
        origin: the document that has it.
        speaker: whom it is counted for, None where it has no speaker.
        named: whether the speaker has a proper name.
        person: whether the speaker is a person.
        names: the names of the speaker in the document, the fullest first.
        kind: direct, indirect or mixed.
        text: its words.
        start: character offset of its first character, None where that is not known.
    """

    origin: Origin
    speaker: str | None
    named: bool
    person: bool
    names: tuple[str, ...]
    kind: Kind
    text: str
    start: int | None

    @property
    def words(self) -> int:
        """How many words it has, parted by spaces."""
        return len(self.text.split())


@define
class Collection:
    """The quotes of one or more documents, in their order.

    Attributes:
        origins: the documents, also those without quotes where these are known.
        rows: their quotes.
    """

    origins: list[Origin] = field(factory=list)
    rows: list[Row] = field(factory=list)
    _names: Counter[str] = field(factory=Counter, init=False)

    def add(self, origin: Origin, quotes: Iterable[Mapping[str, Any]], merged: MergedSpeakers | None) -> None:
        """Take in a document with its quotes, which have the keys of ``Quote.to_dict()``."""
        origin.name = distinct(origin.name, self._names)
        self.origins.append(origin)
        ids: dict[str, object] = {}  # name → id of the speaker who has it
        for quote in quotes:
            origin.length = max(origin.length, *(span[1] for span in quote.get("content") or ()), 0)
            self.rows.append(_row(origin, quote, _counted_as(origin, quote, merged, ids)))

    def voiced(self, *, unnamed: bool) -> list[Row]:
        """Quotes that have a speaker; without ``unnamed`` only a speaker with a proper name."""
        return [row for row in self.rows if row.speaker is not None and (unnamed or row.named)]

    def unvoiced(self, *, unnamed: bool) -> list[str]:
        """What a subtitle says about the quotes that :meth:`voiced` leaves out."""
        nobody = sum(row.speaker is None for row in self.rows)
        described = len(self.rows) - nobody - len(self.voiced(unnamed=unnamed))
        return [
            left_out(nobody, "quote", "without a speaker"),
            left_out(described, "quote", "of speakers without a name"),
        ]

    def why_empty(self) -> str:
        """What a chart says where :meth:`voiced` gives nothing."""
        if not self.rows:
            return "There are no quotes."
        return f"No quote has a speaker{' with a name' if self.voiced(unnamed=True) else ''}."


def read(data: Data, merged: MergedSpeakers | None = None) -> Collection:
    """Bring what a chart is made of into one form.

    Args:
        data: quotes of one text, documents, ``{id: quotes}``, or a frame.
        merged: who is who in several documents; names tell otherwise.

    Raises:
        InputTypeError: it is something else.
        SettingError: a frame lacks columns or has values that they cannot have; ``merged`` is of other documents.

    Example:
        >>> read({"monday": Quotes()}).origins[0].name
        'monday'
    """
    if merged is not None and not isinstance(merged, MergedSpeakers):
        raise SettingError.for_value("merged", merged, "the result of quotemine.merge_speakers")
    collection = Collection()
    if hasattr(type(data), "columns"):  # of the type: a lazy frame would have to compute its own
        from quotemine.plots.frames import documents_of  # noqa: PLC0415  # needs narwhals

        for origin, quotes in documents_of(data, ("speaker_id",) if merged is not None else ()):
            collection.add(origin, quotes, merged)
        return collection
    for document in _documents(data):
        outlet = host_of(document.url)
        length = len(document.text or document.quotes.given_text)
        day = day_of(document.date)
        origin = Origin(document.id, str(document.id), day, document.author, outlet, length)
        collection.add(origin, document.quotes.to_dicts(), merged)
    return collection


def day_of(text: str | None) -> date | None:
    """Read an ISO 8601 date, with or without time, or a month or year, which begin on their first day.

    Example:
        >>> day_of("2026-04"), day_of("last week")
        (datetime.date(2026, 4, 1), None)
    """
    found = _DAY.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def host_of(url: str | None) -> str | None:
    """The host of an address, without *www.*; None where there is none.

    Example:
        >>> host_of("https://www.marlow.example/harbour?page=2")
        'marlow.example'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # brackets that are no IPv6 address
        return None
    return host.removeprefix("www.") if host else None


def _documents(data: object) -> Iterator[Document]:
    if isinstance(data, Quotes):
        data = {"text": data}
    elif isinstance(data, Document):
        data = [data]
    if isinstance(data, str | bytes) or not isinstance(data, Iterable):
        raise no_data(data)
    items = data.items() if isinstance(data, Mapping) else enumerate(data)
    for key, item in items:
        if isinstance(item, Document) and not isinstance(data, Mapping):
            yield item
        elif isinstance(item, Quotes):  # numbered as merge_speakers does
            yield Document(key if isinstance(data, Mapping) else str(key), item.given_text, item)
        else:
            raise no_data(item, f" as item {key!r}")


def no_data(found: object, where: str = "") -> InputTypeError:
    """The error for what no chart can be made of."""
    return InputTypeError(
        "quotemine.plots expected the Quotes of a text, a quotemine.Document, a list of these, {id: Quotes} or a frame "
        f"of quotes, got {type(found).__name__}{where}; quotemine.extract(text) gives Quotes"
    )


def _counted_as(
    origin: Origin, quote: Mapping[str, Any], merged: MergedSpeakers | None, ids: dict[str, object]
) -> str | None:
    """The name that a quote is counted under; in one document, namesakes stay apart as in ``Quotes.by_speaker``."""
    name, id_ = quote["speaker"], quote.get("speaker_id")
    if name is not None and merged is not None:
        return _group(merged, origin.id, str(id_))
    if quote.get("person") is not None:
        return str(quote["person"])
    if name is None:
        return None
    return str(name) if ids.setdefault(name, id_) == id_ else f"{name} ({id_})"


def _group(merged: MergedSpeakers, document: DocumentId, speaker: str) -> str:
    """Whom the merge counts a speaker for; an id that is a number may have become text in a frame."""
    ids: list[DocumentId] = [document]
    if isinstance(document, str) and document.isdecimal() and len(document) < 20:
        ids.append(int(document))
    for id_ in ids:
        try:
            return merged.of(id_, speaker).group
        except KeyError:
            continue
    allowed = f"what merge_speakers gives for these documents, with speaker {speaker!r} of document {document!r}"
    raise SettingError.for_value("merged", merged, allowed)


def _row(origin: Origin, quote: Mapping[str, Any], counted_as: str | None) -> Row:
    name = quote["speaker"]
    return Row(
        origin,
        counted_as,
        quote.get("speaker_named") is not False,
        quote.get("speaker_type") == "PERSON",
        () if name is None else (name, *(quote.get("speaker_aliases") or ())),
        quote["kind"],
        quote["text"],
        min((span[0] for span in quote.get("content") or ()), default=None),
    )
