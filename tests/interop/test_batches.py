"""The kernel of clusters on Arrow batches, and how Ray Data and Dask take it."""

import datetime as dt
import pickle
import sys
import types
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import handmade
import pandas as pd
import papers
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from arbitrary import ANY_TEXT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotemine import Document, model_cache
from quotemine.api import extract
from quotemine.errors import InputTypeError, MissingPackageError, SettingError, WeightsError
from quotemine.formats import frames
from quotemine.interop import batches, rows
from quotemine.interop.batches import empty_frame, extract_batches, extract_frame, extract_table, result_schema

SENTENCE = '"The crane is old," said Brona Tallis.'
COLUMNS = {"text": "body", "id": "url"}


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.put_in_place_of_the_flow(monkeypatch)
    monkeypatch.setattr("quotemine.interop.batches.get_encoder", lambda settings: None)


def batch(**columns: Any) -> pa.RecordBatch:  # noqa: ANN401
    return pa.record_batch(columns)


def told(found: pa.RecordBatch | pa.Table) -> list[tuple[str, str | None, str | None]]:
    return [(row["document"], row["speaker"], row["error"]) for row in found.to_pylist()]


def rows_of(found: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    return [row for one in found for row in one.to_pylist()]


def error_of(text: object, id_: object = "a", **metadata: object) -> str:
    """Read one document whose columns have whatever type the values have."""
    given_ = {"id": [id_], "text": [text], **{name: [value] for name, value in metadata.items()}}
    (row,) = rows_of(extract_batches([batch(**given_)]))
    assert {name for name, value in row.items() if value is not None} <= {"document", "error"}
    assert isinstance(row["error"], str)
    return row["error"]


# results


def test_the_rows_are_those_of_frames() -> None:
    """With a column more, and all columns nullable."""
    texts = [handmade.TEXT, "Nobody spoke.", "", SENTENCE]
    found = extract_table(pa.table({"id": ["a", "b", "c", "d"], "text": texts}))
    documents = [Document(id_, text, extract(text)) for id_, text in zip("abcd", texts, strict=True)]
    expected = frames.to_arrow(documents)
    assert found.drop_columns(["error"]).to_pylist() == expected.to_pylist()
    assert found["error"].null_count == found.num_rows > 1
    assert found.schema.equals(result_schema())
    assert found.schema.names == [*expected.schema.names, "error"]
    assert all(field.nullable for field in found.schema)


def test_settings_reach_every_text() -> None:
    given_ = [batch(id=[1], text=[handmade.TEXT])] * 2
    assert [len(one) for one in extract_batches(given_)] == [1, 1]
    assert [len(one) for one in extract_batches(given_, attributions="all")] == [2, 2]


def test_ids_are_strings_or_whole_numbers() -> None:
    for type_ in (pa.int8(), pa.uint64(), pa.int64()):
        found = extract_table(pa.table({"id": pa.array([7], type_), "text": [SENTENCE]}))
        assert told(found) == [("7", "Brona Tallis", None)]


@pytest.mark.parametrize(
    "type_", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_all_of_arrows_strings_will_do(type_: pa.DataType) -> None:
    found = extract_table(pa.table({"id": ["a", "b"], "text": pa.array([SENTENCE, None], type_)}))
    assert told(found)[0] == ("a", "Brona Tallis", None)
    assert told(found)[1][2] == "the text is null; fill it in, or drop the document"


def test_metadata_is_taken_where_it_is() -> None:
    given_ = batch(
        url=["https://gazette.example/1"],
        body=[SENTENCE],
        headline=["Crane closed"],
        title=["Gazette"],
        date=[dt.date(2026, 4, 30)],
        author=[None],
        shares=[12],
    )
    (row,) = rows_of(extract_batches([given_], **COLUMNS, title="headline"))
    assert (row["document"], row["url"]) == ("https://gazette.example/1", "https://gazette.example/1")
    assert (row["title"], row["date"], row["author"]) == ("Crane closed", "2026-04-30", None)
    (row,) = rows_of(extract_batches([given_], **COLUMNS))
    assert row["title"] == "Gazette"


def test_dates_and_numbers_as_metadata() -> None:
    for value, expected in [(dt.datetime(2026, 4, 30, 7, 5), "2026-04-30T07:05:00"), (2026, "2026"), ("May", "May")]:  # noqa: DTZ001
        (row,) = rows_of(extract_batches([batch(id=[1], text=[SENTENCE], date=[value])]))
        assert row["date"] == expected


@pytest.mark.parametrize("given_", [[], [batch(id=pa.array([], pa.string()), text=pa.array([], pa.string()))]])
def test_nothing_gives_nothing_and_loads_nothing(given_: list[pa.RecordBatch], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotemine.interop.batches.get_encoder", None)
    assert list(extract_batches(given_)) == []
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    assert extract_table(pa.Table.from_batches(given_, schema)).equals(result_schema().empty_table())


def test_results_come_as_batches_do() -> None:
    """A batch of Spark has ten thousand documents: whoever waits sees the first results after 256."""
    taken: list[int] = []

    def given_() -> Iterator[pa.RecordBatch]:
        for number in range(3):
            taken.append(number)
            yield batch(id=list(range(600)), text=[SENTENCE] * 600)

    found = extract_batches(given_())
    assert taken == []
    assert [next(found).num_rows, next(found).num_rows, next(found).num_rows] == [256, 256, 88]
    assert taken == [0]
    assert next(found).num_rows == 256
    assert taken == [0, 1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.none() | ANY_TEXT, st.none() | ANY_TEXT | st.integers() | st.booleans(), st.none() | ANY_TEXT)
    )
)
def test_no_document_is_lost_and_none_is_told_twice(some: list[tuple[str | None, object, str | None]]) -> None:
    """Those with quotes have rows, those with errors one row, the others none; whatever the frame holds."""
    frame = pd.DataFrame(some, columns=["text", "id", "title"], dtype=object)
    found = extract_frame(frame)
    assert (found.dtypes == empty_frame().dtypes).all()
    wrong = [text is None or id_ is None or isinstance(id_, bool) for text, id_, _ in some]
    quoted = [0 if bad else len(extract(text or "")) for bad, (text, _, _) in zip(wrong, some, strict=True)]
    assert found["error"].notna().sum() == sum(wrong)
    assert len(found) == sum(wrong) + sum(quoted)


# other engines


class Dataset:
    """What ``ray.data.Dataset`` promises of ``map_batches``: tables in, tables out, in blocks; some have no rows."""

    def __init__(self, blocks: list[pa.Table]) -> None:
        self.blocks = blocks

    def map_batches(
        self, fn: Callable[..., pa.Table], *, batch_size: int, batch_format: str, fn_kwargs: dict[str, Any]
    ) -> "Dataset":
        assert batch_format == "pyarrow"
        batches_ = [
            block.slice(i, batch_size) for block in self.blocks for i in range(0, block.num_rows or 1, batch_size)
        ]
        fn = pickle.loads(pickle.dumps(fn))
        return Dataset([fn(one, **fn_kwargs) for one in batches_])

    def write_parquet(self, path: str) -> None:
        Path(path).mkdir()
        for number, block in enumerate(self.blocks):
            pq.write_table(block, Path(path) / f"{number}.parquet")


def articles() -> pa.Table:
    return pa.table(
        {"url": ["a", "b", "c", "d"], "title": ["A", "B", "C", "D"], "body": [SENTENCE, None, "", SENTENCE]}
    )


def check_written(folder: Path) -> None:
    found = pq.read_table(folder / "quotes")
    assert found.schema.names == result_schema().names
    assert sorted((row["document"], row["title"], row["error"]) for row in found.to_pylist()) == [
        ("a", "A", None),
        ("b", None, "the text is null; fill it in, or drop the document"),
        ("d", "D", None),
    ]


def test_the_papers_code_for_ray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray itself is large, so a stand-in calls the function as Ray would."""
    (code,) = (code for code in papers.code("Ray and Dask", tmp_path) if "import ray" in code)
    blocks = [articles().slice(0, 3), articles().slice(3), articles().slice(4)]
    data = types.SimpleNamespace(read_parquet=lambda path: Dataset(blocks))
    monkeypatch.setitem(sys.modules, "ray", types.SimpleNamespace(data=data))
    exec(code, {})
    check_written(tmp_path)


@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")  # Dask is not ready for pandas 4
def test_the_papers_code_for_dask(tmp_path: Path) -> None:
    dask = pytest.importorskip("dask")
    (code,) = (code for code in papers.code("Ray and Dask", tmp_path) if "import dask" in code)
    (tmp_path / "articles").mkdir()
    for number in range(3):  # the last has no rows
        pq.write_table(articles().slice(2 * number, 2), tmp_path / "articles" / f"{number}.parquet")
    with dask.config.set(scheduler="synchronous"):
        exec(code, {})
    check_written(tmp_path)


# one document that cannot be read


def test_an_error_has_a_row_in_its_place() -> None:
    found = extract_table(pa.table({"id": ["a", "b", "c"], "text": [SENTENCE, None, SENTENCE]}))
    why = "the text is null; fill it in, or drop the document"
    assert told(found) == [("a", "Brona Tallis", None), ("b", None, why), ("c", "Brona Tallis", None)]
    assert found.column("error").num_chunks == 1, "many errors do not make many small batches"


def test_texts_that_are_no_strings() -> None:
    assert error_of(None) == "the text is null; fill it in, or drop the document"
    assert error_of(7) == "quotemine expected a text of type str, got int"
    assert error_of(b"It rained.").endswith("got bytes (decode bytes first, as in data.decode('utf-8'))")
    assert error_of(["It rained."]).startswith("quotemine expected a text of type str, got list")


@pytest.mark.parametrize("id_", [None, 7.5, True, Decimal("1.5"), ["a"]])
def test_ids_that_are_none(id_: object) -> None:
    (row,) = rows_of(extract_batches([batch(id=[id_], text=[SENTENCE])]))
    assert row["document"] == (None if id_ is None else str(id_)), "as far as it can be told"
    assert "a string or a whole number" in row["error"]
    assert row["speaker"] is None


def test_metadata_that_is_no_text() -> None:
    assert error_of(SENTENCE, author=["Ada Quill", "Omar Finch"]) == (
        "author ['Ada Quill', 'Omar Finch'] is of type list; make it a string, or leave the column out"
    )


def test_strings_that_are_not_utf_8() -> None:
    """Engines that do not check have them: in Arrow they are seen only when they are read."""
    latin = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\5\0\0\0\5\0\0\0"), pa.py_buffer(b"caf\xe9s")]
    )
    found = extract_table(pa.table({"id": ["a", "b"], "text": latin}))
    why = "a string that is not UTF-8 (invalid continuation byte at byte 3); decode it with its own encoding"
    assert told(found) == [("a", None, why)]
    found = extract_table(pa.table({"id": latin, "text": [SENTENCE] * 2}))
    assert told(found) == [(None, None, why), ("", "Brona Tallis", None)]


def test_what_goes_wrong_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which should not happen: but a job of days does not end by it."""

    def fail(text: str, settings: object) -> object:
        if "poison" in text:
            raise ZeroDivisionError("no such paragraph: " + chr(0xD800) + text)
        return handmade.find_quotes(text)

    monkeypatch.setattr(rows, "extract_with", fail)
    found = extract_table(pa.table({"id": [1, 2, 3], "text": [SENTENCE, "poison" * 10_000, SENTENCE]}))
    assert [row[0] for row in told(found)] == ["1", "2", "3"]
    why = told(found)[1][2]
    assert why is not None
    assert why.startswith("extraction failed with ZeroDivisionError: no such paragraph: \ufffdpoison")
    assert why.endswith(" …; please report it, with the text; the others are not affected")
    assert len(why) < 1200


# what is wrong with all of them


@pytest.mark.parametrize("call", [extract_batches, extract_table, extract_frame])
def test_settings_are_checked_at_once(call: Any) -> None:  # noqa: ANN401
    with pytest.raises(SettingError, match="attributions must be 'speech' or 'all', got 'every'"):
        call(None, attributions="every")
    with pytest.raises(TypeError, match="colour"):
        call(None, colour="red")


def test_what_is_no_batch_table_or_frame() -> None:
    table = pa.table({"id": ["a"], "text": [SENTENCE]})
    advice = "; extract_batches reads record batches, extract_table a table of Arrow, extract_frame a frame of pandas"
    with pytest.raises(
        InputTypeError, match=f"expected an iterable of pyarrow.RecordBatch, got pyarrow.*Table in it{advice}"
    ):
        list(extract_batches([table]))
    with pytest.raises(InputTypeError, match=f"expected a pyarrow.Table, got pyarrow.*RecordBatch{advice}"):
        extract_table(table.to_batches()[0])
    with pytest.raises(InputTypeError, match=f"expected a pandas.DataFrame, got pyarrow.*Table{advice}"):
        extract_frame(table)


def test_columns_that_are_not_there() -> None:
    message = "text must be one of the columns 'url', 'content', got 'body'"
    with pytest.raises(SettingError, match=message):
        list(extract_batches([batch(url=["a"], content=["b"])], **COLUMNS))
    with pytest.raises(SettingError, match=message):
        extract_table(pa.table({"url": pa.array([], pa.string()), "content": pa.array([], pa.string())}), **COLUMNS)
    with pytest.raises(SettingError, match=message):
        extract_frame(pd.DataFrame({"url": ["a"], "content": ["b"]}), **COLUMNS)
    with pytest.raises(SettingError, match="title must be one of the columns 'id', 'text', got 'headline'"):
        list(extract_batches([batch(id=["a"], text=["b"])], title="headline"))
    with pytest.raises(SettingError, match=r"id must be one of the columns \(there are none\), got 'id'"):
        extract_frame(pd.DataFrame())
    twice = pa.RecordBatch.from_arrays([pa.array(["a"])] * 3, ["id", "text", "text"])
    with pytest.raises(SettingError, match="text must be a column that is there only once: rename the others"):
        list(extract_batches([twice]))


def test_weights_that_cannot_be_loaded_end_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are no matter of one document: a million rows with the same error would help nobody."""

    def fail(settings: object) -> None:
        raise WeightsError.missing(Path("fast.onnx"))

    monkeypatch.setattr(batches, "get_encoder", fail)
    with pytest.raises(WeightsError):
        list(extract_batches([batch(id=["a"], text=[SENTENCE])]))


def test_the_weights_are_loaded_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    opened: list[str] = []
    monkeypatch.setattr("quotemine.flow.encoder.open_encoder", lambda *arguments: opened.append(arguments[0]))
    monkeypatch.setattr("quotemine.flow.quotes.find_quotes", handmade.find_quotes)
    model_cache._load.cache_clear()
    try:
        for _ in range(3):
            found = rows_of(extract_batches([batch(id=[1, 2], text=[SENTENCE, SENTENCE])] * 2, model="fast"))
            assert len(found) == 4
    finally:
        model_cache._load.cache_clear()
    assert opened == ["fast"]


def test_without_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pandas", None)
        with pytest.raises(MissingPackageError, match=r"pip install 'quotemine\[pandas\]'"):
            empty_frame()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'quotemine\[arrow\]'"):
        extract_batches([])
