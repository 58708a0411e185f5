"""brat standoff: a ``.txt`` and an ``.ann`` file a document, in a folder that the annotation tool brat opens as it is.

The format is described at https://brat.nlplab.org/standoff.html.  A quote is an *event*: its trigger is the content,
its arguments are ``Cue``, ``Source`` and ``Mention``, the mentions that lead to the speaker's name, in their order.
An event, and not relations, since brat then sees to it that a quote has no two cues, keeps the order of the mentions,
and takes everything away with the quote::

    T1	Quote 0 21;40 60	“The crane is old,” “and the rope older.”
    T2	Cue 22 26	said
    T3	Source 27 39	Brona Tallis
    E1	Quote:T1 Cue:T2 Source:T3
    A1	Kind E1 direct
    A2	CueClass T2 speech
    A3	Confidence E1 high
    #1	AnnotatorNotes E1	Brona Tallis (e1, PERSON), harbour engineer
    #2	Quotemine E1	{"id": "q1", ...}

The last line has what brat has no place for.  It counts only as far as the annotations still say the same, so a folder
can be corrected in brat and loaded again.
"""

from quotemine.formats.brat.linking import TYPES, Role
from quotemine.formats.brat.loading import load
from quotemine.formats.brat.writing import dump

__all__ = ["TYPES", "Role", "dump", "load"]
