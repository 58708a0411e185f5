"""Pronouns and descriptions in the author's words."""

from collections.abc import Collection

import pytest
from flow.attributions.handread import read
from flow.speakers.scenes import discourse_of, place_of
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.flow.speakers.narration import LONGEST, find_narrated


def narrated(marked: str, taken: Collection[int] = ()) -> list[str]:
    discourse = discourse_of(marked)
    place = discourse.place
    return [" ".join(place.tokens[one.low : one.high]) for one in find_narrated(place, taken, discourse.names)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then he gave her the key.", ["he", "her"]),
        ("She saw herself.", ["She", "herself"]),
        ("It leaks, and they know.", []),
        ("The mayor met an old doctor.", ["The mayor", "an old doctor"]),
        ("She met his old harbour doctor.", ["She", "his", "his old harbour doctor"]),
        ("She met this very old harbour doctor.", ["She"]),
        ("The spokeswoman sat.", ["The spokeswoman"]),
        ("The boat sank.", []),
        ("The Mayor sat.", []),
        ("The boat, mayor, sank.", []),
        ("The one and only old doctor sat.", []),
        ("Mayors met the mayors.", []),
        ("“He met the mayor,” she said.", ["she"]),
        ("", []),
        ("The boat of the mayor sank.", ["the mayor"]),
        ("The boat that met a doctor sank.", ["a doctor"]),
        ("The news pleased the mayor.", ["the mayor"]),
    ],
)
def test_narrated(text: str, found: list[str]) -> None:
    """*He*, *her*, *the old doctor*, in order; not what is quoted, not *they*, not names, nor far from its article."""
    assert narrated(text) == found


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("The mayor [PER:Ada Quist] sat.", []),
        ("The mayor, [PER:Ada Quist], sat.", []),
        ("[PER:Ada Quist], the old mayor, sat.", []),
        ("The mayor met [PER:Ada Quist].", ["The mayor"]),
        ("[PER:Ada Quist] met the mayor.", ["the mayor"]),
        ("When he left [PER:Ada Quist], it rained, the mayor sat.", ["he", "the mayor"]),
    ],
)
def test_what_stands_with_a_name_is_left_out(marked: str, found: list[str]) -> None:
    """*The doctor, Ada Quist* is one person, who is mentioned by name."""
    assert narrated(marked) == found


def test_what_belongs_to_a_source_is_left_out() -> None:
    """It is resolved with its quote."""
    text = "The mayor said she met the doctor."
    assert narrated(text) == ["The mayor", "she", "the doctor"]
    assert narrated(text, {0, 1}) == ["she", "the doctor"]
    assert narrated(text, {6}) == ["The mayor", "she"]


def test_subjects() -> None:
    """*He* and *she*, and descriptions that open their sentence."""
    place = place_of(read("The mayor met the doctor. He saw her. Then the mayor sat."))
    assert [(place.tokens[one.high - 1], one.subject) for one in find_narrated(place, (), ())] == [
        ("mayor", True),
        ("doctor", False),
        ("He", True),
        ("her", False),
        ("mayor", False),
    ]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(["the", "The", "his", "she", "old", "mayor", "Mayor", "“", "”", ".", "’s", "\n\n", "é"])),
    st.sets(st.integers(0, 30)),
)
def test_any_text(words: list[str], taken: set[int]) -> None:
    """Never raises; mentions are in order, in the text, short, outside of quotations, and not taken."""
    place = place_of(read(" ".join(words)))
    found = list(find_narrated(place, taken, ()))
    assert [one.low for one in found] == sorted(one.low for one in found)
    for one in found:
        assert 0 <= one.low < one.high <= min(len(place.tokens), one.low + LONGEST + 2)
        assert not any(place.quoted[word] for word in range(one.low, one.high))
        assert not taken & set(range(one.low, one.high))
