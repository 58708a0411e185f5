"""Writing the page: one file, one document after the other, and a policy that fits what is in it."""

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotemine import report
from quotemine.documents import Document
from quotemine.errors import InputTypeError

DOCUMENT = Document("rain", "It rained.")


def written(*documents: Document, **options: str) -> str:
    page = io.StringIO()
    report.dump(documents, page, **options)
    return page.getvalue()


def test_one_block_a_document_between_head_and_end() -> None:
    page = written(DOCUMENT, DOCUMENT)
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")
    assert page.count('\n<script type="application/json">{"id":"rain"') == 2


def test_page_without_documents() -> None:
    assert '<script type="application/json">' not in written()


def test_nothing_is_loaded_from_elsewhere() -> None:
    """No attribute that loads anything, no import, no address but those of documents."""
    page = written(DOCUMENT)
    assert re.findall(r"""\bsrc(?:set|doc)?=|@import|url\(|\bhttps?://""", page) == []
    assert re.findall(r'href="([^"]*)"', page) == ["data:,", "#main", "#"]


def test_no_way_from_text_to_markup_or_code() -> None:
    for words in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        'setAttribute("on',
    ):
        assert words not in written()


@pytest.mark.parametrize("element", ["style", "script"])
def test_policy_allows_what_is_in_the_page_and_nothing_else(element: str) -> None:
    page = written(DOCUMENT, title="A title")
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    (content,) = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules[f"{element}-src"] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert set(rules) == {"default-src", "style-src", "script-src", "img-src", "base-uri", "form-action"}


def test_policy_comes_before_all_that_it_is_about() -> None:
    page = written()
    assert page.index("charset") < page.index("Content-Security-Policy") < page.index("<link") < page.index("<style>")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Rain & wind", "Rain &amp; wind"),
        ("</title><script>", "&lt;/title&gt;&lt;script&gt;"),
        ("{{script}}", "{{script}}"),
        ("\\1 \\g<0>", "\\1 \\g&lt;0&gt;"),
        (chr(0xD800), "\ufffd"),
        ("", ""),
    ],
)
def test_title_is_plain_text(title: str, shown: str) -> None:
    page = written(title=title)
    assert f"<title>{shown}</title>" in page
    assert f'<h1 id="title" dir="auto">{shown}</h1>' in page


def test_path_is_written_in_utf8(tmp_path: Path) -> None:
    report.dump([Document("a", "“Ja” 🙂")], tmp_path / "a.html")
    assert "“Ja” 🙂" in (tmp_path / "a.html").read_bytes().decode()
    assert b"\r" not in (tmp_path / "a.html").read_bytes()


def test_documents_are_written_as_they_come() -> None:
    page = io.StringIO()
    seen: list[int] = []

    def documents() -> Iterator[Document]:
        for _ in range(3):
            seen.append(page.getvalue().count("It rained."))
            yield DOCUMENT

    report.dump(documents(), page)
    assert seen == [0, 1, 2]


@pytest.mark.parametrize("wrong", ["text", DOCUMENT, 7, None, ["text"]])
def test_only_documents(wrong: object, tmp_path: Path) -> None:
    with pytest.raises(InputTypeError, match=r"quotemine\.Document"):
        report.dump(wrong, tmp_path / "a.html")  # type: ignore[arg-type]


def test_nothing_is_touched_where_these_are_no_documents(tmp_path: Path) -> None:
    with pytest.raises(InputTypeError):
        report.dump("text", tmp_path / "a.html")  # type: ignore[arg-type]
    assert not (tmp_path / "a.html").exists()
