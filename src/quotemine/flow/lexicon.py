"""Word lists about people and bodies, from ``lang/en/people.json``."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

__all__ = ["gender_of_noun", "gender_of_pronoun", "gender_of_title", "pronoun_class", "same_state", "words_for"]

Gender = Literal["male", "female"]
PronounClass = Literal["male", "female", "thing", "plural", "first", "second", "relative", "indefinite"]


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("quotemine.lang.en").joinpath("people.json").read_text(encoding="utf-8"))
    return data


@cache
def words_for(
    kind: Literal["persons", "bodies", "texts", "authored", "abbreviations", "titles"],
) -> frozenset[str]:
    """Nouns for persons, bodies, texts, and texts that have an author; abbreviations; titles before a name."""
    if kind == "titles":
        return frozenset(word for line in _data()["honorifics"].values() for word in line.split())
    return frozenset(_data()[kind].split())


@cache
def _by_word(kind: str) -> dict[str, str]:
    return {word: label for label, line in _data()[kind].items() for word in line.split()}


def pronoun_class(word: str) -> PronounClass | None:
    """Class of a pronoun in lower case, None for other words."""
    return _by_word("pronouns").get(word)  # type: ignore[return-value]


def gender_of_pronoun(word: str) -> Gender | None:
    """Gender that a pronoun tells (*she*), in lower case."""
    found = pronoun_class(word)
    return found if found in ("male", "female") else None


def gender_of_title(word: str) -> Gender | None:
    """Gender that a title before a name tells (*Mrs*), in lower case and without full stop."""
    found = _by_word("honorifics").get(word)
    return found if found in ("male", "female") else None  # type: ignore[return-value]


def gender_of_noun(word: str) -> Gender | None:
    """Gender that a noun tells (*spokeswoman*), in lower case."""
    return _by_word("gendered").get(word)  # type: ignore[return-value]


def same_state(name: str) -> str:
    """One form for the usual short forms of a state's name (*U.S.*); other names as they are."""
    return _states().get(name, name)


@cache
def _states() -> dict[str, str]:
    return {form: forms[0] for forms in _data()["states"] for form in forms}
