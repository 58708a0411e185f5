"""Gold and predictions that belong together: same documents, same texts, spans inside them."""

from collections.abc import Mapping

from quotemine.documents import DocumentId
from quotemine.errors import QuotemineError
from quotemine.evaluation.annotations import AnnotatedText

__all__ = ["EvaluationError", "check_prediction", "check_text"]


class EvaluationError(QuotemineError, ValueError):
    """Gold and predictions do not belong together, or one of them is wrong in itself."""

    @classmethod
    def for_twice(cls, id_: DocumentId, where: str) -> "EvaluationError":
        """Two documents have the same id."""
        return cls(f"document {id_!r} is twice in {where}; give each document an id of its own")

    @classmethod
    def for_unknown(cls, id_: DocumentId) -> "EvaluationError":
        """There is a prediction for a document that gold lacks."""
        return cls(f"gold has no document {id_!r}; leave it out of the predictions, or correct the id")

    @classmethod
    def for_span(cls, id_: DocumentId, span: tuple[int, int], length: int) -> "EvaluationError":
        """A span lies outside the text."""
        return cls(
            f"document {id_!r} has a span {list(span)} in a text of {length} characters; "
            "spans are [start, end] in characters, not bytes, with 0 <= start <= end"
        )

    @classmethod
    def for_other_text(cls, id_: DocumentId) -> "EvaluationError":
        """The prediction is of another text than gold."""
        return cls(f"the text of document {id_!r} is not the one that gold has; offsets count in one text only")

    @classmethod
    def for_no_text(cls, id_: DocumentId) -> "EvaluationError":
        """A gold document without text."""
        return cls(f"gold document {id_!r} has no text; without it nothing can be compared")


def check_text(gold: AnnotatedText) -> str:
    """Give the text of a gold document.

    Raises:
        EvaluationError: there is none, or a span lies outside it.

    Example:
        >>> check_text(AnnotatedText("a", "It rained.", ()))
        'It rained.'
    """
    if gold.text is None:
        raise EvaluationError.for_no_text(gold.id)
    _check_spans(gold, gold.text)
    return gold.text


def check_prediction(prediction: AnnotatedText, texts: Mapping[DocumentId, str]) -> None:
    """See that a prediction belongs to one of the gold documents.

    Args:
        prediction: with or without a text of its own.
        texts: of the gold documents.

    Raises:
        EvaluationError: it does not, or a span lies outside the text.

    Example:
        >>> check_prediction(AnnotatedText("b", None, ()), {"a": "It rained."})
        Traceback (most recent call last):
        quotemine.evaluation.checking.EvaluationError: gold has no document 'b'; leave it out ...
    """
    text = texts.get(prediction.id)
    if text is None:
        raise EvaluationError.for_unknown(prediction.id)
    if prediction.text not in (None, text):
        raise EvaluationError.for_other_text(prediction.id)
    _check_spans(prediction, text)


def _check_spans(document: AnnotatedText, text: str) -> None:
    for quote in document.quotes:
        for start, end in (*quote.content, *(quote.source or ())):
            if not 0 <= start <= end <= len(text):
                raise EvaluationError.for_span(document.id, (start, end), len(text))
