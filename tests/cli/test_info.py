"""What ``quotemine info`` tells about an environment."""

import json
from importlib.metadata import PackageNotFoundError, distribution, version

import pytest
from typer.testing import CliRunner

from quotemine.cli import app


def info(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["info", *arguments])
    assert result.exit_code == 0
    return result.stdout


def test_page_names_versions_models_and_extras() -> None:
    lines = info().splitlines()
    assert lines[0].startswith(f"quotemine {version('quotemine')}, Python 3.")
    assert "models" in lines
    assert any(line.split() == ["spacy", version("spacy")] for line in lines)


def test_json_for_programs() -> None:
    facts = json.loads(info("--json"))
    assert facts["quotemine"] == version("quotemine")
    assert "cpu" in facts["devices"]
    assert facts["models"]["accurate"] > facts["models"]["fast"] > 1_000_000


def test_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_altair(name: str) -> object:
        if name == "altair":
            raise PackageNotFoundError(name)
        return distribution(name)

    monkeypatch.setattr("quotemine.cli.info.distribution", without_altair)
    assert json.loads(info("--json"))["extras"]["viz"] == ["altair"]
    assert "pip install 'quotemine[viz]'" in info()


def test_missing_weights_are_told_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotemine.cli.info.MODELS", ("accurate", "gone"))
    assert json.loads(info("--json"))["models"]["gone"] is None
    assert "gone        missing: reinstall quotemine" in info()
