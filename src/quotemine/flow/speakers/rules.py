"""Hard rules: who cannot be meant, whatever speaks for them; and words for one role."""

import re
from collections.abc import Iterable

from quotemine.flow.lexicon import gender_of_noun, pronoun_class, words_for
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.sources import GEOGRAPHIC, Source

__all__ = ["ANY_BODY", "GENERAL", "can_be_described", "can_be_pronoun", "is_definite", "is_relative", "is_same_role"]

# Bodies that any organisation may be called.
ANY_BODY = GEOGRAPHIC | frozenset("group company organisation organization agency firm body institution outlet".split())
# Nouns for people who speak without being named.
GENERAL = frozenset(
    "official spokesman spokeswoman spokesperson source analyst expert witness man woman person member aide adviser "
    "reporter insider voice".split()
)
_DEFINITE = frozenset("the this that his her its their".split())
_PLURALS = frozenset("men women people children police".split())
_POSSESSIVE = re.compile(r"(?:[\w.-]+\s){0,3}[\w.-]+['’](?:s\b|\s)")
_ALIKE = (
    frozenset("chairman chairwoman chair chairperson president head chief boss leader director".split()),
    frozenset("nominee candidate contender".split()),
    frozenset("spokesman spokeswoman spokesperson representative".split()),
    frozenset("congressman congresswoman representative lawmaker legislator rep".split()),
    frozenset("senator sen lawmaker legislator".split()),
    frozenset("governor gov".split()),
    frozenset("lawyer attorney counsel".split()),
    frozenset("priest father reverend rev vicar".split()),
    frozenset("striker player footballer".split()),
    frozenset("teacher schoolteacher headteacher professor prof lecturer".split()),
    frozenset("doctor dr physician surgeon".split()),
    frozenset("scientist researcher professor".split()),
    frozenset("judge justice magistrate".split()),
    frozenset("general gen".split()),
    frozenset("colonel col".split()),
    frozenset("captain capt skipper".split()),
    frozenset("sergeant sgt".split()),
    frozenset("lieutenant lt".split()),
)


def can_be_pronoun(entity: Entity, pronoun: str) -> bool:
    """Whether a personal pronoun, in lower case, can stand for the entity."""
    class_ = pronoun_class(pronoun)
    if class_ in ("male", "female"):
        return entity.type == "PERSON" and not (entity.sure_gender and entity.gender != class_)
    if class_ == "thing":
        return entity.type in ("ORG", "GPE", "OTHER")
    return entity.type in ("ORG", "GROUP")


def is_definite(source: Source, shown: str) -> bool:
    """Whether a description can mean somebody known: *the minister*, not *a minister*, *ministers*."""
    lower, head = shown.lower(), source.head
    if not head or head in _PLURALS or (head.endswith("s") and head[:-1] in words_for("persons") | words_for("bodies")):
        return False
    first = lower.split(maxsplit=1)[0]
    if first in _DEFINITE or (lower == head and head in words_for("persons")):
        return True
    return bool(_POSSESSIVE.match(lower)) and first not in ("a", "an")  # Ostby's mayor


def is_relative(shown: str) -> bool:
    """Whether a description tells by a pronoun whose somebody is, so that it may mean another one: *his wife*."""
    return shown.lower().startswith(("his ", "her ", "its ", "their ", "my ", "our ", "your "))


def can_be_described(entity: Entity, head: str) -> bool:
    """Whether a description with this head noun can mean the entity."""
    gender = gender_of_noun(head)
    person = head in words_for("persons") or gender is not None
    if entity.type == "PERSON":
        return person and not (gender and entity.gender and entity.gender != gender)
    return head in words_for("bodies") and entity.type == ("GPE" if head in GEOGRAPHIC else "ORG")


def is_same_role(head: str, words: Iterable[str]) -> bool:
    """Whether another word for the same role is among the words: *lawmaker* beside *senator*."""
    given = set(words)
    return any(head in group and group & given for group in _ALIKE)
