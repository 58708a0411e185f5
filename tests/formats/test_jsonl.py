"""JSON Lines: what is written comes back, and what is wrong is told with its place."""

import gzip
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from arbitrary import documents
from attrs import evolve, fields
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError
from quotemine.formats import jsonl
from quotemine.formats.rows import Row
from quotemine.types import Candidate, CueClass, Gender, Kind, Quotes, Span, SpeakerType

SENTENCE = '"The crane is old," said Brona Tallis.'


@pytest.fixture
def document() -> Document:
    return Document("harbour", TEXT, Quotes(find_quotes(TEXT), TEXT), title="Harbour closed", date="2026-04-30")


@pytest.fixture
def line() -> dict[str, Any]:
    """One line with one quote, to spoil."""
    return Document("crane", SENTENCE, find_quotes(SENTENCE)).to_dict()


def written(*documents: Document, texts: bool = True) -> str:
    file = io.StringIO()
    jsonl.dump(documents, file, texts=texts)
    return file.getvalue()


def loaded(text: str) -> list[Document]:
    return list(jsonl.load(io.StringIO(text)))


def problem(value: object) -> str:
    with pytest.raises(InputFileError) as caught:
        jsonl.load_line(value)
    return str(caught.value)


# round trips


@given(st.lists(documents(), max_size=3))
def test_what_is_written_comes_back(some: list[Document]) -> None:
    """All of it, to the last candidate, whatever the text; and each span is cut out of the text again."""
    back = loaded(written(*some))
    assert back == some
    for document in back:
        assert document.quotes.given_text == document.text
        for quote in document.quotes:
            assert all(span.text == document.text[span.start : span.end] for span in quote.content)


@given(documents())
def test_writing_what_was_read_changes_nothing(document: Document) -> None:
    """Byte for byte."""
    text = written(document)
    assert written(*loaded(text)) == text


@pytest.mark.parametrize("name", ["quotes.jsonl", "quotes.jsonl.gz", "QUOTES.JSONL.GZ"])
def test_files_plain_and_compressed(document: Document, tmp_path: Path, name: str) -> None:
    jsonl.dump([document, document], tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert data.startswith(b"\x1f\x8b") == name.lower().endswith(".gz")
    assert list(jsonl.load(tmp_path / name)) == [document, document]
    assert list(jsonl.load(str(tmp_path / name))) == [document, document]


def test_chances_come_back_with_four_digits(document: Document) -> None:
    quote = evolve(document.quotes[0], confidence=0.123456, candidates=(Candidate("Omar Finch", 2 / 3),))
    (back,) = loaded(written(evolve(document, quotes=Quotes([quote]))))
    assert back.quotes[0].confidence == 0.1235
    assert back.quotes[0].candidates[0].score == 0.6667


def test_the_word_that_tells_the_gender_comes_back(document: Document) -> None:
    assert document.quotes[0].speaker is not None
    speaker = evolve(document.quotes[0].speaker, gender="female", gender_evidence=Span(4, 11, TEXT[4:11]))
    (back,) = loaded(written(evolve(document, quotes=Quotes([evolve(document.quotes[0], speaker=speaker)]))))
    assert back.quotes[0].speaker == speaker


def test_the_mention_is_the_source(document: Document) -> None:
    """Which is not written twice; the flow never tells them apart."""
    (back,) = loaded(written(document))
    for quote in back.quotes:
        assert quote.speaker is not None
        assert quote.speaker.mention == quote.source


def test_ids_keep_their_type() -> None:
    assert [document.id for document in loaded(written(Document(7, ""), Document("7", "")))] == [7, "7"]


def test_characters_are_written_as_they_are(document: Document) -> None:
    """Only half of a surrogate pair, which UTF-8 cannot hold, is escaped."""
    assert "🙂" in written(document)
    assert "é\\ud800🙂" in written(Document("a", f"é{chr(0xD800)}🙂"))


def test_two_halves_do_not_become_one_character() -> None:
    """When they are read again, which would shift every offset behind them."""
    text = chr(0xD83D) + chr(0xDE42) + SENTENCE
    quotes = find_quotes(text)
    (back,) = loaded(written(Document("a", text, quotes)))
    assert len(back.text) == len(text)
    assert back.quotes == quotes


def test_a_byte_order_mark_is_none_of_the_text(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text(written(document), encoding="utf-8-sig")
    assert list(jsonl.load(path)) == [document]
    assert loaded("\ufeff" + written(document)) == [document]


def test_blank_lines_and_line_ends_do_not_matter(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_bytes(b"\r\n" + written(document).encode().replace(b"\n", b"\r\n") + b"  \r\n\r\n")
    assert list(jsonl.load(path)) == [document]


def test_unknown_keys_do_not_matter(line: dict[str, Any]) -> None:
    """Somebody may have added notes, a later version may write more."""
    plain = jsonl.load_line(line)
    line["checked"] = {"by": "me"}
    line["quotes"][0]["note"] = ["?"]
    assert jsonl.load_line(line) == plain


def test_keys_that_say_nothing_may_be_missing(line: dict[str, Any]) -> None:
    """An older version may not have known them."""
    plain = jsonl.load_line(line)
    quote = line["quotes"][0]
    for name in (
        "text",
        "cue_text",
        "source_text",
        "negated",
        "candidates",
        "speaker_gender",
        "speaker_gender_evidence",
    ):
        del quote[name]
    assert jsonl.load_line(line) == plain


def test_reading_is_lazy(document: Document) -> None:
    """The first document is there before the second line is read."""

    def lines() -> Iterator[str]:
        yield written(document)
        raise AssertionError

    class File(io.StringIO):
        def __iter__(self) -> Iterator[str]:
            return lines()

    assert next(jsonl.load(File())) == document


def test_writing_is_lazy(document: Document) -> None:
    file = io.StringIO()

    def given() -> Iterator[Document]:
        yield document
        assert file.getvalue().count("\n") == 1
        yield document

    jsonl.dump(given(), file)
    assert file.getvalue().count("\n") == 2


def test_what_is_no_document_touches_no_file(tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    with pytest.raises(InputTypeError):
        jsonl.dump(Document("a", ""), path)  # type: ignore[arg-type]
    assert not path.exists()


# what is wrong

Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("key", "value", "what", "where"),
    [
        ("content", [[0, 99]], "outside the text, which has 38 characters", "content[0]"),
        ("content", [[0, 5], [-1, 5]], "outside the text", "content[1]"),
        ("content", [[5, 2]], "ends before it starts", "content[0]"),
        ("content", [[0, "5"]], "is no span", "content[0]"),
        ("content", [[0, 5.0]], "is no span", "content[0]"),
        ("content", [[True, 5]], "is no span", "content[0]"),
        ("content", [[1, 2, 3]], "is no span", "content[0]"),
        ("content", {"start": 0}, "is no list", "content"),
        ("content", None, "is no list", "content"),
        ("content", [[1, 19]], "stands at the spans of content", "text"),
        ("cue", [[0, 4]], "stands at the spans of cue", "cue_text"),
        ("cue", [[0, 1], [2, 3]], "neither one span nor none", "cue"),
        ("source", [[0, 4]], "stands at the spans of source", "source_text"),
        ("source", "Brona Tallis", "neither one span nor none", "source"),
        ("chain", [[0, 40]], "outside the text", "chain[0]"),
        ("context", [], "is no span", "context"),
        ("context", [0, 1000], "outside the text", "context"),
        ("kind", "reported", "is not known here", "kind"),
        ("kind", None, "is not known here", "kind"),
        ("cue_class", "song", "is not known here", "cue_class"),
        ("cue_class", None, "nothing, though the quote has a cue", "cue_class"),
        ("cue_lemma", None, "nothing, though the quote has a cue", "cue_lemma"),
        ("speaker_type", "DOG", "is not known here", "speaker_type"),
        ("speaker_id", None, "nothing, though the quote has a speaker", "speaker_id"),
        ("speaker_named", "yes", "neither true nor false", "speaker_named"),
        ("speaker_confidence", -0.1, "is no chance", "speaker_confidence"),
        ("speaker_aliases", "Tallis", "is no list", "speaker_aliases"),
        ("speaker_aliases", ["Tallis", 1], "is no string", "speaker_aliases[1]"),
        ("confidence", float("nan"), "is no chance", "confidence"),
        ("confidence", 1.01, "is no chance", "confidence"),
        ("confidence", "0.9", "is no chance", "confidence"),
        ("confidence", True, "is no chance", "confidence"),
        ("negated", 0, "neither true nor false", "negated"),
        ("id", 1, "is no string", "id"),
        ("evidence", [None], "is no string", "evidence[0]"),
        ("candidates", [{"name": "Omar", "score": 2}], "is no chance", "candidates[0].score"),
        ("candidates", [["Omar", 0.2]], "where an object was expected", "candidates[0]"),
    ],
)
def test_wrong_fields(line: dict[str, Any], key: str, value: object, what: str, where: str) -> None:
    """What is wrong, the path of the field, and what to do."""
    line["quotes"].append({**line["quotes"][0], key: value})
    message = problem(line)
    found, _, advice = message.partition("; ")
    assert what in found
    assert found.endswith(f" @ $.quotes[1].{where}")
    assert advice


@pytest.mark.parametrize("key", ["id", "kind", "content", "context", "confidence"])
def test_missing_fields(line: dict[str, Any], key: str) -> None:
    del line["quotes"][0][key]
    assert problem(line).startswith(f"missing @ $.quotes[0].{key}; ")


@pytest.mark.parametrize(
    ("spoil", "start"),
    [
        (lambda line: line.pop("text"), "missing @ $.text; the offsets count its characters"),
        (lambda line: line.update(text=None), "None is no string @ $.text; "),
        (lambda line: line.pop("quotes"), "missing @ $.quotes; "),
        (lambda line: line.update(quotes={}), "{} is no list @ $.quotes; "),
        (lambda line: line.update(quotes=["q1"]), "'q1' where an object was expected @ $.quotes[0]; "),
        (lambda line: line.pop("id"), "missing @ $.id; "),
        (lambda line: line.update(id=True), "True is no id @ $.id; "),
        (lambda line: line.update(id=1.5), "1.5 is no id @ $.id; "),
        (lambda line: line.update(title=["A"]), "['A'] is no string @ $.title; "),
    ],
)
def test_wrong_documents(line: dict[str, Any], spoil: Spoil, start: str) -> None:
    spoil(line)
    assert problem(line).startswith(start)


@pytest.mark.parametrize("value", [None, 1, "text", [], [{}]])
def test_what_is_no_object(value: object) -> None:
    assert "where an object was expected" in problem(value)


def test_further_problems_are_counted(line: dict[str, Any]) -> None:
    line["quotes"][0].update(kind="sung", confidence=7)
    assert problem(line).endswith("(and 1 more in this document)")


def test_long_values_are_cut_short(line: dict[str, Any]) -> None:
    line["quotes"][0]["kind"] = "x" * 5000
    assert len(problem(line)) < 250


def test_offsets_into_another_text_are_noticed(document: Document) -> None:
    """Such as one whose line ends were changed on the way."""
    value = document.to_dict()
    value["text"] = TEXT.replace("\n", "\r\n")
    assert "if the text was changed, the offsets count another one" in problem(value)


def test_corrected_spans_need_no_words(line: dict[str, Any]) -> None:
    """Who moves a span by hand takes the words out, and need not copy new ones."""
    line["quotes"][0]["content"] = [[1, 18]]
    del line["quotes"][0]["text"]
    assert jsonl.load_line(line).quotes[0].text == "The crane is old,"


def test_problems_are_reported_with_their_line(line: dict[str, Any], tmp_path: Path) -> None:
    """Everything else is read."""
    good, path = json.dumps(line), tmp_path / "quotes.jsonl"
    line["quotes"][0]["kind"] = "sung"
    lines = [
        good,
        "{",
        json.dumps(line),
        "",
        '{"id": 1, "text": "caf\xe9", "quotes": []}',
        good,
        "[" * 100_000,
        "[NaN]",
    ]
    path.write_bytes("\n".join(lines).encode("latin-1"))
    problems: list[InputFileError] = []
    assert [document.id for document in jsonl.load(path, on_error=problems.append)] == ["crane", "crane"]
    starts = [
        "2: not JSON (",
        "3: 'sung' is not known here @ $.quotes[0].kind; write 'direct' or",
        "5: not UTF-8 (byte 0xE9)",
        "7: JSON nested too deeply",
        "8: not JSON (NaN is no number)",
    ]
    assert len(problems) == len(starts)
    for found, start in zip(problems, starts, strict=True):
        assert str(found).startswith(f"{path}:{start}")


def test_without_a_reporter_the_first_problem_is_raised(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text(written(document) + "{\n", encoding="utf-8")
    back = jsonl.load(path)
    assert next(back) == document
    with pytest.raises(InputFileError, match=r"quotes\.jsonl:2: not JSON"):
        next(back)


def test_what_a_reporter_raises_is_no_problem_of_the_file(tmp_path: Path) -> None:
    """Not even if it looks like one: it is called once and its error goes through."""
    path, calls = tmp_path / "quotes.jsonl", []
    path.write_text("{\n{\n", encoding="utf-8")

    def report(error: InputFileError) -> None:
        calls.append(error)
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        list(jsonl.load(path, on_error=report))
    assert len(calls) == 1


def test_files_that_cannot_be_read(document: Document, tmp_path: Path) -> None:
    """The rest of a cut archive is lost, and this is told."""
    cut, none, folder = tmp_path / "cut.jsonl.gz", tmp_path / "none.jsonl.gz", tmp_path / "folder.jsonl"
    cut.write_bytes(gzip.compress(written(document).encode() * 100)[:-20])
    none.write_text(written(document), encoding="utf-8")
    folder.mkdir()
    for path, start in (
        (cut, f"{cut}:"),
        (none, f"{none}:1: damaged or cut short gzip data"),
        (folder, f"{folder}: cannot be read ("),
        (tmp_path / "gone.jsonl", f"{tmp_path / 'gone.jsonl'}: no such file"),
    ):
        problems: list[InputFileError] = []
        assert {document.id for document in jsonl.load(path, on_error=problems.append)} <= {"harbour"}
        (found,) = problems
        assert str(found).startswith(start)


def test_an_open_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_bytes(b'{"id": "caf\xe9"}\n')
    with path.open(encoding="utf-8") as file, pytest.raises(InputFileError, match=r"quotes\.jsonl:1: not UTF-8"):
        list(jsonl.load(file))


KEYS = st.sampled_from(["id", "text", "quotes", "kind", "content", "context", "confidence", "else"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=8,
)


@given(JSON)
def test_any_value_is_a_document_or_a_clear_error(value: object) -> None:
    try:
        message = f"read @ $: {jsonl.load_line(value)}"
    except InputFileError as error:
        message = str(error)
    assert " @ $" in message


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        ({"text": "A.", "quotes": []}, True),
        ({"text": "A.", "quotes": [1]}, True),  # ours, and wrong: loading tells how
        ({"text": "A."}, False),
        ({"text": "A.", "quotes": None}, False),
        ({"quotes": []}, False),
        ([], False),
        (None, False),
    ],
)
def test_lines_with_quotes_are_told_from_others(value: object, ours: bool) -> None:
    assert jsonl.has_quotes(value) is ours


# the schema

VALIDATOR = jsonschema.Draft202012Validator(jsonl.schema())
QUOTE = jsonl.schema()["$defs"]["quote"]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(jsonl.schema())
    assert jsonl.schema()["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    assert jsonl.schema()["$id"]
    assert jsonl.schema()["title"]


@given(documents(), st.booleans())
def test_whatever_is_written_is_valid(document: Document, texts: bool) -> None:
    """With the text and without."""
    VALIDATOR.validate(json.loads(written(document, texts=texts)))


def test_keys_are_those_that_are_written(document: Document) -> None:
    """In the schema, in rows that are read, and in what is written: the same, in the same order."""
    (quote, *_) = document.quotes.to_dicts()
    assert list(QUOTE["properties"]) == QUOTE["required"] == list(quote) == [field.name for field in fields(Row)]
    full = evolve(document, author="A. Penn", url="https://gazette.example/1").to_dict()
    assert list(jsonl.schema()["properties"]) == list(full)
    candidate = jsonl.schema()["$defs"]["candidate"]
    assert list(candidate["properties"]) == candidate["required"] == list(Candidate(None, 0.5).to_dict())


def test_words_for_kinds_and_the_like_are_those_of_the_types() -> None:
    for name, type_ in (
        ("kind", Kind), ("cue_class", CueClass), ("speaker_gender", Gender), ("speaker_type", SpeakerType),
    ):  # fmt: skip
        assert tuple(word for word in QUOTE["properties"][name]["enum"] if word) == get_args(type_)


def test_everything_is_described() -> None:
    schema = jsonl.schema()
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        assert part["title"]
        for known in part.get("properties", {}).values():
            assert known["description"].endswith(".")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "sung"),
        ("kind", None),
        ("content", [[0]]),
        ("content", [[0, 1, 2]]),
        ("content", [[-1, 5]]),
        ("content", [0, 5]),
        ("cue", [[0, 1], [2, 3]]),
        ("cue", None),
        ("context", []),
        ("confidence", 1.2),
        ("confidence", None),
        ("speaker", 1),
        ("speaker_named", "yes"),
        ("speaker_type", "DOG"),
        ("speaker_confidence", "high"),
        ("speaker_aliases", "Tallis"),
        ("speaker_gender_evidence", [1, 2]),
        ("candidates", [{"name": "Omar"}]),
        ("negated", None),
    ],
)
def test_what_is_wrong_is_not_valid(line: dict[str, Any], key: str, value: object) -> None:
    assert VALIDATOR.is_valid(line)
    line["quotes"][0][key] = value
    assert not VALIDATOR.is_valid(line)


@pytest.mark.parametrize("key", ["id", "quotes"])
def test_what_is_missing_is_not_valid(line: dict[str, Any], key: str) -> None:
    del line[key]
    assert not VALIDATOR.is_valid(line)


def test_further_keys_are_valid(line: dict[str, Any]) -> None:
    line["note"] = line["quotes"][0]["note"] = "?"
    assert VALIDATOR.is_valid(line)
