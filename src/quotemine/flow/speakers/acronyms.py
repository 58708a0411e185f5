"""Acronyms with what they stand for."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["find_acronyms"]

_BRACKETED = re.compile(r"\(\s*[\"“]?((?:[A-Z]\.?){2,10})[\"”]?\s*\)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Characters around a bracketed acronym that are read for its definition.
AROUND = 200
# The part of an acronym's letters that must begin words of its definition, as textacy has it.
ENOUGH = 0.8
# Words that spaCy may keep: it would remember every word it ever saw.
MAX_VOCABULARY = 50_000


def find_acronyms(text: str) -> dict[str, tuple[int, int]]:
    """Find the acronyms that a text defines and goes on to use, *Baltic Pilots' Association (BPA)*.

    Where the capitals of the words before the bracket do not spell the acronym, textacy's finder decides
    (Taghva and Gilbreth, *Recognizing acronyms and their definitions*, IJDAR 1, 1999).  textacy takes
    seconds to import, so it is only asked then, and if the words can spell it.

    Returns:
        acronym → character span of its definition.

    Example:
        >>> find_acronyms("The Baltic Pilots’ Association (BPA) met. The BPA votes today.")
        {'BPA': (4, 30)}
    """
    found: dict[str, tuple[int, int]] = {}
    tried: set[str] = set()  # acronyms that textacy has been asked for
    for spot in _BRACKETED.finditer(text):
        acronym = spot.group(1)
        if acronym in found:
            continue
        before = text[max(0, spot.start() - AROUND) : spot.start()]
        definition = _by_capitals(before, acronym.replace(".", ""))
        if (
            definition is None
            and acronym not in tried
            and _may_be_spelled(before, acronym)
            and len(re.findall(rf"(?<!\w){re.escape(acronym)}(?!\w)", text)) > 1
        ):
            tried.add(acronym)
            definition = _by_textacy(text[max(0, spot.start() - AROUND) : spot.end() + 2], acronym)
        at = before.rfind(definition) if definition else -1
        if definition and at >= 0:
            start = spot.start() - len(before) + at
            found[acronym] = (start, start + len(definition))
    return found


def _by_capitals(before: str, acronym: str) -> str | None:
    """The shortest run of words right before the bracket whose capitals spell the acronym."""
    words = list(_WORD.finditer(before))
    for first in reversed(words[-2 * len(acronym) - 2 :]):
        stretch = before[first.start() :]
        if any(c in stretch for c in ".!?;:\n"):
            return None
        capitals = "".join(w.group()[0] for w in _WORD.finditer(stretch) if w.group()[0].isupper())
        if capitals == acronym and first.group()[0].isupper():
            return stretch.strip()
        if len(capitals) > len(acronym):
            return None
    return None


def _may_be_spelled(before: str, acronym: str) -> bool:
    """Whether the first letters of the words before the bracket have enough of the acronym for textacy's finder."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415  # seldom needed

    reach = min(2 * len(acronym), len(acronym) + 5)  # its window
    leads = "".join(word[0] for word in _WORD.findall(before)[-reach:]).lower()
    letters = acronym.replace(".", "").lower()
    return letters[0] in leads and LCSseq.similarity(letters, leads) >= ENOUGH * len(acronym)


def _by_textacy(stretch: str, acronym: str) -> str | None:
    import numpy as np  # noqa: PLC0415
    from textacy.extract import acros  # noqa: PLC0415

    if not hasattr(np, "NaN"):
        # textacy 0.13 asks NumPy for a name that NumPy 2 has dropped; give its module, and nobody else, a view
        # of NumPy that has it.
        acros.np = type("NumPy1Names", (), {"NaN": np.nan, "__getattr__": lambda _, name: getattr(np, name)})()  # type: ignore[attr-defined]
    whole = stretch.encode("utf-8", "replace").decode()  # lone surrogates one for one: spaCy takes none
    nlp = _sentencizer()
    if len(nlp.vocab) > MAX_VOCABULARY:
        _sentencizer.cache_clear()
    return acros.acronyms_and_definitions(nlp(whole)).get(acronym)


@cache
def _sentencizer() -> "Language":
    import spacy  # noqa: PLC0415

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp
