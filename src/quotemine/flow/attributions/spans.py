"""Decode the tags of the words into spans of cues, sources and contents."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from quotemine.flow.encoder import NAMES, TAGS

__all__ = ["RoleSpan", "best_tags", "find_spans", "name_spans"]

# Words that are O with at least this probability are O.
SURE = np.log(0.999)
IMPOSSIBLE = -1e9
# Taken off the score of O in role tags: the encoder is a little shy (set on development data).
SHYNESS = 0.5


@frozen
class RoleSpan:
    """Words that were tagged as one span.

    Attributes:
        role: cue, source or content; PER, ORG, LOC or MISC of a name.
        low, high: word indices, end exclusive.
        score: mean probability of its tags, from 0 to 1.
        edges: probability that it begins and ends where it does, from 0 to 1.
    """

    role: str
    low: int
    high: int
    score: float
    edges: float = 1.0


def find_spans(tags: NDArray[np.float32], breaks: NDArray[np.bool_], shyness: float = SHYNESS) -> list[RoleSpan]:
    """Decode role spans.

    Args:
        tags: float32, shape (n_words, 7): log-probabilities over ``TAGS``.
        breaks: bool, shape (n_words,): whether no span may go on into this word from the one before.
        shyness: taken off the score of O.
    """
    bold = tags.copy()
    bold[:, 0] -= shyness
    best = best_tags(bold, breaks, TAGS, tags[:, 0] >= SURE)
    return [_span(tags, best, TAGS, *run) for run in _runs(best, TAGS)]


def name_spans(names: NDArray[np.float32], breaks: NDArray[np.bool_]) -> list[RoleSpan]:
    """Decode names: as ``find_spans``, the role being PER, ORG, LOC or MISC."""
    best = best_tags(names, breaks, NAMES, names[:, 0] >= SURE)
    return [_span(names, best, NAMES, *run) for run in _runs(best, NAMES)]


def _span(
    scores: NDArray[np.float32], best: NDArray[np.int64], labels: tuple[str, ...], kind: str, low: int, high: int
) -> RoleSpan:
    chances = np.exp(scores[np.arange(low, high), best[low:high]])
    on = float(np.exp(scores[high, labels.index(f"I-{kind}")])) if high < len(scores) else 0.0
    return RoleSpan(kind, low, high, float(chances.mean()), float(chances[0]) * (1 - on))


def best_tags(
    scores: NDArray[np.float32], breaks: NDArray[np.bool_], labels: tuple[str, ...], sure: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Search for the best sequence in which every I- follows its B- or I-.

    Where the best tags one by one are such a sequence, they are the best; elsewhere Viterbi's search finds it.

    Args:
        scores: float32, shape (n_words, n_labels).
        breaks, sure: bool, shape (n_words,): whether the word starts anew, whether it is O without doubt.

    Returns:
        int64, shape (n_words,): indices into ``labels``.
    """
    allowed = _transitions(labels)
    best: NDArray[np.int64] = np.where(sure, 0, scores.argmax(axis=1))
    before = np.where(breaks, 0, np.r_[0, best[:-1]])  # a sequence starts as if after O
    cuts = np.flatnonzero(breaks | sure | np.r_[True, sure[:-1]][: len(sure)])
    for number in np.unique(np.searchsorted(cuts, np.flatnonzero(allowed[before, best] < 0), side="right")).tolist():
        low = int(cuts[number - 1])
        high = int(cuts[number]) if number < len(cuts) else len(best)
        best[low:high] = _viterbi(scores[low:high], allowed)
    return best


def _transitions(labels: tuple[str, ...]) -> NDArray[np.float32]:
    """float32, shape (n_labels, n_labels): 0 where the second may follow the first."""
    allowed = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for j, after in enumerate(labels):
        if after.startswith("I-"):
            for i, before in enumerate(labels):
                if before[2:] != after[2:]:
                    allowed[i, j] = IMPOSSIBLE
    return allowed


def _viterbi(scores: NDArray[np.float32], allowed: NDArray[np.float32]) -> NDArray[np.int64]:
    n, width = scores.shape
    back = np.zeros((n, width), dtype=np.int64)
    total = scores[0] + allowed[0]  # a sequence starts as if after O
    columns = np.arange(width)
    for i in range(1, n):
        through = total[:, None] + allowed
        back[i] = through.argmax(axis=0)
        total = through[back[i], columns] + scores[i]
    path = np.zeros(n, dtype=np.int64)
    path[-1] = total.argmax()
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def _runs(best: NDArray[np.int64], labels: tuple[str, ...]) -> list[tuple[str, int, int]]:
    runs: list[tuple[str, int, int]] = []
    for i in np.flatnonzero(best).tolist():
        label = labels[best[i]]
        if label.startswith("I-") and runs and runs[-1][2] == i and runs[-1][0] == label[2:]:
            runs[-1] = (runs[-1][0], runs[-1][1], i + 1)
        else:
            runs.append((label[2:], i, i + 1))
    return runs
