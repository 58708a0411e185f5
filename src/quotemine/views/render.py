"""Make views of whatever holds quotes, and show them where the user looks."""

import sys
from typing import TYPE_CHECKING

from quotemine.documents import Document
from quotemine.errors import InputTypeError, SettingError
from quotemine.types import SHOWN, Quotes
from quotemine.views.cast import Cast
from quotemine.views.escaping import excerpt, printable
from quotemine.views.page import TITLE, View, framed
from quotemine.views.passages import lay_out
from quotemine.views.text import text_html, text_plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["render", "show"]


def render(quotes: "Quotes | Document | Doc", limit: int | None = SHOWN) -> View:
    """Show a text with its quotes, cues and sources highlighted, one colour and one number a speaker.

    Args:
        quotes: what :func:`quotemine.extract` or :func:`quotemine.from_text` gave, or a spaCy ``Doc`` on which the
            component ran.  ``Quotes`` made by hand, without a ``given_text``, are shown with the contexts they have.
        limit: how many characters of the text are shown at most; None for no limit.  Of a longer text the paragraphs
            with quotes are shown, as many as there is room for; notes say what is left out.

    Returns:
        A view: in a notebook it shows itself, ``view.save("quotes.html")`` writes a page, ``str(view)`` is plain text.
        HTML has no place for NUL and for half surrogate pairs, which are shown as U+FFFD; all else is shown as given.

    Raises:
        InputTypeError: this is nothing that holds quotes, or a ``Doc`` on which the component has not run.
        SettingError: ``limit`` is neither None nor a whole number from 1.

    Example:
        >>> import quotemine
        >>> print(render(quotemine.extract('"The bridge is safe," said Ada Quill.')))
        [1: "The bridge is safe,"] said Ada Quill.
        <BLANKLINE>
        [1] Ada Quill: 1 quote
    """
    given: object = limit  # callers need not heed the types
    if given is not None and (isinstance(given, bool) or not isinstance(given, int) or given < 1):
        raise SettingError.for_value("limit", limit, "None or a whole number of characters from 1")
    found, title = _read(quotes)
    layout, cast = lay_out(found, limit), Cast.of(found)
    heading = "" if title is None else f"{printable(title)}\n\n"
    html = framed(text_html(layout, cast), title)
    return View(html, heading + text_plain(layout, cast), "Quotes" if title is None else title)


def show(quotes: "Quotes | Document | Doc", limit: int | None = SHOWN) -> None:
    """Show what :func:`render` makes: in a notebook or in IPython there, otherwise as plain text on standard output.

    Args:
        quotes: as for :func:`render`.
        limit: as for :func:`render`.

    Raises:
        InputTypeError, SettingError: as :func:`render` does.

    Example:
        >>> import quotemine
        >>> show(quotemine.extract('"The bridge is safe," said Ada Quill.'))
        [1: "The bridge is safe,"] said Ada Quill.
        <BLANKLINE>
        [1] Ada Quill: 1 quote
    """
    view = render(quotes, limit)
    if _in_ipython():
        from IPython.display import display  # noqa: PLC0415  # only where it is there already

        display(view)  # type: ignore[no-untyped-call]
        return
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(str(view).encode(encoding, "replace").decode(encoding) + "\n")


def _in_ipython() -> bool:
    """Whether code runs in IPython now; not whether it is installed."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def _read(found: object) -> tuple[Quotes, str | None]:
    """The quotes with their text, and a title where there is one."""
    if isinstance(found, Quotes):
        return found, None
    if isinstance(found, Document):
        return Quotes(found.quotes, found.text), _title(found)
    tokens = sys.modules.get("spacy.tokens")  # there is no Doc where it was not imported
    if tokens is not None and isinstance(found, tokens.Doc):
        from quotemine.store import read, was_written  # noqa: PLC0415  # imports spaCy

        if was_written(found):
            return read(found), None
        message = "quotemine has not run on this Doc; add it to the pipeline: nlp.add_pipe('quotemine')"
        raise InputTypeError(message)
    message = f"quotemine expected Quotes, a Document or a spaCy Doc, got {type(found).__name__}"
    hint = " (find its quotes first, as in quotemine.extract(text))" if isinstance(found, str) else ""
    raise InputTypeError(message + hint)


def _title(document: Document) -> str:
    return excerpt(document.title if document.title is not None else str(document.id), TITLE)
