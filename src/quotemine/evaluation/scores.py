"""The figures: what :func:`quotemine.evaluation.evaluate` returns."""

from typing import Any

from attrs import asdict, frozen

from quotemine.documents import DocumentId
from quotemine.types import Kind

__all__ = ["Estimate", "Figures", "KindScores", "Scores", "SpeakerFigures"]


@frozen
class Estimate:
    """A figure from 0 to 1, None where there is nothing to measure, with its 95 % interval.

    Attributes:
        value: the figure itself.
        low, high: the interval; None where documents were not resampled.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@frozen
class Figures:
    """How many of the gold quotes are found, and how many of the predictions are right.

    Attributes:
        gold: gold quotes.
        found: those among them that a prediction matches.
        predicted: predictions.
        right: those among them that match a gold quote.  Of one kind there may be more or less of these than are
            found: a prediction may be of another kind than the gold quote that it matches.
        precision: right / predicted.
        recall: found / gold.
        f1: the harmonic mean of the two.
    """

    gold: int
    found: int
    predicted: int
    right: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


@frozen
class SpeakerFigures:
    """How many speakers are right.

    Attributes:
        gold: gold quotes with a speaker.
        found: those among them that a prediction matches.
        answered: those that are found and have a predicted speaker.
        right: those whose predicted speaker is the one of gold.
        accuracy: right / found.
        end_to_end: right / gold.
    """

    gold: int
    found: int
    answered: int
    right: int
    accuracy: Estimate
    end_to_end: Estimate


@frozen
class KindScores:
    """All figures for the quotes of one kind, or for all.

    Attributes:
        quotes: quotes are found if half of the content is.
        exact: quotes are found if all of the content is, and nothing else.
        attributions: quotes as above whose source is right, too; None where gold has no sources.
        source_accuracy: the share of right sources among the quotes found; None where gold has no sources.
        speakers: None where gold has no speakers.
    """

    quotes: Figures
    exact: Figures
    attributions: Figures | None
    source_accuracy: Estimate | None
    speakers: SpeakerFigures | None


@frozen(repr=False)
class Scores:
    """How well predictions agree with gold.

    Shown as a table where it is printed or is the last value of a notebook cell.

    Attributes:
        documents: how many gold documents there are.
        all: the figures of all quotes.
        kinds: *direct*, *indirect* and *mixed* → the figures of these.
        notes: what should be known about these figures: what was left out, and why.
        missing: ids of the gold documents without a prediction, which count as such without quotes.
        split: whether every span of a content counted as a quote of its own.
        resamples: how often documents were resampled for the intervals; 0 where there are none.
    """

    documents: int
    all: KindScores
    kinds: dict[Kind, KindScores]
    notes: tuple[str, ...] = ()
    missing: tuple[DocumentId, ...] = ()
    split: bool = False
    resamples: int = 0

    def to_dict(self) -> dict[str, Any]:
        """All figures as JSON values, shares from 0 to 1."""
        return {**asdict(self), "notes": list(self.notes), "missing": list(self.missing)}

    def __str__(self) -> str:
        from quotemine.evaluation.tables import as_text  # noqa: PLC0415  # rich, and it builds on this module

        return as_text(self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from quotemine.evaluation.tables import as_html  # noqa: PLC0415

        return as_html(self)
