"""Who cannot be meant, whatever speaks for them."""

import pytest

from quotemine.flow.lexicon import Gender
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.rules import can_be_described, can_be_pronoun, is_definite, is_same_role
from quotemine.flow.speakers.sources import Source
from quotemine.types import SpeakerType


@pytest.mark.parametrize(
    ("pronoun", "kinds"),
    [
        ("he", {"PERSON"}), ("her", {"PERSON"}), ("it", {"ORG", "GPE", "OTHER"}), ("they", {"ORG", "GROUP"}),
    ],
)  # fmt: skip
def test_pronouns_by_kind(pronoun: str, kinds: set[SpeakerType]) -> None:
    """*He* is a person, *it* none, *they* are a body or several."""
    every: tuple[SpeakerType, ...] = ("PERSON", "ORG", "GPE", "GROUP", "OTHER")
    assert {kind for kind in every if can_be_pronoun(Entity(kind), pronoun)} == kinds


@pytest.mark.parametrize(
    ("gender", "sure", "he", "she"),
    [
        ("male", True, True, False),
        ("female", True, False, True),
        ("male", False, True, True),
        (None, False, True, True),
    ],
)
def test_pronouns_by_gender(gender: Gender | None, sure: bool, he: bool, she: bool) -> None:
    """A rule where a title or noun tells the gender; what pronouns tell is none."""
    who = Entity("PERSON", gender=gender, sure_gender=sure)
    assert (can_be_pronoun(who, "he"), can_be_pronoun(who, "she")) == (he, she)


@pytest.mark.parametrize(
    ("shown", "head", "definite"),
    [
        ("the mayor", "mayor", True),
        ("The old mayor", "mayor", True),
        ("this company", "company", True),
        ("her lawyer", "lawyer", True),
        ("mayor", "mayor", True),
        ("Ulm’s mayor", "mayor", True),
        ("Ulm's Green mayor", "mayor", True),
        ("the boss", "boss", True),
        ("the actress", "actress", True),
        ("a mayor", "mayor", False),
        ("a city's mayor", "mayor", False),
        ("one mayor", "mayor", False),
        ("mayors", "mayors", False),
        ("the mayors", "mayors", False),
        ("the boards", "boards", False),
        ("old mayor", "mayor", False),
        ("the", "", False),
        ("", "", False),
        ("the women", "women", False),
        ("the girls", "girls", False),
    ],
)
def test_definite(shown: str, head: str, definite: bool) -> None:
    """*The mayor* can mean somebody known; *a mayor* and *the mayors* cannot."""
    assert is_definite(Source("description", head=head), shown) is definite


@pytest.mark.parametrize(
    ("kind", "head", "fits"),
    [
        ("PERSON", "mayor", True), ("ORG", "mayor", False), ("GPE", "mayor", False),
        ("PERSON", "spokeswoman", True), ("PERSON", "grandmother", True),
        ("ORG", "company", True), ("PERSON", "company", False), ("GPE", "company", False),
        ("GPE", "country", True), ("ORG", "country", False),
        ("PERSON", "ferry", False), ("ORG", "ferry", False), ("OTHER", "mayor", False),
        ("ORG", "manufacturer", True), ("PERSON", "manufacturer", True),
    ],
)  # fmt: skip
def test_descriptions_by_kind(kind: SpeakerType, head: str, fits: bool) -> None:
    """A noun for persons means a person, one for bodies a body or a state."""
    assert can_be_described(Entity(kind), head) is fits


def test_descriptions_by_gender() -> None:
    """A noun that tells the gender means nobody of the other, however that is known."""
    man, woman, somebody = (Entity("PERSON", gender=gender) for gender in ("male", "female", None))
    assert [can_be_described(who, "businesswoman") for who in (man, woman, somebody)] == [False, True, True]
    assert all(can_be_described(who, "mayor") for who in (man, woman, somebody))


def test_same_role() -> None:
    """Some words stand for one role."""
    assert is_same_role("lawmaker", ["senator"])
    assert is_same_role("president", ["old", "chairwoman"])
    assert not is_same_role("lawmaker", ["mayor"])
    assert not is_same_role("ferry", ["ferry"])
    assert not is_same_role("mayor", [])
