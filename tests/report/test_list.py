"""The list of quotes: what it shows, how far it is made, and what stands there where there is nothing."""

import pytest
from report.pages import QUOTES, OpenPage, make_document
from selenium.webdriver.common.keys import Keys

from quotemine.documents import Document


def test_all_quotes_stand_under_the_titles_of_their_documents(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, title="Harbour news")
    assert page.browser.title == page.one("h1").text == "Harbour news"
    assert page.one("#summary").text == "3 documents · 7 quotes · 3 speakers"
    assert page.texts(".words") == list(QUOTES)
    assert page.texts(".document h3") == ["Ferry waits for its engine", "7"]
    assert page.one("#count").text == "7 quotes"


def test_what_is_known_of_a_quote_is_shown(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    assert page.texts(".facts")[:5] == [
        "Ines Corran · direct · 90% sure",
        "Ines Corran, harbour master · as “She” · indirect · 70% sure",
        "Speaker unknown · direct · 50% sure",
        "the mayor · indirect · negated: did not say · 30% sure",
        "Omar Finch · mixed · 90% sure",
    ]
    assert page.texts(".byline")[0] == "Lena Hauk · 2026-03-02 · https://gazette.example/ferry?a=1&b=2 · Read the text"


@pytest.mark.parametrize(
    ("documents", "sentence"),
    [
        ([], "There are no documents in this report."),
        ([Document("a", "It rained.")], "No quotes were found in this document."),
        ([Document("a", ""), Document("b", "It rained.")], "No quotes were found in these documents."),
    ],
)
def test_nothing_to_show(open_page: OpenPage, documents: list[Document], sentence: str) -> None:
    page = open_page(documents)
    assert page.texts("#results .note") == [sentence]


def test_documents_without_quotes(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour, "#doc=rain")
    assert page.texts("#results .note") == ["No quotes were found in this document."]
    page.one("#results a").click()
    assert page.texts("#text p") == ["It rained all day.", "No quotes were found in this document."]


def test_documents_of_one_id_stay_apart(open_page: OpenPage) -> None:
    documents = [
        make_document(id_, f"“{words},” he said.", (f"“{words},”", "he"))
        for id_, words in [("a", "One"), ("a", "Two"), ("a~2", "Three"), (1, "Four"), ("1", "Five")]
    ]
    page = open_page(documents)
    for number, words in enumerate(["One", "Two", "Three", "Four", "Five"]):
        page.reopen()
        page.all(".words")[number].click()
        page.reopen(page.hash)
        assert page.texts(".now-said") == [f"“{words},”"]


def test_many_speakers_are_shown_a_few_at_first(open_page: OpenPage) -> None:
    names = [f"Speaker {number:03}" for number in range(70)]
    text = " ".join(f"“{name} waits.”" for name in names)
    page = open_page([make_document("a", text, *((f"“{name} waits.”", name) for name in names))])
    assert len(page.texts("#speakers button")) == 10
    assert page.one("#speakers-more").text == "Show more (60 left)"
    page.one("#speakers-more").click()
    assert len(page.texts("#speakers button")) == 60
    assert page.focused.text.startswith("Speaker 010")
    page.one("#speakers-query").send_keys("SPEAKER 06")
    assert len(page.texts("#speakers button")) == 10
    assert not page.one("#speakers-more").is_displayed()


def test_a_long_list_is_made_as_far_as_it_is_read(open_page: OpenPage, long_list: list[Document]) -> None:
    page = open_page(long_list)
    assert len(page.all("li.quote")) < 200
    page.run("scrollTo(0, document.body.scrollHeight)")
    page.until(lambda: len(page.all("li.quote")) >= 120)
    page.reopen("#text=a&at=450")
    page.press(Keys.ESCAPE)
    assert page.focused.get_attribute("data-index") == "449"
    assert page.run("return document.activeElement.getBoundingClientRect().top") < 900


def test_a_page_that_breaks_off_shows_what_it_has(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    whole = page.path.read_text(encoding="utf-8")
    page.path.write_text(whole[: whole.index("We 🙂")], encoding="utf-8")
    page.reopen()
    assert page.texts(".words") == list(QUOTES[:5])
    assert page.one("#broken").text.startswith(
        "This file is damaged or breaks off: what can be read of it is shown, 1 document."
    )
