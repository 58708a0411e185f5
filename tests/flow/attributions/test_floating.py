"""Quotations that the encoder gave no cue, and what the words beside them say."""

import pytest
from flow.attributions.handread import attributions_of, said


@pytest.mark.parametrize(
    ("marked", "source", "cue", "class_"),
    [
        ("[content#-:“I should have waited,”] thought Ola. It rained.", "Ola", "thought", "thought"),
        ("[content#-:“I should have waited,”] whispered the old pilot.", "the old pilot", "whispered", "speech"),
        ("[content#-:“I should have waited,”] said the pilot who knew.", "the pilot", "said", "speech"),
        ("[content#-:“I should have waited,”] the pilot said quietly.", "the pilot", "said", "speech"),
        ("[content#-:“I should have waited,”] the old pilot said to them.", "the old pilot", "said", "speech"),
        ("[content#-:“Who has the key?”] she asked.", "she", "asked", "speech"),
        ("At last Ola said: [content#-:“Nobody has it.”]", "Ola", "said", "speech"),
        (
            "In the words of Brona Tallis, who built it, [content#-:“it will outlast us all”].",
            "Brona Tallis",
            "In the words of",
            "speech",
        ),
    ],
)
def test_a_clause_beside_the_quotation(marked: str, source: str, cue: str, class_: str) -> None:
    assert said(marked)[0][:2] == (source, cue)
    assert attributions_of(marked)[0].class_ == class_


@pytest.mark.parametrize(
    "marked",
    [
        "[content#-:“It leaks badly.”] She told him nothing more that day.",  # a sentence of its own
        "[content#-:“It leaks badly,”] and the rain went on.",
        "The lock was full. [content#-:“It leaks badly.”]",
        "[content#-:“Stop that right now!”]\n\nHe told me to leave the room.",
        "[content#-:“Stop that right now!”] He told me to leave the room.",
        "[content#-:``It leaks very badly.''] Brona told him nothing.",
        "[content#-:&quot;It leaks very badly.&quot;] Brona told him nothing.",
        "Nobody knew what he said\n\n[content#-:“Stop that right now!”]",
    ],
)
def test_no_clause_beside_it(marked: str) -> None:
    assert said(marked)[0][:2] == (None, None)


def test_a_signature_makes_any_quotation_a_quote() -> None:
    """However little its words look like speech to the encoder."""
    text = "Voices from the quay:\n\n• “What boat?” – Mrs Obi, 78"
    assert said(text) == [("Mrs Obi, 78", None, ["“What boat?”"])]


def test_a_quote_in_a_quote() -> None:
    """Is left to the marks: the encoder gives every word one role."""
    marked = "[content:“He read the bill and said, ‘This must be for another table,’”] [cue:recalled] [source:Brona]."
    assert said(marked) == [
        ("Brona", "recalled", ["“He read the bill and said, ‘This must be for another table,’”"]),
        ("He", "said", ["‘This must be for another table,’"]),
    ]


@pytest.mark.parametrize("inner", ["as they say ‘like a sieve’,", "on the ‘Long Wall’ we painted,"])
def test_words_in_marks_in_a_quote_are_none(inner: str) -> None:
    assert len(said(f"[content:“It leaks {inner}”] [cue:said] [source:Brona].")) == 1
