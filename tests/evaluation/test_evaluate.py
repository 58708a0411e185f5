"""What counts as right, what is left out, and what the figures and their intervals are."""

import json
from collections.abc import Iterable
from typing import get_args

import handmade
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotemine import Document, InputTypeError, Quotes, SettingError
from quotemine.evaluation import AnnotatedQuote, AnnotatedText, Scores, evaluate
from quotemine.evaluation.checking import EvaluationError
from quotemine.evaluation.tables import as_text
from quotemine.types import Kind

TEXT = (
    "“The crane is old,” said Brona Tallis. “It creaks.” She added that the rope was older. "
    "Omar Finch has promised “repairs”."
)


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


OLD = AnnotatedQuote([at("“The crane is old,”"), at("“It creaks.”")], [at("Brona Tallis")], "Brona Tallis", ("Tallis",))
OLDER = AnnotatedQuote([at("that the rope was older")], [at("She")], "Brona Tallis", ("Tallis",))
REPAIRS = AnnotatedQuote([at("“repairs”")], [at("Omar Finch")], "Omar Finch")
GOLD = OLD, OLDER, REPAIRS


def score(gold: Iterable[AnnotatedQuote], found: Iterable[AnnotatedQuote], *, split: bool = False) -> Scores:
    documents = AnnotatedText("a", TEXT, tuple(gold)), AnnotatedText("a", None, tuple(found))
    return evaluate(documents[:1], documents[1:], split=split)


def test_gold_against_itself_is_all_right() -> None:
    scores = score(GOLD, GOLD)
    figures = scores.all
    assert figures.attributions is not None
    assert figures.speakers is not None
    for part in (figures.quotes, figures.exact, figures.attributions):
        assert (part.gold, part.found, part.predicted, part.right) == (3, 3, 3, 3)
        assert part.precision.value == part.recall.value == part.f1.value == 1
    assert (figures.speakers.right, figures.speakers.gold) == (3, 3)
    assert {kind: part.quotes.gold for kind, part in scores.kinds.items()} == {"direct": 2, "indirect": 1, "mixed": 0}


def test_counts_of_precision_and_recall() -> None:
    scores = score(GOLD, [OLD, AnnotatedQuote([at("Omar Finch has promised")])])
    quotes = scores.all.quotes
    assert (quotes.gold, quotes.found, quotes.predicted, quotes.right) == (3, 1, 2, 1)
    assert (quotes.precision.value, quotes.recall.value) == (1 / 2, 1 / 3)
    assert quotes.f1.value == pytest.approx(2 / 5)


def test_half_of_the_content_is_a_quote_and_no_exact_one() -> None:
    part = evolve(OLDER, content=(at("the rope was older"),))
    scores = score([OLDER], [part])
    assert (scores.all.quotes.found, scores.all.exact.found) == (1, 0)


def test_marks_at_the_edges_do_not_count() -> None:
    bare = evolve(REPAIRS, content=(at("repairs"),))
    assert score([REPAIRS], [bare]).all.exact.found == 1


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ([at("Brona Tallis")], [at("Tallis")], True),
        ([at("Brona Tallis")], [at("Omar Finch")], False),
        ([at("Brona Tallis")], [], False),
        ([], [at("Omar Finch")], False),
    ],
)
def test_sources(gold: list[tuple[int, int]], found: list[tuple[int, int]], right: bool) -> None:
    """They must overlap; one that gold does not have is wrong."""
    scores = score([evolve(OLD, source=gold), REPAIRS], [evolve(OLD, source=found), REPAIRS])
    assert scores.all.attributions is not None
    assert scores.all.attributions.found == 1 + right
    assert scores.all.source_accuracy is not None
    assert scores.all.source_accuracy.value == (1 + right) / 2


def test_no_source_on_either_side_is_right() -> None:
    scores = score([evolve(OLD, source=[]), REPAIRS], [evolve(OLD, source=None), REPAIRS])
    assert scores.all.attributions is not None
    assert scores.all.attributions.found == 2


def test_sources_that_nobody_annotated_do_not_count() -> None:
    scores = score([evolve(OLD, source=None), REPAIRS], [OLD, REPAIRS])
    figures = scores.all.attributions
    assert figures is not None
    assert (figures.gold, figures.predicted, figures.f1.value) == (1, 1, 1.0)
    assert "The source of 1 of 2 gold quotes is not annotated" in str(scores)


@pytest.mark.parametrize("source", [None, ()])
def test_gold_without_sources_has_no_attributions(source: tuple[()] | None) -> None:
    """Where no gold quote has one, nobody looked for them."""
    scores = score([evolve(quote, source=source) for quote in GOLD], GOLD)
    assert scores.all.attributions is None
    assert scores.all.source_accuracy is None
    assert "attributions are left out, since no gold quote has a source" in " ".join(scores.notes)


def test_gold_without_speakers_has_no_speakers() -> None:
    scores = score([evolve(quote, speaker=None) for quote in GOLD], GOLD)
    assert scores.all.speakers is None
    assert "speakers are left out, since no gold quote has a speaker" in " ".join(scores.notes)


def test_speakers_among_the_quotes_found_and_end_to_end() -> None:
    found = [evolve(OLD, speaker="Tallis"), evolve(REPAIRS, speaker=None)]
    figures = score([*GOLD[:2], REPAIRS, evolve(OLDER, content=(at("promised"),))], found).all.speakers
    assert figures is not None
    assert (figures.gold, figures.found, figures.answered, figures.right) == (4, 2, 1, 1)
    assert (figures.accuracy.value, figures.end_to_end.value) == (1 / 2, 1 / 4)


def test_kinds_are_golds_or_told_by_marks() -> None:
    """A prediction of another kind is right all the same: recall is over gold of a kind, precision over predictions."""
    scores = score([evolve(REPAIRS, kind="mixed"), OLD], [REPAIRS, OLD])
    mixed, direct = scores.kinds["mixed"].quotes, scores.kinds["direct"].quotes
    assert (mixed.gold, mixed.found, mixed.predicted) == (1, 1, 0)
    assert (mixed.precision.value, mixed.recall.value) == (None, 1.0)
    assert (direct.gold, direct.found, direct.predicted, direct.right) == (1, 1, 2, 2)
    assert "The kind of 1 of 2 gold quotes was told by quotation marks." in scores.notes


def test_splitting_makes_a_quote_of_every_span() -> None:
    apart = [evolve(OLD, content=(span,)) for span in OLD.content]
    assert score([OLD], apart).all.exact.found == 0
    scores = score([OLD], apart, split=True)
    assert (scores.all.exact.gold, scores.all.exact.found) == (2, 2)
    assert "a quote of its own" in str(scores)


def test_quotes_without_words_do_not_count_and_are_told() -> None:
    empty = AnnotatedQuote([at("”")])
    scores = score([OLD, empty], [OLD, empty])
    assert (scores.all.quotes.gold, scores.all.quotes.predicted) == (1, 1)
    assert "Gold quotes without words in their content do not count: 1." in scores.notes


def test_a_document_without_prediction_counts() -> None:
    gold = [AnnotatedText(name, TEXT, GOLD) for name in "ab"]
    scores = evaluate(gold, gold[:1])
    assert scores.missing == ("b",)
    assert scores.all.quotes.recall.value == 1 / 2
    assert any("'b'" in note for note in scores.notes)


def test_typed_documents_and_mappings() -> None:
    quotes = handmade.find_quotes(handmade.TEXT)
    gold = [Document("a", handmade.TEXT, quotes)]
    for predicted in ({"a": quotes}, gold):
        scores = evaluate(gold, predicted)
        assert scores.all.speakers is not None
        assert (scores.all.exact.found, scores.all.speakers.right) == (1, 1)
    assert evaluate(gold, {}).all.quotes.f1.value == 0


def test_nothing_at_all() -> None:
    scores = evaluate([], [])
    assert (scores.documents, scores.all.quotes.f1.value) == (0, None)
    assert "Gold has no quotes, so there is nothing to find." in scores.notes


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        ([AnnotatedText("a", TEXT, ())] * 2, [], "'a' is twice in gold"),
        ([AnnotatedText("a", TEXT, ())], [AnnotatedText("a", None, ())] * 2, "'a' is twice in the predictions"),
        ([AnnotatedText("a", None, ())], [], "'a' has no text"),
        ([AnnotatedText("a", "It rained.", (OLD,))], [], "span .* in a text of 10 characters"),
        ([AnnotatedText("a", TEXT, (AnnotatedQuote([(3, 2)]),))], [], r"span \[3, 2\]"),
        ([AnnotatedText("a", TEXT, ())], [AnnotatedText("b", None, ())], "gold has no document 'b'"),
        ([AnnotatedText("a", TEXT, ())], [AnnotatedText("a", "It rained.", ())], "is not the one that gold has"),
        ([AnnotatedText("a", "It rained.", ())], [AnnotatedText("a", None, (OLDER,))], "span .* of 10 characters"),
    ],
)
def test_documents_that_do_not_belong_together(
    gold: list[AnnotatedText], predicted: list[AnnotatedText], message: str
) -> None:
    with pytest.raises(EvaluationError, match=message):
        evaluate(gold, predicted)


@pytest.mark.parametrize("wrong", ["gold.jsonl", Quotes(), Document("a", TEXT), None, 3, [Quotes()], ["a"]])
def test_something_else_than_documents(wrong: object) -> None:
    with pytest.raises(InputTypeError, match=r"expected an iterable of quotemine\.Document"):
        evaluate(wrong, {})  # type: ignore[arg-type]
    with pytest.raises(InputTypeError):
        evaluate([], wrong)  # type: ignore[arg-type]
    with pytest.raises(InputTypeError):
        evaluate([], {"a": [wrong]})  # type: ignore[dict-item]


@pytest.mark.parametrize("resamples", [-1, 1.5, True, None])
def test_resamples_must_be_a_count(resamples: object) -> None:
    with pytest.raises(SettingError, match="resamples"):
        evaluate([], [], resamples=resamples)  # type: ignore[arg-type]


def make_corpus(documents: int) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    gold = [AnnotatedText(number, TEXT, GOLD) for number in range(documents)]
    return gold, [AnnotatedText(number, None, GOLD[: 1 + number % 3]) for number in range(documents)]


def test_intervals_lie_around_the_figures_and_are_the_same_again() -> None:
    scores = evaluate(*make_corpus(12))
    recall = scores.all.quotes.recall
    assert recall.low is not None
    assert recall.value is not None
    assert recall.high is not None
    assert 0 < recall.low < recall.value < recall.high < 1
    assert scores.all.quotes.precision.low == scores.all.quotes.precision.high == 1
    assert evaluate(*make_corpus(12)) == scores
    assert "1000 times" in str(scores)


def test_more_documents_make_narrower_intervals() -> None:
    few, many = (evaluate(*make_corpus(number)).all.quotes.recall for number in (12, 240))
    assert many.high is not None
    assert many.low is not None
    assert few.high is not None
    assert few.low is not None
    assert many.high - many.low < (few.high - few.low) / 3


def test_few_documents_are_noted() -> None:
    assert any("With 3 documents the intervals are rough" in note for note in evaluate(*make_corpus(3)).notes)
    assert not any("intervals" in note for note in evaluate(*make_corpus(12)).notes)


def test_one_document_has_no_interval() -> None:
    scores = evaluate(*make_corpus(1))
    assert (scores.resamples, scores.all.quotes.f1.low) == (0, None)
    assert any("one document only" in note for note in scores.notes)


def test_dict_is_json() -> None:
    value = evaluate(*make_corpus(4)).to_dict()
    assert json.loads(json.dumps(value)) == value
    assert set(value["kinds"]) == set(get_args(Kind))
    assert value["all"]["quotes"]["gold"] == 12


def test_shown_as_a_table() -> None:
    scores = evaluate(*make_corpus(12))
    lines = str(scores).splitlines()
    assert lines[0] == "12 documents, 36 gold quotes, 24 predicted"
    assert max(map(len, lines)) <= 100
    (row,) = [line.split() for line in lines if line.startswith(" All: quotes")]
    assert row[2:6] == ["36", "24", "24", "24"]
    assert repr(scores) == str(scores)
    shown = scores._repr_html_()
    assert shown.count("<table>") == 2
    assert "66.7 (" in shown


def test_odd_ids_are_shown_harmlessly() -> None:
    ids = "\x1b[31m<b>", "a\ud800"
    scores = evaluate([AnnotatedText(id_, TEXT, GOLD) for id_ in ids], [])
    assert "\x1b" not in str(scores)
    str(scores).encode()
    assert "<b>" not in scores._repr_html_().replace("<p><b>", "")


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    def quotes(text: str) -> tuple[AnnotatedQuote, ...]:
        place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: tuple(sorted(pair)))
        places = st.lists(place, max_size=3)
        speakers = st.none() | st.text(max_size=3)
        kinds = st.sampled_from([None, *get_args(Kind)])
        made = st.builds(AnnotatedQuote, places, st.none() | places, speakers, st.just(()), kinds)
        return tuple(draw(st.lists(made, max_size=4)))

    texts = draw(st.lists(st.text(st.characters() | st.sampled_from(" “”\"'.\nab"), max_size=30), max_size=3))
    gold = [AnnotatedText(number, text, quotes(text)) for number, text in enumerate(texts)]
    return gold, [AnnotatedText(number, None, quotes(text)) for number, text in enumerate(texts)]


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(corpora(), st.booleans())
def test_any_texts_and_spans(sample: tuple[list[AnnotatedText], list[AnnotatedText]], split: bool) -> None:
    """No input that fits together raises; the counts of the kinds add up, and no figure leaves 0 to 1."""
    scores = evaluate(*sample, split=split, resamples=20)
    parts = [scores.kinds[kind] for kind in get_args(Kind)]
    for name in ("gold", "found", "predicted", "right"):
        assert getattr(scores.all.quotes, name) == sum(getattr(part.quotes, name) for part in parts)
    assert scores.all.quotes.found == scores.all.quotes.right
    for part in (scores.all, *parts):
        for figures in (part.quotes, part.exact):
            for figure in (figures.precision, figures.recall, figures.f1):
                assert figure.value is None or 0 <= (figure.low or 0) <= (figure.high or 1) <= 1
    str(scores).encode()
    scores._repr_html_()


@pytest.mark.parametrize("width", [80, 100, 200])
def test_tables_fit_the_terminal_and_keep_their_headings(width: int) -> None:
    lines = as_text(evaluate(*make_corpus(12)), width).splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.split()[-3:] == ["precision", "recall", "F1"] for line in lines)
    assert any("predicted" in line for line in lines[1:])
    assert "…" not in "".join(lines)
