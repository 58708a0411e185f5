"""``Doc._.quotes`` is installed once and never over somebody else's."""

import warnings
from collections.abc import Iterator
from types import FunctionType

import pytest
import spacy
from spacy.tokens import Doc

from quotemine import Quotes, extensions
from quotemine.extensions import ExtensionWarning


@pytest.fixture(autouse=True)
def uninstalled() -> Iterator[None]:
    """Without the extension, and as it was afterwards."""
    had = Doc.has_extension("quotes")
    if had:
        Doc.remove_extension("quotes")
    extensions._warn_that_taken.cache_clear()
    yield
    if Doc.has_extension("quotes"):
        Doc.remove_extension("quotes")
    if had:
        extensions.install()


def test_absent_is_set() -> None:
    extensions.install()
    assert spacy.blank("en")("It rained.")._.quotes == Quotes()


def test_ours_is_kept() -> None:
    extensions.install()
    before = Doc.get_extension("quotes")
    extensions.install()
    assert Doc.get_extension("quotes") == before


def test_ours_from_before_a_reload_is_kept() -> None:
    """As in a notebook that reloads modules: another function object, but ours."""
    old = FunctionType(extensions.get_quotes.__code__, vars(extensions))
    Doc.set_extension("quotes", getter=old)
    extensions.install()
    assert Doc.get_extension("quotes")[2] is old


def test_somebody_elses_is_kept_with_one_warning() -> None:
    Doc.set_extension("quotes", default="theirs")
    with pytest.warns(ExtensionWarning, match="belongs to somebody else"):
        extensions.install()
    extensions.install()  # a second warning would be an error
    doc = spacy.blank("en")("It rained.")
    assert doc._.quotes == "theirs"
    assert extensions.get_quotes(doc) == Quotes()


def test_somebody_elses_getter_is_kept() -> None:
    Doc.set_extension("quotes", getter=len)
    with pytest.warns(ExtensionWarning):
        extensions.install()
    assert spacy.blank("en")("It rained.")._.quotes == 3


def test_the_warning_can_be_silenced_by_its_class() -> None:
    Doc.set_extension("quotes", default=None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExtensionWarning)
        extensions.install()
