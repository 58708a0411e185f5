"""Find the mentions of people and bodies: names anywhere, and what each source is."""

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import field, frozen

from quotemine.flow.attributions.spans import RoleSpan, name_spans
from quotemine.flow.encoder import Reading
from quotemine.flow.marks import Quotation
from quotemine.flow.speakers.lexicon import Gender, gender_of_noun, gender_of_title, pronoun_class, words_for
from quotemine.flow.words import Words

__all__ = ["Name", "Place", "Source", "body_at", "find_names", "find_places", "read_source"]

NameType = Literal["PER", "ORG", "LOC", "MISC"]
Form = Literal["name", "pronoun", "description", "names"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?|&")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_DETERMINERS = frozenset("the a an this that these those his her its their our my your some both".split())
_PREPOSITIONS = frozenset(
    "of for to from with by at in on about against under over among within outside near behind including like via "
    "around between after before during".split()
)
_AFTER_HEAD = _PREPOSITIONS | frozenset("and or who which himself herself itself that as all both alone too also jr sr".split())
_LINKS = frozenset("of the for and on de la del von van der den di da al el bin ibn & to in 's".split())
_INSIDE_NAME = re.compile(r"[ \u00a0]{0,2}(?:[A-Z]\.)?[ \u00a0]{0,2}[\"“”‘’'(]?[ \u00a0]?[\"“‘'(]?|[\"”’')] ?")
_BEFORE_APPOSED = re.compile(r",\s+(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Del|Capt|Captain|Sgt|Gen|Sir|Dame|state|U\.S)\.?\s+)*")
_GEOGRAPHIC = frozenset("city state country town village county island republic kingdom province".split())
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
    for role, low, high in _joined(text, words, name_spans(reading.names, breaks)):
        while low < high and not place.tokens[low][0].isalnum():
            low += 1
        while low < high and place.tokens[low].lower() in ("the", "a", "an") and high - low > 1:
            low += 1
        gender: Gender | None = None
        if role == "PER":
            while high - low > 1 and place.tokens[low].lower().rstrip(".") in words_for("titles"):
                gender = gender or gender_of_title(place.tokens[low].lower())
                low += 2 if place.tokens[low + 1] == "." and high - low > 2 else 1  # noqa: PLR2004
        name = _name(text, place, low, high, role, gender)
        if name is not None:
            names.append(name)
    return names


def body_at(text: str, start: int, end: int, place: Place) -> Name | None:
    """The name of a body at a character span, None if the span holds no name."""
    return _name(text, place, *place.words.at(start, end), "ORG", None)


def _joined(text: str, words: Words, spans: Sequence[RoleSpan]) -> list[tuple[str, int, int]]:
    """Names with the parts of one person put together: *Loretta | E. Lynch*, *Robert | “Bobby” | Scott*."""
    result: list[tuple[str, int, int]] = []
    for span in spans:
        if result and span.role == "PER" == result[-1][0]:
            between = text[words.end[result[-1][2] - 1] : words.start[span.low]]
            if _INSIDE_NAME.fullmatch(between):
                result[-1] = ("PER", result[-1][1], span.high)
                continue
        result.append((span.role, span.low, span.high))
    return result


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
    if role is None and kind == "PER":
        role = _description_before(text, place, low)
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


def _description_before(text: str, place: Place, low: int) -> str | None:
    """A description that a comma sets before a name: *his sister, Simi Akinola*; *the bakery’s owner, Yusuf Karaca*."""
    tokens = place.tokens
    if low < 3 or tokens[low - 1] != ",":  # noqa: PLR2004
        return None
    noun = tokens[low - 2].lower()
    for i in range(low - 2, max(low - 10, -1), -1):
        if place.sentence[i] != place.sentence[low] or not tokens[i][0].isalnum() and tokens[i] not in "'’-":
            return None
        if tokens[i].lower() in _DETERMINERS:
            words = [t.lower() for t in tokens[i : low - 1]]
            known = noun in words_for("persons") or gender_of_noun(noun) or any(w in words_for("persons") for w in words)
            return text[place.words.start[i] : place.words.end[low - 2]] if known else None
    return None


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
    if lower and pronoun_class(lower[0]) and (len(lower) == 1 or lower[1:] in (["himself"], ["herself"], ["all"])):
        return Source("pronoun", head=lower[0])
    inside = [n for n in names if n.start < end and start < n.end and n.end - n.start <= end - start + 20]
    heads = [n for n in inside if not _is_modifier(text, n, start, end)]
    if len(heads) > 1 and _coordinated(text, heads):
        return Source("names", names=tuple(n for n in heads if n.type != "MISC"))
    persons = [n for n in heads if n.type == "PER"]
    if persons:
        return Source("name", name=persons[0])
    whole = _whole_name(text, start, end, inside, names, place)
    if whole is not None:
        return Source("name", name=whole)
    bodies = [n for n in heads if n.type != "MISC"]
    if bodies:
        return Source("name", name=bodies[0])
    apposed = _apposed(text, end, names)
    if apposed is not None:
        return Source("name", name=apposed)
    head = _head(lower)
    place_name = next((n for n in inside if n.type == "LOC" and head in _GEOGRAPHIC and text[start : n.start].lower().endswith(f"{head} of ")), None)
    if place_name is not None:
        return Source("name", name=place_name)
    owner = next((n for n in inside if n.type in ("PER", "ORG", "LOC") and _owns(text, n, start)), None)
    content = frozenset(w for w in lower if w not in _DETERMINERS and w not in _PREPOSITIONS)
    return Source("description", head=head, owner=owner, words=content)


def _apposed(text: str, end: int, names: Sequence[Name]) -> Name | None:
    """The name that follows a description: *the bell-ringer, Ottilie Brandt,*."""
    after = _BEFORE_APPOSED.match(text, end)
    if after is None:
        return None
    name = next((n for n in names if n.type == "PER" and n.start == after.end()), None)
    if name is None or not re.match(r"\s*(?:[,.;:]|$)", text[name.end : name.end + 3]):
        return None
    return name


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
    return following.group(1).lower() not in _AFTER_HEAD


def _coordinated(text: str, names: list[Name]) -> bool:
    """Whether the last two of the names are joined by *and*, not by way of a description."""
    between = re.sub(r"\([^)]*\)", "", text[names[-2].end : names[-1].start])
    return bool(re.fullmatch(r"[\s,]*(?:and|&|or)\s+(?:(?:the|Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.?\s+)*", between))


def _whole_name(
    text: str, start: int, end: int, inside: list[Name], names: Sequence[Name], place: Place
) -> Name | None:
    """A source that is written as a name throughout, though the encoder saw none or a part.

    *The Deseret News*, *Committee for a Responsible Federal Budget*, *Mr. McKinley*.
    """
    low, high = place.words.at(start, end)
    first = place.tokens[low].lower() if low < high else ""
    if first in ("a", "an") or "'" in text[start:end] or "’" in text[start:end]:
        return None
    while low < high and place.tokens[low].lower() in ("the", "both"):
        low += 1
    gender: Gender | None = None
    titled = False
    while high - low > 1 and place.tokens[low].lower() in words_for("titles") and place.tokens[low][0].isupper():
        gender, titled = gender or gender_of_title(place.tokens[low].lower()), True
        low += 2 if place.tokens[low + 1] == "." and high - low > 2 else 1  # noqa: PLR2004
    if not titled:
        low = next((i for i in range(low, high) if not place.tokens[i].islower()), high)
    tokens = [t for t in place.tokens[low:high] if t[0].isalnum()]
    capital = [t[0].isupper() or t.lower() in _LINKS or t[0].isdigit() or t.lower() == "a" for t in tokens]
    if not tokens or not all(capital) or not tokens[-1][0].isupper():
        return None
    if place.words.start[low] > start and any(t in words_for("persons") for t in _WORD.findall(text[start : place.words.start[low]].lower())):
        return None
    if titled:
        return _name(text, place, low, high, "PER", gender)
    nouns = words_for("persons") | words_for("bodies") | words_for("texts")
    if len(tokens) == 1:
        token = tokens[0]
        alike = next((n for n in names if token in n.parts), None)
        if alike is None and not (token.isupper() and len(token) > 1) and not _capital_inside_sentence(place, low):
            return None
        if alike is None and (token.lower() in nouns or (token.endswith("s") and not token.isupper())):
            return None  # Senator; Republicans
        if alike is not None and alike.type == "MISC":
            return None
        return _name(text, place, low, high, "ORG" if alike is None else alike.type, None)
    if tokens[-1].lower().rstrip("s") in words_for("persons") or tokens[-1].lower() in words_for("persons"):
        return None
    return _name(text, place, low, high, next((n.type for n in inside if n.type in ("ORG", "LOC")), "ORG"), None)


def _capital_inside_sentence(place: Place, low: int) -> bool:
    return low > 0 and place.sentence[low - 1] == place.sentence[low] and place.tokens[low][0].isupper()


def _head(lower: list[str]) -> str:
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
