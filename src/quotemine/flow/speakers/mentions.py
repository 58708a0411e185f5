"""Find the names of people and bodies in a text, and where every word stands."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from attrs import field, frozen

from quotemine.flow.attributions.spans import RoleSpan, name_spans
from quotemine.flow.encoder import Reading
from quotemine.flow.lexicon import Gender, gender_of_noun, gender_of_pronoun, gender_of_title, words_for
from quotemine.flow.marks import Quotation
from quotemine.flow.words import Words

__all__ = ["Name", "NameType", "Place", "body_at", "find_names", "find_places", "gender_word", "name_at"]

NameType = Literal["PER", "ORG", "LOC", "MISC"]

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?|&")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
DETERMINERS = frozenset("the a an this that these those his her its their our my your some both".split())
LINKS = frozenset("of the for and on de la del von van der den di da al el bin ibn & to in 's".split())
# What may stand between two parts of one name: an initial, the opening or the closing mark of a nickname.
_INSIDE_NAME = re.compile(
    r"[ \u00a0]{0,2}(?:[A-Z]\.)?[ \u00a0]{0,2}|[\"”’')] ?"
    r"|\s(?:(?:von|van|de|der|den|di|da|del|della|la|le|du|al|el|bin|ibn)\s)+(?:[dl]['’])?|\s[dl]['’]|\s[A-Z][\w’']+-"
)
_OPENS_NICKNAME = re.compile(r" [\"“‘'(]")
_CLOSES_NICKNAME = re.compile(r"[\"”’')] [^\W\d_a-z]")
_PARTICLES = frozenset("of the de la le du von van der den di da al el bin ibn y e und zu af av ben".split())
_GOES_ON = re.compile(r"-(?:(?:the|of|and|de|la|le|du|von|van|sur|upon|in)-)+[A-Z]\w+")
_SYLLABLE = re.compile(
    r"-(?!(?:era|led|like|run|born|style|based|backed|owned|type|aged|held|free|wide|area|elect)\b)[a-z]{2,5}\b"
)
_PARTNER = re.compile(r"\s&\s[A-Z][\w’'-]+")
_GENERATION = re.compile(r",?\s(?:Jr|Sr)\b\.?")
_INITIALS = re.compile(r"(?:\b[A-Z]\.\s?)+$")
_FIRST_HALF = re.compile(r"\b[A-Z][\w’']+-$")  # Ilves-|Koppel
# Capitalised words before a role that are no part of it.
_NO_ROLE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today last but then so and or when while as "
    "if because since after before although though however in on at by for of to with the a an".split()
)
AROUND = 130  # characters beside a name in which its title or description stands
_NO_ADJECTIVES = frozenset(
    "said says say told added and or but according of for to from with by at in on about against as like including "
    "when while where after before although though if because since until once has had was were is are".split()
)
# Words that begin the name of a place, whatever the encoder takes the rest for: *Port | Ellery*.
_OF_PLACES = frozenset("Port Fort Lake Mount Cape New North South East West Upper Lower Greater".split())
_PAST = frozenset("former late then ex".split())
_SUFFIXES = frozenset("jr sr ii iii iv esq phd md".split())
_NAME_WORDS = _PARTICLES | _SUFFIXES | {"s", "and"}
_APPOSITION = re.compile(r"\s*,\s*([\w’'-][^,.;:()\"“”]{2,120}?)(?=\s*[,.;:()]|$)")
_INTRODUCES = frozenset("the a an its his her their whose who".split())


@frozen(eq=False)
class Place:
    """Where every word stands.

    Attributes:
        words: the words of the text.
        tokens: their characters.
        sentence: index of each word's sentence, from 0, ascending.
        quoted: whether each word stands in quotation marks.
        pronouns: word indices of *he*, *him*, *his*, *she*, ... outside of quotation marks, with their gender.
    """

    words: Words
    tokens: list[str]
    sentence: list[int]
    quoted: list[bool]
    pronouns: list[tuple[int, Gender]]


@frozen
class Name:
    """A name in the text.

    Attributes:
        start, end: character offsets of the name itself, without title and possessive.
        low, high: the same in word indices.
        type: as the encoder tells it.
        parts: its words without titles.
        gender: told by a title before it, else None.
        role: title or description that stands with it, None where there is none.
        gender_at: character span of the word that tells the gender.
        core: its parts in lower case, cut at hyphens, without full stops and suffixes like Jr.
    """

    start: int
    end: int
    low: int
    high: int
    type: NameType
    parts: tuple[str, ...]
    gender: Gender | None = None
    role: str | None = None
    gender_at: tuple[int, int] | None = field(default=None, eq=False, repr=False)
    core: tuple[str, ...] = field(init=False, eq=False, repr=False)

    @property
    def generation(self) -> str | None:
        """Which of two people of one name: *jr*, *sr*; None where the name does not say."""
        last = self.parts[-1].lower().rstrip(".")
        return last if last in ("jr", "sr") else None

    @core.default
    def _core(self) -> tuple[str, ...]:
        parts = tuple(w for p in self.parts for w in p.lower().rstrip(".").replace("’", "'").split("-") if w)
        return tuple(p for p in parts if p not in _SUFFIXES) or parts


def find_places(text: str, words: Words, quotations: Sequence[Quotation]) -> Place:
    """Number the sentences and say which words are quoted."""
    tokens = [text[s:e] for s, e in zip(words.start.tolist(), words.end.tolist(), strict=True)]
    sentence, number, before, previous = [], 0, "", ""  # the two tokens before, closing marks aside
    for i, token in enumerate(tokens):
        if i and (words.paragraph[i] != words.paragraph[i - 1] or _opens_sentence(token, previous, before)):
            number += 1
        sentence.append(number)
        if token not in "\"”’»')":  # noqa: S105  # marks, no password
            before, previous = previous, token
    quoted = np.zeros(len(tokens), dtype=bool)
    for quotation in quotations:
        if quotation.style != "dash":
            low, high = words.at(quotation.start, quotation.end)
            quoted[low:high] = True
    pronouns = [(i, told) for i, t in enumerate(tokens) if not quoted[i] and (told := gender_of_pronoun(t.lower()))]
    return Place(words, tokens, sentence, quoted.tolist(), pronouns)


def _opens_sentence(token: str, previous: str, before: str) -> bool:
    """Whether a token opens a sentence after the two before it."""
    if not (token[0].isupper() or token[0] in "\"“‘«'(" or token[0].isdigit()) or previous not in (".", "!", "?", "…"):
        return False
    lower = before.lower()
    if previous != "." or not before:
        return True
    if lower == "no":
        return not token[0].isdigit()  # No. 5
    shortened = before[0].isupper() or lower in ("vs", "etc")  # not: He sat. It rained.
    return not (len(before) == 1 or (shortened and lower in words_for("abbreviations")))


def find_names(text: str, reading: Reading, place: Place) -> list[Name]:
    """Find all names, in order, with the title or description that stands with each."""
    words = reading.words
    breaks = np.r_[True, words.paragraph[1:] != words.paragraph[:-1]][: len(words)]
    names = []
    for role, low, high in _joined(text, words, name_spans(reading.names, breaks)):
        while low < high and not place.tokens[low][0].isalnum():
            low += 1
        while low < high and place.tokens[low].lower() in ("the", "a", "an") and high - low > 1:
            low += 1
        gender: Gender | None = None
        if role == "PER" and low and place.tokens[low - 1] in _OF_PLACES:
            role, low = "LOC", low - 1
        if role == "PER":
            while high - low > 1 and place.tokens[low].lower().rstrip(".") in words_for("titles"):
                gender = gender or gender_of_title(place.tokens[low].lower())
                low += 2 if place.tokens[low + 1] == "." and high - low > 2 else 1
        name = name_at(text, place, low, high, role, gender)
        if name is not None and not all(part.lower().rstrip(".") in words_for("titles") for part in name.parts):
            names.append(name)
    return names


def body_at(text: str, start: int, end: int, place: Place) -> Name | None:
    """The name of a body at a character span, None if the span holds no name."""
    return name_at(text, place, *place.words.at(start, end), "ORG", None)


def _joined(text: str, words: Words, spans: Sequence[RoleSpan]) -> list[tuple[str, int, int]]:
    """Names with their parts put together: *Loretta | E. Lynch*, *Robert | “Bobby” | Scott*, *Merrow | & | Finch*."""
    result: list[tuple[str, int, int]] = []
    for span in spans:
        between = text[words.end[result[-1][2] - 1] : words.start[span.low]] if result else ""
        end = int(words.end[span.high - 1])
        if result and between.strip() == "&" and result[-1][2] - result[-1][1] == 1 == span.high - span.low:
            result[-1] = ("ORG", result[-1][1], span.high)
        elif result and span.role == "PER" == result[-1][0] and _is_inside_name(text, between, end):
            result[-1] = ("PER", result[-1][1], span.high)
        else:
            result.append((span.role, span.low, span.high))
    return [part for whole in result for part in _cut(text, words, *whole)]


def _is_inside_name(text: str, between: str, end: int) -> bool:
    """Whether the name goes on after ``between``; the part behind it ends at ``end``."""
    if _OPENS_NICKNAME.fullmatch(between):
        return bool(_CLOSES_NICKNAME.match(text, end))  # not: said Mrs. Tallis “Anne ...
    return bool(_INSIDE_NAME.fullmatch(between))


def _cut(text: str, words: Words, role: str, low: int, high: int) -> Iterator[tuple[str, int, int]]:
    """Cut a person's name at words that no name has: *Robert | bade | Edna*."""
    if role != "PER":
        yield role, low, high
        return
    first = low
    for i in range(low, high):
        token = text[words.start[i] : words.end[i]]
        if text[words.start[i] - 1 : words.start[i]] == "-":  # Sang-jin
            continue
        if len(token) > 1 and token.isascii() and token.islower() and token.isalpha() and token not in _NAME_WORDS:
            if first < i:
                yield role, first, i
            first = i + 1
    if first < high:
        yield role, first, high


def name_at(text: str, place: Place, low: int, high: int, kind: str, gender: Gender | None) -> Name | None:
    """The name at words low to high, widened by nothing, its possessive taken off."""
    tokens, words = place.tokens, place.words
    if high - low > 1 and tokens[high - 1].lower() == "s" and tokens[high - 2] in "'’":
        high -= 2
    while high > low and not tokens[high - 1][0].isalnum() and not (tokens[high - 1] == "." and high - low > 1):
        high -= 1
    if high <= low:
        return None
    start, end = int(words.start[low]), int(words.end[high - 1])
    company = _PARTNER.match(text, end) if high - low == 1 else None
    if company is not None:  # Merrow | & Finch
        end, kind = company.end(), "ORG"
    start, end = _widened(text, start, end, kind)
    low, high = words.at(start, end)
    parts = tuple(POSSESSIVE.sub("", m.group()) for m in WORD.finditer(text, start, end))
    parts = tuple(p for p in parts if p)
    if not parts or not any(c.isupper() or not c.isascii() for c in text[start:end]):
        return None
    if tokens[high - 1] == "." and not re.search(r"\b(?:Jr|Sr|[A-Z]|Inc|Ltd|Co|Corp)\.$", text[start:end]):
        end = int(words.end[high - 2])
        high -= 1
    role, told = _role_before(text, place, low) if kind == "PER" else (None, None)
    if role is None and kind == "PER" and not place.quoted[low]:
        role = _description_before(text, place, low)
    after = _APPOSITION.match(text, end) if kind == "PER" and not place.quoted[low] else None
    if role is None and after is not None and _is_description(after.group(1)):
        role = after.group(1)
    if role is not None and told is None:
        told = next((g for w in WORD.findall(role.lower())[:6] if (g := gender_of_noun(w))), None)
    gender = gender or told
    at = None if gender is None else gender_word(text, start, end, gender)
    return Name(start, end, low, high, kind, parts, gender, role, at)  # type: ignore[arg-type]


def _widened(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Add the parts of a name that the encoder may miss: *Wilma | -the-Owl*, *R. | J. Calloway*, *Prewitt | Jr*."""
    if kind != "PER":
        return start, end
    given = text.count(" ", start, end) == 1  # Ryu Sang|-jin
    for pattern in (_GOES_ON, _GENERATION, *((_SYLLABLE,) if given else ())):
        longer = pattern.match(text, end)
        end = end if longer is None else longer.end()
    for pattern in (_FIRST_HALF, _INITIALS):
        before = pattern.search(text, max(0, start - 30), start)
        start = start if before is None else before.start()
    return start, end


def gender_word(text: str, start: int, end: int, gender: Gender) -> tuple[int, int] | None:
    """The title or noun that tells the gender: in the span, else the last before it, else the first after it."""
    inside = WORD.finditer(text, start, end)
    before = reversed(list(WORD.finditer(text, max(0, start - AROUND), start)))
    for found in (*inside, *before, *WORD.finditer(text, end, end + AROUND)):
        word = found.group().lower().rstrip(".")
        if gender in (gender_of_title(word), gender_of_noun(word)):
            return found.span()
    return None


def _role_before(text: str, place: Place, low: int) -> tuple[str | None, Gender | None]:
    """Title or role right before a name: *Russian Foreign Minister*, *engineer*; and the gender it tells."""
    tokens = place.tokens
    nouns = words_for("persons") | words_for("titles")
    i, seen, gender = _office_before(place, low), False, None
    while i > 0 and place.sentence[i - 1] == place.sentence[low] and low - i < 12:
        lower = tokens[i - 1].lower()
        before = tokens[i - 2].lower() if i > 1 else ""
        if lower in nouns:
            seen = True
            gender = gender or gender_of_title(lower) or gender_of_noun(lower)
        elif lower == "-" or (lower == "." and (before in words_for("titles") or len(before) == 1)):
            pass
        elif not seen or (
            before not in nouns if lower == "and" else not tokens[i - 1][0].isupper() or lower in _NO_ROLE
        ):
            break
        i -= 1
    while i < low and (tokens[i].lower() in LINKS or not tokens[i][0].isalnum()):
        i += 1
    if i > 0 and tokens[i - 1].lower() in _PAST:
        i -= 1
    elif i > 1 and tokens[i - 1] == "-" and tokens[i - 2].lower() in _PAST:
        i -= 2
    if not seen or i >= low:
        return None, None
    role = text[place.words.start[i] : place.words.start[low]].strip(" ,\n\t\u00a0")
    return role or None, gender


def _office_before(place: Place, low: int) -> int:
    """Where the noun of an office ends that goes on before a name: *Secretary | of State*; else the name."""
    tokens, nouns = place.tokens, words_for("persons") | words_for("titles")
    for i in range(low - 1, max(low - 8, 0), -1):
        lower = tokens[i].lower()
        if place.sentence[i - 1] != place.sentence[low] or lower in nouns:
            break
        if lower in ("of", "for") and tokens[i - 1].lower() in nouns and i < low - 1:
            return i
        if not tokens[i][0].isupper() and lower not in ("of", "for", "the", "and"):
            break
    return low


def _description_before(text: str, place: Place, low: int) -> str | None:
    """A description that a comma sets before a name: *his sister, Simi Akinola*; *the bakery’s owner, Yusuf Karaca*."""
    tokens = place.tokens
    if low < 3 or tokens[low - 1] != ",":
        return None
    noun = tokens[low - 2].lower()
    for i in range(low - 2, max(low - 10, -1), -1):
        if place.sentence[i] != place.sentence[low] or (not tokens[i][0].isalnum() and tokens[i] not in "'’-"):
            return None
        possessor = tokens[i][0].isupper() and i + 1 < low and tokens[i + 1] in "'’" and tokens[i - 1].islower()
        if tokens[i].lower() in DETERMINERS or possessor or (tokens[i][0].isupper() and _opens(place, i)):
            words = [t.lower() for t in tokens[i : low - 1]]
            known = (
                noun in words_for("persons") or gender_of_noun(noun) or any(w in words_for("persons") for w in words)
            )
            return text[place.words.start[i] : place.words.end[low - 2]] if known else None
    return None


def _opens(place: Place, word: int) -> bool:
    return word == 0 or place.sentence[word - 1] != place.sentence[word]


def _is_description(stretch: str) -> bool:
    """Whether what follows a name and a comma says who that is: *the mayor of Ostby*, *director of the zoo*."""
    words = WORD.findall(stretch)
    if not words:
        return False
    first = words[0].lower()
    if first in _INTRODUCES:
        return any(w.lower() in words_for("persons") or gender_of_noun(w.lower()) for w in words[:10])
    # without an article the noun comes soon, and no verb or preposition before it
    early = next((i for i, w in enumerate(words[:4]) if w.lower() in words_for("persons")), None)
    return early is not None and not any(w in _NO_ADJECTIVES or w.endswith("ing") for w in words[:early])
