"""Which prediction is which gold quote."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from quotemine.evaluation.annotations import Spans
from quotemine.evaluation.spans import Ruler

__all__ = ["THRESHOLD", "match"]

THRESHOLD = 0.5  # of the content, as intersection over union


def match(gold: Sequence[Spans], predicted: Sequence[Spans], ruler: Ruler) -> dict[int, int]:
    """Pair contents one to one: of the pairs that have enough in common, those with most come first.

    With contents that do not overlap on either side this is the best there is, since no content can have half
    in common with two others.

    Args:
        gold, predicted: trimmed contents.
        ruler: of their text.

    Returns:
        Index of the gold content → index of the predicted one.

    Example:
        >>> match([((0, 5),)], [((0, 2),), ((0, 4),)], Ruler("abcde"))
        {0: 1}
    """
    sizes = [ruler.length(spans) for spans in gold], [ruler.length(spans) for spans in predicted]
    candidates = []
    for (i, j), common in _common(gold, predicted, ruler).items():
        likeness = common / (sizes[0][i] + sizes[1][j] - common)
        if likeness >= THRESHOLD:
            candidates.append((-likeness, gold[i], predicted[j], i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _common(gold: Sequence[Spans], predicted: Sequence[Spans], ruler: Ruler) -> Counter[tuple[int, int]]:
    """How many characters contents share, for those that share any; novels have thousands of either."""
    placed = sorted((*span, j) for j, spans in enumerate(predicted) for span in spans)
    starts = [start for start, _, _ in placed]
    longest = max((end - start for start, end, _ in placed), default=0)
    common: Counter[tuple[int, int]] = Counter()
    for i, spans in enumerate(gold):
        for start, end in spans:
            for other_start, other_end, j in placed[bisect_left(starts, start - longest) : bisect_left(starts, end)]:
                if other_end > start:
                    common[i, j] += ruler.common(((start, end),), ((other_start, other_end),))
    return common
