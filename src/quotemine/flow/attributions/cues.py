"""Read a cue: its bare words, lemma, class and negation."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import get_args

from attrs import frozen

from quotemine.types import CueClass

__all__ = ["NOBODY", "CueReading", "finding_verbs", "lemma_of", "read_cue", "verb_classes"]

# Sources that make an attribution a negative one.
NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither)\b", re.IGNORECASE)
# Cues that say that something was not said.
_WITHHELD = frozenset("refuse decline".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_AUXILIARY = frozenset(
    "has had have having was were is are am be been being will would could may might should shall can must did do "
    "does ’s ’ve ’d ’ll 's 've 'd 'll s ve d ll to also then later just now even still already once again who which "
    "that not n't n’t cannot never and but so as he she it they".split()
)
_NEGATION = re.compile(
    r"\b(?:not|never|cannot|neither|nor|nobody|no[ -]one|none|without|refus(?:e|es|ed|ing) to"
    r"|declin(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|stopp?(?:ed|s)? short of|avoid(?:s|ed|ing)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[\s,]+(?:(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:morning|afternoon|evening|night))?"
    r"|today|yesterday|earlier|later|recently|again|too)$",
    re.IGNORECASE,
)


@frozen
class CueReading:
    """What a cue says.

    Attributes:
        start, end: character offsets of the bare cue, without auxiliaries, negation and adverbs before it.
        lemma: base form of its head.
        class_: by the word list where it knows the lemma without doubt, else None.
        negated: whether a negation stands in the cue or between the source and it.
    """

    start: int
    end: int
    lemma: str
    class_: CueClass | None
    negated: bool


@cache
def _lists() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = json.loads(
        files("quotemine.lang.en").joinpath("reporting_verbs.json").read_text(encoding="utf-8")
    )
    return data


@cache
def verb_classes() -> dict[str, CueClass]:
    """Lemma → class of the reporting verbs in ``lang/en/reporting_verbs.json``."""
    allowed = get_args(CueClass)
    return {lemma: class_ for lemma, class_ in _lists()["classes"].items() if class_ in allowed}  # type: ignore[misc]


@cache
def finding_verbs() -> frozenset[str]:
    """Lemmas of verbs with which texts, researchers and courts report: *found*, *shows*, *ruled*."""
    return frozenset(_lists()["findings"])


def read_cue(text: str, start: int, end: int, before: int) -> CueReading:
    """Read the cue at a span.

    Args:
        text: the text.
        start, end: character span of the cue as tagged.
        before: where to begin to look for a negation: the end of the source if it stands before the cue
            in the same clause, else ``start``.
    """
    words = list(_WORD.finditer(text, start, end))
    negated = bool(_NEGATION.search(text, min(before, start), end))
    bare = start
    kept = words
    while len(kept) > 1 and _skipped(kept[0].group().lower()):
        kept = kept[1:]
        bare = kept[0].start()
    if negated and len(kept) > 1 and re.match(r"(?:refus|declin|fail|avoid|stop)", kept[0].group(), re.IGNORECASE):
        later = [w for w in kept[1:] if lemma_of(w.group()) in verb_classes()]
        if later:
            kept, bare = kept[kept.index(later[0]) :], later[0].start()
    trailing = _TRAILING.search(text, bare, end)
    stop = trailing.start() if trailing and len(kept) > 1 else end
    while stop > bare + 1 and text[stop - 1] in " :,":
        stop -= 1
    if not kept:
        return CueReading(start, end, text[start:end].strip(), None, negated)
    lemmas = [lemma_of(w.group()) for w in kept if w.start() < stop]
    lemma = next((name for name in lemmas if name in verb_classes()), lemmas[0] if lemmas else "")
    return CueReading(bare, stop, lemma, verb_classes().get(lemma), negated or lemma in _WITHHELD)


def _skipped(word: str) -> bool:
    return (
        word in _AUXILIARY
        or (word.endswith("ly") and word not in ("reply", "imply", "rely"))
        or word.endswith(("n't", "n’t"))
    )


def lemma_of(word: str) -> str:
    """Base form of a verb form, by the irregular list and the endings; other words in lower case.

    Example:
        >>> [lemma_of(w) for w in ("said", "denies", "arguing", "begged", "claim")]
        ['say', 'deny', 'argue', 'beg', 'claim']
    """
    word = word.lower()
    irregular, known = _lists()["irregular"], _lists()["classes"]
    if word in irregular:
        return irregular[word]
    if word in known:
        return word
    for ending, others in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ing", ("", "e")),
        ("ed", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            options = [stem + other for other in others]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                options.append(stem[:-1])
            for option in options:
                if option in known:
                    return option
    return word
