"""In place of textacy's own function."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import handmade
import pytest
import spacy
import textacy
from arbitrary import ANY_TEXT, documents
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from textacy.extract.triples import DQTriple

from quotemine import Document, Quotes, extract, load, store
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


@pytest.mark.parametrize("make", [Doc, lambda vocab: Doc(vocab, words=[], spaces=[])])
@pytest.mark.parametrize("written", [True, False])
def test_a_doc_without_words(nlp: Language, make: Callable[[Vocab], Doc], written: bool) -> None:
    doc = make(nlp.vocab)
    if written:
        store.write(doc, Quotes())
    assert show(doc) == []
    assert show(doc[0:0]) == []


def check(doc: Doc) -> None:
    """Tokens of the Doc in its order, and what lies in a half of it is what the whole has there."""
    found = list(direct_quotations(doc))
    for triple in found:
        for tokens in (triple.speaker, triple.cue, list(triple.content)):
            assert tokens
            assert [token.i for token in tokens] == sorted(token.i for token in tokens)
            assert all(token.doc is doc for token in tokens)
    half = doc[: len(doc) // 2]
    shown = [triple for triple in found if triple.content.end <= half.end]
    assert list(map(str, direct_quotations(half))) == list(map(str, shown))


EN, XX = spacy.blank("en"), spacy.blank("xx")
any_number = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@any_number
@given(st.lists(st.tuples(st.sampled_from(['"', "“", "said", "Bo Lin", "\n", " ", "🙂", "x"]), st.booleans())))
def test_any_tokens(tokens: list[tuple[str, bool]]) -> None:
    """However they are cut: the Doc is read on the spot."""
    check(Doc(EN.vocab, words=[word for word, _ in tokens], spaces=[space for _, space in tokens]))


@any_number
@given(documents())
def test_any_quotes(document: Document) -> None:
    """Wherever the component has found them."""
    assume("\\ud800" not in json.dumps(document.to_dict()))  # half a surrogate pair, which spaCy cannot hold
    text = document.text
    doc = XX(text)
    store.write(doc, Quotes(document.quotes, text))
    check(doc)


@any_number
@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    assume(chr(0xD800) not in text)
    check(EN(text))


def test_tokens_that_were_merged_later(nlp: Language) -> None:
    """The quotes are still those of the component."""
    nlp.add_pipe("quotemine")
    doc = nlp(handmade.TEXT)
    name = next(direct_quotations(doc)).speaker
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[name[0].i : name[-1].i + 1])
    assert show(doc)[0] == (["Brona Tallis"], ["said"], '"The crane is old,"')


# textacy.Corpus


@pytest.fixture
def corpus() -> textacy.Corpus:
    """Two records and a text."""
    records = [(handmade.TEXT, {"id": "harbour"}), ("It rained.", {"id": "rain"})]
    corpus = textacy.Corpus(load(), data=records)
    corpus.add('"Oh, no!" said Omar Finch.')
    return corpus


def test_a_corpus_is_read_by_quotemine(corpus: textacy.Corpus) -> None:
    """With ``quotemine.load()`` as its pipeline, whatever it is given."""
    assert [len(doc._.quotes) for doc in corpus] == [1, 0, 1]
    assert [doc._.meta for doc in corpus] == [{"id": "harbour"}, {"id": "rain"}, {}]
    triples = [triple for doc in corpus for triple in direct_quotations(doc)]
    assert [content.text for _, _, content in triples] == [content for *_, content in SAID] + ['"Oh, no!"']
    assert [doc._.meta["id"] for doc in corpus.get(lambda doc: len(doc._.quotes) == 0)] == ["rain"]


@pytest.mark.parametrize("name", ["corpus.bin", "corpus.bin.gz"])
def test_a_corpus_is_saved_and_loaded(
    corpus: textacy.Corpus, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that was found, which is not looked for again."""
    corpus.save(tmp_path / name)
    monkeypatch.setattr(handmade, "find_quotes", lambda *_: pytest.fail("read again"))
    again = textacy.Corpus.load(load(), tmp_path / name)
    assert [doc._.quotes for doc in again] == [doc._.quotes for doc in corpus]
    assert [show(doc) for doc in again] == [show(doc) for doc in corpus]
    assert [doc._.meta for doc in again] == [doc._.meta for doc in corpus]
