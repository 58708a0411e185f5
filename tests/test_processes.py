"""Work shared by processes comes in order, and ends with the process that asked for it."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from itertools import count
from pathlib import Path

import handmade
import pytest

from quotemine import WorkerError
from quotemine.processes import map_in_processes


def square(number: int) -> int:
    return number * number


def wait_and_square(number: int) -> int:
    time.sleep(0.2)
    return number * number


def end_if_thirteen(number: int) -> int:
    time.sleep(0.01)  # so that the others have something to do, too
    if number == 13:
        os._exit(9)  # as the kernel ends it for want of memory
    return number


@pytest.mark.parametrize(("n_process", "chunk_size"), [(1, 1), (2, 3), (3, 100)])
def test_order(n_process: int, chunk_size: int) -> None:
    assert list(map_in_processes(square, iter(range(20)), n_process, chunk_size)) == [n * n for n in range(20)]


def test_nothing_to_do() -> None:
    assert list(map_in_processes(square, iter([]), 2, 1)) == []


def test_workers_stop_after_the_item_at_hand() -> None:
    """Not after the hundred that they were given."""
    found = map_in_processes(wait_and_square, count(), 2, 20)
    assert next(found) == 0
    began = time.monotonic()
    found.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 2  # twenty take four


def test_a_worker_that_is_killed() -> None:
    """The error names what was at hand, also if it is known only when more is asked for."""
    found = map_in_processes(end_if_thirteen, count(), 2, 10)
    given: list[int] = []
    with pytest.raises(WorkerError, match=r"killed, most likely for want of memory.* texts \d+ to \d+") as caught:
        given.extend(found)
    assert isinstance(caught.value, RuntimeError)
    assert given == list(range(len(given)))
    assert len(given) <= 10


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_signals_of_the_host_do_not_reach_workers() -> None:
    """A server's own handler for SIGTERM would keep the pool from ending the others."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with pytest.raises(WorkerError):
            list(map_in_processes(end_if_thirteen, count(), 3, 10))
    finally:
        signal.signal(signal.SIGTERM, before)


# Prints the workers' numbers, then gives them work without end, each item of so many seconds.
ENDLESS = textwrap.dedent("""
    import os, sys, time
    from itertools import count
    from quotemine.processes import map_in_processes

    def work(number):
        os.write(1, f"{os.getpid()}\\n".encode())  # whole lines, also if two workers write at once
        time.sleep(float(sys.argv[1]))

    if __name__ == "__main__":
        for _ in map_in_processes(work, count(), 2, 5):
            pass
""")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks /proc who lives")
@pytest.mark.parametrize(
    ("signals", "seconds"),
    [
        (["SIGKILL"], 0.1),
        (["SIGTERM"], 0.1),
        pytest.param(["SIGINT"], 0.1, marks=handmade.needs_ctrl_c),
        pytest.param(["SIGINT", "SIGINT"], 60, marks=handmade.needs_ctrl_c),
    ],
)
def test_workers_end_with_their_parent(tmp_path: Path, signals: list[str], seconds: float) -> None:
    """Also if it is killed and can do nothing about it; with Ctrl-C once after the item at hand, twice at once."""
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    command = [sys.executable, str(script), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        workers = set()
        while len(workers) < 2:
            workers.add(int(process.stdout.readline()))
        for name in signals:
            process.send_signal(getattr(signal, name))
            time.sleep(0.5)
        process.stdout.read()  # open as long as one of them lives
        process.wait(20)
    ends = time.monotonic() + 10
    while any(is_alive(worker) for worker in workers):
        assert time.monotonic() < ends
        time.sleep(0.01)


def is_alive(process: int) -> bool:
    """Whether it runs; what nobody waits for counts as dead."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
