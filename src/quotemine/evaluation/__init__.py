"""How well quotes are found in texts that you have annotated yourself."""

from quotemine.evaluation.annotations import AnnotatedQuote, AnnotatedText
from quotemine.evaluation.checking import EvaluationError
from quotemine.evaluation.comparing import evaluate
from quotemine.evaluation.reading import load_gold, load_predictions
from quotemine.evaluation.scores import Estimate, Figures, KindScores, Scores, SpeakerFigures

__all__ = [
    "AnnotatedQuote",
    "AnnotatedText",
    "Estimate",
    "EvaluationError",
    "Figures",
    "KindScores",
    "Scores",
    "SpeakerFigures",
    "evaluate",
    "load_gold",
    "load_predictions",
]
