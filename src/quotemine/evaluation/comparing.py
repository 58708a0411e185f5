"""Compare predictions with gold, document by document."""

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

import numpy as np

from quotemine.documents import Document, DocumentId
from quotemine.errors import InputTypeError, SettingError
from quotemine.evaluation.annotations import AnnotatedQuote, AnnotatedText
from quotemine.evaluation.checking import EvaluationError, check_prediction, check_text
from quotemine.evaluation.counting import GROUPS, Count, count_document
from quotemine.evaluation.noting import annotates_sources, write_notes
from quotemine.evaluation.scores import Scores
from quotemine.evaluation.summing import summarise
from quotemine.types import Kind, Quotes

__all__ = ["RESAMPLES", "evaluate"]

RESAMPLES = 1000


def evaluate(
    gold: Iterable[AnnotatedText | Document],
    predicted: Iterable[AnnotatedText | Document] | Mapping[DocumentId, Quotes],
    *,
    split: bool = False,
    resamples: int = RESAMPLES,
) -> Scores:
    """Compare predicted quotes with quotes that somebody annotated by hand.

    Documents find each other by their ids.  A gold document without a prediction counts as one in which nothing was
    found; :attr:`Scores.missing` has its id.

    Predictions and gold quotes are paired one to one, those with most of the content in common first, down to an
    intersection over union of 0.5, in characters other than white space.  White space, quotation marks and
    punctuation at the edges of spans do not count.  An attribution is right if the quote is and the sources share a
    character, or if neither has a source.  A speaker is right if its name is the one of gold or one of its aliases,
    apart from case, punctuation, possessive, article and titles.  Kinds are those of gold; where gold does not say,
    and for predictions always, double quotation marks tell.

    Quotes whose source gold does not annotate do not count for attributions.  If no gold quote has a source, the
    figures of attributions are left out, and likewise those of speakers; :attr:`Scores.notes` says so.

    Args:
        gold: documents as annotated.
        predicted: documents as found, or a mapping from document id to ``Quotes``.
        split: whether every span of a content counts as a quote of its own, on both sides; for corpora that differ
            in whether an interrupted quotation is one quote or two.
        resamples: how often documents are drawn anew for the 95 % intervals (percentile bootstrap, always with the
            same seed); 0 gives no intervals.  A single document gives none either.

    Raises:
        InputTypeError: something else was given as documents; also a ``TypeError``.
        EvaluationError: the documents do not belong together (ids that gold lacks, ids given twice, other texts), or
            a span lies outside its text; also a ``ValueError``.
        SettingError: ``resamples`` is no whole number of at least 0.

    Example:
        >>> import quotemine
        >>> text = '"The bridge is safe," said Ada Quill. She added that it had been painted.'
        >>> gold = [
        ...     AnnotatedText("bridge", text, (
        ...         AnnotatedQuote([(0, 21)], source=[(27, 36)], speaker="Ada Quill"),
        ...         AnnotatedQuote([(48, 72)], source=[(38, 41)], speaker="Ada Quill"),
        ...     ))
        ... ]
        >>> scores = evaluate(gold, {"bridge": quotemine.extract(text)})
        >>> scores.all.quotes.recall.value, scores.all.attributions.recall.value
        (1.0, 1.0)
    """
    given: object = resamples  # callers need not heed the types
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise SettingError.for_value("resamples", resamples, "a whole number of at least 0")
    wanted = _by_id(_annotated(gold), "gold")
    if isinstance(predicted, Mapping):
        predicted = _from_mapping(predicted)
    found = _by_id(_annotated(predicted), "the predictions")
    texts = {id_: check_text(document) for id_, document in wanted.items()}
    for prediction in found.values():
        check_prediction(prediction, texts)
    counts = np.zeros((len(wanted), len(GROUPS), len(Count)), np.int64)
    for number, (id_, document) in enumerate(wanted.items()):
        quotes = found[id_].quotes if id_ in found else ()
        counts[number] = count_document(texts[id_], document.quotes, quotes, split=split)
    if not annotates_sources(tuple(wanted.values())):
        counts[..., Count.SOURCED : Count.ATTRIBUTED_RIGHT + 1] = 0
    missing = tuple(id_ for id_ in wanted if id_ not in found)
    if len(wanted) < 2:  # always the same document would be drawn
        resamples = 0
    figures = summarise(counts, resamples)
    return Scores(
        documents=len(wanted),
        all=figures["all"],
        kinds={kind: figures[kind] for kind in get_args(Kind)},
        notes=write_notes(tuple(wanted.values()), missing),
        missing=missing,
        split=split,
        resamples=resamples,
    )


def _annotated(documents: object) -> Iterator[AnnotatedText]:
    if isinstance(documents, str | bytes | Document | AnnotatedText | Quotes) or not isinstance(documents, Iterable):
        raise InputTypeError.for_documents(documents)
    for number, document in enumerate(documents):
        if isinstance(document, Document):
            yield AnnotatedText.of(document)
        elif isinstance(document, AnnotatedText):
            yield document
        else:
            raise InputTypeError.for_documents(document, f" as item {number} (counted from 0)")


def _from_mapping(predicted: Mapping[DocumentId, object]) -> Iterator[AnnotatedText]:
    for id_, quotes in predicted.items():
        if not isinstance(quotes, Quotes):
            raise InputTypeError.for_results(quotes, f"for document {id_!r}")
        yield AnnotatedText(id_, quotes.given_text or None, tuple(map(AnnotatedQuote.of, quotes)))


def _by_id(documents: Iterable[AnnotatedText], where: str) -> dict[DocumentId, AnnotatedText]:
    found: dict[DocumentId, AnnotatedText] = {}
    for document in documents:
        if document.id in found:
            raise EvaluationError.for_twice(document.id, where)
        found[document.id] = document
    return found
