"""What the tests of the report share: a few documents, and a browser that shows their page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from report.pages import OpenPage, Page, make_document
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from quotemine import report
from quotemine.documents import Document
from quotemine.types import Cue, Quotes, Span, Speaker

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1280,900"
).split()


@pytest.fixture(scope="session")
def harbour() -> list[Document]:
    """Three documents with eight quotes: all kinds, an interruption, a negated cue, an unknown speaker, emoji."""
    ferry = make_document(
        "ferry",
        "The ferry is late.\n\n“The engine is old,” said Ines Corran, the harbour master. “It needs rest.” "
        "She added that nobody had been paid.\n\n"
        "“Pay us first,” a voice called. The mayor did not say that the ferry was safe.\n\n"
        "Omar Finch called it “a tub” of a boat.",
        ("“The engine is old,”|“It needs rest.”", "Ines Corran"),
        ("that nobody had been paid", "Ines Corran"),
        ("“Pay us first,”", None),
        ("that the ferry was safe", "the mayor"),
        ("it “a tub” of a boat", "Omar Finch"),
        title="Ferry waits for its engine",
        author="Lena Hauk",
        date="2026-03-02",
        url="https://gazette.example/ferry?a=1&b=2",
    )
    text = ferry.text

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words), words)

    quotes = list(ferry.quotes)
    she, master = span("She"), span("Ines Corran, the harbour master")
    speaker = Speaker("e1", "Ines Corran", "PERSON", True, she, role="harbour master", chain=(she, master))
    quotes[1] = evolve(quotes[1], source=she, speaker=speaker, cue=Cue(span("added"), "add", "speech"))
    quotes[3] = evolve(quotes[3], cue=Cue(span("did not say"), "say", "speech", negated=True))
    quotes[4] = evolve(quotes[4], kind="mixed")
    pier = make_document(
        7,
        "🙂🙂 The pier 🙂 is shut.\r\n“We 🙂 wait for the engine,” said Omar Finch.\r\n“Not me,” said Ines Corran.",
        ("“We 🙂 wait for the engine,”", "Omar Finch"),
        ("“Not me,”", "Ines Corran"),
    )
    return [evolve(ferry, quotes=Quotes(quotes, text)), pier, Document("rain", "It rained all day.")]


@pytest.fixture
def long_list() -> list[Document]:
    said = [f"“Wave {number:03} came.”" for number in range(500)]
    return [make_document("a", "\n".join(said), *((words, "Brona Tallis") for words in said))]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("needs Chromium and chromedriver on the PATH")
    options = ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    chrome.execute_cdp_cmd("Browser.grantPermissions", {"permissions": permissions})
    yield chrome
    chrome.quit()


@pytest.fixture
def open_page(browser: Chrome, tmp_path: Path) -> Iterator[OpenPage]:
    """Write a report and show it; in the end, nobody may have complained and nothing may have been loaded."""
    path = tmp_path / "report.html"
    page = Page(browser, path)

    def open_(documents: list[Document], address: str = "", **options: str) -> Page:
        report.dump(documents, path, **options)
        page.emulate()
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        page.reopen(address)
        return page

    page.problems(), page.requests()
    yield open_
    assert page.problems() == []
    loaded = {url.partition("#")[0] for url in page.requests()} - {"about:blank", "data:,"}
    assert loaded <= {path.as_uri()}
    browser.get("about:blank")
