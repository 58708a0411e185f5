"""What the layout makes plain: turns of a transcript, and names set after a quotation."""

import pytest

from quotemine.flow.attributions.layout import find_signatures, find_turns
from quotemine.flow.marks import find_quotations
from quotemine.flow.paragraphs import find_paragraphs


def turns(text: str) -> list[tuple[str, str]]:
    return [
        (text[slice(*t.source)], " | ".join(text[slice(*span)] for span in t.content))
        for t in find_turns(text, find_paragraphs(text))
    ]


def test_a_transcript_whose_paragraphs_open_with_marks() -> None:
    """A paragraph with a mark and no label goes on with the turn; an aside in brackets is no turn."""
    text = (
        '"HOST: Who pays for the lock?\n\n"TALLIS: The county does.\n\n"But it has not paid yet.\n\n'
        '"(LAUGHTER.)\n\n"HOST: Thank you."\n\nThe lock was closed in May. "Nobody" knows why.'
    )
    assert turns(text) == [
        ("HOST", "Who pays for the lock?"),
        ("TALLIS", "The county does. | But it has not paid yet."),
        ("HOST", "Thank you."),
    ]


def signatures(text: str) -> dict[str, str]:
    quotations = [q for q in find_quotations(text) if q.depth == 0]
    ends = {q.start: q.end for q in quotations}
    return {text[start : ends[start]]: text[slice(*span)] for start, span in find_signatures(text, quotations).items()}


def test_transcript() -> None:
    """Paragraphs that open with a label in capitals are turns: the label speaks the rest."""
    text = "A harbour hearing.\n\nMS. TALLIS: Who holds the key?\n\nO’DOWD: I do.  \n\nTALLIS: Good."
    assert turns(text) == [("MS. TALLIS", "Who holds the key?"), ("O’DOWD", "I do."), ("TALLIS", "Good.")]


def test_transcript_line_by_line() -> None:
    """Turns need no blank line between them."""
    assert turns("TALLIS: Who holds the key?\nO’DOWD: I do.\n") == [
        ("TALLIS", "Who holds the key?"),
        ("O’DOWD", "I do."),
    ]


def test_marks_of_a_turn() -> None:
    """A quotation at the end of a turn keeps its mark; one around the whole transcript is left out."""
    text = "TALLIS: Whose is it?\n\nO’DOWD: I said “mine.”"
    assert turns(text) == [("TALLIS", "Whose is it?"), ("O’DOWD", "I said “mine.”")]


def test_a_note_beside_the_label() -> None:
    """What stands in brackets after the label is neither label nor words."""
    assert turns("TALLIS (on the phone): Hello?\n\nO’DOWD (laughing): Hello.") == [
        ("TALLIS", "Hello?"),
        ("O’DOWD", "Hello."),
    ]


def test_a_turn_that_runs_on() -> None:
    """A line that plainly goes on belongs to its turn, another paragraph does not."""
    text = "TALLIS: The key is\nin the drawer.\n\nO’DOWD: No.\n\nThe hearing ended at noon."
    assert turns(text) == [("TALLIS", "The key is\nin the drawer."), ("O’DOWD", "No.")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NOTE: The harbour is closed.\n\nIt opens on Monday.",
        "Note: closed.\n\nTallis: I know.",
        "Q: Who holds the key?\n\nA: I do.",
        "TALLIS:\n\nO’DOWD:",
        "Brona Tallis said: I do.\n\nSHE said: Yes.",
        "AT 10:30 it rained.\n\nAT 11:15 it stopped.",
    ],
)
def test_no_transcript(text: str) -> None:
    """One label may be a heading; other lines with a colon are no turns."""
    assert turns(text) == []


@pytest.mark.parametrize("dash", [" – ", " — ", " - ", "—", "\n— ", " -- "])
def test_signature(dash: str) -> None:
    """A name after a closed quotation and a dash, to the end of the line, signs it."""
    assert signatures(f"“The ferry never comes.”{dash}Ottla Brandt, 34\n\nMore follows.") == {
        "“The ferry never comes.”": "Ottla Brandt, 34"
    }


def test_several_signatures() -> None:
    """Every quotation has its own."""
    text = "“It is late.” – Ottla Brandt\n\n“It is cold.” – Yorick Sand, fisherman"
    assert signatures(text) == {"“It is late.”": "Ottla Brandt", "“It is cold.”": "Yorick Sand, fisherman"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "“The ferry never comes,” said Ottla Brandt.",
        "“The ferry never comes” – it never does.",
        "“The ferry never comes. – Ottla Brandt",
        "“The ferry” – Ottla Brandt never took the other one because it was always late",
        "“The ferry” – “the other one” – never comes.",
        "“The ferry never comes” — Ottla Brandt then added:",
        "“The ferry never comes.”\n\nOttla Brandt – 34",
        "“It opened in” – 1984",
    ],
)
def test_no_signature(text: str) -> None:
    """A sentence that goes on after a dash, a figure or an unclosed quotation is none."""
    assert signatures(text) == {}
