"""Data frames and Arrow tables: one schema, with and without rows, whichever way they are made."""

import subprocess
import sys
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputTypeError, MissingPackageError
from quotemine.formats import arrow, columns, frames
from quotemine.formats.targets import storable
from quotemine.types import Quotes

DOCUMENT = Document("harbour", TEXT, Quotes(find_quotes(TEXT), TEXT), title="Harbour closed", date="2026-04-30")
WITHOUT = Document(7, "Nobody spoke.")
HEAD = ["document", "title", "date", "author", "url"]
COLUMNS = [*HEAD, *DOCUMENT.quotes[0].to_dict()]
SPANS, SPAN = ("content", "chain"), ("cue", "source", "speaker_gender_evidence")


def stored(value: object) -> object:
    """A JSON value with U+FFFD for half surrogate pairs."""
    if isinstance(value, list):
        return [stored(item) for item in value]
    if isinstance(value, dict):
        return {key: stored(item) for key, item in value.items()}
    return storable(value) if isinstance(value, str) else value


def named(pair: list[int]) -> dict[str, int]:
    return {"start": pair[0], "end": pair[1]}


def expected(*some: Document) -> list[dict[str, Any]]:
    """What frames should hold, from what :meth:`Quote.to_dict` gives."""
    rows = []
    for document in some:
        for row in document.quotes.to_dicts():
            row.update({name: list(map(named, row[name])) for name in SPANS})
            row.update(
                {name: named(row[name][0]) if row[name] else None for name in SPAN}, context=named(row["context"])
            )
            origin = {name: getattr(document, name) for name in HEAD[1:]}
            rows.append({"document": str(document.id), **origin, **row})
    return [{name: stored(value) for name, value in row.items()} for row in rows]


# what stands in them


@given(st.lists(documents(), max_size=2))
def test_every_value_is_there(some: list[Document]) -> None:
    """In each kind of frame, of every quote, whatever its text."""
    wanted = expected(*some)
    assert frames.to_arrow(some).to_pylist() == wanted
    assert frames.to_polars(some).to_dicts() == wanted
    frame = frames.to_pandas(some)
    assert frame.astype("object").where(frame.notna(), None).to_dict("records") == wanted


@settings(max_examples=30)
@given(documents())
def test_offsets_slice_the_text(document: Document) -> None:
    """Emoji, line ends and halves of surrogate pairs count as they do in Python."""
    for row in frames.to_arrow([document]).to_pylist():
        words = [storable(document.text[span["start"] : span["end"]]) for span in row["content"]]
        assert " ".join(words) == row["text"]
        if row["cue"]:
            assert storable(document.text[row["cue"]["start"] : row["cue"]["end"]]) == row["cue_text"]


@pytest.mark.parametrize("some", [[], [WITHOUT], [DOCUMENT], [WITHOUT, DOCUMENT, DOCUMENT]])
def test_the_schema_is_always_the_same(some: list[Document]) -> None:
    """Also without rows."""
    assert frames.to_arrow(some).schema.equals(frames.ARROW_SCHEMA, check_metadata=True)
    assert frames.to_arrow(some).column_names == COLUMNS
    assert frames.to_polars(some).schema == frames.to_polars([DOCUMENT]).schema
    assert frames.to_pandas(some).dtypes.to_dict() == frames.to_pandas([DOCUMENT]).dtypes.to_dict()
    assert list(frames.to_pandas(some).columns) == COLUMNS


def test_the_three_agree() -> None:
    table = frames.to_arrow([DOCUMENT, WITHOUT])
    assert frames.to_polars([DOCUMENT]).equals(pl.from_arrow(table))
    assert frames.to_polars([DOCUMENT]).schema == pl.from_arrow(table).schema
    back = pa.Table.from_pandas(frames.to_pandas([DOCUMENT]), frames.ARROW_SCHEMA, preserve_index=False)
    assert back.equals(table)


def test_types_are_those_that_are_shown() -> None:
    """``quotemine schema`` shows them without pyarrow."""
    for field, column in zip(frames.ARROW_SCHEMA, columns.ALL, strict=True):
        shown = str(field.type).replace("item: ", "").replace("element: ", "")
        assert (field.name, shown, field.nullable) == (column.name, column.type.value, column.nullable)


def test_only_what_may_be_missing_is_nullable() -> None:
    bare = evolve(DOCUMENT.quotes[0], speaker=None, cue=None, source=None, content=(), evidence=())
    (row,) = frames.to_arrow([Document("a", TEXT, Quotes([bare]))]).to_pylist()
    assert {name for name, value in row.items() if value is None} == {
        field.name for field in frames.ARROW_SCHEMA if field.nullable
    }


def test_dtypes_of_pandas_know_missing_values() -> None:
    bare = evolve(DOCUMENT.quotes[0], speaker=None)
    frame = frames.to_pandas(Quotes([DOCUMENT.quotes[0], bare]))
    assert frame["speaker"].dtype == "string"
    assert frame["speaker_named"].dtype == "boolean"
    assert frame["speaker_confidence"].dtype == "Float64"
    assert frame["negated"].dtype == "bool"
    assert frame["confidence"].dtype == "float64"
    assert frame.loc[1, "speaker"] is frame.loc[1, "speaker_named"] is frame.loc[1, "speaker_confidence"] is pd.NA
    assert frame.groupby("speaker").size().to_dict() == {"Brona Tallis": 1}


def test_polars_parts_and_names_spans() -> None:
    parts = frames.to_polars([DOCUMENT]).explode("content").unnest("content")
    assert [TEXT[row["start"] : row["end"]] for row in parts.to_dicts()[:2]] == [
        '"The crane is old,"', '"and the rope is older."',
    ]  # fmt: skip


def test_ids_are_strings() -> None:
    """A column has one type."""
    table = frames.to_arrow([evolve(DOCUMENT, id=12), DOCUMENT])
    assert set(table["document"].to_pylist()) == {"12", "harbour"}


# the quotes of one text


def test_quotes_have_no_columns_for_the_document() -> None:
    rows = [{name: row[name] for name in COLUMNS[5:]} for row in expected(DOCUMENT)]
    assert DOCUMENT.quotes.to_arrow().to_pylist() == rows
    assert DOCUMENT.quotes.to_polars().to_dicts() == rows
    assert DOCUMENT.quotes.to_pandas().equals(frames.to_pandas([DOCUMENT])[COLUMNS[5:]])
    assert DOCUMENT.quotes.to_arrow().schema == pa.schema(list(frames.ARROW_SCHEMA)[5:])


def test_no_quotes_have_all_columns_too() -> None:
    assert Quotes().to_arrow().schema == DOCUMENT.quotes.to_arrow().schema
    assert Quotes().to_polars().schema == DOCUMENT.quotes.to_polars().schema
    assert Quotes().to_pandas().dtypes.to_dict() == DOCUMENT.quotes.to_pandas().dtypes.to_dict()


# batches


def test_a_batch_is_of_so_many_documents() -> None:
    count = len(DOCUMENT.quotes)
    batches = list(arrow.record_batches([DOCUMENT, WITHOUT, DOCUMENT, DOCUMENT, WITHOUT], size=2))
    assert [batch.num_rows for batch in batches] == [count, 2 * count, 0]
    assert all(batch.schema == frames.ARROW_SCHEMA for batch in batches)


def test_batches_are_made_as_documents_come() -> None:
    taken: list[Document] = []

    def some() -> Any:  # noqa: ANN401
        for _ in range(10):
            taken.append(DOCUMENT)
            yield DOCUMENT

    next(arrow.record_batches(some(), size=3))
    assert len(taken) == 3


def test_many_documents() -> None:
    some = [DOCUMENT] * (2 * arrow.DOCUMENTS_A_BATCH + 1)
    assert frames.to_arrow(some).num_rows == len(some) * len(DOCUMENT.quotes)


# misuse, and packages that are not there

MAKERS = [frames.to_arrow, frames.to_pandas, frames.to_polars, arrow.record_batch]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("data", [DOCUMENT, "text", None, [DOCUMENT.quotes]])
def test_what_are_no_documents(make: Any, data: object) -> None:  # noqa: ANN401
    with pytest.raises(InputTypeError):
        make(data)


@pytest.mark.parametrize(
    ("package", "extra", "make"),
    [
        ("pyarrow", "arrow", frames.to_arrow),
        ("pandas", "pandas", frames.to_pandas),
        ("polars", "polars", frames.to_polars),
        ("pyarrow", "arrow", Quotes.to_arrow),
        ("pandas", "pandas", Quotes.to_pandas),
        ("polars", "polars", Quotes.to_polars),
    ],
)
def test_a_missing_package(monkeypatch: pytest.MonkeyPatch, package: str, extra: str, make: Any) -> None:  # noqa: ANN401
    """Is named, with what to do."""
    monkeypatch.setitem(sys.modules, package, None)
    arrow.schema_of.cache_clear()
    with pytest.raises(MissingPackageError, match=rf"^{package} is not installed; .*'quotemine\[{extra}\]'"):
        make(DOCUMENT.quotes)


def test_the_schema_needs_pyarrow_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    arrow.schema_of.cache_clear()
    with pytest.raises(MissingPackageError):
        _ = frames.ARROW_SCHEMA
    with pytest.raises(AttributeError, match="no attribute 'ARROW'"):
        _ = frames.ARROW  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("make", "others"), [("to_polars", ["pandas", "pyarrow"]), ("to_pandas", ["polars", "pyarrow"])]
)
def test_each_needs_its_own_package_only(make: str, others: list[str]) -> None:
    """With the same types as beside all of them."""
    code = (
        "import sys\n"
        "class Absent:\n"  # None in sys.modules would do, but for Cython, which imports it
        "    def find_spec(name, *_):\n"
        f"        if name in {others}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent)\n"
        "from quotemine.formats import frames\n"
        "from quotemine import Document, Quotes, Quote, Span\n"
        "text = 'It leaks 🙂.'\n"
        "span = Span(0, 11, text)\n"
        "quotes = Quotes([Quote('q1', 'direct', (span,), None, None, None, span, 0.9)])\n"
        f"frame = frames.{make}([Document('a', text, quotes)])\n"
        "print(list(frame['text']), list(frame['content']), [str(type) for type in frame.dtypes])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    types = [str(type_) for type_ in getattr(frames, make)([DOCUMENT]).dtypes]
    assert done.stdout.startswith("['It leaks 🙂.'] [")
    assert done.stdout.rstrip().endswith(str(types))


def test_importing_loads_none_of_them() -> None:
    code = (
        "import sys, quotemine.formats.frames, quotemine.formats.parquet, quotemine.formats.csv;"
        "sys.exit(', '.join({'pandas', 'polars', 'pyarrow', 'numpy', 'spacy'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
