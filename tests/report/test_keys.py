"""The page by keyboard."""

from report.pages import OpenPage
from selenium.webdriver.common.keys import Keys

from quotemine.documents import Document


def test_keys_in_the_list(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.press("j")
    assert page.focused == page.all("li.quote")[0]
    page.press("j", Keys.ARROW_DOWN, "k", Keys.ARROW_UP, "k")
    assert page.focused == page.all("li.quote")[0]
    page.press("j", Keys.ENTER)
    assert page.texts(".now-said") == ["that nobody had been paid"]
    page.press("/")
    assert page.focused == page.one("#query")
    page.press("j", "?")
    assert page.one("#query").get_attribute("value") == "j?"  # in a field, keys are letters
    page.press(Keys.ESCAPE)
    assert page.focused == page.one("body")


def test_help_by_key(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.press("?")
    assert page.one("#help").is_displayed()
    described = page.texts("#help kbd")
    assert described == ["j", "↓", "k", "↑", "Enter", "Esc", "/", "c", "?"]
    page.press(Keys.ESCAPE)
    assert not page.one("#help").is_displayed()


def test_single_keys_can_be_turned_off(open_page: OpenPage, harbour: list[Document]) -> None:
    """As WCAG 2.1.4 asks for: who speaks to the computer may say j without meaning it."""
    page = open_page(harbour)
    page.one("#open-help").click()
    page.one("#keys-on").click()
    page.press(Keys.ESCAPE)
    page.press("?", "/", "j")
    assert not page.one("#help").is_displayed()
    assert page.focused not in page.all("li.quote, input")
    page.until(lambda: page.hash == "#keys=off")
    page.one("#open-help").click()
    page.one("#keys-on").click()
    page.press(Keys.ESCAPE, "j")
    assert page.focused == page.all("li.quote")[0]
