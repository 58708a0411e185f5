"""Every content chooses its cue, every cue its source."""

import numpy as np
import pytest
from attrs import evolve
from flow.attributions.handread import Handread, read

from quotemine.flow.attributions.linking import Linked, link
from quotemine.flow.attributions.spans import RoleSpan, find_spans
from quotemine.flow.encoder import Links


def spans_of(case: Handread) -> list[RoleSpan]:
    return find_spans(case.reading.tags, np.zeros(len(case.words), dtype=bool))


def anywhere(content: int, cue: int) -> bool:
    return True


def nowhere(content: int, cue: int) -> bool:
    return False


def show(case: Handread, linked: list[Linked]) -> list[tuple[str | None, str | None, list[str]]]:
    def words(span: RoleSpan | None) -> str | None:
        return None if span is None else case.text[case.words.start[span.low] : case.words.end[span.high - 1]]

    return [(words(one.source), words(one.cue), [str(words(c)) for c in one.contents]) for one in linked]


def linked(marked: str) -> list[tuple[str | None, str | None, list[str]]]:
    case = read(marked)
    return show(case, link(case.reading, spans_of(case), anywhere))


def test_one_attribution() -> None:
    """A content finds its cue, the cue its source."""
    assert linked("[source:Brona] [cue:said] [content:it leaks].") == [("Brona", "said", ["it leaks"])]


def test_contents_of_one_cue_stay_together() -> None:
    """An interrupted quotation is one attribution, its parts in the order of the text."""
    assert linked("[content:It], [source:Brona] [cue:said], [content:leaks].") == [("Brona", "said", ["It", "leaks"])]


def test_one_source_serves_several_cues() -> None:
    """*Said X, adding Y*: every cue chooses its source."""
    marked = "[source#ab:Brona] [cue#a:said] [content#a:it leaks], [cue#b:adding] [content#b:it drips]."
    assert linked(marked) == [("Brona", "said", ["it leaks"]), ("Brona", "adding", ["it drips"])]


def test_far_links() -> None:
    """What the encoder sees counts, not what is nearest."""
    marked = (
        "[source#a:Brona] met [source#b:Yorick] and [cue#a:said] [content#a:it leaks]; "
        "he [cue#b:denied] [content#b:all]."
    )
    assert linked(marked) == [("Brona", "said", ["it leaks"]), ("Yorick", "denied", ["all"])]


def test_a_content_without_a_cue_stays_alone() -> None:
    """It is not glued to the nearest cue."""
    marked = "[source:Brona] [cue:said] [content:it leaks]. [content#-:So it does]."
    assert linked(marked) == [("Brona", "said", ["it leaks"]), (None, None, ["So it does"])]


def test_a_cue_without_a_source() -> None:
    """A passive has none."""
    assert linked("It was [cue:said] [content:to leak].") == [(None, "said", ["to leak"])]


def test_cues_and_sources_without_content_are_none() -> None:
    """What nothing was said with gives no attribution."""
    assert linked("[source:Brona] [cue#x:spoke] at length.") == []
    assert linked("") == []


def test_out_of_reach() -> None:
    """A content belongs to no cue that it cannot reach."""
    case = read("[source:Brona] [cue:said] [content:it leaks].")
    assert show(case, link(case.reading, spans_of(case), nowhere)) == [(None, None, ["it leaks"])]


def test_the_second_best_within_reach() -> None:
    """Among the cues within reach the likeliest is chosen, or none where none is likelier."""
    case = read("[source:Brona] [cue#a:said] no, [cue#b:adding] [content#a:it leaks].")
    added = next(s.low for s in spans_of(case) if s.role == "cue" and s.low > 2)
    (only,) = case.reading.links
    cue_of = only.cue_of.copy()
    cue_of[:] = np.log([0.1, 0.6, 0.3])
    reading = evolve(case.reading, links=(evolve(only, cue_of=cue_of),))
    assert show(case, link(reading, spans_of(case), lambda _, cue: cue == added))[0][1] == "adding"
    cue_of[:] = np.log([0.3, 0.6, 0.1])
    assert show(case, link(reading, spans_of(case), lambda _, cue: cue == added)) == [(None, None, ["it leaks"])]


def test_words_that_no_window_holds() -> None:
    """Where the window of a content says nothing about it, it stays alone."""
    case = read("[source:Brona] [cue:said] [content:it leaks].")
    none = np.zeros(0, dtype=np.int64)
    empty = Links(none, none, none, np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32))
    found = link(evolve(case.reading, links=(empty,)), spans_of(case), anywhere)
    assert show(case, found) == [(None, None, ["it leaks"])]


def test_candidates_that_a_window_left_out() -> None:
    """A cue that is no candidate of the window cannot be chosen."""
    case = read("[source:Brona] [cue:said] [content:it leaks].")
    (only,) = case.reading.links
    without = evolve(only, cues=np.zeros(0, dtype=np.int64), cue_of=only.cue_of[:, :1])
    found = link(evolve(case.reading, links=(without,)), spans_of(case), anywhere)
    assert show(case, found) == [(None, None, ["it leaks"])]


def test_sureness() -> None:
    """The surer the encoder, the higher; from 0 to 1."""
    marked = "[source:Brona] [cue:said] [content:it leaks]. [content#-:So it does]."
    sure, unsure = (link(case.reading, spans_of(case), anywhere) for case in (read(marked, 0.99), read(marked, 0.6)))
    assert len(sure) == len(unsure)
    for one, other in zip(sure, unsure, strict=True):
        assert 0 < other.sureness.mean < one.sureness.mean <= 1
    assert sure[0].sureness.mean == pytest.approx(0.99, abs=0.01)
