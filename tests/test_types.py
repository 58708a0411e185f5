"""``Quotes`` as a sequence of values."""

from attrs import evolve

from quotemine import Document, Quote, Quotes, Span, Speaker

TEXT = "“No,” said Ada Quill. “Yes,” said he."
SPEAKER = Speaker("e1", "Ada Quill", "PERSON", named=True)
QUOTES = Quotes(
    (
        Quote("q1", "direct", (Span(0, 5, "“No,”"),), None, None, SPEAKER, Span(0, 37, TEXT), 0.9),
        Quote("q2", "direct", (Span(22, 28, "“Yes,”"),), None, None, None, Span(0, 37, TEXT), 0.5),
    ),
    TEXT,
)


def test_where_keeps_the_text_and_the_order() -> None:
    """What is left is ``Quotes`` again, which can be shown in their text."""
    sure = QUOTES.where(lambda quote: quote.confidence > 0.6)
    assert list(sure) == [QUOTES[0]]
    assert sure.given_text == TEXT
    assert QUOTES.where(lambda _: True) == QUOTES
    assert len(QUOTES.where(lambda _: False)) == 0


def test_where_of_a_document_keeps_what_is_known_of_it() -> None:
    document = Document("a", TEXT, QUOTES, title="No and yes")
    assert document.where(lambda quote: quote.speaker is None) == evolve(document, quotes=QUOTES[1:])


def test_repr_is_short() -> None:
    """Who says what of the first few, and how many there are."""
    assert repr(QUOTES) == "Quotes([Ada Quill: '“No,”', nobody: '“Yes,”'])"
    many = Quotes([evolve(QUOTES[0], content=(Span(0, 300, "a" * 300),))] * 10_000)
    assert repr(many).endswith("…', … 10,000 in all])")
    assert len(repr(many)) < 500


def test_parts_keep_the_text() -> None:
    """A slice or a speaker's quotes can be shown in the text that they come from."""
    assert QUOTES[1:].given_text == TEXT
    assert {quotes.given_text for quotes in QUOTES.by_speaker().values()} == {TEXT}
    assert QUOTES.speakers()[0].quotes.given_text == TEXT


def test_the_text_counts_for_nothing_in_comparisons() -> None:
    assert Quotes(QUOTES) == QUOTES
