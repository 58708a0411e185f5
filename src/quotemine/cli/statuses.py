"""Exit statuses; the last two as shells have them."""

__all__ = ["BAD_INPUT", "FAILED", "INTERRUPTED", "PIPE_CLOSED"]

FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
