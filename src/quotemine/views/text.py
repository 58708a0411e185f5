"""Show a text with its quotes, cues and sources, as HTML and as plain text."""

from collections.abc import Iterable

from quotemine.types import Quote
from quotemine.views.cast import Cast
from quotemine.views.escaping import escape, excerpt, plural, printable
from quotemine.views.passages import Layout, Mark, Passage
from quotemine.views.segments import Segment, cut

__all__ = ["describe", "text_html", "text_plain"]

NAME = 100  # characters of a name or mention in a tooltip
TOGETHER = 4  # overlapping quotes that a tooltip describes


def text_html(layout: Layout, cast: Cast) -> str:
    """A legend and the text with its highlights, to stand within a frame, see :mod:`quotemine.views.page`.

    The text of the ``qm-text`` elements is the given text, character for character; all else that is to be seen in
    them (numbers, tooltips) are attributes, drawn by the style sheet.
    """
    notes = "".join(f'<p class="qm-note">{escape(note)}</p>' for note in _notes(layout))
    key = '<p class="qm-key">bold: <b>source</b>, italics: <i>cue</i></p>' if _has_cues(layout) else ""
    passages = "".join(_passage_html(passage, cast) for passage in layout.passages)
    legend = f'<div class="qm-legend">{cast.html()}{key}</div>' if layout.quotes else ""
    return f"{legend}{notes}{passages}{_gap_html(layout.left_out)}"


def text_plain(layout: Layout, cast: Cast) -> str:
    """The text with its quotes in brackets, *[1: It rained.]*, and the legend below."""
    parts: list[str] = []
    for passage in layout.passages:
        parts += [_gap(passage.left_out), _passage_plain(passage, cast)]
    parts += [_gap(layout.left_out), cast.plain(), *_notes(layout)]
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def describe(quote: Quote) -> str:
    """Say in two lines who speaks, and how: resolution; kind, cue and confidence.

    Example:
        >>> import quotemine
        >>> print(describe(quotemine.extract('"The bridge is safe," said Ada Quill.')[0]))
        Ada Quill
        direct, cue: said, ...% sure
    """
    cue = [] if quote.cue is None else [f"cue: {excerpt(quote.cue.text, NAME)}"]
    negated = ["negated"] if quote.cue is not None and quote.cue.negated else []
    how = ", ".join([quote.kind, *cue, *negated, f"{quote.confidence:.0%} sure"])
    return f"{_resolution(quote)}\n{how}"


def _resolution(quote: Quote) -> str:
    """*she → Corran → Ines Corran*; the name alone where the text has it at the quote."""
    speaker = quote.speaker
    if speaker is None:
        return "no speaker" if quote.source is None else f"no speaker, source: {excerpt(quote.source.text, NAME)}"
    mention = speaker.mention or quote.source
    chain = speaker.chain or (() if mention is None else (mention,))
    steps = [*(excerpt(span.text, NAME) for span in chain), excerpt(speaker.name, NAME)]
    last_of_each = {step.casefold(): step for step in steps}  # *The mayor* is nothing to resolve to *the mayor*
    return " → ".join(last_of_each.values())


def _has_cues(layout: Layout) -> bool:
    return any(mark.role != "content" for passage in layout.passages for mark in passage.marks)


def _notes(layout: Layout) -> Iterable[str]:
    if not layout.quotes:
        yield "No quotes were found in this text."
    if layout.is_cut:
        characters = sum(len(passage.text) for passage in layout.passages)
        gaps = layout.left_out + sum(passage.left_out for passage in layout.passages)
        yield (
            f"The text is cut: {characters:,} of {plural(characters + gaps, 'character')} and "
            f"{layout.shown:,} of {plural(layout.quotes, 'quote')} are shown. limit=None shows all."
        )
    if layout.homeless:
        yield f"{plural(layout.homeless, 'quote')} with no place in the text: its spans are empty or outside."


def _gap(left_out: int) -> str:
    return f"[… {plural(left_out, 'character')} left out …]" if left_out else ""


def _gap_html(left_out: int) -> str:
    return f'<p class="qm-gap">{_gap(left_out)}</p>' if left_out else ""


def _passage_html(passage: Passage, cast: Cast) -> str:
    inner = "".join(_segment_html(segment, cast) for segment in cut(passage))
    # <pre>, since BeautifulSoup, through which nbconvert sends notebooks, shortens white space elsewhere; after <pre>,
    # parsers skip one line end.
    return f'{_gap_html(passage.left_out)}<pre class="qm-text">\n{inner}</pre>'


def _segment_html(segment: Segment, cast: Cast) -> str:
    text = escape(segment.text)
    if not segment.marks:
        return text
    content = segment.content
    shown = content or segment.marks[-1]
    classes = [cast.look(shown.quote), *sorted({f"qm-{mark.role}" for mark in segment.marks})]
    attributes = f'class="{" ".join(classes)}" aria-description="{escape(_tip(segment.marks))}"'
    if segment.begun:
        attributes += ' tabindex="0"'
    if segment.ended:
        attributes += f' data-by="{_labels(segment.ended, cast)}"'
    name = "span" if content is None else "mark"
    return f"<{name} {attributes}>{text}</{name}>"


def _tip(marks: Iterable[Mark]) -> str:
    """All quotes that a segment belongs to, the innermost first."""
    quotes = list({id(mark.quote): mark.quote for mark in reversed(tuple(marks))}.values())
    more = [f"and {plural(len(quotes) - TOGETHER, 'more quote')}"] if len(quotes) > TOGETHER else []
    return "\n".join([*map(describe, quotes[:TOGETHER]), *more])


def _labels(marks: Iterable[Mark], cast: Cast) -> str:
    return ",".join(dict.fromkeys(cast.label(mark.quote) for mark in marks))


def _passage_plain(passage: Passage, cast: Cast) -> str:
    pieces: list[str] = []
    for segment in cut(passage):
        pieces += [f"[{cast.label(mark.quote)}: " for mark in segment.begun]
        pieces.append(printable(segment.text))
        pieces += ["]"] * len(segment.ended)
    return "".join(pieces)
