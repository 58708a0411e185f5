"""What stands around a text or between its paragraphs and is no part of it: licences, page numbers."""

import re

__all__ = ["without_furniture"]

# The lines between which Project Gutenberg puts a book: its own words and its licence stand outside.
_START = re.compile(
    r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK[^\r\n]*\*\*\*[ \t]*(?=\r?$)", re.MULTILINE | re.IGNORECASE
)
_END = re.compile(
    r"^(?:\*\*\* ?END OF (?:THE|THIS) |End of (?:the )?)PROJECT GUTENBERG[^\r\n]*(?=\r?$)", re.MULTILINE | re.IGNORECASE
)
# A paragraph that is a page number: 17, - 17 -, [Pg 17], Page 17 of 90.
_PAGE = re.compile(
    r"(?:(?<=\n\n)|(?<=\r\n\r\n)|(?<=\f)|(?<=\f\n))[ \t]{0,80}(?:[-–—\[][ \t]?)?(?:[Pp](?:age|g)\.?[ \t])?"
    r"\d{1,4}(?: of \d{1,4})?(?:[ \t]?[-–—\]])?[ \t]{0,80}(?=\r?\n[ \t]{0,80}[\r\n\f])"
)
_WORDS = re.compile(r"[^\r\n\f]")


def without_furniture(text: str) -> str:
    r"""Give the text with spaces in place of what is no part of it, as long as before; line ends stay.

    Example:
        >>> without_furniture("“Who?”\n\n- 17 -\n\n“Ada.”")
        '“Who?”\n\n      \n\n“Ada.”'
    """
    start, end = _START.search(text), None
    if start is not None:
        end = _END.search(text, start.end())
        text = _blank(text[: start.end()]) + text[start.end() :]
    if end is not None:
        text = text[: end.start()] + _blank(text[end.start() :])
    return _PAGE.sub(lambda page: " " * len(page.group()), text)


def _blank(text: str) -> str:
    return _WORDS.sub(" ", text)
