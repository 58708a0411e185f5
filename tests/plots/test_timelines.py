"""Timelines: where in a text, or when, each speaker is quoted."""

import pytest
from attrs import evolve
from plotted import drawn, heading, paper, rows_of, said

from quotemine import Quotes, SettingError, plots

TALLIS, SAND = "Brona Tallis", "Yorick Sand"


def ticks(chart: object) -> list[tuple[str, int]]:
    return [(row["speaker"], row["at"]) for row in drawn(chart, "offset")]  # type: ignore[arg-type]


def test_a_tick_for_each_quote() -> None:
    """At the character where it begins; speakers in the order in which they come in."""
    chart = plots.timeline(paper("pier", said(SAND, at=7), said(TALLIS, at=40), said(SAND, at=90), length=200))
    assert ticks(chart) == [(SAND, 7), (TALLIS, 40), (SAND, 90)]
    assert rows_of(chart) == [SAND, TALLIS]
    assert [row["quote"] for row in drawn(chart, "offset")] == ["It leaks."] * 3


def test_the_axis_is_as_long_as_the_text() -> None:
    """Or as far as the last quote where the text is not known."""
    quotes = [said(SAND, at=7)]
    for data, length in (
        (paper("pier", *quotes, length=200), 200),
        (Quotes(quotes, given_text="x" * 300), 300),
        (Quotes(quotes), 16),
    ):
        (ticks,) = plots.timeline(data).to_dict()["layer"]
        assert ticks["encoding"]["x"]["scale"]["domain"] == [0, length]


def test_documents_are_laid_end_to_end() -> None:
    """With a line where each begins, also those without quotes."""
    chapters = [paper(1, said(SAND, at=7), length=100), paper(2, length=50), paper(3, said(SAND, at=9), length=100)]
    chart = plots.timeline(chapters)
    assert ticks(chart) == [(SAND, 7), (SAND, 159)]
    assert [row["offset"] for row in drawn(chart, "offset")] == [7, 9]
    assert [(row["at"], row["document"]) for row in drawn(chart, "name")] == [(0, "1"), (100, "2"), (150, "3")]


def test_names_of_documents_that_find_no_room_are_shortened() -> None:
    chart = plots.timeline([paper("prologue", said(SAND), length=20), paper("part one", length=900)])
    assert [row["name"] for row in drawn(chart, "name")] == ["p…", "part one"]


def test_by_date_where_documents_have_one() -> None:
    """A dot a day and speaker; the earliest day first, whatever the order of documents."""
    papers = [
        paper("friday", said(SAND, at=1), said(TALLIS, "It holds.", 30), date="2026-05-08T10:00:00Z"),
        paper("monday", said(SAND, at=1), said(SAND, at=30), date="2026-05-04"),
        paper("echo", said(SAND, at=1), date="2026-05-04"),
    ]
    chart = plots.timeline(papers)
    assert [(row["speaker"], row["date"], row["quotes"], row["documents"]) for row in drawn(chart, "date")] == [
        (SAND, "2026-05-04T00:00:00", 3, "monday, echo"),
        (SAND, "2026-05-08T00:00:00", 1, "friday"),
        (TALLIS, "2026-05-08T00:00:00", 1, "friday"),
    ]
    assert ticks(plots.timeline(papers, by="position"))[0] == (SAND, 1)


@pytest.mark.parametrize("dates", [("2026-05-04", "last week"), ("2026-05-04", "2026-05-04"), ("2026-02-31", "2026")])
def test_otherwise_by_position(dates: tuple[str, str]) -> None:
    """Where a document has no date that can be read, or all have the same."""
    papers = [paper(number, said(SAND), date=date) for number, date in enumerate(dates)]
    assert len(ticks(plots.timeline(papers))) == 2


def test_quotes_without_a_date_are_told() -> None:
    """Nothing goes missing silently."""
    papers = [paper("a", said(SAND), date="2026-05"), paper("b", said(SAND), said(TALLIS, at=30))]
    chart = plots.timeline(papers, by="date")
    assert [row["date"] for row in drawn(chart, "date")] == ["2026-05-01T00:00:00"]
    assert "1 quote by 1 speaker; not shown: 2 quotes without a date" in heading(chart)


def test_no_date_at_all() -> None:
    with pytest.raises(SettingError, match="by='date' cannot be drawn: none of these quotes has a date"):
        plots.timeline(Quotes([said(SAND)]), by="date")


def test_only_the_most_quoted() -> None:
    """They still stand in the order in which they come in."""
    quotes = [said(name, at=10 * at) for at, name in enumerate(["Ada Quill", TALLIS, SAND, SAND, TALLIS])]
    chart = plots.timeline(Quotes(quotes), top=2)
    assert rows_of(chart) == [TALLIS, SAND]
    assert "5 quotes by 3 speakers; shown: the 2 with most quotes" in heading(chart)


def test_nothing_to_show() -> None:
    assert drawn(plots.timeline(Quotes()), "text") == [{"text": "There are no quotes."}]
    assert drawn(plots.timeline(Quotes([said("she", named=False)]), unnamed=False), "text") == [
        {"text": "No quote has a speaker with a name."}
    ]


def test_quotes_without_a_place() -> None:
    """A sentence, but an error where places are asked for."""
    quotes = Quotes([evolve(said(SAND), content=())])
    assert drawn(plots.timeline(quotes), "text") == [{"text": "No quote has a place in the text."}]
    with pytest.raises(SettingError, match="by='position' cannot be drawn: none of these quotes has a place"):
        plots.timeline(quotes, by="position")


def test_a_quote_begins_at_its_first_span() -> None:
    """Whatever the order of the spans."""
    late, early = said(SAND, at=40).content, said(SAND, at=15).content
    assert ticks(plots.timeline(Quotes([evolve(said(SAND), content=late + early)]))) == [(SAND, 15)]


def test_the_title_tells_where_from_when() -> None:
    """Places are not days."""
    papers = [paper("a", said(SAND), date="2026-05-04"), paper("b", said(SAND), date="2026-05-06")]
    assert heading(plots.timeline(papers)).startswith("Who is quoted when; ")
    assert heading(plots.timeline(papers, by="position")).startswith("Who is quoted where; ")


def test_settings() -> None:
    with pytest.raises(SettingError, match="by must be 'position', 'date' or None, got 'page'"):
        plots.timeline(Quotes(), by="page")  # type: ignore[arg-type]
