"""From annotations to documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import field, frozen

from quotemine.documents import Document, DocumentId
from quotemine.errors import InputFileError
from quotemine.formats.contexts import contexts_in
from quotemine.formats.iris import parts_of_urn, web_address
from quotemine.formats.lines import name_of, parse, raise_error, read_text
from quotemine.formats.structuring import document_of
from quotemine.formats.targets import Source
from quotemine.formats.web_annotation.anchoring import Selectors, find_place
from quotemine.formats.web_annotation.writing import TYPES
from quotemine.inputs import OnError
from quotemine.types import SpeakerType

__all__ = ["load"]

_SPEAKER_TYPES: dict[object, SpeakerType] = {type_: ours for ours, type_ in TYPES.items()}

Pair = tuple[int, int]


def load(source: Source, *, texts: Mapping[DocumentId, str], on_error: OnError | None = None) -> Iterator[Document]:
    """Read annotations back: what :func:`dump` wrote, or those that an annotation tool made.

    The file may hold an ``AnnotationCollection``, an ``AnnotationPage``, a list of annotations or a single one.  What
    a text is changed by after it was annotated moves the quotes: they are found by their words.  Annotations of other
    tools, without the bodies that :func:`dump` writes, become direct quotes without cue and speaker.

    Args:
        source: path or open text file; it is read as a whole.
        texts: id of a document → its text.  For annotations of other tools, the target source is the id.
        on_error: called with every problem; that annotation is then left out and reading goes on.  Without it, the
            first problem is raised.

    Yields:
        A document for each text, in the order of ``texts``, also for those without annotations.

    Raises:
        InputFileError: the file is something else; an annotation is about a text that was not given, or about words
            that are not in it.

    Example:
        >>> import io, json
        >>> annotation = {
        ...     "@context": "http://www.w3.org/ns/anno.jsonld",
        ...     "type": "Annotation",
        ...     "target": {"source": "bridge", "selector": {"type": "TextQuoteSelector", "exact": "“It holds.”"}},
        ... }
        >>> (document,) = load(io.StringIO(json.dumps(annotation)), texts={"bridge": "She smiled. “It holds.”"})
        >>> document.quotes[0].content
        (Span(start=12, end=23, text='“It holds.”'),)
    """
    report = raise_error if on_error is None else on_error
    name = name_of(source)
    ids: dict[str, DocumentId] = {str(id_): id_ for id_ in texts}
    found: dict[DocumentId, list[_Annotation]] = {id_: [] for id_ in texts}
    for annotation in _read(source, name, report):
        id_ = next((ids[key] for key in annotation.names() if key in ids), None)
        if id_ is None:
            asked = " or ".join(map(repr, annotation.names())) or "nothing"
            report(annotation.error(f"about a text that was not given; give it in texts, with the id {asked}"))
        else:
            found[id_].append(annotation)
    for id_, annotations in found.items():
        yield _document(id_, texts[id_], annotations, report)


def _document(
    id_: DocumentId, text: str, annotations: list["_Annotation"], report: Callable[[InputFileError], None]
) -> Document:
    context = contexts_in(text)
    rows: list[dict[str, object]] = []
    for annotation in annotations:
        try:
            row = annotation.row(text, context, len(rows) + 1)
            document_of({"id": id_, "text": text, "quotes": [row]}, where="its bodies: $")
        except ValueError as error:
            report(annotation.error(str(error)))
        else:
            rows.append(row)
    addresses = (web_address(source) for annotation in annotations for source in annotation.sources())
    url = next((url for url in addresses if url is not None and parts_of_urn(url) is None), None)
    return document_of({"id": id_, "text": text, "url": url, "quotes": rows})


def _read(source: Source, name: str, report: Callable[[InputFileError], None]) -> Iterator["_Annotation"]:
    try:
        value = parse(read_text(source))
    except InputFileError as error:
        report(error)
        return
    except ValueError as error:
        report(InputFileError(f"{name}: {error}; it should hold Web Annotations"))
        return
    items = _items(value)
    if items is None:
        why = "no Web Annotations; write an Annotation, a list of them, an AnnotationPage or an AnnotationCollection"
        report(InputFileError(f"{name}: {why}"))
        return
    for number, item in enumerate(items):
        if isinstance(item, dict):
            yield _Annotation(name, number, item)
        else:
            report(InputFileError(f"{name}: annotation {number} (counted from 0): no object; leave it out"))


def _items(value: object) -> list[object] | None:
    """The annotations of whatever holds them; None for what does not."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    types = _listed(value.get("type"))
    if "Annotation" in types:
        return [value]
    if "AnnotationPage" in types:
        return _listed(value.get("items"))
    if "AnnotationCollection" in types:
        first = value.get("first")
        if isinstance(first, dict):
            return _listed(first.get("items"))
        return [] if first is None else None
    return None


@frozen
class _Annotation:
    """One annotation as it stands in the file."""

    file: str
    number: int
    value: dict[str, object]
    bodies: list[dict[str, object]] = field(init=False)

    @bodies.default
    def _bodies_of_value(self) -> list[dict[str, object]]:
        return [body for body in _listed(self.value.get("body")) if isinstance(body, dict)]

    def error(self, why: str) -> InputFileError:
        id_ = self.value.get("id")
        shown = id_ if isinstance(id_, str) else f"{self.number} (counted from 0)"
        return InputFileError(f"{self.file}: annotation {shown}: {why}")

    def sources(self) -> Iterator[str]:
        for target in _listed(self.value.get("target")):
            source = target.get("source", target.get("id")) if isinstance(target, dict) else target
            source = source.get("id") if isinstance(source, dict) else source
            if isinstance(source, str):
                yield source

    def names(self) -> list[str]:
        """What the document may be called, the likeliest first."""
        own = _parts(self.value.get("id"))
        return [*own[:1], *dict.fromkeys(self.sources())]

    def row(self, text: str, context: Callable[[Iterable[Pair]], Pair], number: int) -> dict[str, object]:
        """The quote as a row of JSON Lines, offsets found in the text."""

        def place(value: dict[str, object]) -> Pair:
            return find_place(text, Selectors.of(value.get("selector")))

        targets = [target for target in _listed(self.value.get("target")) if isinstance(target, dict)]
        content = [place(target) for target in targets if "selector" in target]
        source, cue = self._body("source"), self._body("cue")
        source_at, cue_at = (None if part is None else place(part) for part in (source, cue))
        own = _parts(self.value.get("id"))
        spans = [*content, *(at for at in (source_at, cue_at) if at is not None)]
        row: dict[str, object] = {
            "id": own[1] if len(own) > 1 else f"q{number}",
            "kind": self._words("kind", "direct"),
            "content": [list(part) for part in content],
            "cue": [] if cue_at is None else [list(cue_at)],
            "cue_lemma": self._words("cue lemma", "") if cue_at else None,
            "cue_class": self._words("cue class", "other") if cue_at else None,
            "negated": cue_at is not None and self._words("cue negated", "false") == "true",
            "source": [] if source_at is None else [list(source_at)],
            "context": list(context(spans or [(0, 0)])),
            "confidence": _chance(self._words("confidence", "1")),
        }
        return row | self._speaker()

    def _speaker(self) -> dict[str, object]:
        body = self._body("speaker")
        if body is None:
            return {}
        who = body.get("source")
        who = who if isinstance(who, dict) else {"id": who}
        own = _parts(who.get("id"))
        return {
            "speaker": who.get("name", who.get("label", who.get("id"))),
            "speaker_id": own[1] if len(own) > 1 else who.get("id"),
            "speaker_type": next((_SPEAKER_TYPES[t] for t in _listed(who.get("type")) if t in _SPEAKER_TYPES), "OTHER"),
            "speaker_named": "name" in who,
            "speaker_aliases": _listed(who.get("schema:alternateName")),
            "speaker_role": who.get("schema:jobTitle"),
            "speaker_affiliation": who.get("schema:affiliation"),
            "speaker_gender": who.get("schema:gender"),
            "speaker_confidence": _chance(self._words("speaker confidence", "1")),
        }

    def _body(self, type_: str) -> dict[str, object] | None:
        return next((body for body in self.bodies if body.get("dc:type") == type_), None)

    def _words(self, type_: str, default: str) -> object:
        body = self._body(type_)
        return default if body is None else body.get("value")


def _parts(iri: object) -> list[str]:
    return (parts_of_urn(iri) or []) if isinstance(iri, str) else []


def _chance(value: object) -> object:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
