"""``Quote.why()``: a few lines that say why this is the speaker."""

from collections.abc import Iterator
from itertools import product

import pytest

from quotemine import extract
from quotemine.explanation import REASONS, WORDS, Explanation, explain
from quotemine.types import Candidate, Cue, Quote, Span, Speaker

SHE, MRS = Span(30, 33, "she"), Span(0, 4, "Mrs.")
NAMED = Speaker(
    id="e1", name="Brona Tallis", type="PERSON", named=True, mention=SHE, gender="female", gender_evidence=MRS,
    chain=(SHE, Span(5, 11, "Tallis"), Span(40, 52, "Brona\nTallis")), confidence=0.876,
)  # fmt: skip
UNNAMED = Speaker(id="e2", name="a porter", type="PERSON", named=False, confidence=0.5)
CANDIDATES = (
    Candidate("Brona Tallis", 0.876, ("spoke last +1.4", "nearest +0.9", "times named +0.5")),
    Candidate("Yorick Sand", 0.094, ("sentences away -2.0",)),
    Candidate(None, 0.03),
)
TEXT = (
    "Jonas Wetherill opened the new lock at Tarn Bridge on Tuesday. He said that it had been built in nine months.\n\n"
    "“The roof leaks,” said Mrs. Brona Tallis.\n\n“It drips,” a porter said.\n"
)


def quote(
    speaker: Speaker | None = NAMED,
    words: str = "“The roof leaks,”",
    evidence: tuple[str, ...] = (),
    candidates: tuple[Candidate, ...] = (),
) -> Quote:
    content = Span(10, 10 + len(words), words)
    return Quote("q1", "direct", (content,), None, SHE, speaker, content, 0.9, evidence, candidates)


# the lines


def test_the_first_line_is_what_was_said() -> None:
    """Whole where it is short; cut after a few words where it is long; always in one line."""
    assert quote().why().lines[0] == "“The roof leaks,”"
    assert quote(words="“The roof\nleaks,”").why().lines[0] == "“The roof leaks,”"
    long = quote(words="“" + " ".join(["drip"] * 30) + "”").why().lines[0]
    assert long == "“" + " ".join(["drip"] * WORDS) + " …"


def test_a_named_speaker() -> None:
    """The name, and how sure it is in percent."""
    assert quote().why().lines[1] == "speaker: Brona Tallis, 88% sure"


def test_a_speaker_whom_the_text_does_not_name() -> None:
    """Is said to be none that is named."""
    assert quote(UNNAMED).why().lines[1] == "speaker: a porter (not named in the text), 50% sure"


def test_no_speaker() -> None:
    """Is said in words; there is no *None* to read."""
    shown = str(quote(None).why())
    assert "nobody whom the text names" in shown
    assert "None" not in shown


def test_the_chain_leads_from_the_mention_to_the_name() -> None:
    """Each step in one line, also where the text breaks it."""
    assert "chain: she → Tallis → Brona Tallis" in quote().why().lines


def test_no_chain_of_one() -> None:
    """Where the full name stands at the quote, there is nothing to lead from."""
    short = Speaker(id="e1", name="Brona Tallis", type="PERSON", named=True, chain=(Span(0, 12, "Brona Tallis"),))
    assert not [line for line in quote(short).why().lines if line.startswith("chain")]
    assert not [line for line in quote(UNNAMED).why().lines if line.startswith("chain")]


def test_the_candidates_with_chances_and_reasons() -> None:
    """One line each, in their order, below a line that says what they are."""
    lines = quote(candidates=CANDIDATES).why().lines
    at = lines.index("candidates:")
    assert lines[at + 1] == "   88%  Brona Tallis: spoke last +1.4, nearest +0.9, times named +0.5"
    assert lines[at + 2] == "    9%  Yorick Sand: sentences away -2.0"
    assert lines[at + 3] == "    3%  nobody named"


def test_not_too_many_reasons() -> None:
    """The weightiest are enough."""
    many = Candidate("Brona Tallis", 1.0, tuple(f"reason {number}" for number in range(20)))
    (line,) = [line for line in quote(candidates=(many,)).why().lines if "reason" in line]
    assert line.count("reason") == REASONS
    assert "reason 0" in line


def test_the_evidence_where_there_was_no_choice() -> None:
    """A name at the quote needs no candidates."""
    assert "because: named at the quote" in quote(evidence=("named at the quote",)).why().lines
    lines = quote(evidence=("spoke last",), candidates=CANDIDATES).why().lines
    assert not [line for line in lines if line.startswith("because")]


def test_the_gender_with_the_word_that_tells_it() -> None:
    """Only where the text tells it."""
    assert quote().why().lines[-1] == "gender: female, told by “Mrs.”"
    assert not [line for line in quote(UNNAMED).why().lines if line.startswith("gender")]


def test_lines_are_text_to_read() -> None:
    """No line is empty, none is broken, none shows Python's own way of writing values."""
    for one in (quote(candidates=CANDIDATES), quote(None, candidates=CANDIDATES), quote(UNNAMED)):
        for line in one.why().lines:
            assert line.strip()
            assert "\n" not in line
            assert not {"Span(", "None", "()"} & set(line.split())


# how it is shown


def test_printed_and_echoed_it_reads_the_same() -> None:
    """So that it can be read at the prompt without ``print``."""
    why = quote(candidates=CANDIDATES).why()
    assert isinstance(why, Explanation)
    assert str(why) == repr(why) == "\n".join(why.lines)


def test_equal_quotes_have_equal_explanations() -> None:
    """It is a value."""
    assert quote().why() == explain(quote())
    assert quote().why() != quote(UNNAMED).why()


# odd quotes


def odd_speakers() -> Iterator[Speaker | None]:
    yield None
    yield Speaker(id="", name="", type="OTHER", named=False)
    yield Speaker(id="", name="", type="OTHER", named=True, gender="male", confidence=0.0)
    yield Speaker(id="e1", name="{} %s \x00 🙂\u2028", type="PERSON", named=True, gender_evidence=MRS, confidence=7.5)
    yield Speaker(id="e1", name="x" * 5000, type="GPE", named=False, chain=(Span(0, 0, ""), Span(9, 3, " \n ")))
    yield Speaker(id="e1", name="Sand", type="PERSON", named=True, confidence=float("nan"))


@pytest.mark.parametrize("words", ["", " ", "\n\t", "{0} %d \\ 🙂", "word" * 2000])
@pytest.mark.parametrize(
    "candidates",
    [
        (),
        (Candidate(None, 0.0),),
        (Candidate("", 1.5, ("",)), Candidate("A\nB", -1.0, ()), Candidate("%s", float("nan"))),
    ],
)
def test_never_raises(words: str, candidates: tuple[Candidate, ...]) -> None:
    """Whatever the values of a quote are, there is something to read."""
    for speaker, evidence in product(odd_speakers(), [(), ("",), ("{", "}")]):
        why = quote(speaker, words, evidence, candidates).why()
        assert len(why.lines) >= 2
        assert str(why)


def test_a_quote_without_content_or_source() -> None:
    """As a file of somebody else's might bring it."""
    bare = Quote("", "indirect", (), None, None, None, Span(0, 0, ""), 0.0)
    assert len(bare.why().lines) == 2
    cue = Cue(Span(0, 4, "said"), "say", "speech", negated=True)
    assert str(Quote("q", "mixed", (Span(0, 0, ""),) * 3, cue, None, NAMED, Span(0, 0, ""), 2.0).why())


# from a text


def test_of_a_text() -> None:
    """Named at the quote, resolved over a pronoun, described only."""
    shown = {one.source.text if one.source else None: str(one.why()) for one in extract(TEXT)}
    assert "speaker: Jonas Wetherill" in shown["He"]
    assert "chain: He → Jonas Wetherill" in shown["He"]
    assert "candidates:" in shown["He"]
    assert "speaker: Brona Tallis" in shown["Mrs. Brona Tallis"]
    assert "because: named at the quote" in shown["Mrs. Brona Tallis"]
    assert "gender: female, told by “Mrs.”" in shown["Mrs. Brona Tallis"]
    assert "speaker: a porter (not named in the text)" in shown["a porter"]


def test_an_unresolved_pronoun_tells_what_was_considered() -> None:
    """The pronoun stands for itself, and is not said to be sure."""
    (one,) = extract("“It was dark and we ran,” she said.")
    shown = str(one.why())
    assert "speaker: she (not named in the text)" in shown
    assert "100% sure" not in shown
