"""Count, for one document, what is right; counts of documents add up."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum, auto
from typing import Literal, get_args

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from quotemine.evaluation.annotations import AnnotatedQuote, Spans
from quotemine.evaluation.kinds import QuotedWords
from quotemine.evaluation.matching import match
from quotemine.evaluation.names import is_named
from quotemine.evaluation.spans import Ruler
from quotemine.types import Kind

__all__ = ["GROUPS", "Count", "Group", "count_document"]

Group = Literal["all", "direct", "indirect", "mixed"]
GROUPS: tuple[Group, ...] = get_args(Group)


class Count(IntEnum):
    """What is counted; by kind, what begins with GOLD_ is of gold quotes and PREDICTED_ of predictions of that kind."""

    GOLD = 0  # the number of its column
    GOLD_FOUND = auto()
    GOLD_EXACT = auto()
    PREDICTED = auto()
    PREDICTED_RIGHT = auto()
    PREDICTED_EXACT = auto()
    # The same of quotes whose source is annotated, right being those whose source is right too.
    SOURCED = auto()
    SOURCED_FOUND = auto()
    SOURCED_RIGHT = auto()
    ATTRIBUTED = auto()
    ATTRIBUTED_RIGHT = auto()
    # Gold quotes with a speaker.
    SPOKEN = auto()
    SPOKEN_FOUND = auto()
    SPOKEN_ANSWERED = auto()
    SPOKEN_RIGHT = auto()


@frozen
class _Unit:
    """A quote ready to be compared: its spans trimmed, its kind known."""

    quote: AnnotatedQuote
    kind: Kind

    @property
    def content(self) -> Spans:
        return self.quote.content


def count_document(
    text: str, gold: Iterable[AnnotatedQuote], predicted: Iterable[AnnotatedQuote], *, split: bool = False
) -> NDArray[np.int64]:
    """Count what is right in one document.

    Args:
        text: that all spans are offsets into.
        gold: the quotes as annotated by hand.
        predicted: the quotes as found.
        split: whether every span of a content counts as a quote of its own.

    Returns:
        int64, shape (len(GROUPS), len(Count)).

    Example:
        >>> gold = [AnnotatedQuote([(0, 10)])]
        >>> int(count_document('"It leaks," she said.', gold, gold)[0, Count.GOLD_FOUND])
        1
    """
    ruler, words = Ruler(text), QuotedWords(text)
    units = _prepare(gold, ruler, words, trusted=True, split=split)
    found = _prepare(predicted, ruler, words, trusted=False, split=split)
    counts = np.zeros((len(GROUPS), len(Count)), np.int64)

    def add(unit: _Unit, facts: dict[Count, bool]) -> None:
        for what, fact in facts.items():
            counts[0, what] += fact
            counts[GROUPS.index(unit.kind), what] += fact

    pairs = match([unit.content for unit in units], [unit.content for unit in found], ruler)
    exact = _same([unit.content for unit in units], [unit.content for unit in found])
    for i, unit in enumerate(units):
        add(unit, _judge_gold(unit, found[pairs[i]] if i in pairs else None, ruler, exact=exact[i]))
    matched = {j: units[i] for i, j in pairs.items()}
    exact = _same([unit.content for unit in found], [unit.content for unit in units])
    for j, unit in enumerate(found):
        add(unit, _judge_prediction(unit, matched.get(j), ruler, exact=exact[j]))
    return counts


def _prepare(
    quotes: Iterable[AnnotatedQuote], ruler: Ruler, words: QuotedWords, *, trusted: bool, split: bool
) -> list[_Unit]:
    """Trim the spans; quotes without words are none.  Marks tell the kinds of predictions, as they do of gold."""
    units = []
    for quote in quotes:
        source = None if quote.source is None else ruler.trim(quote.source)
        content = ruler.trim(quote.content)
        for spans in [(span,) for span in content] if split else [content] if content else []:
            kind = quote.kind if trusted else None
            units.append(_Unit(evolve(quote, content=spans, source=source), kind or words.kind(spans)))
    return units


def _same(contents: Sequence[Spans], others: Sequence[Spans]) -> list[bool]:
    """For each content whether there is an equal one among the others, each of which serves once."""
    left = Counter(others)
    same = []
    for spans in contents:
        same.append(left[spans] > 0)
        left[spans] -= same[-1]
    return same


def _judge_gold(gold: _Unit, found: _Unit | None, ruler: Ruler, *, exact: bool) -> dict[Count, bool]:
    facts = {Count.GOLD: True, Count.GOLD_FOUND: found is not None, Count.GOLD_EXACT: exact}
    if gold.quote.source is not None:
        facts |= {Count.SOURCED: True, Count.SOURCED_FOUND: found is not None}
        facts[Count.SOURCED_RIGHT] = found is not None and _is_source_right(gold, found, ruler)
    if gold.quote.speaker:
        answer = None if found is None else found.quote.speaker
        facts |= {Count.SPOKEN: True, Count.SPOKEN_FOUND: found is not None, Count.SPOKEN_ANSWERED: bool(answer)}
        names = gold.quote.speaker, *gold.quote.aliases
        facts[Count.SPOKEN_RIGHT] = answer is not None and is_named(answer, names)
    return facts


def _judge_prediction(found: _Unit, gold: _Unit | None, ruler: Ruler, *, exact: bool) -> dict[Count, bool]:
    facts = {Count.PREDICTED: True, Count.PREDICTED_RIGHT: gold is not None, Count.PREDICTED_EXACT: exact}
    if gold is None:
        facts[Count.ATTRIBUTED] = True
    elif gold.quote.source is not None:
        facts |= {Count.ATTRIBUTED: True, Count.ATTRIBUTED_RIGHT: _is_source_right(gold, found, ruler)}
    return facts


def _is_source_right(gold: _Unit, found: _Unit, ruler: Ruler) -> bool:
    """Whether the sources share a character, or neither has one."""
    wanted, given = gold.quote.source or (), found.quote.source or ()
    return ruler.common(wanted, given) > 0 if wanted or given else True
