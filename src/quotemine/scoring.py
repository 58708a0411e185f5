"""The scorer of the spaCy component: quotes in ``nlp.evaluate``.

As light as :mod:`quotemine.pipeline`, which spaCy imports into every pipeline; the evaluation is imported when it is
first needed.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from attrs import evolve
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from quotemine import store

if TYPE_CHECKING:
    from quotemine.evaluation import AnnotatedText, Figures, KindScores

__all__ = ["SCORER", "SCORE_WEIGHTS", "Scorer", "make_quote_scorer", "score_quotes"]

SCORER = "quotemine.quote_scorer.v1"

Scorer = Callable[..., dict[str, Any]]

# What counts for the choice of the best pipeline in training, as spaCy's components have it; None: not in the table.
SCORE_WEIGHTS: dict[str, float | None] = {
    "quotes_f": 0.4,
    "quotes_p": 0.0,
    "quotes_r": 0.0,
    "quotes_exact_f": 0.0,
    "quotes_attribution_f": 0.4,
    "quotes_speaker_end_to_end": 0.2,
    "quotes_per_kind": None,
}


@registry.scorers(SCORER)  # type: ignore[untyped-decorator]
def make_quote_scorer() -> Scorer:
    """Give :func:`score_quotes`, for ``scorer = {"@scorers": "quotemine.quote_scorer.v1"}`` in a config.

    Example:
        >>> registry.scorers.get("quotemine.quote_scorer.v1")() is score_quotes
        True
    """
    return score_quotes


def score_quotes(examples: Iterable[Example], **_: object) -> dict[str, Any]:
    """Compare the quotes of predicted Docs with those of reference Docs.

    A reference Doc is gold if it holds quotes, written with ``quotemine.store.write(doc, quotes)`` or as the group
    ``doc.spans["quotemine.content"]`` (with *quotemine.source* and *quotemine.speaker* as far as they are annotated,
    see :mod:`quotemine.store`), or if these say that there are none.  Other examples do not count.  What counts as
    right, see :func:`quotemine.evaluation.evaluate`.

    Args:
        examples: with predicted and reference Docs.

    Returns:
        *quotes_p*, *quotes_r* and *quotes_f*; the same beginning with *quotes_exact_* and *quotes_attribution_*;
        *quotes_speaker_acc* (among the quotes found) and *quotes_speaker_end_to_end*; *quotes_per_kind*, p, r and f
        of each kind.  All from 0 to 1; None for what no reference annotates.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> miner = nlp.add_pipe("quotemine")
        >>> text = '"The bridge is safe," said Ada Quill.'
        >>> example = Example(nlp.make_doc(text), nlp(text))
        >>> scores = nlp.evaluate([example])
        >>> scores["quotes_f"], scores["quotes_attribution_f"], scores["quotes_speaker_end_to_end"]
        (1.0, 1.0, 1.0)
    """
    annotated = [example for example in examples if _is_annotated(example.reference)]
    if not annotated:
        return _name_scores(None)
    from quotemine.evaluation import evaluate  # noqa: PLC0415  # heavy

    gold = [_read_gold(number, example.reference) for number, example in enumerate(annotated)]
    found = [_read_prediction(number, example) for number, example in enumerate(annotated)]
    scores = evaluate(gold, found, resamples=0)
    per_kind = {kind: _prf(figures.quotes) for kind, figures in scores.kinds.items()}
    return {**_name_scores(scores.all), "quotes_per_kind": per_kind}


def _is_annotated(doc: Doc) -> bool:
    return store.was_written(doc) or store.CONTENT in doc.spans


def _read_gold(number: int, doc: Doc) -> "AnnotatedText":
    from quotemine.evaluation import AnnotatedQuote, AnnotatedText  # noqa: PLC0415

    quotes = tuple(map(AnnotatedQuote.of, store.read(doc)))
    if store.SOURCE not in doc.spans:
        quotes = tuple(evolve(quote, source=None) for quote in quotes)
    return AnnotatedText(number, doc.text, quotes)


def _read_prediction(number: int, example: Example) -> "AnnotatedText":
    from quotemine.evaluation import AnnotatedQuote, AnnotatedText  # noqa: PLC0415
    from quotemine.evaluation.spans import carry_over  # noqa: PLC0415

    quotes = tuple(map(AnnotatedQuote.of, store.read(example.predicted)))
    given, wanted = example.predicted.text, example.reference.text
    if given != wanted:
        quotes = tuple(
            evolve(
                quote,
                content=carry_over(quote.content, given, wanted),
                source=carry_over(quote.source or (), given, wanted),
            )
            for quote in quotes
        )
    return AnnotatedText(number, wanted, quotes)


def _name_scores(scores: "KindScores | None") -> dict[str, Any]:
    if scores is None:
        figures: dict[str, Figures | None] = {"": None, "exact_": None, "attribution_": None}
        speakers = None
    else:
        figures = {"": scores.quotes, "exact_": scores.exact, "attribution_": scores.attributions}
        speakers = scores.speakers
    return {
        **{f"quotes_{name}{key}": value for name, figure in figures.items() for key, value in _prf(figure).items()},
        "quotes_speaker_acc": None if speakers is None else speakers.accuracy.value,
        "quotes_speaker_end_to_end": None if speakers is None else speakers.end_to_end.value,
        "quotes_per_kind": None,
    }


def _prf(figures: "Figures | None") -> dict[str, float | None]:
    if figures is None:
        return {"p": None, "r": None, "f": None}
    return {"p": figures.precision.value, "r": figures.recall.value, "f": figures.f1.value}
