"""Names on the web for documents, quotes and speakers: what the formats of linked data share."""

import re
from urllib.parse import quote, unquote

from quotemine.documents import Document, DocumentId

__all__ = ["document_iri", "parts_of_urn", "urn", "web_address"]

_PREFIX = "urn:quotemine:"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S")  # a scheme of one letter is a drive
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]")  # RFC 3987, section 2.2


def document_iri(document: Document) -> str:
    """The address of a document, or a URN made of its id where it has none.

    Example:
        >>> document_iri(Document("a/1", "It rained."))
        'urn:quotemine:a%2F1'
        >>> document_iri(Document("a/1", "It rained.", url="https://sentinel.example/a b"))
        'https://sentinel.example/a%20b'
    """
    return web_address(document.url) or urn(document.id)


def web_address(url: str | None) -> str | None:
    """An absolute address with what must not stand in one percent-encoded; None where this is none."""
    if url is None or _ABSOLUTE.match(url) is None:
        return None
    return _FORBIDDEN.sub(lambda match: quote(match[0], safe="", errors="surrogatepass"), url)


def urn(*parts: DocumentId) -> str:
    """Make a name of the id of a document, and of what is in it.

    Example:
        >>> urn("harbour news", "q1")
        'urn:quotemine:harbour%20news:q1'
    """
    return _PREFIX + ":".join(quote(str(part), safe="", errors="surrogatepass") for part in parts)


def parts_of_urn(iri: str) -> list[str] | None:
    """What :func:`urn` made the name of, as strings; None for other names.

    Example:
        >>> parts_of_urn("urn:quotemine:harbour%20news:q1"), parts_of_urn("https://sentinel.example/")
        (['harbour news', 'q1'], None)
    """
    if not iri.startswith(_PREFIX):
        return None
    return [unquote(part, errors="surrogatepass") for part in iri.removeprefix(_PREFIX).split(":")]
