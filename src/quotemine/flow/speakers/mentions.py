"""Find the mentions of people and bodies: names anywhere, and what each source is."""

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import field, frozen

from quotemine.flow.attributions.spans import name_spans
from quotemine.flow.encoder import Reading
from quotemine.flow.marks import Quotation
from quotemine.flow.speakers.lexicon import Gender, gender_of_noun, gender_of_title, pronoun_class, words_for
from quotemine.flow.words import Words

__all__ = ["Name", "Place", "Source", "find_names", "find_places", "read_source"]

NameType = Literal["PER", "ORG", "LOC", "MISC"]
Form = Literal["name", "pronoun", "description", "names"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?|&")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_DETERMINERS = frozenset("the a an this that these those his her its their our my your some both".split())
_PREPOSITIONS = frozenset(
    "of for to from with by at in on about against under over among within outside near behind including like via "
    "around between after before during".split()
)
_LINKS = frozenset("of the for and on de la del von van der den di da al el bin ibn & to in 's".split())
_APPOSITION = re.compile(r"\s*,\s*((?:the|a|an|its|his|her|their|whose|who)\b[^,.;:()\"“”]{2,120}?)(?=\s*[,.;:()]|$)")


@frozen(eq=False)
class Place:
    """Where every word stands.

    Attributes:
        words: the words of the text.
        tokens: their characters.
        sentence: index of each word's sentence, from 0, ascending.
        quoted: whether each word stands in quotation marks.
    """

    words: Words
    tokens: list[str]
    sentence: list[int]
    quoted: list[bool]


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
    """

    start: int
    end: int
    low: int
    high: int
    type: NameType
    parts: tuple[str, ...]
    gender: Gender | None = None
    role: str | None = None


@frozen
class Source:
    """What the source of an attribution is.

    Attributes:
        form: a name (title and apposition aside), several names, a pronoun, or a description.
        name: the name that the source stands for, if its form is name.
        names: all its names, if its form is names.
        head: head noun of a description, or the pronoun, in lower case.
        owner: the name in *Miller's statement*, *a letter by Miller*; None where there is none.
        words: content words of a description, in lower case.
    """

    form: Form
    name: Name | None = None
    names: tuple[Name, ...] = ()
    head: str = ""
    owner: Name | None = None
    words: frozenset[str] = field(default=frozenset())


def find_places(text: str, words: Words, quotations: Sequence[Quotation]) -> Place:
    """Number the sentences and say which words are quoted."""
    tokens = [text[s:e] for s, e in zip(words.start.tolist(), words.end.tolist(), strict=True)]
    sentence, number = [], 0
    for i, token in enumerate(tokens):
        if i and (words.paragraph[i] != words.paragraph[i - 1] or _opens_sentence(tokens, i)):
            number += 1
        sentence.append(number)
    quoted = np.zeros(len(tokens), dtype=bool)
    for quotation in quotations:
        if quotation.style != "dash":
            low, high = words.at(quotation.start, quotation.end)
            quoted[low:high] = True
    return Place(words, tokens, sentence, quoted.tolist())


def _opens_sentence(tokens: list[str], i: int) -> bool:
    token = tokens[i]
    if not (token[0].isupper() or token[0] in "\"“‘«'(" or token[0].isdigit()):
        return False
    j = i - 1
    while j >= 0 and tokens[j] in "\"”’»')":
        j -= 1
    if j < 0 or tokens[j] not in ".!?…":
        return False
    before = tokens[j - 1].lower() if j else ""
    return not (tokens[j] == "." and (len(before) == 1 or before in words_for("abbreviations")))


def find_names(text: str, reading: Reading, place: Place) -> list[Name]:
    """Find all names, in order, with the title or description that stands with each."""
    words = reading.words
    breaks = np.r_[True, words.paragraph[1:] != words.paragraph[:-1]][: len(words)]
    names = []
    for span in name_spans(reading.names, breaks):
        low, high = span.low, span.high
        while low < high and not place.tokens[low][0].isalnum():
            low += 1
        while low < high and place.tokens[low].lower() in ("the", "a", "an") and high - low > 1:
            low += 1
        gender: Gender | None = None
        if span.role == "PER":
            while high - low > 1 and place.tokens[low].lower().rstrip(".") in words_for("titles"):
                gender = gender or gender_of_title(place.tokens[low].lower())
                low += 2 if place.tokens[low + 1] == "." and high - low > 2 else 1  # noqa: PLR2004
        name = _name(text, place, low, high, span.role, gender)
        if name is not None:
            names.append(name)
    return names


def _name(text: str, place: Place, low: int, high: int, kind: str, gender: Gender | None) -> Name | None:
    """The name at words low to high, widened by nothing, its possessive taken off."""
    tokens, words = place.tokens, place.words
    if high - low > 1 and tokens[high - 1].lower() == "s" and tokens[high - 2] in "'’":
        high -= 2
    while high > low and not tokens[high - 1][0].isalnum() and not (tokens[high - 1] == "." and high - low > 1):
        high -= 1
    if high <= low:
        return None
    start, end = int(words.start[low]), int(words.end[high - 1])
    parts = tuple(_POSSESSIVE.sub("", m.group()) for m in _WORD.finditer(text, start, end))
    parts = tuple(p for p in parts if p)
    if not parts or not any(c.isupper() or not c.isascii() for c in text[start:end]):
        return None
    if tokens[high - 1] == "." and not re.search(r"\b(?:Jr|Sr|[A-Z]|Inc|Ltd|Co|Corp)\.$", text[start:end]):
        end = int(words.end[high - 2])
        high -= 1
    role, told = _role_before(text, place, low) if kind == "PER" else (None, None)
    after = _APPOSITION.match(text, end) if kind == "PER" else None
    if role is None and after is not None and _is_description(after.group(1)):
        role = after.group(1)
    if role is not None and told is None:
        told = next((g for w in _WORD.findall(role.lower())[:6] if (g := gender_of_noun(w))), None)
    return Name(start, end, low, high, kind, parts, gender or told, role)  # type: ignore[arg-type]


def _role_before(text: str, place: Place, low: int) -> tuple[str | None, Gender | None]:
    """Title or role right before a name: *Russian Foreign Minister*, *engineer*; and the gender it tells."""
    tokens = place.tokens
    i, seen, gender = low, False, None
    while i > 0 and place.sentence[i - 1] == place.sentence[low] and low - i < 12:  # noqa: PLR2004
        token = tokens[i - 1]
        lower = token.lower()
        if lower in words_for("persons") or lower in words_for("titles") or lower in words_for("abbreviations"):
            seen = True
            gender = gender or gender_of_title(lower) or gender_of_noun(lower)
        elif token in (".", "-") and i >= 2 and (tokens[i - 2].lower() in words_for("titles") or token == "-"):  # noqa: PLR2004
            pass
        elif not (seen and (token[0].isupper() or (lower in ("of", "and", "for", "the", "to") and _capital_before(tokens, i)))):
            break
        i -= 1
    while i < low and (tokens[i].lower() in _LINKS or not tokens[i][0].isalnum()):
        i += 1
    if not seen or i >= low:
        return None, None
    role = text[place.words.start[i] : place.words.start[low]].strip(" ,.\n\t\u00a0")
    return role or None, gender


def _capital_before(tokens: list[str], i: int) -> bool:
    return i >= 2 and tokens[i - 2][0].isupper()  # noqa: PLR2004


def _is_description(stretch: str) -> bool:
    words = _WORD.findall(stretch.lower())
    return bool(words) and any(w in words_for("persons") or gender_of_noun(w) for w in words[:10])


def read_source(text: str, start: int, end: int, names: Sequence[Name], place: Place) -> Source:
    """Tell what a source is: a name, several, a pronoun or a description.

    Args:
        start, end: character span of the source.
        names: all names of the text.
    """
    shown = text[start:end]
    tokens = [m.group() for m in _WORD.finditer(shown)]
    lower = [t.lower() for t in tokens]
    if lower and pronoun_class(lower[0]) and (len(lower) == 1 or (len(lower) == 2 and lower[1] in ("himself", "herself", "all"))):  # noqa: PLR2004
        return Source("pronoun", head=lower[0])
    inside = [n for n in names if n.start >= start and n.end <= end]
    heads = [n for n in inside if not _is_modifier(text, n, start, end)]
    persons = [n for n in heads if n.type == "PER"] or [n for n in heads if n.type != "MISC"]
    if len(persons) > 1 and _coordinated(text, persons):
        return Source("names", names=tuple(persons))
    if persons:
        return Source("name", name=persons[0])
    whole = _whole_name(text, start, end, inside, place)
    if whole is not None:
        return Source("name", name=whole)
    head = _head(lower, tokens)
    owner = next((n for n in inside if n.type in ("PER", "ORG", "LOC") and _owns(text, n, start)), None)
    content = frozenset(w for w in lower if w not in _DETERMINERS and w not in _PREPOSITIONS)
    return Source("description", head=head, owner=owner, words=content)


def _is_modifier(text: str, name: Name, start: int, end: int) -> bool:
    """Whether a name in a source only belongs to its head: *Disney* in *a spokesman for Disney*."""
    after = text[name.end : end]
    if re.match(r"['’]s?\b|['’]\s", after):
        return True
    before = re.findall(r"[^\W_]+|,", text[start : name.start])
    while before and before[-1].lower() in ("the", "a", "an", "mr", "mrs", "ms", "dr", "president", "former", "then"):
        before = before[:-1]
    if before and before[-1].lower() in _PREPOSITIONS:
        return True
    following = re.match(r"[\s-]+([^\W\d_]+)", after)
    if following is None:
        return False
    word = following.group(1)
    return word.lower() not in (*_PREPOSITIONS, "and", "or", "who", "which", "himself", "herself", "itself", "says", "that", "as") or (
        word.lower() == "and" and False
    )


def _coordinated(text: str, names: list[Name]) -> bool:
    between = text[names[0].end : names[1].start]
    return bool(re.search(r"\band\b|&", between)) and len(between) < 40 or (  # noqa: PLR2004
        len(names) > 2 and between.strip() == ","  # noqa: PLR2004
    )


def _whole_name(text: str, start: int, end: int, inside: list[Name], place: Place) -> Name | None:
    """A source that is written as a name throughout, though the encoder saw none: *The Deseret News*."""
    low, high = place.words.at(start, end)
    while low < high and place.tokens[low].lower() in ("the", "a", "an", "both"):
        if place.tokens[low].lower() in ("a", "an"):
            return None
        low += 1
    tokens = [t for t in place.tokens[low:high] if t[0].isalnum()]
    if not tokens or "'" in text[start:end] or "’" in text[start:end]:
        return None
    if not all(t[0].isupper() or t.lower() in _LINKS or t[0].isdigit() for t in tokens):
        return None
    if len(tokens) == 1:
        plain = inside[0] if inside else None
        capital = plain is not None or (tokens[0].isupper() and len(tokens[0]) > 1) or _capital_inside_sentence(place, low)
        if not capital or tokens[0].lower() in words_for("persons") | words_for("bodies") | words_for("texts"):
            return None
        if tokens[0].endswith("s") and (plain is None or plain.type == "MISC") and not tokens[0].isupper():
            return None  # Republicans
    elif tokens[-1].lower().rstrip("s") in words_for("persons"):
        return None
    kind = next((n.type for n in inside if n.type in ("ORG", "PER")), "ORG")
    if len(tokens) == 1 and inside:
        kind = inside[0].type if inside[0].type != "MISC" else "ORG"
    return _name(text, place, low, high, kind, None)


def _capital_inside_sentence(place: Place, low: int) -> bool:
    return low > 0 and place.sentence[low - 1] == place.sentence[low] and place.tokens[low][0].isupper()


def _head(lower: list[str], tokens: list[str]) -> str:
    """Head noun: the last word before a preposition, a relative pronoun or a comma."""
    head = ""
    for i, word in enumerate(lower):
        if i and (word in _PREPOSITIONS or word in ("who", "which", "that", "and", "whose", "called", "named", "signed")):
            break
        if word not in _DETERMINERS:
            head = _POSSESSIVE.sub("", word)
    return head


def _owns(text: str, name: Name, start: int) -> bool:
    if re.match(r"['’]s?\b|['’]\s", text[name.end : name.end + 3]):
        return True
    before = text[start : name.start].lower()
    return bool(re.search(r"\b(?:by|from|signed by|of)\s+(?:[\w.]+\s+){0,3}$", before))
