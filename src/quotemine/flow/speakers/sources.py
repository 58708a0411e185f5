"""Tell what the source of an attribution is: a name, several names, a pronoun or a description."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from attrs import field, frozen

from quotemine.flow.lexicon import Gender, gender_of_title, pronoun_class, words_for
from quotemine.flow.speakers.mentions import DETERMINERS, LINKS, POSSESSIVE, WORD, Name, NameType, Place, name_at

__all__ = ["GEOGRAPHIC", "Source", "read_source", "types_by_word"]

Form = Literal["name", "pronoun", "description", "names"]

_PREPOSITIONS = frozenset(
    "of for to from with by at in on about against under over among within outside near behind including like via "
    "around between after before during as".split()
)
_AFTER_HEAD = _PREPOSITIONS | frozenset(
    "and or who which himself herself itself that as all both alone too also jr sr".split()
)
_BEFORE_APPOSED = re.compile(
    r",\s+(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Del|Capt|Captain|Sgt|Gen|Sir|Dame|state|U\.S)\.?\s+)*"
)
FULL_NAME = 3  # words, at most, of a source that is a name and nothing else
GEOGRAPHIC = frozenset("city state country nation town village county island republic kingdom province".split())


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


def types_by_word(names: Iterable[Name]) -> dict[str, NameType]:
    """The type of the first name that each word is a part of."""
    types: dict[str, NameType] = {}
    for name in names:
        for part in name.parts:
            types.setdefault(part, name.type)
    return types


def read_source(
    text: str, start: int, end: int, names: Sequence[Name], types: Mapping[str, NameType], place: Place
) -> Source:
    """Tell what a source is: a name, several, a pronoun or a description.

    Args:
        start, end: character span of the source.
        names: all names of the text.
        types: of their words, from :func:`types_by_word`.
    """
    shown = text[start:end]
    tokens = [m.group() for m in WORD.finditer(shown)]
    lower = [t.lower() for t in tokens]
    if lower and pronoun_class(lower[0]) and (len(lower) == 1 or lower[1:] in (["himself"], ["herself"], ["all"])):
        return Source("pronoun", head=lower[0])
    if shown.isupper() and len(tokens) > 1 and text[end : end + 1] == ":":  # the label of a turn in a transcript
        low, high = place.words.at(start, end)
        below, gender = _after_titles(place, low, high)
        spoken = name_at(text, place, below, high, "PER", gender)
        if spoken is not None and not set(lower[-1:]) & (words_for("bodies") | words_for("persons")):
            return Source("name", name=spoken)
    around = names[bisect_right(names, start, key=_end) : bisect_left(names, end, key=_start)]
    inside = [n for n in around if n.end - n.start <= end - start + 20]
    heads = [n for n in inside if not _is_modifier(text, n, start, end)]
    together = tuple(n for n in heads if n.type != "MISC")
    if len(together) > 1 and _coordinated(text, heads):
        return Source("names", names=together)
    persons = [n for n in heads if n.type == "PER"]
    if persons:
        return Source("name", name=_completed(text, start, end, persons[0], place) or persons[0])
    whole = _whole_name(text, start, end, inside, types, place)
    if whole is not None:
        return Source("name", name=whole)
    bodies = [n for n in heads if n.type != "MISC"]
    if bodies:
        return Source("name", name=bodies[0])
    apposed = _apposed(text, end, names)
    if apposed is not None:
        return Source("name", name=apposed)
    head = _head(lower)
    place_name = next(
        (
            n
            for n in inside
            if n.type == "LOC" and head in GEOGRAPHIC and text[start : n.start].lower().endswith(f"{head} of ")
        ),
        None,
    )
    if place_name is not None:
        return Source("name", name=place_name)
    owner = next((n for n in inside if n.type in ("PER", "ORG", "LOC") and _owns(text, n, start, head)), None)
    content = frozenset(w for w in lower if w not in DETERMINERS and w not in _PREPOSITIONS)
    return Source("description", head=head, owner=owner, words=content)


def _start(name: Name) -> int:
    return name.start


def _end(name: Name) -> int:
    return name.end


def _apposed(text: str, end: int, names: Sequence[Name]) -> Name | None:
    """The name that follows a description: *the bell-ringer, Ottilie Brandt,*."""
    after = _BEFORE_APPOSED.match(text, end)
    if after is None:
        return None
    at = bisect_left(names, after.end(), key=_start)
    name = names[at] if at < len(names) else None
    if (
        name is None
        or name.type != "PER"
        or name.start != after.end()
        or not re.match(r"\s*(?:[,.;:]|$)", text[name.end : name.end + 3])
    ):
        return None
    return name


def _is_modifier(text: str, name: Name, start: int, end: int) -> bool:
    """Whether a name in a source only belongs to its head: *Disney* in *a spokesman for Disney*."""
    after = text[name.end : end]
    if re.match(r"['’]s?\b|['’]\s", after):
        return True
    ahead = text[start : name.start].rstrip(" .")
    if name.role is not None:
        ahead = ahead.removesuffix(name.role)  # a spokesman for Mayor Quist
    before = re.findall(r"[^\W_]+|,", ahead)
    while before and before[-1].lower() in ("the", "a", "an", "mr", "mrs", "ms", "dr", "president", "former", "then"):
        before = before[:-1]
    if before and before[-1].lower() in _PREPOSITIONS:
        return True
    if name.type != "PER" and any(word in _PREPOSITIONS for word in before[1:]):
        return True  # posts on the site Quillworks
    following = re.match(r"[\s-]+([^\W\d_]+)", after)
    if following is None:
        return False
    return following.group(1).lower() not in _AFTER_HEAD


def _coordinated(text: str, names: list[Name]) -> bool:
    """Whether the last two of the names are joined by *and*, not by way of a description."""
    between = re.sub(r"\([^)]*\)", "", text[names[-2].end : names[-1].start])
    return bool(re.fullmatch(r"[\s,]*(?:and|&|or)\s+(?:(?:the|Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.?\s+)*", between))


def _whole_name(
    text: str, start: int, end: int, inside: list[Name], types: Mapping[str, NameType], place: Place
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
    below, gender = _after_titles(place, low, high)
    if below > low:
        return name_at(text, place, below, high, "PER", gender) if _is_capital(place.tokens[below:high]) else None
    low = next((i for i in range(low, high) if not place.tokens[i].islower()), high)
    if low == high or not _is_capital(place.tokens[low:high]):
        return None
    persons = words_for("persons")
    if low and place.tokens[low - 1] in persons and place.words.start[low - 1] >= start and high - low > 1:
        return name_at(text, place, low, high, "PER", None)  # harbour director | Ines Corran
    if any(word in persons for word in WORD.findall(text[start : place.words.start[low]].lower())):
        return None
    tokens = [t for t in place.tokens[low:high] if t[0].isalnum()]
    if len(tokens) == 1:
        kind = _kind_of_word(tokens[0], low, types, place)
        return None if kind is None else name_at(text, place, low, high, kind, None)
    if {tokens[-1].lower(), tokens[-1].lower().removesuffix("s")} & persons:
        return None
    return name_at(text, place, low, high, next((n.type for n in inside if n.type in ("ORG", "LOC")), "ORG"), None)


def _completed(text: str, start: int, end: int, name: Name, place: Place) -> Name | None:
    """A name of which the encoder saw one half, the source being the whole: *Ines | Corran*."""
    low, high = place.words.at(start, end)
    tokens = place.tokens[low:high]
    if not 1 < len(tokens) <= FULL_NAME or name.high - name.low != 1 or (name.start > start and name.end < end):
        return None
    others = words_for("titles") | words_for("persons") | words_for("bodies")
    if not all(t.isalpha() and t[0].isupper() and not t.isupper() and t.lower() not in others for t in tokens):
        return None
    return name_at(text, place, low, high, "PER", name.gender)


def _after_titles(place: Place, low: int, high: int) -> tuple[int, Gender | None]:
    """The first word after titles, and the gender that they tell."""
    gender: Gender | None = None
    while high - low > 1 and place.tokens[low].lower() in words_for("titles") and place.tokens[low][0].isupper():
        gender = gender or gender_of_title(place.tokens[low].lower())
        low += 2 if place.tokens[low + 1] == "." and high - low > 2 else 1
    return low, gender


def _is_capital(tokens: list[str]) -> bool:
    """Whether all words but small ones between begin with a capital or a digit."""
    words = [t for t in tokens if t[0].isalnum()]
    if not words or not words[-1][0].isupper():
        return False
    return all(t[0].isupper() or t[0].isdigit() or t.lower() in LINKS or t == "a" for t in words)


def _kind_of_word(token: str, low: int, types: Mapping[str, NameType], place: Place) -> NameType | None:
    """Type of a single capitalised word as name, None where it may be a common noun: *Senator*, *Republicans*."""
    alike = types.get(token)
    if alike is not None:
        return None if alike == "MISC" else alike
    inside_sentence = low > 0 and place.sentence[low - 1] == place.sentence[low]
    if not inside_sentence and not (token.isupper() and len(token) > 1):
        return None
    if token.lower() in words_for("persons") | words_for("bodies") | words_for("texts"):
        return None
    return None if token.endswith("s") and not token.isupper() else "ORG"


def _head(lower: list[str]) -> str:
    """Head noun: the last word before a preposition, a relative pronoun or a comma."""
    head = ""
    for i, word in enumerate(lower):
        if i and (
            word in _PREPOSITIONS or word in ("who", "which", "that", "and", "whose", "called", "named", "signed")
        ):
            break
        if word not in DETERMINERS:
            head = POSSESSIVE.sub("", word)
    return head


def _owns(text: str, name: Name, start: int, head: str) -> bool:
    """Whether a name tells whose something is: *Miller’s statement*, *a letter by Miller*, *a Miller tweet*."""
    after = text[name.end : name.end + 30]
    if re.match(r"['’]s?\b|['’]\s", after):
        return True
    if head in words_for("authored") and re.match(rf"\s+(?:[a-z]+\s+)?{re.escape(head)}\b", after, re.IGNORECASE):
        return True
    before = text[start : name.start].lower()
    if re.match(r"\s+(?:published|issued|wrote|released|presented|sent)\b", after):
        return bool(re.search(r"\b(?:that|which)\s+(?:[\w.]+\s+){0,4}$", before))  # a report that Quillworks published
    return bool(re.search(r"\b(?:by|from|signed by|of)\s+(?:[\w.]+\s+){0,3}$", before))
