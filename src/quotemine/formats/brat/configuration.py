"""What brat must know about our annotations; see https://brat.nlplab.org/configuration.html."""

__all__ = ["ANNOTATION", "VISUAL"]

ANNOTATION = """\
# What can be marked: written by quotemine.
[entities]
Cue
Source
Mention

[relations]
# Quotes stand in quotes, and cues and sources in both.
<OVERLAP>\tArg1:<ENTITY>|<EVENT>, Arg2:<ENTITY>|<EVENT>, <OVL-TYPE>:<ANY>

[events]
Quote\tCue?:Cue, Source?:Source, Mention*:Mention|Source

[attributes]
Kind\tArg:Quote, Value:direct|indirect|mixed
Confidence\tArg:Quote, Value:high|medium|low
CueClass\tArg:Cue, Value:speech|thought|other
Negated\tArg:Cue
"""

VISUAL = """\
[labels]
Quote | Quote | Q
Cue | Cue | C
Source | Source | S
Mention | Mention | M

[drawing]
SPAN_DEFAULT\tfgColor:black, bgColor:lightgrey, borderColor:darken
ARC_DEFAULT\tcolor:black, arrowHead:triangle-5
Quote\tbgColor:#ffe8a3
Cue\tbgColor:#b5e3b5
Source\tbgColor:#a9c8f2
Mention\tbgColor:#dcd3ee
Negated\tbox:crossed
"""
