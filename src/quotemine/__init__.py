"""Find who said what in English text.

>>> import quotemine
>>> for quote in quotemine.extract('"The bridge is safe," said Ada Quill.'):
...     print(quote.speaker.name, quote.cue.lemma, quote.text)
Ada Quill say "The bridge is safe,"
"""

from typing import TYPE_CHECKING

from quotemine.api import extract, extract_many, load
from quotemine.documents import Document, from_text
from quotemine.errors import (
    DeviceError,
    ExtractionError,
    InputFileError,
    InputTypeError,
    QuotemineError,
    SettingError,
    WeightsError,
    WorkerError,
)
from quotemine.types import Candidate, Cue, Quote, Quotes, Span, Speaker

__all__ = [
    "Candidate",
    "Cue",
    "DeviceError",
    "Document",
    "ExtractionError",
    "InputFileError",
    "InputTypeError",
    "Quote",
    "QuotemineError",
    "Quotes",
    "SettingError",
    "Span",
    "Speaker",
    "WeightsError",
    "WorkerError",
    "__version__",
    "extract",
    "extract_many",
    "from_html",
    "from_text",
    "load",
    "merge_speakers",
    "render",
]

__version__: str

if TYPE_CHECKING:
    from quotemine.merging import merge_speakers
    from quotemine.views.render import render
    from quotemine.web import from_html

_LAZY = {"from_html": "quotemine.web", "merge_speakers": "quotemine.merging", "render": "quotemine.views.render"}


def __getattr__(name: str) -> object:
    """Give what is slow to import or to look up, and seldom asked for."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("quotemine")
    if name in _LAZY:
        from importlib import import_module  # noqa: PLC0415

        found: object = getattr(import_module(_LAZY[name]), name)
        return found
    message = f"module 'quotemine' has no attribute {name!r}"
    raise AttributeError(message, name=name)


def __dir__() -> list[str]:
    return sorted(__all__)
