"""The command ``quotemine schema``."""

import json
import subprocess
import sys

import jsonschema
import pytest
from handmade import TEXT, find_quotes
from typer.testing import CliRunner, Result

from quotemine.cli import app
from quotemine.documents import Document
from quotemine.formats import jsonl
from quotemine.formats.columns import ALL


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["schema", *arguments])


@pytest.mark.parametrize("arguments", [(), ("--format", "jsonl"), ("-f", "jsonl")])
def test_json_schema(arguments: tuple[str, ...]) -> None:
    """It is the one that results are valid by."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    assert schema == jsonl.schema()
    jsonschema.validate(Document("a", TEXT, find_quotes(TEXT)).to_dict(), schema)


def test_arrow() -> None:
    """A line with the type and a line with words for each column, in their order."""
    result = run("--format", "arrow")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines[::2]] == [column.name for column in ALL]
    assert all(line.startswith("    ") and line.endswith(".") for line in lines[1::2])
    assert "content: list<struct<start: int64, end: int64>>" in lines
    assert "cue: struct<start: int64, end: int64>, or null" in lines
    assert "confidence: double" in lines


def test_other_formats_are_misuse() -> None:
    result = run("--format", "xml")
    assert result.exit_code == 2
    assert "jsonl" in result.stderr


def test_nothing_heavy_is_needed() -> None:
    """It can be printed where pyarrow is not installed, too."""
    code = (
        "import sys; sys.modules['pyarrow'] = None; sys.argv = ['quotemine', 'schema', '-f', 'arrow'];"
        "from quotemine.cli import app; app(standalone_mode=False);"
        "sys.exit(', '.join({'spacy', 'numpy', 'pandas', 'onnxruntime'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
