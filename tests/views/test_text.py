"""The highlighted text: what is to be seen is the given text, to the letter, and nothing in it is markup."""

from collections.abc import Iterable

import pytest
from arbitrary import ANY_TEXT, documents
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from views.scenes import FERRY, FERRY_PAPER, FERRY_TEXT, Reader, find, hostile, many, numbered, said, visible

from quotemine.documents import Document
from quotemine.types import Cue, Quote, Quotes, Span, Speaker
from quotemine.views import render

TAGS = {"style", "div", "pre", "p", "bdi", "ul", "li", "span", "small", "b", "i", "mark", "details", "summary"}


def holdable(text: str) -> str:
    """What HTML can hold of a text."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


def shown(quotes: Quotes | Document, limit: int | None = None) -> Reader:
    return Reader(render(quotes, limit=limit).html)


def marks(quotes: Quotes) -> list[dict[str, str]]:
    return [attributes for tag, attributes in shown(quotes).tags if tag == "mark"]


@st.composite
def odd_quotes(draw: st.DrawFn) -> Quotes:
    """Spans made by hand, which may lie anywhere: empty, backwards, outside the text, across each other."""
    text = draw(ANY_TEXT)
    place = st.integers(-3, len(text) + 3)
    span = st.builds(Span, place, place, ANY_TEXT)
    speaker = st.builds(Speaker, st.sampled_from("ab"), ANY_TEXT, st.just("PERSON"), st.booleans(), st.none() | span)
    quote = st.builds(
        Quote,
        st.just("q1"),
        st.sampled_from(("direct", "indirect", "mixed")),
        st.lists(span, max_size=3).map(tuple),
        st.none() | st.builds(Cue, span, ANY_TEXT, st.just("speech")),
        st.none() | span,
        st.none() | speaker,
        span,
        st.floats(0, 1),
    )
    return Quotes(draw(st.lists(quote, max_size=4)), text)


# what is shown is what was given


@given(odd_quotes())
def test_the_text_stands_there_as_it_was_given(quotes: Quotes) -> None:
    """Wherever the spans lie."""
    reader = shown(quotes)
    if quotes.given_text:
        assert reader.passages == [holdable(quotes.given_text)]
    assert {tag for tag, _ in reader.tags} <= TAGS


@given(documents(), st.none() | st.integers(1, 10))
def test_passages_are_slices_of_the_text_and_nothing_is_lost(document: Document, limit: int | None) -> None:
    """What is shown stands in the text, in this order; it is no more than the limit, and the notes count the rest."""
    if document.quotes and not document.text:
        return
    view = render(document, limit=limit)
    passages = Reader(view.html).passages
    place = 0
    for passage in passages:
        place = holdable(document.text).index(passage, place) + len(passage)
    total = sum(map(len, passages))
    assert total <= (len(document.text) if limit is None else limit)
    assert ("The text is cut" in view.html) == (total < len(document.text))


@given(documents(), st.none() | st.integers(1, 10))
def test_plain_text_has_no_control_characters(document: Document, limit: int | None) -> None:
    """A terminal is not steered by a text."""
    plain = str(render(document, limit=limit))
    assert not {c for c in plain if c < " " and c not in "\n\t"}
    assert plain.encode()


def test_line_ends_tabs_and_emoji_stay() -> None:
    assert shown(FERRY).passages == [FERRY_TEXT]
    assert "&#13;\n" in render(FERRY).html


# nothing in it is markup


def test_hostile_text_stays_text() -> None:
    """In the text, in attributes, in legend and title."""
    page = render(hostile())
    reader = Reader(page.html)
    assert {tag for tag, _ in reader.tags} <= TAGS
    assert reader.passages == [hostile().text]
    assert "<script" not in page.to_page()
    assert all("<script>" in tip for tip in reader.having("aria-description"))


def test_only_known_attributes() -> None:
    """No address, no script, no style that a text could fill."""
    names = {name for _, attributes in shown(hostile()).tags for name in attributes}
    assert names <= {"class", "lang", "aria-description", "tabindex", "data-by"}


@given(odd_quotes(), st.none() | st.integers(1, 10))
def test_elements_are_well_nested(quotes: Quotes, limit: int | None) -> None:
    """Wherever quotes begin and end, within each other or across."""
    view = render(quotes, limit=limit)
    assert Reader(view.html).well_nested
    assert Reader(view.to_page().replace("<!DOCTYPE html>", "")).well_nested


# marks


def test_contents_are_marks_with_number_and_line() -> None:
    """An interrupted quotation has two; the number stands where each ends."""
    found = marks(FERRY)
    assert [mark["data-by"] for mark in found] == ["1", "1", "1", "?", "2"]
    assert [mark["class"].split()[0] for mark in found] == ["qm-c0", "qm-c0", "qm-c0", "qm-c", "qm-c1"]
    assert [mark["class"].split()[1] for mark in found] == ["qm-l0", "qm-l0", "qm-l0", "qm-l", "qm-l1"]
    assert all(mark["tabindex"] == "0" for mark in found)


def test_cues_and_sources_are_spans_with_the_look_of_their_speaker() -> None:
    spans = [a["class"] for tag, a in shown(FERRY).tags if tag == "span" and "aria-description" in a]
    assert spans[:2] == ["qm-c0 qm-l0 qm-cue", "qm-c0 qm-l0 qm-source"]


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (0, ["Ines Corran", "direct, cue: said, 90% sure"]),
        (1, ["She → Ines Corran", "indirect, cue: added, 73% sure"]),
        (2, ["no speaker", "direct, cue: called, 50% sure"]),
        (3, ["the mayor", "indirect, cue: did not say, negated, 90% sure"]),
    ],
)
def test_tooltips_tell_who_and_how(number: int, lines: list[str]) -> None:
    """Resolution, kind, cue and confidence; what differs in capitals alone is no resolution."""
    (tip,) = {mark["aria-description"] for mark in marks(FERRY[number : number + 1])}
    assert tip.split("\n") == lines


def test_a_source_that_is_nobody_known() -> None:
    text = "“No,” said a voice."
    quote = said(text, "“No,”", cue="said", source="a voice")
    assert marks(numbered(text, quote))[0]["aria-description"].startswith("no speaker, source: a voice\n")


def test_a_quotation_within_a_quotation() -> None:
    """The inner one has its own look and tells of both; the number of each stands where it ends."""
    text = "“He said ‘never’ to me,” said Omar Finch."
    inner = said(text, "‘never’", cue="said ", source="He", name="Yorick Sand", id_="e2")
    outer = said(text, "“He said ‘never’ to me,”", source="Omar Finch", name="Omar Finch")
    quotes = numbered(text, outer, inner)
    found = [mark for mark in marks(quotes) if "data-by" in mark]
    assert [mark["data-by"] for mark in found] == ["2", "1"]
    assert found[0]["class"].split()[0] == "qm-c1"
    assert found[0]["aria-description"].index("Yorick Sand") < found[0]["aria-description"].index("Omar Finch")


def test_quotations_across_each_other() -> None:
    text = "abcdef"
    first, second = said(text, "abcd", name="Ada", id_="e1"), said(text, "cdef", name="Ben", id_="e2")
    found = marks(numbered(text, first, second))
    assert [mark.get("data-by") for mark in found] == [None, "1", "2"]
    assert [mark["class"].split()[0] for mark in found] == ["qm-c0", "qm-c1", "qm-c1"]


def test_two_at_one_place() -> None:
    """Both numbers are told, and both quotes described."""
    text = "“Ay,” said both."
    both = numbered(text, said(text, "“Ay,”", name="Ada", id_="e1"), said(text, "“Ay,”", name="Ben", id_="e2"))
    (mark,) = marks(both)
    assert sorted(mark["data-by"].split(",")) == ["1", "2"]
    assert "Ada" in mark["aria-description"]
    assert "Ben" in mark["aria-description"]


def test_a_crowd_at_one_place() -> None:
    """A tooltip describes four of them and counts the others."""
    text = "“Ay,” said all."
    crowd = numbered(text, *(said(text, "“Ay,”", name=f"Ada {n}", id_=f"e{n}") for n in range(7)))
    (mark,) = marks(crowd)
    assert mark["aria-description"].count("sure") == 4
    assert mark["aria-description"].endswith("and 3 more quotes")


def test_a_cue_within_the_content() -> None:
    """It is part of the mark and in italics all the same; the quotation does not end there."""
    text = "the pier, Finch said, leaks"
    quote = said(text, text, cue="said", source="Finch", name="Finch", kind="indirect")
    found = marks(numbered(text, quote))
    assert [("qm-cue" in mark["class"].split(), "data-by" in mark) for mark in found] == [
        (False, False), (False, False), (False, False), (True, False), (False, True),
    ]  # fmt: skip
    assert [mark.get("tabindex") for mark in found] == ["0", None, None, None, None]


def test_quotes_without_a_place_are_counted() -> None:
    """Empty or outside: a note says so, and they still count in the legend."""
    quote = said("abc", "abc", name="Ada Quill")
    nowhere = evolve(quote, content=(Span(2, 2, ""), Span(50, 60, "x" * 10), Span(2, 1, "")))
    page = visible(render(Quotes((quote, nowhere), "abc")).html)
    assert "1 quote with no place in the text" in page
    assert "Ada Quill 2 quotes" in page


# legend and notes


def test_legend_tells_who_spoke_how_often() -> None:
    page = visible(render(FERRY_PAPER).html)
    legend = "1 Ines Corran 2 quotes 2 the mayor 1 quote ? no speaker 1 quote bold: source , italics: cue"
    assert page.startswith(f"Ferry waits for its engine {legend}")


def test_a_long_legend_folds() -> None:
    """Twenty speakers are shown at once, the others behind a line that says how many."""
    page = render(many(90, speakers=45)).html
    assert "<summary>25 more</summary>" in page
    assert page.index("Ada Quill 19") < page.index("<details>") < page.index("Ada Quill 20")


def test_no_quotes() -> None:
    """The text is shown all the same."""
    page = visible(render(Quotes((), "It rained.")).html)
    assert page == "No quotes were found in this text. It rained."


def test_no_text_and_no_quotes() -> None:
    assert visible(render(Quotes()).html) == "No quotes were found in this text."
    assert str(render(Quotes())) == "No quotes were found in this text."


# plain text


def test_plain_text() -> None:
    price = "Tickets are $5, later $6."
    assert str(render(FERRY_PAPER)).splitlines() == [
        "Ferry waits for its engine",
        "",
        "The ferry is late.",
        "",
        "[1: “The engine is old,”] said Ines Corran, the harbour master. [1: “It needs rest.”]",
        "She added [1: that nobody had been paid]. 🙂",
        "",
        f"[?: “Pay us first,”] a voice called.\tThe mayor did not say [2: that the ferry was safe]. {price}",
        "",
        "[1] Ines Corran: 2 quotes",
        "[2] the mayor: 1 quote",
        "[?] no speaker: 1 quote",
    ]


# quotes without their text


def without_text(quotes: Iterable[Quote]) -> list[str]:
    return shown(Quotes(quotes)).passages


def test_without_the_text_the_context_is_shown() -> None:
    """Once for quotes that share it."""
    assert without_text(FERRY) == [FERRY_TEXT]
    assert len(marks(Quotes(FERRY))) == 5


def test_without_text_and_context_the_quote_is_shown() -> None:
    """Each alone; also where the context is not the one around the quote."""
    first, second = (evolve(quote, context=Span(0, 0, "")) for quote in FERRY[:2])
    other = evolve(FERRY[2], context=Span(0, 30, "Something else altogether here"))
    assert without_text((first, second, other)) == [
        "“The engine is old,” “It needs rest.”",
        "that nobody had been paid",
        "“Pay us first,”",
    ]
    assert [mark["data-by"] for mark in marks(Quotes((first, second, other)))] == ["1", "1", "1", "?"]


def test_contexts_are_cut_too() -> None:
    quotes = Quotes(many(10))
    page = render(quotes, limit=60)
    assert sum(map(len, Reader(page.html).passages)) == 60
    assert "2 of 10 quotes are shown" in page.html


def test_a_source_outside_the_context_is_no_mark() -> None:
    """The tooltip tells it."""
    quote = evolve(FERRY[1], context=find(FERRY_TEXT, "that nobody had been paid. 🙂"))
    assert without_text((quote,)) == ["that nobody had been paid. 🙂"]
    assert marks(Quotes((quote,)))[0]["aria-description"].startswith("She → Ines Corran")
