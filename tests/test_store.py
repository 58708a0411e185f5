"""What a Doc keeps, and what comes back."""

import copy

import pytest
import spacy
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, SpanGroup

from quotemine import Cue, Quote, Quotes, Span, Speaker, store

TEXT = "He had not told the “harbour board” so.\nBrona Tallis: nothing."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def make_quotes(text: str = TEXT) -> Quotes:
    he, brona = span(text, "He"), span(text, "Brona Tallis")
    speaker = Speaker("e1", "Brona Tallis", "PERSON", named=True, mention=he, aliases=("B. T.",), chain=(he, brona))
    body = Speaker("e2", "harbour board", "ORG", named=False, role="board")
    return Quotes(
        (
            Quote(
                "q1",
                "mixed",
                (span(text, "the “harbour"), span(text, "so")),
                Cue(span(text, "told"), "tell", "speech", negated=True),
                he,
                speaker,
                span(text, text.split("\n", maxsplit=1)[0]),
                0.8725,
                ("he is the person named last",),
            ),
            Quote("q2", "indirect", (span(text, "nothing."),), None, None, body, span(text, text), 1.0),
            Quote("q3", "direct", (span(text, "”"),), None, brona, None, span(text, text), 0.0),
        )
    )


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("en")


@pytest.fixture
def doc(nlp: Language) -> Doc:
    doc = nlp(TEXT)
    store.write(doc, make_quotes())
    return doc


def test_reads_what_was_written(doc: Doc) -> None:
    assert store.read(doc) == make_quotes()


def test_groups_tell_geometry_and_identity(doc: Doc) -> None:
    told = [
        (group, span.text, span.label_, span.id_, span.kb_id_)
        for group in (store.CONTENT, store.CUE, store.SOURCE, store.SPEAKER)
        for span in doc.spans[group]
    ]
    assert told == [
        (store.CONTENT, "the “harbour", "mixed", "q1", "e1"),
        (store.CONTENT, "so", "mixed", "q1", "e1"),
        (store.CONTENT, "nothing.", "indirect", "q2", "e2"),
        (store.CONTENT, "”", "direct", "q3", ""),
        (store.CUE, "told", "speech negated", "q1", "tell"),
        (store.SOURCE, "He", "PERSON", "q1", "e1"),
        (store.SOURCE, "Brona Tallis", "OTHER", "q3", ""),
        (store.SPEAKER, "Brona Tallis", "PERSON", "e1", "Brona Tallis"),
        (store.SPEAKER, "nothing.", "ORG unnamed", "e2", "harbour board"),
    ]


def test_writing_again_replaces(doc: Doc) -> None:
    store.write(doc, Quotes(make_quotes()[:1]))
    assert [quote.id for quote in store.read(doc)] == ["q1"]
    store.write(doc, Quotes())
    assert store.read(doc) == Quotes()
    assert all(len(doc.spans[name]) == (name == store.DOCUMENT) for name in doc.spans)


def test_says_whether_it_was_written(nlp: Language, doc: Doc) -> None:
    assert store.was_written(doc)
    fresh = nlp(TEXT)
    assert not store.was_written(fresh)
    assert store.read(fresh) == Quotes()
    store.write(fresh, Quotes())
    assert store.was_written(fresh)


def test_other_groups_are_left_alone(doc: Doc) -> None:
    doc.spans["mine"] = [doc[0:2]]
    store.write(doc, make_quotes())
    assert [span.text for span in doc.spans["mine"]] == ["He had"]


def test_survives_bytes_docbin_and_copy(doc: Doc) -> None:
    other = spacy.blank("en").vocab
    binned = next(iter(DocBin(docs=[doc]).get_docs(other)))
    for again in (Doc(other).from_bytes(doc.to_bytes()), binned, doc.copy(), copy.copy(doc)):
        assert store.read(again) == make_quotes()


def test_survives_retokenizing(doc: Doc) -> None:
    """spaCy leaves the token numbers of span groups behind, even behind the end; characters are what counts."""
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:4])
    assert store.read(doc) == make_quotes()
    doc.spans[store.DOCUMENT].attrs.clear()
    assert [quote.id for quote in store.read(doc)] == ["q1", "q3"]


def drop_what_from_docs_drops(quote: Quote) -> Quote:
    speaker = quote.speaker
    if speaker is not None:
        kept = {name: getattr(speaker, name) for name in ("id", "name", "type", "named")}
        speaker = Speaker(**kept, mention=quote.source)
    evidence = ("rebuilt from doc.spans",)
    return evolve(quote, speaker=speaker, confidence=round(quote.confidence, 2), evidence=evidence, candidates=())


def test_from_docs_of_one_doc(doc: Doc) -> None:
    """Where the exact results are dropped, the rest is rebuilt."""
    again = Doc.from_docs([doc])
    assert not again.spans[store.DOCUMENT].attrs
    assert list(store.read(again)) == [drop_what_from_docs_drops(quote) for quote in make_quotes()]


def test_from_docs_of_many(nlp: Language, doc: Doc) -> None:
    """Ids repeat among merged documents and must not mix their quotes."""
    unread, silent, empty, last = nlp("Unread."), nlp("It rained."), nlp(""), nlp(TEXT)
    store.write(silent, Quotes())
    store.write(empty, Quotes())
    store.write(last, Quotes(make_quotes()[1:]))
    merged = Doc.from_docs([doc, unread, silent, empty, last])
    quotes = store.read(merged)
    assert [quote.id for quote in quotes] == ["q1", "q2", "q3", "q4", "q5"]
    assert [quote.text for quote in quotes] == ["the “harbour so", "nothing.", "”", "nothing.", "”"]
    assert [quote.cue and quote.cue.text for quote in quotes] == ["told", None, None, None, None]
    assert [quote.source and quote.source.text for quote in quotes] == [
        "He",
        None,
        "Brona Tallis",
        None,
        "Brona Tallis",
    ]
    assert [quote.speaker and quote.speaker.id for quote in quotes] == ["e1", "e2", None, "e3", None]
    assert [quote.speaker and quote.speaker.name for quote in quotes[2:]] == [None, "harbour board", None]
    assert_slices(merged.text, quotes)
    twice = Doc.from_docs([merged, doc])
    assert [quote.text for quote in store.read(twice)] == [quote.text for quote in (*quotes, *make_quotes())]


def test_merged_docs_survive_bytes(nlp: Language, doc: Doc) -> None:
    merged = Doc.from_docs([doc, doc])
    assert store.read(Doc(nlp.vocab).from_bytes(merged.to_bytes())) == store.read(merged)


@pytest.mark.parametrize(
    "attrs",
    [
        {},
        {"version": 2},
        {"quotes": None},
        {"quotes": 3},
        {"quotes": [{}]},
        {"quotes": [[0, 1]]},
        {"text": 0},
    ],
)
def test_spoilt_attrs(doc: Doc, attrs: dict[str, object]) -> None:
    """Attributes that are absent, of another version or another text, or broken: the spans speak."""
    kept = doc.spans[store.DOCUMENT].attrs
    if attrs:
        kept.update(attrs)
    else:
        kept.clear()
    assert list(store.read(doc)) == [drop_what_from_docs_drops(quote) for quote in make_quotes()]


def test_spoilt_groups(doc: Doc) -> None:
    """Whatever a user does to the groups, reading does not raise."""
    doc.spans[store.DOCUMENT].attrs.clear()
    for group in (store.SPEAKER, store.CONTEXT, store.SOURCE, store.CUE, store.DOCUMENT):
        del doc.spans[group]
        assert [quote.text for quote in store.read(doc)] == [quote.text for quote in make_quotes()]
    assert store.read(doc)[0].speaker == Speaker("e1", "e1", "OTHER", named=False)
    doc.spans[store.CONTENT] = [doc[0:1], doc[2:4]]
    doc.spans[store.CONTEXT] = SpanGroup(doc, spans=[doc[0:1]])
    assert [quote.text for quote in store.read(doc)] == ["He", "not told"]
    del doc.spans[store.CONTENT]
    assert store.read(doc) == Quotes()


def test_json_keeps_what_spacy_keeps(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_json(doc.to_json())
    assert "".join(quote.text for quote in store.read(again)) == "the “harboursonothing.”"


def assert_slices(text: str, quotes: Quotes) -> None:
    for quote in quotes:
        for part in (*quote.content, quote.context, *([quote.source] if quote.source else [])):
            assert part.text == text[part.start : part.end]


@st.composite
def texts_with_quotes(draw: st.DrawFn) -> tuple[str, Quotes]:
    text = draw(st.text(st.characters(codec="utf-8") | st.sampled_from(" \n\t\r“”'"), min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = places.map(lambda place: Span(place[0], place[1], text[place[0] : place[1]]))
    words = st.text(st.characters(codec="utf-8"), max_size=9)
    speakers = st.builds(
        Speaker,
        st.sampled_from(["e1", "e2"]),
        words,
        st.sampled_from(["PERSON", "GROUP"]),
        st.booleans(),
        st.none() | spans,
        st.lists(words, max_size=2).map(tuple),
        st.none() | words,
        st.lists(spans, max_size=2).map(tuple),
    )
    cues = st.builds(Cue, spans, words, st.sampled_from(["speech", "thought", "other"]), st.booleans())
    quotes = st.builds(
        Quote,
        st.sampled_from(["q1", "q2", "q3"]),
        st.sampled_from(["direct", "indirect", "mixed"]),
        st.lists(spans, min_size=1, max_size=3).map(tuple),
        st.none() | cues,
        st.none() | spans,
        st.none() | speakers,
        spans,
        st.floats(0, 1),
        st.lists(words, max_size=2).map(tuple),
    )
    return text, Quotes(draw(st.lists(quotes, max_size=3)))


BLANK = spacy.blank("en")


@settings(deadline=None, max_examples=60)
@given(texts_with_quotes(), st.booleans())
def test_any_text_and_spans(sample: tuple[str, Quotes], by_characters: bool) -> None:
    """Round trips are exact on any text, also where spans cut tokens, are empty or touch no token."""
    text, quotes = sample
    doc = BLANK(text)
    if by_characters:
        doc = Doc(BLANK.vocab, words=list(text), spaces=[False] * len(text))
    assert doc.text == text
    store.write(doc, quotes)
    assert store.read(doc) == quotes
    assert store.read(Doc(BLANK.vocab).from_bytes(doc.to_bytes())) == quotes
    doc.spans[store.DOCUMENT].attrs.clear()
    assert_slices(text, store.read(doc))
