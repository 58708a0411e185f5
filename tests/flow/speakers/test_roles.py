"""Titles and descriptions of people, taken apart."""

import json
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotemine.flow.speakers.roles import Role, head_noun, take_apart


def apart(description: str, *names: str) -> tuple[str, str | None]:
    role = take_apart(description, frozenset(names))
    return role.title, role.affiliation


@pytest.mark.parametrize(
    ("description", "title", "affiliation"),
    [
        ("Russian Foreign Minister", "Foreign Minister", "Russian"),
        ("Norland Foreign Minister", "Foreign Minister", "Norland"),
        ("British Home Secretary", "Home Secretary", "British"),
        ("German Chancellor", "Chancellor", "German"),
        ("U.S. Sen.", "Sen.", "U.S."),
        ("U.S. Army Capt.", "Capt.", "U.S. Army"),
        ("US national security adviser", "national security adviser", "US"),
        ("Merrow CEO", "CEO", "Merrow"),
        ("Merrow senior vice president", "senior vice president", "Merrow"),
        ("Merrow & Finch chief executive", "chief executive", "Merrow & Finch"),
        ("M&F chief financial officer", "chief financial officer", "M&F"),
        ("General Lanterns chief executive", "chief executive", "General Lanterns"),
        ("Quillworks founder and CEO", "founder and CEO", "Quillworks"),
        ("Quillworks software engineer", "software engineer", "Quillworks"),
        ("Harbour Commissioner", "Commissioner", "Harbour"),
        ("Tarn Harbour Board spokesman", "spokesman", "Tarn Harbour Board"),
        ("Pilots’ Union secretary", "secretary", "Pilots’ Union"),
        ("House Speaker", "Speaker", "House"),
        ("Senate majority leader", "majority leader", "Senate"),
        ("Senate Majority Leader", "Majority Leader", "Senate"),
        ("House Gulls Committee chairman", "chairman", "House Gulls Committee"),
        ("Fed chair", "chair", "Fed"),
        ("TP reporter", "reporter", "TP"),
        ("Tidal Press reporter", "reporter", "Tidal Press"),
        ("Tarn Herald political editor", "political editor", "Tarn Herald"),
        ("Tarn Herald editor-in-chief", "editor-in-chief", "Tarn Herald"),
        ("Indiana governor", "governor", "Indiana"),
        ("New York Mayor", "Mayor", "New York"),
        ("New York state attorney general", "attorney general", "New York state"),
        ("Tarn County District Attorney", "District Attorney", "Tarn County"),
        ("Tarn police chief", "police chief", "Tarn"),
        ("Tarn Police Chief", "Police Chief", "Tarn"),
        ("Tarn Police commissioner", "commissioner", "Tarn Police"),
        ("Norland Supreme Court Chief Justice", "Chief Justice", "Norland Supreme Court"),
        ("Russian Foreign Ministry spokeswoman", "spokeswoman", "Russian Foreign Ministry"),
        ("Norland government spokesman", "spokesman", "Norland government"),
        ("Norland trade minister", "trade minister", "Norland"),
        ("Norland trade union leader", "leader", "Norland trade union"),
        ("Norland national football team coach", "coach", "Norland national football team"),
        ("Democratic presidential nominee", "presidential nominee", "Democratic"),
        ("Republican senator", "senator", "Republican"),
        ("Labour leader", "leader", "Labour"),
        ("Green Party leader", "leader", "Green Party"),
        ("Quill University law professor", "law professor", "Quill University"),
        ("University of Tarn law professor", "law professor", "University of Tarn"),
        ("Bank of Norland governor", "governor", "Bank of Norland"),
        ("Department of Justice spokeswoman", "spokeswoman", "Department of Justice"),
        ("Norland-born economist", "economist", "Norland"),
        ("the Tarn-based Merrow analyst", "analyst", "Merrow"),
        ("a senior Norland official", "senior official", "Norland"),
        ("deputy Norland prime minister", "deputy prime minister", "Norland"),
        ("economist and Quill University professor", "professor", "Quill University"),
    ],
)
def test_affiliation_before_the_head(description: str, title: str, affiliation: str) -> None:
    """Capital letters before the head that form no office with it."""
    assert apart(description) == (title, affiliation)


@pytest.mark.parametrize(
    ("description", "title", "affiliation"),
    [
        ("a spokesman for Quillworks", "spokesman", "Quillworks"),
        ("the president of the European Commission", "president", "European Commission"),
        ("leader of the Green Party", "leader", "Green Party"),
        ("Speaker of the House", "Speaker", "House"),
        ("police chief in Tarn", "police chief", "Tarn"),
        ("a 34-year-old nurse from Ostby", "nurse", "Ostby"),
        ("a nurse at a hospital in Ostby", "nurse", "hospital"),
        ("a teacher based in Ostby", "teacher", "Ostby"),
        ("an analyst with Merrow & Finch in Tarn", "analyst", "Merrow & Finch"),
        ("professor of law at Quill University", "professor of law", "Quill University"),
        ("professor of Tidal Physics at Quill University", "professor of Tidal Physics", "Quill University"),
        ("an expert on tides at Quill University", "expert on tides", "Quill University"),
        ("director of the Centre for Tidal Studies at Quill", "director", "Centre for Tidal Studies"),
        ("a spokeswoman for the Ministry of Health", "spokeswoman", "Ministry of Health"),
        ("head of the trade union", "head", "trade union"),
        ("mayor of Tarn and president of the Rowers’ League", "mayor", "Tarn"),
        ("secretary general of the Harbour League", "secretary general", "Harbour League"),
        ("co-founder and chief executive of Merrow", "co-founder and chief executive", "Merrow"),
        ("candidate for governor of Indiana", "candidate for governor", "Indiana"),
        ("member of parliament for Tarn", "member of parliament", "Tarn"),
        ("the top Democrat on the Gulls Committee", "top Democrat", "Gulls Committee"),
        ("Norwegian director of the Gull Museum", "director", "Gull Museum"),
        ("a Norwegian nurse from Ostby", "nurse", "Ostby"),
        ("TP reporter in Tarn", "reporter", "TP"),
        ("owner of the old bakery", "owner", "bakery"),
        ("mayor of Tarn last year", "mayor", "Tarn"),
        ("owner of Merrow’s", "owner", "Merrow"),
    ],
)
def test_affiliation_behind_the_head(description: str, title: str, affiliation: str) -> None:
    """A name or a body behind a preposition; subjects stay with the title."""
    assert apart(description) == (title, affiliation)


@pytest.mark.parametrize(
    ("description", "title", "affiliation"),
    [
        ("the bakery’s owner", "owner", "bakery"),
        ("the bakery's owner", "owner", "bakery"),
        ("the pilots’ leader", "leader", "pilots"),
        ("the European Commission’s chief spokesman", "chief spokesman", "European Commission"),
        ("the Norland government’s chief scientist", "chief scientist", "Norland government"),
        ("the Harbour Board’s head of research", "head of research", "Harbour Board"),
        ("Norland’s Central Bank governor", "governor", "Central Bank"),
        ("Norland’s ambassador to the United Nations", "ambassador to the United Nations", "Norland"),
        ("the city’s Green mayor", "Green mayor", "city"),
        ("the mayor’s aide", "mayor’s aide", None),
        ("a children’s author", "children’s author", None),
        ("Tallis’s sister", "sister", None),
    ],
)
def test_owner(description: str, title: str, affiliation: str | None) -> None:
    """A possessive tells the affiliation, unless it is a person's."""
    assert apart(description) == (title, affiliation)


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("Prof.", "Prof."),
        ("Gov.", "Gov."),
        ("his sister", "sister"),
        ("his wife of 30 years", "wife"),
        ("a 34-year-old nurse", "nurse"),
        ("the 44th president", "president"),
        ("the two-term governor", "governor"),
        ("the new foreign minister", "foreign minister"),
        ("a part-time teacher", "part-time teacher"),
        ("Oscar-winning director", "Oscar-winning director"),
        ("Attorney General", "Attorney General"),
        ("Chief Justice", "Chief Justice"),
        ("Chief Medical Officer", "Chief Medical Officer"),
        ("Deputy Harbour Master", "Deputy Harbour Master"),
        ("Labour Minister", "Labour Minister"),
        ("Council leader", "Council leader"),
        ("union leader", "union leader"),
        ("Chairwoman and Mayor", "Chairwoman and Mayor"),
        ("finance and trade minister", "finance and trade minister"),
        ("European affairs minister", "European affairs minister"),
        ("head of state", "head of state"),
        ("chief of staff", "chief of staff"),
        ("Secretary of State", "Secretary of State"),
        ("Secretary of State for Health", "Secretary of State for Health"),
        ("Minister for the Interior", "Minister for the Interior"),
        ("Chancellor of the Exchequer", "Chancellor of the Exchequer"),
        ("leader of the opposition", "leader of the opposition"),
        ("adviser to the prime minister", "adviser to the prime minister"),
        ("editor in chief", "editor in chief"),
        ("editor at large", "editor at large"),
        ("candidate for mayor", "candidate for mayor"),
        ("author of the report", "author of the report"),
        ("an expert in maritime law", "expert in maritime law"),
        ("economist by training", "economist"),
        ("a lawyer representing the victims", "lawyer"),
        ("a bell-ringer who saw it", "bell-ringer"),
        ("Labour leader Sir", "leader"),
        ("the", ""),
        ("", ""),
        ("who runs the bakery", ""),
        ("who is the mayor", "mayor"),
    ],
)
def test_title(description: str, title: str) -> None:
    """Words of an office stay together; articles, ages, time and what tells no role go."""
    assert take_apart(description).title == title


@pytest.mark.parametrize("description", ["Secretary of State", "Deputy Harbour Master", "union leader", "his sister"])
def test_no_affiliation(description: str) -> None:
    """None where it cannot be told; *of State* is none."""
    assert take_apart(description).affiliation is None


@pytest.mark.parametrize(
    ("description", "role"),
    [
        ("former Norland Defence Secretary", Role("Defence Secretary", "Norland", former=True)),
        ("the late king", Role("king", former=True)),
        ("then-Mayor", Role("Mayor", former=True)),
        ("ex-minister", Role("minister", former=True)),
        ("ex-Norland prime minister", Role("prime minister", "Norland", former=True)),
        ("Norland’s former finance minister", Role("finance minister", "Norland", former=True)),
        ("Merrow former Harbour Agent", Role("Harbour Agent", "Merrow", former=True)),
        ("Norland former", Role("Norland", former=True)),
        ("the mayor of the former capital", Role("mayor", "former capital")),
    ],
)
def test_former(description: str, role: Role) -> None:
    """Said of the title itself, wherever it stands before the head."""
    assert take_apart(description) == role


@pytest.mark.parametrize("description", ["Mr", "Mrs.", "Dr.", "Sir", "the Hon.", "Lady"])
def test_form_of_address(description: str) -> None:
    """It is marked, so that a caller may prefer a real role."""
    role = take_apart(description)
    assert role.honorific
    assert role.affiliation is None


@pytest.mark.parametrize("description", ["Prof.", "Sen.", "doctor", "Lord Mayor", "first lady", "Mr Justice", ""])
def test_no_form_of_address(description: str) -> None:
    """A word that tells an office or a calling is a role."""
    assert not take_apart(description).honorific


@pytest.mark.parametrize(
    ("description", "names", "expected"),
    [
        ("Tarn Bell Ringer", ["Tarn"], ("Bell Ringer", "Tarn")),
        ("Norland Harbour Board spokesman", ["Norland"], ("spokesman", "Norland Harbour Board")),
        (
            "Health and Safety Executive chief",
            ["Health and Safety Executive"],
            ("chief", "Health and Safety Executive"),
        ),
        ("Deputy Tarn Mayor", ["Tarn"], ("Deputy Mayor", "Tarn")),
        ("head of quill & co", ["quill & co"], ("head", "quill & co")),
        ("Norland Foreign Minister", ["Ostby"], ("Foreign Minister", "Norland")),
    ],
)
def test_known_names(description: str, names: list[str], expected: tuple[str, str]) -> None:
    """What the document is known to name goes before the rules."""
    assert apart(description, *names) == expected


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("foreign minister", "minister"),
        ("Secretary of State", "secretary"),
        ("CEO", "ceo"),
        ("Sen.", "sen"),
        ("attorney general", "attorney"),
        ("Secretary-General", "secretary"),
        ("major general", "general"),
        ("general", "general"),
        ("president-elect", "president"),
        ("professor emeritus of law", "professor"),
        ("vice-president", "president"),
        ("editor-in-chief", "editor"),
        ("adviser to the prime minister", "adviser"),
        ("", ""),
    ],
)
def test_head_noun(title: str, head: str) -> None:
    """The noun that says what somebody is, in lower case; abbreviations without full stop."""
    assert head_noun(title) == head


def test_the_lists_are_clean() -> None:
    """Lower case, no word twice."""
    data = json.loads(files("quotemine.lang.en").joinpath("people.json").read_text(encoding="utf-8"))
    for line in data["offices"].values():
        assert line == line.lower()
        assert len(line.split()) == len(set(line.split()))


WORDS = st.sampled_from(
    "the a former ex-mayor then- late new 34-year-old Norland Norland-born Russian Harbour Board Bank company’s "
    "Merrow’s pilots’ ’s ’ Labour police state and & of for at in to on who by Foreign Minister chief Deputy executive "
    "general affairs mayor spokesman Mr Sir Lord Sen. U.S. sister , ( — - \u00a0 \ud800 é 漢 \x00".split(" ")
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60), st.frozensets(WORDS, max_size=3))
@example("of", frozenset())
@example("of " * 1000, frozenset())
@example("affairs", frozenset())
@example("police former Norland the", frozenset({"Norland"}))
def test_any_text(description: str, names: frozenset[str]) -> None:
    """Nothing raises, and title and affiliation consist of what the description says."""
    role = take_apart(description, names)
    for word in [*role.title.split(), *(role.affiliation or "").split()]:
        assert word in description
    assert role.affiliation != ""
    assert head_noun(role.title) == head_noun(role.title).lower()
    head_noun(description)
