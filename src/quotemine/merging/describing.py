"""Name the groups, let overrides change them, and describe each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TypeVar

from rapidfuzz import fuzz

from quotemine.merging.grouping import Group
from quotemine.merging.names import Name, is_acronym, is_short_for, read_name, spelling, split_acronym
from quotemine.merging.overrides import Overrides
from quotemine.merging.records import Record
from quotemine.merging.results import Member, MergedSpeaker, Variant

__all__ = ["describe", "describe_unnamed"]

_ARTICLE = re.compile(r"^[Tt]he (?=\S)")
_NUMBER = re.compile(r"(\d{1,18})")
_Text = TypeVar("_Text", bound=str)


def describe(groups: Sequence[Group], overrides: Overrides, similarity: float) -> tuple[MergedSpeaker, ...]:
    """Give the merged speakers, those with most quotes first, then by name.

    Args:
        groups: as the rules found them.
        overrides: what a person changed about them.
        similarity: from which on two spellings count as one, to tell why a name is in its group.

    Example:
        >>> describe([], Overrides(), similarity=92)
        ()
    """
    found = _label([group.records for group in groups])
    homes: dict[str, set[str]] = defaultdict(set)  # name → groups that the rules have it in
    for label, records in found.items():
        for record in records:
            homes[record.shown].add(label)

    def chosen(name: str, label: str) -> str | None:
        return overrides.group_of(name, label, only=len(homes[name]) == 1)

    final: dict[str, list[tuple[Record, str]]] = defaultdict(list)
    for label, records in found.items():
        home = chosen(_best(records), label) or label  # names that nobody decided about go with their group's
        for record in records:
            final[chosen(record.shown, label) or home].append((record, label))
    merged = [_merged(label, members, similarity, by_rules=label in found) for label, members in final.items()]
    return tuple(sorted(merged, key=lambda one: (-one.quotes, one.name, one.group)))


def describe_unnamed(records: Iterable[Record]) -> tuple[MergedSpeaker, ...]:
    """Give each speaker without a name as one of its own, in the same order.

    Example:
        >>> describe_unnamed([])
        ()
    """
    merged = [_merged(record.shown, [(record, record.shown)], 100, by_rules=False) for record in records]
    return tuple(sorted(merged, key=lambda one: (-one.quotes, one.name, _natural(one.members[0]))))


def _label(groups: Sequence[list[Record]]) -> dict[str, list[Record]]:
    """Give each group its name, made different where several have the same."""
    names = [_best(records) for records in groups]
    shared = {name for name, times in Counter(names).items() if times > 1}
    labels: dict[str, list[Record]] = {}
    for name, records in zip(names, groups, strict=True):
        label = name
        if name in shared:
            gender = next((record.gender for record in records if record.gender), None)
            label = f"{name} ({gender or _commonest(record.type for record in records)[0]})"
        free = (other for n in count(1) if (other := label if n == 1 else f"{label} {n}") not in labels)
        labels[next(free)] = records
    return labels


def _best(records: Sequence[Record]) -> str:
    """The commonest full name; of equally common ones the fullest."""
    documents = Counter((record.shown, record.name) for record in records)

    def rank(form: tuple[str, Name]) -> tuple[bool, bool, int, int, int, str, str]:
        shown, name = form
        full = any(len(word) > 1 for word in name.given) if name.person else not is_acronym(shown)
        return not full, shown.isupper(), -documents[form], -name.fullness, -len(name.words), name.text, shown

    return _ARTICLE.sub("", split_acronym(min(documents, key=rank)[0])[0])


def _merged(label: str, members: Sequence[tuple[Record, str]], similarity: float, *, by_rules: bool) -> MergedSpeaker:
    records = [record for record, _ in members]
    best = _best(records)
    shown = best if by_rules else label  # a group that a person named has that name
    also = _commonest(alias for record in records for alias in (record.shown, *record.aliases))
    rows = sorted((Member(record.document, record.speaker, record.shown) for record in records), key=_natural)
    return MergedSpeaker(
        shown,
        label,
        _commonest(record.type for record in records)[0],
        records[0].named,
        next(iter(_commonest(record.gender for record in records if record.gender)), None),
        _commonest(role for record in records for role in record.roles),
        _commonest(affiliation for record in records for affiliation in record.affiliations),
        tuple(name for name in also if name != shown),
        tuple(dict.fromkeys(row.document for row in rows)),
        sum(record.quotes for record in records),
        tuple(rows),
        _variants(label, best, members, similarity),
    )


def _variants(label: str, best: str, members: Sequence[tuple[Record, str]], similarity: float) -> tuple[Variant, ...]:
    by_name: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record, found in members:
        by_name[record.shown, found].append(record)
    variants = []
    for (shown, found), records in by_name.items():
        name = records[0].name
        to = read_name(best, person=name.person)
        why = "by hand" if found != label else _why(shown, name, to, similarity)
        documents = len({record.document for record in records})
        quotes = sum(record.quotes for record in records)
        variants.append(Variant(shown, why, round(fuzz.ratio(name.text, to.text)), documents, quotes, found))
    return tuple(sorted(variants, key=lambda variant: (-variant.quotes, variant.name, variant.found)))


def _why(shown: str, name: Name, to: Name, similarity: float) -> str:
    if name == to:
        return "same name"
    if name.person and not name.given:
        return "surname alone"
    if name.person and (is_short_for(name, to) or is_short_for(to, name)):
        return "shorter form" if is_short_for(name, to) else "longer form"
    alike = spelling(name, to)
    if alike is not None and alike >= similarity:
        return f"spelling {alike:.0f}"
    return "acronym" if not name.person and is_acronym(shown) else "other name"


def _commonest(values: Iterable[_Text]) -> tuple[_Text, ...]:
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _natural(member: Member) -> tuple[list[tuple[int, str]], bool, list[tuple[int, str]]]:
    """What members are sorted by: ids in which numbers count as numbers, 2 before 10."""
    return _parts(str(member.document)), isinstance(member.document, str), _parts(member.speaker)


def _parts(id_: str) -> list[tuple[int, str]]:
    return [(int(part), "") if i % 2 else (0, part) for i, part in enumerate(_NUMBER.split(id_))]
