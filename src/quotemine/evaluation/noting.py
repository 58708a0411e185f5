"""What should be known about figures: what they leave out, and why."""

from collections.abc import Iterator, Sequence

from quotemine.documents import DocumentId
from quotemine.evaluation.annotations import AnnotatedQuote, AnnotatedText
from quotemine.evaluation.spans import has_words

__all__ = ["annotates_sources", "write_notes"]

FEW_DOCUMENTS = 10  # with fewer, resampling says little
SHOWN_IDS = 5


def annotates_sources(gold: Sequence[AnnotatedText]) -> bool:
    """Whether any quote has a source; where none has, nobody looked for them.

    Example:
        >>> annotates_sources([AnnotatedText("a", "It leaks, she said.", (AnnotatedQuote([(0, 8)], source=[]),))])
        False
    """
    return any(quote.source for document in gold for quote in document.quotes)


def write_notes(gold: Sequence[AnnotatedText], missing: Sequence[DocumentId]) -> tuple[str, ...]:
    """Write the notes, each a sentence or two.

    Args:
        gold: all gold documents.
        missing: the ids of those without a prediction.

    Example:
        >>> write_notes([], [])
        ('Gold has no quotes, so there is nothing to find.',)
    """
    return tuple(_notes(gold, missing))


def _notes(gold: Sequence[AnnotatedText], missing: Sequence[DocumentId]) -> Iterator[str]:
    quotes = [quote for document in gold for quote in document.quotes]
    if missing:
        shown = ", ".join(map(repr, missing[:SHOWN_IDS]))
        more = f" and {len(missing) - SHOWN_IDS} more" if len(missing) > SHOWN_IDS else ""
        yield f"Gold documents without a prediction count as if nothing was found in them: {shown}{more}."
    wordless = sum(not has_words(document.text or "", quote.content) for document in gold for quote in document.quotes)
    if wordless:
        yield f"Gold quotes without words in their content do not count: {wordless}."
    if quotes:
        yield from _note_what_is_not_annotated(quotes, sources=annotates_sources(gold))
    else:
        yield "Gold has no quotes, so there is nothing to find."
    if len(gold) == 1:
        yield "There are no intervals, since there is one document only; annotate more to learn how far chance goes."
    elif 1 < len(gold) < FEW_DOCUMENTS:
        yield f"With {len(gold)} documents the intervals are rough, and rather too narrow; better have 10 or more."


def _note_what_is_not_annotated(quotes: Sequence[AnnotatedQuote], *, sources: bool) -> Iterator[str]:
    total = len(quotes)
    if not sources:
        yield "Figures of attributions are left out, since no gold quote has a source."
    elif unsourced := sum(quote.source is None for quote in quotes):
        yield f"The source of {unsourced} of {total} gold quotes is not annotated; they do not count as attributions."
    spoken = sum(bool(quote.speaker) for quote in quotes)
    if not spoken:
        yield "Figures of speakers are left out, since no gold quote has a speaker."
    elif spoken < total:
        yield f"{total - spoken} of {total} gold quotes have no speaker; figures of speakers are about the others."
    if told := sum(quote.kind is None for quote in quotes):
        yield f"The kind of {told} of {total} gold quotes was told by quotation marks."
