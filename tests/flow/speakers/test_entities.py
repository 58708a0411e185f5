"""Names of one person or body are one entity."""

import pytest
from flow.attributions.handread import read

from quotemine.flow.speakers.acronyms import find_acronyms
from quotemine.flow.speakers.entities import Entity, group_names, tell_genders
from quotemine.flow.speakers.mentions import Name, find_names, find_places


def entities_of(marked: str) -> tuple[str, dict[Name, Entity]]:
    case = read(marked)
    place = find_places(case.text, case.words, case.quotations)
    names = find_names(case.text, case.reading, place)
    definitions = {acronym: case.text[slice(*span)] for acronym, span in find_acronyms(case.text).items()}
    return case.text, group_names(case.text, names, place, definitions)


def groups(marked: str) -> list[list[str]]:
    """The names of each entity, entities in the order of their first name."""
    text, of = entities_of(marked)
    distinct = {id(e): e for e in of.values()}.values()
    found = [[text[n.start : n.end] for n in e.names] for e in sorted(distinct, key=lambda e: e.names[0].start)]
    assert sorted(n.start for e in distinct for n in e.names) == sorted(n.start for n in of)
    return found


def canonical(marked: str) -> list[str]:
    text, of = entities_of(marked)
    distinct = {id(e): e for e in of.values()}.values()
    return [e.canonical(text) for e in sorted(distinct, key=lambda e: e.names[0].start)]


def genders(marked: str) -> dict[str, str | None]:
    text, of = entities_of(marked)
    return {e.canonical(text): e.gender for e in of.values()}


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[PER:Brona Tallis] left. [PER:Tallis] waved.", [["Brona Tallis", "Tallis"]]),
        ("[PER:Tallis] to leave\n\n[PER:Brona Tallis] is leaving.", [["Tallis", "Brona Tallis"]]),
        ("[PER:Brona Tallis] left. [PER:Brona] waved.", [["Brona Tallis", "Brona"]]),
        ("[PER:Brona Tallis] left. [PER:Mrs. Tallis] waved.", [["Brona Tallis", "Tallis"]]),
        ("[PER:Brona Tallis] left. [PER:Minister Tallis] waved.", [["Brona Tallis", "Tallis"]]),
        ("[PER:Brona E. Tallis] left. [PER:Brona Tallis] waved.", [["Brona E. Tallis", "Brona Tallis"]]),
        ("[PER:B. Tallis] left. [PER:Brona Tallis] waved.", [["B. Tallis", "Brona Tallis"]]),
        ("[PER:Brona Tallis] left. [PER:BRONA TALLIS] waved.", [["Brona Tallis", "BRONA TALLIS"]]),
        ("[PER:Nando de la Quinta] left. [PER:de la Quinta] waved.", [["Nando de la Quinta", "de la Quinta"]]),
        ("[PER:Nando de la Quinta] left. [PER:Quinta] waved.", [["Nando de la Quinta", "Quinta"]]),
        ("[PER:Yorick Sand Jr.] left. [PER:Sand] waved.", [["Yorick Sand Jr.", "Sand"]]),
        ("[PER:Samuel Sand] left. [PER:Sam Sand] waved.", [["Samuel Sand", "Sam Sand"]]),
        (
            "[PER:Robert] “[PER:Bobby]” [PER:Sand] left. [PER:Bobby Sand] waved.",
            [["Robert “Bobby” Sand", "Bobby Sand"]],
        ),
        ("[PER:Tallis]’s boat left. [PER:Tallis] waved.", [["Tallis", "Tallis"]]),
    ],
)
def test_one_person(marked: str, found: list[list[str]]) -> None:
    """Full name, surname, first name, title and surname, initials, particles."""
    assert groups(marked) == found


@pytest.mark.parametrize(
    "marked",
    [
        "[PER:Brona Tallis] met [PER:Yorick Sand].",
        "[PER:Brona Tallis] met [PER:Yorick Tallis].",
        "[PER:Mr. Tallis] met [PER:Mrs. Tallis].",
        "[PER:Brona Tallis] met [PER:Brona Sand].",
        "[PER:Brona Tallis] met [ORG:Tallis Shipping].",
        "[PER:B. Tallis] met [PER:Yorick Tallis].",
        "[LOC:Norland] met [LOC:West Norland].",
    ],
)
def test_two(marked: str) -> None:
    """Another first name, another gender or another kind is somebody else."""
    assert [len(names) for names in groups(marked)] == [1, 1]


def test_titles_tell_two_people_of_one_surname_apart() -> None:
    """*Mr Tallis* is the man, *Ms Tallis* the woman, where titles or nouns told who is which."""
    marked = (
        "Spokesman [PER:Yorick Tallis] and his sister, [PER:Brona Tallis], came. "
        "[PER:Mr Tallis] sat down. [PER:Ms Tallis] stood."
    )
    assert groups(marked) == [["Yorick Tallis", "Tallis"], ["Brona Tallis", "Tallis"]]


def test_pronouns_tell_two_people_of_one_surname_apart() -> None:
    """Where no title did, pronouns tell who is the man before short names are given out."""
    marked = (
        "[PER:Yorick Tallis] said he was tired. He sat down.\n\n[PER:Brona Tallis] said she was not. She stood.\n\n"
        "[PER:Ms Tallis] left. [PER:Mr Tallis] stayed."
    )
    assert groups(marked) == [["Yorick Tallis", "Tallis"], ["Brona Tallis", "Tallis"]]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("The [ORG:Old Harbour Board] ([ORG:OHB]) met. The [ORG:OHB] voted.", [["Old Harbour Board", "OHB", "OHB"]]),
        ("The [ORG:Old Harbour Board] (OHB) met. The [ORG:OHB] voted.", [["Old Harbour Board", "OHB"]]),
        ("The [ORG:Old Harbour Board] met. The [ORG:OHB] voted.", [["Old Harbour Board", "OHB"]]),
        ("The [ORG:OHB] voted. The [ORG:Old Harbour Board] had met.", [["OHB", "Old Harbour Board"]]),
        (
            "The [ORG:Nautical research institute] (NRI) met. The [ORG:NRI] voted.",
            [["Nautical research institute", "NRI"]],
        ),
        ("[ORG:Quillworks Marine] grew. [ORG:Quillworks] hired.", [["Quillworks Marine", "Quillworks"]]),
        (
            "The [ORG:Norland Supreme Court] met. The [ORG:Supreme Court] ruled.",
            [["Norland Supreme Court", "Supreme Court"]],
        ),
        ("The [LOC:U.S.] voted. The [LOC:United States] won.", [["U.S.", "United States"]]),
        ("[LOC:Norland] voted. [LOC:Norland] won.", [["Norland", "Norland"]]),
    ],
)
def test_one_body(marked: str, found: list[list[str]]) -> None:
    """Its acronym, its short name, its usual forms."""
    assert groups(marked) == found


@pytest.mark.parametrize(
    "marked",
    [
        "The [ORG:Norland Supreme Court] met the [ORG:Isle Supreme Court].",
        "[ORG:Quillworks] met the [ORG:Old Harbour Board].",
        "The [ORG:NFL] met the [ORG:OHB].",
        "The [LOC:U.S.] met the [LOC:U.K.] there.",
        "The [ORG:Harbour] met the [ORG:Old Harbour Board].",
    ],
)
def test_two_bodies(marked: str) -> None:
    """A word in common is not enough."""
    assert [len(names) for names in groups(marked)] == [1, 1]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[PER:Tallis] left. [PER:Brona Tallis] waved. [PER:Tallis] slept.", "Brona Tallis"),
        ("[PER:TALLIS] LEAVES\n\n[PER:Tallis] left.", "Tallis"),
        ("[PER:BRONA TALLIS] LEAVES", "Brona Tallis"),
        ("The [ORG:OHB] is the [ORG:Old Harbour Board].", "Old Harbour Board"),
        ("The [ORG:OHB] met.", "OHB"),
        ("[PER:Brona  Tallis] left.", "Brona Tallis"),
    ],
)
def test_canonical_name(marked: str, name: str) -> None:
    """The fullest name, no acronym where there is another, in ordinary letters, on one line."""
    assert canonical(marked) == [name]


@pytest.mark.parametrize(
    ("marked", "gender"),
    [
        ("[PER:Mrs. Brona Tallis] left.", "female"),
        ("Spokesman [PER:Brona Tallis] left. She waved. She slept.", "male"),
        ("[PER:Brona Tallis] said she was tired.", "female"),
        ("[PER:Yorick Sand] took his hat.", "male"),
        ("[PER:Brona Tallis] left.", None),
        ("[PER:Brona Tallis] thanked him. It rained.", None),
        ("[PER:Brona Tallis] said “he is tired”.", None),
        ("[PER:Brona Tallis] met [PER:Yorick Sand]. He was tired.", None),
        ("[PER:Brona Tallis] met [PER:Yorick Sand] and said he was tired.", None),
    ],
)
def test_gender(marked: str, gender: str | None) -> None:
    """By title or noun, else by pronouns that can mean nobody else; quoted pronouns mean others."""
    assert genders(marked)["Brona Tallis" if "Brona" in marked else "Yorick Sand"] == gender


def test_genders_can_be_told_again() -> None:
    """Votes are counted anew each time."""
    case = read("[PER:Brona Tallis] said she was tired.")
    place = find_places(case.text, case.words, case.quotations)
    of = group_names(case.text, find_names(case.text, case.reading, place), place, {})
    (entity,) = of.values()
    votes = dict(entity.votes)
    tell_genders(place, of)
    assert (entity.gender, entity.votes) == ("female", votes)


def test_shown_and_roles() -> None:
    """All different names and all roles, in order."""
    text, of = entities_of("Mayor [PER:Brona Tallis] left. [PER:Tallis], a retired teacher, waved. [PER:Tallis] slept.")
    entity = next(iter(of.values()))
    assert entity.shown(text) == ["Brona Tallis", "Tallis"]
    assert entity.roles == ["Mayor", "a retired teacher"]


def test_types() -> None:
    """Persons, organisations, places that act, and others."""
    _, of = entities_of("[PER:Brona Tallis] of [ORG:Quillworks] told [LOC:Norland] of the [MISC:Harbour Cup].")
    assert [of[name].type for name in sorted(of, key=lambda n: n.start)] == ["PERSON", "ORG", "GPE", "OTHER"]


def test_a_surname_tagged_as_a_place_is_the_person() -> None:
    """Full names say what single words are."""
    _, of = entities_of("[PER:Brona Norland] left. [LOC:Norland] waved.")
    assert len({id(e) for e in of.values()}) == 1


# Several of one name


RAIN = " It rained." * 20  # long enough to be out of mind


def test_a_shared_surname_means_the_one_in_mind() -> None:
    """Who was named just before, where the other was not for long."""
    marked = (
        f"[PER:Brona Tallis] left. [PER:Brona Tallis] came.{RAIN} [PER:Yorick Tallis] stood. [PER:Tallis] slept.{RAIN} "
        "[PER:Brona Tallis] rose. [PER:Tallis] left."
    )
    assert groups(marked) == [["Brona Tallis"] * 3 + ["Tallis"], ["Yorick Tallis", "Tallis"]]


def test_a_shared_surname_means_the_one_named_most() -> None:
    """Where both are in mind, or neither."""
    both = "[PER:Brona Tallis] left. [PER:Brona Tallis] came. [PER:Yorick Tallis] stood."
    assert groups(f"{both} [PER:Tallis] slept.") == [["Brona Tallis", "Brona Tallis", "Tallis"], ["Yorick Tallis"]]
    assert groups(f"{both}{RAIN} [PER:Tallis] slept.")[0][-1] == "Tallis"


def test_a_title_tells_whose_a_shared_surname_is() -> None:
    """However often the other was named."""
    marked = "[PER:Yorick Tallis] and his boat left. [PER:Yorick Tallis] came. [PER:Mrs. Brona Tallis] left."
    assert groups(f"{marked} [PER:Mrs. Tallis] slept.") == [["Yorick Tallis"] * 2, ["Brona Tallis", "Tallis"]]


def test_the_mother_of_two_sons_is_none_of_them() -> None:
    """*Madame Merle* beside two Merles of unknown gender is somebody else; beside one she may be that one."""
    sons = "[PER:Anton Merle] met [PER:Rufus Merle]."
    both = f"{sons} [PER:Madame Merle] waved. [PER:Madame Merle] slept."
    assert groups(both) == [["Anton Merle"], ["Rufus Merle"], ["Merle", "Merle"]]
    assert [entity.gender for entity in dict.fromkeys(entities_of(both)[1].values())] == [None, None, "female"]
    assert groups("[PER:Noa Merle] came. [PER:Madame Merle] waved.") == [["Noa Merle", "Merle"]]
    assert groups("[PER:Anton Merle] and his boat came. [PER:Madame Merle] waved.") == [["Anton Merle"], ["Merle"]]


def test_a_word_is_rather_a_surname() -> None:
    """*Tallis* is Brona Tallis, though Tallis Quist was named as often."""
    marked = "[PER:Tallis Quist] met [PER:Brona Tallis]. [PER:Tallis] waved."
    assert groups(marked) == [["Tallis Quist"], ["Brona Tallis", "Tallis"]]


def test_first_names_and_surnames_in_pairs() -> None:
    """Each alone leads to the one who has both."""
    marked = "[PER:Brona Tallis] met [PER:Yorick Sand]. [PER:Brona] waved to [PER:Sand]. [PER:Yorick] saw [PER:Tallis]."
    assert groups(marked) == [["Brona Tallis", "Brona", "Tallis"], ["Yorick Sand", "Sand", "Yorick"]]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        (
            "[PER:Jorn-Pell Sand] left. [PER:Jorn-Pell] waved. [PER:Sand] slept. [PER:Jorn] woke.",
            [["Jorn-Pell Sand", "Jorn-Pell", "Sand", "Jorn"]],
        ),
        ("[PER:Jorn-Pell] left. [PER:Jorn-Pell Sand] woke.", [["Jorn-Pell", "Jorn-Pell Sand"]]),
        ("[PER:Brona Tallis-Sand] left. [PER:Tallis-Sand] woke.", [["Brona Tallis-Sand", "Tallis-Sand"]]),
        ("[PER:Wilma]-the-Owl left. [PER:Wilma] woke.", [["Wilma-the-Owl", "Wilma"]]),
        ("[PER:Wilma-the-Owl] left. [PER:Wilma] woke.", [["Wilma-the-Owl", "Wilma"]]),
        ("[PER:Jorn-Pell Sand] left. [PER:Pell] woke.", [["Jorn-Pell Sand", "Pell"]]),
        (
            "[PER:Jorn-Pell Sand] met [PER:Pell Quist]. [PER:Pell Quist] sat. [PER:Pell] woke.",
            [["Jorn-Pell Sand"], ["Pell Quist", "Pell Quist", "Pell"]],
        ),
    ],
)
def test_hyphens(marked: str, found: list[list[str]]) -> None:
    """A double first name, a double surname, a name with what the animal is: whole, and by their parts; a
    part that is also the name of somebody else means who is named more.
    """
    assert groups(marked) == found
    assert canonical(marked) == [max(names, key=len) for names in found]


@pytest.mark.parametrize(
    "marked",
    [
        "[PER:Marta Sand] met [PER:Marius Sand].",
        "[PER:Christian Tallis] met [PER:Christina Tallis].",
        pytest.param(
            "[PER:Jorn-Pell Sand] met [PER:Jorn-Mark Sand].",
            marks=pytest.mark.xfail(strict=True, reason="the first half of a double first name is enough"),
        ),
        "[PER:Brona E. Tallis] met [PER:Brona F. Tallis].",
    ],
)
def test_alike_is_not_the_same(marked: str) -> None:
    """Names of brothers and sisters that begin alike are two."""
    assert [len(names) for names in groups(marked)] == [1, 1]


# Slips


def test_a_slip_is_no_name() -> None:
    """In a long text a form that comes once is not the name, however full; a second time it is no slip."""
    often = " ".join(["[PER:Quinn] woke."] * 70)
    assert canonical(f"{often} [PER:Quinn Quietly] left.") == ["Quinn"]
    assert canonical(f"{often} [PER:Adam Quinn] left. [PER:Adam Quinn] came.") == ["Adam Quinn"]
    assert canonical("[PER:Quinn] woke. [PER:Adam Quinn] left.") == ["Adam Quinn"]


def test_all_forms_are_slips() -> None:
    """Where every form is rare the fullest is the name all the same."""
    text, of = entities_of(" ".join(f"[PER:Quinn {a}{b}] woke." for a in "ABCDEFGHIJKLMNOPQ" for b in "aeiou"))
    entity = Entity("PERSON", names=sorted(of, key=lambda name: name.start))
    assert entity.canonical(text) == "Quinn Aa"
