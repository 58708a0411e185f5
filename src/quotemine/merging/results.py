"""The speakers of a collection, as :func:`quotemine.merge_speakers` returns them."""

import csv
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, overload

from attrs import evolve, field, frozen

from quotemine.documents import Document, DocumentId
from quotemine.types import Gender, Quotes, Speaker, SpeakerType

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Member", "MergedSpeaker", "MergedSpeakers", "Variant"]

COLUMNS = ("name", "group", "why", "score", "documents", "quotes", "found")
# Rows and other names that a notebook shows.
SHOWN = 100
SHOWN_ALIASES = 5


class Member(NamedTuple):
    """One speaker of one document: the document's id, the speaker's id in it, the name there."""

    document: DocumentId
    speaker: str
    name: str


@frozen
class Variant:
    """One name in a group, and why it is there.

    Attributes:
        name: as documents write it.
        why: *same name*, *spelling 94*, *surname alone*, *shorter form*, *longer form*, *acronym*, *other name*, or
            *by hand* where overrides moved it.
        score: how much it is like the group's name, in percent.
        documents: in how many documents the speaker has it.
        quotes: how many quotes these have of the speaker.
        found: the group where the rules had it.
    """

    name: str
    why: str
    score: int
    documents: int
    quotes: int
    found: str


@frozen
class MergedSpeaker:
    """One person or body of a collection.

    Attributes:
        name: the commonest of the full names.
        group: the same, with gender, type or a number after it where namesakes have the name too.
        type: the commonest.
        named: whether ``name`` is a proper name.
        gender: None where no document tells it.
        roles, affiliations, aliases: all that the documents give, commonest first.
        documents: ids of the documents, sorted.
        quotes: how many quotes there are in all.
        members: the speakers of the documents, sorted by document.
        variants: the names, commonest first, see :meth:`MergedSpeakers.table`.
    """

    name: str
    group: str
    type: SpeakerType
    named: bool
    gender: Gender | None
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    aliases: tuple[str, ...]
    documents: tuple[DocumentId, ...]
    quotes: int
    members: tuple[Member, ...]
    variants: tuple[Variant, ...] = field(repr=False)


@frozen(repr=False)
class MergedSpeakers(Sequence[MergedSpeaker]):
    """The named speakers of a collection, those with most quotes first, then by name; an immutable sequence.

    Attributes:
        unnamed: speakers whom their document only describes (*a spokesman*), each of one document; they are no
            part of the sequence.
        without_speaker: how many quotes have no speaker and are counted nowhere else.

    Example:
        >>> MergedSpeakers()
        MergedSpeakers(0 named, 0 unnamed)
    """

    _speakers: tuple[MergedSpeaker, ...] = ()
    unnamed: tuple[MergedSpeaker, ...] = ()
    without_speaker: int = 0
    _of: Mapping[tuple[DocumentId, str], MergedSpeaker] = field(init=False, eq=False)

    @_of.default
    def _index(self) -> dict[tuple[DocumentId, str], MergedSpeaker]:
        both = (*self._speakers, *self.unnamed)
        return {(member.document, member.speaker): merged for merged in both for member in merged.members}

    @overload
    def __getitem__(self, index: int) -> MergedSpeaker: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[MergedSpeaker, ...]: ...
    def __getitem__(self, index: int | slice) -> MergedSpeaker | tuple[MergedSpeaker, ...]:
        """Give one speaker, or a tuple of those of a slice."""
        return self._speakers[index]

    def __len__(self) -> int:
        return len(self._speakers)

    def __iter__(self) -> Iterator[MergedSpeaker]:
        return iter(self._speakers)

    def __repr__(self) -> str:
        return f"MergedSpeakers({len(self)} named, {len(self.unnamed)} unnamed)"

    def of(self, document: DocumentId, speaker: str) -> MergedSpeaker:
        """Find whom a speaker of a document belongs to, unnamed ones too.

        Args:
            document: id of the document.
            speaker: id of the speaker in it, as in ``quote.speaker.id``.

        Raises:
            KeyError: if there is no such document, or it has no quote of such a speaker.
        """
        return self._of[document, speaker]

    def rename(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Give documents whose speakers bear the names that they have here, for exports, plots and reports.

        A speaker's name becomes the ``group``, and the name that the document has becomes an alias.  A gender that only
        other documents tell is taken over, without evidence, which stands in those.

        Args:
            documents: those whose quotes were merged, with the same ids; others come back as they are.

        Example:
            >>> import quotemine
            >>> texts = {"a": '"I know," said Ada Quill.', "b": '"I do not," said Quill.'}
            >>> documents = [quotemine.from_text(text, id=id) for id, text in texts.items()]
            >>> people = quotemine.merge_speakers({document.id: document.quotes for document in documents})
            >>> [document.quotes[0].speaker.name for document in people.rename(documents)]
            ['Ada Quill', 'Ada Quill']
        """
        for document in documents:
            quotes = (evolve(quote, speaker=self._renamed(document.id, quote.speaker)) for quote in document.quotes)
            yield evolve(document, quotes=Quotes(quotes, document.quotes.given_text))

    def _renamed(self, document: DocumentId, speaker: Speaker | None) -> Speaker | None:
        merged = None if speaker is None else self._of.get((document, speaker.id))
        if speaker is None or merged is None or not merged.named:
            return speaker
        aliases = tuple(name for name in dict.fromkeys((speaker.name, *speaker.aliases)) if name != merged.group)
        return evolve(speaker, name=merged.group, aliases=aliases, gender=speaker.gender or merged.gender)

    def table(self) -> list[dict[str, str | int]]:
        """Give the merges to review, one row for each name in each group; see :func:`quotemine.merge_speakers`.

        Returns:
            Rows with the columns ``name`` (as documents write it), ``group`` (where it is), ``why`` (it is there),
            ``score`` (how much it is like the group's name, in percent), ``documents``, ``quotes`` and ``found``
            (the group that the rules chose, which tells namesakes apart: leave it as it is).
        """
        return [
            {
                "name": variant.name,
                "group": merged.group,
                "why": variant.why,
                "score": variant.score,
                "documents": variant.documents,
                "quotes": variant.quotes,
                "found": variant.found,
            }
            for merged in self._speakers
            for variant in merged.variants
        ]

    def to_pandas(self) -> "pd.DataFrame":
        """Give :meth:`table` as a data frame; needs pandas."""
        from quotemine.formats.frames import to_frame  # noqa: PLC0415  # only data frames need it

        return to_frame(self.table(), list(COLUMNS))

    def save(self, path: str | Path) -> None:
        """Write :meth:`table` as a CSV file, in UTF-8 with a byte order mark, by which spreadsheets know it."""
        # half a surrogate pair is no UTF-8, but may stand in a name; overrides are read in the same way
        with Path(path).open("w", encoding="utf-8-sig", errors="surrogatepass", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self.table())

    def _repr_html_(self) -> str:
        columns = ("Speaker", "Type", "Roles", "Documents", "Quotes", "Also")
        head = "".join(f"<th>{column}</th>" for column in columns)
        body = "".join(f"<tr>{''.join(_cells(merged))}</tr>" for merged in self._speakers[:SHOWN])
        more = f"<p>and {len(self) - SHOWN} more</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cells(merged: MergedSpeaker) -> Iterator[str]:
    documents, quotes = str(len(merged.documents)), str(merged.quotes)
    also = ", ".join(merged.aliases[:SHOWN_ALIASES])
    for value in (merged.group, merged.type, ", ".join(merged.roles[:SHOWN_ALIASES]), documents, quotes, also):
        yield f'<td style="text-align:left">{html.escape(value)}</td>'
