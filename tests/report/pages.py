"""Documents made by hand for the report, and its page as a browser shows it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from quotemine.documents import Document
from quotemine.types import Quote, Quotes, Span, Speaker

QUOTES = (
    "“The engine is old,” “It needs rest.”",
    "that nobody had been paid",
    "“Pay us first,”",
    "that the ferry was safe",
    "it “a tub” of a boat",
    "“We 🙂 wait for the engine,”",
    "“Not me,”",
)
"""The words of the quotes of the fixture ``harbour``."""


def make_document(id_: str | int, text: str, *said: tuple[str, str | None], **metadata: str) -> Document:
    """A document with quotes: pairs of words, as they stand in the text once, and speaker.

    What starts with a quotation mark is direct, the rest indirect; ``|`` in the words stands for an interruption.
    The first quote has a confidence of 0.9, each one after it 0.2 less; the fifth 0.9 again.
    """
    quotes = []
    names = list(dict.fromkeys(speaker for _, speaker in said))
    for number, (words, name) in enumerate(said):
        spans = [Span(text.index(part), text.index(part) + len(part), part) for part in words.split("|")]
        speaker = None if name is None else Speaker(f"e{names.index(name) + 1}", name, "PERSON", named=True)
        kind = "direct" if words[0] in '"“' else "indirect"
        confidence = 0.9 - 0.2 * (number % 4)
        context = Span(0, len(text), text)
        quotes.append(Quote(f"q{number + 1}", kind, tuple(spans), None, None, speaker, context, confidence))
    return Document(id_, text, Quotes(quotes, text), **metadata)


@frozen
class Page:
    """A page in the browser."""

    browser: Chrome
    path: Path

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401  # whatever the script gives
        return self.browser.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """The texts of the elements that can be seen; what has come into view has its text two frames later."""
        seen = "[...document.querySelectorAll(arguments[0])].filter((element) => element.checkVisibility())"
        answer = f"arguments[1]({seen}.map((element) => element.innerText.trim()))"
        script = f"requestAnimationFrame(() => requestAnimationFrame(() => {answer}))"
        return list(self.browser.execute_async_script(script, selector))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()

    def until(self, condition: Callable[[], object]) -> None:
        WebDriverWait(self.browser, 5, poll_frequency=0.05).until(lambda _: condition(), "it never came to that")

    @property
    def hash(self) -> str:
        return str(self.run("return location.hash"))

    @property
    def focused(self) -> WebElement:
        return self.browser.switch_to.active_element

    def reopen(self, address: str = "") -> None:
        self.browser.get("about:blank")  # another hash alone would not load the page
        self.browser.get(self.path.as_uri() + address)

    def emulate(self, **features: str) -> None:
        """Pretend: ``media="print"``, or features such as ``prefers_color_scheme="dark"``."""
        media = features.pop("media", "")
        values = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": values})

    def problems(self) -> list[str]:
        """What the console says since it was asked last."""
        return [entry["message"] for entry in self.browser.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since this was called last."""
        events = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


OpenPage = Callable[..., Page]
"""Writes a report of documents, opens it in the browser, and gives the page: ``open_page(documents, "#q=word")``."""
