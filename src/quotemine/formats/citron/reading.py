"""From Citron's JSON to documents."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.flow.attributions.cues import lemma_of
from quotemine.formats.citron.speakers import Speakers, cover
from quotemine.formats.citron.writing import SUFFIXES
from quotemine.formats.drafts import Drafts
from quotemine.formats.lines import name_of, raise_error, read_text
from quotemine.formats.rows import shown
from quotemine.formats.targets import Source, storable
from quotemine.inputs import OnError
from quotemine.types import Quote, Quotes, Span

__all__ = ["load"]

_SHOWN = re.compile(r"\S")


def load(source: Source, *, on_error: OnError | None = None) -> Iterator[Document]:
    """Read Citron's annotation format: one document in a file, several one after the other, or a folder of such files.

    The format does not tell everything: a speaker is called as its coreference, else its source, says; the same words,
    or spans of one coreference group, are the same speaker; a pronoun without coreference is nobody; types are *OTHER*.
    The kind is told by the quotation marks, and every cue reports speech.

    Args:
        source: path of a file or folder, or open text file.
        on_error: called with every problem; that document is then left out and reading goes on.  Without it, the first
            problem is raised.

    Yields:
        The documents; without an id in the file, they are called after it.

    Raises:
        InputFileError: as above.

    Example:
        >>> import io, json
        >>> def span(start, end, text):
        ...     return {"start": start, "end": end, "text": text}
        >>> text = "“It holds,” said Ada Quill."
        >>> cue, who, what = span(12, 16, "said"), span(17, 26, "Ada Quill"), span(0, 11, "“It holds,”")
        >>> quotes = [{"cue": cue, "sources": [who], "contents": [what]}]
        >>> (document,) = load(io.StringIO(json.dumps({"text": text, "quotes": quotes})))
        >>> document.quotes[0].speaker.name
        'Ada Quill'
    """
    report = raise_error if on_error is None else on_error
    for one, name in _files(source):
        try:
            text = read_text(one)
        except InputFileError as error:
            report(error)
            continue
        for number, (line, value) in enumerate(_values(text)):
            stem = Path(name).name.rpartition(".")[0] or name
            try:
                yield _document(value, f"{stem}:{line}" if number else stem)
            except ValueError as error:
                report(InputFileError.at_line(name, line, str(error)))


def _files(source: Source) -> Iterator[tuple[Source, str]]:
    if isinstance(source, str | os.PathLike) and Path(source).is_dir():
        for path in sorted(Path(source).rglob("*")):
            if path.name.lower().endswith(SUFFIXES) and path.is_file():
                yield path, str(path)
    else:
        yield source, name_of(source)


def _values(text: str) -> Iterator[tuple[int, object]]:
    """JSON values one after the other, each with its line; an error for the rest where there is one."""
    decoder, place, line = json.JSONDecoder(), 0, 1
    while (found := _SHOWN.search(text, place)) is not None:
        line += text.count("\n", place, found.start())
        try:
            value, place = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError) as error:
            yield line, ValueError(f"not JSON ({error}); the rest of the file is passed over")
            return
        yield line, value
        line += text.count("\n", found.start(), place)


def _document(value: object, name: str) -> Document:
    if isinstance(value, ValueError):
        raise value
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        message = (
            "no 'text' with quotes: Citron's annotation format has it; the results of citron-extract have none, and "
            "count tokens, so that they cannot be read"
        )
        raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
    id_ = value.get("id", name)
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        message = f"'id' is {shown(id_)}; make it a string or a whole number, or leave it out"
        raise ValueError(message)  # noqa: TRY004
    quotes = list(_Reading(value["text"]).quotes(value))
    if value.get("incomplete_quotes"):
        quotes.sort(key=lambda quote: quote.content[0].start)
    return Document(id_, value["text"], Quotes(quotes, value["text"]))


@frozen
class _Reading:
    """Makes typed quotes of one document's values."""

    text: str

    def quotes(self, value: dict[str, object]) -> Iterator[Quote]:
        drafts, speakers = Drafts(self.text), Speakers(self._groups(value.get("coreference_groups")))
        for key in ("quotes", "incomplete_quotes"):
            for number, quote in enumerate(_listed(value.get(key), key), start=1):
                where = f"{key}[{number - 1}]"
                if not isinstance(quote, dict):
                    message = f"{where} is {shown(quote)}; write an object with cue, sources and contents"
                    raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
                yield self._quote(quote, number, where, drafts, speakers)

    def _quote(self, value: dict[str, object], number: int, where: str, drafts: Drafts, speakers: Speakers) -> Quote:
        contents, sources, coreferences = (
            self._spans(value.get(key), f"{where}.{key}") for key in ("contents", "sources", "coreferences")
        )
        if not contents:
            message = f"{where} has no contents; a quote needs at least one span"
            raise ValueError(message)
        cue = None
        if value.get("cue") is not None:
            span = self._span(value["cue"], f"{where}.cue")
            cue = drafts.cue((span.start, span.end), None, negated=False)
            cue = evolve(cue, lemma=lemma_of(span.text))
        source = cover(sources, self.text)
        id_ = value.get("id")
        return drafts.quote(
            id_ if isinstance(id_, str) else f"q{number}",
            [(span.start, span.end) for span in contents],
            cue=cue,
            source=None if source is None else (source.start, source.end),
            speaker=speakers.of(sources, coreferences, source),
            confidence=_chance(value.get("confidence"), where),
        )

    def _groups(self, value: object) -> list[list[Span]]:
        where = "coreference_groups"
        return [self._spans(group, f"{where}[{at}]") for at, group in enumerate(_listed(value, where))]

    def _spans(self, value: object, where: str) -> list[Span]:
        return [self._span(one, f"{where}[{at}]") for at, one in enumerate(_listed(value, where))]

    def _span(self, value: object, where: str) -> Span:
        start, end = (value.get("start"), value.get("end")) if isinstance(value, dict) else (None, None)
        if not isinstance(value, dict) or not (type(start) is type(end) is int and 0 <= start <= end <= len(self.text)):
            message = (
                f"{where} is {shown(value)}, no span of the text, which has {len(self.text)} characters; "
                'write {"start": ..., "end": ...}, offsets of characters, end exclusive'
            )
            raise ValueError(message)
        words = value.get("text")
        span = Span(start, end, self.text[start:end])
        if isinstance(words, str) and storable(words) != storable(span.text):
            message = (
                f"{where} says {shown(words)}, but {shown(span.text)} stands there; offsets must count characters "
                "of the text, line ends as they stand"
            )
            raise ValueError(message)
        return span


def _listed(value: object, where: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        message = f"{where} is {shown(value)}; write a list"
        raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
    return value


def _chance(value: object, where: str) -> float:
    try:
        chance = float(value) if isinstance(value, str | int | float) else 1.0
    except ValueError:
        chance = -1.0
    if not 0 <= chance <= 1:
        message = f"{where}.confidence is {shown(value)}; write a number from 0 to 1"
        raise ValueError(message)
    return chance
