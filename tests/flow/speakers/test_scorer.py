"""Preferences are weighed, and the weights come from a file."""

import json
from math import exp
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine.errors import WeightsError
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.scorer import TOO_LIGHT, Choice, Decision, Option, Weights, open_scorer

WEIGHTS = Weights({"person": {"near": 1.0, "far": -2.0, "nobody": 0.5}, "none": {"near": -1.0}})
ADA, IDA = (Entity("PERSON", description=name) for name in ("Ada", "Ida"))


def choose(*preferences: dict[str, float], decision: Decision = "person") -> Choice:
    """Choose among as many options as there are preferences, named a, b, ..."""
    letters = (Entity("PERSON", description=letter) for letter in "abcdefgh")
    return WEIGHTS.choose(decision, [Option(e, None, p) for e, p in zip(letters, preferences, strict=False)])


def order(choice: Choice) -> str:
    return "".join(o.entity.description or "" for o in choice.options if o.entity is not None)


def test_softmax() -> None:
    """Chances are the shares of the exponentials of the weighed sums."""
    choice = choose({"near": 1.0}, {"near": 2.0, "far": 0.5})
    assert choice.chances == pytest.approx((0.5, 0.5))
    choice = choose({"near": 1.0}, {"far": 1.0})
    assert choice.chances == pytest.approx((exp(1) / (exp(1) + exp(-2)), exp(-2) / (exp(1) + exp(-2))))


def test_the_likeliest_first() -> None:
    """Of even ones, the one that was given first."""
    choice = choose({"far": 1.0}, {"near": 1.0}, {}, {"near": 1.0})
    assert order(choice) == "bdca"
    assert choice.best is choice.options[0]
    assert list(choice.chances) == sorted(choice.chances, reverse=True)


def test_nobody_is_an_option() -> None:
    """With a weight like others."""
    nobody = Option(None, None, {"nobody": 1.0})
    choice = WEIGHTS.choose("person", [Option(ADA, None, {"near": 1.0}), nobody, Option(IDA, None, {})])
    assert [option.entity for option in choice.options] == [ADA, None, IDA]


def test_one_option_is_certain() -> None:
    """Where there is no choice."""
    assert choose({"far": 9.0}).chances == (1.0,)


def test_decisions_have_their_own_weights() -> None:
    """The same preference may speak for one and against another; without weights all are even."""
    options = {"near": 1.0}, {}
    assert order(choose(*options)) == "ab"
    assert order(choose(*options, decision="none")) == "ba"
    assert choose(*options, decision="it").chances == (0.5, 0.5)


def test_unknown_preferences_weigh_nothing() -> None:
    """Whoever adds one need not fit the weights first."""
    assert choose({"new": 99.0}, {}).chances == (0.5, 0.5)


def test_reasons() -> None:
    """For and against, the weightiest first, without what hardly counts."""
    choice = choose({"near": 1.0, "far": 2.0, "nobody": TOO_LIGHT, "new": 1.0}, {})
    assert choice.reasons(0) == []
    assert choice.reasons(1) == [("far", -4.0), ("near", 1.0)]


@given(st.lists(st.dictionaries(st.sampled_from(["near", "far", "new"]), st.floats(-500, 500)), min_size=1, max_size=8))
def test_chances(preferences: list[dict[str, float]]) -> None:
    """However extreme the sums: from 0 to 1, in order, adding up to 1, and none is lost."""
    choice = choose(*preferences)
    assert sorted(order(choice)) == list("abcdefgh"[: len(preferences)])
    assert sum(choice.chances) == pytest.approx(1)
    assert all(0 <= chance <= 1 for chance in choice.chances)
    assert list(choice.chances) == sorted(choice.chances, reverse=True)


# The file


def test_released_weights() -> None:
    """There are some for every decision, each of them knows nobody; they are opened once."""
    scorer = open_scorer()
    assert set(scorer.weights) == set(get_args(Decision))
    assert all("nobody" in weights for weights in scorer.weights.values())
    assert open_scorer() is scorer


def test_other_weights(tmp_path: Path) -> None:
    """Can be opened from another file."""
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"weights": {"person": {"near": 2}}, "source": "ours"}), encoding="utf-8")
    assert open_scorer(path) == Weights({"person": {"near": 2.0}})


def test_missing_weights(tmp_path: Path) -> None:
    """The message names the file and what to do; a folder is no file."""
    for path in (tmp_path / "weights.json", tmp_path):
        with pytest.raises(WeightsError, match=r"is missing; ") as caught:
            open_scorer(path)
        assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{}",
        b'{"weights": []}',
        b'{"weights": {"person": 1}}',
        b'{"weights": {"person": {"near": null}}}',
        b'{"weights": {"person": {"near": "much"}}}',
        b'{"weights": {"person": {"near": NaN}}}',
        b'{"weights": {"person": {"near": Infinity}}}',
    ],
)
def test_damaged_weights(content: bytes, tmp_path: Path) -> None:
    """Whatever is in the file, the error is ours, and tells why."""
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=r"is damaged \(.+\); "):
        open_scorer(path)
