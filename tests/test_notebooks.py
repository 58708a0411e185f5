"""The notebooks in examples/ run as they stand, and show what they show when they are run anew.

Where one is out of date, run it again in Jupyter from its folder, look at it, and save it with its outputs.
"""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import kernels
import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(path.stem for path in EXAMPLES.glob("*.ipynb"))

STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# Chances and weights differ a little between processors; counts, dates and offsets do not.
CHANCE = re.compile(r"(?<![\d.])([+-]?\d\.\d+|\d{1,3}%)(?![\d.])")
CLOSE = 0.1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The texts that the notebooks read, without their outputs; and a Jupyter without anybody's settings."""
    kernels.set_up(monkeypatch, tmp_path)
    work = tmp_path / "examples"
    work.mkdir()
    for path in (*EXAMPLES.glob("*.jsonl"), *EXAMPLES.glob("*.txt")):
        shutil.copy(path, work)
    return work


def read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=4)


def outputs(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, str]]:
    """What is to be read below each cell; of pictures, only that there is one."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            yield number, visible(output)


def visible(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return f"{output['name']}: {output['text']}"
    data = output["data"]
    if any(kind.startswith("image/") for kind in data):
        return "picture"
    if "text/html" in data:
        return " ".join(unescape(TAG.sub(" ", STYLE.sub("", data["text/html"]))).split())
    return str(data["text/plain"])


def chances(text: str) -> list[float]:
    return [float(found.rstrip("%")) / (100 if found.endswith("%") else 1) for found in CHANCE.findall(text)]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_outputs_are_up_to_date(name: str, folder: Path) -> None:
    saved = read(name)
    fresh = read(name)
    for cell in fresh.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(fresh, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    for (number, old), (where, new) in zip(outputs(saved), outputs(fresh), strict=True):
        assert (number, CHANCE.sub("#", old)) == (where, CHANCE.sub("#", new)), f"{name}, cell {number}: {__doc__}"
        assert chances(old) == pytest.approx(chances(new), abs=CLOSE), f"{name}, cell {number}: {__doc__}"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_saved_for_everybody(name: str) -> None:
    """All cells were run once, in their order, without warnings; no trace of a machine; small enough to look at."""
    path = EXAMPLES / f"{name}.ipynb"
    notebook = read(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not [text for _, text in outputs(notebook) if text.startswith("stderr")]
    assert notebook.metadata.kernelspec.display_name == "Python 3"
    text = path.read_text(encoding="utf-8")
    for trace in ('"execution": {', str(Path.home()), str(EXAMPLES.parent), "<script", "https://cdn"):
        assert trace not in text
    assert path.stat().st_size < 400_000


def test_recipes_lead_to_all_notebooks() -> None:
    """Each in the text and in the list of pages, and no other."""
    page = (EXAMPLES.parent / "docs" / "recipes.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"\bnotebooks/(\w+)", page))) == NOTEBOOKS
    assert sorted(set(re.findall(r"\.\./examples/(\w+)\.ipynb", page))) == NOTEBOOKS
