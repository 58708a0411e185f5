"""Find the pronouns and descriptions in the author's words, which tell who is spoken about between the quotes."""

import re
from collections.abc import Collection, Iterator

from attrs import frozen

from quotemine.flow.lexicon import gender_of_noun, gender_of_pronoun, words_for
from quotemine.flow.speakers.mentions import Place

__all__ = ["Narrated", "find_narrated"]

_DETERMINERS = frozenset("the a an his her this that".split())
_SUBJECTS = frozenset({"he", "she"})
_WORD = re.compile(r"[^\W\d_]+")
LONGEST = 3  # words between an article and its noun


@frozen
class Narrated:
    """A pronoun or a description outside of quotations, from word ``low`` to before ``high``."""

    low: int
    high: int
    subject: bool


def find_narrated(place: Place, taken: Collection[int]) -> Iterator[Narrated]:
    """Find *he*, *her*, *the old doctor* in order.

    Args:
        taken: word indices that are no such mention, since they belong to a source.
    """
    tokens, quoted, sentence = place.tokens, place.quoted, place.sentence
    nouns = words_for("persons")
    n = len(tokens)
    for i, token in enumerate(tokens):
        if quoted[i] or i in taken:
            continue
        lower = token.lower()
        if gender_of_pronoun(lower):
            yield Narrated(i, i + 1, subject=lower in _SUBJECTS)
        if lower not in _DETERMINERS:
            continue
        opens = i == 0 or sentence[i - 1] != sentence[i]
        for j in range(i + 1, min(i + 2 + LONGEST, n)):
            word = tokens[j].lower()
            if not _WORD.fullmatch(word) or tokens[j] != word or j in taken:
                break
            if word in nouns or gender_of_noun(word):
                yield Narrated(i, j + 1, subject=opens)
                break
