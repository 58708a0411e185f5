r"""CoNLL: a token a line with its tags, for training and inspecting taggers.

The layout is CoNLL-U Plus (https://universaldependencies.org/ext-format.html): columns separated by tabs and named in
the first line, comments that begin with ``#``, an empty line behind each block.  A block is a paragraph.

============= =======================================================================================
``ID``        number of the token in its block, from 1
``FORM``      the token
``START``     character offset of its first character in the text of the document
``END``       character offset behind its last character
``CONTENT``   *B-direct*, *I-direct* where something was said, by kind; *O* elsewhere
``QUOTE``     the id of that quote; ``_`` elsewhere, as in all columns that are not tags
``SPEAKER``   the id of its speaker, ``_`` if nobody knows
``CUE``       *B-speech*, *I-speech*, by class of the cue
``CUE_OF``    the id of the quote that the cue belongs to
``SOURCE``    *B-source*, *I-source*
``SOURCE_OF`` the id of the quote that the source belongs to
============= =======================================================================================

Tags are IOB2: each part of an interrupted quote begins with *B*, and so does what goes on in another block.  Where
quotes stand in quotes or overlap, a cell has several values, separated by ``|``, in the order of the quotes and the
same in all columns of a layer: *I-indirect|B-direct*, *q1|q2*, *e1|e2*.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from attrs import field, frozen

from quotemine.documents import Document
from quotemine.flow.paragraphs import find_paragraphs
from quotemine.formats.targets import Target, checked, opened_to_write, storable
from quotemine.types import Quote, Quotes, Span

__all__ = ["COLUMNS", "dump"]

COLUMNS = ("ID", "FORM", "START", "END", "CONTENT", "QUOTE", "SPEAKER", "CUE", "CUE_OF", "SOURCE", "SOURCE_OF")

Pair = tuple[int, int]
"""Start and end: character offsets into the text of the document, end exclusive."""

LONGEST_WORD = 200  # characters without white space: addresses of the web may be that long
PIECE = 50  # into how many characters longer ones are cut

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_UNSAFE = re.compile(r"[\s|%\x00-\x1f\x7f-\x9f]")


def dump(documents: Iterable[Document], target: Target) -> None:
    """Write a token a line, see :mod:`quotemine.formats.conll`.

    Tokens are those of spaCy's tokenizer for English, which is a matter of rules and needs no model; where something
    marked begins or ends within one, it is cut there, so that tags are exact, and so are hundreds of characters without
    a space.  White space is no token, so nothing is tagged where only white space is marked.  Comments give the
    document's id and what is known of where it comes from, the names of its speakers, and for each quote what the
    columns do not tell.  White space and ``|`` in ids are written as *%20* and *%7C*; control characters become U+FFFD.
    Nothing reads these files back, since they do not have the white space of the text.

    Args:
        documents: written one by one as they come.
        target: path or open text file.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import io
        >>> file = io.StringIO()
        >>> span = Span(0, 6, '"Yes,"')
        >>> quote = Quote("q1", "direct", (span,), None, None, None, span, 1.0)
        >>> dump([Document("a", '"Yes," he said.', Quotes([quote]))], file)
        >>> print(file.getvalue().expandtabs(8))
        # global.columns = ID FORM START END CONTENT QUOTE SPEAKER CUE CUE_OF SOURCE SOURCE_OF
        # newdoc id = a
        # quote q1 = direct, confidence 1.0
        # newpar
        1       "       0       1       B-direct        q1      _       O       _       O       _
        2       Yes     1       4       I-direct        q1      _       O       _       O       _
        3       ,       4       5       I-direct        q1      _       O       _       O       _
        4       "       5       6       I-direct        q1      _       O       _       O       _
        5       he      7       9       O       _       _       O       _       O       _
        6       said    10      14      O       _       _       O       _       O       _
        7       .       14      15      O       _       _       O       _       O       _
        <BLANKLINE>
        <BLANKLINE>
    """
    given = checked(documents)
    with opened_to_write(target) as file:
        file.write(f"# global.columns = {' '.join(COLUMNS)}\n")
        for document in given:
            for line in _lines(document):
                file.write(f"{line}\n")


def _lines(document: Document) -> Iterator[str]:
    yield f"# newdoc id = {_one_line(str(document.id))}"
    for name, value in document.metadata.items():
        yield f"# {name} = {_one_line(value)}"
    yield from _comments(document.quotes)
    text = storable(document.text)
    paragraphs = find_paragraphs(text)
    tagged = _Tagged(_tokens(text, document.quotes, paragraphs), [start for start, _ in paragraphs])
    tagged.add_all(document.quotes)
    yield from tagged.lines(text)
    if not tagged.tokens:
        yield ""


def _comments(quotes: Quotes) -> Iterator[str]:
    speakers = dict.fromkeys((quote.speaker.id, quote.speaker.name) for quote in quotes if quote.speaker is not None)
    for id_, name in speakers:
        yield f"# speaker {_cell(id_)} = {_one_line(name)}"
    for quote in quotes:
        told: list[str] = [quote.kind]
        if quote.cue is not None:
            told.append(f"{'negated ' if quote.cue.negated else ''}cue {_one_line(quote.cue.lemma)}")
        told.append(f"confidence {round(quote.confidence, 4)}")
        yield f"# quote {_cell(quote.id)} = {', '.join(told)}"


@cache
def _tokenizer() -> Callable[[str], Iterable[tuple[int, int]]]:
    from spacy.lang.en import English  # noqa: PLC0415  # heavy

    tokenizer = English().tokenizer

    def tokenize(text: str) -> Iterator[Pair]:
        for low, high in _digestible(text):
            for token in tokenizer(text[low:high]):
                if not token.is_space:
                    yield low + token.idx, low + token.idx + len(token)

    return tokenize


def _digestible(text: str) -> Iterator[Pair]:
    """The whole text, but for very long words: spaCy's time grows with the square of their length."""
    long = _LONG_WORD.finditer(text)
    cuts = (cut for match in long for cut in range(match.start() + PIECE, match.end(), PIECE))
    return pairwise([0, *cuts, len(text)])


def _tokens(text: str, quotes: Quotes, paragraphs: Sequence[Pair]) -> list[Pair]:
    """Tokens, cut where a span or a paragraph begins or ends."""
    edges = {edge for start, end in paragraphs for edge in (start, end)}
    for quote in quotes:
        for span in (*quote.content, *_cues(quote), *_sources(quote)):
            edges |= {span.start, span.end}
    cuts = sorted(edges)
    found: list[Pair] = []
    for start, end in _tokenizer()(text):
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        found += [(low, high) for low, high in pairwise([start, *inner, end]) if text[low:high].strip()]
    return found


@frozen(eq=False)
class _Layer:
    """Values for each token in two or three columns: first a tag, then what goes with it."""

    width: int
    values: dict[int, list[tuple[str, ...]]] = field(factory=dict)

    def cells(self, token: int) -> Iterator[str]:
        found = self.values.get(token)
        if found is None:
            yield "O"
            yield from ["_"] * (self.width - 1)
        else:
            yield from map("|".join, zip(*found, strict=True))


@frozen(eq=False)
class _Tagged:
    """The tokens of one document with their tags.

    Attributes:
        tokens: in order.
        paragraphs: where paragraphs begin.
    """

    tokens: list[Pair]
    paragraphs: list[int]
    content: _Layer = field(factory=lambda: _Layer(3))
    cue: _Layer = field(factory=lambda: _Layer(2))
    source: _Layer = field(factory=lambda: _Layer(2))

    def add_all(self, quotes: Quotes) -> None:
        for quote in quotes:
            id_ = _cell(quote.id)
            speaker = "_" if quote.speaker is None else _cell(quote.speaker.id)
            self._add(self.content, quote.content, quote.kind, id_, speaker)
            class_ = "" if quote.cue is None else quote.cue.class_
            self._add(self.cue, _cues(quote), class_, id_)
            self._add(self.source, _sources(quote), "source", id_)

    def lines(self, text: str) -> Iterator[str]:
        number = 0
        for index, (start, end) in enumerate(self.tokens):
            if self._begins_block(index):
                if number:
                    yield ""
                yield "# newpar"
                number = 0
            number += 1
            layers = (cell for layer in (self.content, self.cue, self.source) for cell in layer.cells(index))
            yield "\t".join([str(number), _form(text[start:end]), str(start), str(end), *layers])
        if self.tokens:
            yield ""

    def _add(self, layer: _Layer, spans: Iterable[Span], tag: str, *others: str) -> None:
        done = -1  # spans of one quote that overlap are tagged once
        for span in sorted(spans, key=lambda span: (span.start, span.end)):
            first = max(bisect_right(self.tokens, span.start, key=lambda token: token[1]), done + 1)
            last = bisect_left(self.tokens, span.end, key=lambda token: token[0])
            for index in range(first, last):
                letter = "B" if index == first or self._begins_block(index) else "I"
                layer.values.setdefault(index, []).append((f"{letter}-{tag}", *others))
            done = max(done, last - 1)

    def _begins_block(self, index: int) -> bool:
        """Whether a token is in another paragraph than the one before."""
        return not index or self._paragraph(index) != self._paragraph(index - 1)

    def _paragraph(self, index: int) -> int:
        return bisect_right(self.paragraphs, self.tokens[index][0])


def _cues(quote: Quote) -> tuple[Span, ...]:
    return () if quote.cue is None else (quote.cue.span,)


def _sources(quote: Quote) -> tuple[Span, ...]:
    return () if quote.source is None else (quote.source,)


def _cell(id_: str) -> str:
    """An id in which nothing separates cells or values: *a%20b*."""
    cell = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", storable(id_))
    return {"": "%", "_": "%5F"}.get(cell, cell)


def _form(token: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_control(c) else c for c in token)


def _one_line(text: str) -> str:
    return _form(" ".join(storable(text).split()))


def _is_control(character: str) -> bool:
    return (character.isspace() and character != " ") or unicodedata.category(character) == "Cc"
