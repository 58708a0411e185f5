"""The package ``benchmarks.peers`` is imported from the root of the repository."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
if not (ROOT / "benchmarks").is_dir():  # in the source distribution
    collect_ignore_glob = ["*"]


@pytest.fixture(scope="session")
def module() -> Iterator[Callable[[str], ModuleType]]:
    """Import one of the modules by its name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT)
        yield lambda name: importlib.import_module(f"benchmarks.peers.{name}")
