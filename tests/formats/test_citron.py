"""Citron's JSON: the shape that its own reader takes, and back again."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError
from quotemine.formats import citron
from quotemine.formats.targets import storable
from quotemine.settings import Settings
from quotemine.types import Quote, Quotes

SENTENCE = "Ada Quill came. “It holds,” she said, and Ada Quill’s brother, Bo, nodded."


@pytest.fixture
def document() -> Document:
    """Two quotes of one speaker, who is *she* at the second."""
    return Document("harbour", TEXT, find_quotes(TEXT, settings=Settings("all")))


def written(*documents: Document) -> list[dict[str, Any]]:
    file = io.StringIO()
    citron.dump(documents, file)
    return [json.loads(line) for line in file.getvalue().split("\n") if line]


def loaded(*values: object) -> list[Document]:
    return list(citron.load(io.StringIO("\n".join(map(json.dumps, values)))))


def span(words: str, text: str = SENTENCE, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def marked(**changes: object) -> dict[str, Any]:
    quote = {"cue": span("said"), "sources": [span("she")], "contents": [span("“It holds,”")]}
    return {"text": SENTENCE, "quotes": [quote | changes]}


def problem(value: object) -> str:
    with pytest.raises(InputFileError) as caught:
        loaded(value)
    return str(caught.value)


# writing


def test_the_documented_shape(document: Document) -> None:
    """Keys and types as in Citron's description of its format."""
    (value,) = written(document)
    assert value["text"] == TEXT
    first, second = value["quotes"]
    assert first == {
        "cue": span("said", TEXT),
        "sources": [span("Brona Tallis", TEXT)],
        "contents": [span('"The crane is old,"', TEXT), span('"and the rope is older."', TEXT)],
        "coreferences": [],
        "confidence": "0.8725",
        "id": "q1",
    }
    assert second["sources"] == [span("she", TEXT)]
    assert second["coreferences"] == [span("Brona Tallis", TEXT)]
    assert value["coreference_groups"] == [[span("Brona Tallis", TEXT), span("she", TEXT)]]


def test_what_citron_has_no_place_for_stands_aside(document: Document) -> None:
    """Its reader takes the start of every cue for granted."""
    first, second = document.quotes
    some = Quotes([evolve(first, cue=None), evolve(second, source=None)])
    (value,) = written(evolve(document, quotes=some))
    assert value["quotes"] == []
    assert [quote["id"] for quote in value["incomplete_quotes"]] == ["q1", "q2"]
    assert value["incomplete_quotes"][0]["cue"] is None


def read_as_citron_does(value: dict[str, Any]) -> None:
    """The accesses of Citron's parser, which knows no missing values."""
    for quote in value["quotes"]:
        for part in (quote["cue"], *quote["sources"], *quote["contents"], *(quote["coreferences"] or [])):
            assert storable(value["text"])[part["start"] : part["end"]] == part["text"]
        assert quote["sources"]
        assert quote["contents"]
        float(quote["confidence"])
    for group in value["coreference_groups"]:
        assert all(0 <= part["start"] <= part["end"] <= len(value["text"]) for part in group)


@given(st.lists(documents(), max_size=3))
def test_any_documents_are_as_citron_reads_them(some: list[Document]) -> None:
    for value in written(*some):
        read_as_citron_does(value)


def test_a_folder_has_a_file_for_each_document(document: Document, tmp_path: Path) -> None:
    """Named after the id as far as file systems allow, none written twice."""
    folder = tmp_path / "new" / "citron"
    ids = ["a", "A", "../a", "a/b", "", "x" * 300, 7]
    citron.dump((evolve(document, id=id_) for id_ in ids), folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(["a.json", "A-2.json", "_a.json", "a_b.json", "_.json", "x" * 60 + ".json", "7.json"])
    assert sorted(str(one.id) for one in citron.load(folder)) == sorted(map(str, ids))
    read_as_citron_does(json.loads((folder / "a.json").read_text(encoding="utf-8")))


def test_documents_only(document: Document) -> None:
    with pytest.raises(InputTypeError):
        citron.dump(document, io.StringIO())  # type: ignore[arg-type]


# back again


def kept(quote: Quote) -> tuple[object, ...]:
    cue = None if quote.cue is None else quote.cue.span
    return quote.id, quote.content, cue, quote.source, quote.confidence


def test_what_is_written_comes_back(document: Document, tmp_path: Path) -> None:
    """Through a file as Citron has it: one document, indented or not."""
    path = tmp_path / "quotes.json"
    citron.dump([document], path)
    (back,) = citron.load(path)
    assert (back.id, back.text) == ("harbour", TEXT)
    assert list(map(kept, back.quotes)) == list(map(kept, document.quotes))
    assert [quote.speaker and quote.speaker.name for quote in back.quotes] == ["Brona Tallis"] * 2
    assert {quote.speaker and quote.speaker.id for quote in back.quotes} == {"e1"}
    assert [quote.cue and quote.cue.lemma for quote in back.quotes] == ["say", "wonder"]
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=4), encoding="utf-8")
    assert list(citron.load(path)) == [back]


@given(st.lists(documents(), max_size=3))
def test_any_offsets_come_back(some: list[Document]) -> None:
    """In the order of the file where all quotes have cue and source."""
    some = [evolve(one, quotes=Quotes(quote for quote in one.quotes if quote.content)) for one in some]
    file = io.StringIO()
    citron.dump(some, file)
    back = list(citron.load(io.StringIO(file.getvalue())))
    for document, other in zip(some, back, strict=True):
        assert other.text == storable(document.text)
        expected = {(q.id, *[(s.start, s.end) for s in q.content], q.confidence) for q in document.quotes}
        assert {(q.id, *[(s.start, s.end) for s in q.content], q.confidence) for q in other.quotes} == expected


def test_who_speaks() -> None:
    """The coreference, the source itself, or a name in its group; a lone pronoun is nobody."""
    name, she = span("Ada Quill"), span("she")
    for changes, groups, expected in [
        ({"coreferences": [name]}, None, "Ada Quill"),
        ({"sources": [name]}, None, "Ada Quill"),
        ({"sources": [span("brother")]}, None, "brother"),
        ({}, [[she, name]], "Ada Quill"),
        ({}, None, None),
        ({"coreferences": None}, [], None),
        ({"sources": []}, None, None),
    ]:
        (document,) = loaded(marked(**changes) | {"coreference_groups": groups})
        (quote,) = document.quotes
        assert (quote.speaker and quote.speaker.name) == expected
        assert quote.speaker is None or quote.speaker.named == (expected == "Ada Quill")


def test_the_kind_is_told_by_the_marks() -> None:
    for words, kind in [("“It holds,”", "direct"), ("nodded", "indirect")]:
        (document,) = loaded(marked(contents=[span(words)]))
        assert [quote.kind for quote in document.quotes] == [kind]


def test_several_sources_become_one_from_first_to_last() -> None:
    (document,) = loaded(marked(sources=[span("Ada Quill", nth=1), span("Bo")]))
    assert [quote.source and quote.source.text for quote in document.quotes] == ["Ada Quill’s brother, Bo"]


def test_documents_without_an_id_are_called_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(marked()) + "\n\n" + json.dumps(marked()) + "\n", encoding="utf-8")
    assert [document.id for document in citron.load(path)] == ["news", "news:3"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (marked(cue=span("said") | {"start": 0}), "quotes[0].cue says 'said', but"),
        (marked(cue={"start": 0, "end": 999}), "no span of the text, which has 74 characters"),
        (marked(cue={"start": -1, "end": 2}), "quotes[0].cue is"),
        (marked(sources="she"), "quotes[0].sources is 'she'; write a list"),
        (marked(contents=[]), "quotes[0] has no contents"),
        (marked(confidence="sure"), "quotes[0].confidence is 'sure'"),
        (marked(confidence="nan"), "quotes[0].confidence is 'nan'"),
        (marked() | {"id": [1]}, "'id' is [1]"),
        ({"text": "It rained.", "quotes": [3]}, "quotes[0] is 3"),
        ({"quotes": [], "source": {"application": "citron-extractor"}}, "results of citron-extract have none"),
        ([], "no 'text'"),
    ],
)
def test_what_is_wrong_is_reported(value: object, message: str) -> None:
    """With file, line and place; the documents around are read."""
    assert problem(value).startswith("<open file>:1: ")
    assert message in problem(value)
    errors: list[InputFileError] = []
    file = io.StringIO("\n".join(map(json.dumps, [marked(), value, marked()])))
    assert len(list(citron.load(file, on_error=errors.append))) == 2
    assert [str(error).split(": ")[0] for error in errors] == ["<open file>:2"]


@pytest.mark.parametrize("data", [b"{", b"\xff", b"[" * 100_000, b'{"text": "a"} oops'])
def test_damaged_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    errors: list[InputFileError] = []
    list(citron.load(path, on_error=errors.append))
    list(citron.load(tmp_path, on_error=errors.append))
    assert len(errors) == 2
    assert all(str(error).startswith(str(path)) for error in errors)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="no such file"):
        list(citron.load(tmp_path / "gone.json"))
