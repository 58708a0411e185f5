"""Group the speakers of all documents by rules: same name, spelling, other names, shorter names.

Every step goes through names in an order that only depends on the names and on how often they occur, so the
groups do not depend on the order of the documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field
from rapidfuzz import fuzz, process

from quotemine.documents import DocumentId
from quotemine.flow.lexicon import words_for
from quotemine.merging.names import Name, is_short_for, read_name, spelling
from quotemine.merging.records import Record
from quotemine.types import Gender

__all__ = ["Group", "group_records"]

# Of a man and a woman of one name, speakers of unknown gender are the one whom so many times as many documents have.
DOMINANT = 3


@define(eq=False)
class Group:
    """Speakers of several documents who are taken for one.

    Attributes:
        records: the speakers.
        names: their names, as they are compared.
        gender: the one gender that they may have, None where no document tells.
        documents: where they speak.
        words: those of their roles and affiliations.
    """

    records: list[Record] = field(factory=list)
    names: set[Name] = field(factory=set)
    gender: Gender | None = None
    documents: set[DocumentId] = field(factory=set)
    words: set[str] = field(factory=set)

    def add(self, records: Iterable[Record]) -> None:
        """Take speakers in."""
        for record in records:
            self.records.append(record)
            self.names.add(record.name)
            self.gender = self.gender or record.gender
            self.documents.add(record.document)
            self.words |= record.words

    def order(self) -> tuple[int, list[tuple[str, bool]], str]:
        """What groups are sorted by: those of most documents first."""
        return -len(self.documents), sorted((name.text, name.person) for name in self.names), self.gender or ""


def group_records(records: Sequence[Record], similarity: float) -> list[Group]:
    """Group named speakers.

    Args:
        records: named speakers of all documents.
        similarity: spellings that are at least so much alike, in percent, are taken for one name.

    Example:
        >>> group_records([], similarity=92)
        []
    """
    by_name: dict[Name, list[Record]] = defaultdict(list)
    for record in records:
        by_name[record.name].append(record)
    groups = [group for namesakes in by_name.values() for group in _by_gender(namesakes)]
    for step in (lambda some: _join_spellings(some, similarity), _join_aliases, _join_shorter, _join_surnames):
        groups = step(sorted(groups, key=Group.order))
    return groups


def _by_gender(namesakes: Sequence[Record]) -> list[Group]:
    """Part men from women of one name; the others go to those of their role, then to the far commoner ones."""
    kinds: dict[Gender | None, list[Record]] = defaultdict(list)
    for record in namesakes:
        kinds[record.gender].append(record)
    if not ("male" in kinds and "female" in kinds):
        return [_group(namesakes)]
    men, women, unknown = _group(kinds["male"]), _group(kinds["female"]), Group()
    rare, common = sorted((men, women), key=lambda group: len(group.documents))
    dominant = common if len(common.documents) >= DOMINANT * len(rare.documents) else unknown
    chosen = [(_by_role((men, women), record.words) or dominant, record) for record in kinds[None]]
    for group, record in chosen:
        group.add([record])
    return [group for group in (men, women, unknown) if group.records]


def _group(records: Iterable[Record]) -> Group:
    group = Group()
    group.add(records)
    return group


def _join_spellings(groups: Sequence[Group], similarity: float) -> list[Group]:
    """Let every name join the likest of the commoner names that differ in one word; each group comes with one name."""
    leaders: list[Group] = []
    names: list[Name] = []  # of the leaders
    blocks: dict[object, dict[int, str]] = defaultdict(dict)  # block → numbers of its leaders, with their names
    for group in groups:
        (name,) = group.names
        keys = list(name.blocks) if name.given or not name.person else []
        near = [
            (-score, i)
            for key in keys
            for _, score, i in process.extract(
                name.text, blocks[key], scorer=fuzz.ratio, score_cutoff=similarity, limit=None
            )
        ]
        for _, i in sorted(near):
            # one name in two groups is a man's and a woman's
            if name != names[i] and spelling(name, names[i]) is not None and not _clash(group, leaders[i]):
                leaders[i].add(group.records)
                break
        else:
            for key in keys:
                blocks[key][len(leaders)] = name.text
            leaders.append(group)
            names.append(name)
    return leaders


def _join_aliases(groups: Sequence[Group]) -> list[Group]:
    """Join the speakers of a name to the one group that has it as another name: an acronym, a short first name."""
    into: dict[int, Group] = {}  # id of a group that was joined → where it went

    def final(group: Group) -> Group:
        while id(group) in into:
            group = into[id(group)]
        return group

    for alias, owner, giver in _told(groups):
        joined, target = final(owner), final(giver)
        # a text may well go on with an acronym that the reader did not connect, so bodies may share a document
        if joined is not target and not _clash(joined, target, apart=alias.person):
            target.add(joined.records)
            into[id(joined)] = target
    return [group for group in groups if id(group) not in into]


def _told(groups: Sequence[Group]) -> Iterator[tuple[Name, Group, Group]]:
    """Other names that one group alone gives and one alone bears, those of most documents first: name, owner, giver."""
    owners: dict[Name, list[Group]] = defaultdict(list)
    for group in groups:
        for name in group.names:
            owners[name].append(group)
    givers: dict[Name, Counter[int]] = defaultdict(Counter)
    for i, group in enumerate(groups):
        for record in group.records:
            aliases = {read_name(alias, person=record.name.person) for alias in record.aliases}
            for alias in aliases - group.names:
                if alias in owners and _tells(alias, record.name):
                    givers[alias][i] += 1
    sure = [alias for alias, found in givers.items() if len(found) == 1 == len(owners[alias])]
    for alias in sorted(sure, key=lambda alias: (-givers[alias].total(), alias.text, alias.person)):
        yield alias, owners[alias][0], groups[next(iter(givers[alias]))]


def _tells(alias: Name, name: Name) -> bool:
    """Whether another name of a speaker is more than a surname, or than a noun that fits many bodies."""
    if alias.person:
        return bool(alias.given and name.given)
    return len(alias.words) > 1 or alias.words[0] not in words_for("bodies")


def _join_shorter(groups: Sequence[Group]) -> list[Group]:
    """Join names with fewer given names, initials or suffixes to the one fuller name that fits, fullest first."""
    done = []
    fuller: dict[tuple[str, str], dict[int, Group]] = defaultdict(dict)  # surname, first name or initial → groups
    for group in sorted(groups, key=lambda group: -max(name.fullness for name in group.names)):
        names = sorted((name for name in group.names if name.given), key=lambda name: name.text)
        others: dict[int, Group] = {}
        for name in names:
            others |= fuller.get((name.surname, name.given[0]), {})
        fits = [
            other
            for other in others.values()
            if _agree(group.gender, other.gender)
            and any(is_short_for(name, full) for name in names for full in other.names)
        ]
        target = fits[0] if len(fits) == 1 else _by_role(fits, group.words)
        if target is None or _clash(group, target):
            target = group
            done.append(group)
        else:
            target.add(group.records)
        for name in names:
            for first in (name.given[0], name.given[0][0]):
                fuller[name.surname, first][id(target)] = target
    return done


def _join_surnames(groups: Sequence[Group]) -> list[Group]:
    """Join those who are only called by their surname to the one person of that surname who fits."""
    full: dict[str, dict[int, Group]] = defaultdict(dict)
    for group in groups:
        for name in group.names:
            if name.given:
                full[name.surname][id(group)] = group
    done: list[Group] = []
    moves: list[tuple[Group, Group, list[Record]]] = []  # all are chosen before the first is made
    for group in groups:
        name = next(iter(group.names))
        if not name.person or any(other.given for other in group.names):
            done.append(group)
            continue
        bearers = [g for g in full[name.surname].values() if any(is_short_for(name, other) for other in g.names)]
        by_words: dict[frozenset[str], list[Record]] = defaultdict(list)
        for record in group.records:
            by_words[record.words].append(record)
        rest = Group()
        done.append(rest)
        for words, records in sorted(by_words.items(), key=lambda item: sorted(item[0])):
            target = _bearer(bearers, group.gender, words)
            if target is None:
                rest.add(records)
            else:
                moves.append((rest, target, records))
    for rest, target, records in moves:
        gender = next((record.gender for record in records if record.gender), None)
        taken = set(target.documents) if _agree(gender, target.gender) else {record.document for record in records}
        target.add(record for record in records if record.document not in taken)
        rest.add(record for record in records if record.document in taken)
    return [group for group in done if group.records]


def _bearer(bearers: Sequence[Group], gender: Gender | None, words: frozenset[str]) -> Group | None:
    """The one whom gender and role allow; a role that nothing speaks for keeps a surname apart."""
    fits = [
        group
        for group in bearers
        if _agree(gender, group.gender) and (not words or not group.words or words & group.words)
    ]
    return fits[0] if len(fits) == 1 else _by_role(fits, words)


def _by_role(groups: Sequence[Group], words: Iterable[str]) -> Group | None:
    """The one group whose roles have most words in common with these."""
    common = sorted(((len(group.words.intersection(words)), i) for i, group in enumerate(groups)), reverse=True)
    if not common or common[0][0] == 0 or (len(common) > 1 and common[0][0] == common[1][0]):
        return None
    return groups[common[0][1]]


def _agree(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _clash(one: Group, other: Group, *, apart: bool = True) -> bool:
    """Whether two groups are two people: by gender, or since a document has them side by side."""
    return not _agree(one.gender, other.gender) or (apart and not one.documents.isdisjoint(other.documents))
