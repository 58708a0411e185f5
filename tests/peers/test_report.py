"""One command makes the page: what was measured, what is not installed and what did not end stand in its tables."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Module = Callable[[str], ModuleType]

ROOT = Path(__file__).parents[2]
MADE = {
    "processor": "An Invented One",
    "cores": 2,
    "load": 0.1,
    "python": "3.12.1",
    "packages": {"spacy": "3.8"},
    "quick": False,
}
SHARES = {"p": 0.5, "r": 0.25, "f": 1 / 3}
FOUND = {
    "gold": 4,
    "given": 2,
    "quote": SHARES,
    "quote by kind": dict.fromkeys(("direct", "mixed", "indirect"), SHARES),
    "attribution": SHARES,
    "attribution by kind": dict.fromkeys(("direct", "mixed", "indirect"), SHARES),
    "speakers": 0.125,
    "speakers in gold": 8,
    "failed": 1,
}
CORPORA = ("polnear", "wikinews", "litbank")
RESULTS: dict[str, Any] = {
    "accuracy": {
        "made": MADE,
        "texts": dict.fromkeys(CORPORA, 4),
        "systems": {"accurate": dict.fromkeys(CORPORA, FOUND), "textacy": {"missing": "pip install textacy"}},
    },
    "speed": {
        "made": MADE,
        "texts": 4,
        "words": 1000,
        "corpora": False,
        "systems": {
            "accurate": {"words a second": 3000, "memory": 500, "failed": 0, "size": 300},
            "textacy": {"words a second": 4000, "memory": 400, "failed": 0, "size": 200},
            "marks-rules": {"words a second": 800_000, "memory": 10, "failed": 0, "size": 0},
        },
    },
    "length": {
        "made": MADE,
        "longest": 900,
        "most memory": 12,
        "systems": {
            "accurate": {"1000": {"seconds": 0.4, "words a second": 2500, "memory": 510}, "10000": {"stopped": "time"}},
            "parse": {"1000": {"stopped": "memory"}},
        },
    },
    "processes": {
        "made": MADE,
        "articles": 3,
        "words": 900,
        "rows": [
            {"system": "fast", "n_process": 1, "words a second": 8000, "memory": 500},
            {"system": "fast", "n_process": 2, "words a second": 14_000, "memory": 900},
        ],
    },
}


@pytest.fixture
def report(module: Module) -> ModuleType:
    return module("report")


def row(table: str, name: str) -> list[str]:
    (line,) = (line for line in table.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_precision_recall_and_f1_stand_in_per_cent(report: ModuleType) -> None:
    cells = row(report.news(RESULTS["accuracy"]), "quotemine, accurate")
    assert cells[0] == "50.0 / 25.0 / 33.3"
    assert cells[-2:] == ["12.5", "1 of 4"]


def test_a_peer_that_is_not_installed_says_how_to_install_it(report: ModuleType) -> None:
    table = report.others(RESULTS["accuracy"])
    assert row(table, "textacy `direct_quotations`")[0] == "not installed: `pip install textacy`"
    widths = {line.count("|") for line in table.splitlines() if line.startswith("|")}
    assert len(widths) == 1


def test_speeds_are_told_against_textacy(report: ModuleType) -> None:
    table = report.speed(RESULTS["speed"])
    assert row(table, "quotemine, accurate")[:2] == ["3,000", "0.75"]
    assert row(table, "regular expressions") == ["800,000", "200.00", "10 MB", "–"]


def test_speeds_stand_alone_where_textacy_is_not_there(report: ModuleType) -> None:
    section = copy.deepcopy(RESULTS["speed"])
    section["systems"]["textacy"] = {"missing": "pip install textacy"}
    assert row(report.speed(section), "quotemine, accurate")[:2] == ["3,000", "–"]


def test_what_did_not_end_says_why(report: ModuleType) -> None:
    table = report.length(RESULTS["length"])
    assert row(table, "quotemine, accurate") == ["0.40 s, 510 MB", "too long"]
    assert row(table, "spaCy's parse alone") == ["too much memory", "–"]


def test_two_processes_are_told_against_one(report: ModuleType) -> None:
    table = report.processes(RESULTS["processes"])
    assert "| quotemine, fast | 2 | 14,000 | 1.75 | 900 MB |" in table


def test_tables_replace_what_stood_between_the_markers_and_nothing_else(report: ModuleType) -> None:
    page = "above\n<!-- speed -->\nold\n<!-- end of speed -->\nbelow\n"
    once = report.put(page, "speed", "| new \\1 |")
    assert once == "above\n<!-- speed -->\n\n| new \\1 |\n\n<!-- end of speed -->\nbelow\n"
    assert report.put(once, "speed", "| new \\1 |") == once
    with pytest.raises(ValueError, match="no markers"):
        report.put(page, "length", "")


def test_the_page_of_the_repository_has_a_place_for_every_table(report: ModuleType) -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert "An Invented One" in report.fill(page, RESULTS)


def test_plots_are_drawn_on_white_with_the_names_of_what_is_compared(module: Module, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    plots = {path.name: path.read_text(encoding="utf-8") for path in module("plots").draw(RESULTS, tmp_path / "new")}
    assert set(plots) == {"benchmarks-accuracy-speed.svg", "benchmarks-length.svg"}
    assert all('fill="white"' in plot for plot in plots.values())
    assert "quotemine, accurate" in plots["benchmarks-accuracy-speed.svg"]
    assert "spaCy" not in plots["benchmarks-length.svg"].partition("quotemine")[0]


def test_the_command_makes_everything_anew_from_the_figures_kept(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    (tmp_path / "benchmarks.json").write_text(json.dumps(RESULTS), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.peers", "--only", "--into", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "0.40 s, 510 MB" in page
    assert "Not measured yet." in page
    assert json.loads((tmp_path / "benchmarks.json").read_text(encoding="utf-8")) == RESULTS


def test_a_process_of_its_own_measures_and_tells_what_failed(module: Module) -> None:
    text = "“It leaks every day,” said Ada Quill."
    done = module("measure").measure({"system": "marks-rules", "texts": [text, ""], "keep": True})
    assert [len(quotes) for quotes in done["found"]] == [1, 0]
    assert (done["quotes"], done["failed"]) == (1, 0)
    assert done["memory"] > 1


def test_a_measurement_that_takes_too_long_is_stopped_and_says_so(module: Module) -> None:
    assert module("measure").measure({"system": "marks-rules", "texts": []}, longest=0.01) == {"stopped": "time"}
