"""Run the examples in README.md, docs/ and the docstrings of src/ as tests."""

import gzip
import json
import shutil
import subprocess
from doctest import ELLIPSIS
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sybil import Example, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

HERE = Path(__file__).parent
ARTICLE = HERE / "examples" / "harbour.txt"


def lay_out_files(namespace: dict[str, Any]) -> None:
    """Make a folder with the files that commands in the papers read."""
    folder = Path(mkdtemp())
    namespace["folder"] = folder
    article = ARTICLE.read_text(encoding="utf-8")
    (folder / "articles").mkdir()
    (folder / "archive").mkdir()
    for path in ("article.txt", "articles/monday.txt", "articles/tuesday.txt", "archive/1.txt"):
        (folder / path).write_text(article, encoding="utf-8")
    (folder / "page.html").write_text(
        f"<html><body><article><p>{article}</p></article></body></html>", encoding="utf-8"
    )
    quote = {"content": [[0, 21]], "cue": [[22, 26]], "source": [[27, 36]], "speaker": "Ada Quill"}
    gold = {"id": "a", "text": '"The bridge is safe," said Ada Quill.', "quotes": [quote]}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "monday", "text": article}) + "\n")


def clear_up(namespace: dict[str, Any]) -> None:
    shutil.rmtree(namespace["folder"])


def run_in_shell(example: Example) -> None:
    """Run the commands of a block, but for installations, which .ci/run tries."""
    if "pip install" in example.parsed:
        return
    command = ["bash", "-euo", "pipefail", "-c", example.parsed]
    done = subprocess.run(command, cwd=example.namespace["folder"], capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{example.parsed}\nended with {done.returncode}:\n{done.stderr}{done.stdout}"
        raise AssertionError(message)


papers = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser(language="sh", evaluator=run_in_shell),
    ],
    patterns=["README.md", "docs/*.md"],
    setup=lay_out_files,
    teardown=clear_up,
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/*/*.py", "src/*/*/*.py", "src/*/*/*/*.py"],  # before Python 3.13, ** is one folder
    document_types={".py": PythonDocStringDocument},
)
pytest_collect_file = (papers + docstrings).pytest()
