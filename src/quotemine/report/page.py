"""The page around the data: its markup, style and script, in one file that forbids itself everything else."""

import base64
import hashlib
import html
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from quotemine.formats.targets import storable

__all__ = ["page_around"]

# In the order in which they build upon each other.
SCRIPTS = "dom data state filter cite list facets paragraphs reading keys page".split()


def page_around(title: str) -> tuple[str, str]:
    """What stands before and after the documents.

    Example:
        >>> before, after = page_around("Rain & wind")
        >>> "<title>Rain &amp; wind</title>" in before, after.rstrip().endswith("</html>")
        (True, True)
    """
    style, script = _asset("page.css"), _script()
    values = {
        "title": html.escape(storable(title)),
        "version": html.escape(version("quotemine")),
        "policy": _policy(style, script),
        "style": style,
        "script": script,
    }
    before, after = _asset("page.html").split("{{documents}}")
    return _filled(before, values), _filled(after, values)


def _filled(template: str, values: dict[str, str]) -> str:
    """Put values in place of ``{{name}}``, all at once, so that none is looked for within another."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], template)


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _script() -> str:
    """All scripts as one, in a function of its own, so that the names in it are seen by nobody else."""
    parts = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n\n{parts}}})();\n'


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or run, but for this style and this script, known by their SHA-256.

    Source: W3C, Content Security Policy Level 3.
    """
    allowed = f"style-src {_hashed(style)}; script-src {_hashed(script)}; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
