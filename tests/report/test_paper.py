"""What is printed."""

from report.pages import OpenPage

from quotemine.documents import Document


def test_print_has_all_matching_quotes_with_citation(open_page: OpenPage, long_list: list[Document]) -> None:
    page = open_page(long_list, "#q=came")
    pdf = page.browser.execute_cdp_cmd("Page.printToPDF", {})
    assert pdf["data"]
    assert len(page.all("li.quote")) == 500
    page.emulate(media="print")
    citations = page.texts(".citation")
    assert len(citations) == 500
    assert citations[499] == "Brona Tallis. Characters 8483–8499, quote q500 of document a."
    assert page.one("#chosen").text == "Only quotes with the words came."
    assert page.texts(".byline") == [""]
    for hidden in ("#filters", "#open-help", ".actions", ".facts", "#more"):
        assert not page.one(hidden).is_displayed()


def test_on_paper_all_is_black_on_white(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.emulate(media="print", prefers_color_scheme="dark")
    page.one("h1").get_attribute("innerText")
    colours = "const style = getComputedStyle(document.documentElement); return [style.color, style.backgroundColor]"
    assert page.run(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
