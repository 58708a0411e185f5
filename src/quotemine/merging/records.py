"""The speakers of every document, from the results of extraction."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from quotemine.documents import DocumentId
from quotemine.errors import InputTypeError, SettingError
from quotemine.merging.names import Name, read_name, role_words, split_acronym
from quotemine.types import Gender, Quotes, SpeakerType

__all__ = ["Record", "Results", "read_records"]

Results = Mapping[DocumentId, Quotes] | Iterable[Quotes | tuple[DocumentId, Quotes]]


@frozen(eq=False)
class Record:
    """One speaker of one document.

    Attributes:
        document: id of the document.
        speaker: id of the speaker in it.
        shown: the name as the document has it, with single spaces.
        name: the same as it is compared.
        type, named, gender: as in :class:`quotemine.Speaker`.
        roles, affiliations, aliases: all that the document gives, each once.
        quotes: how many quotes are the speaker's.
        words: those of roles and affiliations that may tell people apart.
    """

    document: DocumentId
    speaker: str
    shown: str
    name: Name
    type: SpeakerType
    named: bool
    gender: Gender | None
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    aliases: tuple[str, ...]
    quotes: int
    words: frozenset[str]


@define(eq=False)
class _Draft:
    """What the quotes of a document tell of one speaker; dicts as ordered sets."""

    name: str
    type: SpeakerType
    named: bool
    gender: Gender | None = None
    roles: dict[str, None] = field(factory=dict)
    affiliations: dict[str, None] = field(factory=dict)
    aliases: dict[str, None] = field(factory=dict)
    quotes: int = 0


def read_records(results: Results) -> tuple[list[Record], int]:
    """Collect the speakers of every document.

    Returns:
        The speakers, and the number of quotes that have none.

    Raises:
        InputTypeError: for anything but the ``Quotes`` of documents.
        SettingError: if two documents have one id.

    Example:
        >>> read_records({"monday": Quotes()})
        ([], 0)
    """
    records: list[Record] = []
    seen: set[DocumentId] = set()
    without = 0
    for id_, quotes in _documents(results):
        if id_ in seen:
            raise SettingError.for_value("results", id_, "documents with an id each, not the same id twice")
        seen.add(id_)
        drafts: dict[str, _Draft] = {}
        for quote in quotes:
            speaker = quote.speaker
            if speaker is None:
                without += 1
                continue
            draft = drafts.setdefault(speaker.id, _Draft(speaker.name, speaker.type, speaker.named))
            draft.quotes += 1
            draft.gender = draft.gender or speaker.gender
            draft.aliases |= dict.fromkeys(speaker.aliases)
            draft.roles |= dict.fromkeys(filter(None, (speaker.role,)))
            draft.affiliations |= dict.fromkeys(filter(None, (speaker.affiliation,)))
        records += [_record(id_, speaker_id, draft) for speaker_id, draft in drafts.items()]
    return records, without


def _documents(results: object) -> Iterator[tuple[DocumentId, Quotes]]:
    if isinstance(results, Quotes | str | bytes) or not isinstance(results, Iterable):
        raise InputTypeError.for_results(results)
    items = results.items() if isinstance(results, Mapping) else results
    for i, item in enumerate(items):
        id_, quotes = item if isinstance(item, tuple) and len(item) == 2 else (str(i), item)
        if not isinstance(id_, str | int) or isinstance(id_, bool):
            raise InputTypeError.for_results(id_, f"as the id of document {i}")
        if not isinstance(quotes, Quotes):
            raise InputTypeError.for_results(quotes, f"as document {i}")
        yield id_, quotes


def _record(id_: DocumentId, speaker_id: str, draft: _Draft) -> Record:
    person = draft.type == "PERSON"
    acronym = None if person else split_acronym(draft.name)[1]
    told = (*draft.roles, *draft.affiliations)
    return Record(
        id_,
        speaker_id,
        " ".join(draft.name.split()),
        read_name(draft.name, person=person),
        draft.type,
        draft.named and bool(draft.name.strip()),
        draft.gender if person else None,
        tuple(draft.roles),
        tuple(draft.affiliations),
        (*draft.aliases, *([acronym] if acronym and acronym not in draft.aliases else ())),
        draft.quotes,
        frozenset().union(*map(role_words, told)),
    )
