"""The command ``quotemine info``: what is installed, for questions and reports of errors."""

import json as json_module
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = ["info"]

PACKAGES = ("spacy", "textacy", "attrs", "cattrs", "onnxruntime", "tokenizers", "numpy", "rapidfuzz", "rich", "typer")
# Extras for users; the others are for those who work on quotemine.
EXTRAS = ("arrow", "gpu", "pandas", "polars", "viz", "web")
MODELS = ("accurate", "fast")


def info(
    *,
    json: Annotated[bool, typer.Option("--json", help="Write JSON in place of a page to read.")] = False,
) -> None:
    """Show versions, models, devices and which extras are there.

    \b
    Examples:
      quotemine info
      quotemine info --json
    """
    facts = _facts()
    typer.echo(json_module.dumps(facts, indent=2) if json else "\n".join(_lines(facts)))


def _facts() -> dict[str, Any]:
    folder = Path(__file__).parents[1]
    return {
        "quotemine": version("quotemine"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "folder": str(folder),
        "packages": {name: _version(name) for name in PACKAGES},
        "models": {name: _size(folder / "model" / f"{name}.onnx") for name in MODELS},
        "devices": _devices(),
        "extras": {extra: _missing(extra) for extra in EXTRAS},
    }


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    yield f"quotemine {facts['quotemine']}, Python {facts['python']}, {facts['platform']}"
    yield f"  in {facts['folder']}"
    yield "models"
    for name, size in facts["models"].items():
        yield f"  {name:<12}{'missing: reinstall quotemine' if size is None else f'{size / 1e6:.1f} MB'}"
    yield "devices"
    yield f"  {', '.join(facts['devices'])}"
    yield "packages"
    for name, found in facts["packages"].items():
        yield f"  {name:<12}{found or 'missing: reinstall quotemine'}"
    yield "extras"
    for extra, missing in facts["extras"].items():
        yield f"  {extra:<12}" + (f"pip install 'quotemine[{extra}]'" if missing else "installed")


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _missing(extra: str) -> list[str]:
    """The packages of an extra that are not installed."""
    from packaging.requirements import Requirement  # noqa: PLC0415  # only this command needs it

    needed = map(Requirement, requires("quotemine") or ())
    return [
        need.name
        for need in needed
        if need.marker is not None
        and need.marker.evaluate({"extra": extra})
        and not need.marker.evaluate({"extra": ""})
        and not _is_installed(need.name)
    ]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _devices() -> list[str]:
    from onnxruntime import get_available_providers  # noqa: PLC0415  # slow to import

    return ["cpu", *(["cuda"] if "CUDAExecutionProvider" in get_available_providers() else [])]
