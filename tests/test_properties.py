"""What holds whatever the text, with the real fast model: spans, the same results everywhere, and as a text grows."""

import re
import unicodedata
from collections.abc import Iterable
from io import StringIO
from random import Random

import pytest
import spacy
from arbitrary import TRICKY
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

import quotemine
from quotemine import Document, Quotes, Span
from quotemine.flow.encoder import OVERLAP, PACKED, WINDOW
from quotemine.flow.marks import find_quotations
from quotemine.flow.words import find_words, make_windows
from quotemine.formats import jsonl
from quotemine.model_cache import get_encoder
from quotemine.settings import Settings

PEOPLE = ["Brona Tallis", "Omar Finch", "Ines Corran", "Petra Lindqvist"]
WOMEN = {"Brona Tallis", "Ines Corran", "Petra Lindqvist"}
SAID = ["The ferry is late", "We have no captain", "It leaks, and has leaked for years", "I asked ‘why’ twice", "Go"]
THAT = ["the harbour would open in May", "repairs would take a month", "nobody was hurt", "the “old crane” was sold"]
ROLES = ["the mayor", "a pilot", "harbour commissioner", "head of the Ostby Harbour Board (OHB)"]
NEUTRAL = [
    "It rained for most of the week, and the market was moved indoors.",
    "Three ships were waiting outside the harbour on Monday.",
    "The ferry has been in dock since March.",
    "Bread costs twice as much as it did a year ago.",
]
TEMPLATES = [
    "“{said},” said {name}, {role}. “{more}.”",
    '"{said}," {last} said. "{more}!"',
    "{name} told reporters that {that}. “{said},” {she} said.",
    "According to {name}, {that}.",
    "{role} {name} denied that {that}, and wrote: ‘{said}.’",
    "“{said}!” {she} said, “and {more}.”",
    "“{said},\n\n“{more}.”",
    "{upper}: {said}?\n{upper}: {more}.",
    "— {said}?\n\n— {more}.",
    "«{said}», she added; “{more}",
    "It isn't the pilots' 12\" pipe, {last}'s office said.",
]
MARKS = [*TRICKY, "”", "‘", "’", "'", "''", "``", "„", "«", "»", "「", "—", "(", "\n\n", "\n", "\t", "\u200b", "\u0301"]
CONTROLS = st.characters(categories=["Cc", "Cf", "Cs", "Co", "Mn", "Zl", "Zp", "Zs"])


@st.composite
def paragraphs(draw: st.DrawFn, templates: list[str] = TEMPLATES) -> str:
    """A paragraph that could stand in the news."""
    name = draw(st.sampled_from(PEOPLE))
    return draw(st.sampled_from(templates)).format(
        said=draw(st.sampled_from(SAID)),
        more=draw(st.sampled_from(SAID)),
        that=draw(st.sampled_from(THAT)),
        role=draw(st.sampled_from(ROLES)),
        she="she" if name in WOMEN else "he",
        name=name,
        last=name.split()[1],
        upper=name.upper(),
    )


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Such paragraphs, with odd characters put in at odd places and stretches taken out."""
    text = draw(st.sampled_from(["\n\n", "\n", "\r\n", " "])).join(draw(st.lists(paragraphs(), min_size=1, max_size=5)))
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.sampled_from([start, start, start + 1, start + 9]))
        text = text[:start] + draw(st.just("") | st.sampled_from(MARKS) | CONTROLS) + text[end:]
    return text


ANY = damaged() | st.lists(st.sampled_from(MARKS) | CONTROLS | st.text(max_size=8), max_size=30).map("".join)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def extract(text: str) -> Quotes:
    """All that is found, however doubtful."""
    return quotemine.extract(text, model="fast", attributions="all", min_confidence=0)


def spans_of(quotes: Quotes) -> Iterable[Span]:
    for quote in quotes:
        yield from (*quote.content, quote.context)
        yield from filter(None, [quote.source, quote.cue and quote.cue.span])
        if quote.speaker is not None:
            yield from quote.speaker.chain
            yield from filter(None, [quote.speaker.mention, quote.speaker.gender_evidence])


@settings(few, max_examples=120)
@given(ANY)
def test_any_text(text: str) -> None:
    """Nothing raises; every span is the text that it claims, quotes are in order, chances are chances."""
    quotes = extract(text)
    assert quotes.given_text == text
    for span in spans_of(quotes):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    for quote in quotes:
        assert 0 <= quote.confidence <= 1
        assert quote.context.start <= min(part.start for part in quote.content)
        assert quote.context.end >= max(part.end for part in quote.content)
        assert all(0 <= candidate.score <= 1 for candidate in quote.candidates)
        assert quote.why()
    assert [quote.id for quote in quotes] == [f"q{number}" for number in range(1, len(quotes) + 1)]
    assert [q.content[0].start for q in quotes] == sorted(q.content[0].start for q in quotes)


@few
@given(st.lists(ANY, max_size=4), st.randoms(use_true_random=False))
def test_alone_or_among_others(texts: list[str], order: Random) -> None:
    """A text gives the same in whatever company and order, be it for the second time."""
    alone = {text: quotemine.extract(text, model="fast") for text in texts}
    shuffled = [*texts, *texts]
    order.shuffle(shuffled)
    together = list(quotemine.extract_many(shuffled, model="fast", batch_size=3))
    assert together == [alone[text] for text in shuffled]


@settings(few, max_examples=2)
@given(st.lists(ANY, min_size=16, max_size=24))
def test_in_other_processes(texts: list[str]) -> None:
    """Equal to the last digit, whatever process read the text."""
    here = [quotemine.extract(text, model="fast") for text in texts]
    assert list(quotemine.extract_many(texts, model="fast", n_process=2, batch_size=5)) == here


@few
@given(damaged())
def test_json_lines_bring_back_what_was_found(text: str) -> None:
    """All but the further digits of chances; half surrogate pairs too, where two do not make a whole one."""
    assume(not re.search("[\ud800-\udbff][\udc00-\udfff]", text))
    document = Document("a", text, extract(text))
    file = StringIO()
    jsonl.dump([document], file)
    file.seek(0)
    (again,) = jsonl.load(file)
    assert again.text == text
    assert again.to_dict() == document.to_dict()
    assert list(spans_of(again.quotes)) == list(spans_of(document.quotes))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return quotemine.load("fast", attributions="all", min_confidence=0)


OTHER = spacy.blank("en").vocab


@few
@given(damaged().filter(lambda text: not re.search("[\ud800-\udfff]", text)))  # which spaCy refuses
def test_spacy_stores_what_was_found(nlp: Language, text: str) -> None:
    """The component finds what ``extract`` finds, and a DocBin keeps it, to the last digit."""
    found = extract(text)
    doc = nlp(text)
    assert doc._.quotes == found
    stored = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes())
    (again,) = stored.get_docs(OTHER)
    assert again._.quotes == found


# Prose, a line a paragraph, quotations closed: an addition changes neither wrapping nor pairing of what stands before.
PROSE = paragraphs([one for one in TEMPLATES if "\n" not in one and one.count("“") == one.count("”")])
ARTICLES = st.lists(PROSE | st.sampled_from(NEUTRAL), min_size=6, max_size=14).map("\n\n".join)


def read_alone(text: str) -> int:
    """Where the last window begins, which the encoder would read together with an addition."""
    words = find_words(text, find_quotations(text), tokenizer := get_encoder(Settings(model="fast"))._tokenizer)
    windows = make_windows(words, tokenizer, PACKED, overlap=OVERLAP, longest=WINDOW)
    return int(words.start[windows[-1].words[0]])


def before(quotes: Quotes, end: int) -> Quotes:
    return quotes.where(lambda quote: quote.context.end < end)


@few
@given(ARTICLES, PROSE | st.sampled_from(NEUTRAL))
def test_an_addition_leaves_earlier_quotes_in_place(text: str, addition: str) -> None:
    """Content, cue, source and kind stay, but for the last paragraphs, those that one window has with the addition.

    So do chances, but for the paragraph before these (how sure an edge is depends on the word behind it), and for
    quotes without a cue, which are surer where the text as a whole is a story.
    """
    end = read_alone(text)
    earlier, later = before(extract(text), end), before(extract(f"{text}\n\n{addition}"), end)
    assert [(q.id, q.kind, q.content, q.cue, q.source) for q in earlier] == [
        (q.id, q.kind, q.content, q.cue, q.source) for q in later
    ]
    edge = len(text[:end].rstrip())
    inside = [(q, r) for q, r in zip(earlier, later, strict=True) if q.context.end < edge and q.cue is not None]
    assert [q.confidence for q, _ in inside] == [r.confidence for _, r in inside]


@few
@given(ARTICLES, st.sampled_from(NEUTRAL))
def test_an_addition_without_people_leaves_speakers(text: str, addition: str) -> None:
    """Who spoke stays, where neither the addition nor the paragraphs read together with it are about anybody.

    Not otherwise: names in these paragraphs are read anew, and may then be somebody else's, also further up.
    """
    whole = "\n\n".join([text, *NEUTRAL * 4])
    assert len(text) < read_alone(whole)
    earlier, later = extract(whole), extract(f"{whole}\n\n{addition}")
    assert [(q.content, q.speaker and (q.speaker.name, q.speaker.chain)) for q in earlier] == [
        (q.content, q.speaker and (q.speaker.name, q.speaker.chain)) for q in later
    ]


def test_an_addition_may_name_speakers_more_fully() -> None:
    """Names are of the whole text."""
    text = "\n\n".join(["“I have steered worse,” Tallis told reporters.", *NEUTRAL * 4])
    (earlier,), (later, _) = extract(text), extract(f"{text}\n\nBrona Tallis said that nobody had been hurt.")
    assert [q.speaker and q.speaker.name for q in (earlier, later)] == ["Tallis", "Brona Tallis"]
    assert earlier.content == later.content


KNOWN = set("\"＂“”„‟«»‹›「」『』‘’‚‛'＇`′″")
UNKNOWN = st.characters(categories=["Pi", "Pf", "Ps", "Pe", "So", "Sk"], exclude_characters="".join(KNOWN))


@few
@given(UNKNOWN, UNKNOWN, st.sampled_from(SAID[:3]), st.sampled_from(PEOPLE))
def test_marks_of_a_style_that_nobody_knows_are_none(opening: str, closing: str, said: str, name: str) -> None:
    """Brackets, ornaments, marks of rare scripts: the text counts as one without quotation marks."""
    assume(unicodedata.normalize("NFKC", opening + closing) == opening + closing)
    text = f"{opening}{said},{closing} said {name}. {opening}{said}{closing}"
    assert find_quotations(text) == ()
    assert {quote.kind for quote in extract(text)} <= {"indirect"}
