"""What a caller may set is checked at once, in one place."""

from pathlib import Path

import pytest

import quotemine
from quotemine.settings import BEST_CONFIDENCE, Settings


def test_defaults() -> None:
    assert Settings() == Settings("speech", BEST_CONFIDENCE, "accurate", "cpu")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("attributions", "everything"),
        ("min_confidence", -0.1),
        ("min_confidence", 1.5),
        ("min_confidence", "high"),
        ("min_confidence", float("nan")),
        ("model", "slow"),
        ("model", None),
        ("device", "tpu"),
    ],
)
def test_a_bad_value_is_named(setting: str, value: object) -> None:
    with pytest.raises(quotemine.SettingError, match=setting):
        Settings(**{setting: value})  # type: ignore[arg-type]
    with pytest.raises(quotemine.SettingError, match=setting):
        quotemine.extract("It rained.", **{setting: value})  # type: ignore[arg-type]
    with pytest.raises(quotemine.SettingError, match=setting):
        quotemine.load(**{setting: value})  # type: ignore[arg-type]


def test_a_folder_of_weights(tmp_path: Path) -> None:
    assert Settings(model=str(tmp_path)).model == str(tmp_path)
    with pytest.raises(quotemine.WeightsError, match="missing"):
        quotemine.extract("It rained, Ada Quill said.", model=str(tmp_path))


def test_confidence_leaves_out() -> None:
    text = '"The bridge is safe," said Ada Quill. There were “doubts” about it, some feared, and more.'
    given = quotemine.extract(text, attributions="all", min_confidence=0)
    assert given
    assert not quotemine.extract(text, attributions="all", min_confidence=1)
    for least in (0.2, 0.5, 0.9, 1.0):
        kept = quotemine.extract(text, attributions="all", min_confidence=least)
        assert [q.text for q in kept] == [q.text for q in given if q.confidence >= least]
        assert [q.id for q in kept] == [f"q{n}" for n in range(1, len(kept) + 1)]
