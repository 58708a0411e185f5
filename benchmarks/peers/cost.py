"""Processor time and memory of this process and those that it started; memory, and other processes, on Linux only."""

import os
import resource
import sys
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Seconds of processor time so far."""
    return time.process_time() + sum(_seconds(process) for process in _started(os.getpid()))


def peak() -> float:
    """The most megabytes held; of several processes, the sum of what each held at most."""
    if not sys.platform.startswith("linux"):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    # not ru_maxrss, which begins with what the parent of a process held
    return sum(_most(process) for process in (os.getpid(), *_started(os.getpid())))


def _started(process: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        direct = [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [*direct, *(further for child in direct for further in _started(child))]


def _seconds(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _most(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024
