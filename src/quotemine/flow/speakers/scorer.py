"""Weigh preferences: a conditional logistic regression, one for each kind of mention.

The chance of a candidate is the softmax of its weighted preferences among all candidates, nobody among them
(mention ranking, Denis and Baldridge 2008).  ``training/speakers.py`` fits the weights.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, isfinite
from pathlib import Path
from typing import Literal, Protocol

from attrs import field, frozen

from quotemine.checksums import verify
from quotemine.errors import WeightsError
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.mentions import Name

__all__ = ["Choice", "Decision", "Option", "Scorer", "Weights", "open_scorer"]

WEIGHTS = Path(__file__).parent.parent.parent / "model" / "speakers.json"

TOO_LIGHT = 0.05  # to be a reason
# Personal pronouns, in reports and in stories; *it*, *they*; descriptions; no source at all.
Decision = Literal["person", "person in a conversation", "it", "they", "description", "description in a story", "none"]


@frozen(eq=False)
class Option:
    """One candidate.

    Attributes:
        entity: None stands for nobody.
        name: the mention that the chain leads over.
        preferences: what speaks for and against, by its readable name.
    """

    entity: Entity | None
    name: Name | None
    preferences: dict[str, float]


@frozen(eq=False)
class Choice:
    """The options of one decision, the likeliest first, with their chances and the weights that made them."""

    options: tuple[Option, ...]
    chances: tuple[float, ...]
    weights: Mapping[str, float] = field(repr=False)

    @property
    def best(self) -> Option:
        """The likeliest."""
        return self.options[0]

    def reasons(self, rank: int) -> list[tuple[str, float]]:
        """What speaks for and against an option with its weight, the weightiest first."""
        preferences = self.options[rank].preferences
        weighed = [(name, self.weights.get(name, 0.0) * value) for name, value in preferences.items()]
        return sorted((one for one in weighed if abs(one[1]) >= TOO_LIGHT), key=lambda one: -abs(one[1]))


class Scorer(Protocol):
    """Chooses among candidates."""

    def choose(self, decision: Decision, options: Sequence[Option]) -> Choice:
        """Order the options, of which there is at least one."""
        ...


@frozen
class Weights:
    """The weight of every preference for each kind of decision."""

    weights: Mapping[str, Mapping[str, float]]

    def choose(self, decision: Decision, options: Sequence[Option]) -> Choice:
        """Order the options by their weighed preferences."""
        weights = self.weights.get(decision, {})
        sums = [sum(weights.get(name, 0.0) * value for name, value in o.preferences.items()) for o in options]
        top = max(sums)
        shares = [exp(one - top) for one in sums]
        total = sum(shares)
        order = sorted(range(len(options)), key=lambda i: -sums[i])
        return Choice(tuple(options[i] for i in order), tuple(shares[i] / total for i in order), weights)


@cache
def open_scorer(path: Path = WEIGHTS) -> Weights:
    """Open the released weights.

    Raises:
        WeightsError: the file is missing or damaged.
    """
    verify(path)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        weights = {d: {name: float(w) for name, w in of.items()} for d, of in values["weights"].items()}
        if not all(isfinite(w) for of in weights.values() for w in of.values()):
            raise WeightsError.damaged(path, "a weight is no number")
        return Weights(weights)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise WeightsError.damaged(path, str(error)) from error
