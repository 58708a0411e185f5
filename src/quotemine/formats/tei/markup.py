"""XML, written by hand: elements as strings, and what XML cannot hold."""

import re
from xml.sax.saxutils import escape, quoteattr

__all__ = ["NAMESPACE", "XML", "element", "empty", "holdable", "opening", "text_of"]

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

# What is no character of XML 1.0: most control characters, halves of surrogate pairs, two that are none of Unicode.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def holdable(text: str) -> str:
    """The text with what XML 1.0 cannot hold replaced by U+FFFD; as long as before.

    Example:
        >>> holdable("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
        True
    """
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def text_of(text: str) -> str:
    r"""Text as it must be written to come back; a parser would make line feeds of carriage returns.

    Example:
        >>> text_of("R & D\r\n")
        'R &amp; D&#13;\n'
    """
    return escape(holdable(text), {"\r": "&#13;"})


def element(name: str, content: str, /, **attributes: str | None) -> str:
    """An element around content that is XML already; ``xml_id`` is written as ``xml:id``, None not at all.

    Example:
        >>> element("p", text_of("R & D"), xml_id="p1", n=None)
        '<p xml:id="p1">R &amp; D</p>'
    """
    return f"<{name}{_written(attributes)}>{content}</{name}>"


def empty(name: str, /, **attributes: str | None) -> str:
    """An element without content.

    Example:
        >>> empty("binary", value="true")
        '<binary value="true"/>'
    """
    return f"<{name}{_written(attributes)}/>"


def opening(name: str, /, **attributes: str | None) -> str:
    """The tag that opens an element.

    Example:
        >>> opening("p", n="1")
        '<p n="1">'
    """
    return f"<{name}{_written(attributes)}>"


def _written(attributes: dict[str, str | None]) -> str:
    return "".join(
        f" {name.replace('_', ':', 1)}={quoteattr(holdable(value))}"
        for name, value in attributes.items()
        if value is not None
    )
