"""How sure a quote is: what the encoder thinks of its parts, calibrated on development data.

A logistic regression gives the probability that at least half of the content and the source are right.  Its
weights, one set for each tier, are fitted by ``training/calibrate.py`` and lie in ``model/confidence.json``.
"""

import json
from collections.abc import Mapping
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING

from quotemine.checksums import verify
from quotemine.errors import WeightsError

if TYPE_CHECKING:
    from quotemine.flow.attributions import Attribution

__all__ = ["confidence", "features", "open_weights"]

_FURTHEST = 6.0  # log-odds beyond this say nothing more


def features(attribution: "Attribution", *, story: bool) -> dict[str, float]:
    """What the confidence is computed from, by name.

    Args:
        story: whether the text is one, in which quotations without a cue are the rule.
    """
    sure, cue = attribution.sureness, attribution.cue
    return {
        "bias": 1.0,
        "content": _log_odds(sure.content),
        "edges": _log_odds(sure.edges),
        "cue": _log_odds(sure.cue) if cue is not None else 0.0,
        "source": _log_odds(sure.source) if attribution.source is not None else 0.0,
        "link": _log_odds(sure.link),
        "mixed": float(attribution.kind == "mixed"),
        "indirect": float(attribution.kind == "indirect"),
        "thought": float(attribution.class_ == "thought"),
        "other": float(attribution.class_ == "other"),
        "no cue": float(cue is None),
        "no cue in a story": float(cue is None and story),
        "no source": float(attribution.source is None),
        "no source but a cue": float(attribution.source is None and cue is not None),
        "parts": float(len(attribution.content) > 1),
        "known verb": float(cue is not None and cue.class_ is not None),
    }


def confidence(attribution: "Attribution", weights: Mapping[str, float], *, story: bool) -> float:
    """The probability, from 0 to 1, that content and source of an attribution are right."""
    score = sum(weights.get(name, 0.0) * value for name, value in features(attribution, story=story).items())
    return 1 / (1 + exp(-score))


def open_weights(folder: Path, tier: str) -> dict[str, float]:
    """Read the weights of one tier; none where the folder, of weights of one's own, was not calibrated.

    Raises:
        WeightsError: the file is damaged.
    """
    path = folder / "confidence.json"
    if not path.is_file():
        return {}
    verify(path)
    try:
        tiers = json.loads(path.read_text(encoding="utf-8"))
        weights = {str(name): float(value) for name, value in tiers.get(tier, {}).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise WeightsError.damaged(path, str(error)) from error
    return weights


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return min(max(log(chance / (1 - chance)), -_FURTHEST), _FURTHEST)
