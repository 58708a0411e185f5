"""Load the weights once a process."""

import functools
import os
from typing import TYPE_CHECKING

from quotemine.settings import Settings
from quotemine.types import Device

if TYPE_CHECKING:
    from quotemine.flow.encoder import Encoder

__all__ = ["get_encoder"]


def get_encoder(settings: Settings) -> "Encoder":
    """Give the encoder of this process for the model and device that are set; the first call loads it.

    A process that was forked after its parent had loaded the encoder loads its own: threads of an
    ONNX Runtime session do not come along.
    """
    return _load(os.getpid(), settings.model, settings.device)


@functools.cache
def _load(process: int, model: str, device: Device) -> "Encoder":  # noqa: ARG001  # the process is part of the key
    from quotemine.flow.encoder import open_encoder  # noqa: PLC0415  # heavy

    return open_encoder(model, device)
