"""Work in several processes, which end with the one that asked for them, however that ends."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_int
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

# What workers are told, in memory that they share with this process.
_GO_ON, _AFTER_ITEM, _NOW = range(3)
_told = c_int(_GO_ON)
# Seconds in which a worker that is told to end does so, or notices that this process is gone.
_NOTICE = 0.2


@frozen
class _Chunk(Generic[Item]):
    """Items that follow each other, the first of which is the ``start``-th."""

    start: int
    items: list[Item]


def map_in_processes(
    function: Callable[[Item], Result], items: Iterator[Item], n_process: int, chunk_size: int
) -> Generator[Result]:
    """Give the function of each item, in order, the items being read a few chunks ahead.

    Workers leave Ctrl-C to this process.  When the generator is closed they stop after the item at hand; if that is
    interrupted, or this process is gone, at once.

    Args:
        function: can be pickled.
        items: consumed lazily.
        n_process: how many processes there are.
        chunk_size: how many items, at most, a process gets at a time.

    Raises:
        WorkerError: a worker was killed.

    Example:
        >>> list(map_in_processes(str.upper, iter(["a", "b"]), n_process=1, chunk_size=16))
        ['A', 'B']
    """
    context = multiprocessing.get_context()
    told = context.RawValue(c_int, _GO_ON)  # without a lock, which a worker could take with it
    waiting: deque[tuple[_Chunk[Item], Future[list[Result]]]] = deque()
    pool = ProcessPoolExecutor(n_process, context, _begin, (told,))
    try:
        for chunk in _chunks(items, chunk_size):
            waiting.append((chunk, _submit(pool, function, chunk)))
            if len(waiting) >= _AHEAD * n_process:
                yield from _results(*waiting.popleft())
        while waiting:
            yield from _results(*waiting.popleft())
    finally:
        told.value = _AFTER_ITEM
        try:
            pool.shutdown(cancel_futures=True)
        except BaseException:  # Ctrl-C once more
            told.value = _NOW
            pool.shutdown()
            raise


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
        where = f"texts {chunk.start} to {chunk.start + len(chunk.items) - 1} (counted from 0)"
        raise WorkerError.killed(where) from error


def _begin(told: Any) -> None:  # noqa: ANN401  # a type that multiprocessing does not name
    """Set up a worker."""
    global _told  # noqa: PLW0603  # the one way into a worker that is not through pickle
    _told = told
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A forked worker has its parent's handlers, which may do nothing; the pool ends workers by this signal.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    Thread(target=_end_when_told, daemon=True).start()


def _end_when_told() -> None:
    parent = multiprocessing.parent_process()
    while parent is not None and parent.is_alive() and _told.value != _NOW:
        parent.join(_NOTICE)
    os._exit(1)  # nothing is left to be tidied up, and nobody to tell


def _map(function: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    results = []
    for item in items:
        if _told.value != _GO_ON:
            break
        results.append(function(item))
    return results
