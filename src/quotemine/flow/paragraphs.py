"""Cut a text into paragraphs, hard-wrapped lines kept together."""

import re
from statistics import median

__all__ = ["find_paragraphs"]

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_STARTS_ITEM = re.compile(r"\s*(?:[•▪◦‣*·]|—|―|--|–\s|-\s|\d{1,3}[.)]\s|[A-Z][A-Z .'’-]{1,30}:)")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$")
_WRAP_WIDTHS = (35, 100)
_SHORT_LINE = 0.6


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    A blank line always separates. A single line break separates unless the text is hard-wrapped (its
    lines are of a width) or the sentence plainly goes on in the next line.

    Returns:
        Character spans, end exclusive, in order, without surrounding line breaks; blank ones left out.

    Example:
        >>> find_paragraphs("One.\\n\\nTwo goes\\non here.")
        [(0, 4), (6, 22)]
    """
    lines = _lines(text)
    width = _wrap_width(text, lines)
    found: list[tuple[int, int]] = []
    last: tuple[int, int] | None = None
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            last = None
            continue
        if last is not None and _goes_on(text[last[0] : last[1]], line, width):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        last = (start, end)
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for match in _BREAK.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    return lines


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> float | None:
    """Width of the lines of a hard-wrapped text, None for other texts."""
    lengths = [e - s for (s, e), (s2, e2) in zip(lines, lines[1:], strict=False) if e > s and text[s2:e2].strip()]
    if len(lengths) < 3:
        return None
    typical = median(lengths)
    near = sum(abs(n - typical) <= 0.25 * typical for n in lengths) / len(lengths)
    return typical if _WRAP_WIDTHS[0] <= typical <= _WRAP_WIDTHS[1] and near >= 0.6 else None


def _goes_on(line: str, following: str, width: float | None) -> bool:
    if _STARTS_ITEM.match(following):
        return False
    first = following.lstrip()[0]
    if first.islower() or line.rstrip().endswith(","):
        return True
    if width is None:
        return False
    return not (len(line) < _SHORT_LINE * width and _ENDS_SENTENCE.search(line))
