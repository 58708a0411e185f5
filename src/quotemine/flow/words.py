"""Cut a text into words and word pieces with the features that the encoder reads.

Words are BERT's own (runs of letters and digits, single other characters), so that results do not depend
on the tokenizer of a host pipeline.  Training and inference share this module.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotemine.flow.marks import Quotation
from quotemine.flow.paragraphs import find_paragraphs

__all__ = ["SHAPES", "STATES", "Window", "Words", "find_words", "make_windows"]

Ints = NDArray[np.int64]

_ENTITY = re.compile(r"&(?:amp;)?#?\w{2,8};")
_BLANKS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x1f\x85", " "))

STATES = ("outside", "inside", "opening mark", "closing mark", "inside a nested quotation")
SHAPES = ("lower or other", "Title", "UPPER", "miXed", "digit", "unknown")


@frozen(eq=False)
class Words:
    """The words of a text, as parallel arrays.

    Attributes:
        start, end: int64, shape (n_words,): character offsets into the text, end exclusive.
        paragraph: int64, shape (n_words,): index of the word's paragraph, from 0, ascending.
        pieces: int64, shape (n_pieces,): ids of the word pieces of all words.
        first: int64, shape (n_words + 1,): index of the first piece of each word, then n_pieces.
        state: int64, shape (n_words,): index into ``STATES``.
        shape: int64, shape (n_words,): index into ``SHAPES``.
    """

    start: Ints
    end: Ints
    paragraph: Ints
    pieces: Ints
    first: Ints
    state: Ints
    shape: Ints

    def __len__(self) -> int:
        return len(self.start)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Word indices, end exclusive, of the words that overlap the character span."""
        low = int(np.searchsorted(self.end, start, side="right"))
        high = int(np.searchsorted(self.start, end, side="left"))
        return low, max(low, high)

    def chars(self, low: int, high: int) -> tuple[int, int]:
        """Character span, end exclusive, of the words from ``low`` to before ``high``."""
        return int(self.start[low]), int(self.end[high - 1])


@frozen(eq=False)
class Window:
    """One input of the encoder: ``[CLS] paragraph [SEP] paragraph [SEP] ...``.

    Attributes:
        ids, state, shape: int64, shape (n_positions,): word pieces and their features.
        words: int64, shape (n_words_here,): indices of the words in the window.
        positions: int64, shape (n_words_here,): position of the first piece of each of them.
    """

    ids: Ints
    state: Ints
    shape: Ints
    words: Ints
    positions: Ints


def find_words(text: str, quotations: Sequence[Quotation], tokenizer: Tokenizer) -> Words:
    """Cut a text into words; see :class:`Words`.

    Args:
        text: any string.
        quotations: its quotations, from :func:`quotemine.flow.marks.find_quotations`.
        tokenizer: a BERT word-piece tokenizer without special tokens.
    """
    encoding = tokenizer.encode(_encodable(text), add_special_tokens=False)
    words = np.array(encoding.word_ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    pieces = np.array(encoding.ids, dtype=np.int64)
    if not len(pieces):
        none = np.zeros(0, dtype=np.int64)
        return Words(none, none, none, none, np.zeros(1, dtype=np.int64), none, none)
    first = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
    start = offsets[first, 0]
    end = offsets[np.r_[first[1:], len(words)] - 1, 1]
    for i in np.flatnonzero(end < len(text)):
        while end[i] < len(text) and unicodedata.combining(text[end[i]]):
            end[i] += 1
    for entity in _ENTITY.finditer(text):
        inside = int(np.searchsorted(start, entity.start(), side="right")) - 1
        if inside >= 0 and end[inside] > entity.start() and _character(entity) != entity.group():
            end[inside] = max(end[inside], entity.end())
    bounds = np.array(find_paragraphs(text) or [(0, len(text))], dtype=np.int64)
    paragraph = np.maximum(np.searchsorted(bounds[:, 0], start, side="right") - 1, 0)
    result = Words(
        start,
        end,
        paragraph,
        pieces,
        np.r_[first, len(pieces)],
        np.zeros(len(start), np.int64),
        _shapes(text, start, end),
    )
    _mark_quotations(result, quotations, tokenizer)
    return result


def _encodable(text: str) -> str:
    """The text, character for character, as BERT's normalizer should see it.

    It drops control characters; those that separate lines or words become spaces, or the words at their
    sides would be one.  An HTML entity becomes its character and spaces.  Lone surrogates, which UTF-8
    cannot hold, are replaced.
    """
    text = _ENTITY.sub(_character, text.translate(_BLANKS))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _character(entity: re.Match[str]) -> str:
    """The character that an entity stands for, as long as the entity; what is no entity stays as it is."""
    shown = html.unescape(html.unescape(entity.group()))
    return shown.ljust(len(entity.group())) if len(shown) == 1 else entity.group()


def _shapes(text: str, start: Ints, end: Ints) -> Ints:
    shapes = np.zeros(len(start), dtype=np.int64)
    for i, (s, e) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        word = text[s:e]
        if word.islower():
            continue
        if word[:1].isupper():
            shapes[i] = 1 if len(word) == 1 or word[1:].islower() else 2 if word.isupper() else 3
        elif word[:1].isdigit():
            shapes[i] = 4
        elif word.isalpha() and word != word.lower():
            shapes[i] = 3
    return shapes


def _mark_quotations(words: Words, quotations: Sequence[Quotation], tokenizer: Tokenizer) -> None:
    """Write the quotation state, and one piece for every style of mark."""
    double, single, apostrophe = (_id(tokenizer, c) for c in "\"'’")
    for quotation in quotations:
        low, high = words.at(quotation.start, quotation.end)
        words.state[low:high] = 1 if quotation.depth == 0 else 4
    for quotation in quotations:
        if quotation.style == "dash":
            continue
        for n, (start, end) in enumerate(quotation.marks):
            low, high = words.at(start, end)
            closing = n == len(quotation.marks) - 1 and quotation.closed
            if quotation.depth == 0:
                words.state[low:high] = 3 if closing else 2
            words.pieces[words.first[low] : words.first[high]] = single if quotation.depth else double
    words.pieces[words.pieces == apostrophe] = single


def _id(tokenizer: Tokenizer, piece: str) -> int:
    found = tokenizer.token_to_id(piece)
    return 0 if found is None else found


def make_windows(
    words: Words,
    tokenizer: Tokenizer,
    size: int = 256,
    first_size: int | None = None,
    overlap: int = 0,
    longest: int | None = None,
) -> list[Window]:
    """Pack whole paragraphs into windows of at most ``size`` word pieces.

    A longer paragraph has a window for itself, of at most ``longest`` pieces; if that is too short, the paragraph
    is cut at a word, its parts overlapping by ``overlap`` pieces.

    Args:
        longest: by default ``size``.
        first_size: size of the first window, so that training can shift the packing.
    """
    cls, sep = _id(tokenizer, "[CLS]"), _id(tokenizer, "[SEP]")
    windows: list[Window] = []
    parts: list[tuple[int, int]] = []
    room = (first_size or size) - 1
    for low, high in _paragraph_parts(words, (longest or size) - 2, overlap):
        length = int(words.first[high] - words.first[low]) + 1
        if length > room and parts:
            windows.append(_window(words, parts, cls, sep))
            parts, room = [], size - 1
        parts.append((low, high))
        room -= length
    if parts:
        windows.append(_window(words, parts, cls, sep))
    return windows


def _paragraph_parts(words: Words, size: int, overlap: int) -> list[tuple[int, int]]:
    """Word ranges: paragraphs, or parts of those with more than ``size`` pieces."""
    if not len(words):
        return []
    edges = np.flatnonzero(np.r_[True, words.paragraph[1:] != words.paragraph[:-1], True]).tolist()
    parts = []
    for low, high in pairwise(edges):
        while words.first[high] - words.first[low] > size:
            cut = int(np.searchsorted(words.first, words.first[low] + size, side="right")) - 1
            cut = max(cut, low + 1)
            parts.append((low, cut))
            back = int(np.searchsorted(words.first, words.first[cut] - overlap, side="left"))
            low = max(back, low + 1)
        if low < high:
            parts.append((low, high))
    return parts


def _window(words: Words, parts: list[tuple[int, int]], cls: int, sep: int) -> Window:
    ids, state, shape = [np.array([cls])], [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
    indices, positions, offset = [], [], 1
    for low, high in parts:
        first, last = words.first[low], words.first[high]
        counts = np.diff(words.first[low : high + 1])
        ids += [words.pieces[first:last], np.array([sep])]
        state += [np.repeat(words.state[low:high], counts), np.zeros(1, np.int64)]
        shape += [np.repeat(words.shape[low:high], counts), np.zeros(1, np.int64)]
        indices.append(np.arange(low, high))
        positions.append(words.first[low:high] - first + offset)
        offset += int(last - first) + 1
    return Window(*(np.concatenate(p).astype(np.int64) for p in (ids, state, shape, indices, positions)))
