"""The frame and the style around what is shown, and the page that it is saved as."""

import os
import zlib
from functools import cache
from importlib.resources import files

from attrs import field, frozen

from quotemine.views.escaping import escape, excerpt

__all__ = ["TITLE", "View", "framed"]

TITLE = 200  # characters of it above a text or table


@frozen(repr=False)
class View:
    """Quotes to look at: HTML in notebooks, plain text elsewhere.

    As the last value of a notebook cell it shows itself; ``str(view)`` and the Python prompt give the plain text.

    Attributes:
        html: HTML to stand anywhere in a page, with the styles it needs; no script.
        plain: the same as plain text, control characters replaced by U+FFFD.
        title: what the page is called.
    """

    html: str
    plain: str = field(repr=False)
    title: str = "Quotes"

    def __str__(self) -> str:
        return self.plain

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.html

    def to_page(self) -> str:
        """A whole web page that needs nothing else and runs no script.

        Example:
            >>> View("<p>It rained.</p>", "It rained.").to_page().startswith("<!DOCTYPE html>")
            True
        """
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.title)}</title>\n"
            "<style>:root{color-scheme:light dark}body{margin:1rem auto;max-width:50rem;padding:0 1rem}</style>\n"
            f"</head>\n<body>\n{self.html}\n</body>\n</html>\n"
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a web page that needs nothing else, in UTF-8.

        Args:
            path: the file; one of that name is overwritten.

        Raises:
            OSError: the file cannot be written.

        Example:
            >>> import tempfile
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     View("<p>It rained.</p>", "It rained.").save(f"{folder}/quotes.html")
        """
        with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123  # a path of any kind
            file.write(self.to_page())


def framed(inner: str, heading: str | None = None) -> str:
    """Put HTML into a frame with our style, which touches nothing outside the frame.

    Example:
        >>> framed("<p>It rained.</p>").endswith("<p>It rained.</p></div>")
        True
    """
    name, style = _style()
    head = "" if heading is None else f'<p class="qm-heading"><bdi>{escape(excerpt(heading, TITLE))}</bdi></p>'
    # MathJax leaves elements of these classes alone; it would take “$5 or $6” for a formula.
    return f'<style>{style}</style><div class="{name} tex2jax_ignore mathjax_ignore" lang="en">{head}{inner}</div>'


@cache
def _style() -> tuple[str, str]:
    """The class of the frame and the style sheet for it.

    The class has the style's checksum in it, so that a notebook may keep outputs of several versions of quotemine.
    """
    style = files("quotemine").joinpath("views/style.css").read_text(encoding="utf-8")
    name = f"quotemine-{zlib.crc32(style.encode()):08x}"
    lines = (line.strip() for line in style.replace(".quotemine", f".{name}").splitlines())
    return name, "\n".join(line for line in lines if line)
