"""Web Annotations: valid by the data model and by a JSON-LD processor; what is written is found again."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError
from quotemine.formats import web_annotation
from quotemine.formats.targets import storable
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "http://schema.org/"
FOAF = "http://xmlns.com/foaf/0.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# What http://www.w3.org/ns/anno.jsonld says of the terms that we use: tests read nothing from the network.
_ID = ["body oa:hasBody", "target oa:hasTarget", "source oa:hasSource", "selector oa:hasSelector"]
_ID += ["first as:first", "last as:last", "partOf as:partOf", "generator as:generator"]
_PLAIN = ["exact oa:exact", "prefix oa:prefix", "suffix oa:suffix", "value rdf:value", "format dc:format"]
_PLAIN += ["name foaf:name", "label rdfs:label"]
_NUMBERS = ["start oa:start", "end oa:end", "startIndex as:startIndex", "total as:totalItems"]
_TYPES = ["Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector"]
_PURPOSES = ["describing", "identifying", "tagging", "classifying", "assessing"]
CONTEXT: dict[str, Any] = {
    "oa": OA, "as": AS, "dc": DC, "schema": SCHEMA, "foaf": FOAF, "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@id"},
    "Person": "foaf:Person", "Organization": "foaf:Organization", "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    **{term: f"oa:{term}" for term in _TYPES + _PURPOSES},
    **dict(pair.split() for pair in _PLAIN),
    **{pair.split()[0]: {"@id": pair.split()[1], "@type": "@id"} for pair in _ID},
    **{pair.split()[0]: {"@id": pair.split()[1], "@type": "xsd:nonNegativeInteger"} for pair in _NUMBERS},
}  # fmt: skip


@pytest.fixture
def document() -> Document:
    return Document("harbour", TEXT, find_quotes(TEXT))


def written(*documents: Document) -> str:
    file = io.StringIO()
    web_annotation.dump(documents, file)
    return file.getvalue()


def annotations(*documents: Document) -> list[dict[str, Any]]:
    value = json.loads(written(*documents))
    return value["first"]["items"] if value["total"] else []


def loaded(text: str, **texts: str) -> list[Document]:
    return list(web_annotation.load(io.StringIO(text), texts=texts))


def body(annotation: dict[str, Any], type_: str) -> dict[str, Any]:
    (found,) = (body for body in annotation["body"] if body["dc:type"] == type_)
    return found


def place(part: dict[str, Any]) -> tuple[int, int]:
    words, position = part["selector"]
    assert (words["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    return position["start"], position["end"]


def load_context(url: str, options: object) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


# what is written


def test_one_annotation_a_quote(document: Document) -> None:
    """Each part of an interrupted quote is a target; words and position both select it."""
    (annotation,) = annotations(document)
    assert annotation["id"] == "urn:quotemine:harbour:q1"
    assert [TEXT[slice(*place(target))] for target in annotation["target"]] == [
        '"The crane is old,"',
        '"and the rope is older."',
    ]
    assert {target["source"] for target in annotation["target"]} == {"urn:quotemine:harbour"}
    words = annotation["target"][1]["selector"][0]
    assert words["exact"] == '"and the rope is older."'
    assert TEXT.index(words["prefix"] + words["exact"] + words["suffix"]) > 0
    assert words["prefix"].endswith("said Brona Tallis, ")


def test_bodies(document: Document) -> None:
    """Speaker, source, cue, kind and confidence, each with its purpose."""
    (annotation,) = annotations(document)
    assert body(annotation, "speaker") == {
        "type": "SpecificResource",
        "purpose": "identifying",
        "dc:type": "speaker",
        "source": {
            "id": "urn:quotemine:harbour:e1",
            "type": "Person",
            "name": "Brona Tallis",
            "schema:alternateName": ["Tallis"],
            "schema:jobTitle": "engineer",
        },
    }
    assert TEXT[slice(*place(body(annotation, "source")))] == "Brona Tallis"
    assert TEXT[slice(*place(body(annotation, "cue")))] == "said"
    told = [body(annotation, type_)["value"] for type_ in ("cue lemma", "cue class", "kind", "confidence")]
    assert told == ["say", "speech", "direct", "0.8725"]
    assert {one["purpose"] for one in annotation["body"]} <= set(_PURPOSES)


def test_a_description_is_no_name_and_gender_needs_evidence(document: Document) -> None:
    (quote,) = document.quotes
    word = Span(0, 3, "The")
    nameless = Speaker("e1", "the engineer", "GROUP", named=False, gender="female")
    (unproven,) = annotations(evolve(document, quotes=Quotes([evolve(quote, speaker=nameless)])))
    assert body(unproven, "speaker")["source"] == {
        "id": "urn:quotemine:harbour:e1", "type": "foaf:Group", "label": "the engineer",
    }  # fmt: skip
    proven = evolve(nameless, gender_evidence=word)
    (annotation,) = annotations(evolve(document, quotes=Quotes([evolve(quote, speaker=proven)])))
    assert body(annotation, "speaker")["source"]["schema:gender"] == "female"


def test_the_source_is_the_address_of_the_document(document: Document) -> None:
    """Percent-encoded where needed; a path or a scrap of one is no address."""
    for url, iri in [
        ("https://sentinel.example/å?a=b#c", "https://sentinel.example/å?a=b#c"),
        ("https://sentinel.example/a b", "https://sentinel.example/a%20b"),
        ("/news/1", "urn:quotemine:harbour"),
        ("C:\\news.txt", "urn:quotemine:harbour"),
    ]:
        (annotation,) = annotations(evolve(document, url=url))
        assert annotation["target"][0]["source"] == iri


def test_offsets_count_code_points() -> None:
    """Not UTF-16 units: an emoji is one."""
    text = '🙂🙂 "It is safe," said Ada Quill.'
    (annotation,) = annotations(Document("a", text, find_quotes(text)))
    assert place(annotation["target"][0]) == (3, 16)


def test_a_collection_of_one_page(document: Document) -> None:
    """With everything that the data model asks of both."""
    value = json.loads(written(document, evolve(document, id="again")))
    assert value["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (value["type"], value["total"]) == ("AnnotationCollection", 2)
    page = value["first"]
    assert (page["type"], page["startIndex"], page["partOf"]) == ("AnnotationPage", 0, value["id"])
    assert page["id"] == value["last"] != value["id"]
    assert [item["id"] for item in page["items"]] == ["urn:quotemine:harbour:q1", "urn:quotemine:again:q1"]
    for item in page["items"]:
        assert item["type"] == "Annotation"


def test_nothing_is_an_empty_collection() -> None:
    """Without a page, which could not be empty."""
    value = json.loads(written())
    assert value["total"] == 0
    assert "first" not in value
    assert loaded(written(), a="It rained.") == [Document("a", "It rained.")]


def test_the_same_quotes_give_the_same_file(document: Document) -> None:
    """And other quotes a collection of another name."""
    assert written(document) == written(document)
    ids = {json.loads(written(*some))["id"] for some in ((), (document,), (document, document))}
    assert len(ids) == 3
    assert all(id_.startswith("urn:uuid:") for id_ in ids)


def test_a_json_ld_processor_reads_it(document: Document) -> None:
    """No term is unknown to the standard context: none is lost when it is expanded."""
    text = written(document)
    (collection,) = jsonld.expand(json.loads(text), {"documentLoader": load_context})
    (page,) = collection[f"{AS}first"]
    (annotation,) = page[f"{AS}items"][0]["@list"]
    assert annotation["@type"] == [f"{OA}Annotation"]
    assert annotation[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
    first, second = annotation[f"{OA}hasTarget"]
    assert first[f"{OA}hasSource"] == [{"@id": "urn:quotemine:harbour"}]
    position = second[f"{OA}hasSelector"][1]
    assert position[f"{OA}start"][0]["@value"] == TEXT.index('"and the rope')
    speaker = next(b for b in annotation[f"{OA}hasBody"] if b[f"{DC}type"] == [{"@value": "speaker"}])
    (who,) = speaker[f"{OA}hasSource"]
    assert who["@type"] == [f"{FOAF}Person"]
    assert who[f"{FOAF}name"] == [{"@value": "Brona Tallis"}]
    assert who[f"{SCHEMA}jobTitle"] == [{"@value": "engineer"}]
    back = jsonld.compact(collection, CONTEXT, {"documentLoader": load_context})
    assert count_keys(back) == count_keys(json.loads(text))


def count_keys(value: object) -> int:
    """Keys with something in them, but for the context."""
    if isinstance(value, dict):
        return sum(1 + count_keys(inner) for key, inner in value.items() if key != "@context" and inner != [])
    return sum(map(count_keys, value)) if isinstance(value, list) else 0


# back again


def kept(quote: Quote) -> Quote:
    """What annotations keep of a quote."""
    speaker, mention = quote.speaker, quote.source
    if speaker is not None:
        gender = speaker.gender if speaker.gender_evidence else None
        speaker = evolve(speaker, mention=mention, chain=(), gender=gender, gender_evidence=None)
    context = Span(0, 0, "")
    return evolve(quote, speaker=speaker, context=context, evidence=(), candidates=())


def test_what_is_written_comes_back(document: Document) -> None:
    """With the paragraphs around as its context."""
    (back,) = loaded(written(document), harbour=TEXT)
    assert list(map(kept, back.quotes)) == list(map(kept, document.quotes))
    assert back.quotes[0].context.text.startswith('"The crane is old," said')
    assert back.quotes.given_text == TEXT


@given(st.lists(documents(), max_size=3, unique_by=lambda document: storable(str(document.id))))
def test_any_offsets_come_back(some: list[Document]) -> None:
    """Whatever the text, the id and the address are."""
    texts = {document.id: document.text for document in some}
    file = io.StringIO(written(*some))
    back = list(web_annotation.load(file, texts=texts))
    assert [(document.id, document.text) for document in back] == list(texts.items())
    for document, other in zip(some, back, strict=True):
        assert [quote.content for quote in other.quotes] == [quote.content for quote in document.quotes]
        for quote, found in zip(document.quotes, other.quotes, strict=True):
            assert (found.id, found.kind, found.source) == (quote.id, quote.kind, quote.source)
            assert (found.cue and found.cue.span) == (quote.cue and quote.cue.span)
            assert found.confidence == quote.confidence


@given(st.text(max_size=30), st.data())
def test_quotes_of_a_changed_text_are_found(before: str, data: st.DataObject) -> None:
    """By their words, wherever they have moved to; of equal words, those with the same neighbours."""
    text = 'Early on he said "no". Later she said "no".'
    nth = data.draw(st.sampled_from([17, 38]))
    quote = Quote("q1", "direct", (Span(nth, nth + 4, '"no"'),), None, None, None, Span(0, 0, ""), 0.9)
    (back,) = loaded(written(Document("a", text, Quotes([quote]))), a=before + text)
    assert back.quotes[0].content == (Span(len(before) + nth, len(before) + nth + 4, '"no"'),)


def test_the_same_words_at_the_old_place_are_another_quote() -> None:
    """Where a change has moved other *“no”* to the position, the neighbours tell."""
    text = 'Early on he said "no". Later she said "no".'
    quote = Quote("q1", "direct", (Span(38, 42, '"no"'),), None, None, None, Span(0, 0, ""), 0.9)
    (back,) = loaded(written(Document("a", text, Quotes([quote]))), a="x" * 21 + text)
    assert back.quotes[0].content[0].start == 21 + 38


@pytest.mark.parametrize("wrap", ["one", "list", "page", "collection"])
def test_annotations_of_other_tools(wrap: str) -> None:
    """Alone, in a list, a page or a collection; target and selector may be a list or not."""
    selector = {"type": "TextPositionSelector", "start": 4, "end": 9}
    value: Any = {
        "type": "Annotation",
        "body": "https://sentinel.example/note",
        "target": {"source": "https://sentinel.example/1", "selector": selector},
    }
    value = {
        "one": value,
        "list": [value],
        "page": {"type": "AnnotationPage", "items": [value]},
        "collection": {"type": ["AnnotationCollection"], "total": 1, "first": {"items": [value]}},
    }[wrap]
    text = "So: “Oh.”"
    (back,) = loaded(json.dumps(value), **{"https://sentinel.example/1": text})
    assert back == Document("https://sentinel.example/1", text, back.quotes, url="https://sentinel.example/1")
    (quote,) = back.quotes
    assert (quote.kind, quote.content, quote.cue, quote.speaker) == ("direct", (Span(4, 9, "“Oh.”"),), None, None)


def test_texts_with_numbers_for_ids(document: Document) -> None:
    file = io.StringIO(written(evolve(document, id=7)))
    (back,) = web_annotation.load(file, texts={7: TEXT})
    assert (back.id, len(back.quotes)) == (7, 1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"id": "urn:quotemine:other:q1", "target": "urn:quotemine:other"},
            "text that was not given; give it in texts",
        ),
        ({"target": {"source": "a", "selector": {"type": "TextQuoteSelector", "exact": "Snow."}}}, "not in the text"),
        ({"target": {"source": "a", "selector": {"type": "TextQuoteSelector", "exact": 3}}}, "exact"),
        ({"target": {"source": "a", "selector": {"type": "CssSelector", "value": "p"}}}, "no selectors"),
        (
            {"target": {"source": "a", "selector": {"type": "TextPositionSelector", "start": 2, "end": 99}}},
            "offsets outside of it (44 characters)",
        ),
        ({"body": [{"dc:type": "kind", "value": "loud"}]}, "'loud' is not known here"),
        ({"body": [{"dc:type": "confidence", "value": "high"}]}, "'high' is no chance"),
    ],
)
def test_bad_annotations_are_reported(change: dict[str, Any], message: str) -> None:
    """With file and annotation; the others are read."""
    good = {"type": "Annotation", "target": {"source": "a"}}
    good["target"]["selector"] = {"type": "TextQuoteSelector", "exact": '"It is safe,"'}  # type: ignore[index]
    bad = {**good, **change}
    file = io.StringIO(json.dumps([good, bad, good]))
    errors: list[InputFileError] = []
    text = 'It rained. "It is safe," said Ada Quill, 81.'
    (document,) = web_annotation.load(file, texts={"a": text}, on_error=errors.append)
    assert len(document.quotes) == 2
    (error,) = errors
    assert str(error).startswith("<open file>: annotation ")
    assert message in str(error)
    file.seek(0)
    with pytest.raises(InputFileError):
        list(web_annotation.load(file, texts={"a": text}))


@pytest.mark.parametrize("data", [b"", b"{", b"3", b'{"type": "Note"}', b"\xff", b"[3]", b"[" * 100_000])
def test_a_file_that_holds_something_else(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    errors: list[InputFileError] = []
    assert list(web_annotation.load(path, texts={"a": ""}, on_error=errors.append)) == [Document("a", "")]
    assert len(errors) == 1
    assert str(errors[0]).startswith(str(path))


def test_documents_only(document: Document) -> None:
    with pytest.raises(InputTypeError):
        web_annotation.dump(document, io.StringIO())  # type: ignore[arg-type]


def test_documents_are_taken_one_by_one(document: Document) -> None:
    """The first annotation is written before the second document is made."""
    file = io.StringIO()

    def some() -> Iterator[Document]:
        yield document
        assert "urn:quotemine:harbour:q1" in file.getvalue()

    web_annotation.dump(some(), file)


def test_a_negated_cue(document: Document) -> None:
    (quote,) = document.quotes
    assert quote.cue is not None
    negated = evolve(quote, cue=Cue(quote.cue.span, "say", "speech", negated=True))
    (annotation,) = annotations(evolve(document, quotes=Quotes([negated])))
    assert body(annotation, "cue negated")["value"] == "true"
