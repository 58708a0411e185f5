"""Ids and names of the speakers of one text."""

import pytest
from flow.speakers.scenes import discourse_of
from hypothesis import given
from hypothesis import strategies as st

from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.naming import Register
from quotemine.types import Span, Speaker

NOWHERE = Span(0, 1, "I")


def span(text: str, part: str) -> Span:
    return Span(start := text.rindex(part), start + len(part), part)


def named(marked: str, mention: str | None = None, nearest: int | None = None) -> Speaker:
    """The first entity of a text as a speaker.

    Args:
        mention: the words at the quote, where they stand last.
        nearest: the index of the name that the chain leads over.
    """
    discourse = discourse_of(marked)
    text, names = discourse.text, discourse.names
    where = None if mention is None else span(text, mention)
    name = None if nearest is None else names[nearest]
    return Register(text).named(discourse.of[names[0]], where, name, 0.7)


# Entities with a name


def test_the_fullest_name() -> None:
    """With the other forms as aliases, in order, each once."""
    speaker = named("[PER:Sand] left. [PER:Yorick Sand] sat. [PER:Yorick] slept. [PER:Sand] woke.")
    assert (speaker.name, speaker.aliases) == ("Yorick Sand", ("Sand", "Yorick"))
    assert (speaker.type, speaker.named, speaker.confidence) == ("PERSON", True, 0.7)
    assert speaker.mention is None


@pytest.mark.parametrize(
    ("title", "role", "affiliation"),
    [
        ("Norland Foreign Minister", "Foreign Minister", "Norland"),
        ("Former Norland Foreign Minister", "former Foreign Minister", "Norland"),
        ("Ex-Mayor", "former Mayor", None),
        ("Mr.", None, None),
        ("Mr. Captain", "Captain", None),
    ],
)
def test_role(title: str, role: str | None, affiliation: str | None) -> None:
    """What somebody is and for whom, and whether that is past; a form of address is no role."""
    speaker = named(f"{title} [PER:Yorick Sand] left.")
    assert (speaker.role, speaker.affiliation) == (role, affiliation)


def test_the_first_role_counts() -> None:
    """Of several; one that has a title goes before one that has none."""
    assert named("Mr. [PER:Yorick Sand] met Captain [PER:Sand]. Mayor [PER:Sand] left.").role == "Captain"


@pytest.mark.parametrize("title", ["The ex-mayor", "The late mayor", "The then mayor"])
def test_past_in_small_letters(title: str) -> None:
    """Is past as well."""
    assert named(f"{title} [PER:Yorick Sand] left.").role == "former mayor"


def test_gender_with_its_evidence() -> None:
    """The word that tells it: a title or noun, else a pronoun; none where nothing tells it."""
    told = named("[PER:Mrs. Quist] left.")
    assert (told.gender, told.gender_evidence) == ("female", Span(0, 4, "Mrs."))
    told = named("[PER:Quist] left with her boat.")
    assert (told.gender, told.gender_evidence) == ("female", Span(16, 19, "her"))
    told = named("[PER:Quist] left.")
    assert (told.gender, told.gender_evidence) == (None, None)


@pytest.mark.parametrize(
    ("mention", "nearest", "chain"),
    [
        ("he", 1, ["he", "Sand", "Yorick Sand"]),
        ("he", 0, ["he", "Yorick Sand"]),
        ("Captain Sand", 1, ["Captain Sand", "Yorick Sand"]),
        (None, 1, ["Sand", "Yorick Sand"]),
        (None, None, ["Yorick Sand"]),
    ],
)
def test_chain(mention: str | None, nearest: int | None, chain: list[str]) -> None:
    """From the words at the quote over the nearest name to the fullest, none of them twice."""
    speaker = named("[PER:Yorick Sand] left. Captain [PER:Sand] sat. It leaks, he said.", mention, nearest)
    assert [step.text for step in speaker.chain] == chain


def test_the_chain_ends_with_the_name() -> None:
    """Where the nearest name is the fullest, no other place of it is needed."""
    speaker = named("[PER:Yorick Sand] left. [PER:Yorick Sand] sat. It leaks, he said.", "he", 1)
    assert [step.text for step in speaker.chain] == ["he", "Yorick Sand"]


def test_character_references() -> None:
    """Are shown as the characters they stand for; spans are as the text has them."""
    speaker = named("[ORG:Fish &amp; Sons] grew. [ORG:Fish] hired.", "Fish", 0)
    assert speaker.name == "Fish & Sons"
    assert speaker.chain[-1].text == "Fish &amp; Sons"
    described = Register("").unnamed("the Fish &amp; Sons clerk", "PERSON", NOWHERE)
    assert described.description == "the Fish & Sons clerk"


# Ids


def test_ids() -> None:
    """In the order in which speakers come; the same for the same one."""
    discourse = discourse_of("[PER:Ada] met [PER:Ida].")
    ada, ida = (discourse.of[name] for name in discourse.names)
    register = Register(discourse.text)
    clerk = register.unnamed("a clerk", "PERSON", NOWHERE)
    speakers = [
        register.named(ida, None, None, 1.0),
        register.described(clerk, NOWHERE, (), 1.0),
        register.named(ada, None, None, 1.0),
        register.plain("Ada and Ida", "GROUP", NOWHERE, named=True, chance=1.0),
        register.named(ida, NOWHERE, None, 0.5),
        register.plain("Ada  and Ida", "GROUP", NOWHERE, named=True, chance=0.5),
    ]
    assert [speaker.id for speaker in speakers] == ["e1", "e2", "e3", "e4", "e1", "e4"]


def test_two_whom_nobody_can_tell_are_not_the_same() -> None:
    """*He* here and *he* there may be two men."""
    register = Register("")
    here, there = Span(0, 2, "he"), Span(9, 11, "he")
    one, two, again = (register.plain("he", "PERSON", at, named=False, chance=1.0) for at in (here, there, here))
    assert one.id == again.id != two.id


# Entities without a name


def test_the_same_description_is_the_same_one() -> None:
    """Whatever its article, its case and the white space in it."""
    register = Register("")
    clerk = register.unnamed("A harbour clerk", "PERSON", NOWHERE)
    assert register.unnamed("the  Harbour\nclerk", "PERSON", NOWHERE) is clerk
    assert register.unnamed("his harbour clerk", "PERSON", NOWHERE) is not clerk
    assert register.name(clerk) == "A harbour clerk"


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("the man, who was a porter", "the man"),
        ("the man who was a porter", "the man"),
        ("a man, tired and old, who was a porter", "a man"),
        ("a woman whose boat leaks", "a woman"),
        ("a mill, which leaks", "a mill"),
        ("a man, tired and old", "a man, tired and old"),
        ("the  old\nman", "the old man"),
        ("the whole crew", "the whole crew"),
    ],
)
def test_name_of_a_description(description: str, name: str) -> None:
    """Without what a relative pronoun adds, on one line."""
    assert Register("").unnamed(description, "PERSON", NOWHERE).description == name


def test_a_relative_clause_makes_no_other_one() -> None:
    """*The man, who slept* is the man."""
    register = Register("")
    man = register.unnamed("the man", "PERSON", NOWHERE)
    assert register.unnamed("the man, who slept", "PERSON", NOWHERE) is man


def test_described() -> None:
    """The noun that tells the gender is its evidence."""
    text = "The spokeswoman spoke."
    register, mention = Register(text), Span(0, 15, "The spokeswoman")
    entity = register.unnamed("The spokeswoman", "PERSON", mention, gender="female")
    speaker = register.described(entity, mention, (mention,), 0.4)
    assert (speaker.name, speaker.named, speaker.role, speaker.aliases) == ("The spokeswoman", False, None, ())
    assert (speaker.gender, speaker.gender_evidence) == ("female", Span(4, 15, "spokeswoman"))
    assert (speaker.chain, speaker.confidence) == ((mention,), 0.4)
    assert entity.sure_gender
    assert register.described(register.unnamed("a clerk", "PERSON", mention), None, (), 1.0).gender is None


def test_plain() -> None:
    """Several, or a pronoun that nobody can tell, as they stand."""
    speaker = Register("").plain("Ada  and\nIda &amp; Una", "GROUP", NOWHERE, named=True, chance=0.9)
    assert (speaker.name, speaker.type, speaker.named) == ("Ada and Ida & Una", "GROUP", True)
    assert (speaker.mention, speaker.chain, speaker.confidence) == (NOWHERE, (NOWHERE,), 0.9)


@given(st.lists(st.sampled_from(["a", "The", "man", "who", "sat", "whose", "é", "&amp;", "Ada"]), min_size=1))
def test_any_description(words: list[str]) -> None:
    """Has a name and is found again, at the beginning of a sentence too."""
    register = Register("")
    shown = " ".join(words)
    entity = register.unnamed(shown, "PERSON", NOWHERE)
    assert isinstance(entity, Entity)
    assert register.name(entity).strip()
    assert register.unnamed(shown[0].upper() + shown[1:], "PERSON", NOWHERE) is entity
    assert register.described(entity, None, (), 1.0).name == register.name(entity)
