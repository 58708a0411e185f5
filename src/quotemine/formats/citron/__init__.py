"""The JSON of Citron, the BBC's system for quote extraction: to compare results, or to train it on more data.

Source: the annotation format that Citron trains and evaluates with,
https://github.com/bbc/citron/blob/main/docs/data_format.md.  A document is an object:

====================== ===============================================================================================
``text``               the text
``quotes``             with content, cue and source: ``cue``, a span; ``sources`` and ``contents``, lists of spans;
                       ``coreferences``, the name behind a source like *she*, if there is one; ``confidence``; ``id``
``coreference_groups`` spans that stand for the same speaker, two or more
====================== ===============================================================================================

A span is ``{"start": ..., "end": ..., "text": ...}`` with character offsets, end exclusive.

Citron knows no quotes without cue or source.  They stand under ``incomplete_quotes``, which its reader passes over as
it does ``id``, so that nothing is lost.  What *citron-extract* writes is no such file: it has no text, and counts
tokens.
"""

from quotemine.formats.citron.reading import load
from quotemine.formats.citron.writing import dump

__all__ = ["dump", "load"]
