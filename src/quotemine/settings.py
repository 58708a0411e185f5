"""What a caller may set, checked in one place."""

from pathlib import Path
from typing import TypedDict, get_args

from attrs import frozen

from quotemine.errors import SettingError
from quotemine.types import Attributions, Device, Tier

__all__ = ["BEST_CONFIDENCE", "Options", "Settings"]

# Of quotes with less confidence, more are wrong than right; leaving them out gives the best F1 on development data.
BEST_CONFIDENCE = 0.4


class Options(TypedDict, total=False):
    """The settings as keywords, for functions that pass them on."""

    attributions: Attributions
    min_confidence: float
    model: str
    device: Device


@frozen
class Settings:
    """How texts are read.

    Attributes:
        attributions: *speech* gives what was said (cue class speech, or no cue), *all* thoughts and other
            attributions too.
        min_confidence: quotes with less confidence are left out; from 0 to 1.
        model: *accurate*, *fast*, or the folder of weights of your own.
        device: *cpu*, or *cuda* for an NVIDIA GPU.

    Raises:
        SettingError: one of them has a value that it cannot have; also a ``ValueError``.
    """

    attributions: Attributions = "speech"
    min_confidence: float = BEST_CONFIDENCE
    model: str = "accurate"
    device: Device = "cpu"

    def __attrs_post_init__(self) -> None:
        if self.attributions not in get_args(Attributions):
            raise SettingError.for_value("attributions", self.attributions, "'speech' or 'all'")
        least: object = self.min_confidence  # callers need not heed the types
        if not (isinstance(least, int | float) and 0 <= least <= 1):
            raise SettingError.for_value("min_confidence", least, "a number from 0 to 1")
        if self.device not in get_args(Device):
            raise SettingError.for_value("device", self.device, "'cpu' or 'cuda'")
        model: object = self.model
        if model not in get_args(Tier) and not (isinstance(model, str) and Path(model).is_dir()):
            raise SettingError.for_value("model", model, "'accurate', 'fast' or the path of a folder of weights")
