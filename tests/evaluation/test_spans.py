"""Spans as they are compared, against the plain definition of each rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine.evaluation.kinds import QuotedWords
from quotemine.evaluation.spans import Ruler, carry_over, has_words

TEXTS = st.text(st.sampled_from("ab1 \n\t\r.,“”\"'`«»-(") | st.characters(), max_size=40)


@st.composite
def texts_with_spans(draw: st.DrawFn, lists: int = 1) -> tuple[str, list[list[tuple[int, int]]]]:
    text = draw(TEXTS)
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    return text, [draw(st.lists(place, max_size=4)) for _ in range(lists)]


@pytest.mark.parametrize(
    ("text", "spans", "trimmed"),
    [
        ("“It leaks.”", [(0, 11)], ["It leaks"]),
        ("(It leaks)", [(0, 10)], ["(It leaks)"]),
        ("It leaks. It drips.", [(0, 9), (10, 19)], ["It leaks. It drips"]),
        ("It leaks, she said, and drips.", [(20, 30), (0, 9)], ["It leaks", "and drips"]),
        ("It leaks", [(0, 5), (3, 8)], ["It leaks"]),
        ("It leaks", [(0, 8), (3, 5)], ["It leaks"]),
        ("“ … ”", [(0, 5)], []),
        ("It leaks", [(3, 3)], []),
        ("", [], []),
    ],
)
def test_trimming(text: str, spans: list[tuple[int, int]], trimmed: list[str]) -> None:
    assert [text[start:end] for start, end in Ruler(text).trim(spans)] == trimmed
    assert has_words(text, spans) == bool(trimmed)


@given(texts_with_spans())
def test_trimmed_spans_are_in_order_and_stay_as_they_are(sample: tuple[str, list[list[tuple[int, int]]]]) -> None:
    text, (spans,) = sample
    ruler = Ruler(text)
    trimmed = ruler.trim(spans)
    edges = [offset for span in trimmed for offset in span]
    assert edges == sorted(set(edges))
    assert ruler.trim(trimmed) == trimmed
    assert bool(trimmed) == has_words(text, spans)


@given(texts_with_spans(lists=2))
def test_lengths_are_those_of_sets_of_characters(sample: tuple[str, list[list[tuple[int, int]]]]) -> None:
    text, lists = sample
    ruler = Ruler(text)
    one, other = map(ruler.trim, lists)
    characters = [{i for s, e in spans for i in range(s, e) if not text[i].isspace()} for spans in (one, other)]
    assert ruler.length(one) == len(characters[0])
    assert ruler.common(one, other) == len(characters[0] & characters[1])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It leaks.”", "direct"),
        ('"It leaks."', "direct"),
        ("``It leaks.''", "direct"),
        ("«It leaks.»", "direct"),
        ("It leaks.", "indirect"),
        ("‘It leaks.’", "indirect"),
        ("It “leaks”.", "mixed"),
        ("“…”", "indirect"),
        ("”It leaks.", "indirect"),
        ("“It leaks.\nAnd drips.”", "direct"),
        ("“It leaks.\n\nAnd drips.", "mixed"),
        ("“It leaks.\n“And drips.”", "direct"),
        ('"It leaks.\n"And drips."', "direct"),
        ("", "indirect"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert QuotedWords(text).kind(((0, len(text)),)) == kind


@given(texts_with_spans())
def test_any_text_has_kinds(sample: tuple[str, list[list[tuple[int, int]]]]) -> None:
    """Every part of a direct quote is direct, or without words."""
    text, (spans,) = sample
    words = QuotedWords(text)
    trimmed = Ruler(text).trim(spans)
    if words.kind(trimmed) == "direct":
        parts = {words.kind((span,)) for span in trimmed if any(map(str.isalnum, text[slice(*span)]))}
        assert parts == {"direct"}


@given(TEXTS, st.data())
def test_spans_keep_their_characters_where_white_space_changes(text: str, data: st.DataObject) -> None:
    other = "".join(character + data.draw(st.sampled_from(["", " ", "\n "])) for character in text if character.strip())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    carried = carry_over([(start, end)], text, other)
    assert ["".join(other[s:e].split()) for s, e in carried] == ["".join(text[start:end].split())] * len(carried)
    assert bool(carried) == bool(text[start:end].strip())


def test_texts_with_other_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="white space only"):
        carry_over([(0, 1)], "It is.", "It was.")
