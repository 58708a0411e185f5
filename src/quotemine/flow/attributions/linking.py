"""Link spans: every content chooses its cue, every cue its source."""

from collections.abc import Callable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from quotemine.flow.attributions.attribution import Sureness
from quotemine.flow.attributions.spans import RoleSpan
from quotemine.flow.encoder import WINDOW, Links, Reading

__all__ = ["Linked", "link"]

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]
Reachable = Callable[[int, int], bool]

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


def link(reading: Reading, spans: list[RoleSpan], reachable: Reachable) -> list[Linked]:
    """Group spans into attributions.

    Contents that belong to no cue stay alone; a source may serve several cues (*said X, adding Y*).

    Args:
        reading: what the encoder sees.
        spans: its cues, sources and contents.
        reachable: whether a content with this first word may belong to a cue with that first word.
    """
    cues, sources = (_Ends.of([s for s in spans if s.role == role]) for role in ("cue", "source"))
    contents: dict[RoleSpan, list[RoleSpan]] = {}
    scores: dict[RoleSpan, list[float]] = {}
    floating: list[Linked] = []
    for content in (s for s in spans if s.role == "content"):
        best, score = _cue_of(reading, content, cues, reachable)
        if best is None and _opens_paragraph(reading, content):
            best = _before_colon(reading, content, cues, reachable)
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


@frozen(eq=False)
class _Ends:
    """Cues or sources, which links end at, in order.

    Attributes:
        spans: they.
        lows, highs: int64, shape (n_spans,): their words, end exclusive.
    """

    spans: list[RoleSpan]
    lows: Ints
    highs: Ints

    @classmethod
    def of(cls, spans: list[RoleSpan]) -> "_Ends":
        lows, highs = np.array([(s.low, s.high) for s in spans], dtype=np.int64).reshape(-1, 2).T
        return cls(spans, lows, highs)

    def among(self, candidates: Ints) -> tuple[Ints, Ints]:
        """Which have a candidate of a window as first word: their indices, and those of the candidates."""
        if not len(candidates):
            return candidates, candidates
        low, high = np.searchsorted(self.lows, (candidates[0], candidates[-1] + 1))
        lows = self.lows[low:high]
        at = np.searchsorted(candidates, lows)
        known = np.flatnonzero(candidates[at] == lows)
        return low + known, at[known]

    def within(self, low: int, high: int) -> list[RoleSpan]:
        """Those that begin between two words."""
        first, last = np.searchsorted(self.lows, (low, high))
        return self.spans[first:last]


def _opens_paragraph(reading: Reading, span: RoleSpan) -> bool:
    paragraph = reading.words.paragraph
    return span.low == 0 or bool(paragraph[span.low - 1] != paragraph[span.low])


def _before_colon(reading: Reading, content: RoleSpan, cues: _Ends, reachable: Reachable) -> RoleSpan | None:
    """The cue of *He said:* before, in a paragraph of its own, what he said."""
    around = cues.within(content.low - WINDOW, content.high + WINDOW)
    last = next((cue for cue in reversed(around) if reachable(content.low, cue.low)), None)
    paragraph = reading.words.paragraph
    return last if last is not None and paragraph[last.low] == paragraph[content.low] - 1 else None


def _cue_of(reading: Reading, content: RoleSpan, cues: _Ends, reachable: Reachable) -> tuple[RoleSpan | None, float]:
    """The cue that the content's words point to, and the probability; None for no cue."""
    links = reading.links[reading.window_of[(content.low + content.high) // 2]]
    rows = _rows(links, content)
    if not len(rows):
        return None, 1.0
    scores = links.cue_of[rows].mean(axis=0)
    which, columns = cues.among(links.cues)
    reached = np.array([reachable(content.low, low) for low in cues.lows[which].tolist()], dtype=np.bool_)
    best, chance = _best(scores[1 + columns[reached]], float(scores[0]))
    return None if best is None else cues.spans[which[reached][best]], chance


def _source_of(reading: Reading, cue: RoleSpan, sources: _Ends) -> tuple[RoleSpan | None, float]:
    links = reading.links[reading.window_of[cue.low]]
    rows = _rows(links, RoleSpan("cue", cue.low, cue.low + 1, 1.0))
    if not len(rows):
        return None, 1.0
    which, columns = sources.among(links.sources)
    paragraph, lows = reading.words.paragraph, sources.lows[which]
    scores = links.source_of[rows[0]].astype(np.float64)
    scores[1 + columns] += BESIDE * ((lows == cue.high) | (sources.highs[which] == cue.low))
    scores[1 + columns] -= ELSEWHERE * (paragraph[lows] != paragraph[cue.low])
    best, chance = _best(scores[1 + columns], float(scores[0]) - SOURCE_WANTED)
    return None if best is None else sources.spans[which[best]], chance


def _rows(links: Links, span: RoleSpan) -> np.ndarray:
    return np.flatnonzero((links.words >= span.low) & (links.words < span.high))


def _best(scores: Floats, none: float) -> tuple[int | None, float]:
    """Index of the best score and its probability among all of them and none."""
    logits = np.r_[none, scores]
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    best = int(chances.argmax())
    return (None if best == 0 else best - 1), float(chances[best])
