"""Quotes of a web page: its main text and where it comes from, found by trafilatura, without menus and comments.

Source: A. Barbaresi, Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction
(ACL-IJCNLP 2021, demonstrations), https://trafilatura.readthedocs.io.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Unpack

from attrs import evolve

from quotemine.api import extract
from quotemine.documents import Document, DocumentId
from quotemine.errors import InputTypeError, MissingPackageError
from quotemine.formats.targets import storable
from quotemine.settings import Options, Settings

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.etree import _Element  # type: ignore[import-untyped]  # whose stubs are a package of their own
    from trafilatura.settings import Document as Page

__all__ = ["from_html", "read_html"]

_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which the encoding is declared

_QUOTED = re.compile(r"<(/?)q(?=[\s/>])[^<>]*>", re.IGNORECASE)  # shown in quotation marks, which are not in the page
_QUOTE_OR_FOOTER = re.compile(r"<(/?)(blockquote|footer)\b", re.IGNORECASE)
_CREDIT = re.compile("[—–―]|--")  # — Brona Tallis, 81
_ROOT = re.compile(r"<(?:html|!doctype)\b", re.IGNORECASE)

_SPACES = re.compile(r"\s+")
_PREFORMATTED = re.compile(r"<pre\b[^<>]*>", re.IGNORECASE)
_END_OF_PREFORMATTED = re.compile(r"</pre\b", re.IGNORECASE)
_TAGS_OR_ENDS = re.compile(r"<[^<>]*>|\r\n|\r|\n")

_BLANK_LINES = re.compile(r"\n{2,}")
_BLOCKS = {"body", "p", "head", "quote", "list", "item", "div", "table", "row", "cell", "code"}


def from_html(
    html: str | bytes,
    id: DocumentId | None = None,  # noqa: A002  # as the field is called
    *,
    url: str | None = None,
    **settings: Unpack[Options],
) -> Document:
    """Find who said what on a web page.

    The offsets of the quotes count characters of the Document's text, not of the page.  Nothing is ever fetched.  For
    many pages see :func:`read_html`.

    Args:
        html: the page.  Bytes that are not UTF-8 are decoded as their byte order mark or ``<meta charset>`` says, else
            as what they look most like.  No page makes this raise, however broken it is; one of 5 MB may take half a
            minute.
        id: names the document; its url if None, or *page* where that is not known.
        url: where the page was found; if None, the canonical address that it gives itself.
        settings: attributions, min_confidence, model and device, as for :func:`quotemine.extract`.

    Returns:
        The text, its quotes, and title, date (ISO 8601), author and url as far as the page tells them.  A page without
        main text, such as a list of links, gives a Document with an empty text.

    Raises:
        MissingPackageError: trafilatura is not installed; also an ``ImportError``.
        InputTypeError: ``html`` is neither ``str`` nor ``bytes``; also a ``TypeError``.
        SettingError, DeviceError: as :func:`quotemine.extract` does.

    Example:
        >>> page = "<html><h1>Bridge holds</h1><p>“The <b>bridge</b> is safe,” said Ada Quill.</p></html>"
        >>> document = from_html(page, url="https://sentinel.example/bridge")
        >>> document.title, document.quotes[0].text
        ('Bridge holds', '“The bridge is safe,”')
    """
    Settings(**settings)  # wrong ones are told before a page is read
    document = read_html(html, id, url=url)
    return evolve(document, quotes=extract(document.text, **settings))


def read_html(
    html: str | bytes,
    id: DocumentId | None = None,  # noqa: A002
    *,
    url: str | None = None,
) -> Document:
    """Read the main text of a web page and where it comes from, without looking for quotes.

    Paragraphs, headings, items of lists and block quotes are set apart by blank lines, whatever the layout of the
    source; what credits a block quote stands on the line below it.  Left out are menus, teasers, captions, tables,
    comments, and a first heading that repeats the title.

    Args:
        html, id, url: as for :func:`from_html`.

    Returns:
        A Document without quotes.

    Raises:
        MissingPackageError, InputTypeError: as :func:`from_html` does.

    Example:
        Many pages, in several processes if wanted:

        >>> import quotemine
        >>> pages = ["<html><p>“The bridge is safe,” said Ada Quill.</p></html>", "<html><p>It rained.</p></html>"]
        >>> documents = [read_html(page) for page in pages]
        >>> [len(quotes) for quotes in quotemine.extract_many([document.text for document in documents])]
        [1, 0]
    """
    given: object = html  # callers need not heed the types
    if not isinstance(given, str | bytes):
        message = f"quotemine expected a page of type str or bytes, got {type(given).__name__}"
        raise InputTypeError(message)
    try:
        import trafilatura  # noqa: F401, PLC0415  # an extra, slow to import
    except ImportError as error:
        raise MissingPackageError.for_extra("trafilatura", "web") from error
    page = _extracted(_prepared(given if isinstance(given, str) else _decoded(given)), url)
    if page is None:
        return Document(_id(id, url), "", url=url)
    address, title = url or page.url or None, page.title or None
    return Document(
        _id(id, address),
        _text(page.body, title),
        title=title,
        date=page.date or None,
        author=page.author or None,
        url=address,
    )


def _extracted(html: str, url: str | None) -> "Page | None":
    """What trafilatura finds; where it fails to find where the page comes from, its text alone; None if nothing."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    for with_metadata in (True, False):
        with suppress(Exception):  # trafilatura, htmldate and lxml fail in many ways on pages that are no HTML
            page = bare_extraction(
                html,
                url=url,
                output_format="xml",  # keeps what is a paragraph
                with_metadata=with_metadata,
                include_comments=False,
                include_tables=False,
                config=_configuration(),
                date_extraction_params={"original_date": True, "extensive_search": False},  # no guesses
            )
            return None if isinstance(page, dict) else page
    return None


@cache
def _configuration() -> "ConfigParser":
    """Trafilatura's own, but for the sizes: what it falls back to for short pages cuts a line at every tag."""
    from trafilatura.settings import DEFAULT_CONFIG  # noqa: PLC0415

    configuration = deepcopy(DEFAULT_CONFIG)
    configuration["DEFAULT"]["MIN_EXTRACTED_SIZE"] = configuration["DEFAULT"]["MIN_OUTPUT_SIZE"] = "1"
    return configuration


def _id(given: DocumentId | None, url: str | None) -> DocumentId:
    return given if given is not None else url or "page"


def _decoded(data: bytes) -> str:
    """Decode as browsers do, but for UTF-8, which is believed before any other declaration."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:_HEAD])
    from trafilatura.utils import detect_encoding  # noqa: PLC0415

    for encoding in ([] if declared is None else [declared[1].decode()]) + detect_encoding(data):
        with suppress(LookupError, UnicodeError):  # no such encoding, or one that is none of texts
            return data.decode(encoding, "replace")
    return data.decode(errors="replace")


def _prepared(html: str) -> str:
    """Make it what the parser takes, and each line break one that the page shows.

    Null characters and half surrogate pairs would end the text.
    """
    html = storable(html).replace("\0", "\N{REPLACEMENT CHARACTER}")
    html = "".join(_with_shown_breaks(html))
    html = _with_credits(html)
    html = _QUOTED.sub(lambda match: "”" if match[1] else "“", html)
    return html if _ROOT.search(html, 0, _HEAD) else f"<html>{html}</html>"


def _with_credits(html: str) -> str:
    """The footer of a block quote says whose words they are: no furniture, as other footers are."""
    depth = 0

    def change(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2].lower() == "footer":
            return f"<{match[1]}cite" if depth else match[0]
        depth = max(0, depth - 1) if match[1] else depth + 1
        return match[0]

    return _QUOTE_OR_FOOTER.sub(change, html)


def _with_shown_breaks(html: str) -> Iterator[str]:
    """Line breaks become spaces, which they mean, or ``<br>`` where the text is preformatted."""
    place = 0
    while (opening := _PREFORMATTED.search(html, place)) is not None:
        closing = _END_OF_PREFORMATTED.search(html, opening.end())
        if closing is None:
            break
        yield _SPACES.sub(" ", html[place : opening.end()])
        inside = html[opening.end() : closing.start()]
        yield _TAGS_OR_ENDS.sub(lambda match: match[0] if match[0].startswith("<") else "<br>", inside)
        place = closing.start()
    yield _SPACES.sub(" ", html[place:])


def _text(body: "_Element", title: str | None) -> str:
    """The paragraphs of the main text, set apart by blank lines."""
    from lxml.etree import iterwalk  # noqa: PLC0415  # comes with trafilatura

    paragraphs: list[str] = []
    inline: list[str] = []
    quotes: list[int] = []  # how many paragraphs stand before each block quote that is open

    def close() -> None:
        lines = "\n".join(" ".join(line.split()) for line in "".join(inline).split("\n"))
        inline.clear()
        for paragraph in filter(None, _BLANK_LINES.split(lines.strip("\n"))):
            if quotes and len(paragraphs) > quotes[-1] and _CREDIT.match(paragraph):
                paragraphs[-1] += f"\n{paragraph}"  # where it tells the speaker
            else:
                paragraphs.append(paragraph)

    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            close()
        if element.tag == "quote":
            quotes.append(len(paragraphs)) if event == "start" else quotes.pop()
        if event == "start":
            inline.append(element.text or "")
        elif element is not body:
            inline.append(("\n" if element.tag == "lb" else "") + (element.tail or ""))
    close()
    if paragraphs and title is not None and paragraphs[0] == " ".join(title.split()):
        del paragraphs[0]
    return "\n\n".join(paragraphs)
