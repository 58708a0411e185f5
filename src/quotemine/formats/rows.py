"""The rows of the output format, as values with types, and how they become typed quotes again.

A row is what :meth:`quotemine.Quote.to_dict` gives: JSON values, spans as ``[start, end]``.  :class:`Row` names its
columns in their order, with their types; data frames, Arrow tables and CSV files have the same.
"""

from typing import Any

import cattrs
from attrs import fields, frozen

from quotemine.formats.targets import storable
from quotemine.types import Candidate, Cue, CueClass, Gender, Kind, Quote, Span, Speaker, SpeakerType

__all__ = ["Pair", "Row", "WrongValueError", "shown"]

SHOWN = 80  # characters

Pair = tuple[int, int]
"""Start and end of a span: character offsets into the text of the document, end exclusive."""


class WrongValueError(ValueError):
    """Something in a row is not as it should be: what, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.advice = advice


@frozen(kw_only=True)
class Row:
    """One quote as it is written; the attributes are the keys of :meth:`quotemine.Quote.to_dict`, in its order.

    Those with a default may be missing where a row is read: somebody may have left them out, or an older version may
    not have known them.
    """

    id: str
    kind: Kind
    text: str = ""
    content: tuple[Pair, ...]
    cue: Pair | None = None
    source: Pair | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    speaker_type: SpeakerType | None = None
    speaker_named: bool | None = None
    speaker_role: str | None = None
    speaker_affiliation: str | None = None
    speaker_gender: Gender | None = None
    speaker_gender_evidence: Pair | None = None
    speaker_aliases: tuple[str, ...] = ()
    speaker_confidence: float | None = None
    chain: tuple[Pair, ...] = ()
    cue_text: str | None = None
    cue_lemma: str | None = None
    cue_class: CueClass | None = None
    negated: bool = False
    source_text: str | None = None
    context: Pair
    confidence: float
    evidence: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    def to_quote(self, text: str) -> Quote:
        """Make the typed quote again.

        Args:
            text: what the offsets count characters of.

        Raises:
            cattrs.ClassValidationError: fields contradict each other, or the text.
        """

        def span(pair: Pair) -> Span:
            return Span(*pair, text[slice(*pair)])

        def maybe(pair: Pair | None) -> Span | None:
            return None if pair is None else span(pair)

        source, gender_evidence = maybe(self.source), maybe(self.speaker_gender_evidence)
        quote = Quote(
            id=self.id,
            kind=self.kind,
            content=tuple(map(span, self.content)),
            cue=self._cue(maybe(self.cue)),
            source=source,
            speaker=self._speaker(source, gender_evidence, tuple(map(span, self.chain))),
            context=span(self.context),
            confidence=self.confidence,
            evidence=self.evidence,
            candidates=self.candidates,
        )
        _check_words("text", "content", self.text or quote.text, quote.text)
        if quote.cue is not None:
            _check_words("cue_text", "cue", self.cue_text or quote.cue.text, quote.cue.text)
        if quote.source is not None:
            _check_words("source_text", "source", self.source_text or quote.source.text, quote.source.text)
        return quote

    def _cue(self, span: Span | None) -> Cue | None:
        if span is None:
            return None
        return Cue(span, self._given("cue_lemma", "cue"), self._given("cue_class", "cue"), self.negated)

    def _speaker(self, mention: Span | None, gender_evidence: Span | None, chain: tuple[Span, ...]) -> Speaker | None:
        if self.speaker is None:
            return None
        return Speaker(
            id=self._given("speaker_id", "speaker"),
            name=self.speaker,
            type=self._given("speaker_type", "speaker"),
            named=self._given("speaker_named", "speaker"),
            mention=mention,
            aliases=self.speaker_aliases,
            role=self.speaker_role,
            chain=chain,
            affiliation=self.speaker_affiliation,
            gender=self.speaker_gender,
            gender_evidence=gender_evidence,
            confidence=1.0 if self.speaker_confidence is None else self.speaker_confidence,
        )

    def _given(self, name: str, where: str) -> Any:  # noqa: ANN401  # the type is the attribute's, without None
        value = getattr(self, name)
        if value is None:
            what = f"nothing, though the quote has a {where}"
            raise _at(name, WrongValueError(what, f"fill it in, or take the {where} away"))
        return value


def _at(name: str, error: ValueError) -> cattrs.ClassValidationError:
    """Say at which attribute of a row something is wrong, as cattrs does."""
    note = f"Structuring class {Row.__qualname__} @ attribute {name}"
    error.__notes__ = [cattrs.AttributeValidationNote(note, name, getattr(fields(Row), name).type)]
    return cattrs.ClassValidationError(f"While structuring {Row.__qualname__}", [error], Row)


def _check_words(name: str, spans: str, written: str, found: str) -> None:
    """Compare the words of a row with those at its spans: offsets into another text would go unnoticed else."""
    if storable(written) != storable(found):
        what = f"{shown(written)} is written, but {shown(found)} stands at the spans of {spans}"
        advice = f"if you corrected {spans}, take {name} out; if the text was changed, the offsets count another one"
        raise _at(name, WrongValueError(what, advice))


def shown(value: object) -> str:
    """Show a value in a message, cut short where it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 2]} …"
