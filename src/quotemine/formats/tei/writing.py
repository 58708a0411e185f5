"""From documents to TEI."""

from collections.abc import Iterable, Iterator
from itertools import chain, count

from attrs import field, frozen

from quotemine.documents import Document
from quotemine.formats.targets import Target, checked, opened_to_write
from quotemine.formats.tei.features import features_of
from quotemine.formats.tei.header import corpus_header, header_of
from quotemine.formats.tei.markup import NAMESPACE, element, empty, opening
from quotemine.formats.tei.nesting import Mark, body_of
from quotemine.formats.tei.people import People
from quotemine.types import Quote, Span, Speaker

__all__ = ["FEATURES", "dump"]

# Keys of Quote.to_dict() that become features; the others are told by what is marked, and by the header.
FEATURES = (
    "id", "kind", "confidence", "context", "cue_lemma", "cue_class", "negated", "speaker_confidence", "evidence",
    "candidates",
)  # fmt: skip


def dump(documents: Iterable[Document], target: Target) -> None:
    """Write one document as ``TEI``, several as ``teiCorpus``; see :mod:`quotemine.formats.tei` for what is in them.

    The characters of ``body``, all tags taken away, are those of the text that was read: line breaks stay, and offsets
    count the same.  What XML cannot hold (most control characters, halves of surrogate pairs) becomes U+FFFD.
    What is written is valid against ``tei_all``; only a ``teiCorpus`` of no documents is not, since TEI has none.

    Args:
        documents: written one by one as they come, the next one known.
        target: path or open text file, which should be in UTF-8.

    Raises:
        InputTypeError: these are no documents.

    Example:
        >>> import io
        >>> file = io.StringIO()
        >>> dump([Document("a", "It rained.", title="Weather")], file)
        >>> print(file.getvalue())
        <?xml version="1.0" encoding="UTF-8"?>
        <TEI xmlns="http://www.tei-c.org/ns/1.0">
        <teiHeader>...<title>Weather</title>...</teiHeader>
        <text><body xml:space="preserve"><p>It rained.</p></body></text>
        </TEI>
        <BLANKLINE>
    """
    given = checked(documents)
    with opened_to_write(target) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        first, second = next(given, None), next(given, None)
        if first is not None and second is None:
            file.write(_Written(first, "", opening("TEI", xmlns=NAMESPACE)).to_xml())
            return
        file.write(f"{opening('teiCorpus', xmlns=NAMESPACE)}\n{corpus_header()}\n")
        known = (document for document in (first, second) if document is not None)
        for number, document in enumerate(chain(known, given), 1):
            file.write(_Written(document, f"d{number}.", "<TEI>").to_xml())
        file.write("</teiCorpus>\n")


@frozen(eq=False)
class _Written:
    """One document under construction."""

    document: Document
    prefix: str
    opening: str
    people: People = field(init=False)
    _marks: dict[tuple[object, ...], Mark] = field(init=False, factory=dict)
    _numbers: Iterator[int] = field(init=False, factory=lambda: count(1))
    _links: dict[str, list[str]] = field(init=False, factory=dict)

    @people.default
    def _make_people(self) -> People:
        return People(self.prefix)

    def to_xml(self) -> str:
        features = list(map(self._add, range(1, len(self.document.quotes) + 1), self.document.quotes))
        links = [element("linkGrp", "\n" + "\n".join(one) + "\n", type=type_) for type_, one in self._links.items()]
        text = element("text", element("body", body_of(self.document.text, self._marks.values()), xml_space="preserve"))
        parts = [self.opening, header_of(self.document, self.people.to_xml()), text]
        if features:
            parts.append(element("standOff", "\n" + "\n".join([*features, *links]) + "\n"))
        return "\n".join([*parts, "</TEI>\n"])

    def _add(self, number: int, quote: Quote) -> str:
        """Mark what belongs to a quote; give its features."""
        id_ = f"{self.prefix}q{number}"
        who = None if quote.speaker is None else f"#{self.people.id_of(quote.speaker)}"
        self._mark_content(id_, quote, who)
        if quote.cue is not None:
            self._mark("seg", quote.cue.span, id_, type="cue", subtype=quote.cue.class_)
        source = None if quote.source is None else self._mark("rs", quote.source, id_, type="source", ref=who)
        if quote.speaker is not None:
            self._link_mentions(id_, quote.speaker, quote.source, source, who)
        row = quote.to_dict()
        features: dict[str, object] = {name: row[name] for name in FEATURES if row[name] not in (None, [])}
        if not quote.content and quote.speaker is not None:
            self._links.setdefault("speaker", []).append(empty("link", target=f"#{id_} {who}"))
        return features_of(features, xml_id=id_, type="quote")

    def _mark_content(self, id_: str, quote: Quote, who: str | None) -> None:
        if quote.content:
            attributes: dict[str, str | None] = {
                "ana": f"#{id_}",
                "who": who,
                "direct": str(quote.kind == "direct").lower(),
                "aloud": "false" if quote.cue is not None and quote.cue.class_ == "thought" else None,
                "cert": repr(round(quote.confidence, 4)),
            }
            mark = Mark("said", f"{id_}.said", tuple(_pair(span) for span in quote.content), attributes)
            self._marks["said", id_] = mark

    def _mark(self, name: str, span: Span, quote_id: str | None, **attributes: str | None) -> str:
        """Mark a span, once for all quotes; give the id of the mark."""
        key = (name, _pair(span), *attributes.items())
        if key not in self._marks:
            self._marks[key] = Mark(name, f"{self.prefix}m{next(self._numbers)}", (_pair(span),), dict(attributes))
        mark = self._marks[key]
        if quote_id is not None:
            mark.attributes["corresp"] = " ".join(filter(None, [mark.attributes.get("corresp"), f"#{quote_id}"]))
        return mark.id

    def _link_mentions(
        self, id_: str, speaker: Speaker, source: Span | None, source_id: str | None, who: str | None
    ) -> None:
        mentions = [
            source_id
            if source_id is not None and span == source
            else self._mark("rs", span, None, type="mention", ref=who)
            for span in speaker.chain
        ]
        if mentions:
            self._link("chain", id_, mentions)
        if speaker.gender_evidence is not None:
            self._link("gender", id_, [self._mark("seg", speaker.gender_evidence, None, type="gender")])

    def _link(self, type_: str, quote_id: str, marks: Iterable[str]) -> None:
        target = " ".join(f"#{id_}" for id_ in (quote_id, *marks))
        self._links.setdefault(type_, []).append(empty("link", target=target))


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end
