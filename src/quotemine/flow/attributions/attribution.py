"""What the steps of this folder hand on to each other: one attribution."""

from attrs import frozen

from quotemine.flow.attributions.cues import CueReading
from quotemine.types import CueClass, Kind

__all__ = ["Attribution", "Chars"]

Chars = tuple[int, int]


@frozen
class Attribution:
    """One attribution, in character offsets (end exclusive).

    Attributes:
        content: spans of what is attributed, in order.
        kind: direct, indirect or mixed.
        cue: None where there is none.
        class_: of the cue; speech where there is none.
        source: None where the text names none here.
        confidence: from 0 to 1.
    """

    content: tuple[Chars, ...]
    kind: Kind
    cue: CueReading | None
    class_: CueClass
    source: Chars | None
    confidence: float
