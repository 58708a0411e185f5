"""The scripts in examples/ run as they stand, with warnings as errors, and print what they are about."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"

LINES = {
    "first_steps": "direct   Ines Corran [replied]: “No. Not while I hold this office.”",
    "own_tokenizer": "Quotes and offsets are the same with all tokenizers.",
    "quote_sentiment": "-2  Petra Lindqvist: “A roof is not good because it leaks in the right places,”",
    "textacy_corpus": "Saved and loaded: the quotes are the same",
}


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.py")))
def test_example(name: str, tmp_path: Path) -> None:
    """From any folder; a script that is new in examples/ needs a line here."""
    command = [sys.executable, str(EXAMPLES / f"{name}.py")]
    env = {"PYTHONWARNINGS": "error"} | os.environ  # the noxfile heeds none where packages are old
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert LINES[name] in done.stdout.splitlines()
    assert not list(tmp_path.iterdir()), "examples leave no files behind"
