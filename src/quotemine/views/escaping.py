"""Text as it may stand in HTML and in a terminal."""

import html
import unicodedata

__all__ = ["escape", "excerpt", "plural", "printable"]

_NO_HTML = {0: "\N{REPLACEMENT CHARACTER}", **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")}


def escape(text: str) -> str:
    r"""Escape text for HTML, also within attributes; a browser shows it as it was given.

    What HTML and UTF-8 cannot hold becomes U+FFFD, character for character: NUL and half surrogate pairs.

    Example:
        >>> escape("<b>\r\n")
        '&lt;b&gt;&#13;\n'
    """
    # A browser takes a bare CR and CR LF for LF.
    return html.escape(text.translate(_NO_HTML)).replace("\r", "&#13;")


def printable(text: str) -> str:
    r"""Text without characters that would steer a terminal; they become U+FFFD, but for line ends and tabs.

    Example:
        >>> printable("a\x1b[2J\n")
        'a�[2J\n'
    """
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cs"} else c for c in text
    )


def excerpt(text: str, most: int) -> str:
    """Text on one line, cut where it is longer than ``most`` characters.

    Example:
        >>> excerpt("It  rained all day", 10)
        'It rained…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    Example:
        >>> plural(1, "quote"), plural(1200, "quote")
        ('1 quote', '1,200 quotes')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
