"""Charts of frames: pandas, polars, Arrow; from quotemine, from files, and with columns that are missing or wrong."""

import io
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from plotted import drawn, paper, rows_of, said

from quotemine import merge_speakers, plots
from quotemine.documents import Document
from quotemine.errors import InputTypeError, SettingError
from quotemine.formats import csv, frames
from quotemine.types import Quotes

Maker = Callable[[list[Document] | Quotes], Any]

TALLIS, SAND = "Brona Tallis", "Yorick Sand"
BOARD = said("the harbour board", at=60, named=False, type_="ORG")
DOCUMENTS = [
    paper(
        "a",
        said(SAND, "Ask Tallis.", 10),
        said(TALLIS, "it leaks", 40, kind="indirect", aliases=["Tallis"]),
        BOARD,
        said(None),
        author="Jo Reed",
    ),
    paper("b", said(SAND), author="Kit Marsh", date="2026-02-03", url="https://www.marlow.example/b"),
]


def from_csv(documents: list[Document] | Quotes) -> pd.DataFrame:
    """As pandas reads what ``formats.csv`` writes: lists are JSON text."""
    file = io.StringIO()
    csv.dump([Document("a", "", documents)] if isinstance(documents, Quotes) else documents, file)
    return pd.read_csv(io.StringIO(file.getvalue()))


def from_parquet(documents: list[Document] | Quotes) -> pd.DataFrame:
    """As pandas reads it: lists are arrays."""
    return frames.to_arrow(documents).to_pandas()


MAKERS: list[Maker] = [
    frames.to_pandas, frames.to_polars, frames.to_arrow, from_csv, from_parquet,
    lambda data: frames.to_polars(data).lazy(),
]  # fmt: skip
CHARTS: list[tuple[Callable[..., alt.LayerChart], dict[str, Any]]] = [
    (plots.speakers, {}),
    (plots.speakers, {"unnamed": False, "count": "words"}),
    (plots.kinds, {}),
    (plots.kinds, {"by": "speaker"}),
    (plots.network, {"by": "author"}),
    (plots.network, {"by": "speaker"}),
]


@pytest.fixture(params=MAKERS, ids=["pandas", "polars", "arrow", "csv", "parquet", "lazy"])
def make(request: pytest.FixtureRequest) -> Maker:
    maker: Maker = request.param
    return maker


@pytest.mark.parametrize(("chart", "settings"), CHARTS)
def test_a_frame_of_documents_gives_the_same_chart(
    make: Maker, chart: Callable[..., alt.LayerChart], settings: dict[str, Any]
) -> None:
    """As the documents themselves."""
    assert chart(make(DOCUMENTS), **settings).to_dict() == chart(DOCUMENTS, **settings).to_dict()


def test_edges_of_a_frame(make: Maker) -> None:
    assert plots.edges(make(DOCUMENTS), by="speaker") == plots.edges(DOCUMENTS, by="speaker")
    assert plots.edges(make(DOCUMENTS), by="outlet") == plots.edges(DOCUMENTS, by="outlet")


def test_places_of_a_frame(make: Maker) -> None:
    """It has the spans but not the texts; a document is as long as its last quote needs."""
    chart = plots.timeline(make([DOCUMENTS[0]]))
    assert [row["at"] for row in drawn(chart, "offset")] == [10, 40, 60]
    assert chart.to_dict()["layer"][-1]["encoding"]["x"]["scale"]["domain"] == [0, 69]


def test_quotes_of_one_text(make: Maker) -> None:
    """``Quotes.to_pandas()`` and the like have no column *document*."""
    quotes = DOCUMENTS[0].quotes
    assert rows_of(plots.speakers(make(quotes))) == rows_of(plots.speakers(quotes))
    assert [row["total"] for row in drawn(plots.kinds(quotes.to_pandas()), "total")] == [4]


def test_a_frame_without_rows(make: Maker) -> None:
    for chart in (plots.speakers, plots.kinds, plots.timeline, plots.network):
        assert drawn(chart(make([])), "text") == [{"text": "There are no quotes."}]


def test_part_of_a_frame_is_a_frame() -> None:
    """Rows or columns that somebody has chosen, with an index that has holes."""
    frame = frames.to_pandas(DOCUMENTS)
    assert rows_of(plots.speakers(frame[frame["document"] == "b"])) == [SAND]
    assert rows_of(plots.speakers(frame[["speaker", "kind", "text"]])) == [SAND, TALLIS, "the harbour board"]


def test_merged_with_a_frame(make: Maker) -> None:
    """Also where ids are numbers, which frames have as text."""
    for ids in (("a", "b"), (1, 2)):
        documents = [paper(ids[0], said(SAND)), paper(ids[1], said("Y. Sand"))]
        merged = merge_speakers({found.id: found.quotes for found in documents})
        assert rows_of(plots.speakers(make(documents), merged=merged)) == ["Yorick Sand"]


# bad frames


def test_what_only_looks_like_a_frame() -> None:
    """Something else with columns is refused as anything else is."""

    class Sheet:
        columns = ("speaker", "kind", "text")

    with pytest.raises(InputTypeError, match="or a frame of quotes, got Sheet"):
        plots.speakers(Sheet())  # type: ignore[arg-type]


def test_no_frame_of_quotes_at_all() -> None:
    for frame in (pd.DataFrame({"a": [1]}), pl.DataFrame({"a": [1]}), pa.table({"a": [1]}), pd.DataFrame()):
        with pytest.raises(SettingError, match=r"lacks speaker, kind, text; it has ('a'|none);"):
            plots.network(frame)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("kind", "Direct", "'direct', 'indirect' or 'mixed'"),
        ("kind", None, "'direct', 'indirect' or 'mixed'"),
        ("content", "12-30", "spans"),
        ("content", "[[1]]", "spans"),
        ("content", '[{"from": 1, "to": 2}]', "spans"),
        ("content", '[{"end": 2}]', "spans"),
        ("content", "7", "spans"),
        ("speaker_aliases", "Sand; Yorick", "a list of names"),
    ],
)
def test_a_value_that_its_column_cannot_have(name: str, value: object, allowed: str) -> None:
    """With the row; nothing is guessed."""
    frame = pd.DataFrame({"speaker": ["A", "B"], "kind": "direct", "text": "It leaks."})
    frame[name] = ["direct" if name == "kind" else "[]", value]
    with pytest.raises(SettingError, match=rf"the column {name} of data, row 1 .*{allowed}"):
        plots.speakers(frame)
