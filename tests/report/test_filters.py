"""Search and filters: what they find, how they work together, and how they are linked."""

import pytest
from report.pages import QUOTES, OpenPage
from selenium.webdriver.common.keys import Keys

from quotemine.documents import Document


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("engine", [0, 5]),
        ("ENGINE old", [0]),
        ("“the engine”", [0, 5]),
        ('"engine the"', []),
        ('"old, it', []),
        ("a.b", []),
        ("(", []),
        ("🙂", [5]),
        ("  ", range(7)),
    ],
)
def test_search(open_page: OpenPage, harbour: list[Document], query: str, found: list[int]) -> None:
    """Every word must occur, phrases as they are; upper and lower case are the same, and nothing is a pattern."""
    page = open_page(harbour)
    page.run("arguments[0].value = arguments[1]", page.one("#query"), query)  # keys do not reach beyond U+FFFF
    page.run("arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", page.one("#query"))
    assert page.texts(".words") == [QUOTES[index] for index in found]
    if not found:
        assert page.texts("#results .note") == ["No quote matches. Take a filter away, or search for fewer words."]


def test_search_as_it_is_typed_marks_what_it_finds_and_says_how_much(
    open_page: OpenPage, harbour: list[Document]
) -> None:
    page = open_page(harbour)
    page.one("#query").send_keys("Engine")
    assert page.texts(".words .match") == ["engine", "engine"]
    page.until(lambda: page.one("#count").text == "2 of 7 quotes")


def test_filter_by_speaker(open_page: OpenPage, harbour: list[Document]) -> None:
    """Speakers of one name are one, in all documents; the most quoted comes first; a second click takes it back."""
    page = open_page(harbour)
    names = ["Ines Corran 3", "Omar Finch 2", "Speaker unknown 1", "the mayor 1"]
    assert [name.replace("\n", " ") for name in page.texts("#speakers button")] == names
    page.all("#speakers button")[1].click()
    assert page.texts(".words") == [QUOTES[4], QUOTES[5]]
    assert page.one("#chosen").text == "Only quotes by Omar Finch."
    pressed = page.one("#speakers [aria-pressed=true]")
    assert pressed.text.startswith("Omar Finch")
    assert pressed == page.focused
    pressed.click()
    assert len(page.texts(".words")) == 7


def test_filter_by_unknown_speaker(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.all("#speakers button")[2].click()
    assert page.texts(".words") == [QUOTES[2]]
    page.until(lambda: page.hash == "#speaker=")
    page.reopen(page.hash)
    assert page.texts(".words") == [QUOTES[2]]


def test_filter_by_kind(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    assert page.texts("#kinds .number") == ["4", "2", "1"]
    page.one("[value=direct]").click()
    assert page.texts(".words") == [QUOTES[1], QUOTES[3], QUOTES[4]]
    page.one("[value=mixed]").click()
    assert page.texts(".words") == [QUOTES[1], QUOTES[3]]
    page.one("[value=indirect]").click()
    assert page.texts(".words") == []


def test_filter_by_confidence(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.one("#least").send_keys(Keys.END, *[Keys.ARROW_LEFT] * 6)
    assert page.one("#least-shown").text == "70%"
    assert page.texts(".words") == [QUOTES[0], QUOTES[1], QUOTES[4], QUOTES[5], QUOTES[6]]


def test_filter_by_document(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    titles = ["Ferry waits for its engine 5", "7 2", "rain 0"]
    assert [title.replace("\n", " ") for title in page.texts("#documents button")] == titles
    page.all("#documents button")[1].click()
    assert page.texts(".words") == [QUOTES[5], QUOTES[6]]


def test_counts_say_what_a_click_would_show(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#q=engine")
    assert [name.replace("\n", " ") for name in page.texts("#speakers button")] == ["Ines Corran 1", "Omar Finch 1"]
    assert page.texts("#kinds .number") == ["2", "0", "0"]


def test_filters_work_together_and_are_cleared_at_once(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#q=engine&speaker=Ines+Corran&kind=direct&least=50&doc=ferry")
    assert page.texts(".words") == [QUOTES[0]]
    assert page.one("#chosen").text == (
        "Only quotes with the words engine; by Ines Corran; in Ferry waits for its engine; of kind direct; "
        "at least 50% sure."
    )
    page.one("#clear").click()
    assert len(page.texts(".words")) == 7
    page.until(lambda: page.hash == "")


def test_the_address_holds_the_view(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.one("#query").send_keys("engine")
    page.all("#documents button")[1].click()
    page.until(lambda: page.hash == "#q=engine&doc=7")
    page.reopen(page.hash)
    assert page.one("#query").get_attribute("value") == "engine"
    assert page.texts(".words") == [QUOTES[5]]


@pytest.mark.parametrize(
    "address", ["#%", "#least=many", "#kind=", "#text=nowhere&at=9", "#doc=nowhere", "#at=0", "#=&=&&", "#least=1e999"]
)
def test_any_address_shows_a_page(open_page: OpenPage, harbour: list[Document], address: str) -> None:
    page = open_page(harbour, address)
    assert page.one("#list").is_displayed()


def test_documents_without_quotes_are_listed_as_long_as_nothing_is_searched(
    open_page: OpenPage, harbour: list[Document]
) -> None:
    page = open_page(harbour, "#doc=ferry")
    assert page.texts("#documents .given") == ["Ferry waits for its engine", "7", "rain"]
    page.one("#query").send_keys("engine")
    assert page.texts("#documents .given") == ["Ferry waits for its engine", "7"]


def test_back_leads_to_what_was_searched_even_at_once(open_page: OpenPage, harbour: list[Document]) -> None:
    """The address is written when typing pauses, and before another view is opened."""
    page = open_page(harbour)
    page.run(
        """
        const query = document.getElementById("query");
        query.value = "engine";
        query.dispatchEvent(new Event("input", { bubbles: true }));
        document.querySelectorAll(arguments[0])[1].click();
    """,
        ".in-text",
    )
    page.until(lambda: page.texts("#reading-title") == ["7"])
    page.browser.back()
    page.until(lambda: page.hash == "#q=engine")
    page.until(lambda: page.texts(".words") == [QUOTES[0], QUOTES[5]])
