"""Bars: who is quoted how much, and how."""

import pytest
from plotted import drawn, heading, paper, rows_of, said

from quotemine import Quotes, SettingError, plots
from quotemine.merging import merge_speakers

TALLIS, SAND, FINCH = "Brona Tallis", "Yorick Sand", "Omar Finch"
PIER = Quotes(
    [
        said(SAND, "It leaks and drips.", 0),
        said(TALLIS, "It holds.", 30, kind="indirect"),
        said(SAND, "It leaks.", 60, kind="mixed"),
        said(None, "It sank.", 90),
        said("a spokesman", "It will be mended by the end of next week.", 120, named=False),
        said(SAND, "It is old.", 180),
    ]
)


def totals(chart: object) -> list[int]:
    return [row["total"] for row in drawn(chart, "total")]  # type: ignore[arg-type]


# speakers


def test_the_most_quoted_is_on_top() -> None:
    """Of equals the first by alphabet, so that the same data give the same chart."""
    chart = plots.speakers(PIER)
    assert rows_of(chart) == [SAND, TALLIS, "a spokesman"]
    assert totals(chart) == [3, 1, 1]


def test_bars_are_parted_by_kind() -> None:
    """Direct first, only the kinds that occur."""
    values = [row for row in drawn(plots.speakers(PIER), "example") if row["speaker"] == SAND]
    assert [(row["kind"], row["quotes"], row["words"], row["share"]) for row in values] == [
        ("direct", 2, 7, 0.6667),
        ("mixed", 1, 2, 0.3333),
    ]
    assert [row["example"] for row in values] == ["It leaks and drips.", "It leaks."]


def test_words_may_count() -> None:
    """A speaker with one long quote comes before one with two short ones."""
    chart = plots.speakers(PIER, count="words")
    assert rows_of(chart)[:2] == ["a spokesman", SAND]
    assert totals(chart) == [10, 9, 2]
    assert chart.to_dict()["layer"][0]["encoding"]["x"]["field"] == "words"


def test_what_is_not_shown_is_told() -> None:
    """Quotes without a speaker, without a named one, and the speakers beyond the limit."""
    assert heading(plots.speakers(PIER)).endswith("5 quotes by 3 speakers; not shown: 1 quote without a speaker")
    chart = plots.speakers(PIER, top=1, unnamed=False)
    assert rows_of(chart) == [SAND]
    assert "4 quotes by 2 speakers; shown: the 1 with most quotes" in heading(chart)
    assert "not shown: 1 quote of speakers without a name" in heading(chart)


def test_one_name_is_one_speaker_in_several_documents() -> None:
    """Unless the merge of speakers tells them apart."""
    documents = [paper("monday", said(SAND)), paper("friday", said(SAND), said("Sand", at=20))]
    assert totals(plots.speakers(documents)) == [2, 1]
    merged = merge_speakers({document.id: document.quotes for document in documents})
    assert rows_of(plots.speakers(documents, merged=merged)) == [SAND, "Sand"]
    joined = merge_speakers(
        {document.id: document.quotes for document in documents}, overrides=[{"name": "Sand", "group": SAND}]
    )
    assert totals(plots.speakers(documents, merged=joined)) == [3]


def test_namesakes_in_one_document_stay_apart() -> None:
    """As in ``Quotes.by_speaker``."""
    quotes = Quotes([said(SAND, id_="e1"), said(SAND, at=20, id_="e4"), said(SAND, at=40, id_="e1")])
    assert rows_of(plots.speakers(quotes)) == list(quotes.by_speaker()) == [SAND, f"{SAND} (e4)"]


def test_documents_of_a_speaker_are_counted() -> None:
    """For the tooltip."""
    documents = [paper("monday", said(SAND), said(SAND, at=20)), paper("friday", said(SAND))]
    assert [row["documents"] for row in drawn(plots.speakers(documents), "example")] == [2]


def test_nothing_to_show() -> None:
    """A sentence that says why."""
    assert drawn(plots.speakers(Quotes()), "text") == [{"text": "There are no quotes."}]
    assert drawn(plots.speakers([]), "text") == [{"text": "There are no quotes."}]
    assert drawn(plots.speakers(Quotes([said(None)])), "text") == [{"text": "No quote has a speaker."}]
    described = Quotes([said("a spokesman", named=False)])
    assert drawn(plots.speakers(described, unnamed=False), "text") == [{"text": "No quote has a speaker with a name."}]


# kinds


def test_one_text_is_one_bar() -> None:
    """Of all quotes, also those without a speaker."""
    values = drawn(plots.kinds(PIER), "share")
    assert [(row["kind"], row["quotes"]) for row in values] == [("direct", 4), ("indirect", 1), ("mixed", 1)]
    assert sum(row["share"] for row in values) == pytest.approx(1, abs=0.001)


def test_documents_keep_their_order() -> None:
    """Chapters of a book do not go by number of quotes; which are shown does."""
    documents = [
        paper("chapter 2", said(SAND)),
        paper("chapter 1", said(SAND), said(None, at=20)),
        paper("chapter 10"),
        paper("chapter 3", said(SAND), said(SAND, at=20), said(SAND, at=40)),
    ]
    assert rows_of(plots.kinds(documents)) == ["chapter 2", "chapter 1", "chapter 3"]
    assert rows_of(plots.kinds(documents, top=2)) == ["chapter 1", "chapter 3"]
    assert heading(plots.kinds(documents)).endswith("6 quotes in 3 documents; not shown: 1 document without quotes")


def test_kinds_by_speaker() -> None:
    """The most quoted first; several documents or one."""
    chart = plots.kinds(PIER, by="speaker")
    assert rows_of(chart) == [SAND, TALLIS, "a spokesman"]
    shares = {(row["speaker"], row["kind"]): row["share"] for row in drawn(chart, "share")}
    assert shares[TALLIS, "indirect"] == 1.0
    assert shares[SAND, "mixed"] == 0.3333
    assert rows_of(plots.kinds([paper("a", said(SAND)), paper("b", said(SAND))], by="speaker")) == [SAND]


def test_no_kinds() -> None:
    """A sentence."""
    assert drawn(plots.kinds([paper("a")]), "text") == [{"text": "There are no quotes."}]
    assert drawn(plots.kinds(Quotes([said(None)]), by="speaker"), "text") == [{"text": "No quote has a speaker."}]


@pytest.mark.parametrize(
    ("setting", "found"),
    [("top", 0), ("top", 500), ("top", True), ("top", "20"), ("count", "letters"), ("count", None)],
)
def test_settings_of_speakers(setting: str, found: object) -> None:
    """What is wrong, and what may be there."""
    with pytest.raises(SettingError, match=f"{setting} must be .*, got {found!r}"):
        plots.speakers(PIER, **{setting: found})  # type: ignore[arg-type]


def test_settings_of_kinds() -> None:
    with pytest.raises(SettingError, match="by must be 'document', 'speaker' or None, got 'author'"):
        plots.kinds(PIER, by="author")  # type: ignore[arg-type]
