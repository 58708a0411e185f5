"""Find the pronouns and descriptions in the author's words, which tell who is spoken about between the quotes."""

import re
from collections.abc import Collection, Iterator, Sequence

from attrs import frozen

from quotemine.flow.lexicon import gender_of_noun, gender_of_pronoun, words_for
from quotemine.flow.speakers.mentions import Name, Place

__all__ = ["Narrated", "find_narrated"]

_DETERMINERS = frozenset("the a an his her this".split())
_NO_ADJECTIVES = frozenset(
    "the a an his her their this that of in on at by for to from with and or but who which is are was were had has have"
    " did does do be been said says".split()
)
_SUBJECTS = frozenset({"he", "she"})
_WORD = re.compile(r"[^\W\d_]+")
COMPLEMENT = 7  # words of what a description belongs to
LONGEST = 2  # words between an article and its noun


@frozen
class Narrated:
    """A pronoun or a description outside of quotations, from word ``low`` to before ``high``."""

    low: int
    high: int
    subject: bool


def find_narrated(place: Place, taken: Collection[int], names: Sequence[Name]) -> Iterator[Narrated]:
    """Find *he*, *her*, *the old doctor* in order; not descriptions that stand with a name, *the doctor, Ada Quist*.

    Args:
        taken: word indices that are no such mention, since they belong to a source.
        names: all names of the text.
    """
    tokens, quoted, sentence = place.tokens, place.quoted, place.sentence
    opens = {name.low for name in names}
    closes = {name.high for name in names}
    for i, token in enumerate(tokens):
        if quoted[i] or i in taken:
            continue
        lower = token.lower()
        if gender_of_pronoun(lower):
            yield Narrated(i, i + 1, subject=lower in _SUBJECTS)
        if lower not in _DETERMINERS:
            continue
        high = _end_of_description(place, i, taken)
        if high is None or high in opens or _leads_to_name(tokens, high, opens):
            continue
        if i > 0 and tokens[i - 1] == "," and i - 1 in closes:
            continue
        yield Narrated(i, high, subject=i == 0 or sentence[i - 1] != sentence[i])


def _leads_to_name(tokens: Sequence[str], high: int, opens: Collection[int]) -> bool:
    """Whether the name follows behind a comma: *the keeper of the light, | Jonah Petrie*."""
    comma = high
    if tokens[high : high + 1] and tokens[high] in ("of", "for", "at", "in"):
        comma = next((i for i in range(high, min(high + COMPLEMENT, len(tokens))) if tokens[i] == ","), high)
    return tokens[comma : comma + 1] == [","] and comma + 1 in opens


def _end_of_description(place: Place, low: int, taken: Collection[int]) -> int | None:
    """Where a description ends that a determiner opens; None if it names no person."""
    nouns, tokens = words_for("persons"), place.tokens
    for i in range(low + 1, min(low + 2 + LONGEST, len(tokens))):
        word = tokens[i]
        if not _WORD.fullmatch(word) or not word.islower() or i in taken or word in _NO_ADJECTIVES:
            return None
        if word in nouns or gender_of_noun(word):
            return i + 1
    return None
