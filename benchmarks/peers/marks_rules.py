"""Quotes by regular expressions alone: what stands in marks, and the reporting verb nearest to it.

The quickest thing that people do.  It knows neither indirect speech nor grammar: a source is what looks like a name,
a pronoun or *the* with a noun right before or after the verb.
"""

import re
from typing import Any

NEAR = 100  # characters from the edge of the quotation to the verb, at most
FEWEST_WORDS = 3  # what is shorter is a title, a nickname, a word as word

QUOTATION = re.compile(r"“(?:(?!\n\s*\n)[^“”])+”|\"(?:(?!\n\s*\n)[^\"])+\"")
PERSON = r"(?:(?:[A-Z][\w.’'-]*[ \n])*[A-Z][\w’'-]+|\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b|\b[Tt]he(?: [\w’'-]+){1,2}?)"
VERB = (
    r"\b(?P<cue>said|says|saying|told|tells|added|adds|asked|asks|replied|wrote|writes|tweeted|explained|argued|"
    r"claimed|insisted|noted|warned|announced|declared|stated|answered|cried|exclaimed|continued|returned|remarked)\b"
)
ATTRIBUTION = re.compile(rf"(?P<before>{PERSON}) {VERB}|{VERB.replace('cue', 'inverted')} (?P<after>{PERSON})")


def find_quotes(text: str) -> list[dict[str, Any]]:
    quotations = [m.span() for m in QUOTATION.finditer(text) if len(m[0].split()) >= FEWEST_WORDS]
    return [_attributed(text, start, end) for start, end in quotations]


def _attributed(text: str, start: int, end: int) -> dict[str, Any]:
    """The quotation with the attribution behind it, or the one before it if that is nearer."""
    quote: dict[str, Any] = {"content": [[start, end]], "cue": [], "source": [], "speaker": None}
    behind, before = text[end : end + NEAR], text[max(0, start - NEAR) : start]
    behind = re.split(r"[“\"]|\n\s*\n", behind)[0]
    before = re.split(r"[”\"]|\n\s*\n", before)[-1]
    candidates = [(m.start(), end, m) for m in ATTRIBUTION.finditer(behind)]
    candidates += [(len(before) - m.end(), start - len(before), m) for m in ATTRIBUTION.finditer(before)]
    if candidates:
        _, offset, found = min(candidates, key=lambda candidate: candidate[0])
        cue, source = ("cue", "before") if found["cue"] else ("inverted", "after")
        quote["cue"] = [[offset + at for at in found.span(cue)]]
        quote["source"] = [[offset + at for at in found.span(source)]]
        quote["speaker"] = found[source]
    return quote
