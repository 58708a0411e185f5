"""A quote and its citation go to the clipboard, one way or the other."""

from report.pages import QUOTES, OpenPage, Page
from selenium.webdriver.common.keys import Keys

from quotemine.documents import Document

CITATION = (
    "“The engine is old,” “It needs rest.”\n"
    "— Ines Corran. Ferry waits for its engine. Lena Hauk. 2026-03-02. https://gazette.example/ferry?a=1&b=2. "
    "Characters 20–40, 79–95, quote q1 of document ferry."
)


def clipboard(page: Page) -> str:
    return page.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0], arguments[0])")


def test_copy_with_citation(open_page: OpenPage, harbour: list[Document]) -> None:
    text = harbour[0].text
    assert text[20:40] + " " + text[79:95] == QUOTES[0]
    page = open_page(harbour)
    page.all(".copy")[0].click()
    page.until(lambda: page.one("#notice").text == "Copied with its citation.")
    assert clipboard(page) == CITATION


def test_copy_by_key_has_the_role_and_says_what_is_negated(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.press("j", "j", "c")
    page.until(lambda: "Ines Corran, harbour master. Ferry" in clipboard(page))
    page.press("j", "j", Keys.ENTER, "c")
    page.until(lambda: "the mayor (negated: did not say). Ferry" in clipboard(page))


def test_copied_offsets_are_those_of_quotemine(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.all(".copy")[5].click()
    start = harbour[1].text.index("“We")
    end = harbour[1].text.index(" said")
    page.until(lambda: f"Characters {start}–{end}, quote q1 of document 7." in clipboard(page))


def test_copy_where_the_clipboard_is_refused(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.run("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.all(".copy")[0].click()
    page.until(lambda: page.one("#notice").text == "Copied with its citation.")
    assert clipboard(page) == CITATION


def test_copy_by_hand_where_nothing_else_works(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.run("navigator.clipboard.writeText = undefined; document.execCommand = () => false")
    page.all(".copy")[0].click()
    page.until(lambda: page.one("#by-hand").is_displayed())
    assert page.one("#by-hand-text").get_attribute("value") == CITATION
    assert page.focused == page.one("#by-hand-text")
    assert (
        page.run(
            "const { selectionStart, selectionEnd } = document.activeElement; return selectionEnd - selectionStart"
        )
        > 0
    )
