"""The whole flow: text → marks → encoder → attributions → speakers → typed quotes."""

from bisect import bisect_left, bisect_right
from operator import itemgetter

from quotemine.flow.attributions import Attribution, find_attributions
from quotemine.flow.confidence import confidence
from quotemine.flow.encoder import Encoder
from quotemine.flow.furniture import without_furniture
from quotemine.flow.marks import find_quotations
from quotemine.flow.paragraphs import find_paragraphs
from quotemine.flow.speakers import Resolved, find_speakers
from quotemine.flow.stories import is_story
from quotemine.settings import Settings
from quotemine.types import Cue, Quote, Quotes, Span

__all__ = ["find_quotes", "is_quote"]

TOO_FEW_WORDS = 2


def find_quotes(text: str, encoder: Encoder, settings: Settings) -> Quotes:
    """Find the quotes of a text.

    Args:
        text: any string; nothing in it makes this raise.
        encoder: the opened encoder.
        settings: which of the attributions found are given back.
    """
    if not text.strip():
        return Quotes((), text)
    bare = without_furniture(text)
    quotations = find_quotations(bare)
    reading = encoder.read(bare, quotations)
    found = find_attributions(bare, quotations, reading)
    resolved = find_speakers(bare, quotations, reading, found)
    paragraphs, story = find_paragraphs(bare), is_story(found)
    wanted = [
        (a, sure, r)
        for a, r in zip(found, resolved, strict=True)
        if (settings.attributions == "all" or is_quote(text, a))
        and (sure := confidence(a, encoder.calibration, story=story)) >= settings.min_confidence
    ]
    return Quotes((_quote(text, number, *one, paragraphs) for number, one in enumerate(wanted, 1)), text)


def is_quote(text: str, attribution: Attribution) -> bool:
    """Whether something was said: a cue of speech or none, and what is *not* said is no quote.

    Nor are one or two words without marks, which name a thing or a person and stand for no clause.
    """
    if attribution.class_ != "speech":
        return False
    words = sum(len(text[start:end].split()) for start, end in attribution.content)
    if attribution.kind == "indirect" and words <= TOO_FEW_WORDS:
        return False
    cue = attribution.cue
    return cue is None or not cue.negated or cue.lemma == "deny" or attribution.kind == "direct"


def _quote(
    text: str,
    number: int,
    attribution: Attribution,
    sure: float,
    resolved: Resolved,
    paragraphs: list[tuple[int, int]],
) -> Quote:
    def span(start: int, end: int) -> Span:
        return Span(start, end, text[start:end])

    content, cue = attribution.content, attribution.cue
    edges = [content[0][0], content[-1][1], *(attribution.source or ()), *((cue.start, cue.end) if cue else ())]
    first, last = min(edges), max(edges)
    low, high = bisect_right(paragraphs, first, key=itemgetter(1)), bisect_left(paragraphs, last, key=itemgetter(0))
    around = paragraphs[low:high] or [(first, last)]
    return Quote(
        id=f"q{number}",
        kind=attribution.kind,
        content=tuple(span(*part) for part in content),
        cue=None if cue is None else Cue(span(cue.start, cue.end), cue.lemma, attribution.class_, cue.negated),
        source=None if attribution.source is None else span(*attribution.source),
        speaker=resolved.speaker,
        context=span(min(around[0][0], first), max(around[-1][1], last)),
        confidence=sure,
        evidence=resolved.evidence,
        candidates=resolved.candidates,
    )
