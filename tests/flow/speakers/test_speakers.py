"""Who speaks in every attribution, and how that was found."""

import pytest
from flow.attributions.handread import read

from quotemine.flow.attributions import Attribution, find_attributions
from quotemine.flow.attributions.attribution import Sureness
from quotemine.flow.attributions.cues import read_cue
from quotemine.flow.speakers import Resolved, find_speakers
from quotemine.types import Speaker


def resolved(marked: str) -> tuple[str, tuple[Resolved, ...]]:
    case = read(marked)
    attributions = find_attributions(case.text, case.quotations, case.reading)
    found = find_speakers(case.text, case.quotations, case.reading, attributions)
    assert len(found) == len(attributions)
    for one in found:
        for span in () if one.speaker is None else (one.speaker.mention, *one.speaker.chain):
            assert span is None or case.text[span.start : span.end] == span.text
    return case.text, found


def speakers(marked: str) -> list[Speaker]:
    _, found = resolved(marked)
    assert all(one.evidence for one in found if one.speaker is not None and one.speaker.named)
    return [one.speaker for one in found if one.speaker is not None]


def names(marked: str) -> list[str | None]:
    return [None if one.speaker is None else one.speaker.name for one in resolved(marked)[1]]


def part(text: str, piece: str) -> tuple[int, int]:
    start = text.index(piece)
    return start, start + len(piece)


def test_nothing() -> None:
    """No attributions, no speakers."""
    assert resolved("It rained.")[1] == ()


def test_named_at_the_quote() -> None:
    """The name without title, with its role."""
    (speaker,) = speakers("[content:“It leaks,”] [cue:said] [source:Mayor [PER:Brona Tallis]].")
    assert (speaker.name, speaker.type, speaker.named, speaker.role) == ("Brona Tallis", "PERSON", True, "Mayor")
    assert speaker.mention is not None
    assert speaker.mention.text == "Mayor Brona Tallis"
    assert [step.text for step in speaker.chain] == ["Mayor Brona Tallis"]


def test_the_chain_from_he_to_the_full_name() -> None:
    """*He*, then the name that *he* stands for, then the fullest name."""
    (speaker,) = speakers(
        "Norland Foreign Minister [PER:Yorick Sand] came to Ulm. "
        "[PER:Sand] sat down. [content:“It leaks,”] [source:he] [cue:said]."
    )
    assert (speaker.name, speaker.role, speaker.affiliation) == ("Yorick Sand", "Foreign Minister", "Norland")
    assert [step.text for step in speaker.chain] == ["he", "Sand", "Yorick Sand"]
    assert speaker.aliases == ("Sand",)


def test_a_surname_leads_to_the_full_name() -> None:
    """Wherever it stands, above or below."""
    assert names("[source:[PER:Sand]] [cue:said] [content:it leaks].\n\nThere sat [PER:Yorick Sand].") == [
        "Yorick Sand"
    ]
    assert names("There sat [PER:Yorick Sand].\n\n[source:[PER:Sand]] [cue:said] [content:it leaks].") == [
        "Yorick Sand"
    ]


def test_a_former_role() -> None:
    """Is shown as such."""
    (speaker,) = speakers("[content:“It leaks,”] [cue:said] [source:former Norland Mayor [PER:Brona Tallis]].")
    assert (speaker.role, speaker.affiliation) == ("former Mayor", "Norland")


def test_one_speaker_has_one_id() -> None:
    """All mentions of a speaker in a document share it; others have their own."""
    first, second, third = speakers(
        "[content:“It leaks,”] [cue:said] [source:[PER:Brona Tallis]].\n\n"
        "[source:She] [cue:added] [content:that it drips].\n\n"
        "[content:“No,”] [cue:said] [source:[PER:Yorick Sand]]."
    )
    assert first.id == second.id != third.id
    assert second.name == "Brona Tallis"
    assert {first.id, third.id} == {"e1", "e2"}


def test_an_unnamed_description_keeps_itself() -> None:
    """Its name is the description as it stands."""
    (speaker,) = speakers("[content:“It leaks,”] [cue:said] [source:a spokesman for [ORG:Quillworks]].")
    assert (speaker.name, speaker.named, speaker.type) == ("a spokesman for Quillworks", False, "PERSON")
    assert speaker.role is None
    assert speaker.aliases == ()


def test_an_unnamed_description_again() -> None:
    """The same words are the same speaker, whatever the article."""
    one, two = speakers(
        "[source:A harbour clerk] [cue:said] [content:it leaks].\n\n"
        "[source:The harbour clerk] [cue:added] [content:that it drips]."
    )
    assert one.id == two.id
    assert not one.named
    assert not two.named


def test_he_after_an_unnamed_speaker() -> None:
    """A pronoun may mean a speaker whom the text only describes."""
    one, two = speakers(
        "There was [PER:Yorick Sand]. It rained. It rained again.\n\n"
        "[source:A spokesman] [cue:said] [content:it leaks]. [source:He] [cue:added] [content:that it drips]."
    )
    assert (one.name, two.name) == ("A spokesman", "A spokesman")
    assert [step.text for step in two.chain] == ["He", "A spokesman"]


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("a spokeswoman", "PERSON"), ("the ministry", "ORG"), ("the report", "OTHER"), ("critics", "GROUP"),
        ("many people", "GROUP"), ("he", "PERSON"), ("they", "GROUP"), ("it", "OTHER"),
    ],
)  # fmt: skip
def test_type_of_the_unnamed(source: str, type_: str) -> None:
    """By the head of the description."""
    (speaker,) = speakers(f"Then [source:{source}] [cue:said] [content:it leaks].")
    assert (speaker.type, speaker.named) == (type_, False)


@pytest.mark.parametrize(
    ("source", "type_"), [("[ORG:Quillworks]", "ORG"), ("[LOC:Norland]", "GPE"), ("[PER:Brona Tallis]", "PERSON")]
)
def test_type_of_the_named(source: str, type_: str) -> None:
    """By the kind of the name."""
    (speaker,) = speakers(f"Then [source:{source}] [cue:said] [content:it leaks].")
    assert (speaker.type, speaker.named) == (type_, True)


def test_several_named_together() -> None:
    """As they stand, by their fullest names."""
    marked = "There sat [PER:Yorick Sand].\n\n[source:[PER:Brona Tallis] and [PER:Sand]] [cue:said] [content:it leaks]."
    (speaker,) = speakers(marked)
    assert (speaker.name, speaker.type, speaker.named) == ("Brona Tallis and Yorick Sand", "GROUP", True)


def test_three_named_together() -> None:
    """Commas and *and*."""
    marked = "[source:[PER:Tallis], [PER:Sand] and [PER:Quist]] [cue:said] [content:it leaks]."
    assert names(marked) == ["Tallis, Sand and Quist"]


def test_description_of_a_named_person() -> None:
    """The role leads to the name; the description is part of the chain."""
    (speaker,) = speakers(
        "Mayor [PER:Brona Tallis] met [PER:Yorick Sand]. [content:“It leaks,”] [source:the mayor] [cue:said]."
    )
    assert speaker.name == "Brona Tallis"
    assert [step.text for step in speaker.chain] == ["the mayor", "Brona Tallis"]


def test_an_acronym() -> None:
    """Leads to the name that the text defines it by."""
    (speaker,) = speakers("The Old Harbour Board (OHB) met. [content:“It leaks,”] the [source:[ORG:OHB]] [cue:said].")
    assert speaker.name == "Old Harbour Board"
    assert speaker.aliases == ("OHB",)


def test_a_text_speaks_for_its_author() -> None:
    """*Tallis's statement* is Tallis; a report of nobody's speaks for itself."""
    marked = "There sat [PER:Brona Tallis].\n\n[source:[PER:Tallis]’s statement] [cue:said] [content:it leaks]."
    assert names(marked) == ["Brona Tallis"]
    assert names("[source:The report] [cue:said] [content:it leaks].") == ["The report"]


# Quotations without a source


def test_a_floating_quotation_goes_on() -> None:
    """With the last speaker, in its own or the next paragraphs."""
    marked = (
        "[content:“It leaks,”] [cue:said] [source:[PER:Brona Tallis]].\n\n[content#-:“It drips as well, you know.”]"
    )
    text, found = resolved(marked)
    assert names(marked) == ["Brona Tallis", "Brona Tallis"]
    assert found[1].speaker is not None
    assert found[1].speaker.mention is None
    assert found[0].speaker is not None
    assert found[1].speaker.id == found[0].speaker.id
    assert "“It drips" in text


def test_a_floating_quotation_far_away() -> None:
    """Has lost its speaker."""
    marked = (
        "[content:“It leaks,”] [cue:said] [source:[PER:Brona Tallis]].\n\nIt rained.\n\nIt rained.\n\nIt rained.\n\n"
        "[content#-:“It drips as well, you know.”]"
    )
    assert names(marked) == ["Brona Tallis", None]


def test_a_floating_quotation_alone() -> None:
    """Where nobody spoke before, nobody can tell."""
    assert names("It rained. [content#-:“It leaks every single night.”]") == [None]


def test_turns_alternate() -> None:
    """In a dialogue, quotations without attribution take turns."""
    marked = (
        "[content:“It leaks,”] [cue:said] [source:[PER:Brona Tallis]].\n\n"
        "[content:“It does not,”] [cue:said] [source:[PER:Yorick Sand]].\n\n"
        "[content#-:“Look at the floor, then.”]\n\n[content#-:“That is only the rain.”]"
    )
    assert names(marked) == ["Brona Tallis", "Yorick Sand", "Brona Tallis", "Yorick Sand"]
    assert "turns alternate" in resolved(marked)[1][2].evidence


def test_a_cue_without_a_source() -> None:
    """A passive without a speaker has none."""
    marked = (
        "[content:“It leaks,”] [cue:said] [source:[PER:Brona Tallis]].\n\n"
        "It [cue#x:was feared] [content#x:that it drips]."
    )
    assert names(marked) == ["Brona Tallis", None]


# First person


def test_first_person_is_the_author() -> None:
    """Whom no rule names."""
    text, found = resolved(
        "[source:[PER:Brona Tallis]] [cue:said] [content:it leaks].\n\n[source:I] [cue:said] [content:it drips]."
    )
    assert [one.speaker is None for one in found] == [False, True]
    assert text


def test_first_person_inside_a_quotation() -> None:
    """Is whoever says the quotation."""
    case = read("“I said it leaks,” said [PER:Brona Tallis].")
    cue = read_cue(case.text, *part(case.text, "said"), 0)
    outer = Attribution(
        (part(case.text, "“I said it leaks,”"),), "direct", cue, "speech", part(case.text, "Brona Tallis"), Sureness()
    )
    inner = Attribution((part(case.text, "it leaks"),), "indirect", cue, "speech", part(case.text, "I"), Sureness())
    found = find_speakers(case.text, case.quotations, case.reading, (outer, inner))
    assert [one.speaker.name for one in found if one.speaker] == ["Brona Tallis", "Brona Tallis"]
    assert found[1].speaker is not None
    assert found[1].speaker.mention is not None
    assert found[1].speaker.mention.text == "I"


def test_transcript() -> None:
    """The label leads to the name."""
    marked = (
        "The board heard [PER:Brona Tallis] and [PER:Yorick O’Dowd].\n\n"
        "MS. [PER:TALLIS]: Who holds the key?\n\nMR. [PER:O’DOWD]: I do."
    )
    assert names(marked) == ["Brona Tallis", "Yorick O’Dowd"]


def test_signature() -> None:
    """A name that is set after a quotation speaks it."""
    assert names("[content#-:“The ferry never comes.”] – [PER:Ottla Brandt], 34") == ["Ottla Brandt"]
