"""Calibrate the confidence of quotes: ``python training/calibrate.py accurate --shared ../shared``.

Judges every attribution on the development files of PolNeAR and Wikinews (content IoU at least .5 and source
right, by the project's scorer), and the quotations without a cue in those of LitBank (whether they are in a
quotation of the annotation, which has no cues and sources).  Fits a logistic regression of that on
``quotemine.flow.confidence.features``, and writes its weights into ``src/quotemine/model/confidence.json``.  The
expected calibration error that it prints, and the plot, are of predictions for articles that the fit did not see
(five folds of articles).
"""

import argparse
import gzip
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from attrs import frozen
from sklearn.linear_model import LogisticRegression

from quotemine.checksums import write_checksums
from quotemine.flow.attributions import find_attributions
from quotemine.flow.confidence import features
from quotemine.flow.encoder import Encoder, open_encoder
from quotemine.flow.marks import find_quotations
from quotemine.flow.quotes import is_quote
from quotemine.flow.stories import is_story

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "quotemine"
from matplotlib import pyplot as plt  # noqa: E402  # after the choice of what it draws with

ROOT = Path(__file__).parent.parent
DEV = ("corpora/polnear/dev.jsonl.gz", "corpora/wikinews/dev.jsonl")
STORIES = "corpora/litbank/dev.jsonl.gz"
COVERED = 0.8  # of the characters of a quotation
FOLDS, BINS = 5, 10
C = 0.3  # the less, the smaller the weights


@frozen
class Judged:
    """One attribution: its features, whether it is right, whether ``extract`` gives it by default, its article."""

    features: dict[str, float]
    right: bool
    quote: bool
    article: int


def read(path: Path) -> list[dict[str, Any]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def judge(encoder: Encoder, document: dict[str, Any], article: int, scorer: Any) -> list[Judged]:
    text = document["text"]
    quotations = find_quotations(text)
    found = find_attributions(text, quotations, encoder.read(text, quotations))
    inside = scorer.quoted_positions(text)
    gold = scorer.prepare(document["quotes"], text, inside, trust_kind=True)
    kept, predicted = [], []
    for attribution in found:
        cue, source = attribution.cue, attribution.source
        row = {
            "content": attribution.content,
            "cue": [] if cue is None else [(cue.start, cue.end)],
            "source": [] if source is None else [source],
        }
        if prepared := scorer.prepare([row], text, inside, trust_kind=False):
            kept.append(attribution)
            predicted += prepared
    right = {j for i, j in scorer.match(gold, predicted, 0.5) if scorer.source_right(gold[i], predicted[j])}
    story = is_story(found)
    return [Judged(features(a, story=story), j in right, is_quote(text, a), article) for j, a in enumerate(kept)]


def judge_story(encoder: Encoder, document: dict[str, Any], article: int) -> list[Judged]:
    text = document["text"]
    quotations = find_quotations(text)
    found = find_attributions(text, quotations, encoder.read(text, quotations))
    quoted = {i for quote in document["quotes"] for start, end in quote["content"] for i in range(start, end)}
    judged = []
    for attribution in found:
        if attribution.cue is None and attribution.source is None:
            own = [i for start, end in attribution.content for i in range(start, end)]
            right = sum(i in quoted for i in own) >= COVERED * len(own)
            judged.append(Judged(features(attribution, story=is_story(found)), right, quote=True, article=article))
    return judged


def fit(judged: list[Judged]) -> dict[str, float]:
    names = list(judged[0].features)
    x = np.array([[one.features[name] for name in names] for one in judged])
    model = LogisticRegression(C=C, fit_intercept=False, max_iter=2000).fit(x, [one.right for one in judged])
    return dict(zip(names, (round(float(w), 4) for w in model.coef_[0]), strict=True))


def predict(judged: list[Judged], weights: dict[str, float]) -> np.ndarray:
    scores = [sum(weights[name] * value for name, value in one.features.items()) for one in judged]
    return 1 / (1 + np.exp(-np.array(scores)))


def bins(sure: np.ndarray, right: np.ndarray) -> list[tuple[int, float, float]]:
    """Number, mean confidence and share right of the attributions in ten bins of equal width."""
    at = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [(int((at == b).sum()), sure[at == b].mean(), right[at == b].mean()) for b in range(BINS) if (at == b).any()]


def expected_error(sure: np.ndarray, right: np.ndarray) -> float:
    return sum(n * abs(mean - share) for n, mean, share in bins(sure, right)) / len(sure)


def plot(rows: list[tuple[int, float, float]], error: float, path: Path) -> None:
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot([mean for _, mean, _ in rows], [share for _, _, share in rows], marker="o")
    for n, mean, share in rows:
        axes.annotate(str(n), (mean, share), textcoords="offset points", xytext=(6, -10), fontsize=8)
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.set_title(f"expected calibration error {error:.3f}", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="accurate, fast, or a folder of weights")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with corpora/ and scoring/")
    parser.add_argument("--plot", type=Path, help="write the reliability plot here, as SVG")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "scoring"))
    scorer = importlib.import_module("score")  # the project's, beside the repository
    encoder = open_encoder(args.model, "cpu")
    documents = [document for name in DEV for document in read(args.shared / name)]
    judged = [one for number, document in enumerate(documents) for one in judge(encoder, document, number, scorer)]
    for number, story in enumerate(read(args.shared / STORIES)):
        judged += judge_story(encoder, story, number)
    unseen = np.zeros(len(judged))
    for fold in range(FOLDS):
        rest = fit([one for one in judged if one.article % FOLDS != fold])
        here = [i for i, one in enumerate(judged) if one.article % FOLDS == fold]
        unseen[here] = predict([judged[i] for i in here], rest)
    right, quote = np.array([one.right for one in judged]), np.array([one.quote for one in judged])
    for name, chosen in (("quotes", quote), ("all attributions", np.ones(len(judged), bool))):
        error = expected_error(unseen[chosen], right[chosen])
        print(f"{name}: {chosen.sum()}, right {right[chosen].mean():.3f}, expected calibration error {error:.3f}")
    rows = bins(unseen[quote], right[quote])
    for n, mean, share in rows:
        print(f"{n:6} quotes of mean confidence {mean:.2f}: {share:.2f} right")
    if args.plot:
        plot(rows, expected_error(unseen[quote], right[quote]), args.plot)
    folder = Path(args.model) if Path(args.model).is_dir() else ROOT / "src" / "quotemine" / "model"
    path = folder / "confidence.json"
    weights = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    weights[encoder.tier] = fit(judged)
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    write_checksums(folder)


if __name__ == "__main__":
    main()
