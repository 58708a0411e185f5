"""Tags of words are decoded into spans."""

import numpy as np
import pytest
from flow.attributions.handread import one_hot
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from quotemine.flow.attributions.spans import best_tags, find_spans, name_spans
from quotemine.flow.encoder import NAMES, TAGS


def scores(*tags: str, sure: float = 0.9, labels: tuple[str, ...] = TAGS) -> NDArray[np.float32]:
    return one_hot(np.array([labels.index(tag) for tag in tags], dtype=np.int64), labels, sure)


def breaks(*at: int, n: int) -> NDArray[np.bool_]:
    return np.isin(np.arange(n), at)


def spans(*tags: str, at: tuple[int, ...] = ()) -> list[tuple[str, int, int]]:
    return [(s.role, s.low, s.high) for s in find_spans(scores(*tags), breaks(*at, n=len(tags)))]


def test_spans() -> None:
    """A span is a B- and the I- of its role that follow."""
    tags = ("B-source", "I-source", "B-cue", "O", "B-content", "I-content", "I-content", "O")
    assert spans(*tags) == [("source", 0, 2), ("cue", 2, 3), ("content", 4, 7)]


def test_neighbours() -> None:
    """A B- opens another span of the same role."""
    assert spans("B-content", "I-content", "B-content", "I-content") == [("content", 0, 2), ("content", 2, 4)]


def test_breaks() -> None:
    """No span goes on over a break; what follows opens a span of its own."""
    assert spans("B-content", "I-content", "I-content", "I-content", at=(2,)) == [("content", 0, 2), ("content", 2, 4)]
    assert spans("B-content", "I-content", "O", "B-cue", at=(0, 2, 3)) == [("content", 0, 2), ("cue", 3, 4)]


@pytest.mark.parametrize("tags", [("I-content", "I-content"), ("O", "I-cue"), ("B-source", "I-content", "I-content")])
def test_an_inside_tag_needs_its_beginning(tags: tuple[str, ...]) -> None:
    """Whatever is likeliest word by word, in the best sequence every I- follows its B- or I-."""
    best = [TAGS[i] for i in best_tags(scores(*tags), breaks(n=len(tags)), TAGS, np.zeros(len(tags), np.bool_))]
    for before, after in zip(["O", *best], best, strict=False):
        assert not after.startswith("I-") or before[2:] == after[2:]


def test_the_whole_sequence_counts() -> None:
    """A doubtful beginning is corrected by what follows it."""
    tags = scores("B-source", "I-content", "I-content", "I-content")
    tags[0] = np.log([0.01, 0.01, 0.01, 0.5, 0.01, 0.45, 0.01])
    assert [(s.role, s.low, s.high) for s in find_spans(tags, breaks(n=4))] == [("content", 0, 4)]


def test_score_is_a_mean_probability() -> None:
    """How sure the encoder was of the tags of the span."""
    tags = np.concatenate([scores("B-cue", sure=0.9), scores("I-cue", sure=0.7), scores("O")])
    (span,) = find_spans(tags, breaks(n=3))
    assert span.score == pytest.approx(0.8, abs=1e-6)


def test_nothing() -> None:
    """No words and nothing but O give no spans."""
    assert spans() == []
    assert spans("O", "O", "O") == []
    assert find_spans(scores("O", "O", sure=0.9999), breaks(n=2)) == []


def test_names() -> None:
    """Names are decoded in the same way; their role is their type."""
    tags = ("B-PER", "I-PER", "O", "B-ORG", "B-LOC", "I-LOC", "B-MISC")
    found = name_spans(scores(*tags, labels=NAMES), breaks(n=len(tags)))
    assert [(s.role, s.low, s.high) for s in found] == [("PER", 0, 2), ("ORG", 3, 4), ("LOC", 4, 6), ("MISC", 6, 7)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_scores(data: st.DataObject) -> None:
    """Spans are in order, apart, never empty, over no break, and their scores are probabilities."""
    n = data.draw(st.integers(0, 12))
    logits = data.draw(arrays.arrays(np.float32, (n, len(TAGS)), elements=st.floats(-12, 12, width=32)))
    cut = data.draw(arrays.arrays(np.bool_, n))
    tags = (logits - np.log(np.exp(logits.astype(np.float64)).sum(axis=1, keepdims=True))).astype(np.float32)
    found = find_spans(tags, cut)
    edges = [edge for span in found for edge in (span.low, span.high)]
    assert edges == sorted(edges)
    for span in found:
        assert 0 <= span.low < span.high <= n
        assert not cut[span.low + 1 : span.high].any()
        assert 0 <= span.score <= 1 + 1e-5
    best = best_tags(tags, cut, TAGS, np.zeros(len(tags), np.bool_))
    for i, label in enumerate(TAGS[b] for b in best):
        if label.startswith("I-"):
            assert i
            assert not cut[i]
            assert TAGS[best[i - 1]][2:] == label[2:]
