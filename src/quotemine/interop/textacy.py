"""In place of textacy's own extraction of direct quotations.

A ``textacy.Corpus`` needs no bridge: ``textacy.Corpus(quotemine.load(), data=...)`` reads texts and records,
``doc._.quotes`` of its Docs are the quotes, ``corpus.save`` and ``load`` keep them, and
``[triple for doc in corpus for triple in direct_quotations(doc)]`` are the triples of all.

Source: https://textacy.readthedocs.io, ``textacy.extract.triples``, version 0.13.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from quotemine import store
from quotemine.api import extract
from quotemine.types import Quote

__all__ = ["direct_quotations"]


def direct_quotations(doclike: Doc | Span) -> Iterator[tuple[list[Token], list[Token], Span]]:
    """Extract direct quotations with their speakers, as ``textacy.extract.direct_quotations`` does.

    The quotes are those that the component *quotemine* has found in the Doc; where it did not run, the
    whole document is read (each time: put the component into the pipeline to call this for many spans).

    What differs from textacy:

    - It never raises: neither because of an odd number of quotation marks, for which textacy gives up on the whole
      text, nor because of the language, nor because of a Doc without sentences or words.
    - It needs no tagger, no parser and no sentences.
    - ``speaker`` holds all tokens of the mention as it stands (*the mayor of Ulm*), ``cue`` those of the
      whole cue (*had told reporters*); a noun can be a cue (*according to*).
    - ``content`` may be shorter than four tokens; titles of works and scare quotes are left out because
      of how they are used, not because of their capitals.
    - The parts of an interrupted quotation are one triple each, with the same speaker and cue.
    - A Span will do as well, for the quotations that lie in it, whose speaker and cue may stand outside.

    Args:
        doclike: any Doc or Span, of any pipeline.  A token in the middle of which a quote begins or ends comes whole.

    Yields:
        ``textacy.extract.triples.DQTriple``: ``speaker`` and ``cue`` as lists of tokens in the order of the
        text, and ``content`` as a Span that includes its quotation marks.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")('"The bridge is safe," said Ada Quill.')
        >>> next(direct_quotations(doc))
        DQTriple(speaker=[Ada, Quill], cue=[said], content="The bridge is safe,")
    """
    from textacy.extract.triples import DQTriple  # noqa: PLC0415  # takes seconds

    doc = doclike if isinstance(doclike, Doc) else doclike.doc
    whole = doc[:] if isinstance(doclike, Doc) else doclike
    quotes = store.read(doc) if store.was_written(doc) else extract(doc.text)
    for quote in quotes:
        for speaker, cue, content in _triples(doc, quote):
            if whole.start <= content.start and content.end <= whole.end:
                yield DQTriple(speaker=speaker, cue=cue, content=content)


def _triples(doc: Doc, quote: Quote) -> Iterator[tuple[list[Token], list[Token], Span]]:
    if quote.kind != "direct" or quote.source is None or quote.cue is None:
        return
    speaker = _tokens(doc, quote.source.start, quote.source.end)
    cue = _tokens(doc, quote.cue.span.start, quote.cue.span.end)
    for part in quote.content:
        content = _tokens(doc, part.start, part.end)
        if speaker and cue and content:
            yield list(speaker), list(cue), content


def _tokens(doc: Doc, start: int, end: int) -> Span | None:
    return doc.char_span(start, end, alignment_mode="expand")
