"""The header: what a document is, where it comes from, who speaks in it, and how it is encoded."""

import re
from datetime import datetime
from importlib.metadata import version
from xml.etree.ElementTree import Element  # only the type: loading.py parses

from quotemine.documents import Document, DocumentId
from quotemine.formats.tei.markup import NAMESPACE, element, text_of

__all__ = ["corpus_header", "header_of", "id_in", "metadata_in"]

_WHEN = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?")
_VERSION = re.compile(r"\d+(?:\.\d+){0,2}")
_TEI = f"{{{NAMESPACE}}}"
_EXPLAINED = (
    "Quotations, with the words that report them and the speakers, were found by quotemine. Each said element is (a "
    "part of) the content of a quotation, quotation marks included; ana points to the feature structure of the "
    "quotation, who to the speaker; next and prev join what was interrupted, crosses paragraphs or overlaps something "
    "else, and n counts the parts that the text interrupts. seg elements of type cue are the reporting words, rs "
    "elements the words for a speaker; corresp points to the quotation. White space counts: the text of body is the "
    "text that was read, character for character."
)


def header_of(document: Document, people: str) -> str:
    """The header of one document.

    Args:
        document: its title, date, author, url and id are written.
        people: the speakers, as XML.
    """
    title = str(document.id) if document.title is None else document.title
    statement = element("title", text_of(title))
    if document.author is not None:
        statement += element("author", text_of(document.author))
    source = "\n".join(_source(document))
    parts = [_file(statement, element("bibl", f"\n{source}\n")), _encoding()]
    if people:
        parts.append(element("profileDesc", element("particDesc", people)))
    return element("teiHeader", "\n" + "\n".join(parts) + "\n")


def corpus_header() -> str:
    """The header of a file with several documents."""
    about = _file(element("title", "Texts with their quotations"), element("p", "See the header of each text."))
    return element("teiHeader", f"\n{about}\n{_encoding()}\n")


def _file(statement: str, source: str) -> str:
    parts = [
        element("titleStmt", statement),
        element("publicationStmt", element("p", "Not published.")),
        element("sourceDesc", source),
    ]
    return element("fileDesc", "\n" + "\n".join(parts) + "\n")


def _encoding() -> str:
    found = _VERSION.match(version("quotemine"))
    label = element("label", "quotemine")
    application = element("application", label, ident="quotemine", version=found[0] if found else "0")
    return element(
        "encodingDesc",
        "\n" + element("projectDesc", element("p", _EXPLAINED)) + "\n" + element("appInfo", application) + "\n",
    )


def _source(document: Document) -> list[str]:
    number = "number" if isinstance(document.id, int) else None
    parts = [element("idno", text_of(str(document.id)), type="quotemine", subtype=number)]
    if document.title is not None:
        parts.append(element("title", text_of(document.title)))
    if document.author is not None:
        parts.append(element("author", text_of(document.author)))
    if document.date is not None:
        parts.append(element("date", text_of(document.date), when=document.date if _is_date(document.date) else None))
    if document.url is not None:
        parts.append(element("idno", text_of(document.url), type="URI"))
    return parts


def _is_date(text: str) -> bool:
    """Whether ``when`` may say it: a day, or a moment with seconds."""
    if _WHEN.fullmatch(text) is None or not text.isascii():
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def id_in(header: Element | None) -> DocumentId | None:
    """The id that was written; None in other people's headers."""
    found = (
        None
        if header is None
        else header.find(f"{_TEI}fileDesc/{_TEI}sourceDesc/{_TEI}bibl/{_TEI}idno[@type='quotemine']")
    )
    if found is None:
        return None
    text = found.text or ""
    if found.get("subtype") == "number":
        try:
            return int(text)
        except ValueError:
            return text
    return text


def metadata_in(header: Element | None) -> dict[str, str]:
    """Title, date, author and url, as far as the header tells them."""
    if header is None:
        return {}
    ours = id_in(header) is not None
    bibl, statement = f"{_TEI}fileDesc/{_TEI}sourceDesc/{_TEI}bibl", f"{_TEI}fileDesc/{_TEI}titleStmt"
    places = {
        "title": [f"{bibl}/{_TEI}title"] if ours else [f"{statement}/{_TEI}title"],
        "date": [f"{bibl}/{_TEI}date"],
        "author": [f"{bibl}/{_TEI}author"] if ours else [f"{statement}/{_TEI}author", f"{bibl}/{_TEI}author"],
        "url": [f"{bibl}/{_TEI}idno[@type='URI']"],
    }
    found = {
        key: next((one for path in paths if (one := header.find(path)) is not None), None)
        for key, paths in places.items()
    }
    texts = {key: "".join(one.itertext()) for key, one in found.items() if one is not None}
    return texts if ours else {key: " ".join(text.split()) for key, text in texts.items() if text.strip()}
