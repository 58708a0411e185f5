"""Words with their features, and the windows that the encoder reads."""

import string
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from quotemine.flow.marks import find_quotations
from quotemine.flow.words import SHAPES, STATES, Words, find_words, make_windows


def make_tokenizer() -> Tokenizer:
    """A word-piece tokenizer that knows letters, digits, marks and a few words."""
    letters = string.ascii_lowercase + string.digits
    known = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *string.punctuation, *"“”‘’«»", "the", "said", "harbour", *letters]
    known += ["##" + letter for letter in letters]
    tokenizer = Tokenizer(WordPiece({piece: i for i, piece in enumerate(known)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


TOKENIZER = make_tokenizer()


def read(text: str) -> Words:
    return find_words(text, find_quotations(text), TOKENIZER)


def shown(text: str) -> list[str]:
    words = read(text)
    return [text[start:end] for start, end in zip(words.start, words.end, strict=True)]


def pieces(words: Words) -> list[str | None]:
    return [TOKENIZER.id_to_token(int(piece)) for piece in words.pieces]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ona said “no”.", ["Ona", "said", "“", "no", "”", "."]),
        ("don't", ["don", "'", "t"]),
        ("Café naïve", ["Café", "naïve"]),
        ("Cafe\u0301 nai\u0308ve.", ["Cafe\u0301", "nai\u0308ve", "."]),  # combining accents stay with their letter
        ("a\u200bb \x00c", ["a\u200bb", "c"]),
        ("x 😀 y", ["x", "😀", "y"]),
        ("x \ud800 y", ["x", "y"]),  # BERT has no lone surrogates
        ("one\ftwo\vthree\x85four", ["one", "two", "three", "four"]),
        ("東京 x", ["東", "京", "x"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words_are_runs_of_letters_and_single_other_characters(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_an_empty_text_has_no_words_and_no_windows() -> None:
    words = read("")
    assert (len(words), words.first.tolist(), words.at(0, 5)) == (0, [0], (0, 0))
    assert make_windows(words, TOKENIZER) == []


def test_states_say_where_a_word_stands() -> None:
    words = read("Ona: “I said ‘no’ twice.” So.")
    states = [STATES[i] for i in words.state]
    nested = "inside a nested quotation"
    assert states[:2] == ["outside"] * 2
    assert states[2:5] == ["opening mark", "inside", "inside"]
    assert states[5:8] == [nested] * 3
    assert states[8:] == ["inside", "inside", "closing mark", "outside", "outside"]


@pytest.mark.parametrize("text", ['"a" b', "“a” b", "«a» b", "‘a’ b", "'a' b", "``a'' b", "&quot;a&quot; b"])
def test_every_style_of_mark_becomes_one_piece(text: str) -> None:
    """What the encoder sees of an outer mark does not depend on the publisher's taste."""
    words = read(text)
    seen = list(dict.fromkeys(pieces(words)))
    assert seen == ['"', "a", "b"]


def test_inner_marks_and_apostrophes_become_the_straight_single_mark() -> None:
    assert pieces(read("“a “b” c” d’e")) == ['"', "a", "'", "b", "'", "c", '"', "d", "'", "##e"[2:]]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", "lower or other"), ("Ona", "Title"), ("I", "Title"), ("UN", "UPPER"), ("McGill", "miXed"),
        ("iOS", "miXed"), ("42", "digit"), (",", "lower or other"), ("東", "lower or other"),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: str) -> None:
    assert [SHAPES[i] for i in read(word).shape] == [shape]


def test_at_finds_the_words_that_overlap_a_span() -> None:
    words = read("Ona said no")
    assert words.at(4, 8) == (1, 2)
    assert words.at(5, 6) == (1, 2)
    assert words.at(3, 4) == (1, 1)  # a space
    assert words.at(0, 11) == (0, 3)
    assert words.at(2, 5) == (0, 2)


def test_whole_paragraphs_share_a_window() -> None:
    """``[CLS] paragraph [SEP] paragraph [SEP]``, and a paragraph that does not fit begins the next one."""
    words = read("a b c\n\nd e\n\nf g h")
    windows = make_windows(words, TOKENIZER, size=8)
    assert [[TOKENIZER.id_to_token(int(i)) for i in w.ids] for w in windows] == [
        ["[CLS]", "a", "b", "c", "[SEP]", "d", "e", "[SEP]"],
        ["[CLS]", "f", "g", "h", "[SEP]"],
    ]
    assert [w.words.tolist() for w in windows] == [[0, 1, 2, 3, 4], [5, 6, 7]]
    assert [w.positions.tolist() for w in windows] == [[1, 2, 3, 5, 6], [1, 2, 3]]


def test_a_smaller_first_window_shifts_the_packing() -> None:
    words = read("a b c\n\nd e\n\nf g h")
    assert [w.words.tolist() for w in make_windows(words, TOKENIZER, size=8, first_size=5)] == [
        [0, 1, 2],
        [3, 4, 5, 6, 7],
    ]


def test_a_long_paragraph_is_cut_with_overlap() -> None:
    words = read(" ".join("abcdefghijkl"))
    windows = make_windows(words, TOKENIZER, size=8, overlap=2)
    assert [w.words.tolist() for w in windows] == [[0, 1, 2, 3, 4, 5], [4, 5, 6, 7, 8, 9], [8, 9, 10, 11]]


LONG = 700


def test_a_window_as_long_as_the_encoder_takes_holds_all_its_pieces() -> None:
    words = read("a " * LONG)
    for window in make_windows(words, TOKENIZER, size=512):
        assert len(window.ids) <= 512
        assert len(set(window.positions.tolist())) == len(window.positions)


TEXT = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(codec=None, categories=None), max_size=60),
    st.lists(
        st.sampled_from(
            ["harbour ", "Ona said ", "“no” ", "e\u0301", "\n\n", "\n", "'", "\u200b", "한", "ß", "İ", "ﬁ"]
        ),
        max_size=60,
    ).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_words_slice_back_to_the_text(text: str) -> None:
    """Spans are not empty, in order and apart; the arrays fit together; nothing raises."""
    words = read(text)
    spans = list(zip(words.start.tolist(), words.end.tolist(), strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert not any(char.isspace() for start, end in spans for char in text[start:end])
    assert words.first[0] == 0
    assert words.first[-1] == len(words.pieces)
    assert (np.diff(words.first) > 0).all()
    assert (np.diff(words.paragraph) >= 0).all()
    assert len(words.paragraph) == len(words.state) == len(words.shape) == len(words)
    for i, (start, end) in enumerate(spans):
        assert words.at(start, end) == (i, i + 1)


@settings(max_examples=100, deadline=None)
@given(TEXT, st.integers(16, 40), st.integers(0, 8), st.one_of(st.none(), st.integers(2, 16)))
def test_windows_cover_every_word(text: str, size: int, overlap: int, first_size: int | None) -> None:
    """At most ``size`` positions; no word lost; a word's position holds its first piece and its features."""
    words = read(text)
    seen: list[int] = []
    fits = bool((np.diff(words.first) <= size - 2).all())
    for window in make_windows(words, TOKENIZER, size=size, overlap=overlap, first_size=first_size):
        assert len(window.ids) == len(window.state) == len(window.shape)
        assert len(window.ids) <= size or not fits
        assert (window.ids[window.positions] == words.pieces[words.first[window.words]]).all()
        assert (window.state[window.positions] == words.state[window.words]).all()
        assert (window.shape[window.positions] == words.shape[window.words]).all()
        seen += window.words.tolist()
    assert sorted(set(seen)) == list(range(len(words)))
    assert overlap or seen == sorted(set(seen))
