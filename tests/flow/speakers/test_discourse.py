"""What a reader keeps in mind."""

import pytest
from flow.speakers.scenes import desk_of, discourse_of, entity, scene_at, shown, speaks, turn_of
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.flow.speakers.discourse import HEARD, PLACES, Discourse, Mention, Scene, Turn, nearest_name
from quotemine.flow.speakers.entities import Entity


def near(discourse: Discourse, low: int, high: int | None = None) -> list[str | None]:
    """Who is mentioned in reach, in the order of :meth:`Discourse.near`."""
    return [shown(discourse, mention.entity) for mention in discourse.near(low, low if high is None else high)]


def last(discourse: Discourse) -> int:
    return len(discourse.place.words) - 1


# Scenes and turns


def test_a_scene_owns_its_content() -> None:
    """Of several parts, not what stands between."""
    scene = Scene(4, Turn(None, 4, 0, 0, ((0, 3), (7, 9)), dialogue=True))
    assert [word for word in range(12) if scene.owns(word)] == [0, 1, 2, 7, 8]


def test_what_one_says_in_a_paragraph_is_one_turn() -> None:
    """In a dialogue; others, or the same in another paragraph, begin a new one."""
    discourse = discourse_of("[PER:Ada] “one” [PER:Ada] “two” [PER:Ida] “three”\n\n[PER:Ida] “four”", converses=True)
    for content, who in (("one", "Ada"), ("two", "Ada"), ("three", "Ida"), ("four", "Ida")):
        speaks(discourse, content, who, dialogue=True)
    assert [shown(discourse, turn.entity) for turn in discourse.turns] == ["Ada", "Ida", "Ida"]
    words = discourse.place.tokens
    assert [[words[low] for low, _ in turn.contents] for turn in discourse.turns] == [
        ["one", "two"],
        ["three"],
        ["four"],
    ]
    assert [(turn.first, turn.last) for turn in discourse.turns] == [(0, 0), (0, 0), (1, 1)]


def test_a_long_turn_keeps_what_was_heard_last() -> None:
    """Who says thousands of things in one paragraph must not be told all of them each time."""
    discourse = discourse_of(" ".join(f"[PER:Ada] “word{number}”" for number in range(HEARD + 3)), converses=True)
    for number in range(HEARD + 3):
        speaks(discourse, f"word{number}", "Ada", dialogue=True)
    (turn,) = discourse.turns
    words = discourse.place.tokens
    assert [words[low] for low, _ in turn.contents] == [f"word{number}" for number in range(3, HEARD + 3)]


def test_reports_keep_all_turns() -> None:
    """Where people do not talk to each other, everything said is a turn of its own."""
    discourse = discourse_of("[PER:Ada] “one” [PER:Ada] “two”")
    for content in ("one", "two"):
        speaks(discourse, content, "Ada")
    assert len(discourse.turns) == 2


# Names


def test_subjects() -> None:
    """The first name of a sentence that is not quoted."""
    discourse = discourse_of("“[PER:Sand] leaks,” [PER:Tallis] told [PER:Brandt]. It rained. He left.")
    subject = discourse.subject_of(0)
    assert subject is not None
    assert discourse.text[subject.start : subject.end] == "Tallis"
    assert discourse.subject_of(1) is None


def test_no_subject_after_a_preposition() -> None:
    """*A letter to Brandt came*: the letter is the subject."""
    assert discourse_of("A letter to [PER:Brandt] came.").subject_of(0) is None


def test_within() -> None:
    """The names that begin in a range of words."""
    discourse = discourse_of("[PER:Brona Tallis] met [PER:Sand] and [PER:Quist].")
    assert [name.parts[-1] for name in discourse.within(0, 4)] == ["Tallis", "Sand"]
    assert [name.parts[-1] for name in discourse.within(1, 6)] == ["Sand", "Quist"]
    assert list(discourse.within(4, 4)) == []


def test_nearest_name() -> None:
    """The last one at or before a word, else the first; none for somebody without a name."""
    discourse = discourse_of("[PER:Brona Tallis] left. [PER:Tallis] waved.")
    first, second = discourse.names
    who = discourse.of[first]
    assert nearest_name(who, 0) == nearest_name(who, 2) == first
    assert nearest_name(who, second.low) == nearest_name(who, 99) == second
    who.names = [second]
    assert nearest_name(who, 0) == second
    assert nearest_name(Entity("PERSON", description="a clerk"), 0) is None


def test_paragraphs() -> None:
    """Of every word; beyond the end it is the last."""
    discourse = discourse_of("It leaks.\n\nIt drips.")
    assert [discourse.paragraph(word) for word in (0, 2, 3, 99)] == [0, 0, 1, 1]


def test_words_of_roles() -> None:
    """Titles and whom they belong to; bodies have the words of their names; the head noun tells the role."""
    discourse = discourse_of("Norland Foreign Minister [PER:Yorick Sand] left the [ORG:Old Harbour Board].")
    minister, board = entity(discourse, "Yorick Sand"), entity(discourse, "Old Harbour Board")
    assert discourse.words_of(minister) == {"norland", "foreign", "minister"}
    assert discourse.nouns_of(minister) == {"minister"}
    assert discourse.words_of(board) == discourse.nouns_of(board) == {"old", "harbour", "board"}
    assert discourse.words_of(Entity("PERSON")) == frozenset()


def test_past_roles() -> None:
    """Are told apart from those that somebody has now."""
    discourse = discourse_of("Former mayor [PER:Yorick Sand] met Captain [PER:Sand].")
    who = entity(discourse, "Yorick Sand")
    assert discourse.nouns_of(who) == {"captain"}
    assert discourse.nouns_of(who, past=True) == {"mayor"}
    assert discourse.words_of(who) == {"mayor", "captain"}


def test_places_of_a_word() -> None:
    """In lower case, and only so many."""
    discourse = discourse_of("Rain and rain. " + "Sun. " * (PLACES + 5))
    assert list(discourse.places_of("rain")) == [0, 2]
    assert len(discourse.places_of("sun")) == PLACES
    assert list(discourse.places_of("snow")) == []


# Mentions in reach


def test_mentions_in_reach() -> None:
    """Names before a word and on to another, then those who were resolved, the last first; not the place itself."""
    discourse = discourse_of("[PER:Ada] met [PER:Ida]. She saw [PER:Una]. Then came [PER:Ola].")
    discourse.track += [Mention(entity(discourse, who), low) for who, low in (("Ida", 4), ("Ada", 5), ("Ola", 99))]
    una = entity(discourse, "Una").names[0].low
    assert near(discourse, una) == ["Ada", "Ida", "Ada", "Ida"]
    assert near(discourse, una, 99) == ["Ada", "Ida", "Ola", "Ada", "Ida"]
    assert [m.subject for m in discourse.near(una, una)] == [True, False, False, False]


@pytest.mark.parametrize(("sentences", "report", "story"), [(12, True, True), (13, False, True), (51, False, False)])
def test_reach(sentences: int, report: bool, story: bool) -> None:
    """Reports forget after some sentences, stories only after many."""
    marked = "[PER:Ada] left." + " It rained." * (sentences - 1) + " She sat."
    for converses, expected in ((False, report), (True, story)):
        discourse = discourse_of(marked, converses=converses)
        discourse.track.append(Mention(entity(discourse, "Ada"), 0))
        assert near(discourse, last(discourse)) == ["Ada", "Ada"] * expected


def test_reach_without_sentences() -> None:
    """Where sentences have no ends, words are counted."""
    for count, found in ((500, ["Ada"]), (700, [])):
        discourse = discourse_of("[PER:Ada] and" + " so on" * (count // 2))
        assert near(discourse, last(discourse)) == found


def test_descriptions_are_remembered() -> None:
    """In a story only for a while; in whatever case."""
    marked = "[PER:Ada] left." + " It rained." * 60
    for converses, after in ((False, "Ada"), (True, None)):
        discourse = discourse_of(marked, converses=converses)
        discourse.described["the clerk"] = entity(discourse, "Ada"), 0, 0.7
        known, later = discourse.known_as("The clerk", 3), discourse.known_as("the clerk", last(discourse))
        assert known == (entity(discourse, "Ada"), 0.7)
        assert (later is None) is (after is None)
        assert discourse.known_as("the mayor", 3) is None


def test_mentions_are_kept_in_order() -> None:
    """Of their places, whatever was resolved first."""
    discourse = discourse_of("[PER:Ada] met [PER:Ida].")
    for low in (7, 3, 5, 3):
        discourse.mentions(Mention(entity(discourse, "Ada"), low))
    assert [mention.low for mention in discourse.track] == [3, 3, 5, 7]


def test_who_speaks_by_name_is_known_ahead() -> None:
    """In a dialogue, by paragraph; not who is only described."""
    talk = "[content:“It leaks,”] [cue:said] [source:{}].\n\n"
    desk = desk_of("".join(talk.format(who) for who in ("[PER:Ada]", "she", "[PER:Ida]", "she", "he")))
    assert {p: shown(desk.discourse, e) for p, e in desk.discourse.ahead.items()} == {0: "Ada", 2: "Ida"}


# How a name is used


@pytest.mark.parametrize(
    ("marked", "called"),
    [
        ("“Well, [PER:Anne], it leaks.”", True),
        ("“[PER:Anne], it leaks.”", True),
        ("“It leaks, [PER:Anne].”", True),
        ("“It leaks, [PER:Anne]”", True),
        ("“My dear [PER:Anne]!”", True),
        ("“Come, Mrs. [PER:Sand]—”", True),
        ("‘Oh [PER:Anne], it leaks.’", True),
        ("“I saw [PER:Anne].”", False),
        ("“[PER:Anne] leaks.”", False),
        ("“Then [PER:Anne] came.”", False),
        ("Well, [PER:Anne], it leaks.", False),
        ("“It leaks.” [PER:Anne], who sat there, rose.", False),
        ("“Well, [PER:Anne]’s here.”", False),
        ("“Oh, [PER:Anne]'s boat!”", False),
    ],
)
def test_called(marked: str, called: bool) -> None:
    """A name in a quotation, set off by commas or marks, calls somebody."""
    discourse = discourse_of(marked)
    (name,) = discourse.names
    assert discourse.is_called(name) is discourse.is_called(name) is called


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("a boat of [PER:Sand]", True),
        ("a walk with the [PER:Sand] boys", True),
        ("[PER:Sand]’s boat", True),
        ("the [PER:Jones]' boat", True),
        ("[PER:Sand] left", False),
        ("saw [PER:Sand] there", False),
        ("a proof [PER:Sand] gave", False),
        ("a walk with Mr. [PER:Sand]", True),
    ],
)
def test_part_of_something_else(marked: str, part: bool) -> None:
    """After a preposition, or with a possessive."""
    discourse = discourse_of(f"There was {marked} again.")
    assert discourse.is_part(discourse.names[0]) is part


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["[PER:Ada]", "[ORG:Quillworks]", "she", ".", ",", "“", "”", "’", "\n\n", "of", "Rain"])),
    st.booleans(),
)
def test_any_text(words: list[str], converses: bool) -> None:
    """Never raises; mentions in reach are names of the text in its order, and questions have answers."""
    discourse = discourse_of(" ".join([*words, "end"]), converses=converses)
    for name in discourse.names:
        assert discourse.is_called(name) in (True, False)
        assert discourse.is_part(name) in (True, False)
        assert nearest_name(discourse.of[name], name.low) is name
    scene = scene_at(discourse, "end")
    lows = [mention.low for mention in discourse.near(scene.low, scene.low)]
    assert lows == sorted(lows)
    assert turn_of(discourse, "end").first == discourse.paragraph(last(discourse))
