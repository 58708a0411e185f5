"""Pronouns and descriptions are resolved to entities."""

import pytest
from flow.attributions.handread import read

from quotemine.flow.encoder import TAGS
from quotemine.flow.speakers.entities import Entity, group_names
from quotemine.flow.speakers.mentions import Name, find_names, find_places
from quotemine.flow.speakers.resolution import (
    Candidate,
    Discourse,
    continuation,
    nearest_name,
    resolve_description,
    resolve_pronoun,
)
from quotemine.flow.speakers.sources import read_source


def discourse_of(marked: str, *spoke: str) -> tuple[Discourse, int]:
    """What a reader keeps in mind, and the word at which ``[source:...]`` stands.

    Args:
        spoke: names, each of whom spoke where the name stands first.
    """
    case = read(marked)
    place = find_places(case.text, case.words, case.quotations)
    names = find_names(case.text, case.reading, place)
    of = group_names(case.text, names, place, {})
    discourse = Discourse(case.text, place, names, of)
    for shown in spoke:
        name = next(n for n in names if case.text[n.start : n.end] == shown)
        discourse.spoke.append((of[name], name.low))
    return discourse, int(case.reading.tags[:, TAGS.index("B-source")].argmax())


def found(discourse: Discourse, candidate: Candidate | None) -> str | None:
    return None if candidate is None else candidate.entity.canonical(discourse.text)


def who(marked: str, *spoke: str, inside: tuple[str, str] | None = None) -> str | None:
    """Whom the pronoun in ``[source:...]`` stands for; ``inside``: first and last word of its content."""
    discourse, low = discourse_of(marked, *spoke)
    tokens = discourse.place.tokens
    content = None if inside is None else (tokens.index(inside[0]), tokens.index(inside[1]) + 1)
    return found(discourse, resolve_pronoun(discourse, tokens[low].lower(), low, content))


def whom(marked: str, *spoke: str) -> str | None:
    """Whom the description in ``[source:...]`` stands for."""
    return found(*_described(marked, *spoke))


def _described(marked: str, *spoke: str) -> tuple[Discourse, Candidate | None]:
    discourse, low = discourse_of(marked, *spoke)
    shown = marked.split("[source:")[1].split("]", maxsplit=1)[0]
    start = int(discourse.place.words.start[low])
    source = read_source(discourse.text, start, start + len(shown), discourse.names, discourse.place)
    return discourse, resolve_description(discourse, source, shown, low)


# Pronouns


def test_the_only_one() -> None:
    """A pronoun stands for the person named before it."""
    assert who("[PER:Brona Tallis] left. “It leaks,” [source:she] said.") == "Brona Tallis"


def test_nobody() -> None:
    """Where nobody is named, or only after it, a pronoun stays unresolved."""
    assert who("“It leaks,” [source:she] said.") is None
    assert who("“It leaks,” [source:she] said. [PER:Brona Tallis] left.") is None


def test_recency() -> None:
    """Of two the one named last."""
    marked = (
        "[PER:Yorick Sand] left. It rained. It rained again. [PER:Ulrich Brandt] came. “It leaks,” [source:he] said."
    )
    assert who(marked) == "Ulrich Brandt"


def test_too_far() -> None:
    """A person named long ago is out of mind."""
    assert who("[PER:Yorick Sand] left." + " It rained." * 20 + " “It leaks,” [source:he] said.") is None


def test_the_last_speaker_goes_on() -> None:
    """Who spoke last is likelier than who was named since, not as the subject."""
    marked = "[PER:Yorick Sand] said it leaks. A letter to [PER:Ulrich Brandt] came. [source:He] added that it drips."
    assert who(marked, "Yorick Sand") == "Yorick Sand"


def test_never_against_a_known_gender() -> None:
    """A hard rule: no preference outweighs it."""
    marked = "[PER:Mr. Sand] left. [PER:Mrs. Tallis] came. “It leaks,” [source:{}] said."
    assert who(marked.format("he"), "Tallis") == "Sand"
    assert who(marked.format("she"), "Sand") == "Tallis"
    assert who("[PER:Mr. Sand] left. “It leaks,” [source:she] said.", "Sand") is None


def test_a_known_gender_is_preferred() -> None:
    """To one that the text does not tell."""
    assert who("[PER:Mrs. Tallis] met [PER:Kim Sand]. “It leaks,” [source:she] said.") == "Tallis"


def test_the_subject_is_preferred() -> None:
    """Of two in one sentence the first."""
    assert who("[PER:Yorick Sand] met [PER:Ulrich Brandt]. “It leaks,” [source:he] said.") == "Yorick Sand"


def test_part_of_something_else() -> None:
    """Who is named only to say whose a thing is, or after a preposition, is less likely to speak."""
    marked = "That night [PER:Yorick Sand] left. The old boat of {} stayed. “It leaks,” [source:he] said."
    discourse, low = discourse_of(marked.format("[PER:Ulrich Brandt]"))
    candidate = resolve_pronoun(discourse, "he", low)
    assert candidate is not None
    assert ("named as part of something else" in candidate.why) is (found(discourse, candidate) == "Ulrich Brandt")


def test_named_in_a_quotation() -> None:
    """Who is only spoken of is less likely to speak."""
    marked = "[PER:Yorick Sand] came. “I like [PER:Ulrich Brandt],” was all. “It leaks,” [source:he] said."
    assert who(marked) == "Yorick Sand"


def test_nobody_speaks_of_himself_by_name() -> None:
    """Names within the own content are no candidates."""
    marked = "[PER:Yorick Sand] came. [source:He] said that [PER:Ulrich Brandt] leaks."
    assert who(marked, inside=("that", "leaks")) == "Yorick Sand"


def test_cataphora() -> None:
    """*As she had said, Brona ...*: the name that opens the main clause."""
    assert who("As [source:she] had said before, [PER:Brona Tallis] left.") == "Brona Tallis"
    assert who("That day [source:she] said that [PER:Brona Tallis] left.") is None


@pytest.mark.parametrize(
    ("pronoun", "answer"),
    [("he", "Yorick Sand"), ("it", "Quillworks"), ("they", "Quillworks"), ("I", None), ("some", None)],
)
def test_kinds(pronoun: str, answer: str | None) -> None:
    """*He* is a person, *it* and *they* a body; other pronouns are not resolved."""
    assert who(f"[PER:Yorick Sand] left. [ORG:Quillworks] stayed. Then [source:{pronoun}] said it leaks.") == answer


def test_a_state_speaks_as_it() -> None:
    """A place can mean its government, though not as *they*."""
    assert who("[LOC:Norland] voted. Then [source:it] said it leaks.") == "Norland"
    assert who("[LOC:Norland] voted. Then [source:they] said it leaks.") is None


def test_relative() -> None:
    """*Who* is the name right before it, in its sentence."""
    assert who("[PER:Yorick Sand] met [PER:Brona Tallis], [source:who] said it leaks.") == "Brona Tallis"
    assert who("[PER:Brona Tallis] left. A man [source:who] said it leaks stayed.") is None


def test_why() -> None:
    """A candidate tells what counted, and the name that the pronoun is nearest to."""
    discourse, low = discourse_of(
        "[PER:Brona Tallis] left. [PER:Mrs. Tallis] waved. “It leaks,” [source:she] said.", "Tallis"
    )
    candidate = resolve_pronoun(discourse, "she", low)
    assert candidate is not None
    assert discourse.text[candidate.name.start : candidate.name.end] == "Tallis"
    assert {"known gender", "spoke last"} <= set(candidate.why)


# Descriptions


@pytest.mark.parametrize(
    ("marked", "answer"),
    [
        ("Mayor [PER:Brona Tallis] met [PER:Yorick Sand]. [source:The mayor] said it leaks.", "Brona Tallis"),
        (
            "[PER:Brona Tallis], a retired teacher, met Captain [PER:Yorick Sand]. [source:The teacher] spoke.",
            "Brona Tallis",
        ),
        ("[PER:Brona Tallis], the chairwoman, met [PER:Yorick Sand]. [source:The president] spoke.", "Brona Tallis"),
        ("[ORG:Quillworks] grew. [PER:Yorick Sand] left. [source:The company] said it leaks.", "Quillworks"),
        ("The [ORG:Old Harbour Board] met [ORG:Quillworks]. [source:The board] said it leaks.", "Old Harbour Board"),
        ("[LOC:Norland] voted. [source:The country] said it leaks.", "Norland"),
    ],
)
def test_by_role(marked: str, answer: str) -> None:
    """The entity with which the description shares its role, or a body of that kind."""
    assert whom(marked) == answer


@pytest.mark.parametrize(
    "marked",
    [
        "[PER:Brona Tallis] met [PER:Yorick Sand]. [source:The mayor] said it leaks.",
        "[PER:Brona Tallis] left. [source:The spokesman] said it leaks.",
        "Mayor [PER:Brona Tallis] left. [source:A mayor] said it leaks.",
        "Mayor [PER:Brona Tallis] left. [source:Mayors] said it leaks.",
        "Mayor [PER:Brona Tallis] left. [source:The mayors] said it leaks.",
        "Mayor [PER:Brona Tallis] left. [source:The ferry] said it leaks.",
        "[PER:Brona Tallis] left. [source:The company] said it leaks.",
        "Spokeswoman [PER:Brona Tallis] left. [source:The policeman] said it leaks.",
        "[source:The mayor] said it leaks.",
    ],
)
def test_unknown(marked: str) -> None:
    """Without a role in common nobody is made up; indefinite and plural descriptions are somebody else."""
    assert whom(marked) is None


def test_never_against_a_known_gender_either() -> None:
    """A description that tells the gender."""
    assert whom("Businessman [PER:Yorick Sand] met Mr. [PER:Brandt]. [source:The businesswoman] said it leaks.") is None


def test_the_only_person() -> None:
    """A particular description may mean the only person named just before."""
    assert whom("[PER:Brona Tallis] sat on the quay. [source:The novelist] said it leaks.") == "Brona Tallis"
    assert whom("[PER:Brona Tallis] met a novelist on the quay. [source:The novelist] said it leaks.") is None


def test_a_headline() -> None:
    """In the first paragraph a role may stand for a name that comes below."""
    marked = "It leaks, says [source:the mayor]\n\nUlm’s mayor [PER:Brona Tallis] spoke to [PER:Yorick Sand]."
    assert whom(marked) == "Brona Tallis"


def test_the_same_description_again() -> None:
    """Means the same as before."""
    marked = "Mayor [PER:Yorick Sand] met [PER:Brona Tallis]. [source:The mayor] said it leaks."
    discourse, low = discourse_of(marked)
    brona = next(e for e in discourse.of.values() if e.canonical(discourse.text) == "Brona Tallis")
    discourse.described["the mayor"] = brona
    start = int(discourse.place.words.start[low])
    source = read_source(discourse.text, start, start + len("The mayor"), discourse.names, discourse.place)
    assert found(discourse, resolve_description(discourse, source, "The mayor", low)) == "Brona Tallis"


# What a reader keeps in mind


def test_nearest_name() -> None:
    """The last one at or before a word, else the first."""
    text = read("[PER:Brona Tallis] left. [PER:Tallis] waved.")
    place = find_places(text.text, text.words, text.quotations)
    names = find_names(text.text, text.reading, place)
    entity: Entity = group_names(text.text, names, place, {})[names[0]]

    def near(low: int) -> Name:
        return nearest_name(entity, low)

    assert near(0) == near(2) == names[0]
    assert near(names[1].low) == near(99) == names[1]
    entity.names = [names[1]]
    assert near(0) == names[1]


def test_subjects() -> None:
    """The first name of a sentence that is not quoted."""
    discourse, _ = discourse_of("“[PER:Sand] leaks,” [PER:Tallis] told [PER:Brandt]. It rained. [source:He] left.")
    subject = discourse.subject_of(0)
    assert subject is not None
    assert discourse.text[subject.start : subject.end] == "Tallis"
    assert discourse.subject_of(1) is None


def test_continuation_fades() -> None:
    """The further on, the less likely is the last speaker."""
    assert continuation(0) > continuation(1) > continuation(2)
