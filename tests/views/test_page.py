"""The view itself: a value that notebooks show and that can be saved."""

import re
from pathlib import Path

import pytest
from arbitrary import documents
from hypothesis import given
from views.scenes import FERRY, FERRY_PAPER, hostile

from quotemine.documents import Document
from quotemine.views import View, render


def test_notebooks_show_the_html_and_prompts_the_plain_text() -> None:
    view = render(FERRY)
    assert isinstance(view, View)
    assert view._repr_html_() == view.html
    assert repr(view) == str(view) == view.plain


def test_the_same_quotes_give_the_same_view() -> None:
    """A notebook that is run again does not change."""
    assert render(FERRY) == render(FERRY)


def test_save_writes_a_page_of_its_own(tmp_path: Path) -> None:
    """It loads nothing, and the browser is told to run nothing."""
    path = tmp_path / "ferry.html"
    render(FERRY_PAPER).save(path)
    page = path.read_bytes().decode()
    assert page == render(FERRY_PAPER).to_page()
    assert "<title>Ferry waits for its engine</title>" in page
    assert "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert not re.search(r"<(script|link|img|iframe|object)|src=|href=|@import|url\(", page)


def test_save_takes_a_path_as_a_string(tmp_path: Path) -> None:
    render(FERRY).save(str(tmp_path / "ferry.html"))
    assert (tmp_path / "ferry.html").stat().st_size > 1000


def test_save_says_why_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such-folder"):
        render(FERRY).save(tmp_path / "no-such-folder" / "ferry.html")


@given(documents())
def test_every_page_can_be_written(document: Document) -> None:
    """UTF-8 has no place for half surrogate pairs."""
    assert render(document).to_page().encode()


def test_a_title_is_never_markup() -> None:
    assert "<title>&lt;/div&gt;" in render(hostile()).to_page()


def test_styles_touch_nothing_outside() -> None:
    """Every rule is about the frame of this output, whose class is made from the style sheet itself."""
    html = render(FERRY).html
    style, rest = html.removeprefix("<style>").split("</style>", 1)
    name = re.match(r'<div class="(quotemine-[0-9a-f]{8}) ', rest)
    assert name is not None
    rules = re.sub(r"/\*.*?\*/|@(media|supports)[^{]*\{", "", style, flags=re.DOTALL)
    selectors = [one for group in re.findall(r"([^{}]+)\{", rules) for one in re.split(r",(?![^(]*\))", group)]
    assert len(selectors) > 40
    assert all(f".{name[1]}" in selector for selector in selectors)


def test_formulas_are_not_looked_for() -> None:
    """MathJax would take *$5, later $* for one."""
    assert 'tex2jax_ignore mathjax_ignore" lang="en">' in render(FERRY).html
