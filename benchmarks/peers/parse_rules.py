"""Direct, mixed and indirect quotes by rules on a spaCy parse, as newsrooms and researchers write them.

Of the strength of GenderGapTracker's quote extractor (https://github.com/sfu-discourse-lab/GenderGapTracker) and of
Citron's rules before learning: a reporting verb with a subject and a clause or a quotation, *according to*, quotations
that carry on the one before, and the rest with the nearest reporting verb.  Speakers are the longest name of the
text that has the source's, pronouns the last person that was named before.  The verbs are textacy's.

Wants the labels of spaCy's English pipelines: tags, lemmas, parse and entities.
"""

import itertools
import re
from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from textacy.constants import REPORTING_VERBS

VERBS = REPORTING_VERBS["en"] - {"think", "believe", "hope", "fear", "worry"}  # what is said, not what is thought
ASKING = frozenset("ask urge order promise tell warn recommend".split())  # a *to* with these is said, too
SUBJECTS, CLAUSES, NAMED = frozenset({"nsubj", "nsubjpass"}), frozenset({"ccomp", "parataxis"}), "PERSON"
FEWEST_TOKENS = 5  # of a quotation on its own, marks included
QUOTATION = re.compile(r"“(?:(?!\n\s*\n)[^“”])+(?:”|(?=\n\s*\n)|\Z)|\"(?:(?!\n\s*\n)[^\"])+\"")

Runs = list[tuple[int, int]]  # tokens, end exclusive


@Language.component("paragraphs_end_sentences")
def end_sentences(doc: Doc) -> Doc:
    """Before the parser, which else reads a headline together with what follows."""
    for before, token in itertools.pairwise(doc):
        if before.is_space and before.text.count("\n") > 1:
            token.is_sent_start = True
    return doc


def find_quotes(doc: Doc) -> list[dict[str, Any]]:
    marked = [doc.char_span(*m.span(), alignment_mode="expand") for m in QUOTATION.finditer(doc.text)]
    quotations = [(span.start, span.end) for span in marked if span is not None]
    inside = {i for start, end in quotations for i in range(start, end)}
    used: set[tuple[int, int]] = set()
    quotes: list[dict[str, Any]] = []
    for token in doc:
        if token.i in inside:
            continue
        if token.lower_ == "according":
            quotes += _according(token)
        elif token.pos_ == "VERB" and token.lemma_ in VERBS and (source := _subject(token)) is not None:
            runs = _content(token, quotations, used)
            if runs:
                quotes.append({"runs": runs, "cue": token, "source": source})
    quotes += [quote for quotation in quotations if quotation not in used for quote in _left(doc, quotation, quotes)]
    return [_in_characters(doc, quote) for quote in sorted(quotes, key=lambda quote: quote["runs"][0])]


def _subject(verb: Token) -> Token | None:
    """Its own, that of the verb it is joined to, or the noun that it describes."""
    for token in verb.children:
        if token.dep_ in SUBJECTS:
            return token if token.tag_ not in {"WDT", "WP"} or verb.dep_ != "relcl" else verb.head
    if verb.dep_ in {"conj", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head)
    return verb.head if verb.dep_ in {"relcl", "acl"} else None


def _content(verb: Token, quotations: Runs, used: set[tuple[int, int]]) -> Runs:
    """The clause that the verb governs, widened to the quotations that it meets; without one, those of the sentence."""
    clauses = [child for child in verb.children if child.dep_ in CLAUSES]
    clauses = clauses or [child for child in verb.children if child.dep_ == "xcomp" and verb.lemma_ in ASKING]
    tokens = {token.i for clause in clauses[:1] for token in clause.subtree}
    tokens -= {verb.i, *(t.i for child in verb.children if child.dep_ in SUBJECTS for t in child.subtree)}
    sentence = verb.sent
    near = [q for q in quotations if q not in used and q[0] < sentence.end and q[1] > sentence.start]
    met = [q for q in near if tokens.intersection(range(*q))] if tokens else near
    if tokens and all(any(start <= i < end for start, end in met) or verb.doc[i].is_punct for i in tokens):
        tokens = set()  # all of it is quoted: the quotations are the content
    used.update(met)
    return _runs(verb.doc, tokens.union(*(range(*q) for q in met)))


def _runs(doc: Doc, tokens: set[int]) -> Runs:
    """Neighbours together, also where only punctuation or space stands between them."""
    runs: Runs = []
    for i in sorted(i for i in tokens if not doc[i].is_space):
        if runs and all(token.is_punct or token.is_space for token in doc[runs[-1][1] : i]):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    runs = [(next((i for i in range(*run) if doc[i].text not in {",", "-", "–", "—"}), run[1]), run[1]) for run in runs]
    return [run for run in runs if any(token.is_alpha for token in doc[slice(*run)])]


def _according(token: Token) -> Iterable[dict[str, Any]]:
    """*According to* somebody: the rest of the sentence."""
    nouns = [noun for to in token.children if to.lower_ == "to" for noun in to.children if noun.dep_ == "pobj"]
    if nouns:
        phrase = {t.i for t in token.subtree}
        runs = _runs(token.doc, {t.i for t in token.sent if t.i not in phrase})
        if runs:
            yield {"runs": runs, "cue": token, "source": nouns[0]}


def _left(doc: Doc, quotation: tuple[int, int], quotes: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """A quotation that no verb governs carries on a quote, or belongs to the nearest verb, or to nobody known."""
    start, end = quotation
    for quote in quotes:
        last = quote["runs"][-1][1]
        told = max(last, quote["cue"].sent.end if quote["cue"] else 0)
        if last <= start <= told + 1 and "\n\n" not in doc[last:start].text:
            quote["runs"].append(quotation)
            return
    if end - start < FEWEST_TOKENS:
        return
    low, high = doc[start].sent.start, doc[end - 1].sent.end
    verbs = [t for t in doc[low:high] if not start <= t.i < end and t.pos_ == "VERB" and t.lemma_ in VERBS]
    for verb in sorted(verbs, key=lambda t: min(abs(t.i - start), abs(t.i - end))):
        if (source := _subject(verb)) is not None:
            yield {"runs": [quotation], "cue": verb, "source": source}
            return
    yield {"runs": [quotation], "cue": None, "source": None}


def _in_characters(doc: Doc, quote: dict[str, Any]) -> dict[str, Any]:
    cue, source = quote["cue"], quote["source"]
    noun = doc[source.left_edge.i : source.i + 1] if source is not None else None
    spans = [doc[slice(*run)] for run in quote["runs"]]
    return {
        "content": [[span.start_char, span.end_char] for span in spans],
        "cue": [] if cue is None else [[cue.idx, cue.idx + len(cue)]],
        "source": [] if noun is None else [[noun.start_char, noun.end_char]],
        "speaker": None if noun is None else _speaker(doc, noun, source),
    }


def _speaker(doc: Doc, noun: Span, head: Token) -> str:
    people = [ent for ent in doc.ents if ent.label_ == NAMED]
    if head.lower_ in {"he", "she"}:
        before = [ent for ent in people if ent.end <= head.i]
        if not before:
            return head.text
        name = before[-1].text
    else:
        name = next((ent.text for ent in people if ent.start <= head.i < ent.end), noun.text)
    alike = [ent.text for ent in people if name.split()[-1:] == ent.text.split()[-1:]]
    return max([name, *alike], key=len)
