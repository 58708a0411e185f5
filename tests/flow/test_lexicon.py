"""Word lists about people and bodies."""

import json
from importlib.resources import files
from typing import get_args

import pytest

from quotemine.flow.lexicon import (
    Gender,
    PronounClass,
    gender_of_noun,
    gender_of_title,
    pronoun_class,
    same_state,
    words_for,
)


@pytest.mark.parametrize(
    ("word", "class_"),
    [
        ("he", "male"), ("himself", "male"), ("she", "female"), ("her", "female"), ("it", "thing"), ("they", "plural"),
        ("i", "first"), ("we", "first"), ("you", "second"), ("who", "relative"), ("which", "relative"),
        ("some", "indefinite"), ("ferry", None), ("", None), ("He", None),
    ],
)  # fmt: skip
def test_pronouns(word: str, class_: PronounClass | None) -> None:
    """Their class, in lower case; no other word has one."""
    assert pronoun_class(word) == class_


@pytest.mark.parametrize(
    ("word", "gender"),
    [("mr", "male"), ("mrs", "female"), ("sir", "male"), ("dame", "female"), ("dr", None), ("ferry", None)],
)
def test_titles(word: str, gender: Gender | None) -> None:
    """Some tell the gender."""
    assert gender_of_title(word) == gender


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("spokeswoman", "female"),
        ("spokesman", "male"),
        ("widow", "female"),
        ("spokesperson", None),
        ("minister", None),
        ("", None),
    ],
)
def test_nouns(word: str, gender: Gender | None) -> None:
    """Some tell the gender."""
    assert gender_of_noun(word) == gender


def test_kinds_of_nouns() -> None:
    """Persons, bodies, texts, abbreviations and titles."""
    assert {"mayor", "engineer", "spokeswoman"} <= words_for("persons")
    assert {"council", "company", "ministry"} <= words_for("bodies")
    assert {"report", "letter", "statement"} <= words_for("texts")
    assert {"mr", "dr", "inc"} <= words_for("abbreviations")
    assert {"mr", "ms", "dr", "senator"} <= words_for("titles")
    assert not words_for("persons") & words_for("texts")


@pytest.mark.parametrize(
    ("one", "other"), [("U.S.", "United States"), ("Britain", "UK"), ("UN", "United Nations"), ("EU", "European Union")]
)
def test_one_state_under_many_names(one: str, other: str) -> None:
    """The usual short forms of a state's name are one."""
    assert same_state(one) == same_state(other)


def test_other_names_stay_as_they_are() -> None:
    """A name that the list does not know is only the same as itself."""
    assert same_state("Norland") == "Norland"
    assert same_state("us") == "us"
    assert same_state("UK") != same_state("US")


def test_the_lists_are_clean() -> None:
    """Lower case, each pronoun of one known class, with a source."""
    data = json.loads(files("quotemine.lang.en").joinpath("people.json").read_text(encoding="utf-8"))
    assert set(data["pronouns"]) <= set(get_args(PronounClass))
    assert set(data["gendered"]) == set(get_args(Gender))
    pronouns = [word for line in data["pronouns"].values() for word in line.split()]
    assert len(pronouns) == len(set(pronouns))
    gendered = [set(line.split()) for line in data["gendered"].values()]
    assert not gendered[0] & gendered[1]
    for kind in ("persons", "bodies", "texts", "abbreviations"):
        assert data[kind] == data[kind].lower()
    for line in (*data["gendered"].values(), data["persons"], data["bodies"], data["texts"]):
        assert [word for word in line.split() if not word[-1].isalnum() or word.endswith(("'s", "’s"))] == []
    assert data["source"]
