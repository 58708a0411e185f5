"""The tables of ``docs/benchmarks.md``, from the figures; each stands there between two markers."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from .systems import ALONE, SYSTEMS

Figures = dict[str, Any]
NOTHING = "–"
KINDS = ("direct", "mixed", "indirect")


def put(page: str, name: str, block: str) -> str:
    """The page with the block between ``<!-- NAME -->`` and ``<!-- end of NAME -->``, in place of what was there."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not pattern.search(page):
        message = f"the page has no markers for {name!r}"
        raise ValueError(message)
    return pattern.sub(lambda found: f"{found[1]}\n{block}\n\n{found[2]}", page)


def fill(page: str, results: Figures) -> str:
    for name, block in BLOCKS.items():
        section = name.partition(":")[0]
        text = block(results[section]) if section in results else "Not measured yet."
        page = put(page, name, text)
    return page


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |".replace("  ", " ") for line in lines)


def _by_system(heads: list[str], systems: Figures, cells: Callable[[Figures], list[str]]) -> str:
    """One row a system, in the order of the list; what was not there or did not end says so."""
    rows = []
    for id_, system in {**SYSTEMS, **ALONE}.items():
        figures = systems.get(id_)
        if figures is None:
            continue
        if "missing" in figures:
            row = [f"not installed: `{figures['missing']}`"]
        elif "stopped" in figures:
            row = [_stopped(figures)]
        else:
            row = cells(figures)
        rows.append([system.name, *row, *[""] * (len(heads) - 1 - len(row))])
    return _table(heads, rows)


def _stopped(figures: Figures) -> str:
    return {"time": "too long", "memory": "too much memory"}[figures["stopped"]]


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.1f}"


def _prf(shares: dict[str, float | None] | None) -> str:
    return NOTHING if shares is None else " / ".join(_percent(shares[key]) for key in "prf")


def _kinds(by_kind: dict[str, dict[str, float | None]] | None) -> str:
    return NOTHING if by_kind is None else " / ".join(_percent(by_kind[kind]["f"]) for kind in KINDS)


def _f(shares: dict[str, float | None] | None) -> str:
    return NOTHING if shares is None else _percent(shares["f"])


def _failed(figures: Figures, texts: int) -> str:
    return f"{figures['failed']} of {texts}"


def news(section: Figures) -> str:
    """PolNeAR."""
    heads = [
        "PolNeAR", "attribution, P / R / F1", "direct / mixed / indirect", "quotes, P / R / F1",
        "direct / mixed / indirect", "speakers", "texts failed",
    ]  # fmt: skip

    def cells(figures: Figures) -> list[str]:
        found = figures["polnear"]
        if "stopped" in found:
            return [_stopped(found)]
        return [
            _prf(found["attribution"]),
            _kinds(found["attribution by kind"]),
            _prf(found["quote"]),
            _kinds(found["quote by kind"]),
            _percent(found["speakers"]),
            _failed(found, section["texts"]["polnear"]),
        ]

    return _noted(section, _by_system(heads, section["systems"], cells), _sizes(section, "polnear"), packages=True)


def others(section: Figures) -> str:
    """Wikinews and LitBank."""
    heads = [
        "", "Wikinews: attribution", "quotes, P / R / F1", "speakers", "texts failed",
        "LitBank: quotes, P / R / F1", "speakers", "texts failed",
    ]  # fmt: skip

    def cells(figures: Figures) -> list[str]:
        wikinews, litbank = figures["wikinews"], figures["litbank"]
        for found in (wikinews, litbank):
            if "stopped" in found:
                return [_stopped(found)]
        return [
            _f(wikinews["attribution"]),
            _prf(wikinews["quote"]),
            _percent(wikinews["speakers"]),
            _failed(wikinews, section["texts"]["wikinews"]),
            _prf(litbank["quote"]),
            _percent(litbank["speakers"]),
            _failed(litbank, section["texts"]["litbank"]),
        ]

    note = f"{_sizes(section, 'wikinews')} {_sizes(section, 'litbank')}"
    return _noted(section, _by_system(heads, section["systems"], cells), note)


def _sizes(section: Figures, corpus: str) -> str:
    """How much the figures rest on, which is the same for every system."""
    found = next((s[corpus] for s in section["systems"].values() if "gold" in s.get(corpus, {})), None)
    if found is None:
        return ""
    name, texts = {"polnear": "PolNeAR", "wikinews": "Wikinews", "litbank": "LitBank"}[corpus], section["texts"][corpus]
    return f"{name}: {texts} texts, {found['gold']:,} quotes, {found['speakers in gold']:,} with a speaker."


def speed(section: Figures) -> str:
    systems = section["systems"]
    base = systems.get("textacy", {}).get("words a second")
    heads = ["", "words a second", "against textacy", "peak memory", "installed"]

    def cells(figures: Figures) -> list[str]:
        return [
            f"{figures['words a second']:,}",
            f"{figures['words a second'] / base:.2f}" if base else NOTHING,
            f"{figures['memory']:,} MB",
            f"{figures['size']:,} MB" if figures["size"] else NOTHING,
        ]

    what = "articles of PolNeAR" if section["corpora"] else "texts of `examples/`"
    note = f"{section['texts']} {what}, {section['words']:,} words; processor time on one core."
    return _noted(section, _by_system(heads, systems, cells), note, packages=True)


def length(section: Figures) -> str:
    reached = {words for system in section["systems"].values() for words in system if words.isdigit()}
    lengths = sorted(reached, key=int)
    heads = ["", *(f"{int(words):,} words" for words in lengths)]

    def cells(figures: Figures) -> list[str]:
        return [_one_length(figures[words]) if words in figures else NOTHING for words in lengths]

    note = f"Left out: what takes more than {section['longest']:,} seconds or {section['most memory']} GB."
    return _noted(section, _by_system(heads, section["systems"], cells), note)


def _one_length(figures: Figures) -> str:
    if "stopped" in figures:
        return _stopped(figures)
    seconds = figures["seconds"]
    digits = 3 if seconds < 0.1 else 2 if seconds < 10 else 0
    return f"{seconds:,.{digits}f} s, {figures['memory']:,} MB"


def batches(section: Figures) -> str:
    return _ratios(section, "batch_size", lambda row: row["batch_size"] == 16)


def processes(section: Figures) -> str:
    return _ratios(section, "n_process", lambda row: row["n_process"] == 1)


def _ratios(section: Figures, setting: str, is_base: Callable[[Figures], bool]) -> str:
    """Against the row of the same tier that is the measure."""
    base = {row["system"]: row.get("words a second") for row in section["rows"] if is_base(row)}
    rows = []
    for row in section["rows"]:
        name, speed = SYSTEMS[row["system"]].name, row.get("words a second")
        if speed is None:
            rows.append([name, str(row[setting]), _stopped(row), NOTHING, NOTHING])
            continue
        against = base.get(row["system"])
        ratio = f"{speed / against:.2f}" if against else NOTHING
        rows.append([name, str(row[setting]), f"{speed:,}", ratio, f"{row['memory']:,} MB"])
    note = f"{section['articles']} articles, {section['words']:,} words, two cores, clock time."
    return _noted(section, _table(["", f"`{setting}`", "words a second", "ratio", "peak memory"], rows), note)


def start(section: Figures) -> str:
    def cells(figures: Figures) -> list[str]:
        return [f"{figures[key]:.2f} s" for key in ("import", "first", "later")]

    heads = ["", "import", "first article, the model loaded for it", "each later"]
    return _noted(section, _by_system(heads, section["systems"], cells))


def _noted(section: Figures, table: str, note: str = "", *, packages: bool = False) -> str:
    """The table with what it was measured on."""
    made = section["made"]
    notes = ["A quick run on a part of the texts."] if made["quick"] else []
    notes += [note] if note else []
    notes.append(f"{made['processor']}, load {made['load']} before.")
    if packages:
        versions = ", ".join(f"{name} {version}" for name, version in made["packages"].items())
        notes.append(f"Python {made['python']}, {versions}.")
    return f"{table}\n\n*{' '.join(notes)}*"


BLOCKS: dict[str, Callable[[Figures], str]] = {
    "accuracy:news": news,
    "accuracy:others": others,
    "speed": speed,
    "length": length,
    "batches": batches,
    "processes": processes,
    "start": start,
}
