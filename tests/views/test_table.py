"""The tables that notebooks show."""

import re

from arbitrary import documents
from attrs import evolve
from hypothesis import given
from views.scenes import FERRY, FERRY_PAPER, FERRY_TEXT, HOSTILE, Reader, hostile, many, said, visible

from quotemine.documents import Document
from quotemine.types import Quotes, Span, Speaker

TAGS = {"style", "div", "p", "table", "thead", "tbody", "tr", "th", "td", "bdi", "small"}


def rows(page: str) -> list[list[str]]:
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[visible(cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)] for row in found]


def test_a_row_for_each_quote() -> None:
    """Speaker, with the mention where it is another; kind, cue, quote and confidence."""
    assert rows(FERRY._repr_html_()) == [
        ["Speaker", "Kind", "Cue", "Quote", "Confidence"],
        ["Ines Corran", "direct", "said", "“The engine is old,” “It needs rest.”", "0.90"],
        ["Ines Corran ( She )", "indirect", "added", "that nobody had been paid", "0.73"],
        ["–", "direct", "called", "“Pay us first,”", "0.50"],
        ["the mayor", "indirect", "did not say (negated)", "that the ferry was safe", "0.90"],
    ]


def test_a_source_without_a_speaker() -> None:
    quote = said("“No,” said a voice.", "“No,”", source="a voice")
    assert rows(Quotes((quote,))._repr_html_())[1][0] == "– ( a voice )"


def test_no_quotes_are_a_sentence() -> None:
    assert visible(Quotes()._repr_html_()) == "No quotes."
    assert visible(Document("rain", "It rained.")._repr_html_()) == "rain No quotes."


def test_a_document_has_its_title_above() -> None:
    assert visible(FERRY_PAPER._repr_html_()).startswith("Ferry waits for its engine Speaker Kind")
    assert visible(evolve(FERRY_PAPER, title=None)._repr_html_()).startswith("ferry Speaker Kind")


def test_a_title_without_end_is_cut() -> None:
    """As above the text."""
    page = Document("a", "It rained.", title="Rain " * 100)._repr_html_()
    assert len(visible(page)) < 230
    assert "Rain… No quotes." in visible(page)


def test_many_quotes_are_cut_and_the_note_says_how_to_see_more() -> None:
    page = many(10_000)._repr_html_()
    assert len(rows(page)) == 201
    assert "The first 200 of 10,000 quotes." in page
    assert "quotes[200:400]" in page
    assert "show(limit=None)" in page
    assert "to_pandas()" in page
    assert len(page) < 200_000
    assert "The first" not in many(200)._repr_html_()


def test_what_the_note_says_works() -> None:
    """The slice shows the next ones, ``show(limit=None)`` shows all, and so does the frame."""
    quotes = many(1500)
    assert "Wave 200 came" in rows(quotes[200:400]._repr_html_())[1][3]
    assert len(quotes.to_pandas()) == 1500
    from quotemine.views import render

    assert Reader(render(quotes, limit=None).html).passages == [quotes.given_text]


def test_long_quotes_are_cut_with_a_note() -> None:
    text = "x" * 1000
    page = Quotes((said(text, text),), text)._repr_html_()
    assert rows(page)[1][3] == "x" * 599 + "…"
    assert "Of long quotes the first 600 characters; quote.text has all." in page


def test_hostile_words_stay_words() -> None:
    for page in (hostile()._repr_html_(), hostile().quotes.speakers()._repr_html_()):
        assert {tag for tag, _ in Reader(page).tags} <= TAGS
        assert HOSTILE[:40] in visible(page)


@given(documents())
def test_any_document_has_a_table(document: Document) -> None:
    page = document._repr_html_()
    assert {tag for tag, _ in Reader(page).tags} <= TAGS
    for shown in (page, document.quotes.speakers()._repr_html_()):
        assert shown.encode()
        assert Reader(shown).well_nested


def test_voices() -> None:
    page = FERRY.speakers()._repr_html_()
    assert rows(page) == [
        ["Name", "Type", "Role", "Affiliation", "Gender", "Quotes", "Direct", "Indirect", "Mixed"],
        ["Ines Corran", "PERSON", "", "", "", "2", "1", "1", "0"],
        ["the mayor", "PERSON", "", "", "", "1", "0", "1", "0"],
    ]


def test_many_voices_are_cut() -> None:
    page = many(2400, speakers=1200).speakers()._repr_html_()
    assert len(rows(page)) == 201
    assert "The first 200 of 1,200 speakers." in page


def test_no_voices_are_a_sentence() -> None:
    assert visible(Quotes().speakers()._repr_html_()) == "No speakers."


def test_a_mention_that_is_known_only_to_the_speaker() -> None:
    """Made by hand, without a source."""
    speaker = Speaker("e1", "Ines Corran", "PERSON", named=True, mention=Span(0, 3, "she"))
    quote = evolve(said(FERRY_TEXT, "“Pay us first,”"), speaker=speaker)
    assert rows(Quotes((quote,))._repr_html_())[1][0] == "Ines Corran ( she )"
