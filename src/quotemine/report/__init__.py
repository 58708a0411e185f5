"""A report: one page of HTML with all quotes, to search, filter and read in their texts; it needs nothing else."""

from collections.abc import Iterable

from quotemine.documents import Document
from quotemine.formats.targets import Target, checked, opened_to_write
from quotemine.report.blocks import to_block
from quotemine.report.page import page_around

__all__ = ["TITLE", "dump"]

TITLE = "Who said what"


def dump(documents: Iterable[Document], target: Target, *, title: str = TITLE) -> None:
    """Write a page of HTML: the quotes of all documents, with search, filters, and the texts that they stand in.

    The page is one file.  It needs no network and allows itself none (by its Content-Security-Policy); what documents
    hold, also markup and scripts, is shown as text.  Offsets on the page are those of quotemine: characters (code
    points) of the document's text, end exclusive.

    Args:
        documents: written one by one as they come, so that memory holds one of them.
        target: path or open text file.
        title: heading of the page, as plain text.

    Raises:
        InputTypeError: these are not documents.
        OSError: the target cannot be written.

    Example:
        >>> import io
        >>> page = io.StringIO()
        >>> dump([Document("rain", "It rained.", title="Rain & wind")], page, title="Weather")
        >>> "<title>Weather</title>" in page.getvalue()
        True
    """
    given = checked(documents)
    before, after = page_around(title)
    with opened_to_write(target) as file:
        file.write(before)
        for document in given:
            file.write(to_block(document))
        file.write(after)
