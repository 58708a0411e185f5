"""TEI P5: texts with their quotes marked in place, as the Text Encoding Initiative recommends.

The Guidelines are at https://tei-c.org/release/doc/tei-p5-doc/en/html/; for quotation see 3.3.3, for feature structures
18, for pieces that belong together 16.3.  A short document looks like this, without its header::

    <text><body xml:space="preserve"><p><said ana="#q1" direct="true" who="#e1" cert="0.97">“It leaks,”</said>
    <seg type="cue" subtype="speech" corresp="#q1">said</seg>
    <rs type="source" corresp="#q1" ref="#e1" xml:id="m1">Ada Quill</rs>.</p></body></text>
    <standOff><fs xml:id="q1" type="quote">...</fs></standOff>

``said`` is what the Guidelines have for speech and thought, be it quoted or reported, marked in the text or not, which
is what a quote is here, with a speaker or without.  ``q`` would stand for anything in quotation marks, ``quote`` for
what is taken from another text.
"""

from quotemine.formats.tei.loading import load
from quotemine.formats.tei.writing import dump

__all__ = ["dump", "load"]
