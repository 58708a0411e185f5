"""W3C Web Annotations: an annotation a quote, which annotation tools can show in the text and store.

Source: Web Annotation Data Model, W3C Recommendation, https://www.w3.org/TR/annotation-model/.

The target of an annotation is what was said, in as many specific resources as it has parts: the data model relates
every body to every target, so each part of an interrupted quote has the same speaker and cue.  Each part has two
selectors, of which a reader takes the one that it likes best: ``TextPositionSelector`` (offsets in code points, as the
model asks and as quotemine counts) and ``TextQuoteSelector`` (the words with those before and behind).

The bodies, told apart by ``dc:type``:

================== ================ ============ ======================================================================
``dc:type``        type             purpose      what it holds
================== ================ ============ ======================================================================
speaker            SpecificResource identifying  ``source``: who.  Its type is Person, Organization, foaf:Group,
                                                 schema:AdministrativeArea or foaf:Agent; a name is ``name``, a
                                                 description is ``label``; schema:alternateName, schema:jobTitle,
                                                 schema:affiliation and schema:gender, if known
source             SpecificResource identifying  the words that name the speaker here: selectors into the text
cue                SpecificResource describing   the words that report: selectors into the text
cue lemma          TextualBody      tagging      *say*
cue class          TextualBody      classifying  *speech*, *thought* or *other*
cue negated        TextualBody      tagging      *true*, where the quote was *not* said
kind               TextualBody      classifying  *direct*, *indirect* or *mixed*
confidence         TextualBody      assessing    from 0 to 1
speaker confidence TextualBody      assessing    from 0 to 1
================== ================ ============ ======================================================================

All terms belong to the standard context, which therefore is the only one.
"""

from quotemine.formats.web_annotation.reading import load
from quotemine.formats.web_annotation.writing import dump

__all__ = ["dump", "load"]
