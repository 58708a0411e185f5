"""In place of textacy's own function."""

from typing import get_args

import handmade
import pytest
import spacy
from attrs import evolve
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from textacy.extract.triples import DQTriple

from quotemine import Quotes, extract, store
from quotemine.interop.textacy import direct_quotations
from quotemine.types import Kind


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.put_in_place_of_the_flow(monkeypatch)


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("en")


def show(doclike: Doc | Span) -> list[tuple[list[str], list[str], str]]:
    return [
        ([token.text for token in speaker], [token.text for token in cue], content.text)
        for speaker, cue, content in direct_quotations(doclike)
    ]


SAID = [
    (["Brona", "Tallis"], ["said"], '"The crane is old,"'),
    (["Brona", "Tallis"], ["said"], '"and the rope is older."'),
]


def test_gives_textacys_triples(nlp: Language) -> None:
    first = next(direct_quotations(nlp(handmade.TEXT)))
    assert isinstance(first, DQTriple)
    assert isinstance(first.content, Span)
    assert show(nlp(handmade.TEXT)) == SAID


def test_takes_what_the_component_found(nlp: Language) -> None:
    nlp.add_pipe("quotemine", config={"attributions": "all"})
    assert show(nlp(handmade.TEXT)) == [*SAID, (["she"], ["wondered"], '"Who paid for it?"')]
    doc = nlp(handmade.TEXT)
    store.write(doc, Quotes())
    assert show(doc) == [], "the component found nothing: nothing is looked for again"


@pytest.mark.parametrize("component", [True, False])
def test_takes_a_span(nlp: Language, component: bool) -> None:
    if component:
        nlp.add_pipe("quotemine")
    doc = nlp(handmade.TEXT)
    first, second = (content for _, _, content in direct_quotations(doc))
    assert show(doc[first.start : first.end]) == SAID[:1]
    assert show(doc[first.start + 1 : second.end]) == SAID[1:]
    assert show(doc[0:0]) == []


@pytest.mark.parametrize("text", ["", " ", '"', 'An "unclosed mark, said Brona Tallis.', "“" * 9, "'\n\"\n”"])
@pytest.mark.parametrize("lang", ["en", "xx", "de"])
def test_never_raises(text: str, lang: str) -> None:
    """Not because of an unclosed mark and not because of the language."""
    assert show(spacy.blank(lang)(text)) == []


def test_needs_no_alignment() -> None:
    """Tokens of the host that hold more than the mention come whole."""
    words = handmade.TEXT.split(" ")
    doc = Doc(Vocab(), words=words, spaces=[True] * (len(words) - 1) + [False])
    assert show(doc)[1] == (["Brona", "Tallis,"], ["said"], '"and the rope is older."')


@pytest.mark.parametrize("kind", get_args(Kind))
def test_only_direct_ones(nlp: Language, kind: Kind) -> None:
    doc = nlp(handmade.TEXT)
    (quote,) = extract(handmade.TEXT)
    store.write(doc, Quotes([evolve(quote, kind=kind)]))
    assert len(show(doc)) == (2 if kind == "direct" else 0)


@pytest.mark.parametrize("missing", ["cue", "source"])
def test_only_those_with_cue_and_source(nlp: Language, missing: str) -> None:
    doc = nlp(handmade.TEXT)
    (quote,) = extract(handmade.TEXT)
    store.write(doc, Quotes([evolve(quote, **{missing: None})]))
    assert show(doc) == []
