"""Load the weights once a process."""

import functools
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotemine.flow.encoder import Encoder

__all__ = ["get_encoder"]


def get_encoder() -> "Encoder":
    """Give the encoder of this process; the first call loads it.

    A process that was forked after its parent had loaded the encoder loads its own: threads of an
    ONNX Runtime session do not come along.
    """
    return _load(os.getpid())


@functools.cache
def _load(process: int) -> "Encoder":  # noqa: ARG001  # the key of the cache
    from quotemine.flow.encoder import Encoder  # noqa: PLC0415  # heavy

    return Encoder()
