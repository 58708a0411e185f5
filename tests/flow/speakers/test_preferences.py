"""What speaks for and against a candidate."""

from collections.abc import Callable

import pytest
from flow.attributions.handread import read
from flow.speakers.scenes import discourse_of, entity, place_of, scene_at, shown, speaks, turn_of
from hypothesis import given
from hypothesis import strategies as st

from quotemine.flow.lexicon import Gender
from quotemine.flow.speakers.discourse import Discourse, Mention, Scene, Turn
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.preferences import (
    Reasons,
    Seen,
    gather,
    of_company,
    of_conversation,
    of_gender,
    of_mentions,
    of_paragraph,
)
from quotemine.flow.speakers.sources import read_source


def seen_of(discourse: Discourse, scene: Scene, who: str) -> Seen:
    return next(
        one for one in gather(discourse, scene, len(discourse.place.words)) if shown(discourse, one.entity) == who
    )


def mentioned(marked: str, who: str) -> dict[str, float]:
    """How ``who`` was mentioned, seen from the last *she*."""
    discourse = discourse_of(marked)
    scene = scene_at(discourse, "she")
    return of_mentions(discourse, scene, seen_of(discourse, scene, who))


def by_name(discourse: Discourse, reasons: Reasons) -> dict[str | None, set[str]]:
    return {shown(discourse, e): set(reasons[id(e)]) for e in discourse.of.values() if id(e) in reasons}


def talk(marked: str, *said: tuple[str, str], now: str = "now", dialogue: bool = True) -> dict[str | None, set[str]]:
    """What tells who says ``now``, after others said something: content and speaker."""
    discourse = discourse_of(marked, converses=dialogue)
    for content, who in said:
        speaks(discourse, content, who, dialogue=dialogue)
    turn = turn_of(discourse, now, dialogue=dialogue)
    return by_name(discourse, of_conversation(discourse, Scene(turn.low, turn)))


# Who is there


def test_gather() -> None:
    """Everybody around with the nearest mention before, the first after, how often, and last as the subject."""
    discourse = discourse_of("[PER:Ada] met [PER:Ida]. [PER:Ada] left. Then she saw [PER:Una] with [PER:Ada].")
    scene = scene_at(discourse, "she")
    ada, ida, una = (seen_of(discourse, scene, who) for who in ("Ada", "Ida", "Una"))
    first, _, second, third, last = discourse.names
    assert (ada.times, ada.subject) == (3, second.low)
    assert ada.before is not None
    assert (ada.before.name, ada.after) == (second, last)
    assert ida.before is not None
    assert (ida.times, ida.subject, ida.after) == (1, -1, None)
    assert (una.before, una.after, una.times) == (None, third, 1)
    assert first.low == 0
    assert {shown(discourse, one.entity) for one in gather(discourse, scene, scene.low)} == {"Ada", "Ida"}


def test_gather_leaves_out_what_is_said() -> None:
    """Nobody speaks of himself by name."""
    discourse = discourse_of("[PER:Ada] came. She said that [PER:Ida] leaks.")
    scene = scene_at(discourse, "She", "that Ida leaks")
    assert [shown(discourse, one.entity) for one in gather(discourse, scene, 99)] == ["Ada"]


def test_gather_counts_pronouns() -> None:
    """What was resolved before is a mention like a name, and may be the nearest."""
    discourse = discourse_of("[PER:Ada] met [PER:Ida]. Her hat fell. Then she left.")
    discourse.track.append(Mention(entity(discourse, "Ida"), discourse.place.tokens.index("Her"), subject=True))
    ida = seen_of(discourse, scene_at(discourse, "she"), "Ida")
    assert ida.before is not None
    assert (ida.before.name, ida.times, ida.subject) == (None, 2, ida.before.low)


# Mentions


@pytest.mark.parametrize(
    ("marked", "reasons"),
    [
        ("When [PER:Ada] smiled, she left.", {"in the same sentence"}),
        ("[PER:Ida] met [PER:Ada]. Then she left.", {"in the sentence before"}),
        ("[PER:Ida] met [PER:Ada]. It rained. Then she left.", set()),
        ("“[PER:Ada] leaks.” It rained. Then she left.", {"named inside a quotation"}),
        ("There was a boat of [PER:Ada]. It rained. Then she left.", {"named as part of something else"}),
        ("Then she met [PER:Ada].", {"only named after it"}),
    ],
)
def test_last_mention(marked: str, reasons: set[str]) -> None:
    """Where and how somebody was mentioned last."""
    of_interest = {"in the same sentence", "in the sentence before", "named inside a quotation"}
    of_interest |= {"named as part of something else", "only named after it"}
    assert mentioned(marked, "Ada").keys() & of_interest == reasons


def test_subject_and_paragraph() -> None:
    """Whether it was the subject of its sentence, in the same paragraph."""
    beside = {"subject of its sentence", "in the same paragraph"}
    assert beside <= mentioned("[PER:Ada] smiled. Then she left.", "Ada").keys()
    assert not beside & mentioned("[PER:Ida] met [PER:Ada].\n\nThen she left.", "Ada").keys()


def test_farther_is_more() -> None:
    """Sentences and mentions count less and less, but they count."""
    away = [mentioned("[PER:Ada] left." + " It rained." * n + " Then she sat.", "Ada") for n in (0, 1, 5)]
    assert 1 == away[0]["sentences away"] < away[1]["sentences away"] < away[2]["sentences away"] < 3
    assert away[0]["last as subject"] > away[1]["last as subject"] > away[2]["last as subject"] > 0
    often = [mentioned("[PER:Ada] left. " * n + "Then she sat.", "Ada") for n in (1, 2, 9)]
    for reason in ("times named", "main figure"):
        assert 0 < often[0][reason] < often[1][reason] < often[2][reason]


def test_a_speaker_is_no_part_of_something_else() -> None:
    """Whoever spoke was mentioned as such, whatever stands around the name."""
    discourse = discourse_of("“It leaks,” it was said by [PER:Ada]. Then she left.")
    who = entity(discourse, "Ada")
    discourse.track.append(Mention(who, who.names[0].low, subject=True, speaks=True))
    scene = scene_at(discourse, "she")
    found = of_mentions(discourse, scene, seen_of(discourse, scene, "Ada"))
    assert found["source of a quote"] == 1.0
    assert not {"named as part of something else", "pronoun or description"} & set(found)


# Gender


@pytest.mark.parametrize(
    ("gender", "sure", "votes", "found"),
    [
        (None, False, (0, 0), {}),
        ("female", True, (0, 0), {"gender told by title or noun": 1.0}),
        ("male", True, (0, 9), {"gender told by title or noun": -1.0}),
    ],
)
def test_gender(gender: Gender | None, sure: bool, votes: tuple[int, int], found: dict[str, float]) -> None:
    """A title or noun tells it, whatever pronouns do."""
    who = Entity("PERSON", gender=gender, sure_gender=sure, votes={"male": votes[0], "female": votes[1]})
    assert of_gender(who, "female") == found
    assert of_gender(who, None) == {}


@given(st.integers(0, 50), st.integers(0, 50))
def test_gender_by_pronouns(male: int, female: int) -> None:
    """For one gender as much as against the other, within bounds, and nothing where they are even."""
    who = Entity("PERSON", votes={"male": male, "female": female})
    his, hers = (of_gender(who, gender).get("gender told by pronouns", 0.0) for gender in ("male", "female"))
    assert his == pytest.approx(-hers)
    assert (his > 0) == (male > female)
    assert abs(his) <= 3


# Conversations


def test_answers() -> None:
    """Who spoke last is being answered, and who spoke before has the next turn."""
    marked = "[PER:Ada] “one”\n\n[PER:Ida] “two”\n\n“now”"
    assert talk(marked, ("one", "Ada"), ("two", "Ida")) == {
        "Ada": {"spoke before", "turns alternate"},
        "Ida": {"is being answered"},
    }


def test_long_alternation() -> None:
    """Is told apart from the first answer."""
    marked = "[PER:Ada] “one”\n\n[PER:Ida] “two”\n\n“three”\n\n“four”\n\n“now”"
    found = talk(marked, ("one", "Ada"), ("two", "Ida"), ("three", "Ada"), ("four", "Ida"))
    assert "turns have been alternating" in found["Ada"]
    assert "turns have been alternating" not in found["Ida"]


def test_nobody_takes_turns_with_himself() -> None:
    """Who has just spoken twice is not the one whose turn it is."""
    assert "turns alternate" not in talk("[PER:Ada] “one”\n\n“two”\n\n“now”", ("one", "Ada"), ("two", "Ada"))["Ada"]


def test_goes_on_in_the_paragraph() -> None:
    """Who spoke in the paragraph speaks in it still, and answers the one above."""
    marked = "[PER:Ada] “one”\n\n[PER:Ida] “two” “now”"
    assert talk(marked, ("one", "Ada"), ("two", "Ida")) == {
        "Ada": {"spoke before", "is being answered"},
        "Ida": {"speaks in this paragraph"},
    }


@pytest.mark.parametrize(
    ("between", "reason"), [("", "spoke last"), ("It rained.\n\n" * 3, "spoke last, some time ago")]
)
def test_reports_have_no_turns(between: str, reason: str) -> None:
    """Where people do not talk to each other, somebody spoke last."""
    assert talk(f"[PER:Ada] “one”\n\n{between}“now”", ("one", "Ada"), dialogue=False) == {"Ada": {reason}}


def test_names_in_what_is_said() -> None:
    """Who is called in the turn before was addressed, others were spoken of; and so in what is said now."""
    marked = "[PER:Una] “one, [PER:Ada], of [PER:Ida] here”\n\n“now, [PER:Ola], of [PER:Eva] here”"
    found = talk(marked, ("one, Ada, of Ida here", "Una"), now="now, Ola, of Eva here")
    assert found["Ada"] == {"was addressed"}
    assert found["Ida"] == {"was spoken of"}
    assert found["Ola"] == {"is addressed here"}
    assert found["Eva"] == {"is spoken of here"}


def test_who_speaks_next() -> None:
    """By name in the next paragraphs of a dialogue."""
    discourse = discourse_of("“now”\n\n[PER:Ada] “one”\n\n[PER:Ida] “two”", converses=True)
    discourse.ahead.update({1: entity(discourse, "Ada"), 2: entity(discourse, "Ida")})
    turn = turn_of(discourse, "now", dialogue=True)
    found = by_name(discourse, of_conversation(discourse, Scene(turn.low, turn)))
    assert found == {"Ada": {"speaks next"}, "Ida": {"speaks after the next"}}


def test_nothing_said() -> None:
    """Where nothing is said, no turn tells anything."""
    discourse = discourse_of("[PER:Ada] “one” Then she left.")
    speaks(discourse, "one", "Ada")
    assert of_conversation(discourse, scene_at(discourse, "she")) == {}


# The author's words around


def test_paragraph() -> None:
    """Before, between or after what is said; last in the paragraph above; not what is quoted."""
    discourse = discourse_of(
        "[PER:Ola] met [PER:Eva].\n\n"
        "[PER:Ada] saw [PER:Ida]. “now” smiled [PER:Una] “and [PER:Quist] then” to [PER:Sand]."
    )
    parts = tuple(turn_of(discourse, part).contents[0] for part in ("now", "and Quist then"))
    scene = Scene(parts[0][0], Turn(None, parts[0][0], 1, 1, parts, dialogue=True))
    assert by_name(discourse, of_paragraph(discourse, scene)) == {
        "Eva": {"last named in the paragraph before"},
        "Ada": {"in its paragraph, before it", "first named in its paragraph"},
        "Ida": {"in its paragraph, before it"},
        "Una": {"in its paragraph, between it"},
        "Sand": {"in its paragraph, after it, as part of something else"},
    }


# Company


@pytest.fixture
def company() -> Callable[[str], dict[str | None, set[str]]]:
    """Beside which names the words of a description stand."""

    def found(marked: str) -> dict[str | None, set[str]]:
        discourse = discourse_of(marked)
        case = read(marked)
        start = case.text.rindex("the")
        source = read_source(case.text, start, case.text.rindex("said") - 1, (), {}, place_of(case))
        low = case.words.at(start, start + 1)[0]
        return by_name(discourse, of_company(discourse, source, low))

    return found


def test_company(company: Callable[[str], dict[str | None, set[str]]]) -> None:
    """*The Ostby bank ... the old bank*: the noun and other words beside a name; not words far from it."""
    marked = (
        "The old bank of [LOC:Ostby] closed early on. Then [PER:Ada] left home early on that cold and rainy day. {}"
    )
    assert company(marked.format("It rained and rained; then the old bank said so.")) == {
        "Ostby": {"the noun stands beside its name", "other words stand beside its name"},
    }
    assert company(marked.format("It rained and rained; then the mill said so.")) == {}


def test_no_company_of_itself(company: Callable[[str], dict[str | None, set[str]]]) -> None:
    """Names beside the description itself tell nothing."""
    assert company("[PER:Ada] left when the bank said so.") == {}
