"""Quotes in ``nlp.evaluate``: the scorer of the component."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import handmade
import pytest
import spacy
from attrs import evolve
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.training import Example

from quotemine import Quotes, store
from quotemine.pipeline import QuoteMiner
from quotemine.scoring import SCORE_WEIGHTS, score_quotes

EXPECTED = handmade.find_quotes(handmade.TEXT)
SILENT = {
    **{f"quotes_{name}{letter}": None for name in ("", "exact_", "attribution_") for letter in "prf"},
    "quotes_speaker_acc": None,
    "quotes_speaker_end_to_end": None,
    "quotes_per_kind": None,
}


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.put_in_place_of_the_flow(monkeypatch)


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("quotemine")
    return nlp


def example(nlp: Language, quotes: Quotes | None, text: str = handmade.TEXT) -> Example:
    reference = nlp.make_doc(text)
    if quotes is not None:
        store.write(reference, quotes)
    return Example(nlp.make_doc(text), reference)


def only_quotes(scores: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in scores.items() if name.startswith("quotes_")}


def test_all_is_right(nlp: Language) -> None:
    scores = nlp.evaluate([example(nlp, EXPECTED)])
    per_kind = scores.pop("quotes_per_kind")
    assert set(only_quotes(scores).values()) == {1.0}
    assert per_kind["direct"] == {"p": 1.0, "r": 1.0, "f": 1.0}
    assert per_kind["mixed"] == {"p": None, "r": None, "f": None}


def test_without_gold_quotes_there_are_no_figures(nlp: Language) -> None:
    assert only_quotes(nlp.evaluate([example(nlp, None)])) == SILENT
    assert score_quotes([]) == SILENT


def test_documents_without_annotation_do_not_count(nlp: Language) -> None:
    scores = nlp.evaluate([example(nlp, EXPECTED), example(nlp, None)])
    assert scores["quotes_p"] == 1.0


def test_gold_that_says_there_is_nothing_counts(nlp: Language) -> None:
    scores = nlp.evaluate([example(nlp, EXPECTED), example(nlp, Quotes())])
    assert (scores["quotes_p"], scores["quotes_r"]) == (0.5, 1.0)


def test_a_wrong_speaker_and_a_missed_quote(nlp: Language) -> None:
    (quote,) = EXPECTED
    assert quote.speaker is not None
    wrong = Quotes([evolve(quote, speaker=evolve(quote.speaker, name="Omar Finch", aliases=()))])
    unseen = evolve(quote, id="q2", content=(handmade.find_quotes('"x" said A B')[0].content[0],))
    scores = nlp.evaluate([example(nlp, wrong)])
    assert (scores["quotes_f"], scores["quotes_attribution_f"]) == (1.0, 1.0)
    assert (scores["quotes_speaker_acc"], scores["quotes_speaker_end_to_end"]) == (0.0, 0.0)
    scores = nlp.evaluate([example(nlp, Quotes([quote, unseen]))])
    assert (scores["quotes_p"], scores["quotes_r"]) == (1.0, 0.5)


def span_group(doc: Doc, words: str, label: str = "direct") -> SpanGroup:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), label=label, alignment_mode="expand")
    assert span is not None
    return SpanGroup(doc, spans=[span])


def test_gold_from_an_annotation_tool(nlp: Language) -> None:
    """A group of contents is enough; sources and speakers that nobody annotated are not measured."""
    text = '"No rope," said Brona Tallis.'
    reference = nlp.make_doc(text)
    reference.spans[store.CONTENT] = span_group(reference, '"No rope,"')
    scores = nlp.evaluate([Example(nlp.make_doc(text), reference)])
    assert (scores["quotes_f"], scores["quotes_exact_f"]) == (1.0, 1.0)
    assert scores["quotes_attribution_f"] is None
    assert scores["quotes_speaker_end_to_end"] is None


def test_merged_gold(nlp: Language) -> None:
    """``Doc.from_docs`` drops the exact results; the spans that are left will do."""
    reference = Doc.from_docs([example(nlp, EXPECTED).reference, example(nlp, EXPECTED).reference])
    scores = nlp.evaluate([Example(nlp.make_doc(reference.text), reference)])
    assert scores["quotes_f"] == 1.0
    assert scores["quotes_speaker_end_to_end"] == 1.0


def test_reference_with_other_white_space(nlp: Language) -> None:
    """As spaCy's own scores, these need the same characters only."""
    words = ['"', "No", "rope", ",", '"', "said", "Brona", "Tallis", "."]
    reference = Doc(nlp.vocab, words=words)
    reference.spans[store.CONTENT] = SpanGroup(reference, spans=[reference[0:5]])
    reference.spans[store.SOURCE] = SpanGroup(reference, spans=[reference[6:8]])
    scores = nlp.evaluate([Example(nlp.make_doc('"No rope," said Brona Tallis.'), reference)])
    assert scores["quotes_exact_f"] == 1.0


def test_other_scores_are_as_without_it() -> None:
    def evaluate(*pipes: str) -> dict[str, object]:
        nlp = spacy.blank("en")
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "PERSON", "pattern": "Brona Tallis"}])  # type: ignore[attr-defined]
        for pipe in pipes:
            nlp.add_pipe(pipe)
        reference = nlp.make_doc(handmade.TEXT)
        start = handmade.TEXT.index("Brona")
        reference.ents = [reference.char_span(start, start + 12, label="PERSON")]  # type: ignore[list-item]
        scores = nlp.evaluate([Example(nlp.make_doc(handmade.TEXT), reference)])
        del scores["speed"]
        return scores

    alone, together = evaluate(), evaluate("quotemine")
    assert alone["ents_f"] == 1.0
    assert together == {**alone, **SILENT}


def test_none_for_no_scorer(nlp: Language) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quotemine", config={"scorer": None})
    assert only_quotes(nlp.evaluate([example(nlp, EXPECTED)])) == {}


def test_a_scorer_of_ones_own(nlp: Language) -> None:
    @spacy.registry.scorers("tests.count_examples.v1")
    def make() -> Callable[..., dict[str, object]]:
        return lambda examples, **kwargs: {"examples": len(list(examples))}

    nlp.add_pipe("quotemine", name="mine", config={"scorer": {"@scorers": "tests.count_examples.v1"}})
    assert nlp.evaluate([example(nlp, EXPECTED)])["examples"] == 1


def test_component_without_pipeline_scores_too() -> None:
    assert QuoteMiner().score([]) == SILENT


def test_weights_name_scores_that_there_are() -> None:
    assert set(SCORE_WEIGHTS) <= set(SILENT)


def test_config_round_trip(nlp: Language, tmp_path: Path) -> None:
    again = type(nlp).from_config(nlp.config)
    assert again.get_pipe_config("quotemine")["scorer"] == {"@scorers": "quotemine.quote_scorer.v1"}
    nlp.to_disk(tmp_path / "nlp")
    loaded = spacy.load(tmp_path / "nlp")
    assert loaded.evaluate([example(loaded, EXPECTED)])["quotes_f"] == 1.0


def test_config_finds_the_scorer_in_a_fresh_process() -> None:
    """By its entry point: nothing of quotemine was imported before."""
    script = (
        "import sys, spacy; assert 'quotemine' not in sys.modules; "
        "print(spacy.registry.scorers.get('quotemine.quote_scorer.v1')().__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "score_quotes", done.stderr
