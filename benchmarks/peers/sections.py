"""The sections of the page, each a function ``(shared, quick) -> figures``; every measurement in its own process."""

import os
import platform
import statistics
import sys
from importlib.metadata import PackageNotFoundError, version
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks import cold_start

from . import texts
from .measure import LONGEST, measure
from .scores import SCORERS
from .systems import ALONE, SYSTEMS, System, installed_size, pipeline_name

Figures = dict[str, Any]

TIERS = ("accurate", "fast")
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
READ_BY_LENGTH = (*TIERS, "parse", "marks-rules")
MOST_MEMORY = 12  # GB, for one document
ARTICLES = 400
BATCHES, PROCESSES = (1, 16, 64, 256), (1, 2)
STARTS = 5


def made(*, quick: bool) -> Figures:
    """On what, and with what, a section was measured."""
    packages = {}
    for name in ("quotemine", "onnxruntime", "spacy", "textacy", "numpy", pipeline_name() or "en_core_web_sm"):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "packages": packages,
        "quick": quick,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _say(*words: object) -> None:
    print(*words, file=sys.stderr, flush=True)


def _missing(system: System) -> Figures:
    return {"missing": system.install}


def accuracy(shared: Path | None, *, quick: bool) -> Figures:
    if shared is None:
        message = "accuracy needs the corpora: --shared FOLDER"
        raise FileNotFoundError(message)
    gold = {corpus: texts.gold(shared, corpus) for corpus in texts.CORPORA}
    if quick:
        gold = {corpus: dict(islice(rows.items(), 4)) for corpus, rows in gold.items()}
    systems: Figures = {}
    for id_, system in SYSTEMS.items():
        _say("accuracy:", id_)
        if not system.is_there():
            systems[id_] = _missing(system)
            continue
        systems[id_] = {}
        for corpus, rows in gold.items():
            done = measure({"system": id_, "texts": [row["text"] for row in rows.values()], "keep": True})
            if "stopped" in done:
                systems[id_][corpus] = done
                continue
            predicted = {i: {"id": i, "quotes": quotes} for i, quotes in zip(rows, done["found"], strict=True)}
            found = SCORERS[corpus](shared, rows, predicted, attributes=system.attributes)
            systems[id_][corpus] = {**found, "failed": done["failed"]}
    return {"texts": {corpus: len(rows) for corpus, rows in gold.items()}, "systems": systems}


def speed(shared: Path | None, *, quick: bool) -> Figures:
    """In rounds, so that all systems have the machine's good hours and its bad ones; the median counts."""
    articles = texts.news(shared)
    if shared is None:
        articles = list(islice(cycle(articles), 20))
    articles = articles[:10] if quick else articles
    words = texts.count(articles)
    there = {id_: system for id_, system in {**SYSTEMS, **ALONE}.items() if system.is_there()}
    rounds: dict[str, list[Figures]] = {id_: [] for id_ in there}
    for number in range(1 if quick else 3):
        for id_ in there:
            _say("speed:", id_, number + 1)
            rounds[id_].append(measure({"system": id_, "texts": articles}))
    systems: Figures = {}
    for id_, system in {**SYSTEMS, **ALONE}.items():
        if id_ not in there:
            systems[id_] = _missing(system)
        elif any("stopped" in done for done in rounds[id_]):
            systems[id_] = next(done for done in rounds[id_] if "stopped" in done)
        else:
            seconds = statistics.median(done["processor"] for done in rounds[id_])
            systems[id_] = {
                "words a second": round(words / seconds),
                "memory": round(max(done["memory"] for done in rounds[id_])),
                "failed": rounds[id_][0]["failed"],
                "size": round(installed_size(system.packages)),
            }
    return {"texts": len(articles), "words": words, "corpora": shared is not None, "systems": systems}


def length(shared: Path | None, *, quick: bool) -> Figures:
    articles = texts.news(shared)
    systems: Figures = {}
    for id_ in READ_BY_LENGTH:
        system = {**SYSTEMS, **ALONE}[id_]
        if not system.is_there():
            systems[id_] = _missing(system)
            continue
        systems[id_] = {}
        for words in LENGTHS[:2] if quick else LENGTHS:
            _say("length:", id_, words)
            read = texts.documents(articles, words, max(1, LENGTHS[1] // words))
            done = measure({"system": id_, "texts": read, "most_memory": MOST_MEMORY})
            if "stopped" not in done:
                done = {
                    "seconds": round(done["processor"] / len(read), 3),
                    "words a second": round(texts.count(read) / done["processor"]),
                    "memory": round(done["memory"]),
                }
            systems[id_][str(words)] = done
            if "stopped" in done:
                break
    return {"most memory": MOST_MEMORY, "longest": LONGEST, "systems": systems}


def _many(shared: Path | None, *, quick: bool, settings: list[Figures]) -> Figures:
    articles = list(islice(cycle(texts.news(shared)), 40 if quick else ARTICLES))
    words, rows = texts.count(articles), []
    for model in TIERS:
        for given in settings:
            _say("extract_many:", model, given)
            done = measure({"system": model, "texts": articles, "settings": given, "one_core": False}, 2 * LONGEST)
            if "stopped" in done:
                rows.append({"system": model, **given, **done})
                continue
            figures = {"words a second": round(words / done["clock"]), "memory": round(done["memory"])}
            rows.append({"system": model, **given, **figures})
    return {"articles": len(articles), "words": words, "rows": rows}


def batches(shared: Path | None, *, quick: bool) -> Figures:
    """With two processes: with one, a batch is nothing but texts one after the other."""
    return _many(shared, quick=quick, settings=[{"n_process": 2, "batch_size": size} for size in BATCHES])


def processes(shared: Path | None, *, quick: bool) -> Figures:
    return _many(shared, quick=quick, settings=[{"n_process": number} for number in PROCESSES])


def start(shared: Path | None, *, quick: bool) -> Figures:  # noqa: ARG001  # the example article is always there
    systems: Figures = {}
    for id_, system in SYSTEMS.items():
        if not system.is_there():
            systems[id_] = _missing(system)
            continue
        _say("start:", id_)
        prepare, call = "", f"quotemine.extract(text, model={id_!r})"
        if id_ not in TIERS:
            prepare = f"from benchmarks.peers.systems import SYSTEMS; read = SYSTEMS[{id_!r}].open()"
            call = "list(read([text]))"
        runs = [cold_start.time_first(system.imports, call, prepare) for _ in range(2 if quick else STARTS)]
        systems[id_] = {key: round(statistics.median(run[key] for run in runs), 3) for key in runs[0]}
    return {"systems": systems}


SECTIONS = {
    "accuracy": accuracy,
    "speed": speed,
    "length": length,
    "batches": batches,
    "processes": processes,
    "start": start,
}
