"""Confidence: from the encoder's sureness of the parts to the chance that the whole is right."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from flow.attributions.handread import attributions_of

from quotemine.errors import WeightsError
from quotemine.flow.attributions.attribution import Sureness
from quotemine.flow.confidence import confidence, features, open_weights
from quotemine.flow.encoder import MODEL_FOLDER

(DIRECT,) = attributions_of("[content:“It leaks,”] [cue:said] [source:Brona].")
(FLOATING,) = attributions_of("It rained. [content#-:“It leaks badly.”]")


@pytest.mark.parametrize("tier", ["accurate", "fast"])
def test_the_surer_the_encoder_the_higher(tier: str) -> None:
    weights = open_weights(MODEL_FOLDER, tier)
    sure, unsure = (evolve(DIRECT, sureness=Sureness(content=c, edges=c, cue=c, source=c, link=c)) for c in (0.99, 0.6))
    assert 0 < confidence(unsure, weights, story=False) < confidence(sure, weights, story=False) < 1
    assert confidence(FLOATING, weights, story=False) < confidence(sure, weights, story=False), (
        "nobody is named beside it"
    )


def test_weights_are_of_known_features() -> None:
    """Released weights and code go together."""
    for tier in ("accurate", "fast"):
        assert set(open_weights(MODEL_FOLDER, tier)) == set(features(DIRECT, story=False))


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_extreme_sureness_is_finite(chance: float) -> None:
    extreme = evolve(DIRECT, sureness=Sureness(chance, chance, chance, chance, chance))
    assert 0 < confidence(extreme, dict.fromkeys(features(DIRECT, story=False), 1.0), story=False) < 1
    assert 0 <= extreme.sureness.mean <= 1


@pytest.mark.parametrize("content", ["{", "[]", '{"accurate": 1}', '{"accurate": {"bias": "high"}}'])
def test_damaged_weights(tmp_path: Path, content: str) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WeightsError, match="damaged"):
        open_weights(tmp_path, "accurate")


def test_no_weights(tmp_path: Path) -> None:
    """Weights of one's own need not be calibrated: the released ones stand in."""
    assert open_weights(tmp_path, "accurate") == {}


def test_json_is_readable() -> None:
    data = json.loads((MODEL_FOLDER / "confidence.json").read_text(encoding="utf-8"))
    assert set(data) == {"accurate", "fast"}
