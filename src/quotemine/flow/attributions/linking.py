"""Link spans: every content chooses its cue, every cue its source."""

from bisect import bisect_left
from collections.abc import Callable

import numpy as np
from attrs import frozen

from quotemine.flow.attributions.attribution import Sureness
from quotemine.flow.attributions.spans import RoleSpan
from quotemine.flow.encoder import WINDOW, Links, Reading

__all__ = ["Linked", "link"]

# Taken off the score of no source: where sources were found, a cue without one is rare (set on development data).
SOURCE_WANTED = 3.0
# Taken off the score of a source in another paragraph than its cue.
ELSEWHERE = 4.0
# Added to the score of a source right beside its cue: *said | Omar Finch*.
BESIDE = 1.5


@frozen
class Linked:
    """A cue with what belongs to it, or contents without a cue.

    Attributes:
        cue: None for a floating content.
        source: None where the cue has none.
        contents: in the order of the text.
        sureness: of its spans and links.
    """

    cue: RoleSpan | None
    source: RoleSpan | None
    contents: tuple[RoleSpan, ...]
    sureness: Sureness


def link(reading: Reading, spans: list[RoleSpan], reachable: Callable[[int, int], bool]) -> list[Linked]:
    """Group spans into attributions.

    Contents that belong to no cue stay alone; a source may serve several cues (*said X, adding Y*).

    Args:
        reading: what the encoder sees.
        spans: its cues, sources and contents.
        reachable: whether a content with this first word may belong to a cue with that first word.
    """
    cues = [s for s in spans if s.role == "cue"]
    sources = [s for s in spans if s.role == "source"]
    contents: dict[RoleSpan, list[RoleSpan]] = {}
    scores: dict[RoleSpan, list[float]] = {}
    floating: list[Linked] = []
    for content in (s for s in spans if s.role == "content"):
        near = [cue for cue in _around(cues, content) if reachable(content.low, cue.low)]
        best, score = _cue_of(reading, content, near)
        if best is None and near and _opens_paragraph(reading, content) and _right_before(reading, content, near[-1]):
            best = near[-1]  # He said: and then, in a paragraph of its own, what he said
        if best is None:
            sureness = Sureness(content.score, content.edges, link=score)
            floating.append(Linked(None, None, (content,), sureness))
        else:
            contents.setdefault(best, []).append(content)
            scores.setdefault(best, []).append(score)
    result = []
    for cue, members in contents.items():
        source, score = _source_of(reading, cue, sources)
        lengths = [m.high - m.low for m in members]
        sureness = Sureness(
            content=sum(m.score * n for m, n in zip(members, lengths, strict=True)) / sum(lengths),
            edges=min(m.edges for m in members),
            cue=cue.score,
            source=1.0 if source is None else source.score,
            link=min(score, *scores[cue]),
        )
        result.append(Linked(cue, source, tuple(members), sureness))
    return sorted(result + floating, key=lambda a: a.contents[0].low)


def _around(spans: list[RoleSpan], span: RoleSpan) -> list[RoleSpan]:
    """The spans, in order, that a window may hold together with this one."""
    low = bisect_left(spans, span.low - WINDOW, key=lambda s: s.low)
    return spans[low : bisect_left(spans, span.high + WINDOW, key=lambda s: s.low)]


def _opens_paragraph(reading: Reading, span: RoleSpan) -> bool:
    paragraph = reading.words.paragraph
    return span.low == 0 or bool(paragraph[span.low - 1] != paragraph[span.low])


def _right_before(reading: Reading, content: RoleSpan, cue: RoleSpan) -> bool:
    return bool(reading.words.paragraph[cue.low] == reading.words.paragraph[content.low] - 1)


def _cue_of(reading: Reading, content: RoleSpan, cues: list[RoleSpan]) -> tuple[RoleSpan | None, float]:
    """The cue that the content's words point to, and the probability; None for no cue."""
    links = reading.links[reading.window_of[(content.low + content.high) // 2]]
    rows = _rows(links, content)
    if not len(rows):
        return None, 1.0
    scores = links.cue_of[rows].mean(axis=0)
    options = [(cue, scores[1 + c]) for cue, c in _columns(links.cues, cues)]
    return _best(options, float(scores[0]))


def _source_of(reading: Reading, cue: RoleSpan, sources: list[RoleSpan]) -> tuple[RoleSpan | None, float]:
    links = reading.links[reading.window_of[cue.low]]
    rows = _rows(links, RoleSpan("cue", cue.low, cue.low + 1, 1.0))
    if not len(rows):
        return None, 1.0
    scores = links.source_of[rows[0]]
    paragraph = reading.words.paragraph
    options = [
        (
            source,
            scores[1 + c] + BESIDE * _touches(source, cue) - ELSEWHERE * (paragraph[source.low] != paragraph[cue.low]),
        )
        for source, c in _columns(links.sources, _around(sources, cue))
    ]
    return _best(options, float(scores[0]) - SOURCE_WANTED)


def _touches(source: RoleSpan, cue: RoleSpan) -> bool:
    return source.low == cue.high or source.high == cue.low


def _rows(links: Links, span: RoleSpan) -> np.ndarray:
    return np.flatnonzero((links.words >= span.low) & (links.words < span.high))


def _columns(candidates: np.ndarray, spans: list[RoleSpan]) -> list[tuple[RoleSpan, int]]:
    """The spans whose first word is a candidate, each with its index among the candidates."""
    lows = np.array([span.low for span in spans], dtype=np.int64)
    at = np.searchsorted(candidates, lows)
    known = np.r_[candidates, -1][at] == lows
    return [(spans[i], int(at[i])) for i in np.flatnonzero(known)]


def _best(options: list[tuple[RoleSpan, float]], none: float) -> tuple[RoleSpan | None, float]:
    """The best option and its probability among the options and none."""
    logits = np.array([none, *(score for _, score in options)])
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    best = int(chances.argmax())
    return (None if best == 0 else options[best - 1][0]), float(chances[best])
