"""Say in a few lines why a quote has its speaker: what :meth:`quotemine.Quote.why` returns."""

from collections.abc import Iterator

from attrs import frozen

from quotemine.types import Quote

__all__ = ["Explanation", "explain"]

WORDS = 8  # of the quote that are shown
REASONS = 3  # of a candidate


@frozen(repr=False)
class Explanation:
    """Lines to read; shown as they are where it is printed or is the last value of a notebook cell."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    __repr__ = __str__


def explain(quote: Quote) -> Explanation:
    """Explain the speaker of a quote, see :meth:`quotemine.Quote.why`."""
    return Explanation(tuple(_lines(quote)))


def _lines(quote: Quote) -> Iterator[str]:
    words = quote.text.split()
    yield " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
    speaker = quote.speaker
    if speaker is None:
        yield "speaker: nobody whom the text names here"
    elif speaker.named:
        yield f"speaker: {speaker.name}, {speaker.confidence:.0%} sure"
    else:
        yield f"speaker: {speaker.name} (not named in the text), {speaker.confidence:.0%} sure"
    if speaker is not None and len(speaker.chain) > 1:
        yield "chain: " + " → ".join(" ".join(span.text.split()) for span in speaker.chain)
    if quote.candidates:
        yield "candidates:"
        for candidate in quote.candidates:
            reasons = ", ".join(candidate.reasons[:REASONS])
            yield f"  {candidate.score:4.0%}  {candidate.name or 'nobody named'}" + (f": {reasons}" if reasons else "")
    elif quote.evidence:
        yield "because: " + ", ".join(quote.evidence)
    if speaker is not None and speaker.gender is not None and speaker.gender_evidence is not None:
        yield f"gender: {speaker.gender}, told by “{speaker.gender_evidence.text}”"
