"""Whether a predicted speaker is the one that gold names."""

import re
import unicodedata
from collections.abc import Iterable

from quotemine.flow.lexicon import gender_of_title, words_for

__all__ = ["is_named"]

_POSSESSIVE = re.compile(r"'s?(?=\s|$)")
_ARTICLE = frozenset({"the"})


def is_named(found: str, names: Iterable[str]) -> bool:
    """Tell whether a name is one of several, apart from case, punctuation, possessive, article and titles.

    A title may be missing but must not contradict: *Mr Obrant* is not *Mrs Obrant*.

    Example:
        >>> is_named("Ilse Obrant", ["Mayor Ilse Obrant", "Obrant"]), is_named("Mr Obrant", ["Mrs. Obrant"])
        (True, False)
    """
    core, gender = _core(found)
    if not core:
        return False
    for name in names:
        other, other_gender = _core(name)
        if core == other and (gender is None or other_gender is None or gender == other_gender):
            return True
    return False


def _core(name: str) -> tuple[tuple[str, ...], str | None]:
    """The words that count, and the gender that the titles before them tell."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").strip()
    plain = _POSSESSIVE.sub("", plain).replace("'", "")
    words = re.sub(r"[^\w\s]", " ", plain).split()
    gender = None
    while len(words) > 1 and words[0] in words_for("titles") | _ARTICLE:
        gender = gender_of_title(words.pop(0)) or gender
    return tuple(words), gender
