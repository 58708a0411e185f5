"""The whole flow: text → marks → encoder → attributions → speakers → typed quotes."""

from typing import Literal

from quotemine.flow.encoder import Encoder
from quotemine.types import Quotes

__all__ = ["Attributions", "find_quotes"]

Attributions = Literal["speech", "all"]


def find_quotes(text: str, encoder: Encoder, *, attributions: Attributions = "speech") -> Quotes:
    """Find the quotes of a text (any string; never raises because of its content)."""
    raise NotImplementedError
