"""Typed figures from the counts of all documents."""

import numpy as np
from numpy.typing import NDArray

from quotemine.evaluation.counting import GROUPS, Count, Group
from quotemine.evaluation.resampling import intervals, ratios
from quotemine.evaluation.scores import Estimate, Figures, KindScores, SpeakerFigures

__all__ = ["summarise"]


def summarise(counts: NDArray[np.int64], resamples: int) -> dict[Group, KindScores]:
    """Add up the counts of documents.

    Args:
        counts: int64, shape (documents, len(GROUPS), len(Count)).
        resamples: how often documents are drawn anew for intervals; 0 for none.

    Returns:
        *all* and each kind → its figures.

    Example:
        >>> summarise(np.zeros((0, len(GROUPS), len(Count)), np.int64), 0)["all"].quotes.gold
        0
    """
    totals = counts.sum(axis=0)
    values = ratios(totals)
    bounds = intervals(counts, resamples) if resamples else {}
    sourced, spoken = totals[0, Count.SOURCED] > 0, totals[0, Count.SPOKEN] > 0

    def scores(group: int) -> KindScores:
        def estimate(name: str) -> Estimate:
            value = _number(values[name][group])
            if value is None or name not in bounds:
                return Estimate(value)
            low, high = bounds[name][:, group]
            return Estimate(value, _number(low), _number(high))

        def number(count: Count) -> int:
            return int(totals[group, count])

        def figures(name: str, gold: Count, found: Count, predicted: Count, right: Count) -> Figures:
            return Figures(
                gold=number(gold),
                found=number(found),
                predicted=number(predicted),
                right=number(right),
                precision=estimate(f"{name}_precision"),
                recall=estimate(f"{name}_recall"),
                f1=estimate(f"{name}_f1"),
            )

        def attributions() -> Figures:
            columns = Count.SOURCED, Count.SOURCED_RIGHT, Count.ATTRIBUTED, Count.ATTRIBUTED_RIGHT
            return figures("attributions", *columns)

        def speakers() -> SpeakerFigures:
            return SpeakerFigures(
                gold=number(Count.SPOKEN),
                found=number(Count.SPOKEN_FOUND),
                answered=number(Count.SPOKEN_ANSWERED),
                right=number(Count.SPOKEN_RIGHT),
                accuracy=estimate("speaker_accuracy"),
                end_to_end=estimate("speaker_end_to_end"),
            )

        return KindScores(
            quotes=figures("quotes", Count.GOLD, Count.GOLD_FOUND, Count.PREDICTED, Count.PREDICTED_RIGHT),
            exact=figures("exact", Count.GOLD, Count.GOLD_EXACT, Count.PREDICTED, Count.PREDICTED_EXACT),
            attributions=attributions() if sourced else None,
            source_accuracy=estimate("source_accuracy") if sourced else None,
            speakers=speakers() if spoken else None,
        )

    return {name: scores(group) for group, name in enumerate(GROUPS)}


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
