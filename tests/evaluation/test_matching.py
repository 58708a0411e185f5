"""Which prediction is which gold quote, and whose name is whose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine.evaluation.entities import Entity, names_of
from quotemine.evaluation.matching import match
from quotemine.evaluation.names import is_named
from quotemine.evaluation.spans import Ruler

RULER = Ruler("x" * 60)

spans = st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True).map(
    lambda cuts: tuple(pair for i, pair in enumerate(pairwise(sorted(cuts))) if i % 2 == 0)
)
contents = st.lists(spans, max_size=6)


def likeness(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> float:
    a, b = ({i for start, end in spans for i in range(start, end)} for spans in (one, other))
    return len(a & b) / len(a | b)


def test_half_in_common_is_enough() -> None:
    assert match([((0, 20),)], [((10, 20),)], RULER) == {0: 0}
    assert match([((0, 20),)], [((11, 20),)], RULER) == {}


def test_the_best_pair_comes_first() -> None:
    assert match([((0, 20),), ((0, 14),)], [((0, 15),)], RULER) == {1: 0}


@given(contents, contents)
def test_pairs_are_one_to_one_and_none_is_left(
    gold: list[tuple[tuple[int, int], ...]], predicted: list[tuple[tuple[int, int], ...]]
) -> None:
    """Whatever the contents, nested or equal: pairs have half in common, and those left over have no partner left."""
    pairs = match(gold, predicted, RULER)
    assert len(set(pairs.values())) == len(pairs)
    assert all(likeness(gold[i], predicted[j]) >= 0.5 for i, j in pairs.items())
    free = [j for j in range(len(predicted)) if j not in pairs.values()]
    assert not [
        (i, j) for i in range(len(gold)) if i not in pairs for j in free if likeness(gold[i], predicted[j]) >= 0.5
    ]


@given(contents)
def test_every_content_is_itself(gold: list[tuple[tuple[int, int], ...]]) -> None:
    assert len(match(gold, gold, RULER)) == len(gold)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("Ines Corran", "ines corran"),
        ("Ines Corran", "Commissioner Ines Corran"),
        ("Dr. Ines Corran", "Ines Corran"),
        ("the harbour board", "Harbour Board"),
        ("Ines Corran’s", "Ines Corran"),
        ("the Corrans'", "Corrans"),
        ("O'Hare", "O’Hare"),
        ("Corran, Ines", "Corran Ines"),
        ("President", "The President"),
    ],
)
def test_the_same_name(found: str, name: str) -> None:
    assert is_named(found, [name])
    assert is_named(name, ["Somebody Else", found])


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ("Ines Corran", ["Corran"]),
        ("Mr Corran", ["Mrs. Corran"]),
        ("Lady Corran", ["Sir Corran"]),
        ("", ["", "Corran"]),
        ("…", ["…"]),
        ("Corran", []),
    ],
)
def test_another_name(found: str, names: list[str]) -> None:
    assert not is_named(found, names)


@given(st.text(), st.text())
def test_any_names(one: str, other: str) -> None:
    assert is_named(one, [other]) == is_named(other, [one])


def test_names_of_a_speaker() -> None:
    table = {"Ines Corran": ("Corran",), "Omar Finch": ()}
    assert set(names_of("Corran", table, "")) == {"Ines Corran", "Corran"}
    assert names_of("Nobody", table, "") == ("Nobody",)


def test_an_entity_without_name_goes_by_its_descriptions() -> None:
    text = "An old\nsailor spat. He left. Corran laughed."
    sailor = Entity("1", "sailor", (), ((0, 13, "NOM"), (20, 22, "PRON")))
    corran = Entity("2", "Corran", ("Ines",), ((29, 35, "PROP"), (0, 6, "NOM")))
    assert names_of("1", [sailor, corran], text) == ("sailor", "An old sailor")
    assert names_of("2", [sailor, corran], text) == ("Corran", "Ines")
    assert names_of("3", [sailor, corran], text) == ("3",)
