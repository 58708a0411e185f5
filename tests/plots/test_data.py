"""What charts can be made of, and what is wrong with what they cannot."""

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plotted import drawn, paper, rows_of, said

import quotemine
from quotemine import Document, InputTypeError, Quotes, SettingError, plots
from quotemine.errors import MissingPackageError
from quotemine.merging import merge_speakers
from quotemine.types import Quote, Span, Speaker

TALLIS, SAND = "Brona Tallis", "Yorick Sand"
PAPERS = [
    paper("monday", said(SAND, at=3), said(TALLIS, "Ask Sand.", 30), date="2026-05-04", url="https://tide.example/1"),
    paper("friday", said(None), said(SAND, at=30, kind="mixed"), said("he", at=60, named=False), date="2026-05-08"),
]
CHARTS: list[Callable[..., alt.LayerChart]] = [plots.speakers, plots.kinds, plots.timeline, plots.network]
each_chart = pytest.mark.parametrize("chart", CHARTS)


def rows(documents: list[Document] = PAPERS) -> list[dict[str, Any]]:
    return [{"document": one.id, **one.metadata, **quote} for one in documents for quote in one.quotes.to_dicts()]


# documents and quotes


@each_chart
def test_every_form_of_documents_gives_the_same_chart(chart: Callable[..., alt.LayerChart]) -> None:
    """A list, an iterator, a mapping from id to quotes; by position, as quotes alone have no date."""
    given = {"by": "position"} if chart is plots.timeline else {}
    expected = chart(PAPERS, **given).to_dict()
    assert chart(iter(PAPERS), **given).to_dict() == expected
    if chart is not plots.timeline:  # which shows how long the texts are
        assert chart({one.id: one.quotes for one in PAPERS}).to_dict() == expected


@each_chart
def test_every_form_of_one_text_gives_the_same_chart(chart: Callable[..., alt.LayerChart]) -> None:
    """Quotes, a document, or a list of one."""
    quotes = PAPERS[0].quotes
    expected = chart(quotes).to_dict()
    assert chart(Document("text", "", quotes)).to_dict() == expected
    if chart is not plots.timeline:  # which has the name of the document, here 0
        assert chart([quotes]).to_dict() == expected


def test_quotes_of_many_texts_are_numbered() -> None:
    """As ``merge_speakers`` numbers them."""
    quotes = [one.quotes for one in PAPERS]
    assert rows_of(plots.kinds(iter(quotes))) == ["0", "1"]
    assert rows_of(plots.speakers(iter(quotes), merged=merge_speakers(quotes))) == [SAND, TALLIS, "he"]


def test_documents_of_one_id_stay_apart() -> None:
    """``from_text`` calls every text the same."""
    documents = [paper("text", said(SAND)), paper("text (2)", said(SAND)), paper("text", said(SAND))]
    assert rows_of(plots.kinds(documents)) == ["text", "text (2)", "text (3)"]


@pytest.mark.parametrize(
    "data", ["a text", b"", None, 7, ["a text"], {"a": 7}, {"a": PAPERS[0]}, list(PAPERS[0].quotes)]
)
@each_chart
def test_anything_else_is_refused(chart: Callable[..., alt.LayerChart], data: object) -> None:
    """What was expected, and what was found."""
    with pytest.raises(InputTypeError, match=r"quotemine\.plots expected the Quotes of a text.*got "):
        chart(data)


# frames


def with_nested_text(frame: pd.DataFrame) -> pd.DataFrame:
    """As from a CSV file, where lists are JSON text."""
    return frame.assign(**{name: frame[name].map(json.dumps) for name in ("content", "speaker_aliases")})


def with_structs(frame: pd.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(rows()).with_columns(
        content=pl.Series([[{"start": start, "end": end} for start, end in row["content"]] for row in rows()])
    )


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(rows()),
        with_nested_text(pd.DataFrame(rows())),
        pd.DataFrame(rows()).convert_dtypes(),
        pl.DataFrame(rows()),
        pl.LazyFrame(rows()),
        with_structs(pd.DataFrame(rows())),
        pl.DataFrame(rows()).to_arrow(),
    ],
    ids=["pandas", "csv", "pandas types", "polars", "lazy", "structs", "arrow"],
)
@each_chart
def test_frames_give_the_charts_that_documents_give(chart: Callable[..., alt.LayerChart], frame: object) -> None:
    """Of whichever library, with nulls of whichever kind; only lengths of texts are not known."""
    assert chart(frame).to_dict() == chart(PAPERS).to_dict()
    assert plots.edges(frame, by="speaker") == plots.edges(PAPERS, by="speaker")
    assert drawn(plots.timeline(frame, by="position"), "offset") == drawn(
        plots.timeline(PAPERS, by="position"), "offset"
    )


def test_the_frame_of_one_text() -> None:
    """It has no column that names the document."""
    quotes = PAPERS[1].quotes
    assert plots.speakers(quotes.to_pandas()).to_dict() == plots.speakers(quotes).to_dict()


def test_several_texts_without_names_are_refused() -> None:
    """Their speakers would be mixed up."""
    frame = pd.concat([said.to_pandas() for said in (PAPERS[0].quotes, PAPERS[0].quotes)])
    with pytest.raises(SettingError, match="lacks document;"):
        plots.speakers(frame)


def test_columns_that_a_frame_lacks() -> None:
    """Which ones, where such a frame comes from, and what is there."""
    expected = r"lacks speaker, text; it has 'kind', 'who'; quotemine\.formats\.frames\.to_pandas"
    with pytest.raises(SettingError, match=expected):
        plots.speakers(pd.DataFrame({"kind": ["direct"], "who": ["Ada"]}))
    with pytest.raises(SettingError, match="lacks speaker_id;"):
        plots.speakers(pl.DataFrame(rows()).drop("speaker_id"), merged=merge_speakers([]))
    with pytest.raises(SettingError, match="spans, in a frame the column content"):
        plots.timeline(pd.DataFrame(rows()).drop(columns="content"), by="position")


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "Direct"), ("kind", None), ("content", "[[1, 2"), ("content", [3, 4]), ("content", [{"start": 3}]),
     ("speaker_aliases", 7)],
)  # fmt: skip
def test_values_that_a_column_cannot_have(column: str, value: object) -> None:
    """Which column and row, and what was found."""
    made = rows()
    made[1][column] = value
    with pytest.raises(SettingError, match=f"the column {column} of data, row 1"):
        plots.speakers(pd.DataFrame(made))


def test_frames_without_rows() -> None:
    """Are no quotes."""
    assert drawn(plots.speakers(pd.DataFrame(rows())[:0]), "text") == [{"text": "There are no quotes."}]


def test_a_column_of_people() -> None:
    """Is whom quotes are counted for, where it has somebody."""
    frame = pd.DataFrame(rows()).assign(person=[SAND, None, None, "Y. Sand", SAND])
    assert rows_of(plots.speakers(frame)) == [SAND, TALLIS, "Y. Sand"]
    assert [row["total"] for row in drawn(plots.speakers(frame), "total")] == [2, 1, 1]


def test_other_columns_of_documents() -> None:
    """Dates of any type, and an outlet that is no host."""
    frame = pd.DataFrame(rows()).assign(
        date=pd.to_datetime(["2026-05-01"] * 2 + ["2026-05-09 10:00"] * 3, format="ISO8601")
    )
    assert {row["date"][:10] for row in drawn(plots.timeline(frame), "date")} == {"2026-05-01", "2026-05-09"}
    dated = pl.DataFrame(rows()).with_columns(date=pl.lit(dt.date(2026, 5, 1)), outlet=pl.lit("The Tide"))
    assert drawn(plots.timeline(dated, by="date"), "date")[0]["date"] == "2026-05-01T00:00:00"
    assert {edge["source"] for edge in plots.edges(dated, by="outlet")} == {"The Tide"}


# merged speakers


def test_a_merge_fits_frames_whose_ids_became_text() -> None:
    documents = [paper(1, said(SAND)), paper(2, said("Y. Sand"))]
    merged = merge_speakers({document.id: document.quotes for document in documents})
    frame = pd.DataFrame(rows(documents)).astype({"document": str})
    assert rows_of(plots.speakers(documents, merged=merged)) == [SAND]
    assert rows_of(plots.speakers(frame, merged=merged)) == [SAND]


def test_a_merge_of_other_documents_is_refused() -> None:
    with pytest.raises(SettingError, match="merge_speakers gives for these documents, with speaker 'Yorick Sand'"):
        plots.speakers(PAPERS, merged=merge_speakers([]))
    with pytest.raises(SettingError, match=r"merged must be the result of quotemine\.merge_speakers"):
        plots.speakers(PAPERS, merged={})  # type: ignore[arg-type]


# whatever is in them

anything = st.text(st.characters(exclude_categories=()), max_size=12)
hostile = st.sampled_from(
    ["</script><script>", "<!--", "<img src=x>", "$&", "a.b[0]", "null", "\x00\x1b[31m", "\ud800"]
)
words = anything | hostile
speakers = st.builds(
    Speaker, words, words, st.sampled_from(["PERSON", "ORG"]), st.booleans(), aliases=st.tuples(words, words)
)
spans = st.builds(lambda start, text: Span(start, start + len(text), text), st.integers(0, 99), words)
quotes_of_all_kinds = st.builds(
    Quote,
    words,
    st.sampled_from(["direct", "indirect", "mixed"]),
    st.tuples() | st.tuples(spans) | st.tuples(spans, spans),
    st.none(),
    st.none(),
    st.none() | speakers,
    spans,
    st.just(0.5),
)


@given(st.lists(st.lists(quotes_of_all_kinds, max_size=5), max_size=3), st.sampled_from(CHARTS))
@settings(max_examples=40, deadline=None)
def test_any_quotes_give_a_valid_chart(many: list[list[Quote]], chart: Callable[..., alt.LayerChart]) -> None:
    """It can be written as UTF-8, and no text in it is markup."""
    documents = [paper(number, *quotes) for number, quotes in enumerate(many)]
    written = json.dumps(chart(documents).to_dict(), ensure_ascii=False)
    written.encode()
    assert "</" not in written
    assert "<script" not in written
    assert "<!--" not in written


@given(st.lists(quotes_of_all_kinds, max_size=8))
@settings(max_examples=40, deadline=None)
def test_every_quote_is_counted(quotes: list[Quote]) -> None:
    """In the bars, or among those without a speaker."""
    without = sum(quote.speaker is None for quote in quotes)
    if len(quotes) > without:
        chart = plots.speakers(Quotes(quotes))
        assert sum(row["total"] for row in drawn(chart, "total")) == len(quotes) - without
        assert len(set(rows_of(chart))) == len(
            {(quote.speaker.name, quote.speaker.id) for quote in quotes if quote.speaker}
        )
    if quotes:
        assert sum(row["quotes"] for row in drawn(plots.kinds(Quotes(quotes)), "share")) == len(quotes)


@each_chart
def test_more_rows_than_altair_takes_from_frames(chart: Callable[..., alt.LayerChart]) -> None:
    """Six thousand quotes, as documents and as a frame."""
    quotes = [said(f"Speaker {number % 30}", "Ask Speaker 7.", 20 * number) for number in range(6000)]
    assert chart(Quotes(quotes)).to_dict()["layer"]
    assert chart(pl.DataFrame(Quotes(quotes).to_dicts())).to_dict()["layer"]


def test_long_names_and_quotes_are_shortened() -> None:
    """And do not become one where they only differ later."""
    names = ["A" * 200_000 + letter for letter in "bc"]
    chart = plots.speakers(Quotes([said(names[0], "word " * 99_999), said(names[1], at=10**6)]))
    first, second = rows_of(chart)
    assert (len(first), second) == (120, f"{first} (2)")
    assert max(len(row["example"]) for row in drawn(chart, "example")) == 160


# packages


@each_chart
def test_altair_is_missing(chart: Callable[..., alt.LayerChart], monkeypatch: pytest.MonkeyPatch) -> None:
    """Say what to install; edges can do without."""
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingPackageError, match=r"altair is not installed.*quotemine\[viz\]"):
        chart(PAPERS)
    assert len(plots.edges(PAPERS)) == 4


def test_networkx_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingPackageError, match=r"networkx is not installed.*quotemine\[viz\]"):
        plots.network(PAPERS)


def test_narwhals_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only frames need it."""
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert plots.edges({paper.id: paper for paper in PAPERS}.values())
    with pytest.raises(MissingPackageError, match=r"narwhals is not installed.*quotemine\[viz\]"):
        plots.edges(pd.DataFrame(rows()))


def test_charts_can_be_joined_and_styled() -> None:
    """None has a configuration of its own, which could not be joined to others."""
    joined = (plots.speakers(PAPERS).properties(width=200, title="Quoted") | plots.timeline(PAPERS)) & plots.network(
        PAPERS
    )
    assert "config" in joined.configure_axis(labelFontSize=9).to_dict()


def test_from_a_text() -> None:
    """The whole way, from words to bars."""
    document = quotemine.from_text('"It leaks," said Ada Quill. "It drips," said Omar Finch. "A lot," Quill said.')
    assert rows_of(plots.speakers(document)) == ["Ada Quill", "Omar Finch"]
