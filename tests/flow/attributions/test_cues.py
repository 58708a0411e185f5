"""A cue is read: its bare words, its lemma, its class, and whether it is negated."""

import json
from importlib.resources import files
from typing import get_args

import pytest
from textacy.constants import REPORTING_VERBS

from quotemine.flow.attributions.cues import CueReading, lemma_of, read_cue, verb_classes
from quotemine.types import CueClass


def cue(marked: str) -> tuple[str, str, bool]:
    """Bare words, lemma and negation of the cue in ``<...>``; ``^`` is the end of a source before it."""
    reading, text = _read(marked)
    return text[reading.start : reading.end], reading.lemma, reading.negated


def _read(marked: str) -> tuple[CueReading, str]:
    before, rest = marked.split("<")
    inner, after = rest.split(">")
    text = before.replace("^", "") + inner + after
    start = len(before.replace("^", ""))
    source_end = before.index("^") if "^" in before else start
    return read_cue(text, start, start + len(inner), source_end), text


@pytest.mark.parametrize(
    ("marked", "bare", "lemma"),
    [
        ("Brona <said> so.", "said", "say"),
        ("Brona <has said> so.", "said", "say"),
        ("Brona <had been told> so.", "told", "tell"),
        ("Brona <would later claim> so.", "claim", "claim"),
        ("Brona <’s been arguing> so.", "arguing", "argue"),
        ("Brona, <who is warning> of ice.", "warning", "warn"),
        ("Brona <quietly admitted> it.", "admitted", "admit"),
        ("Brona <has also repeatedly denied> it.", "denied", "deny"),
    ],
)
def test_auxiliaries_and_adverbs_before_the_verb_are_left_out(marked: str, bare: str, lemma: str) -> None:
    """The bare cue begins with the verb that reports, and its lemma is that verb's base form."""
    assert cue(marked) == (bare, lemma, False)


@pytest.mark.parametrize(
    ("marked", "bare", "lemma"),
    [
        ("<According to> Brona, it leaks.", "According to", "according"),
        ("Brona <pointed out> that it leaks.", "pointed out", "point"),
        ("Brona <called for> a pump.", "called for", "call"),
        ("Brona <told reporters> so.", "told reporters", "tell"),
    ],
)
def test_what_the_verb_needs_after_it_is_kept(marked: str, bare: str, lemma: str) -> None:
    """Particles and prepositions belong to the cue."""
    assert cue(marked) == (bare, lemma, False)


@pytest.mark.parametrize("word", ["reply", "imply", "reportedly"])
def test_an_only_word_is_kept(word: str) -> None:
    """A verb in -ly is no adverb, and an adverb that is the whole cue stays."""
    assert cue(f"They <{word}> it.")[:2] == (word, word)
    assert cue(f"They <would {word}> it.")[:2] == (word, word)


@pytest.mark.parametrize(
    ("marked", "bare", "lemma"),
    [
        ("Brona <has not said> why.", "said", "say"),
        ("Brona <didn’t say> why.", "say", "say"),
        ("Brona <didn't say> why.", "say", "say"),
        ("Brona <did n't say> why.", "say", "say"),
        ("Brona <never mentioned> it.", "mentioned", "mention"),
        ("Brona <cannot confirm> it.", "confirm", "confirm"),
        ("Brona^ did not <say> why.", "say", "say"),
        ("Brona^ doesn’t <say> why.", "say", "say"),
        ("^Nobody <said> why.", "said", "say"),
    ],
)
def test_a_negation_is_seen_and_left_out(marked: str, bare: str, lemma: str) -> None:
    """Whether it stands in the cue or between the source and the cue."""
    assert cue(marked) == (bare, lemma, True)


@pytest.mark.parametrize("marked", ["It was not dry. Brona^ <said> so.", "Nobody came, Brona^ <said>."])
def test_a_negation_elsewhere_is_not_the_cues(marked: str) -> None:
    """What stands before the source negates something else."""
    assert not cue(marked)[2]


@pytest.mark.parametrize(
    ("marked", "bare", "lemma"),
    [
        ("Brona <refused to say> why.", "say", "say"),
        ("Brona <declined to comment> on it.", "comment", "comment"),
        ("Brona <has declined to confirm> it.", "confirm", "confirm"),
        ("Brona <failed to mention> it.", "mention", "mention"),
        ("Brona <stopped short of saying> so.", "saying", "say"),
        ("Brona <avoided saying> so.", "saying", "say"),
        ("Brona <refused> to sign.", "refused", "refuse"),
        ("Brona <declined> to sign.", "declined", "decline"),
    ],
)
def test_what_is_withheld_is_negated(marked: str, bare: str, lemma: str) -> None:
    """Refusing, declining and failing to say report that something was not said."""
    assert cue(marked) == (bare, lemma, True)


@pytest.mark.parametrize("denial", ["denied", "has denied", "denies"])
def test_a_denial_is_said(denial: str) -> None:
    """A denial reports speech: it is not negated."""
    assert cue(f"Brona <{denial}> that it leaks.")[1:] == ("deny", False)


@pytest.mark.parametrize(
    "when",
    ["Tuesday", "on Tuesday", "on Tuesday morning", "Sunday night", "yesterday", "later", "earlier", "again", "today"],
)
def test_the_time_after_the_verb_is_left_out(when: str) -> None:
    """Weekdays and the like are no part of a cue."""
    assert cue(f"Brona <said {when}> that it leaks.") == ("said", "say", False)
    assert cue(f"Brona <told reporters {when}>: it leaks.") == ("told reporters", "tell", False)


def test_a_mark_as_cue_stays_as_it_is() -> None:
    """Of a cue without letters the lemma is the mark; it has no class by the word list."""
    reading, _ = _read("Brona<:> it leaks.")
    assert (reading.lemma, reading.class_, reading.negated) == (":", None, False)
    assert cue("Brona <said:> it leaks.") == ("said", "say", False)
    assert cue("Brona <said ,> it leaks.") == ("said", "say", False)


@pytest.mark.parametrize(
    ("marked", "class_"),
    [
        ("Brona <shouted> it.", "speech"),
        ("<According to> Brona, it leaks.", "speech"),
        ("Brona <had feared> it.", "thought"),
        ("Brona <juggled> it.", None),
    ],
)
def test_class_by_the_word_list(marked: str, class_: CueClass | None) -> None:
    """The word list says what it knows without doubt, and nothing else."""
    assert _read(marked)[0].class_ == class_


@pytest.mark.parametrize("marked", ["<>", "Brona <not>", "<, >", "<…>", "<'s>", "Brona <has not>.", "<Tuesday>", "<–>"])
def test_odd_cues_stay_within_themselves(marked: str) -> None:
    """Whatever is tagged, the bare cue lies within it."""
    reading, text = _read(marked)
    start = marked.index("<")
    end = start + marked.index(">") - start - 1
    assert start <= reading.start <= reading.end <= end <= len(text)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"), ("Says", "say"), ("told", "tell"), ("thought", "think"), ("wrote", "write"),
        ("written", "write"), ("denies", "deny"), ("denied", "deny"), ("begged", "beg"), ("dubbed", "dub"),
        ("admitting", "admit"), ("arguing", "argue"), ("urges", "urge"), ("discusses", "discusses"),
        ("stresses", "stress"), ("CLAIMED", "claim"), ("swore", "swear"), ("saw", "see"), ("kettle", "kettle"),
        ("", ""), ("s", "s"), ("ed", "ed"),
    ],
)  # fmt: skip
def test_lemma(form: str, lemma: str) -> None:
    """Base form by the irregular list and the endings; words that no list knows in lower case."""
    assert lemma_of(form) == lemma


# Verbs whose -ed is another word, and verbs that double their last letter.
IRREGULAR = set(
    "bid forecast forget hear know mean read say see sing speak swear tell think understand weep write".split()
)
DOUBLED = set("beg bid dub nod plan plot sob slam snap admit refer regret forget rebut sum quip".split())


def forms_of(verb: str) -> list[str]:
    """Base form, -s, -ing, and -ed where it is regular."""
    if verb == "according":
        return [verb]
    on_y = verb.endswith("y") and verb[-2] not in "aeiou"
    stem = verb + verb[-1] if verb in DOUBLED else verb if verb.endswith("ee") else verb.removesuffix("e")
    hisses = verb.endswith(("s", "sh", "ch", "x", "z"))
    third = verb[:-1] + "ies" if on_y else verb + ("es" if hisses else "s")
    past = (
        []
        if verb in IRREGULAR
        else [verb[:-1] + "ied" if on_y else verb.removesuffix("e") + "ed" if stem == verb else f"{stem}ed"]
    )
    return [verb, third, f"{stem}ing", *past]


def test_every_verb_is_known_in_its_forms() -> None:
    """The regular forms of every reporting verb give the verb."""
    wanted = {form: verb for verb in verb_classes() for form in forms_of(verb)}
    assert {form: lemma_of(form) for form in wanted} == wanted


def test_textacys_reporting_verbs_are_known() -> None:
    """The list was seeded with them: none is missing."""
    known = verb_classes()
    assert [verb for verb in REPORTING_VERBS["en"] if lemma_of(verb) not in known] == []


def test_every_class_is_valid() -> None:
    """Each verb of the list is of one of the cue classes; each irregular form belongs to a lemma."""
    data = json.loads(files("quotemine.lang.en").joinpath("reporting_verbs.json").read_text(encoding="utf-8"))
    assert set(data["classes"].values()) <= set(get_args(CueClass))
    assert data["classes"] == verb_classes()
    assert all(lemma == lemma.strip().lower() for lemma in (*data["classes"], *data["irregular"].values()))
    assert data["source"]
