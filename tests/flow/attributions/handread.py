"""Readings by hand, so that tests of what follows the encoder need no weights.

A text is marked up as the encoder would tag it::

    [content:“It leaks,”] [cue:said] [source:[PER:Ada Quist]].

``content``, ``cue`` and ``source`` are the roles, ``PER``, ``ORG``, ``LOC`` and ``MISC`` the names.  A content
points to the nearest cue, a cue to the nearest source.  Keys after ``#`` say otherwise: parts that share one
belong together (``[cue#a:said]``, ``[source#ab:she]`` serves two cues), and a content with ``#-`` has no cue.
A cue's class follows a stroke: ``[cue/thought:feared]``.
"""

import re

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from quotemine.flow.attributions import Attribution, find_attributions
from quotemine.flow.encoder import CLASSES, NAMES, TAGS, Links, Reading
from quotemine.flow.marks import Quotation, find_quotations
from quotemine.flow.words import Words, find_words

__all__ = ["TOKENIZER", "Handread", "attributions_of", "one_hot", "read", "said"]

_TAG = re.compile(r"\[(?P<label>cue|source|content|PER|ORG|LOC|MISC)(?:#(?P<keys>[\w-]+))?(?:/(?P<class>\w+))?:|\]")

# One piece a word, cut where BERT cuts.
TOKENIZER = Tokenizer(models.WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, '"': 3, "'": 4, "’": 5}, unk_token="[UNK]"))
TOKENIZER.normalizer = normalizers.BertNormalizer()
TOKENIZER.pre_tokenizer = pre_tokenizers.BertPreTokenizer()


@define(eq=False)
class _Marked:
    """One bracket of the markup: its characters in the bare text, then its words."""

    label: str
    keys: str
    class_: str
    start: int
    end: int = 0
    low: int = 0
    high: int = 0


@frozen(eq=False)
class Handread:
    """A text with its quotations and what the encoder would see in it."""

    text: str
    quotations: tuple[Quotation, ...]
    reading: Reading

    @property
    def words(self) -> Words:
        """Its words."""
        return self.reading.words


def read(marked: str, sure: float = 0.98) -> Handread:
    """Read a marked text.

    Args:
        marked: text with markup.
        sure: the probability of every tag, class, name and link.
    """
    text, spans = _parse(marked)
    quotations = find_quotations(text)
    words = find_words(text, quotations, TOKENIZER)
    tags, names = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    classes = np.full(len(words), CLASSES.index("none"))
    for span in spans:
        span.low, span.high = words.at(span.start, span.end)
        row, labels = (tags, TAGS) if span.label.islower() else (names, NAMES)
        row[span.low : span.high] = labels.index(f"I-{span.label}")
        row[span.low] = labels.index(f"B-{span.label}")
        if span.label == "cue":
            classes[span.low] = CLASSES.index(span.class_ or "speech")
    scores = (one_hot(row, width, sure) for row, width in ((tags, TAGS), (classes, CLASSES), (names, NAMES)))
    links = _links(len(words), [s for s in spans if s.label.islower()], sure)
    return Handread(text, quotations, Reading(words, *scores, (links,), np.zeros(len(words), np.int64)))


def attributions_of(marked: str) -> tuple[Attribution, ...]:
    """The attributions of a marked text."""
    case = read(marked)
    return find_attributions(case.text, case.quotations, case.reading)


def said(marked: str) -> list[tuple[str, str | None, list[str]]]:
    """The attributions of a marked text in words: source, cue, contents."""
    text = read(marked).text
    return [
        (
            None if a.source is None else text[slice(*a.source)],
            None if a.cue is None else text[a.cue.start : a.cue.end],
            [text[slice(*span)] for span in a.content],
        )
        for a in attributions_of(marked)
    ]


def one_hot(best: NDArray[np.int64], labels: tuple[str, ...] | int, sure: float) -> NDArray[np.float32]:
    """float32, shape (n, n_labels): log-probabilities, ``sure`` for the best of each row."""
    width = labels if isinstance(labels, int) else len(labels)
    scores = np.full((len(best), width), (1 - sure) / max(width - 1, 1), dtype=np.float32)
    scores[np.arange(len(best)), best] = sure
    return np.log(np.maximum(scores, 1e-9))


def _parse(marked: str) -> tuple[str, list[_Marked]]:
    text, spans, stack, at = "", [], [], 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag["label"]:
            stack.append(_Marked(tag["label"], tag["keys"] or "", tag["class"] or "", len(text)))
            spans.append(stack[-1])
        else:
            stack.pop().end = len(text)
    return text + marked[at:], spans


def _links(n: int, spans: list[_Marked], sure: float) -> Links:
    cues, sources = ([s for s in spans if s.label == role] for role in ("cue", "source"))
    cue_at = np.sort(np.array([s.low for s in cues], np.int64))
    source_at = np.sort(np.array([s.low for s in sources], np.int64))
    cue_of, source_of = np.zeros(n, np.int64), np.zeros(n, np.int64)  # 0: none
    for span in spans:
        row, others, places = (cue_of, cues, cue_at) if span.label == "content" else (source_of, sources, source_at)
        other = _partner(span, others)
        if other is not None and span.label != "source":
            row[span.low : span.high] = 1 + int(np.searchsorted(places, other.low))
    return Links(
        np.arange(n),
        cue_at,
        source_at,
        one_hot(cue_of, 1 + len(cues), sure),
        one_hot(source_of, 1 + len(sources), sure),
    )


def _partner(span: _Marked, others: list[_Marked]) -> _Marked | None:
    """The nearest that has a key in common."""
    near = [o for o in others if (set(o.keys) & set(span.keys) if span.keys or o.keys else True)]
    return min(near, key=lambda o: min(abs(o.low - span.high), abs(span.low - o.high)), default=None)
