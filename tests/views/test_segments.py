"""Where marks begin and end."""

from hypothesis import given
from hypothesis import strategies as st
from views.scenes import said

from quotemine.views.passages import Mark, Passage
from quotemine.views.segments import cut

TEXT = "0123456789"
QUOTE = said(TEXT, TEXT)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    places = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted)
    found = draw(st.lists(st.tuples(places, st.sampled_from(("content", "cue", "source"))), max_size=6))
    marks = [Mark(*place, role, QUOTE) for place, role in found]
    return Passage(TEXT, sorted(marks, key=lambda mark: (mark.start, -mark.end)))


@given(passages())
def test_segments_are_the_text(passage: Passage) -> None:
    segments = list(cut(passage))
    assert "".join(segment.text for segment in segments) == TEXT
    assert all(segment.text for segment in segments)


@given(passages())
def test_each_mark_covers_its_characters_and_no_other(passage: Passage) -> None:
    covered: dict[Mark, str] = dict.fromkeys(passage.marks, "")
    for segment in cut(passage):
        for mark in segment.marks:
            covered[mark] += segment.text
    assert all(covered[mark] == TEXT[mark.start : mark.end] for mark in passage.marks)


@given(passages())
def test_each_content_begins_once_and_ends_once(passage: Passage) -> None:
    segments = list(cut(passage))
    contents = [mark for mark in passage.marks if mark.role == "content"]
    assert [mark for segment in segments for mark in segment.begun] == contents
    ended = [mark for segment in segments for mark in segment.ended]
    assert sorted(map(id, ended)) == sorted(map(id, contents))


def test_nothing() -> None:
    assert list(cut(Passage(""))) == []
