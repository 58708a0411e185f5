"""Read the corpora into training windows: what each corpus annotates is learned, the rest left open."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from schema import Name, read_rows
from tokenizers import Tokenizer

from quotemine.flow.attributions.cues import read_cue
from quotemine.flow.encoder import CLASSES, NAMES, TAGS
from quotemine.flow.marks import Quotation, find_quotations
from quotemine.flow.words import Words, find_words, make_windows

OPEN = -100  # no label here
ROLES = ("cue", "source", "content")

# Tags are learned through the set of tags that the annotation allows (a bit mask over TAGS): one bit where
# it says which, several where the corpus is silent.
BIT = {tag: 1 << i for i, tag in enumerate(TAGS)}
ANY_OF = {role: BIT[f"B-{role}"] | BIT[f"I-{role}"] for role in ROLES}

SILVER_TYPES = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
LITBANK_TYPES = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
FREE_GENRES = frozenset("interview academic court textbook vlog speech conversation".split())
OWN_TYPES = {**SILVER_TYPES, **LITBANK_TYPES, "LOCATION": "LOC", "PLACE": "LOC", "FACILITY": "LOC"}
HONORIFICS = frozenset("the a mr mrs ms miss dr sir lady lord madame master captain colonel professor".split())


@frozen(eq=False)
class Labels:
    """Labels of the words of one document, each array int64 of shape (n_words,)."""

    allowed: np.ndarray  # bit mask over TAGS
    names: np.ndarray  # index into NAMES, or OPEN
    classes: np.ndarray  # index into CLASSES at the first word of a cue, or OPEN
    cue_of: np.ndarray  # first word of the cue of this content word; -1 none; OPEN unknown
    source_of: np.ndarray  # first word of the source of this cue's first word; -1 none; OPEN unknown


@frozen(eq=False)
class Document:
    words: Words
    labels: Labels


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _blank(n: int, allowed: int) -> Labels:
    return Labels(np.full(n, allowed), *(np.full(n, OPEN) for _ in range(4)))


def _spread(words: Words, allowed: np.ndarray, spans: Iterable[Sequence[int]], role: str) -> list[tuple[int, int]]:
    found = []
    for start, end in sorted(spans):
        low, high = words.at(start, end)
        if low < high:
            allowed[low] = BIT[f"B-{role}"]
            allowed[low + 1 : high] = BIT[f"I-{role}"]
            found.append((low, high))
    return found


def _widened(spans: Iterable[Sequence[int]], quotations: Sequence[Quotation]) -> list[list[int]]:
    """The spans with the quotation marks around them, which contents of the package include."""
    starts = {q.inner[0]: q.start for q in quotations}
    ends = {q.inner[1]: q.end for q in quotations}
    return [[starts.get(start, start), ends.get(end, end)] for start, end in spans]


def _proper(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The bare name in a mention: without honorifics; None if it has words in lower case."""
    tokens = text[start:end].split()
    while tokens and tokens[0].lower().rstrip(".") in HONORIFICS:
        start = text.index(tokens[0], start) + len(tokens[0]) + 1
        tokens = tokens[1:]
    return (start, end) if tokens and all(t[0].isupper() for t in tokens) and start < end else None


def _name(words: Words, names: np.ndarray, start: int, end: int, kind: str) -> None:
    low, high = words.at(start, end)
    if low < high:
        names[low] = NAMES.index(f"B-{kind}")
        names[low + 1 : high] = NAMES.index(f"I-{kind}")


def _prepare(text: str, tokenizer: Tokenizer) -> tuple[Words, tuple[Quotation, ...]]:
    quotations = find_quotations(text)
    return find_words(text, quotations, tokenizer), quotations


def polnear(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """PolNeAR: tags, links and cue classes, with CoreNLP's names as silver labels."""
    silver = {d["id"]: d["ner"] for d in read_jsonl(folder / "polnear-silver" / f"{split}.jsonl.gz")}
    for row in read_jsonl(folder / "polnear" / f"{split}.jsonl.gz"):
        words, _ = _prepare(row["text"], tokenizer)
        labels = _blank(len(words), BIT["O"])
        for quote in row["quotes"]:
            sources = _spread(words, labels.allowed, quote["source"], "source")
            cues = _spread(words, labels.allowed, quote["cue"], "cue")
            contents = _spread(words, labels.allowed, quote["content"], "content")
            if cues:
                cue = cues[0][0]
                labels.classes[cue] = CLASSES.index(quote["cue_class"])
                labels.source_of[cue] = sources[0][0] if sources else -1
            for low, high in contents:
                labels.cue_of[low:high] = cues[0][0] if cues else -1
        if row["id"] in silver:
            labels.names[:] = 0
            for start, end, kind in silver[row["id"]]:
                if kind in SILVER_TYPES:
                    _name(words, labels.names, start, end, SILVER_TYPES[kind])
        yield Document(words, labels)


def polnear_sentences(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """PolNeAR cut into sentences, each a paragraph of its own: for texts that come a sentence a line."""
    cuts = {d["id"]: d["sentences"] for d in read_jsonl(folder / "polnear-silver" / f"{split}.jsonl.gz")}
    for row in read_jsonl(folder / "polnear" / f"{split}.jsonl.gz"):
        sentences = cuts.get(row["id"], [])
        text, at = "", []
        for start, end in sentences:
            at.append(len(text))
            text += row["text"][start:end] + "\n\n"

        def moved(spans: list[list[int]]) -> list[list[int]]:
            parts = []
            for low, high in spans:
                for (start, end), new in zip(sentences, at, strict=True):
                    if low < end and start < high:
                        parts.append([max(low, start) - start + new, min(high, end) - start + new])
            return parts

        words, _ = _prepare(text, tokenizer)
        labels = _blank(len(words), BIT["O"])
        for quote in row["quotes"]:
            sources = _spread(words, labels.allowed, moved(quote["source"]), "source")
            cues = _spread(words, labels.allowed, moved(quote["cue"]), "cue")
            contents = _spread(words, labels.allowed, moved(quote["content"]), "content")
            if cues:
                cue = cues[0][0]
                labels.classes[cue] = CLASSES.index(quote["cue_class"])
                labels.source_of[cue] = sources[0][0] if sources else -1
                for low, high in contents:
                    if words.paragraph[low] == words.paragraph[cue]:
                        labels.cue_of[low:high] = cue
        yield Document(words, labels)


def riqua(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """RiQuA: content and cue; what it calls source may be the addressee, so that stays open."""
    for row in read_jsonl(folder / "riqua" / f"{split}.jsonl.gz"):
        words, _ = _prepare(row["text"], tokenizer)
        labels = _blank(len(words), BIT["O"])
        for start, end, role in row["roles"]:
            _spread(words, labels.allowed, [[start, end]], role)
            if role == "source":
                low, high = words.at(start, end)
                labels.allowed[low:high] |= BIT["O"]
        yield Document(words, labels)


def litbank(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """LitBank: direct speech and names; cues and sources are not annotated."""
    outside = BIT["O"] | ANY_OF["cue"] | ANY_OF["source"]
    for row in read_jsonl(folder / "litbank" / f"{split}.jsonl.gz"):
        words, _ = _prepare(row["text"], tokenizer)
        labels = _blank(len(words), outside)
        for quote in row["quotes"]:
            _spread(words, labels.allowed, quote["content"], "content")
        labels.names[:] = 0
        for entity in row["entities"]:
            for start, end, form in entity["mentions"]:
                kind = LITBANK_TYPES.get(entity["type"])
                if form == "PROP" and kind is not None and (name := _proper(row["text"], start, end)):
                    _name(words, labels.names, *name, kind)
        yield Document(words, labels)


def pdnc(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """PDNC: direct speech in whole novels, contents widened to their marks; sources where derived."""
    outside = BIT["O"] | ANY_OF["cue"] | ANY_OF["source"]
    for row in read_jsonl(folder / "pdnc" / f"{split}.jsonl.gz"):
        words, quotations = _prepare(row["text"], tokenizer)
        labels = _blank(len(words), outside)
        for quote in row["quotes"]:
            _spread(words, labels.allowed, quote["source"], "source")
        for quote in row["quotes"]:
            _spread(words, labels.allowed, _widened(quote["content"], quotations), "content")
        yield Document(words, labels)


def gum(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """GUM, the genres whose licence lets everyone use them: names; the rest stays open."""
    for row in read_jsonl(folder / "gum" / f"{split}.jsonl.gz"):
        if row["genre"] not in FREE_GENRES:
            continue
        words, _ = _prepare(row["text"], tokenizer)
        labels = _blank(len(words), (1 << len(TAGS)) - 1)
        labels.names[:] = 0
        for entity in row["entities"]:
            kind = GUM_TYPES.get(entity["type"])
            for start, end, form in entity["mentions"]:
                if kind is not None and form == "PROP" and row["text"][start:end][:1].isupper():
                    _name(words, labels.names, start, end, kind)
        yield Document(words, labels)


def wikigold(folder: Path, tokenizer: Tokenizer, split: str = "train") -> Iterator[Document]:
    """Wikigold: names only."""
    for row in read_jsonl(folder / "wikigold" / f"{split}.jsonl.gz"):
        words, _ = _prepare(row["text"], tokenizer)
        labels = _blank(len(words), (1 << len(TAGS)) - 1)
        labels.names[:] = 0
        for start, end, kind in row["ents"]:
            _name(words, labels.names, start, end, kind)
        yield Document(words, labels)


def own(path: Path, tokenizer: Tokenizer) -> Iterator[Document]:
    """A file of one's own: what it leaves out, by a missing key or null, stays open; see ``schema.py``."""
    for row in read_rows(path):
        words, quotations = _prepare(row.text, tokenizer)
        labels = _blank(len(words), (1 << len(TAGS)) - 1)
        if row.quotes is not None:
            unsure = {role for role in ("cue", "source") if any(getattr(q, role) is None for q in row.quotes)}
            labels.allowed[:] = BIT["O"] | sum(ANY_OF[role] for role in unsure)
        for quote in row.quotes or ():
            sources = _spread(words, labels.allowed, quote.source or (), "source")
            cues = _spread(words, labels.allowed, quote.cue or (), "cue")
            contents = _spread(words, labels.allowed, _widened(quote.content, quotations), "content")
            if cues:
                cue = cues[0][0]
                read = (read_cue(row.text, start, end, start).class_ for start, end in quote.cue or ())
                class_ = quote.cue_class or next(filter(None, read), None)
                labels.classes[cue] = OPEN if class_ is None else CLASSES.index(class_)
                labels.source_of[cue] = _link(sources, given=quote.source is not None)
            for low, high in contents:
                labels.cue_of[low:high] = _link(cues, given=quote.cue is not None)
        if row.names is not None:
            labels.names[:] = 0
            _spread_names(words, labels.names, row.names, row.text)
        yield Document(words, labels)


def _link(targets: list[tuple[int, int]], *, given: bool) -> int:
    return targets[0][0] if targets else -1 if given else OPEN


def _spread_names(words: Words, labels: np.ndarray, names: Iterable[Name], text: str) -> None:
    """Write names, the longest last: *Bath* in *University of Bath* is no name of its own."""
    for name in sorted(names, key=lambda n: n.end - n.start):
        if name.form not in (None, "PROP"):
            continue
        kind = OWN_TYPES.get((name.type or "").upper())
        bare = (name.start, name.end) if name.form is None else _proper(text, name.start, name.end)
        if kind is not None and bare is not None:
            _name(words, labels, *bare, kind)
        else:  # a name, but of no kind that we know or with more than the name in it
            low, high = words.at(name.start, name.end)
            labels[low:high] = OPEN


@frozen(eq=False)
class Example:
    """One window with its labels by position; links point to positions, 0 ([CLS]) meaning none.

    ``words`` are the positions of the first pieces of its words.
    """

    words: np.ndarray
    ids: np.ndarray
    state: np.ndarray
    shape: np.ndarray
    allowed: np.ndarray
    names: np.ndarray
    classes: np.ndarray
    cue_of: np.ndarray
    source_of: np.ndarray


def examples(document: Document, tokenizer: Tokenizer, rng: random.Random, size: int = 256) -> list[Example]:
    """Cut a document into windows, the packing shifted at random."""
    words, labels = document.words, document.labels
    result = []
    for window in make_windows(words, tokenizer, size, first_size=rng.randint(size // 3, size)):
        n = len(window.ids)
        at, here = window.positions, window.words
        position_of = dict(zip(here.tolist(), at.tolist(), strict=True))

        def placed(values: np.ndarray, fill: int) -> np.ndarray:
            row = np.full(n, fill)
            row[at] = values[here]
            return row

        def linked(values: np.ndarray) -> np.ndarray:
            row = np.full(n, OPEN)
            for p, w in zip(at.tolist(), values[here].tolist(), strict=True):
                row[p] = OPEN if w == OPEN else 0 if w == -1 else position_of.get(w, OPEN)
            return row

        shape = window.shape
        if rng.random() < 0.05:  # so that text in lower case or capitals only is read too
            shape = np.full(n, 5)
        result.append(
            Example(
                at, window.ids, window.state, shape, placed(labels.allowed, (1 << len(TAGS)) - 1),
                placed(labels.names, OPEN), placed(labels.classes, OPEN), linked(labels.cue_of),
                linked(labels.source_of),
            )
        )  # fmt: skip
    return result
