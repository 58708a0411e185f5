"""What is shown of a long text."""

import time

from attrs import evolve
from views.scenes import many, said

from quotemine.types import Quotes, Span
from quotemine.views.passages import lay_out

GAP = "It rained. " * 100


def test_a_text_within_the_limit_is_whole() -> None:
    quotes = many(5)
    layout = lay_out(quotes, len(quotes.given_text))
    assert [passage.text for passage in layout.passages] == [quotes.given_text]
    assert not layout.is_cut
    assert (layout.quotes, layout.shown) == (5, 5)


def test_of_a_longer_text_the_paragraphs_of_the_quotes_are_shown() -> None:
    """And how much is left out between them."""
    quotes = many(3, gap=GAP)
    layout = lay_out(quotes, len(quotes.given_text) - 1)
    assert [passage.text for passage in layout.passages] == [
        f"“Wave {number} came,” said Ada Quill {number}." for number in range(3)
    ]
    assert [passage.left_out for passage in layout.passages] == [0, len(GAP) + 2, len(GAP) + 2]
    assert layout.left_out == len(GAP) + 2
    assert layout.shown == 3


def test_until_the_limit_is_reached() -> None:
    quotes = many(3, gap=GAP)
    layout = lay_out(quotes, 45)
    assert [len(passage.text) for passage in layout.passages] == [32, 13]
    assert layout.passages[1].text == "“Wave 1 came,"
    assert (layout.quotes, layout.shown) == (3, 2)
    assert sum(len(p.text) + p.left_out for p in layout.passages) + layout.left_out == len(quotes.given_text)


def test_long_paragraphs_are_cut_at_words() -> None:
    """At most 300 characters on either side."""
    text = "rain " * 200 + "“It rains,” said Ada Quill. " + "hail " * 200
    quote = said(text, "“It rains,”", cue="said", source="Ada Quill", name="Ada Quill")
    (passage,) = lay_out(Quotes((quote,), text), len(text) - 1).passages
    before, _, after = passage.text.partition("“It rains,” said Ada Quill.")
    assert 290 <= len(before) <= 300
    assert before.startswith(" rain")
    assert 290 <= len(after) <= 300
    assert after.endswith("hail")


def test_neighbours_are_shown_in_one_piece() -> None:
    """A few words between two quotes are not worth leaving out."""
    quotes = many(2, gap="It rained. ")
    text = quotes.given_text + GAP
    (passage,) = lay_out(Quotes(quotes, text), len(text) - 1).passages
    assert passage.text == text[: passage.text.rindex(".") + 1]
    assert "It rained." in passage.text


def test_a_long_text_without_quotes_is_cut_at_its_end() -> None:
    layout = lay_out(Quotes((), GAP), 10)
    assert [passage.text for passage in layout.passages] == ["It rained."]
    assert layout.left_out == len(GAP) - 10


def test_a_quotation_longer_than_the_limit() -> None:
    text = "x" * 1000
    layout = lay_out(Quotes((said(text, text),), text), 100)
    assert [(len(p.text), [(m.start, m.end) for m in p.marks]) for p in layout.passages] == [(100, [(0, 100)])]
    assert layout.left_out == 900


def test_where_the_context_does_not_hold_the_quote() -> None:
    """Words around the quote are shown all the same."""
    text = "rain " * 50 + "“It rains.”" + " hail" * 50
    quote = evolve(said(text, "“It rains.”"), context=Span(0, 3, "rai"))
    (passage,) = lay_out(Quotes((quote,), text), len(text) - 1).passages
    assert "“It rains.”" in passage.text


def test_a_novel_takes_no_time() -> None:
    """Twenty thousand quotes in more than a million characters: far below a minute, on any machine."""
    quotes = many(20_000, speakers=400, gap="It rained. ")
    started = time.perf_counter()
    lay_out(quotes, 50_000)
    assert time.perf_counter() - started < 20
