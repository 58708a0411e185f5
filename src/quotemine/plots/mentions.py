"""Whom speakers talk about: other speakers of the text whose names stand in their quotes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quotemine.plots.rows import Row

__all__ = ["mentions"]

_NO_SURNAME = re.compile(r"(?:[IVX]+|\w*\.|\w|Jr|Sr)$")


def mentions(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Find the speakers of a text in the quotes of the others.

    A speaker with a proper name is mentioned where a quote has its name, one of the aliases that the text gives, or,
    for a person, the last word of the name: as whole words, upper and lower case as they are, the longest name that
    fits.  What is the name of one and only an alias of others means the one; what may mean several means nobody.

    Args:
        rows: quotes of one document that have speakers.

    Returns:
        A quote with the speaker whom it mentions, once for each; nobody mentions himself.

    Example:
        >>> list(mentions([]))
        []
    """
    bearers = _bearers(rows)
    if not bearers:
        return
    longest_first = sorted(bearers, key=lambda name: (-len(name), name))
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    for row in rows:
        found = dict.fromkeys(bearers[" ".join(match[0].split())] for match in pattern.finditer(row.text))
        yield from ((row, speaker) for speaker in found if speaker not in {None, row.speaker})


def _bearers(rows: Iterable[Row]) -> dict[str, str | None]:
    """Name → the speaker whom it means, None where it may mean several."""
    speakers = {(row.speaker or "", row.names, row.person): None for row in rows if row.named and row.names}
    bearers: dict[str, str | None] = {}
    for rank in _names, _aliases, _surnames:
        meant: dict[str, set[str]] = defaultdict(set)
        for speaker, names, person in speakers:
            for name in rank(names) if person or rank is not _surnames else ():
                if any(c.isalpha() and not c.islower() for c in name):
                    meant[name].add(speaker)
        for name, found in meant.items():
            bearers.setdefault(name, min(found) if len(found) == 1 else None)
    return bearers


def _names(names: Sequence[str]) -> list[str]:
    return [" ".join(names[0].split())]


def _aliases(names: Sequence[str]) -> list[str]:
    return [" ".join(name.split()) for name in names[1:]]


def _surnames(names: Sequence[str]) -> list[str]:
    words = names[0].split()
    while len(words) > 1 and _NO_SURNAME.match(words[-1]):
        del words[-1]
    return words[-1:] if len(words) > 1 else []
