"""From TEI to documents."""

from collections.abc import Iterator
from itertools import count
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element  # only the type: parsing.py reads

from attrs import evolve, field, frozen

from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.formats.drafts import Drafts
from quotemine.formats.lines import name_of, raise_error
from quotemine.formats.structuring import document_of
from quotemine.formats.targets import Source
from quotemine.formats.tei.features import value_of
from quotemine.formats.tei.header import id_in, metadata_in
from quotemine.formats.tei.marked import ID, Body, Placed, pointers
from quotemine.formats.tei.markup import NAMESPACE
from quotemine.formats.tei.parsing import LINE, read_texts
from quotemine.formats.tei.people import person_of
from quotemine.inputs import OnError
from quotemine.types import Quote, Quotes, Speaker

__all__ = ["load"]

_TEI = f"{{{NAMESPACE}}}"


def load(source: Source, *, on_error: OnError | None = None) -> Iterator[Document]:
    """Read TEI: what :func:`dump` wrote, or other people's texts with marked speech.

    What we wrote comes back whole, but for chances, which have four digits, and characters that XML cannot hold.  In
    other texts each ``said`` is a quote, and each ``q`` and ``quote`` that says ``who`` spoke; elements that ``next``
    joins are one quote.  ``who`` gives the speaker, with the name in the header's list of persons if there is one,
    ``direct`` the kind.  The text of a document is that of its ``body``, white space and all, whatever stands in it.

    Nothing outside the file is read, and files that declare entities are refused.

    Args:
        source: path or open text file, with a ``TEI`` or a ``teiCorpus``; read one text at a time.
        on_error: called with every problem, whose message begins with ``path:line:``; a quote that is wrong is left
            out.  Behind an error of XML nothing more can be read.  Without it, the first problem is raised.

    Yields:
        The documents.  Those that do not tell our id are called after their ``xml:id``, or file and number.

    Raises:
        InputFileError: as above.

    Example:
        >>> import io
        >>> text = '''<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
        ... <p><said who="#quill">“It leaks,”</said> said Ada.</p></body></text></TEI>'''
        >>> [(quote.text, quote.speaker.name) for document in load(io.StringIO(text)) for quote in document.quotes]
        [('“It leaks,”', 'quill')]
    """
    report = raise_error if on_error is None else on_error
    name = name_of(source)
    texts = read_texts(source)
    number = 0
    while True:
        try:
            tei = next(texts, None)
        except InputFileError as error:
            report(error)
            return
        if tei is None:
            return
        number += 1
        yield _document(tei, name, number, report)


def _document(tei: Element, path: str, number: int, report: OnError) -> Document:
    header = tei.find(f"{_TEI}teiHeader")
    id_ = id_in(header)
    if id_ is None:
        stem = PurePath(path).stem
        id_ = tei.get(ID) or (stem if number == 1 else f"{stem}:{number}")
    reader = _Reader(tei, Body.of(tei))
    quotes: list[Quote] = []
    for found in tei.iterfind(f"{_TEI}standOff/{_TEI}fs[@type='quote']"):
        try:
            quotes.append(reader.noted(found))
        except ValueError as error:
            report(InputFileError.at_line(path, int(found.get(LINE, "1")), f"this quote is left out: {error}"))
    if others := list(reader.others({quote.id for quote in quotes})):
        quotes = sorted([*quotes, *others], key=lambda quote: min((span.start for span in quote.content), default=0))
    return Document(id_, reader.body.text, Quotes(quotes, reader.body.text), **metadata_in(header))


@frozen(eq=False)
class _Reader:
    """The parts of one document, by what they point to."""

    tei: Element
    body: Body
    _people: dict[str, dict[str, object]] = field(init=False)
    _of_quote: dict[tuple[str, str], list[Placed]] = field(init=False, factory=dict)  # by kind and quote
    _by_id: dict[str, Placed] = field(init=False)
    _links: dict[tuple[str, str], list[str]] = field(init=False, factory=dict)  # by type and quote

    @_people.default
    def _find_people(self) -> dict[str, dict[str, object]]:
        tags = (f"{_TEI}person", f"{_TEI}personGrp", f"{_TEI}org")
        return {id_: person_of(one) for tag in tags for one in self.tei.iter(tag) if (id_ := one.get(ID))}

    @_by_id.default
    def _find_ids(self) -> dict[str, Placed]:
        return {id_: placed for placed in self.body.marks if (id_ := placed.first.get(ID))}

    def __attrs_post_init__(self) -> None:
        for placed in self.body.marks:
            tag = placed.first.tag.removeprefix(_TEI)
            pointing = placed.first.get("ana") if tag == "said" else placed.first.get("corresp")
            for target in pointers(pointing):
                kind = tag if tag == "said" else placed.first.get("type", "")
                self._of_quote.setdefault((kind, target), []).append(placed)
        for group in self.tei.iterfind(f"{_TEI}standOff/{_TEI}linkGrp"):
            for link in group.iterfind(f"{_TEI}link"):
                first, *others = [*pointers(link.get("target")), ""]
                self._links[group.get("type", ""), first] = others[:-1]

    def noted(self, found: Element) -> Quote:
        """Make the quote of a feature structure of ours.

        Raises:
            ValueError: something is wrong; the message says what.
        """
        id_ = found.get(ID, "")
        row = value_of(found)
        if not isinstance(row, dict):  # an fs always is one
            raise TypeError
        said = self._of_quote.get(("said", id_), [])
        row["content"] = [list(span) for placed in said for span in placed.spans()]
        row["cue"] = [list(placed.cover) for placed in self._of_quote.get(("cue", id_), [])[:1]]
        row["source"] = [list(placed.cover) for placed in self._of_quote.get(("source", id_), [])[:1]]
        row["chain"] = self._linked("chain", id_)
        row["speaker_gender_evidence"] = self._linked("gender", id_)
        who = pointers(said[0].first.get("who")) if said else self._links.get(("speaker", id_), [])
        row.update(self._person(next(iter(who), None)))
        if not row["cue"]:
            row = {key: value for key, value in row.items() if key not in {"cue_lemma", "cue_class", "negated"}}
        return _structured(row, self.body.text)

    def others(self, taken: set[str]) -> Iterator[Quote]:
        """Make quotes of speech that other people marked."""
        ours = {found.get(ID) for found in self.tei.iterfind(f"{_TEI}standOff/{_TEI}fs[@type='quote']")}
        marks = self.body.marks
        foreign = [one for one in marks if _is_spoken(one) and not ours.intersection(pointers(one.first.get("ana")))]
        if not foreign:
            return
        drafts = Drafts(self.body.text)
        free = (id_ for number in count(1) if (id_ := f"q{number}") not in taken)
        for placed in foreign:
            own = placed.first.get(ID)
            id_ = own if own and own not in taken else next(free)
            taken.add(id_)
            yield self._foreign(id_, placed, drafts)

    def _foreign(self, id_: str, placed: Placed, drafts: Drafts) -> Quote:
        found = placed.first
        speaker = self._speaker(next(iter(pointers(found.get("who"))), None))
        quote = drafts.quote(id_, placed.spans(), speaker=speaker, confidence=_chance(found.get("cert")))
        if found.get("direct") in {"false", "0"}:
            return evolve(quote, kind="indirect" if quote.kind == "direct" else quote.kind)
        return evolve(quote, kind="direct")

    def _person(self, id_: str | None) -> dict[str, object]:
        """The part of a row that tells who speaks; somebody who is in no list is called as the pointer says."""
        if not id_:
            return {}
        unknown: dict[str, object] = {"speaker": id_, "speaker_id": id_, "speaker_type": "OTHER", "speaker_named": True}
        return self._people.get(id_, unknown)

    def _speaker(self, id_: str | None) -> Speaker | None:
        row: dict[str, Any] = {"id": "", "kind": "direct", "content": [], "context": [0, 0], "confidence": 1.0}
        return _structured({**row, **self._person(id_)}, "").speaker

    def _linked(self, type_: str, quote_id: str) -> list[list[int]]:
        placed = (self._by_id.get(id_) for id_ in self._links.get((type_, quote_id), []))
        return [list(one.cover) for one in placed if one is not None]


def _structured(row: dict[str, Any], text: str) -> Quote:
    return document_of({"id": "", "text": text, "quotes": [row]}).quotes[0]


def _is_spoken(placed: Placed) -> bool:
    tag = placed.first.tag.removeprefix(_TEI)
    return tag == "said" or (tag in {"q", "quote"} and bool(placed.first.get("who")))


def _chance(cert: str | None) -> float:
    """A probability as it stands; words say nothing that could be counted."""
    try:
        value = float(cert or "1")
    except ValueError:
        return 1.0
    return value if 0 <= value <= 1 else 1.0
