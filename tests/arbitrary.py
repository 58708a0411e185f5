"""Hypothesis strategies for documents as odd as they can be: any text, any spans in it, any names."""

from typing import get_args

from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.types import Candidate, Cue, CueClass, Gender, Kind, Quote, Quotes, Span, Speaker, SpeakerType

# What offsets and line-based formats trip over; chr(0xD800) is half of a surrogate pair.
TRICKY = ["🙂", "\r\n", "\r", "\0", "\u2028", "\x85", "e\u0301", "“", '"', ",", ";", "'=", "=1", "\ufeff", chr(0xD800)]

ANY_TEXT = st.lists(st.one_of(st.sampled_from(TRICKY), st.text(max_size=5)), max_size=8).map("".join)
_maybe_text = st.none() | ANY_TEXT
_texts = st.lists(ANY_TEXT, max_size=2).map(tuple)
CHANCE = st.integers(0, 10_000).map(lambda number: number / 10_000)  # as many digits as are written


@st.composite
def _spans(draw: st.DrawFn, text: str) -> Span:
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return Span(start, end, text[start:end])


@st.composite
def _speakers(draw: st.DrawFn, text: str, mention: Span | None) -> Speaker:
    return Speaker(
        id=draw(st.sampled_from(["e1", "e2"])),
        name=draw(ANY_TEXT),
        type=draw(st.sampled_from(get_args(SpeakerType))),
        named=draw(st.booleans()),
        mention=mention,
        aliases=draw(_texts),
        role=draw(_maybe_text),
        chain=draw(st.lists(_spans(text), max_size=2).map(tuple)),
        affiliation=draw(_maybe_text),
        gender=draw(st.none() | st.sampled_from(get_args(Gender))),
        gender_evidence=draw(st.none() | _spans(text)),
        confidence=draw(CHANCE),
    )


@st.composite
def _quotes(draw: st.DrawFn, text: str, number: int) -> Quote:
    lemma, class_ = ANY_TEXT, st.sampled_from(get_args(CueClass))
    source = draw(st.none() | _spans(text))
    return Quote(
        id=f"q{number}",
        kind=draw(st.sampled_from(get_args(Kind))),
        content=draw(st.lists(_spans(text), max_size=3).map(tuple)),
        cue=draw(st.none() | st.builds(Cue, _spans(text), lemma, class_, st.booleans())),
        source=source,
        speaker=draw(st.none() | _speakers(text, source)),
        context=draw(_spans(text)),
        confidence=draw(CHANCE),
        evidence=draw(_texts),
        candidates=draw(st.lists(st.builds(Candidate, _maybe_text, CHANCE, _texts), max_size=2).map(tuple)),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """One document with up to two quotes."""
    text = draw(ANY_TEXT)
    quotes = [draw(_quotes(text, number)) for number in range(1, 1 + draw(st.integers(0, 2)))]
    metadata = {name: draw(_maybe_text) for name in ("title", "date", "author", "url")}
    return Document(draw(ANY_TEXT | st.integers()), text, Quotes(quotes, text), **metadata)
