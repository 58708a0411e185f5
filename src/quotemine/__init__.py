"""Find who said what in English text.

>>> import quotemine
>>> for quote in quotemine.extract('"The bridge is safe," said Ada Quill.'):
...     print(quote.speaker.name, quote.cue.lemma, quote.text)
Ada Quill say "The bridge is safe,"
"""

from quotemine.api import extract, extract_many, load
from quotemine.errors import DeviceError, InputFileError, InputTypeError, QuotemineError, SettingError, WeightsError
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

__all__ = [
    "Cue",
    "DeviceError",
    "InputFileError",
    "InputTypeError",
    "Quote",
    "QuotemineError",
    "Quotes",
    "SettingError",
    "Span",
    "Speaker",
    "WeightsError",
    "__version__",
    "extract",
    "extract_many",
    "load",
]

__version__: str


def __getattr__(name: str) -> str:
    if name != "__version__":
        message = f"module 'quotemine' has no attribute {name!r}"
        raise AttributeError(message, name=name)
    from importlib.metadata import version  # noqa: PLC0415  # slow to import, and seldom asked for

    return version("quotemine")


def __dir__() -> list[str]:
    return sorted(__all__)
