"""Mentions of people and bodies: names with what stands with them."""

import pytest
from flow.attributions.handread import Handread, read

from quotemine.flow.speakers.mentions import Name, Place, body_at, find_names, find_places


def place_of(case: Handread) -> Place:
    return find_places(case.text, case.words, case.quotations)


def names_of(marked: str) -> list[Name]:
    case = read(marked)
    return find_names(case.text, case.reading, place_of(case))


def shown(marked: str) -> list[str]:
    text = read(marked).text
    return [text[n.start : n.end] for n in names_of(marked)]


# Where words stand


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It leaks. It drips.", ["It leaks.", "It drips."]),
        ("“It leaks.” Brona left.", ["“It leaks.”", "Brona left."]),
        ("Dr. Tallis met Mr. Sand. It rained.", ["Dr. Tallis met Mr. Sand.", "It rained."]),
        ("J. Tallis left. It rained.", ["J. Tallis left.", "It rained."]),
        ("It leaks\n\nit drips", ["It leaks", "it drips"]),
        ("It costs 3.5 crowns. Why? Who knows!", ["It costs 3.5 crowns.", "Why?", "Who knows!"]),
        ("It leaks... and drips.", ["It leaks... and drips."]),
        ("", []),
        ("She sat. It rained.", ["She sat.", "It rained."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Words know their sentence; abbreviations and initials end none, paragraphs do."""
    case = read(text)
    place = place_of(case)
    found = []
    for number in range(max(place.sentence, default=-1) + 1):
        at = [i for i, s in enumerate(place.sentence) if s == number]
        found.append(text[case.words.start[at[0]] : case.words.end[at[-1]]])
    assert found == sentences
    assert place.sentence == sorted(place.sentence)


def test_quoted_words() -> None:
    """Marks and what they hold are quoted; dialogue after a dash is not told from its narrator."""
    place = place_of(read("Brona said “it leaks” twice."))
    assert [t for t, q in zip(place.tokens, place.quoted, strict=True) if q] == ["“", "it", "leaks", "”"]
    assert not any(place_of(read("— It leaks, said Brona.\n\n— Since when?")).quoted)


# Names


def test_names_in_order() -> None:
    """With their type and their words."""
    names = names_of("[PER:Brona Tallis] of the [ORG:Old Harbour Board] came to [LOC:Norland].")
    assert [(n.type, n.parts) for n in names] == [
        ("PER", ("Brona", "Tallis")),
        ("ORG", ("Old", "Harbour", "Board")),
        ("LOC", ("Norland",)),
    ]
    assert [n.start for n in names] == sorted(n.start for n in names)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Then [PER:Mr. Tallis] left.", "Tallis"),
        ("Then [PER:Dr Brona Tallis] left.", "Brona Tallis"),
        ("Then [PER:Tallis’s] boat left.", "Tallis"),
        ("Then [PER:Tallis's] boat left.", "Tallis"),
        ("Then [ORG:the Harbour Board] met.", "Harbour Board"),
        ("Then came [PER:“Tallis].", "Tallis"),
        ("There sat [PER:Tallis.] It rained.", "Tallis"),
        ("There sat [PER:Yorick Sand Jr.] It rained.", "Yorick Sand Jr."),
        ("There sat [PER:Brona O’Dowd] again.", "Brona O’Dowd"),
        ("There sat [PER:Loretta] [PER:E. Quist] again.", "Loretta E. Quist"),
        ("There sat [PER:Robert] “[PER:Bobby]” [PER:Sand] again.", "Robert “Bobby” Sand"),
        ("There sat [PER:Anne-Marie Tallis] again.", "Anne-Marie Tallis"),
    ],
)
def test_the_name_itself(marked: str, name: str) -> None:
    """Without title, article, possessive and stray marks; parts of one person's name put together."""
    assert shown(marked) == [name]


@pytest.mark.parametrize("marked", ["In Port [PER:Ellery] it rained.", "Lake [PER:Tarn] rose."])
def test_a_place_is_nobody(marked: str) -> None:
    """*Port Ellery* is one name, of a place, even where the encoder takes *Ellery* for a person."""
    (name,) = names_of(marked)
    assert name.type == "LOC"
    assert len(name.parts) == 2


def test_two_people_are_not_put_together() -> None:
    """A comma or a word between two names keeps them apart."""
    assert shown("[PER:Brona Tallis], [PER:Yorick Sand] and [PER:Ottla Brandt] left.") == [
        "Brona Tallis",
        "Yorick Sand",
        "Ottla Brandt",
    ]


@pytest.mark.parametrize("marked", ["It [PER:rained].", "It [ORG:—] rained.", "It was [PER:’s].", ""])
def test_no_names(marked: str) -> None:
    """What has no capital letter is no name, whatever was tagged."""
    assert shown(marked) == []


@pytest.mark.parametrize(
    ("marked", "gender"),
    [
        ("[PER:Mrs. Tallis] left.", "female"),
        ("Mr [PER:Tallis] left.", "male"),
        ("Dr. [PER:Tallis] left.", None),
        ("Harbour spokeswoman [PER:Brona Tallis] left.", "female"),
        ("[PER:Brona Tallis], a spokeswoman for the port, left.", "female"),
        ("His sister, [PER:Brona Tallis], left.", "female"),
        ("[PER:Brona Tallis] left.", None),
    ],
)
def test_gender_by_titles_and_nouns(marked: str, gender: str | None) -> None:
    """A title or a gendered noun that stands with the name tells it, nothing else does here."""
    assert names_of(marked)[0].gender == gender


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("Last week Norland Foreign Minister [PER:Brona Tallis] left.", "Norland Foreign Minister"),
        ("Then the engineer [PER:Brona Tallis] left.", "engineer"),
        ("Last week Secretary of State [PER:Brona Tallis] left.", "Secretary of State"),
        ("Last week the Minister for the Interior [PER:Brona Tallis] left.", "Minister for the Interior"),
        ("Last week the mayor of Ulm [PER:Brona Tallis] left.", "mayor of Ulm"),
        ("But Mayor [PER:Brona Tallis] left.", "Mayor"),
        ("Quillworks and Mayor [PER:Brona Tallis] left.", "Mayor"),
        ("Chairwoman and Mayor [PER:Brona Tallis] left.", "Chairwoman and Mayor"),
        ("On Monday Mayor [PER:Brona Tallis] left.", "Mayor"),
        ("[PER:Brona Tallis], the mayor of Ulm, left.", "the mayor of Ulm"),
        ("[PER:Brona Tallis], a retired teacher from Ulm, left.", "a retired teacher from Ulm"),
        ("The bakery’s owner, [PER:Brona Tallis], left.", "The bakery’s owner"),
        ("His sister, [PER:Brona Tallis], left.", "His sister"),
        ("Then [PER:Brona Tallis] left.", None),
        ("[PER:Brona Tallis], the day before, left.", None),
        ("It rained. [PER:Brona Tallis] left.", None),
        ("The minister left. [PER:Brona Tallis] stayed.", None),
    ],
)
def test_role(marked: str, role: str | None) -> None:
    """Title or description as the text gives it with the name: before it, after a comma, before a comma."""
    assert names_of(marked)[0].role == role


def test_bodies_have_no_role() -> None:
    """Roles are for people."""
    assert names_of("The company [ORG:Quillworks], a maker of pumps, grew.")[0].role is None


def test_body_at() -> None:
    """The name of a body at given characters; None where there is no name."""
    case = read("The Old Harbour Board (OHB) met.")
    found = body_at(case.text, 4, 21, place_of(case))
    assert found is not None
    assert (found.type, case.text[found.start : found.end]) == ("ORG", "Old Harbour Board")
    assert body_at(case.text, 28, 31, place_of(case)) is None
    assert body_at(case.text, 3, 4, place_of(case)) is None
