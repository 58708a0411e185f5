"""Parquet: row groups as documents come, and back with the texts."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError, MissingPackageError
from quotemine.formats import frames, parquet
from quotemine.types import Quotes

DOCUMENT = Document(
    "harbour", TEXT, Quotes(find_quotes(TEXT), TEXT), title="Harbour closed", url="https://gazette.example"
)
SENTENCE = '"The crane is old," said Brona Tallis.'
OTHER = Document("crane", SENTENCE, Quotes(find_quotes(SENTENCE), SENTENCE))
TEXTS = {"harbour": TEXT, "crane": SENTENCE}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.parquet"


def spoilt(path: Path, **columns: Any) -> Path:  # noqa: ANN401
    """Write the other document with other values, of whatever type."""
    (row,) = frames.to_arrow([OTHER]).to_pylist()
    schema = pa.schema([(field.name, field.type) for field in frames.ARROW_SCHEMA if field.name not in columns])
    table = pa.Table.from_pylist([row], schema)
    for name, value in columns.items():
        table = table.append_column(name, [pa.array([value])])
    pq.write_table(table, path)
    return path


def problem(path: Path, texts: dict[str, str] | None = None) -> str:
    with pytest.raises(InputFileError) as caught:
        list(parquet.load(path, TEXTS if texts is None else texts))
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


@given(st.lists(documents(), max_size=2))
def test_what_is_written_comes_back(some: list[Document]) -> None:
    """With the texts; but half surrogate pairs, which Parquet cannot hold, and documents without quotes."""
    some = [evolve(document, id=str(number)) for number, document in enumerate(some)]
    file = io.BytesIO()
    parquet.dump(some, file)
    assert not file.closed
    back = list(parquet.load(file, {str(document.id): document.text for document in some}))
    assert frames.to_arrow(back).equals(frames.to_arrow(some))
    for found, document in zip(back, (document for document in some if document.quotes), strict=True):
        assert found.text == found.quotes.given_text == document.text
        for quote, given_ in zip(found.quotes, document.quotes, strict=True):
            assert (quote.content, quote.source, quote.context) == (given_.content, given_.source, given_.context)


def test_all_of_a_document_comes_back(path: Path) -> None:
    parquet.dump([DOCUMENT, OTHER], path)
    assert list(parquet.load(path, TEXTS)) == [DOCUMENT, OTHER]
    assert list(parquet.load(str(path), TEXTS)) == [DOCUMENT, OTHER]


@pytest.mark.parametrize("some", [[], [Document("a", "Nobody spoke.")], [DOCUMENT]])
def test_the_schema_is_always_the_same(path: Path, some: list[Document]) -> None:
    parquet.dump(some, path)
    assert pq.read_schema(path).equals(frames.ARROW_SCHEMA)
    assert pq.read_table(path).equals(frames.to_arrow(some))
    assert pl.read_parquet(path).equals(frames.to_polars(some))


def test_row_groups_are_written_as_documents_come(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a corpus may be larger than memory."""
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 300)
    sizes: list[int] = []

    def many() -> Iterator[Document]:
        for _ in range(2000):
            yield OTHER
            sizes.append(path.stat().st_size)

    parquet.dump(many(), path)
    assert len(set(sizes)) >= 3
    groups = pq.ParquetFile(path).metadata
    assert groups.num_rows == 2000
    assert 3 < groups.num_row_groups < 10


def test_small_groups_are_put_together(path: Path) -> None:
    """A row group for each batch would be slow to read."""
    parquet.dump([OTHER] * 2000, path)
    assert pq.ParquetFile(path).metadata.num_row_groups == 1


def test_a_document_over_the_edge_of_a_batch_stays_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_READ", 10)
    long = Document("long", SENTENCE, Quotes(evolve(OTHER.quotes[0], id=f"q{number}") for number in range(1, 26)))
    parquet.dump([OTHER, long, DOCUMENT], path)
    assert list(parquet.load(path, {"long": SENTENCE, **TEXTS})) == [OTHER, long, DOCUMENT]


def test_reading_is_lazy(path: Path) -> None:
    parquet.dump([OTHER, DOCUMENT], path)
    back = parquet.load(path, {"crane": SENTENCE})
    assert next(back) == OTHER
    with pytest.raises(InputFileError):
        next(back)


def test_other_columns_do_not_matter(path: Path) -> None:
    """Nor does their order, nor another library that wrote the file."""
    frame = frames.to_polars([OTHER]).with_columns(checked=pl.lit(value=True))
    frame.select(reversed(frame.columns)).write_parquet(path)
    assert list(parquet.load(path, TEXTS)) == [OTHER]


# what is wrong


def test_a_text_that_is_not_given(path: Path) -> None:
    parquet.dump([OTHER, DOCUMENT], path)
    assert problem(path, {}).startswith("texts has nothing for the document 'crane'; give all texts")
    problems: list[InputFileError] = []
    assert list(parquet.load(path, {"harbour": TEXT}, on_error=problems.append)) == [DOCUMENT]
    assert len(problems) == 1


def test_another_text(path: Path) -> None:
    parquet.dump([OTHER], path)
    assert problem(path, {"crane": SENTENCE[:22]}).startswith("document 'crane': [20, 24] is outside the text")
    assert "stands at the spans of content" in problem(path, {"crane": SENTENCE.replace("old", "new")})


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"kind": "sung"}, "'sung' is not known here @ $.quotes[0].kind; "),
        ({"content": [{"start": 5, "end": 2}]}, "[5, 2] ends before it starts @ $.quotes[0].content[0]; "),
        ({"content": None}, "None is no list @ $.quotes[0].content; "),
        ({"content": "[[0, 5]]"}, "'[[0, 5]]' is no list @ $.quotes[0].content; "),
        ({"cue": 5}, "5 is no span @ $.quotes[0].cue; "),
        ({"content": [None]}, "None is no span @ $.quotes[0].content[0]; "),
        ({"context": {"start": 5, "end": None}}, "[5, None] is no span @ $.quotes[0].context; "),
        ({"confidence": float("nan")}, "nan is no chance @ $.quotes[0].confidence; "),
        ({"speaker_id": None}, "nothing, though the quote has a speaker @ $.quotes[0].speaker_id; "),
    ],
)
def test_wrong_fields(path: Path, columns: dict[str, Any], message: str) -> None:
    assert problem(spoilt(path, **columns)).startswith(f"document 'crane': {message}")


@pytest.mark.parametrize("id_", [None, 5, ["crane"]])
def test_ids_that_are_no_strings(path: Path, id_: object) -> None:
    assert problem(spoilt(path, document=id_)).startswith(f"texts has nothing for the document {id_!r}; ")


def test_missing_columns(path: Path) -> None:
    pq.write_table(frames.to_arrow([OTHER]).drop_columns(["kind", "chain"]), path)
    assert problem(path) == "lacks the columns kind, chain; give a Parquet file that quotemine wrote"


def test_what_is_no_parquet(path: Path) -> None:
    path.write_text("It rained.", encoding="utf-8")
    assert problem(path).endswith("; give a Parquet file that quotemine wrote")
    path.unlink()
    assert problem(path) == "no such file or folder; check the path"


def test_a_file_that_is_cut_short(path: Path) -> None:
    parquet.dump([OTHER], path)
    path.write_bytes(path.read_bytes()[:-50])
    assert problem(path)


def test_what_is_no_document_touches_no_file(path: Path) -> None:
    with pytest.raises(InputTypeError):
        parquet.dump(OTHER, path)  # type: ignore[arg-type]
    assert not path.exists()


def test_without_pyarrow(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'quotemine\[arrow\]'"):
        parquet.dump([], path)
    with pytest.raises(MissingPackageError):
        list(parquet.load(path, {}))
    assert not path.exists()
