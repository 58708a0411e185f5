"""Whatever documents hold is shown as text: nothing of it runs, loads, links or breaks the page."""

import pytest
from attrs import evolve
from report.pages import OpenPage, make_document

from quotemine.documents import Document
from quotemine.types import Quotes

# Each would call the page's title by another name if it ran.
ATTACKS = (
    "</script><script>document.title = 'run'</script>",
    "<img src=x onerror=\"document.title = 'run'\">",
    "<!-- <script>",
    "--> ]]> <![CDATA[",
    "{{script}} {{title}} ${document.title = 'run'} \\u003cscript\\u003e",
    "\u2028\u2029\x00\x1b[2J\r\u202e\ufeff\ufffe",
    "&lt;b&gt; &amp; \"'`",
    "__proto__",
    "a" * 5000,
    chr(0xD800) + "x" + chr(0xDC00),
)


@pytest.fixture(params=ATTACKS, ids=range(len(ATTACKS)))
def attack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(attack: str) -> Document:
    said = f"“{attack}”"
    document = make_document(
        attack, f"Then {said} was said.", (said, attack), title=attack, author=attack, date=attack, url=attack
    )
    quote = document.quotes[0]
    return evolve(document, quotes=Quotes([evolve(quote, id=attack, source=quote.content[0])], document.text))


def as_shown(text: str) -> str:
    """What a page can hold of a text: no half surrogate pairs."""
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


def test_hostile_text_is_text(open_page: OpenPage, hostile: Document, attack: str) -> None:
    page = open_page([hostile, Document("last", "It rained.")], title="Calm " + attack)
    assert page.one("#summary").text == "2 documents · 1 quote · 1 speaker"
    words = "return document.querySelector(arguments[0]).textContent"
    shown = as_shown(attack)
    assert page.run(words, ".words") == f"“{shown}”"
    assert page.run(words, ".document h3") == page.run(words, ".speaker") == shown
    assert page.run(words, "#speakers .given") == page.run(words, "#documents .given") == shown
    assert page.run("return document.title").startswith("Calm")
    assert (
        page.run("return document.querySelectorAll('img, iframe, object, script:not([type]), [onerror]').length") == 1
    )
    page.run("document.querySelector('.in-text').click()")  # which words of 5,000 letters push out of sight
    page.until(lambda: page.one("#text").is_displayed())
    joined = "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent).join('')"
    assert page.run(joined, "#text p") == f"Then “{shown}” was said.".replace("\r", "")  # which ends a paragraph
    assert page.run(joined, ".now-said") == f"“{shown}”".replace("\r", "")
    assert page.run("return document.title") != "run"


def test_hostile_text_in_the_address(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&speaker=%3Cb%3E&doc=%3Ci%3E")
    assert page.one("#chosen").text == (
        "Only quotes with the words <img src=x onerror=alert(1)>; by <b>; "
        "in the document <i>, which is not in this report."
    )
    assert page.all("img") == []


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://gazette.example/a?b=“c”", "https://gazette.example/a?b=%E2%80%9Cc%E2%80%9D"),
        ("http://gazette.example", "http://gazette.example/"),
        ("HTTPS://gazette.example/", "https://gazette.example/"),
        ("javascript:document.title='run'", None),
        (" java\nscript:document.title='run'", None),
        ("data:text/html,<script>document.title='run'</script>", None),
        ("file:///etc/passwd", None),
        ("vbscript:x", None),
        ("gazette.example/a", None),
        ("//gazette.example/a", None),
        ("https://", None),
    ],
)
def test_only_addresses_of_the_web_become_links(open_page: OpenPage, url: str, href: str | None) -> None:
    page = open_page([make_document("a", "“No,” he said.", ("“No,”", "he"), url=url)])
    (shown,) = page.all(".byline .given")
    assert page.run("return arguments[0].textContent", shown) == url
    assert shown.get_attribute("href") == href
    if href is not None:
        assert shown.get_attribute("rel") == "noopener noreferrer"


def test_the_page_allows_itself_nothing(open_page: OpenPage, harbour: list[Document]) -> None:
    """Even a script that came into the page could neither run nor load anything."""
    page = open_page(harbour)
    page.run("""
        const script = document.createElement("script");
        script.textContent = "document.title = 'run'";
        const image = document.createElement("img");
        image.src = "https://gazette.example/a.png";
        document.body.append(script, image);
    """)
    outcome = page.browser.execute_async_script(
        "fetch('https://gazette.example/').then(() => 'loaded', () => 'refused').then(arguments[0])"
    )
    assert outcome == "refused"
    assert page.browser.title == "Who said what"
    problems = page.problems()
    assert len(problems) >= 3
    assert all("Content Security Policy" in problem for problem in problems)
    page.requests()  # the browser writes them down before it refuses them
