"""What is installed, and what its papers promise."""

import re
import tomllib
from importlib.metadata import entry_points, requires, version
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMANDS = (
    "python -m pip install . && quotemine extract examples/harbour.txt",
    "python -m pip install '.[test]' && python -m pytest",
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_two_commands(command: str) -> None:
    """The commands of the README are those that .ci/run runs, to the letter."""
    assert f"\n```sh\n{command}\n```\n" in read("README.md")
    assert re.search(rf"^{re.escape(command)}$", read(".ci/run"), re.MULTILINE)


def test_version_is_the_projects() -> None:
    assert version("quotemine") == tomllib.loads(read("pyproject.toml"))["project"]["version"]


@pytest.mark.parametrize("name", ["py.typed", "model/NOTICE.txt", "model/LICENSE-APACHE-2.0.txt"])
def test_files_beside_the_code(name: str) -> None:
    assert files("quotemine").joinpath(name).is_file()


def test_entry_points() -> None:
    (command,) = entry_points(group="console_scripts", name="quotemine")
    assert command.value == "quotemine.cli:main"
    (factory,) = entry_points(group="spacy_factories", name="quotemine")
    assert factory.value == "quotemine.pipeline:make_quotemine"


def test_nothing_for_training_is_required() -> None:
    needed = {
        re.split(r"[^\w-]", line, maxsplit=1)[0] for line in requires("quotemine") or () if "extra ==" not in line
    }
    assert needed == {
        "attrs",
        "cattrs",
        "numpy",
        "onnxruntime",
        "packaging",
        "rapidfuzz",
        "rich",
        "spacy",
        "textacy",
        "tokenizers",
        "typer",
    }


def test_links_in_the_papers_lead_somewhere() -> None:
    for paper in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8")):
            assert (paper.parent / target).exists(), f"{paper.name}: {target}"
