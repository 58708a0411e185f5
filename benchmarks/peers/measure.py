"""One measurement in a process of its own: ``measure(job)`` starts it, this module run as a script is it.

A job is a dict: ``system`` (its id), ``texts``, and, where wanted, ``keep`` (the quotes too, not only figures),
``most_memory`` (in GB), ``one_core`` (false: all cores) and ``settings`` (of ``extract_many``).
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .cost import peak, spent
from .systems import ALONE, SYSTEMS, Found, Reader

ROOT = Path(__file__).parents[2]
WARM = "The (QXZ) met, Ada Quill said. “The QXZ votes tomorrow,” she said."  # loads all that is loaded late
LONGEST = 1800  # seconds
OUT_OF_MEMORY = 77


def measure(job: dict[str, Any], longest: float = LONGEST) -> dict[str, Any]:
    """The figures, or ``{"stopped": "time" | "memory"}``; an error of the process is one here."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job.json"
        path.write_text(json.dumps(job), encoding="utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-m", __name__, str(path)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
                timeout=longest,
                check=False,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
        except subprocess.TimeoutExpired:
            return {"stopped": "time"}
    killed = done.returncode < 0 and "most_memory" in job  # not every library ends in good order
    if done.returncode in {OUT_OF_MEMORY, -9} or killed:
        return {"stopped": "memory"}
    done.check_returncode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _many(job: dict[str, Any]) -> Reader:
    import quotemine  # noqa: PLC0415

    def read(texts: Any) -> Iterator[Found]:
        for quotes in quotemine.extract_many(iter(texts), model=job["system"], **job["settings"]):
            yield quotes.to_dicts(), False

    return read


def run(job: dict[str, Any]) -> dict[str, Any]:
    if job.get("one_core", True) and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if "most_memory" in job:
        resource.setrlimit(resource.RLIMIT_AS, (job["most_memory"] * 2**30, job["most_memory"] * 2**30))
    system = {**SYSTEMS, **ALONE}[job["system"]]
    read = _many(job) if "settings" in job else system.open()
    list(read([WARM]))
    processor, clock, memory = spent(), time.perf_counter(), 0.0
    found = []
    for text in read(job["texts"]):
        found.append(text)
        if "settings" in job:  # processes that are started for it are gone when it is done
            memory = max(memory, peak())
    figures: dict[str, Any] = {
        "clock": time.perf_counter() - clock,
        "processor": spent() - processor,
        "memory": max(memory, peak()),
        "quotes": sum(len(quotes) for quotes, _ in found),
        "failed": sum(failed for _, failed in found),
    }
    if job.get("keep"):
        figures["found"] = [quotes for quotes, _ in found]
    return figures


if __name__ == "__main__":
    try:
        print(json.dumps(run(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
