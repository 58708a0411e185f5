"""Take the description that stands with a person's name apart: the title, whom it belongs to, whether it is past."""

import json
import re
from functools import cache
from importlib.resources import files
from itertools import dropwhile, pairwise

from attrs import frozen

from quotemine.flow.lexicon import gender_of_noun, words_for
from quotemine.flow.speakers.mentions import DETERMINERS, POSSESSIVE

__all__ = ["Role", "head_noun", "take_apart"]

_LONGEST = 400  # characters that are read: descriptions are shorter, strings need not be
_WHO_IS = re.compile(r"^\s*who (?:also |now |once )?(?:is|was|has been|had been|became|serve[sd] as) ", re.IGNORECASE)
_BEHIND = re.compile(r"(?:^|\s)(?:who|whom|whose|which|that|where|when|while|himself|herself)(?=\s|$)|[(;:—–]")
_MARKS = '"“”()[]{}«»,!?*-'
_PREFIX = re.compile(r"\b(ex|then|former)[-‑](?=\w)(?!officio)", re.IGNORECASE)
_AGE = re.compile(r"\d[\d.]*(?:st|nd|rd|th)?|[\w-]+-(?:years?|months?)-old|(?!part|full)\w+-(?:time|term|serving)")
_FROM = re.compile(r"(.*[A-Z].*)-(?:based|born|bred|raised)")
_PARTICIPLE = re.compile(r"-[a-z]+(?:ed|ing|led|run)$")  # Oscar-winning: its capital tells no affiliation
_ADJECTIVE = re.compile(r"[\w-]+(?:an|ish|ese|ic|ch|i)")
_Stretches = list[tuple[str, list[str]]]
_WEIGHTS = {"of": 3, "at": 3, "for": 2, "with": 2, "from": 2}  # against a name before the head


@frozen
class Role:
    """What somebody is, and for whom.

    Attributes:
        title: as the text writes it, without article, age and affiliation: *Foreign Minister*, *Sen.*; may be empty.
        affiliation: body, place, state, nationality or party that the title belongs to, as the text writes it,
            without article and possessive: *Russian*, *Disney*, *bakery*; None where it cannot be told.
        former: whether the text calls it past: *former*, *ex-*, *late*, *then-*.
        honorific: whether the title is a form of address only: *Mr*, *Dr.*, *Sir*.
    """

    title: str
    affiliation: str | None = None
    former: bool = False
    honorific: bool = False


def take_apart(description: str, names: frozenset[str] = frozenset()) -> Role:
    """Take a title or description apart by the order of its words, capital letters and the words that form offices.

    Args:
        description: as it stands with a name.
        names: bodies and places that the document is known to name; they go before the rules.

    Example:
        >>> take_apart("the former Norland Foreign Minister")
        Role(title='Foreign Minister', affiliation='Norland', former=True, honorific=False)
        >>> take_apart("Tarn Bell Ringer", frozenset({"Tarn"})).title
        'Bell Ringer'
    """
    words = _words(description[:_LONGEST])
    if words and all(_plain(w) in _list("courtesy") or w in ("Lord", "Lady") for w in words):
        return Role(" ".join(words), honorific=True)
    ahead, stretches = _stretches([w for w in words if _plain(w) not in _list("courtesy")])
    title, before, former = _before_head(ahead, names)
    head = head_noun(" ".join(title))
    if head in _list("kin"):  # they belong to persons
        return Role(title[-1], None, former)
    more, after, weight = _after_head(head, stretches, names)
    if before is None or weight > (1 if _ADJECTIVE.fullmatch(before) else 2):
        before = after or before
    return Role(" ".join(title + more), before, former)


def head_noun(title: str) -> str:
    """Head noun of a title, in lower case.

    Example:
        >>> [head_noun(t) for t in ("Foreign Minister", "attorney general", "Secretary of State", "editor-in-chief")]
        ['minister', 'attorney', 'secretary', 'editor']
    """
    words = [_plain(word) for word in title.replace("-", " ").split()]
    ends = (i for i in range(1, len(words)) if words[i] in _list("leading"))
    before, last = ["", "", *words[: next(ends, None)]][-2:]
    is_behind = last in _list("behind") or (last == "general" and before in _list("generals"))
    return before if before and is_behind else last


@cache
def _list(kind: str) -> frozenset[str]:
    data = json.loads(files("quotemine.lang.en").joinpath("people.json").read_text(encoding="utf-8"))
    return frozenset(data["offices"][kind].split())


def _plain(word: str) -> str:
    return word.lower().strip(".").replace("’", "'")


def _is_person(word: str) -> bool:
    last = _plain(word).rpartition("-")[2]  # co-founder
    return last in words_for("persons") or last in _list("persons") or gender_of_noun(last) is not None


def _is_capital(word: str) -> bool:
    return word != word.lower() and not _PARTICIPLE.search(word)


def _is_body(word: str) -> bool:
    return _plain(word) in words_for("bodies") and (_is_capital(word) or _plain(word) not in _list("parts"))


def _words(description: str) -> list[str]:
    """The words up to what tells no role any more, without marks around them and articles ahead."""
    shown = _BEHIND.split(_PREFIX.sub(r"\1 ", _WHO_IS.sub("", description)), maxsplit=1)[0]
    words = [re.sub(r"(?<!s)['’]+$", "", word.strip(_MARKS).lstrip("'‘’")) for word in shown.split()]
    return list(dropwhile(lambda word: word.lower() in DETERMINERS, filter(None, words)))


def _stretches(words: list[str]) -> tuple[list[str], _Stretches]:
    """The words up to the head, and what follows: each preposition with its words."""
    at = [i for i, w in enumerate(words) if i and (w in _list("leading") or w in _list("adjunct"))] + [len(words)]
    if 0 < at[0] < len(words) and _is_capital(words[at[0] - 1]) and not _is_person(words[at[0] - 1]):
        # Bank of Norland | governor: prepositions inside of a name that stands before the head
        later = next((i for i, a in enumerate(at) if _is_person(words[a - 1])), 0)
        at = at[later:] if all(words[a] in ("of", "for", "on") for a in at[:later]) else at
    return words[: at[0]], [(words[a], words[a + 1 : b]) for a, b in pairwise(at)]


def _before_head(words: list[str], names: frozenset[str]) -> tuple[list[str], str | None, bool]:
    """Title and affiliation in the words up to the head, and whether the title is past."""
    owner = None
    for i in range(len(words) - 2, -1, -1):
        bare = POSSESSIVE.sub("", words[i])
        is_plural = words[i][-1] != "s" and _is_body(words[i + 1])  # Pilots’ Union
        if bare != words[i] and not is_plural and bare.lower() not in _list("descriptive"):
            if _is_person(bare) and bare.islower():
                return words, None, False  # the mayor’s aide
            owner, words = " ".join(_name([*words[:i], bare])), words[i + 1 :]
            break
    kept: list[str] = []
    mark, former, origin = 0, False, None  # mark: how many words stand before *former*, none of them of the title
    for word, following in pairwise([*words, ""]):
        plain = _plain(word)
        if plain in _list("former"):
            mark, former = len(kept), True
        elif from_ := _FROM.fullmatch(word):
            origin = from_[1]
        elif (word != plain and _is_capital(following)) or not (plain in _list("time") or _AGE.fullmatch(plain)):
            kept.append(word)  # New Norland, but not: New mayor
    start, stop = _affiliation(kept, mark, names)
    inner = " ".join(kept[start:stop])
    if owner and not any(map(_is_body, kept[start:stop])) and inner not in names:
        return kept, owner, former  # the city’s Green mayor
    return [w for w in kept[:start] if _plain(w) in _list("ranks")] + kept[stop:], inner or origin, former


def _affiliation(words: list[str], mark: int, names: frozenset[str]) -> tuple[int, int]:
    """Where the affiliation stands in the words up to the head: from a capital to a capital or a body, or 0 to 0."""
    head = max(len(words) - 1, 0)
    told = (b for b in range(head + 1) for a in range(b) if " ".join(words[a:b]) in names)
    stop = max(told, default=0) if names else 0
    begin = max(min(mark, head) or head, stop)
    while not mark and begin > stop and _is_of_title(words[begin - 1], words[begin]):
        begin -= 1
    if begin and words[begin - 1] in _list("leading"):  # Ministry of Justice | spokesman
        begin = head
    elif begin > stop:
        begin += {"affairs": -1, "and": 1}.get(words[begin].lower(), 0)  # European affairs minister
    joined = max((i + 1 for i in range(1, begin) if words[i] == "and" and _is_person(words[i - 1])), default=0)
    capitals = [
        i for i in range(joined, stop or begin) if _is_capital(words[i]) and _plain(words[i]) not in _list("ranks")
    ]
    first = _plain(words[0]) if words and _is_capital(words[0]) else ""
    is_deputy = begin == head and first in _list("ranks") and _is_capital(words[head])  # Deputy Harbour Master
    if not capitals or (not stop and (is_deputy or (begin == 1 and first in _list("common")))):  # Council leader
        return 0, 0
    return capitals[0], max(i + 1 for i in range(capitals[0], begin) if i in capitals or _is_body(words[i]))


def _is_of_title(word: str, following: str) -> bool:
    """Whether a word belongs to an office with the word behind it."""
    plain = _plain(word)
    if following == "and" and _is_person(word):
        return True
    if plain in _list("bodies too") and _is_capital(word):  # Labour Minister, but Labour leader
        return _is_capital(following) and _plain(following) in _list("heads of those")
    return plain in words_for("titles") or not {plain, plain.rpartition("-")[2]}.isdisjoint(_list("parts"))


def _name(words: list[str]) -> list[str]:
    """A name from its first capital on, or the words without article; up to what joins or dates it."""
    first = next((i for i, w in enumerate(words) if _is_capital(w)), None)
    if first is None:
        return [w for w in words if w.lower() not in DETERMINERS and w not in _list("time")]
    pairs = pairwise([*words[first:], ""])
    ends = (i for i, (w, after) in enumerate(pairs) if w in _list("time") or (w == "and" and not _is_capital(after)))
    return words[first : next((first + i for i in ends), None)]


def _after_head(head: str, stretches: _Stretches, names: frozenset[str]) -> tuple[list[str], str | None, int]:
    """What goes on with the title behind its head; the affiliation there, and how firmly it is told."""
    title: list[str] = []
    for i, (link, words) in enumerate(stretches):
        if link in _list("adjunct"):
            break
        name = _name(words)
        is_told = " ".join(name) in names
        is_named = is_told or any(map(_is_capital, name))
        if name and not is_told and _is_subject(link, words, _plain(name[-1]), head):
            title += [link, *words]
        elif is_named or (name and words[0].lower() in DETERMINERS and link in ("of", "for", "at", "with")):
            for more, inside in stretches[i + 1 :] if name[-1] == words[-1] else []:
                if more not in ("of", "for", "on"):
                    break
                name += [more, *inside]
            return title, POSSESSIVE.sub("", " ".join(name)), _WEIGHTS.get(link, 1) if is_named else 1
    return title, None, 0


def _is_subject(link: str, words: list[str], last: str, head: str) -> bool:
    """Whether a stretch behind the head says what the office is, *of State*, *of law*, not whose it is."""
    lower, ministerial = [_plain(w) for w in words], _list("ministerial")
    is_definite = lower[0] in DETERMINERS
    if link not in ("of", "for", "in", "on", "to"):
        return lower == ["large"]
    if all(w in _list("parts") or w == "state" for w in lower[is_definite:]):
        return head in ministerial or last == "opposition" or not (is_definite or last in _list("not alone"))
    if link == "to" or _is_person(last) or last in words_for("texts") or (link == "for" and head in ministerial):
        return True
    if last in words_for("bodies"):
        return not is_definite and (head == "member" or not any(map(_is_capital, words)))
    if any(map(_is_capital, words)):
        return link == "on" or (link == "of" and head in _list("taught") and not is_definite)
    return link in ("in", "on") or not is_definite
