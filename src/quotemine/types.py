"""The typed results: what :func:`quotemine.extract` returns.

All offsets are character offsets (Unicode code points) into the text that was given, end exclusive.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from attrs import field, frozen

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from quotemine.explanation import Explanation
    from quotemine.voices import Voices

__all__ = [
    "Attributions",
    "Candidate",
    "Cue",
    "CueClass",
    "Device",
    "Gender",
    "Kind",
    "Quote",
    "Quotes",
    "Span",
    "Speaker",
    "SpeakerType",
    "Tier",
]

Attributions = Literal["speech", "all"]
Tier = Literal["accurate", "fast"]
Device = Literal["cpu", "cuda"]
Kind = Literal["direct", "indirect", "mixed"]
CueClass = Literal["speech", "thought", "other"]
Gender = Literal["male", "female"]
SpeakerType = Literal["PERSON", "ORG", "GPE", "GROUP", "OTHER"]

BRIEF, LETTERS = 5, 60  # quotes in a repr, characters of each
SHOWN = 50_000  # characters of a text that is shown, unless asked otherwise


@frozen
class Span:
    """A stretch of the text.

    Attributes:
        start: character offset of its first character.
        end: character offset after its last character.
        text: its characters, ``given_text[start:end]``.
    """

    start: int
    end: int
    text: str


@frozen
class Cue:
    """The words that mark an attribution: *said*, *according to*, *called for*.

    Attributes:
        span: where they stand.
        lemma: the base form of the head: *say* for *said*; a noun or a mark stays as it is.
        class_: whether it reports speech (spoken or written), a thought, or something else.
        negated: whether the attribution is negated: in *did not deny that …* it is.
    """

    span: Span
    lemma: str
    class_: CueClass
    negated: bool = False

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.span.text


@frozen
class Speaker:
    """Who speaks, as resolved.

    Attributes:
        id: the same for all mentions of one speaker in a document: *e1*, *e2*, ...
        name: the fullest name that the document gives, without title; the description as it stands for
            speakers it never names.
        type: PERSON, ORG, GPE, GROUP or OTHER.
        named: whether ``name`` is a proper name.
        mention: the words at this quote that stand for the speaker; None where the quote has no source.
        aliases: the other names under which the document mentions the speaker.
        role: title or role as the text gives it (*Foreign Minister*), None where it gives none.
        chain: mentions that lead from ``mention`` to the name, in that order: *he*, *Lavrov*,
            *Russian Foreign Minister Sergei Lavrov*.
        affiliation: whom the role belongs to, as the text gives it (*Russian*), None where it gives none.
        gender: as the text tells it, None where it does not; never guessed from a first name.
        gender_evidence: the word that tells the gender: a title, a noun or a pronoun.
        confidence: from 0 to 1, the chance that this is who speaks, if the quote and its source are right.
    """

    id: str
    name: str
    type: SpeakerType
    named: bool
    mention: Span | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    chain: tuple[Span, ...] = ()
    affiliation: str | None = None
    gender: Gender | None = None
    gender_evidence: Span | None = None
    confidence: float = 1.0


@frozen
class Candidate:
    """Somebody who may have said a quote.

    Attributes:
        name: as :attr:`Speaker.name`; None stands for nobody whom the text names.
        score: from 0 to 1, the chance that it was this one, among all candidates.  *Nobody* may be likelier than the
            speaker: from a chance of 0.3 somebody is named all the same.
        reasons: what speaks for and against, the weightiest first: *spoke last +1.6*.
    """

    name: str | None
    score: float
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        return {"name": self.name, "score": round(self.score, 4), "reasons": list(self.reasons)}


@frozen
class Quote:
    """One quotation with its attribution.

    Attributes:
        id: *q1*, *q2*, ... in the order of the text.
        kind: direct, indirect or mixed.
        content: the spans of what was said; several for an interrupted quotation.  Quotation marks belong to it.
        cue: None for a quotation without one.
        source: the words that name the speaker at this quote: *he*; None where the text has none here.
        speaker: the speaker as resolved; None where a reader could not tell either.
        context: the paragraphs around the quote.
        confidence: from 0 to 1, how sure the reader is of content and source.
        evidence: short notes on how the speaker was found.
        candidates: the likeliest three who may have said it, the speaker among them, where there was a choice; see
            :meth:`why`.
    """

    id: str
    kind: Kind
    content: tuple[Span, ...]
    cue: Cue | None
    source: Span | None
    speaker: Speaker | None
    context: Span
    confidence: float
    evidence: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def text(self) -> str:
        """The words of the content; where it was interrupted, a space stands for the interruption."""
        return " ".join(span.text for span in self.content)

    def why(self) -> "Explanation":
        """Say in a few lines why this is the speaker: the candidates with their chances, and what made the winner.

        Example:
            >>> import quotemine
            >>> text = "Mrs. Maria Costa met Omar Finch at noon. “We have a plan,” she said."
            >>> print(quotemine.extract(text)[0].why())  # doctest: +ELLIPSIS
            “We have a plan,”
            speaker: Maria Costa, ...% sure
            chain: she → Maria Costa
            candidates:
              ...
            gender: female, told by “Mrs.”
        """
        from quotemine.explanation import explain  # noqa: PLC0415  # which builds on this module

        return explain(self)

    def to_dict(self) -> dict[str, Any]:
        """One quote in the output format: JSON values only, spans as ``[start, end]``."""
        speaker, cue = self.speaker, self.cue
        return {
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "content": [[s.start, s.end] for s in self.content],
            "cue": [] if cue is None else _pairs(cue.span),
            "source": _pairs(self.source),
            "speaker": None if speaker is None else speaker.name,
            "speaker_id": None if speaker is None else speaker.id,
            "speaker_type": None if speaker is None else speaker.type,
            "speaker_named": None if speaker is None else speaker.named,
            "speaker_role": None if speaker is None else speaker.role,
            "speaker_affiliation": None if speaker is None else speaker.affiliation,
            "speaker_gender": None if speaker is None else speaker.gender,
            "speaker_gender_evidence": [] if speaker is None else _pairs(speaker.gender_evidence),
            "speaker_aliases": [] if speaker is None else list(speaker.aliases),
            "speaker_confidence": None if speaker is None else round(speaker.confidence, 4),
            "chain": [] if speaker is None else [[s.start, s.end] for s in speaker.chain],
            "cue_text": None if cue is None else cue.text,
            "cue_lemma": None if cue is None else cue.lemma,
            "cue_class": None if cue is None else cue.class_,
            "negated": False if cue is None else cue.negated,
            "source_text": None if self.source is None else self.source.text,
            "context": [self.context.start, self.context.end],
            "confidence": round(self.confidence, 4),
            "evidence": list(self.evidence),
            "candidates": [candidate.to_dict() for candidate in self.candidates],
        }


def _pairs(span: Span | None) -> list[list[int]]:
    return [] if span is None else [[span.start, span.end]]


def _brief(quote: Quote) -> str:
    speaker = "nobody" if quote.speaker is None else quote.speaker.name
    words = quote.text if len(quote.text) <= LETTERS else quote.text[: LETTERS - 1] + "…"
    return f"{speaker}: {words!r}"


def _as_tuple(quotes: "Iterable[Quote]") -> "tuple[Quote, ...]":
    return tuple(quotes)


@frozen(repr=False)
class Quotes(Sequence[Quote]):
    """The quotes of one text, in its order; an immutable sequence.

    Attributes:
        given_text: the text that they were found in; it counts for nothing when quotes are compared.

    Example:
        >>> Quotes()
        Quotes([])
    """

    _quotes: tuple[Quote, ...] = field(default=(), converter=_as_tuple)
    given_text: str = field(default="", eq=False)

    @overload
    def __getitem__(self, index: int) -> Quote: ...
    @overload
    def __getitem__(self, index: slice) -> "Quotes": ...
    def __getitem__(self, index: int | slice) -> "Quote | Quotes":
        """Give one quote, or the quotes of a slice as ``Quotes``."""
        if isinstance(index, slice):
            return Quotes(self._quotes[index], self.given_text)
        return self._quotes[index]

    def __len__(self) -> int:
        return len(self._quotes)

    def __iter__(self) -> Iterator[Quote]:
        return iter(self._quotes)

    def __repr__(self) -> str:
        shown = [_brief(quote) for quote in self._quotes[:BRIEF]]
        more = [f"… {len(self):,} in all"] if len(self) > BRIEF else []
        return f"Quotes([{', '.join(shown + more)}])"

    def where(self, wanted: Callable[[Quote], bool]) -> "Quotes":
        """Give those quotes for which a function is true.

        Example:
            >>> import quotemine
            >>> quotes = quotemine.extract('"The bridge is safe," said Ada Quill. Omar Finch denied it.')
            >>> quotes.where(lambda quote: quote.kind == "direct")
            Quotes([Ada Quill: '"The bridge is safe,"'])
        """
        return Quotes(filter(wanted, self._quotes), self.given_text)

    def by_speaker(self) -> dict[str | None, "Quotes"]:
        """Group by speaker.

        Returns:
            Name of the speaker (None for quotes without one) → quotes, in the order of first appearance.
            Two speakers of one name stay apart: the later one's name is followed by its id, *Akinola (e4)*.
        """
        groups: dict[str | None, list[Quote]] = {}
        names: dict[str, str] = {}
        for quote in self._quotes:
            if quote.speaker is None:
                groups.setdefault(None, []).append(quote)
                continue
            key = names.get(quote.speaker.id)
            if key is None:
                name = quote.speaker.name
                key = name if name not in groups else f"{name} ({quote.speaker.id})"
                names[quote.speaker.id] = key
            groups.setdefault(key, []).append(quote)
        return {name: Quotes(quotes, self.given_text) for name, quotes in groups.items()}

    def speakers(self) -> "Voices":
        """Who speaks, the most quoted first, each with its quotes and counts; quotes without a speaker are left out."""
        from quotemine.voices import Voices  # noqa: PLC0415  # which builds on this module

        return Voices.of(self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """All quotes in the output format, see :meth:`Quote.to_dict`."""
        return [quote.to_dict() for quote in self._quotes]

    def to_pandas(self) -> "pd.DataFrame":
        """One row a quote, columns as in :meth:`Quote.to_dict`, types as in :mod:`quotemine.formats.frames`.

        Raises:
            MissingPackageError: pandas is not installed.

        Example:
            >>> list(Quotes().to_pandas().columns)[:3]
            ['id', 'kind', 'text']
        """
        from quotemine.formats import frames  # noqa: PLC0415  # which builds on this module

        return frames.to_pandas(self)

    def to_polars(self) -> "pl.DataFrame":
        """The same as a data frame of polars.

        Raises:
            MissingPackageError: polars is not installed.

        Example:
            >>> Quotes().to_polars().columns[:3]
            ['id', 'kind', 'text']
        """
        from quotemine.formats import frames  # noqa: PLC0415

        return frames.to_polars(self)

    def to_arrow(self) -> "pa.Table":
        """The same as an Arrow table.

        Raises:
            MissingPackageError: pyarrow is not installed.

        Example:
            >>> Quotes().to_arrow().column_names[:3]
            ['id', 'kind', 'text']
        """
        from quotemine.formats import frames  # noqa: PLC0415

        return frames.to_arrow(self)

    def show(self, limit: int | None = SHOWN) -> None:
        """Show the text with its quotes highlighted, in a notebook or as plain text; see :func:`quotemine.render`.

        Args:
            limit: how many characters of the text are shown at most; None for no limit.

        Example:
            >>> import quotemine
            >>> quotemine.extract('"The bridge is safe," said Ada Quill.').show()
            [1: "The bridge is safe,"] said Ada Quill.
            <BLANKLINE>
            [1] Ada Quill: 1 quote
        """
        from quotemine.views.render import show  # noqa: PLC0415  # which builds on this module

        show(self, limit)

    def _repr_html_(self) -> str:
        from quotemine.views.table import quotes_table  # noqa: PLC0415  # which builds on this module

        return quotes_table(self)
