"""Names of people and bodies in the form in which they are compared."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from attrs import field, frozen
from rapidfuzz import fuzz

from quotemine.flow.lexicon import gender_of_title, same_state, words_for

__all__ = ["Name", "is_acronym", "is_short_for", "read_name", "role_words", "spelling", "split_acronym"]

# The word that is different in two spellings of one name is at least so much alike, in percent, however alike the
# whole names are: Alexander Wang and Alexander Yang are two.
WORD_SIMILARITY = 83

_GENERATIONS = frozenset("jr sr ii iii iv".split())
_LETTERS_AFTER = frozenset("esq phd md".split())
_PARTICLES = frozenset("al bin da de del den der di dos du el ibn la le van von".split())
_NO_ROLE = frozenset("a an and at by dr for former in of on the then to".split())
_UNDECOMPOSED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"} | dict.fromkeys("’‘ʼ`´", "'")
)
_APOSTROPHE_S = re.compile(r"(?:'s|(?<=s)')$")
_ARTICLE = re.compile(r"^(?:the|an?) ")
_BRACKETED = re.compile(r"\s*\(\s*([A-Z](?:\.?[A-Z])+\.?)\s*\)?$")  # the closing bracket is not always in the name
_DOUBLED = re.compile(r"(.)\1+")


@frozen(cache_hash=True)
class Name:
    """A name without case, accents, punctuation, possessive, article and title.

    Attributes:
        person: whether it is a person's.
        words: its words, *john q obrant*.
        suffix: *jr*, *sr*, *ii*, ... or nothing.
        given: the words before the surname and its particles; empty for a surname alone and for bodies.
        fullness: grows with every given name, less with an initial, and with a suffix.
    """

    person: bool
    words: tuple[str, ...]
    suffix: str = ""
    given: tuple[str, ...] = field(init=False, eq=False)
    fullness: int = field(init=False, eq=False)

    @given.default
    def _given(self) -> tuple[str, ...]:
        end = len(self.words) - 1 if self.person else 0
        while end > 0 and self.words[end - 1] in _PARTICLES:
            end -= 1
        return self.words[:end]

    @fullness.default
    def _fullness(self) -> int:
        return sum(2 if len(word) > 1 else 1 for word in self.given) + bool(self.suffix)

    @property
    def surname(self) -> str:
        """Its last word, for bodies too."""
        return self.words[-1]

    @property
    def text(self) -> str:
        """Its words and its suffix as one string."""
        return " ".join((*self.words, self.suffix)) if self.suffix else " ".join(self.words)

    @property
    def blocks(self) -> Iterator[tuple[object, ...]]:
        """What it has in common with other spellings, for each word that may be the one spelled differently."""
        sounds = tuple(map(_sound, self.words))
        for i, sound in enumerate(sounds):
            yield self.person, self.suffix, i, sound[:1], sounds[:i] + sounds[i + 1 :]


@lru_cache(maxsize=1 << 17)
def read_name(text: str, *, person: bool) -> Name:
    """Bring a name into the form in which names are compared.

    Example:
        >>> read_name("Dr. José O’Marra, Jr.", person=True).text
        'jose omarra jr'
        >>> read_name("the U.S.", person=False) == read_name("United States", person=False)
        True
    """
    text, _ = split_acronym(text)
    if not person:
        text = same_state(re.sub(r"^[Tt]he ", "", text))
    plain = _APOSTROPHE_S.sub("", _plain(text))
    words = _person_words(plain) if person else _body_words(plain)
    suffix = ""
    while person and len(words) > 1 and words[-1] in _GENERATIONS | _LETTERS_AFTER:
        last = words.pop()
        suffix = last if last in _GENERATIONS else suffix
    return Name(person, tuple(words) or (plain or text,), suffix)


def split_acronym(text: str) -> tuple[str, str | None]:
    """Part a name from the acronym in brackets after it, where there is one.

    Example:
        >>> split_acronym("Torvik Port Authority (TPA)")
        ('Torvik Port Authority', 'TPA')
    """
    text = " ".join(text.split())
    found = _BRACKETED.search(text)
    return (text[: found.start()], found[1]) if found and found.start() else (text, None)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return text


def _person_words(plain: str) -> list[str]:
    words = re.findall(r"\w+", plain.replace("'", "").removeprefix("the "))
    while len(words) > 1 and words[0] in words_for("titles"):
        del words[0]
    return words


def _body_words(plain: str) -> list[str]:
    return re.findall(r"\w+", _ARTICLE.sub("", plain).replace("&", " and ").replace("'", "").replace(".", ""))


def _sound(word: str) -> str:
    """One form for spellings that differ in letters of one sound: *Erik*, *Eric*; *John*, *Jon*."""
    if not word.isalpha():
        return word
    word = word.replace("ph", "f").replace("y", "i").replace("c", "k")
    return _DOUBLED.sub(r"\1", word[:1] + word[1:].replace("h", ""))


def is_acronym(text: str) -> bool:
    """Whether a name as written is one word of capitals.

    Example:
        >>> is_acronym("TPA"), is_acronym("Torvik")
        (True, False)
    """
    return len(text.split()) == 1 and text.isupper()


def is_short_for(short: Name, full: Name) -> bool:
    """Whether a person's name is a less complete form of another.

    Example:
        >>> full = read_name("Ilse Maria Obrant", person=True)
        >>> [is_short_for(read_name(name, person=True), full) for name in ("Obrant", "I. Obrant", "Ida Obrant")]
        [True, True, False]
    """
    if short.fullness >= full.fullness or not full.given or short.suffix not in ("", full.suffix):
        return False
    if not short.given:
        return full.words[-len(short.words) :] == short.words
    if short.words[len(short.given) :] != full.words[len(full.given) :]:
        return False
    rest = iter(full.given[1:])
    return _abbreviates(short.given[0], full.given[0]) and all(
        any(_abbreviates(word, other) for other in rest) for word in short.given[1:]
    )


def _abbreviates(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word))


def spelling(one: Name, other: Name) -> float | None:
    """Tell how much alike two spellings of one name are, in percent; None if they can only be two names.

    Only one word may sound different, which must not be a number, nor a man's form for a woman's.

    Example:
        >>> ann, dan, sergei, sergey = (
        ...     read_name(name, person=True) for name in ("Ann Lee", "Dan Lee", "Sergei Obrantov", "Sergey Obrantov")
        ... )
        >>> spelling(ann, dan) is None
        True
        >>> round(spelling(sergei, sergey))
        93
    """
    if (one.person, len(one.words), one.suffix) != (other.person, len(other.words), other.suffix):
        return None
    pairs = enumerate(zip(one.words, other.words, strict=True))
    different = [(i, *pair) for i, pair in pairs if _sound(pair[0]) != _sound(pair[1])]
    if len(different) > 1 or any(not _alike(*words, endings=_endings(one, i)) for i, *words in different):
        return None
    return fuzz.ratio(one.text, other.text)


def _alike(word: str, other: str, *, endings: str) -> bool:
    """Whether two words may be spellings of one; a woman's ending is none: *Mario* and *Maria*, *Paul* and *Paula*."""
    one, two = _sound(word)[-1:], _sound(other)[-1:]
    if any(c.isdigit() for c in word + other) or (one != two and (set(one) | set(two)) & set(endings)):
        return False
    return fuzz.ratio(word, other) >= WORD_SIMILARITY


def _endings(name: Name, i: int) -> str:
    """Letters in which a woman's form of a word of the name may end; Clark and Clarke can be the same."""
    if not name.person:
        return ""
    return "ae" if i < len(name.given) else "a"


@lru_cache(maxsize=1 << 15)
def role_words(role: str | None) -> frozenset[str]:
    """Give the words of a role that may tell two people apart.

    Example:
        >>> sorted(role_words("Mr Deputy Mayor of Torvik"))
        ['deputy', 'mayor', 'torvik']
    """
    words = re.findall(r"\w+", _plain(role or ""))
    return frozenset(word for word in words if word not in _NO_ROLE and not gender_of_title(word))
