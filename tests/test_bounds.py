"""The versions that the project's papers promise are those that are tested."""

import ast
import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
NOXFILE = ROOT / "noxfile.py"
PYTHONS = [
    line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.fullmatch(r"Programming Language .* 3\.\d+", line)
]
EXTRAS = PROJECT["optional-dependencies"]


@pytest.fixture(scope="module")
def job() -> dict:
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["nox"]


def functions() -> set[str]:
    """The names of the noxfile's sessions, without what they are run with."""
    nodes = ast.parse(NOXFILE.read_text(encoding="utf-8")).body
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.decorator_list}


def test_pythons() -> None:
    """The classifiers name each Python from the lowest that may install quotemine on, without a gap."""
    minors = [Version(python).minor for python in PYTHONS]
    assert minors == list(range(minors[0], minors[0] + len(minors)))
    allowed = SpecifierSet(PROJECT["requires-python"])
    assert all(python in allowed for python in PYTHONS)
    assert f"3.{minors[0] - 1}.99" not in allowed


def test_the_workflow_runs_all_sessions(job: dict) -> None:
    """With the lowest and the highest spaCy on each Python of the classifiers."""
    tests = {f"tests-{python}({spacy})" for python, spacy in product(PYTHONS, ("lowest", "highest"))}
    matrix = job["strategy"]["matrix"]
    assert set(matrix["session"]) == tests | functions() - {"tests"}
    assert {entry["session"] for entry in matrix["include"]} <= tests


def test_the_workflow_has_all_pythons(job: dict) -> None:
    (lines,) = (step["with"]["python-version"] for step in job["steps"] if "setup-python" in step.get("uses", ""))
    assert sorted(lines.split()) == PYTHONS


def test_the_workflow_may_only_read() -> None:
    assert yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", [NOXFILE, WORKFLOW], ids=lambda path: path.name)
def test_bounds_stand_in_one_place(path: Path) -> None:
    """What runs the tests names no version of a dependency, so that none can differ from pyproject.toml."""
    names = {Requirement(line).name for line in PROJECT["dependencies"]}
    found = re.findall(rf"\b({'|'.join(names)})\s*(?:\[\w+\])?\s*[=<>~!]=?\s*\d", path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("line", [line for group in (PROJECT["dependencies"], *EXTRAS.values()) for line in group])
def test_each_dependency_has_a_lower_bound(line: str) -> None:
    wanted = Requirement(line)
    assert wanted.name == PROJECT["name"] or {one.operator for one in wanted.specifier} & {">=", "=="}


def test_spacy_ends_at_the_next_major() -> None:
    """Pipelines are saved with spaCy's configuration, which changes with its majors."""
    (spacy,) = (Requirement(line).specifier for line in PROJECT["dependencies"] if line.startswith("spacy>"))
    assert "3.99" in spacy
    assert "4.0" not in spacy
