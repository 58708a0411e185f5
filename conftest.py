"""Run the examples in README.md, docs/ and the docstrings of src/ as tests."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

papers = Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)], patterns=["README.md", "docs/*.md"])
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/*/*.py", "src/*/*/*.py", "src/*/*/*/*.py"],  # before Python 3.13, ** is one folder
    document_types={".py": PythonDocStringDocument},
)
pytest_collect_file = (papers + docstrings).pytest()
