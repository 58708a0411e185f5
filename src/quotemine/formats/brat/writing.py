"""From documents to the files of brat."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import field, frozen

from quotemine.documents import Document
from quotemine.formats.brat.configuration import ANNOTATION, VISUAL
from quotemine.formats.brat.fragments import Pair, fragments_of, words_at
from quotemine.formats.brat.names import INDEX, Names, write_entry
from quotemine.formats.targets import checked, storable
from quotemine.types import Quote, Quotes, Span, Speaker

__all__ = ["NOTE", "chain_marks", "dump"]

NOTE = "Quotemine"  # not AnnotatorNotes, which are for people: brat keeps other notes as they are
CONFIDENT, UNSURE = 0.8, 0.6


def dump(documents: Iterable[Document], folder: str | os.PathLike[str]) -> None:
    """Write a ``.txt`` and an ``.ann`` file for each document, and what brat needs to open the folder.

    The names of the files are made of the ids: *news/monday* is written to *news/monday.txt*; other characters than
    ASCII letters, digits, ``_``, ``-`` and ``.`` are written as *~20*.  ``documents.jsonl`` beside them, which brat
    passes over, has the ids, titles, dates, authors and addresses.  brat forbids line breaks in what is marked, so
    spans are cut at them, and joined again by :func:`load`.

    Args:
        documents: written one by one as they come.
        folder: made if it is not there; it should be empty, since files of other documents stay in it.

    Raises:
        InputTypeError: these are no documents.
        OSError: the folder cannot be written to.

    Example:
        >>> import pathlib, tempfile
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> dump([Document("news/monday", "It rained.")], folder)
        >>> (folder / "news" / "monday.txt").read_text()
        'It rained.'
        >>> sorted(path.name for path in folder.iterdir())
        ['annotation.conf', 'documents.jsonl', 'news', 'visual.conf']
    """
    given = checked(documents)
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    _write(root / "annotation.conf", ANNOTATION)
    _write(root / "visual.conf", VISUAL)
    names = Names()
    with (root / INDEX).open("w", encoding="utf-8", newline="") as index:
        for document in given:
            name = names.make(document.id)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            annotations = _Annotations(storable(document.text))
            unmarked = list(annotations.add_all(document.quotes))
            _write(root / f"{name}.txt", annotations.text)
            _write(root / f"{name}.ann", "".join(f"{line}\n" for line in annotations.lines))
            write_entry(index, name, document, unmarked)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)


def chain_marks(text: str, source: Span | None, chain: Iterable[Span]) -> list[tuple[Pair, ...]]:
    """What is marked of a chain: each mention once, but for the source, which is marked anyway."""
    marks = dict.fromkeys(fragments_of(text, [span]) for span in chain)
    for unneeded in ((), () if source is None else fragments_of(text, [source])):
        marks.pop(unneeded, None)
    return list(marks)


@frozen(eq=False)
class _Annotations:
    """The lines of one ``.ann`` file under construction."""

    text: str = field(repr=False)
    lines: list[str] = field(factory=list)
    _ids: dict[tuple[object, ...], str] = field(factory=dict)
    _counts: dict[str, int] = field(factory=dict)

    def add_all(self, quotes: Quotes) -> Iterator[tuple[int, object]]:
        """Add quotes; gives those that have nothing to be marked, with their places."""
        for place, quote in enumerate(quotes):
            content = fragments_of(self.text, quote.content)
            if content:
                self._add(quote, content)
            else:
                yield place, quote.to_dict()

    def _add(self, quote: Quote, content: tuple[Pair, ...]) -> None:
        event = f"Quote:{self._mark('Quote', content)}"
        cue_id = None
        if quote.cue is not None and (cue := fragments_of(self.text, [quote.cue.span])):
            cue_id = self._mark("Cue", cue, quote.cue.class_, quote.cue.negated)
            event += f" Cue:{cue_id}"
        if quote.source is not None and (source := fragments_of(self.text, [quote.source])):
            event += f" Source:{self._mark('Source', source, 'one for all')}"
        chain = () if quote.speaker is None else quote.speaker.chain
        for number, mention in enumerate(chain_marks(self.text, quote.source, chain), 1):
            event += f" Mention{'' if number == 1 else number}:{self._mark('Mention', mention, 'one for all')}"
        event_id = self._line("E", event)
        self._line("A", f"Kind {event_id} {quote.kind}")
        self._line("A", f"Confidence {event_id} {_band(quote.confidence)}")
        if quote.cue is not None and cue_id is not None and ("attributes", cue_id) not in self._ids:
            self._ids["attributes", cue_id] = self._line("A", f"CueClass {cue_id} {quote.cue.class_}")
            if quote.cue.negated:
                self._line("A", f"Negated {cue_id}")
        if quote.speaker is not None:
            self._line("#", f"AnnotatorNotes {event_id}\t{_introduced(quote.speaker)}")
        self._line("#", f"{NOTE} {event_id}\t{_row(quote)}")

    def _mark(self, type_: str, fragments: tuple[Pair, ...], *shared_if: object) -> str:
        """Mark fragments; what is the same for several quotes is marked once."""
        key = (type_, fragments, *shared_if)
        if not shared_if or key not in self._ids:
            offsets = ";".join(f"{start} {end}" for start, end in fragments)
            self._ids[key] = self._line("T", f"{type_} {offsets}\t{words_at(self.text, fragments)}")
        return self._ids[key]

    def _line(self, letter: str, rest: str) -> str:
        number = self._counts[letter] = self._counts.get(letter, 0) + 1
        self.lines.append(f"{letter}{number}\t{rest}")
        return f"{letter}{number}"


def _band(confidence: float) -> str:
    return "high" if confidence >= CONFIDENT else "medium" if confidence >= UNSURE else "low"


def _introduced(speaker: Speaker) -> str:
    """*Ines Corran (e1, PERSON), Harbour Commissioner*, on one line."""
    named = "" if speaker.named else ", not named"
    role = "" if speaker.role is None else f", {speaker.role}"
    words = " ".join(f"{speaker.name} ({speaker.id}, {speaker.type}{named}){role}".split())
    return "".join("\N{REPLACEMENT CHARACTER}" if ord(c) < ord(" ") else c for c in storable(words))


def _row(quote: Quote) -> str:
    """What :meth:`quotemine.Quote.to_dict` gives, without the words, which stand in the text, in ASCII."""
    words = {"text", "cue_text", "source_text"}
    row = {key: value for key, value in quote.to_dict().items() if key not in words and value not in (None, [])}
    return json.dumps(json.loads(storable(json.dumps(row, ensure_ascii=False))))
