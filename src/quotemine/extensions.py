"""Install ``Doc._.quotes``."""

import functools
import warnings

from spacy.tokens import Doc

from quotemine.store import read
from quotemine.types import Quotes

__all__ = ["ExtensionWarning", "get_quotes", "install"]

NAME = "quotes"


class ExtensionWarning(UserWarning):
    """Another library or the user's own code has taken ``Doc._.quotes``."""


def get_quotes(doc: Doc) -> Quotes:
    """Give the quotes of a Doc; the getter behind ``doc._.quotes``."""
    return read(doc)


def install() -> None:
    """Install ``Doc._.quotes`` unless it is there.

    The component does this by itself.  Call it to read stored Docs in a process that has no pipeline with
    quotemine.  Somebody else's extension of that name is kept, with one :class:`ExtensionWarning`; the
    quotes are then to be had from :func:`get_quotes`.

    Example:
        >>> install()
        >>> Doc.has_extension("quotes")
        True
    """
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, getter=get_quotes)
        return
    getter = Doc.get_extension(NAME)[2]
    # By name and not by identity: a module that was reloaded is still ours.
    if getattr(getter, "__module__", None) != __name__:
        _warn_that_taken()


@functools.cache  # once a process
def _warn_that_taken() -> None:
    warnings.warn(
        "Doc._.quotes belongs to somebody else already and is kept as it is; "
        "read the quotes of quotemine with quotemine.extensions.get_quotes(doc)",
        ExtensionWarning,
        stacklevel=3,
    )
