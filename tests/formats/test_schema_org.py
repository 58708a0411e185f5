"""schema.org: every property exists for its type, and a JSON-LD processor finds who said what."""

import io
import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from quotemine.documents import Document
from quotemine.errors import InputTypeError
from quotemine.formats import schema_org
from quotemine.types import Cue, Quote, Quotes, Span, Speaker, SpeakerType

VOCABULARY = "https://schema.org/"

# From the vocabulary: the types that we use, with what they are below, ...
ABOVE = {
    "Article": "CreativeWork",
    "Quotation": "CreativeWork",
    "GovernmentOrganization": "Organization",
    "CreativeWork": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
}
# ... and their properties, with the types of values that these may have.
PROPERTIES = {
    "Thing": {
        "name": {"Text"}, "description": {"Text"}, "alternateName": {"Text"}, "identifier": {"Text"}, "url": {"URL"},
    },
    "CreativeWork": {
        "text": {"Text"}, "headline": {"Text"}, "datePublished": {"Text"}, "position": {"Integer"},
        "keywords": {"Text"}, "citation": {"Text"}, "creditText": {"Text"}, "isPartOf": {"CreativeWork"},
        "author": {"Person", "Organization"}, "creator": {"Person", "Organization"},
    },
    "Quotation": {"spokenByCharacter": {"Person", "Organization"}},
    "Person": {"jobTitle": {"Text"}, "affiliation": {"Organization"}, "gender": {"GenderType"}},
}  # fmt: skip

TALLIS = Speaker(
    id="e1", name="Brona Tallis", type="PERSON", named=True, aliases=("Tallis", "B. Tallis"), role="harbour master",
    affiliation="Marlow Sound", gender="female", gender_evidence=Span(0, 3, "She"),
)  # fmt: skip


@pytest.fixture
def document() -> Document:
    metadata = {"title": "Crane too old", "date": "2026-04-30", "author": "Petra Lindqvist; Omar Finch"}
    return Document("harbour", TEXT, find_quotes(TEXT), **metadata, url="https://sentinel.example/crane")


def written(*documents: Document, fiction: bool = False) -> str:
    file = io.StringIO()
    schema_org.dump(documents, file, fiction=fiction)
    return file.getvalue()


def graph(*documents: Document, fiction: bool = False) -> list[dict[str, Any]]:
    nodes = json.loads(written(*documents, fiction=fiction))["@graph"]
    assert isinstance(nodes, list)
    return nodes


def by(document: Document, speaker: Speaker | None, cue: Cue | None = None) -> Document:
    (quote,) = document.quotes
    return evolve(document, quotes=Quotes([evolve(quote, speaker=speaker, cue=cue)]))


def lineage(type_: str) -> Iterator[str]:
    yield type_
    while type_ in ABOVE:
        type_ = ABOVE[type_]
        yield type_


def check(nodes: list[dict[str, Any]]) -> None:
    """Every property is one of its node's type, and every value one of the property's."""
    types = {node["@id"]: node["@type"][0] for node in nodes if "@type" in node}

    def check_node(node: dict[str, Any]) -> None:
        (type_,) = node["@type"]
        allowed = {
            key: v for above in lineage(type_.removeprefix(VOCABULARY)) for key, v in PROPERTIES.get(above, {}).items()
        }
        for key, values in node.items():
            if not key.startswith("@"):
                assert key.startswith(VOCABULARY)
                for value in values:
                    kinds = set(kinds_of(value))
                    assert kinds & allowed[key.removeprefix(VOCABULARY)], (type_, key, value)

    def kinds_of(value: dict[str, Any]) -> Iterator[str]:
        if "@value" in value:
            yield "Integer" if isinstance(value["@value"], int) else "Text"
        elif "@type" in value:
            check_node(value)
            yield from lineage(value["@type"][0].removeprefix(VOCABULARY))
        elif value["@id"] in (VOCABULARY + "Female", VOCABULARY + "Male"):
            yield "GenderType"
        else:
            yield "URL"
            yield from lineage(types.get(value["@id"], "").removeprefix(VOCABULARY))

    for node in nodes:
        check_node(node)


def test_the_article_the_speaker_and_the_quotation(document: Document) -> None:
    article, person, quotation = graph(by(document, TALLIS))
    assert article == {
        "@id": "https://sentinel.example/crane",
        "@type": "Article",
        "identifier": ["harbour"],
        "headline": "Crane too old",
        "author": [{"@type": "Person", "name": "Petra Lindqvist"}, {"@type": "Person", "name": "Omar Finch"}],
        "datePublished": "2026-04-30",
        "url": "https://sentinel.example/crane",
    }
    assert person == {
        "@id": "urn:quotemine:harbour:e1",
        "@type": "Person",
        "name": "Brona Tallis",
        "alternateName": ["Tallis", "B. Tallis"],
        "jobTitle": "harbour master",
        "affiliation": {"@type": "Organization", "name": "Marlow Sound"},
        "gender": "Female",
    }
    assert quotation == {
        "@id": "urn:quotemine:harbour:q1",
        "@type": "Quotation",
        "text": '"The crane is old," "and the rope is older."',
        "spokenByCharacter": {"@id": "urn:quotemine:harbour:e1"},
        "creator": {"@id": "urn:quotemine:harbour:e1"},
        "isPartOf": {"@id": "https://sentinel.example/crane"},
        "position": 1,
        "keywords": ["direct quotation"],
        "citation": "Petra Lindqvist; Omar Finch: Crane too old. 2026-04-30. https://sentinel.example/crane",
    }


def test_characters_of_fiction(document: Document) -> None:
    """The character speaks, the author of the work has thought it up."""
    work, person, quotation = graph(by(document, TALLIS), fiction=True)
    assert work["@type"] == "CreativeWork"
    assert quotation["spokenByCharacter"] == {"@id": person["@id"]}
    assert [author["name"] for author in quotation["creator"]] == ["Petra Lindqvist", "Omar Finch"]
    check(expanded(written(by(document, TALLIS), fiction=True)))


@pytest.mark.parametrize("type_", get_args(SpeakerType))
def test_speakers_of_all_types(document: Document, type_: SpeakerType) -> None:
    """What is neither a person nor an organisation is credited in words, and nobody but a person has a job."""
    one = by(document, evolve(TALLIS, type=type_))
    *speakers, quotation = graph(one)[1:]
    if type_ in ("GROUP", "OTHER"):
        assert not speakers
        assert quotation["creditText"] == "Brona Tallis"
        assert not {"creator", "spokenByCharacter"} & set(quotation)
    else:
        (speaker,) = speakers
        assert quotation["creator"] == {"@id": speaker["@id"]}
        assert ("jobTitle" in speaker) == ("gender" in speaker) == (type_ == "PERSON")
    check(expanded(written(one)))


def test_gender_needs_evidence(document: Document) -> None:
    """A word of the text; a name is none."""
    person = graph(by(document, evolve(TALLIS, gender_evidence=None)))[1]
    assert "gender" not in person


def test_a_description_is_no_name(document: Document) -> None:
    person = graph(by(document, evolve(TALLIS, name="a fisherman", named=False)))[1]
    assert person["description"] == "a fisherman"
    assert "name" not in person


def test_what_was_not_said_has_no_creator(document: Document) -> None:
    """It is credited in words, and marked."""
    cue = Cue(Span(0, 3, "not"), "say", "speech", negated=True)
    quotation = graph(by(document, TALLIS, cue))[-1]
    assert not {"creator", "spokenByCharacter"} & set(quotation)
    assert quotation["creditText"] == "Brona Tallis"
    assert quotation["keywords"] == ["direct quotation", "negated"]


def test_nobody_is_credited_where_nobody_is_known(document: Document) -> None:
    quotation = graph(by(document, None))[-1]
    assert not {"creator", "spokenByCharacter", "creditText"} & set(quotation)


def test_a_speaker_stands_once(document: Document) -> None:
    """However often it is quoted; another document's is another."""
    (quote,) = document.quotes
    twice = evolve(document, quotes=Quotes([quote, evolve(quote, id="q2")]))
    nodes = graph(twice, evolve(twice, id="other"))
    people = [node["@id"] for node in nodes if node["@type"] == "Person"]
    assert people == ["urn:quotemine:harbour:e1", "urn:quotemine:other:e1"]
    assert [node["position"] for node in nodes if node["@type"] == "Quotation"] == [1, 2, 1, 2]


def test_documents_without_metadata(document: Document) -> None:
    """The work is named after the document's id; what is no address becomes an identifier."""
    bare = Document("a b", TEXT, find_quotes(TEXT), url="/news/1")
    article, _, quotation = graph(bare)
    assert article == {"@id": "urn:quotemine:a%20b", "@type": "Article", "identifier": ["a b", "/news/1"]}
    assert quotation["isPartOf"] == {"@id": "urn:quotemine:a%20b"}


def test_no_quotes_no_nodes() -> None:
    assert graph() == []
    assert graph(Document("a", "It rained.")) == []


def expanded(text: str) -> list[dict[str, Any]]:
    def refuse(url: str, options: object) -> None:
        raise AssertionError(url)

    nodes = jsonld.expand(json.loads(text), {"documentLoader": refuse})
    assert isinstance(nodes, list)
    return nodes


@given(st.lists(documents(), max_size=2), st.booleans())
def test_valid_whatever_the_documents(some: list[Document], fiction: bool) -> None:
    """Nothing is fetched, nothing is lost on the way, every property exists."""
    text = written(*some, fiction=fiction)
    text.encode()
    nodes = expanded(text)
    check(nodes)
    quotations = [node for node in nodes if node["@type"] == [VOCABULARY + "Quotation"]]
    assert len(quotations) == sum(len(document.quotes) for document in some)


def test_who_said_what_as_a_graph(document: Document) -> None:
    """Flattened, the quotation leads to the speaker's name and the article's headline."""
    value = json.loads(written(by(document, TALLIS)))
    nodes = {node["@id"]: node for node in jsonld.flatten(value)}
    (quotation,) = (node for node in nodes.values() if node.get("@type") == [VOCABULARY + "Quotation"])
    (creator,) = quotation[VOCABULARY + "creator"]
    assert nodes[creator["@id"]][VOCABULARY + "name"] == [{"@value": "Brona Tallis"}]
    assert nodes[creator["@id"]][VOCABULARY + "gender"] == [{"@id": VOCABULARY + "Female"}]
    (work,) = quotation[VOCABULARY + "isPartOf"]
    assert nodes[work["@id"]][VOCABULARY + "headline"] == [{"@value": "Crane too old"}]
    assert nodes[work["@id"]][VOCABULARY + "url"] == [{"@id": "https://sentinel.example/crane"}]


def test_documents_only() -> None:
    with pytest.raises(InputTypeError):
        schema_org.dump([Quote], io.StringIO())  # type: ignore[list-item]
