"""What all tests share."""

from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[1].parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CORPORA.is_dir():
        return
    for item in items:
        if "corpora" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=f"{CORPORA.name}/ is not beside the repository"))


@pytest.fixture
def corpora() -> Path:
    """The folder of corpora beside the repository; mark tests that use it with ``corpora``."""
    if not CORPORA.is_dir():
        pytest.skip(f"{CORPORA.name}/ is not beside the repository")
    return CORPORA
