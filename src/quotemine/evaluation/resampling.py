"""From counts to figures, and how far chance may move them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from quotemine.evaluation.counting import Count

__all__ = ["SEED", "intervals", "ratios"]

SEED = 0
COVERAGE = 0.95
BATCH = 100  # resamples at a time, which bounds memory


def ratios(counts: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Make figures of counts.

    Args:
        counts: int64, shape (..., len(Count)), summed over documents.

    Returns:
        Name of each figure → float64, shape (...), from 0 to 1; NaN where nothing is there to be measured.

    Example:
        >>> counts = np.zeros(len(Count), np.int64)
        >>> counts[[Count.GOLD, Count.GOLD_FOUND]] = 4, 3
        >>> float(ratios(counts)["quotes_recall"])
        0.75
    """

    def share(part: Count, whole: Count) -> NDArray[np.float64]:
        shares = np.full(counts.shape[:-1], np.nan)
        np.divide(counts[..., part], counts[..., whole], out=shares, where=counts[..., whole] > 0)
        return shares

    figures = {
        "quotes_precision": share(Count.PREDICTED_RIGHT, Count.PREDICTED),
        "quotes_recall": share(Count.GOLD_FOUND, Count.GOLD),
        "exact_precision": share(Count.PREDICTED_EXACT, Count.PREDICTED),
        "exact_recall": share(Count.GOLD_EXACT, Count.GOLD),
        "attributions_precision": share(Count.ATTRIBUTED_RIGHT, Count.ATTRIBUTED),
        "attributions_recall": share(Count.SOURCED_RIGHT, Count.SOURCED),
        "source_accuracy": share(Count.SOURCED_RIGHT, Count.SOURCED_FOUND),
        "speaker_accuracy": share(Count.SPOKEN_RIGHT, Count.SPOKEN_FOUND),
        "speaker_end_to_end": share(Count.SPOKEN_RIGHT, Count.SPOKEN),
    }
    figures["attributions_precision"] = np.where(
        counts[..., Count.SOURCED] > 0, figures["attributions_precision"], np.nan
    )
    for name in ("quotes", "exact", "attributions"):
        figures[f"{name}_f1"] = _f1(figures[f"{name}_precision"], figures[f"{name}_recall"])
    return figures


def _f1(precision: NDArray[np.float64], recall: NDArray[np.float64]) -> NDArray[np.float64]:
    """The harmonic mean; 0 where only one of the two exists, as where nothing was found."""
    p, r = np.nan_to_num(precision), np.nan_to_num(recall)
    mean = np.divide(2 * p * r, p + r, out=np.zeros(np.shape(p)), where=p + r > 0)
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, mean)


def intervals(counts: NDArray[np.int64], resamples: int) -> dict[str, NDArray[np.float64]]:
    """Draw as many documents as there are, with replacement, again and again (the percentile bootstrap of Efron).

    The generator begins with the same seed each time, so that the same counts give the same intervals.

    Args:
        counts: int64, shape (documents, groups, len(Count)).
        resamples: how often.

    Returns:
        Name of each figure → the bounds within which 95 % of the draws are, float64, shape (2, groups); NaN where no
        draw has the figure.

    Example:
        >>> counts = np.zeros((3, 1, len(Count)), np.int64)
        >>> counts[..., Count.GOLD], counts[:, 0, Count.GOLD_FOUND] = 4, [3, 3, 3]
        >>> intervals(counts, 50)["quotes_recall"].tolist()
        [[0.75], [0.75]]
    """
    drawn: dict[str, list[NDArray[np.float64]]] = {}
    for totals in _draw(counts, resamples):
        for name, figures in ratios(totals).items():
            drawn.setdefault(name, []).append(figures)
    return {name: _bounds(np.concatenate(figures)) for name, figures in drawn.items()}


def _draw(counts: NDArray[np.int64], resamples: int) -> Iterator[NDArray[np.int64]]:
    documents = len(counts)
    generator = np.random.default_rng(SEED)
    chances = np.full(documents, 1 / documents)
    for first in range(0, resamples, BATCH):
        times = generator.multinomial(documents, chances, size=min(BATCH, resamples - first))
        yield np.tensordot(times, counts, axes=1)


def _bounds(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    bounds = np.full((2, figures.shape[1]), np.nan)
    for group, draws in enumerate(figures.T):
        defined = draws[~np.isnan(draws)]
        if len(defined):
            bounds[:, group] = np.quantile(defined, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return bounds
