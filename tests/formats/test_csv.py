"""CSV: every value survives, and no text becomes a formula."""

import csv as standard
import gzip
import io
import json
from pathlib import Path

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputTypeError
from quotemine.formats import csv
from quotemine.formats.columns import ALL, QUOTE
from quotemine.formats.targets import storable
from quotemine.types import Quotes, Speaker

DOCUMENT = Document("harbour", TEXT, find_quotes(TEXT), title="Harbour closed", url="https://gazette.example/1")
HEAD = ["document", "title", "date", "author", "url"]


def written(*documents: Document, guard: bool = True) -> str:
    file = io.StringIO(newline="")
    csv.dump(documents, file, guard=guard)
    return file.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    return list(standard.DictReader(io.StringIO(text, newline="")))


def spoken_by(name: str) -> Document:
    quote = evolve(DOCUMENT.quotes[0], speaker=Speaker("e1", name, "OTHER", named=True))
    return evolve(DOCUMENT, quotes=Quotes([quote]))


def as_cell(value: object) -> str:
    """What a cell should hold, when nothing is guarded."""
    if isinstance(value, str):
        return storable(value)
    return "" if value is None else storable(json.dumps(value, ensure_ascii=False))


@given(st.lists(documents(), max_size=2), st.booleans())
def test_every_value_survives(some: list[Document], guard: bool) -> None:
    """Of every quote, whatever its text: the spans are the same, too."""
    found = [list(row.values()) for row in rows(written(*some, guard=guard))]
    expected = [
        [as_cell(value) for value in (
            str(document.id), document.title, document.date, document.author, document.url, *quote.to_dict().values()
        )]
        for document in some
        for quote in document.quotes
    ]  # fmt: skip
    if guard:
        found = [[csv.unguarded(cell) for cell in row] for row in found]
    assert found == expected


def test_a_row_for_each_quote() -> None:
    found = rows(written(DOCUMENT))
    assert [row["document"] for row in found] == ["harbour"] * len(DOCUMENT.quotes)
    assert found[0]["title"] == "Harbour closed"
    assert (found[0]["date"], found[0]["speaker_gender"]) == ("", "")
    assert (found[0]["content"], found[0]["cue"]) == ("[[25, 44], [64, 88]]", "[[45, 49]]")
    assert [TEXT[slice(*pair)] for pair in ([25, 44], [64, 88], [45, 49])] == [
        '"The crane is old,"', '"and the rope is older."', "said",
    ]  # fmt: skip
    assert (found[0]["speaker_aliases"], found[0]["speaker_named"]) == ('["Tallis"]', "true")
    assert (found[0]["confidence"], found[0]["negated"]) == ("0.8725", "false")


def test_columns_are_those_of_results() -> None:
    (head,) = standard.reader(io.StringIO(written()))
    assert head == [*HEAD, *DOCUMENT.quotes[0].to_dict()] == [column.name for column in ALL]
    assert set(csv.JSON_COLUMNS) == {
        name for name, value in DOCUMENT.quotes[0].to_dict().items() if isinstance(value, list)
    }


def test_a_document_without_quotes_has_no_row() -> None:
    assert rows(written(Document("a", "It rained."))) == []


def test_lines_end_as_rfc_4180_has_it() -> None:
    """Also where the text has other line ends, which stay as they are."""
    text = written(spoken_by("A\nB\rC"))
    assert text.count("\r\n") == 2
    assert rows(text)[0]["speaker"] == "A\nB\rC"


def test_no_span_looks_like_a_date_or_a_number() -> None:
    """A spreadsheet would rewrite it."""
    for row in rows(written(DOCUMENT)):
        assert all(row[name].startswith("[") for name in csv.JSON_COLUMNS)


# formulas

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://a.example";"b")']


@pytest.mark.parametrize("name", FORMULAS)
def test_a_cell_that_could_be_a_formula_is_guarded(name: str) -> None:
    (row,) = rows(written(spoken_by(name)))
    assert row["speaker"] == f"'{name}"
    assert csv.unguarded(row["speaker"]) == name


@pytest.mark.parametrize("name", FORMULAS)
def test_apostrophes_of_the_text_are_told_from_ours(name: str) -> None:
    (row,) = rows(written(spoken_by(f"''{name}")))
    assert csv.unguarded(row["speaker"]) == f"''{name}"


@pytest.mark.parametrize("name", ["'tis", "a=b", "1-2", "", "'", "“=1”", " =1"])
def test_other_cells_are_as_they_are(name: str) -> None:
    (row,) = rows(written(spoken_by(name)))
    assert row["speaker"] == csv.unguarded(row["speaker"]) == name


def test_guards_can_be_left_out() -> None:
    (row,) = rows(written(spoken_by("=1+1"), guard=False))
    assert row["speaker"] == "=1+1"


def test_ids_and_metadata_are_guarded_too() -> None:
    """They may come from a page of somebody else; numbers are harmless."""
    spoilt = evolve(spoken_by("A"), id="=1", title="@x", author="-", url="+")
    (row,) = rows(written(spoilt))
    assert [row[name] for name in HEAD] == ["'=1", "'@x", "", "'-", "'+"]
    assert rows(written(evolve(spoilt, id=-7)))[0]["document"] == "-7"


@given(documents())
def test_no_cell_begins_as_a_formula(document: Document) -> None:
    for row in rows(written(document)):
        del row["document"]  # which may be a number
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row.values())


def test_no_cell_begins_at_a_semicolon() -> None:
    """Where a spreadsheet parts cells at semicolons, they are in quotation marks all the same."""
    assert ',"Tallis;=1+1",' in written(spoken_by("Tallis;=1+1"))


# files


def test_paths_get_a_byte_order_mark(tmp_path: Path) -> None:
    """By which spreadsheets know UTF-8; open files do not."""
    csv.dump([DOCUMENT], tmp_path / "quotes.csv")
    csv.dump([DOCUMENT], tmp_path / "quotes.csv.gz")
    data = (tmp_path / "quotes.csv").read_bytes()
    assert data == ("\ufeff" + written(DOCUMENT)).encode()
    assert gzip.decompress((tmp_path / "quotes.csv.gz").read_bytes()) == data


def test_what_is_no_document_touches_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputTypeError):
        csv.dump("abc", tmp_path / "quotes.csv")  # type: ignore[arg-type]
    assert not (tmp_path / "quotes.csv").exists()


def test_pandas_reads_it(tmp_path: Path) -> None:
    """As the documentation says, with every value as it was."""
    pandas = pytest.importorskip("pandas")
    document = evolve(spoken_by("NA"), id="007")
    csv.dump([document, evolve(document, id="8", quotes=DOCUMENT.quotes)], tmp_path / "quotes.csv")
    frame = pandas.read_csv(
        tmp_path / "quotes.csv",
        dtype={"document": str},
        converters=dict.fromkeys(csv.JSON_COLUMNS, json.loads),
        keep_default_na=False,
        na_values=[""],
    )
    assert frame["document"].tolist() == ["007", *["8"] * len(DOCUMENT.quotes)]
    assert frame["speaker"][0] == "NA"
    assert frame["title"].tolist() == ["Harbour closed"] * len(frame)
    for found, quote in zip(frame.to_dict("records")[1:], DOCUMENT.quotes.to_dicts(), strict=True):
        for column in QUOTE:
            assert found[column.name] == quote[column.name] or pandas.isna(found[column.name])
