"""Acronyms that a text defines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.flow.speakers import acronyms as finder
from quotemine.flow.speakers.acronyms import find_acronyms


def acronyms(text: str) -> dict[str, str]:
    return {acronym: text[slice(*span)] for acronym, span in find_acronyms(text).items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Baltic Pilots’ Association (BPA) met.", {"BPA": "Baltic Pilots’ Association"}),
        ("the Union of Ferry Workers (UFW) met", {"UFW": "Union of Ferry Workers"}),
        ("The Old Harbour Board (“OHB”) met.", {"OHB": "Old Harbour Board"}),
        ("The Old Harbour Board (O.H.B.) met.", {"O.H.B.": "Old Harbour Board"}),
        ("The Norland Ferry Line ( NFL ) met.", {"NFL": "Norland Ferry Line"}),
    ],
)
def test_by_capitals(text: str, found: dict[str, str]) -> None:
    """The capitals of the words before the bracket spell the acronym; an article stays outside."""
    assert acronyms(text) == found


def test_several() -> None:
    """Each acronym with its own definition; the first definition counts."""
    text = "The Old Harbour Board (OHB) and the Norland Ferry Line (NFL) met. The Odd Hat Brigade (OHB) did not."
    assert acronyms(text) == {"OHB": "Old Harbour Board", "NFL": "Norland Ferry Line"}


def test_by_textacy() -> None:
    """Where capitals do not spell it, textacy's finder decides, if the acronym is used again."""
    text = "The Nautical research institute (NRI) met. The NRI votes today."
    assert acronyms(text) == {"NRI": "Nautical research institute"}
    assert acronyms(text.replace("The NRI votes", "It votes")) == {}


def test_the_vocabulary_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy keeps every word it sees; a pipeline with too many is replaced by a new one, which finds the same."""
    text = "The Nautical research institute (NRI) met. The NRI votes today."
    monkeypatch.setattr(finder, "MAX_VOCABULARY", 0)
    finder._sentencizer.cache_clear()
    assert acronyms(text) == acronyms(text) == {"NRI": "Nautical research institute"}
    assert finder._sentencizer.cache_info().currsize == 0
    monkeypatch.undo()
    acronyms(text)
    assert finder._sentencizer.cache_info().currsize == 1


def test_textacy_is_not_asked_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes seconds to import; *WASHINGTON (AP)* defines nothing."""
    monkeypatch.setattr("quotemine.flow.speakers.acronyms._by_textacy", lambda *_: pytest.fail("it was asked"))
    assert acronyms("OSTBY (AP) – The Nautical institute (NPI) met, AP says. The NPI votes today.") == {}


WORDS = "the of and Old harbour Harbour board o-h x hOb 10 odd’s, – Nautical".split()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_textacy_would_find_nothing_else(words: list[str]) -> None:
    """Where it is not asked."""
    text = f"{' '.join(words)} (OHB) met the OHB."
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quotemine.flow.speakers.acronyms._may_be_spelled", lambda *_: True)
        asked = acronyms(text)
    assert acronyms(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The OHB met.",
        "She met old friends (ABC) there.",
        "The Old Harbour Board (2019) met.",
        "The Old Harbour Board (Ohb) met.",
        "(OHB)",
        "He left. Old Harbour. Board (OHB) met.",
        "Xavier Quist (OHB) met the OHB.",
        "The \ud800 (OHB) met the OHB.",
    ],
)
def test_nothing_for_what_is_not_defined(text: str) -> None:
    """Other words in brackets are no acronyms, and no definition is made up."""
    assert acronyms(text) == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["The", "Old", "Harbour", "Board", "of", "(OHB)", "(O.B.)", "(“HB”)", "OHB", ".", "\n", "’s", "("]
        )
    )
)
def test_any_text(words: list[str]) -> None:
    """Never raises; what it finds lies in the text before the bracket."""
    text = " ".join(words)
    for acronym, (start, end) in find_acronyms(text).items():
        assert 0 <= start < end <= len(text)
        assert acronym in text[end:]
