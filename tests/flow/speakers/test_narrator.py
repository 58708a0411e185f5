"""Who *I* is."""

import pytest
from flow.speakers.scenes import desk_of, shown

SAID_I = "[content:“It leaks,”] [source:I] [cue:said].\n\n"
ANSWER = "[content:“{},”] [cue:said] [source:[PER:Ada Quist]].\n\n"
CALLS, SPEAKS_OF = ANSWER.format("Well, [PER:Tobias], it does"), ANSWER.format("[PER:Tobias] knows it does")


def narrator_of(marked: str) -> str | None:
    discourse = desk_of(marked).discourse
    return shown(discourse, discourse.narrator)


def test_called_by_name() -> None:
    """Those who talk to the narrator tell the name."""
    assert narrator_of((SAID_I + CALLS) * 3) == "Tobias"


def test_the_fullest_name() -> None:
    """The name leads to the entity."""
    assert narrator_of("It was [PER:Tobias Merle] who wrote this.\n\n" + (SAID_I + CALLS) * 3) == "Tobias Merle"


@pytest.mark.parametrize(
    "marked",
    [
        (SAID_I + ANSWER.format("So it does")) * 3,
        (SAID_I + SPEAKS_OF) * 3,
        "[PER:Tobias] is a name.\n\n" + (SAID_I + ANSWER.format("So it does")) * 2 + SAID_I + CALLS,
        (SAID_I + ANSWER.format("So it does, [ORG:Quillworks]")) * 3,
    ],
)
def test_nobody_calls_the_narrator(marked: str) -> None:
    """Once, for a name that the author has too, or being only spoken of, is not enough: there is no name."""
    assert narrator_of(marked) == "I"


def test_who_speaks_by_name_is_not_the_narrator() -> None:
    """Somebody else who is called now and then beside *I said*."""
    talk = SAID_I + CALLS + "[content:“It drips,”] [cue:said] [source:[PER:Tobias]].\n\n"
    assert narrator_of(talk * 3) == "I"


@pytest.mark.parametrize(
    "marked",
    [
        "",
        "It rained.",
        (SAID_I + CALLS) * 2,
        ANSWER.format("It leaks") * 4,
        "[source:I] [cue:said] [content:it leaks].\n\n" * 4,
        "“Then [source:I] [cue:said] [content:it leaks],” she went on.\n\n" * 4,
    ],
)
def test_no_narrator(marked: str) -> None:
    """Where hardly anything is said in the first person, or not in a conversation, or only in what others say."""
    assert narrator_of(marked) is None
