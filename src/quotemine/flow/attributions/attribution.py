"""What the steps of this folder hand on to each other: one attribution."""

from math import prod

from attrs import astuple, frozen

from quotemine.flow.attributions.cues import CueReading
from quotemine.types import CueClass, Kind

__all__ = ["Attribution", "Chars", "Sureness"]

Chars = tuple[int, int]


@frozen
class Sureness:
    """How sure the encoder is of the parts of an attribution, as probabilities; 1 for what it does not have.

    Attributes:
        content: mean over the words of the content.
        edges: that the contents begin and end where they do, the least of them.
        cue, source: mean over their words.
        link: that the content belongs to the cue and the cue to the source, the least of them.
    """

    content: float = 1.0
    edges: float = 1.0
    cue: float = 1.0
    source: float = 1.0
    link: float = 1.0

    @property
    def mean(self) -> float:
        """The geometric mean."""
        parts = astuple(self)
        return float(prod(parts) ** (1 / len(parts)))


@frozen
class Attribution:
    """One attribution, in character offsets (end exclusive).

    Attributes:
        content: spans of what is attributed, in order.
        kind: direct, indirect or mixed.
        cue: None where there is none.
        class_: of the cue; speech where there is none.
        source: None where the text names none here.
        sureness: of its parts.
    """

    content: tuple[Chars, ...]
    kind: Kind
    cue: CueReading | None
    class_: CueClass
    source: Chars | None
    sureness: Sureness
