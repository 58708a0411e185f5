"""Work in several processes, which end with the one that asked for them, however that ends."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_bool
from itertools import islice
from threading import Thread
from typing import Any, Generic, TypeVar

from attrs import frozen

from quotemine.errors import WorkerError

__all__ = ["map_in_processes"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# Chunks that each process may have waiting: enough to be never idle, few enough to bound memory.
_AHEAD = 4

# In a worker: memory shared with the parent, true when no more results are wanted.
_stop = c_bool()


@frozen
class _Chunk(Generic[Item]):
    """Items that follow each other, the first of which is the ``start``-th."""

    start: int
    items: list[Item]


def map_in_processes(
    function: Callable[[Item], Result], items: Iterator[Item], n_process: int, chunk_size: int
) -> Iterator[Result]:
    """Give the function of each item, in order, the items being read a few chunks ahead.

    Workers leave Ctrl-C to this process.  They stop after the item at hand when no more results are wanted, and at
    once when this process is gone.

    Args:
        function: can be pickled.
        items: consumed lazily.
        n_process: how many processes there are.
        chunk_size: how many items, at most, a process gets at a time.

    Raises:
        WorkerError: a worker was killed.
    """
    context = multiprocessing.get_context()
    stop = context.RawValue(c_bool)  # without a lock, which a worker could take with it
    waiting: deque[tuple[_Chunk[Item], Future[list[Result]]]] = deque()
    pool = ProcessPoolExecutor(n_process, context, _begin, (stop,))
    try:
        for chunk in _chunks(items, chunk_size):
            waiting.append((chunk, _submit(pool, function, chunk)))
            if len(waiting) >= _AHEAD * n_process:
                yield from _results(*waiting.popleft())
        while waiting:
            yield from _results(*waiting.popleft())
    finally:
        stop.value = True
        pool.shutdown(cancel_futures=True)


def _chunks(items: Iterator[Item], size: int) -> Iterator[_Chunk[Item]]:
    start = 0
    while chunk := list(islice(items, size)):
        yield _Chunk(start, chunk)
        start += len(chunk)


def _submit(
    pool: ProcessPoolExecutor, function: Callable[[Item], Result], chunk: _Chunk[Item]
) -> "Future[list[Result]]":
    try:
        return pool.submit(_map, function, chunk.items)
    except BrokenProcessPool as error:  # known only now; the results of chunks before this one may still be there
        failed: Future[list[Result]] = Future()
        failed.set_exception(error)
        return failed


def _results(chunk: _Chunk[Item], future: "Future[list[Result]]") -> list[Result]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise WorkerError.killed(chunk.start, chunk.start + len(chunk.items) - 1) from error


def _begin(stop: Any) -> None:  # noqa: ANN401  # a type that multiprocessing does not name
    """Set up a worker."""
    global _stop  # noqa: PLW0603  # the one way into a worker that is not through pickle
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A forked worker has its parent's handlers, which may do nothing; the pool ends workers by this signal.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nothing is left to be tidied up, and nobody to tell


def _map(function: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    results = []
    for item in items:
        if _stop.value:
            break
        results.append(function(item))
    return results
