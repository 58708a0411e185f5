"""Gold and predictions from files: what is optional, and messages that say in which line something is wrong."""

import gzip
import json
from pathlib import Path

import handmade
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine import Document, InputFileError, Quotes
from quotemine.evaluation import AnnotatedQuote, AnnotatedText, load_gold, load_predictions
from quotemine.evaluation.parsing import parse
from quotemine.formats import jsonl

TEXT = "It leaks, said Ines Corran."
QUOTE = {"content": [[0, 8]], "cue": [[10, 14]], "source": [[15, 26]], "speaker": "Ines Corran", "kind": "indirect"}


def write(path: Path, *values: object) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def read(path: Path) -> tuple[list[AnnotatedText], list[str]]:
    problems: list[str] = []
    return list(load_gold(path, on_error=lambda error: problems.append(str(error)))), problems


def test_all_that_can_be_annotated(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", {"id": "a", "text": TEXT, "quotes": [QUOTE]})
    quote = AnnotatedQuote([(0, 8)], [(15, 26)], "Ines Corran", kind="indirect")
    assert list(load_gold(path)) == [AnnotatedText("a", TEXT, (quote,))]


def test_all_that_may_be_missing(tmp_path: Path) -> None:
    """A document without id is called as `quotemine extract` calls it; [] is an annotation, null is none."""
    quotes = [
        {"content": [[0, 8]]},
        {"content": [[0, 8]], "source": None, "speaker": None},
        {"content": [], "source": []},
    ]
    path = write(tmp_path / "gold.jsonl", {"text": TEXT, "quotes": quotes}, {"text": "", "quotes": []})
    first, second = load_gold(path)
    assert (first.id, second.id) == ("gold:1", "gold:2")
    assert [quote.source for quote in first.quotes] == [None, None, ()]
    assert second.quotes == ()


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.JSONL.GZ"])
def test_compressed_files_with_byte_order_mark_and_blank_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(
        gzip.compress(b"\xef\xbb\xbf\r\n" + json.dumps({"text": TEXT, "quotes": []}).encode() + b"\r\n \n")
    )
    assert list(load_gold(path)) == [AnnotatedText("news:2", TEXT, ())]


def test_aliases_from_entities_and_from_quotes(tmp_path: Path) -> None:
    own = {"content": [[0, 8]], "speaker": "Omar Finch", "speaker_aliases": ["Finch"]}
    value = {"text": TEXT, "quotes": [QUOTE, own], "entities": {"Ines Corran": ["the mayor"]}}
    (document,) = load_gold(write(tmp_path / "gold.jsonl", value))
    assert [(quote.speaker, quote.aliases) for quote in document.quotes] == [
        ("Ines Corran", ("the mayor",)),
        ("Omar Finch", ("Finch",)),
    ]


def test_entities_with_ids(tmp_path: Path) -> None:
    entities = [
        {"id": "7", "name": "Ines Corran", "aliases": ["Corran"], "mentions": [[15, 26, "PROP"]], "type": "PER"}
    ]
    value = {"text": TEXT, "quotes": [{**QUOTE, "speaker": "7"}], "entities": entities}
    (document,) = load_gold(write(tmp_path / "gold.jsonl", value))
    assert (document.quotes[0].speaker, document.quotes[0].aliases) == ("Ines Corran", ("Corran",))


def test_what_extract_writes_is_gold_once_corrected(tmp_path: Path) -> None:
    quotes = handmade.find_quotes(handmade.TEXT)
    document = Document("a", handmade.TEXT, Quotes(quotes, handmade.TEXT))
    jsonl.dump([document], tmp_path / "gold.jsonl")
    assert list(load_gold(tmp_path / "gold.jsonl")) == [AnnotatedText.of(document)]
    jsonl.dump([document], tmp_path / "found.jsonl", texts=False)
    (found,) = load_predictions(tmp_path / "found.jsonl", [AnnotatedText.of(document)])
    assert (found.id, found.text, found.quotes) == ("a", None, AnnotatedText.of(document).quotes)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "a JSON list where an object was expected"),
        ({"text": TEXT}, "quotes: missing, and needed"),
        ({"quotes": []}, "has no text"),
        ({"text": 3, "quotes": []}, "text: expected a string, got 3"),
        ({"id": True, "text": TEXT, "quotes": []}, "id: expected a string or a whole number, got True"),
        ({"text": TEXT, "quotes": {}}, "quotes: expected a list, got {}"),
        ({"text": TEXT, "quotes": ["It leaks"]}, "quotes[0]: expected an object, got 'It leaks'"),
        ({"text": TEXT, "quotes": [{}]}, "quotes[0].content: missing, and needed"),
        ({"text": TEXT, "quotes": [QUOTE, {"content": [0, 8]}]}, "quotes[1].content[0]: expected a span"),
        ({"text": TEXT, "quotes": [{"content": [[0, True]]}]}, "quotes[0].content[0]: expected a span"),
        ({"text": TEXT, "quotes": [{"content": [[0, 8.0]]}]}, "quotes[0].content[0]: expected a span"),
        ({"text": TEXT, "quotes": [{"content": "[[0, 8]]"}]}, "quotes[0].content: expected a list"),
        ({"text": TEXT, "quotes": [{**QUOTE, "source": 5}]}, "quotes[0].source: expected a list, got 5"),
        ({"text": TEXT, "quotes": [{**QUOTE, "speaker": {"name": "x"}}]}, "quotes[0].speaker: expected a string"),
        ({"text": TEXT, "quotes": [{**QUOTE, "kind": "free"}]}, "quotes[0].kind: expected direct or indirect or mixed"),
        ({"text": TEXT, "quotes": [{"content": [[0, 99]]}]}, "span [0, 99] in a text of 27 characters"),
        ({"text": TEXT, "quotes": [{"content": [[5, 2]]}]}, "span [5, 2] in a text of 27 characters"),
        ({"text": TEXT, "quotes": [{**QUOTE, "source": [[-1, 3]]}]}, "span [-1, 3] in a text"),
        ({"text": TEXT, "quotes": [], "entities": {"Corran": "mayor"}}, "expected a list, got 'mayor'"),
        ({"text": TEXT, "quotes": [], "entities": [{"name": "Corran"}]}, "entities[0].id: missing, and needed"),
        ({"id": "a", "text": TEXT, "quotes": []}, "document 'a' is twice in gold"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, value: object, message: str) -> None:
    good = {"id": "a", "text": TEXT, "quotes": [QUOTE]}
    path = write(tmp_path / "gold.jsonl", good, value, {**good, "id": "b"})
    documents, (problem,) = read(path)
    assert [document.id for document in documents] == ["a", "b"]
    assert problem.startswith(f"{path}:2: ")
    assert message in problem
    with pytest.raises(InputFileError, match=r"gold\.jsonl:2: "):
        list(load_gold(path))


def test_several_problems_of_a_line_are_counted(tmp_path: Path) -> None:
    _, (problem,) = read(write(tmp_path / "gold.jsonl", {"text": 3, "quotes": [{"content": [[0], [1]]}]}))
    assert problem.endswith("(and 2 more like it)")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"text": "\xff"}\n', "1: not UTF-8 (byte 0xFF)"),
        (b"It leaks.\n", "1: not JSON"),
        (b"[" * 200_000 + b"\n", "1: JSON nested too deeply"),
        (b"1" * 5000 + b"\n", "1: not JSON"),
    ],
)
def test_lines_that_are_no_json(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(data + json.dumps({"text": TEXT, "quotes": []}).encode())
    documents, (problem,) = read(path)
    assert [document.id for document in documents] == ["gold:2"]
    assert message in problem


def test_damaged_compressed_files(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    line = json.dumps({"text": TEXT, "quotes": []}).encode() + b"\n"
    path.write_bytes(gzip.compress(line) + gzip.compress(line * 2)[:-9])
    documents, (problem,) = read(path)
    assert documents[0].id == "gold:1"
    assert "damaged or cut short" in problem
    path.write_bytes(b"no gzip")
    assert "damaged or cut short" in read(path)[1][0]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert read(tmp_path / "gold.jsonl") == ([], [f"{tmp_path / 'gold.jsonl'}: no such file or folder; check the path"])


def test_predictions_must_belong_to_gold(tmp_path: Path) -> None:
    gold = [AnnotatedText("a", TEXT, ()), AnnotatedText("b", TEXT, ())]
    problems: list[str] = []
    quotes = [QUOTE]
    values = (
        {"id": "c", "quotes": quotes},
        {"id": "a", "text": "It rained.", "quotes": []},
        {"id": "a", "quotes": [{"content": [[0, 50]]}]},
        {"id": "a", "quotes": quotes},
        {"id": "a", "quotes": quotes},
        {"id": "b", "text": TEXT, "quotes": quotes},
    )
    path = write(tmp_path / "found.jsonl", *values)
    found = list(load_predictions(path, gold, on_error=lambda error: problems.append(str(error))))
    assert [document.id for document in found] == ["a", "b"]
    assert [problem.removeprefix(f"{path}:")[0] for problem in problems] == ["1", "2", "3", "5"]
    assert "gold has no document 'c'" in problems[0]
    with pytest.raises(InputFileError, match="gold has no document 'c'"):
        list(load_predictions(path, gold))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["quotes", "content", "source", "speaker", "kind", "id", "text", "x"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["quotes", "id", "text", "entities"]), json_values))
def test_any_object_is_read_or_refused_with_reasons(value: dict[str, object]) -> None:
    reasons = ""
    try:
        parse(value, "a")
    except ValueError as error:
        reasons = str(error)
    assert ("quotes" in value and not reasons) or ": " in reasons
