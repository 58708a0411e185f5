"""Drafts: dialogue taken apart, passives read as actives, sources cleaned."""

import pytest
from flow.attributions.handread import said


def test_turns_of_a_dialogue_in_one_paragraph() -> None:
    """A quotation that opens where a sentence in marks has just ended is the answer of somebody else."""
    marked = "[content:“Does it leak?” “Badly.” “Since when?”] [cue:asked] [source:Brona]."
    assert said(marked) == [
        (None, None, ["“Does it leak?”"]),
        (None, None, ["“Badly.”"]),
        ("Brona", "asked", ["“Since when?”"]),
    ]


def test_a_list_of_quoted_words_is_no_dialogue() -> None:
    marked = "[source:Brona] [cue:called] [content:the pump a “wreck,” a “menace,” “unsafe” and “old”]."
    assert said(marked) == [("Brona", "called", ["the pump a “wreck,” a “menace,” “unsafe” and “old”"])]


@pytest.mark.parametrize("title", ["“Tides and Men.”", "“The Long Way Down.”"])
def test_after_a_title_no_turn_begins(title: str) -> None:
    marked = f"[source:Brona] [cue:said] [content:she had written {title} “It leaks.”]"
    assert len(said(marked)) == 1


def test_a_sentence_before_the_quotation_is_the_authors() -> None:
    marked = "[content:Finally! “The pump runs,”] [cue:announced] [source:Brona Tallis 🚋]."
    assert said(marked) == [("Brona Tallis", "announced", ["“The pump runs,”"])]


@pytest.mark.parametrize(
    ("marked", "source", "content"),
    [
        ("[content#a:Drivers] were [cue#a:told] [content#a:to wait at the lock].", None, "to wait at the lock"),
        ("[content#a:The pump] is often [cue#a:described] [content#a:as a wreck].", None, "as a wreck"),
        (
            "[content#a:Brona Tallis] was [cue#a:quoted as] [content#a:saying the lock “will hold”].",
            "Brona Tallis",
            "the lock “will hold”",
        ),
    ],
)
def test_passives(marked: str, source: str | None, content: str) -> None:
    """Whom a passive is about is no content; whoever is quoted as saying something is the source."""
    ((found_source, _, contents),) = said(marked)
    assert (found_source, contents) == (source, [content])


def test_the_cue_of_whoever_is_quoted_as_saying() -> None:
    marked = "[content#a:Brona] was [cue#a:quoted as] [content#a:saying the lock “will hold”]."
    assert said(marked)[0][1] == "quoted as saying"


def test_an_active_with_two_contents_keeps_both() -> None:
    marked = "[content#a:“It leaks,”] [source#a:Brona] [cue#a:said], [content#a:“and badly.”]"
    assert said(marked) == [("Brona", "said", ["“It leaks,”", "“and badly.”"])]
