"""Pronouns and descriptions in the author's words."""

from collections.abc import Collection

import pytest
from flow.attributions.handread import read
from flow.speakers.scenes import place_of
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.flow.speakers.narration import LONGEST, find_narrated

ACROSS = pytest.mark.xfail(reason="any words may stand between an article and the noun")


def narrated(text: str, taken: Collection[int] = ()) -> list[str]:
    place = place_of(read(text))
    return [" ".join(place.tokens[one.low : one.high]) for one in find_narrated(place, taken)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then he gave her the key.", ["he", "her"]),
        ("She saw herself.", ["She", "herself"]),
        ("It leaks, and they know.", []),
        ("The mayor met an old doctor.", ["The mayor", "an old doctor"]),
        ("She met his very old harbour doctor.", ["She", "his", "his very old harbour doctor"]),
        ("The spokeswoman sat.", ["The spokeswoman"]),
        ("The boat sank.", []),
        ("The Mayor sat.", []),
        ("The boat, mayor, sank.", []),
        ("The one and only old doctor sat.", []),
        ("Mayors met the mayors.", []),
        ("“He met the mayor,” she said.", ["she"]),
        ("", []),
        pytest.param("The boat of the mayor sank.", ["the mayor"], marks=ACROSS),
        pytest.param("The boat that met a doctor sank.", ["a doctor"], marks=ACROSS),
        pytest.param("The news pleased the mayor.", ["the mayor"], marks=ACROSS),
    ],
)
def test_narrated(text: str, found: list[str]) -> None:
    """*He*, *her*, *the old doctor*, in order; not what is quoted, not *they*, not names."""
    assert narrated(text) == found


def test_what_belongs_to_a_source_is_left_out() -> None:
    """It is resolved with its quote."""
    text = "The mayor said she met the doctor."
    assert narrated(text) == ["The mayor", "she", "the doctor"]
    assert narrated(text, {0, 1}) == ["she", "the doctor"]
    assert narrated(text, {6}) == ["The mayor", "she"]


def test_subjects() -> None:
    """*He* and *she*, and descriptions that open their sentence."""
    place = place_of(read("The mayor met the doctor. He saw her. Then the mayor sat."))
    assert [(place.tokens[one.high - 1], one.subject) for one in find_narrated(place, ())] == [
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
    found = list(find_narrated(place, taken))
    assert [one.low for one in found] == sorted(one.low for one in found)
    for one in found:
        assert 0 <= one.low < one.high <= min(len(place.tokens), one.low + LONGEST + 2)
        assert not any(place.quoted[word] for word in range(one.low, one.high))
        assert not taken & set(range(one.low, one.high))
