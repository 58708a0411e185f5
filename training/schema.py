"""Read and check annotated documents of one's own: JSON Lines in the schema that ``training/README.md`` describes.

Nothing is passed over in silence: what cannot be right is an error that names the file, the line and the field.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from quotemine.errors import InputFileError
from quotemine.flow.encoder import CLASSES

Span = tuple[int, int]  # character offsets into the text, end exclusive

SHAPE = '{"text": "...", "quotes": [{"content": [[start, end]], "cue": [[start, end]], "source": [[start, end]]}]}'
FORMS = ("PROP", "NOM", "PRON")


@frozen
class Quote:
    """One quote; ``None`` is what nobody annotated, an empty tuple what the quote does not have."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] | None
    source: tuple[Span, ...] | None
    cue_class: str | None


@frozen
class Name:
    """A name; ``form`` is that of a mention, one of ``FORMS``, or ``None`` where the span is the bare name."""

    start: int
    end: int
    type: str | None
    form: str | None


@frozen
class Row:
    """One document; ``quotes`` and ``names`` are ``None`` where nobody annotated them."""

    text: str
    quotes: tuple[Quote, ...] | None
    names: tuple[Name, ...] | None


def read_rows(path: Path) -> Iterator[Row]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` file.

    Raises:
        InputFileError: a line is no document in the schema, or there is none in the file.
    """
    empty = True
    for number, line in _lines(path):
        try:
            row = _row(_parse(line))
        except ValueError as error:
            raise InputFileError.at_line(str(path), number, str(error)) from None
        empty = False
        yield row
    if empty:
        raise InputFileError.at_line(str(path), 1, f"there is no document in the file; write one a line: {SHAPE}")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        try:
            for line in lines:
                number += 1
                if line.strip():
                    yield number, line
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            why = f"damaged or cut short gzip data ({error}); make the file anew"
            raise InputFileError.at_line(str(path), number + 1, why) from None


def _parse(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except UnicodeDecodeError as error:
        msg = f"not UTF-8 ({error}); convert the file to UTF-8"
        raise ValueError(msg) from None
    except (ValueError, RecursionError) as error:
        msg = f"not JSON ({error}); write one object a line: {SHAPE}"
        raise ValueError(msg) from None
    if not isinstance(value, dict):
        raise _wrong(_shown(value), f"where an object was expected; write one a line: {SHAPE}")
    return value


def _row(value: dict[str, Any]) -> Row:
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        found = f"is {_shown(text)}" if "text" in value else "is missing"
        raise _wrong("text", f'{found}; put the document, a string, under the key "text"')
    quotes = None
    if value.get("quotes") is not None:
        quotes = tuple(_quote(f"quotes[{i}]", quote, text) for i, quote in enumerate(_list("quotes", value["quotes"])))
    names = _names(value, text)
    if quotes is None and names is None:
        why = 'are missing, and so are names ("ents", or "entities" with "mentions"): there is nothing to learn from'
        raise _wrong("quotes", f'{why}; write "quotes": [] if the text has none')
    _check_edges(text, quotes or ())
    return Row(text, quotes, names)


def _quote(at: str, value: Any, text: str) -> Quote:
    if not isinstance(value, dict):
        raise _wrong(at, f'is {_shown(value)}; a quote is an object with "content", "cue" and "source"')
    content = _spans(f"{at}.content", value.get("content"), text)
    if not content:
        found = "missing" if content is None else "empty"
        raise _wrong(
            f"{at}.content", f"is {found}; write the spans of what was said, [[start, end]], or drop the quote"
        )
    cue, source = (_spans(f"{at}.{role}", value.get(role), text) for role in ("cue", "source"))
    class_ = value.get("cue_class")
    if class_ is not None and class_ not in CLASSES:
        raise _wrong(f"{at}.cue_class", f"is {_shown(class_)}; it must be one of {', '.join(CLASSES)}, or left out")
    if class_ not in (None, "none") and not cue:
        raise _wrong(f"{at}.cue_class", f"is {_shown(class_)}, but there is no cue; add the cue or drop the class")
    return Quote(content, cue, source, class_)


def _names(value: dict[str, Any], text: str) -> tuple[Name, ...] | None:
    """Names from ``ents``, otherwise from ``entities``; those without mentions are speakers, not names in the text."""
    if value.get("ents") is not None:
        return tuple(_name(f"ents[{i}]", ent, text) for i, ent in enumerate(_list("ents", value["ents"])))
    if value.get("entities") is None:
        return None
    found: list[Name] = []
    given = False
    for i, entity in enumerate(_list("entities", value["entities"])):
        at = f"entities[{i}]"
        if not isinstance(entity, dict):
            raise _wrong(at, f'is {_shown(entity)}; an entity is an object with "type" and "mentions"')
        if entity.get("mentions") is None:
            continue
        given = True
        type_ = _type(f"{at}.type", entity.get("type"))
        mentions = _list(f"{at}.mentions", entity["mentions"])
        found += [_mention(f"{at}.mentions[{n}]", mention, type_, text) for n, mention in enumerate(mentions)]
    return tuple(found) if given else None


def _name(at: str, value: Any, text: str) -> Name:
    if not isinstance(value, list) or len(value) != 3:
        raise _wrong(at, f'is {_shown(value)}; write [start, end, "PER"]')
    return Name(*_span(at, value[:2], text), _type(f"{at}[2]", value[2]), None)


def _mention(at: str, value: Any, type_: str | None, text: str) -> Name:
    if not isinstance(value, list) or len(value) != 3 or value[2] not in FORMS:
        raise _wrong(at, f"is {_shown(value)}; write [start, end, form], the form one of {', '.join(FORMS)}")
    return Name(*_span(at, value[:2], text), type_, value[2])


def _type(at: str, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _wrong(at, f'is {_shown(value)}; a type is a string such as "PER"')
    return value


def _spans(at: str, value: Any, text: str) -> tuple[Span, ...] | None:
    """The spans of a field in the order of the text, ``None`` where it is missing or null."""
    if value is None:
        return None
    return tuple(sorted(_span(f"{at}[{i}]", span, text) for i, span in enumerate(_list(at, value))))


def _span(at: str, value: Any, text: str) -> Span:
    if not isinstance(value, list) or len(value) != 2 or any(type(offset) is not int for offset in value):
        raise _wrong(at, f"is {_shown(value)}; a span is two whole numbers, and spans come in a list: [[start, end]]")
    start, end = value
    if not 0 <= start <= end <= len(text):
        why = f"is {value}, no span of the text, which has {len(text)} characters"
        raise _wrong(at, f"{why}; offsets count characters (not bytes) from 0, the end exclusive")
    if not any(c.isprintable() and not c.isspace() for c in text[start:end]):
        raise _wrong(at, f"is {value}, {_shown(text[start:end])}: no word is there; correct it or leave it out")
    return start, end


def _check_edges(text: str, quotes: tuple[Quote, ...]) -> None:
    """Tell offsets that count something else: annotators cut a word here and there, not everywhere."""
    spans = [span for quote in quotes for part in (quote.content, quote.cue, quote.source) for span in part or ()]
    cut = [span for span in spans if any(_is_inside_word(text, offset) for offset in span)]
    if 2 * len(cut) > len(spans):
        start, end = cut[0]
        why = f"have {len(cut)} of {len(spans)} spans that begin or end inside a word"
        example = f"[{start}, {end}] is {_shown(text[start:end])}"
        raise _wrong("quotes", f"{why}: {example}; offsets count characters (not bytes, not tokens) from 0")


def _is_inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _list(at: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(at, f"is {_shown(value)}; it must be a list")
    return value


def _shown(value: Any) -> str:
    """A value as it stands in the file, cut short."""
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 60 else written[:57] + "..."


def _wrong(at: str, why: str) -> ValueError:
    return ValueError(f"{at} {why}")
