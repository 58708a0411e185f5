"""Cut a text into paragraphs, hard-wrapped lines kept together."""

import re
from itertools import pairwise
from statistics import median

__all__ = ["find_paragraphs"]

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_STARTS_ITEM = re.compile(r"\s*(?:[•▪◦‣]|[*·–-]\s|\d{1,3}[.)]\s|[QA]:\s|[A-Z][A-Z .'’-]{1,30}:)")
_STARTS_TURN = re.compile(r"\s*(?:—|―|--)(?!-)\s*(?=[^\s—―-])")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$")
_WRAP_WIDTHS = (35, 100)
_SHORT_LINE = 0.6
_LIKE_WIDTH = 0.25
_MOST = 0.6
_FEWEST_LINES = 3


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Find the paragraphs of a text.

    A blank line always separates. A single line break separates unless the text is hard-wrapped (its
    lines are of a width) or the sentence plainly goes on in the next line.

    Returns:
        Character spans, end exclusive, in order, without surrounding line breaks; blank ones left out.

    Example:
        >>> find_paragraphs("One.\n\nTwo goes\non here.")
        [(0, 4), (6, 23)]
    """
    lines = _lines(text)
    width = _wrap_width(text, lines)
    found: list[tuple[int, int]] = []
    last = ""
    for start, end in lines:
        line = text[start:end]
        if line.strip():
            if last and _goes_on(last, line, width):
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
            last = line
        else:
            last = ""
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
    inner = [text[s:e] for (s, e), (s2, e2) in pairwise(lines) if e > s and text[s2:e2].strip()]
    if len(inner) < _FEWEST_LINES:
        return None
    typical = median(len(line) for line in inner)
    near = sum(abs(len(line) - typical) <= _LIKE_WIDTH * typical for line in inner) / len(inner)
    whole = sum(_ENDS_SENTENCE.search(line) is not None for line in inner) / len(inner)
    wrapped = _WRAP_WIDTHS[0] <= typical <= _WRAP_WIDTHS[1] and near >= _MOST
    return typical if wrapped and whole < _MOST else None  # else short paragraphs, one to a line


def _goes_on(line: str, following: str, width: float | None) -> bool:
    if _STARTS_ITEM.match(following):
        return False
    turn = _STARTS_TURN.match(following)
    if turn is not None and not following[turn.end()].islower():
        # A turn of dialogue, unless a dash of the sentence happens to begin a wrapped line.
        return width is not None and not (_ENDS_SENTENCE.search(line) or _STARTS_TURN.match(line))
    if following.lstrip()[0].islower() or line.rstrip().endswith(","):
        return True
    if width is None:
        return False
    return not (len(line) < _SHORT_LINE * width and (line.isupper() or _ENDS_SENTENCE.search(line)))
