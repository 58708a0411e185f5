"""The rows of the output format, and how they become typed quotes again, with one cattrs converter.

A row is what :meth:`quotemine.Quote.to_dict` gives: JSON values, spans as ``[start, end]``.  :class:`Row` names its
columns in their order, with their types; data frames, Arrow tables and CSV files have the same.
"""

from collections.abc import Callable
from contextvars import ContextVar
from types import GenericAlias
from typing import Any, Literal, TypeGuard, TypeVar, get_args, get_origin

import cattrs
from attrs import fields, frozen
from cattrs.gen import make_dict_structure_fn

from quotemine.documents import Document, DocumentId
from quotemine.formats.targets import storable
from quotemine.types import Candidate, Cue, CueClass, Gender, Kind, Quote, Quotes, Span, Speaker, SpeakerType

__all__ = ["Pair", "Row", "document_of"]

Pair = tuple[int, int]
"""Start and end of a span: character offsets into the text of the document, end exclusive."""

T = TypeVar("T")

_text: ContextVar[str] = ContextVar("text")


class _WrongValueError(ValueError):
    """Something in a row is not as it should be: what, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.advice = advice


@frozen(kw_only=True)
class Row:
    """One quote as it is written; the attributes are the keys of :meth:`quotemine.Quote.to_dict`, in its order.

    Those with a default may be missing where a row is read: somebody may have left them out, or an older version may
    not have known them.
    """

    id: str
    kind: Kind
    text: str = ""
    content: tuple[Pair, ...]
    cue: Pair | None = None
    source: Pair | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    speaker_type: SpeakerType | None = None
    speaker_named: bool | None = None
    speaker_role: str | None = None
    speaker_affiliation: str | None = None
    speaker_gender: Gender | None = None
    speaker_gender_evidence: Pair | None = None
    speaker_aliases: tuple[str, ...] = ()
    speaker_confidence: float | None = None
    chain: tuple[Pair, ...] = ()
    cue_text: str | None = None
    cue_lemma: str | None = None
    cue_class: CueClass | None = None
    negated: bool = False
    source_text: str | None = None
    context: Pair
    confidence: float
    evidence: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    def to_quote(self, text: str) -> Quote:
        """Make the typed quote again.

        Args:
            text: what the offsets count characters of.

        Raises:
            cattrs.ClassValidationError: fields contradict each other, or the text.
        """

        def span(pair: Pair) -> Span:
            return Span(*pair, text[slice(*pair)])

        def maybe(pair: Pair | None) -> Span | None:
            return None if pair is None else span(pair)

        quote = Quote(
            id=self.id,
            kind=self.kind,
            content=tuple(map(span, self.content)),
            cue=self._cue(maybe(self.cue)),
            source=maybe(self.source),
            speaker=self._speaker(maybe(self.source), maybe(self.speaker_gender_evidence), tuple(map(span, self.chain))),
            context=span(self.context),
            confidence=self.confidence,
            evidence=self.evidence,
            candidates=self.candidates,
        )
        _check_words("text", "content", self.text or quote.text, quote.text)
        if quote.cue is not None:
            _check_words("cue_text", "cue", self.cue_text or quote.cue.text, quote.cue.text)
        if quote.source is not None:
            _check_words("source_text", "source", self.source_text or quote.source.text, quote.source.text)
        return quote

    def _cue(self, span: Span | None) -> Cue | None:
        if span is None:
            return None
        return Cue(span, self._given("cue_lemma", "cue"), self._given("cue_class", "cue"), self.negated)

    def _speaker(self, mention: Span | None, gender_evidence: Span | None, chain: tuple[Span, ...]) -> Speaker | None:
        if self.speaker is None:
            return None
        return Speaker(
            id=self._given("speaker_id", "speaker"),
            name=self.speaker,
            type=self._given("speaker_type", "speaker"),
            named=self._given("speaker_named", "speaker"),
            mention=mention,
            aliases=self.speaker_aliases,
            role=self.speaker_role,
            chain=chain,
            affiliation=self.speaker_affiliation,
            gender=self.speaker_gender,
            gender_evidence=gender_evidence,
            confidence=1.0 if self.speaker_confidence is None else self.speaker_confidence,
        )

    def _given(self, name: str, where: str) -> Any:  # noqa: ANN401  # the type is the attribute's, without None
        value = getattr(self, name)
        if value is None:
            what = f"nothing, though the quote has a {where}"
            raise _at(name, _WrongValueError(what, f"fill it in, or take the {where} away"))
        return value


def document_of(value: object) -> Document:
    """Make a document, with typed quotes, of what :meth:`quotemine.Document.to_dict` gives.

    Keys that are not known do not matter.

    Args:
        value: JSON values; the text must be among them.

    Raises:
        ValueError: something is not as it should be; the message says what, where (*$.quotes[3].content[0]*), and what
            to do.

    Example:
        >>> document_of({"id": "a", "text": "It rained.", "quotes": []}).text
        'It rained.'
    """
    if not isinstance(value, dict):
        message = f'{_shown(value)} where an object was expected @ $; write {{"id": ..., "text": ..., "quotes": [...]}}'
        raise ValueError(message)  # noqa: TRY004  # wrong data, not a wrong argument
    text = value.get("text")
    token = _text.set(text if isinstance(text, str) else "")
    try:
        line = _converter.structure(value, _Line)
    except cattrs.BaseValidationError as error:
        raise ValueError(_told(error)) from None
    finally:
        _text.reset(token)
    return line.to_document()


@frozen(kw_only=True)
class _Line:
    text: str  # first, since without it nothing else can be right
    id: DocumentId
    title: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    quotes: tuple[Quote, ...]

    def to_document(self) -> Document:
        quotes = Quotes(self.quotes, self.text)
        return Document(
            self.id, self.text, quotes, title=self.title, date=self.date, author=self.author, url=self.url
        )


_ADVICE = {
    "text": "the offsets count its characters: write it with texts=True, on the command line with --texts",
    "quotes": "give a list, [] for a document without quotes; quotemine.extract finds the quotes of texts",
}


def _told(error: cattrs.BaseValidationError) -> str:
    """*what @ where; what to do*, for the first problem."""
    causes: list[BaseException] = []

    def note(cause: BaseException, _: type | None) -> str:
        causes.append(cause)
        return "missing" if isinstance(cause, KeyError) else str(cause)

    first, *others = cattrs.transform_error(error, format_exception=note)
    key = causes[0].args[0] if isinstance(causes[0], KeyError) else None
    advice = getattr(causes[0], "advice", None) or _ADVICE.get(str(key), "fill it in as quotemine does")
    return f"{first}; {advice}" + (f" (and {len(others)} more in this document)" if others else "")


def _at(name: str, error: ValueError) -> cattrs.ClassValidationError:
    """Say at which attribute of a row something is wrong, as cattrs does."""
    note = f"Structuring class {Row.__qualname__} @ attribute {name}"
    error.__notes__ = [cattrs.AttributeValidationNote(note, name, getattr(fields(Row), name).type)]
    return cattrs.ClassValidationError(f"While structuring {Row.__qualname__}", [error], Row)


def _check_words(name: str, spans: str, written: str, found: str) -> None:
    """Compare the words of a row with those at its spans: offsets into another text would go unnoticed else."""
    if storable(written) != storable(found):
        what = f"{_shown(written)} is written, but {_shown(found)} stands at the spans of {spans}"
        advice = f"if you corrected {spans}, take {name} out; if the text was changed, the offsets count another one"
        raise _at(name, _WrongValueError(what, advice))


def _shown(value: object) -> str:
    return f"{value!r:.80}"


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _structure_pair(value: object, _: object) -> Pair:
    if not (isinstance(value, list) and len(value) == 2 and all(map(_is_whole, value))):
        raise _WrongValueError(f"{_shown(value)} is no span", "write [start, end], two whole numbers")
    start, end = value
    length = len(_text.get())
    if start > end:
        raise _WrongValueError(f"{value} ends before it starts", "write [start, end], end exclusive")
    if start < 0 or end > length:
        advice = "offsets count characters, not bytes, from 0, end exclusive, line ends as they stand"
        raise _WrongValueError(f"{_shown(value)} is outside the text, which has {length} characters", advice)
    return start, end


def _structure_maybe_pair(value: object, _: object) -> Pair | None:
    if value is None or value == []:
        return None
    if isinstance(value, list) and len(value) == 1:
        return _structure_pair(value[0], Pair)
    raise _WrongValueError(f"{_shown(value)} is neither one span nor none", "write [[start, end]] or []")


def _structure_id(value: object, _: object) -> DocumentId:
    if isinstance(value, str) or _is_whole(value):
        return value
    raise _WrongValueError(f"{_shown(value)} is no id", "give a string or a whole number")


def _structure_str(value: object, _: object) -> str:
    if isinstance(value, str):
        return value
    raise _WrongValueError(f"{_shown(value)} is no string", "write a string in quotation marks")


def _structure_bool(value: object, _: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _WrongValueError(f"{_shown(value)} is neither true nor false", "write true or false")


def _structure_chance(value: object, _: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:  # which NaN is not
        return float(value)
    raise _WrongValueError(f"{_shown(value)} is no chance", "write a number from 0 to 1")


def _structure_choice(value: object, type_: object) -> object:
    allowed = get_args(type_)
    if isinstance(value, str) and value in allowed:
        return value
    raise _WrongValueError(f"{_shown(value)} is not known here", f"write {' or '.join(map(repr, allowed))}")


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter()

    def structure_tuple(value: object, type_: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _WrongValueError(f"{_shown(value)} is no list", "write a list, [] for nothing")
        items: list[object] = converter.structure(value, GenericAlias(list, get_args(type_)[:1]))  # type: ignore[arg-type]
        return tuple(items)

    def objects(class_: type[T]) -> Callable[[object, object], T]:
        structure = make_dict_structure_fn(class_, converter)

        def hook(value: object, _: object) -> T:
            if not isinstance(value, dict):
                raise _WrongValueError(f"{_shown(value)} where an object was expected", 'write {"...": ...}')
            return structure(value, class_)

        return hook

    def structure_quote(value: object, _: object) -> Quote:
        return converter.structure(value, Row).to_quote(_text.get())

    converter.register_structure_hook(str, _structure_str)
    converter.register_structure_hook(bool, _structure_bool)
    converter.register_structure_hook(float, _structure_chance)
    converter.register_structure_hook_func(lambda type_: get_origin(type_) is Literal, _structure_choice)
    converter.register_structure_hook_func(lambda type_: type_ == DocumentId, _structure_id)
    converter.register_structure_hook_func(lambda type_: get_args(type_)[1:] == (...,), structure_tuple)
    converter.register_structure_hook_func(lambda type_: type_ == Pair, _structure_pair)
    converter.register_structure_hook_func(lambda type_: type_ == Pair | None, _structure_maybe_pair)
    converter.register_structure_hook(Candidate, objects(Candidate))
    converter.register_structure_hook(Row, objects(Row))
    converter.register_structure_hook(Quote, structure_quote)
    converter.register_structure_hook(_Line, objects(_Line))
    return converter


_converter = _make_converter()
