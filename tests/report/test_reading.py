"""From a quote to its place in the text, through the text, and back."""

from report.pages import QUOTES, OpenPage, make_document
from selenium.webdriver.common.keys import Keys

from quotemine.documents import Document


def test_from_a_quote_to_its_place_and_back(open_page: OpenPage, harbour: list[Document]) -> None:
    """A click leads to the text, where the quote is marked and in sight; Back leads to where one was."""
    page = open_page(harbour)
    page.all(".words")[1].click()
    assert page.one("#reading-title").text == "Ferry waits for its engine"
    assert page.texts(".now-said") == ["that nobody had been paid"]
    assert page.texts(".now-cue") == ["added"]
    assert page.texts(".now-source") == ["She"]
    assert page.focused == page.one(".now-said")
    assert page.one("#marked").text == (
        "Quote 2 of 5 · Ines Corran, harbour master · as “She” · She → Ines Corran, the harbour master · indirect · "
        "70% sure"
    )
    assert page.hash == "#text=ferry&at=2"
    page.one("#back").click()
    assert page.focused == page.all("li.quote")[1]
    assert page.hash == ""


def test_the_browsers_back_leads_back(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#q=engine")
    page.all(".in-text")[1].click()
    assert page.hash == "#q=engine&text=7&at=1"
    page.browser.back()
    page.until(lambda: page.texts(".words"))
    assert page.texts(".words") == [QUOTES[0], QUOTES[5]]
    assert page.focused == page.all("li.quote")[1]
    page.browser.forward()
    page.until(lambda: page.texts(".now-said") == ["“We 🙂 wait for the engine,”"])


def test_offsets_are_right_behind_emoji(open_page: OpenPage, harbour: list[Document]) -> None:
    """Python counts the characters of an emoji as one, browsers as two."""
    page = open_page(harbour, "#text=7&at=2")
    assert page.texts(".said") == ["“We 🙂 wait for the engine,”", "“Not me,”"]
    assert page.texts(".now-said") == ["“Not me,”"]


def test_interrupted_quotes_are_marked_in_all_their_parts(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#text=ferry&at=1")
    assert page.texts(".now-said") == ["“The engine is old,”", "“It needs rest.”"]
    assert page.texts(".note-of")[0].split() == ["1", "Ines", "Corran"]
    assert len(page.texts(".note-of")) == 5


def test_the_text_is_the_text(open_page: OpenPage, harbour: list[Document]) -> None:
    """Marks take nothing away from the words and add nothing to them."""
    page = open_page(harbour)
    for document in harbour:
        page.reopen(f"#text={document.id}")
        shown = page.run("return [...document.querySelectorAll('#text p:not(.note)')].map((p) => p.textContent)")
        assert shown == [line for line in document.text.splitlines() if line]


def test_quotes_within_quotes(open_page: OpenPage) -> None:
    text = "He said that she had said “no” twice."
    page = open_page(
        [make_document("a", text, ("that she had said “no” twice", "He"), ("“no”", "she"))], "#text=a&at=1"
    )
    assert page.run("return document.querySelector('#text p').textContent") == text
    parts = page.run("return [...document.querySelectorAll('.now-said')].map((part) => part.textContent)")
    assert parts == ["that she had said ", "“no”", " twice"]
    page.all(".said")[1].click()
    assert page.texts(".now-said") == ["“no”"]


def test_a_quote_that_is_not_in_the_text(open_page: OpenPage) -> None:
    """Where words and offsets do not go together, the words are shown and the text says so."""
    document = make_document("a", "“No,” he said.", ("“No,”", "he"))
    page = open_page([Document("a", "Something else.", document.quotes)])
    assert page.texts(".words") == ["“No,”"]
    page.all(".words")[0].click()
    assert page.texts("#text p") == [
        "Something else.",
        "1 quote cannot be marked: the text does not have these words at their offsets.",
    ]


def test_walking_through_a_text(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#text=ferry")
    assert page.one("#marked").text == "5 quotes"
    page.one("#next").click()
    assert page.one("#marked").text.startswith("Quote 1 of 5")
    assert not page.one("#previous").is_enabled()
    page.press("j", "j", "k", Keys.ARROW_DOWN)
    assert page.one("#marked").text.startswith("Quote 3 of 5")
    page.until(lambda: page.hash == "#text=ferry&at=3")
    page.all(".note-of")[4].click()
    assert page.one("#marked").text.startswith("Quote 5 of 5")
    assert not page.one("#next").is_enabled()
    page.press(Keys.ESCAPE)
    assert page.focused == page.all("li.quote")[4]


def test_an_empty_text(open_page: OpenPage) -> None:
    page = open_page([Document("a", "")], "#text=a")
    assert page.texts("#text p") == ["The text of this document is empty."]


def test_books_wrapped_at_a_width_flow(open_page: OpenPage) -> None:
    lines = "\n".join(["The lamp went out before the boat had come around the last rock, and"] * 3 + ["it was dark."])
    verses = "The lamp\nwent out\nat sea."
    page = open_page([Document("a", f"{lines}\n\n{verses}")], "#text=a")
    spaces = "return [...document.querySelectorAll('#text p')].map((p) => getComputedStyle(p).whiteSpaceCollapse)"
    assert page.run(spaces)[:2] == ["collapse", "preserve"]
