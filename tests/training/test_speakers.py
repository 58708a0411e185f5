"""The speaker scorer is taught by annotated texts: who is right is looked up, written down and fitted."""

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from quotemine.flow.encoder import MODEL_FOLDER, Encoder
from quotemine.flow.marks import find_quotations
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.mentions import Name
from quotemine.flow.speakers.scorer import Decision, Option, Weights, open_scorer

pytest.importorskip("torch", reason="needs the extra train")

needs_weights = pytest.mark.skipif(
    not (MODEL_FOLDER / "accurate.onnx").is_file(), reason="the weights are not in the package"
)

STORY = """The pump had stopped. Ada Quist and Bo Lind stood beside it in the rain.

“Who closed the valve?” asked Ada Quist.

“Nobody did,” Bo Lind said.

He looked at the gauge. “It sticks,” he said.

“Then we need a new one.”
"""
REPORT = (
    "Ada Quist and Bo Lind met in Ostby on Monday. She told him that the pump was broken, and he said it would rain."
)


@pytest.fixture(scope="session")
def speakers(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("speakers")


def at(part: str, text: str, number: int = 0) -> list[int]:
    """Where a part stands in a text, of several places the one of that number."""
    start = -1
    for _ in range(number + 1):
        start = text.index(part, start + 1)
    return [start, start + len(part)]


def quote(speaker: str | None, *content: str, text: str = STORY) -> dict[str, Any]:
    return {"content": [at(part, text) for part in content], "speaker": speaker}


def novel(last: str | None = "Ada Quist") -> dict[str, Any]:
    """The story as PDNC has it, with marks outside of contents; ``last`` says the quotation without a source."""
    said = {"Who closed the valve?": "Ada Quist", "Nobody did,": "Bo Lind", "It sticks,": "Bo Lind"}
    people = [{"id": name, "name": name, "aliases": [name]} for name in ("Ada Quist", "Bo Lind", "_group")]
    quotes = [*(quote(who, content) for content, who in said.items()), quote(last, "Then we need a new one.")]
    return {"id": "pump", "text": STORY, "entities": people, "quotes": quotes}


def excerpt(**more: object) -> dict[str, Any]:
    """The report as GUM and LitBank have it, with coreference."""
    ada = [(*at("Ada Quist", REPORT), "PROP"), (*at("She", REPORT), "PRON")]
    lind = [(*at("Bo Lind", REPORT), "PROP"), (*at("him", REPORT), "PRON"), (*at("he", REPORT, 2), "PRON")]
    mentions = {"Ada": ("PER", ada), "Bo": ("PER", lind), "Ostby": ("LOC", [(*at("Ostby", REPORT), "PROP")])}
    entities = [{"id": i, "type": kind, "mentions": spans} for i, (kind, spans) in mentions.items()]
    quotes = [quote("Ada", "that the pump was broken", text=REPORT)]
    return {"id": "ostby", "text": REPORT, "entities": entities, "quotes": quotes, **more}


def entity(text: str, *places: Sequence[int]) -> Entity:
    """Somebody who is named in those places."""
    names = [Name(s, e, 0, 1, "PER", tuple(text[s:e].split())) for s, e in places]
    return Entity("PERSON", names)


def save(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir()
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))


# Looking up


def test_a_quote_is_found_by_half_of_its_characters(speakers: ModuleType) -> None:
    whole, parted = {"content": [[0, 20]]}, {"content": [[30, 40], [50, 60]]}
    find = speakers.quote_lookup([whole, parted])
    assert find([(0, 20)]) is find([(0, 10)]) is find([(0, 40)]) is whole
    assert find([(30, 60)]) is find([(30, 40)]) is find([(30, 35), (50, 60)]) is parted
    for nothing in ([(0, 9)], [(0, 41)], [(10, 30)], [(20, 30)], []):
        assert find(nothing) is None


def test_a_mention_is_found_by_two_thirds(speakers: ModuleType) -> None:
    find = speakers.mention_lookup([(48, 57, "Ada"), (60, 180, "crew"), (60, 63, "Bo")])
    assert find(48, 57) == find(48, 54) == find(50, 57) == "Ada"
    assert find(60, 63) == "Bo"
    assert find(70, 170) == "crew"
    for nothing in ((48, 53), (44, 59), (57, 60), (500, 510)):
        assert find(*nothing) is None


def test_a_name_is_found_in_the_smallest_mention_around_it(speakers: ModuleType) -> None:
    text = "the harbour master Ada Quist of Ostby"
    find = speakers.name_lookup([(*at(text, text), "Ada"), (*at("Ostby", text), "town")])
    assert find(*at("Ada Quist", text)) == "Ada"
    assert find(*at("Ostby", text)) == "town"
    assert find(*at("of Ostby", text)) == "Ada"
    assert find(35, 45) is find(90, 95) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mrs. Quist", "quist"),
        ("the Captain Bo  Lind’s", "bo lind"),
        ("ADA QUIST", "ada quist"),
        ("Lloyds’ Ada", "lloyds ada"),
        ("O’Brien", "obrien"),
        ("Sir", "sir"),
        ("The Captain", "captain"),
    ],
)
def test_plain_names(speakers: ModuleType, name: str, expected: str) -> None:
    assert speakers.plain(name) == expected


# Who is right


def test_by_names_the_fullest_or_most_names_count(speakers: ModuleType) -> None:
    text = "Ada Quist, Quist, Quist; Bo Lind, Quist, Bo"
    ada = entity(text, at("Ada Quist", text), at("Quist", text, 1), at("Quist", text, 2))
    lind = entity(text, at("Bo Lind", text), at("Quist", text, 3))
    clerk = Entity("PERSON", description="the old clerk")
    means = {alias: speakers.by_names([alias], text).means for alias in ("Mrs. Ada Quist", "Quist", "Old clerk")}
    assert [means["Mrs. Ada Quist"](one) for one in (ada, lind, clerk)] == [True, False, False]
    assert [means["Quist"](one) for one in (ada, lind, clerk)] == [True, False, False]
    assert [means["Old clerk"](one) for one in (ada, lind, clerk)] == [False, False, True]
    assert not any(map(speakers.by_names([], text).means, (ada, lind, clerk)))
    assert speakers.by_names([], text).sure
    assert not speakers.by_names([], text, sure=False).sure


def test_by_chain_most_known_names_count(speakers: ModuleType) -> None:
    known = {0: "Ada", 10: "Ada", 20: "Bo"}
    truth = speakers.by_chain(lambda start, end: known.get(start), "Ada")
    text = "Ada Quist " * 9
    assert truth.sure
    assert truth.means(entity(text, (0, 9), (10, 13), (20, 23), (40, 43), (50, 53), (60, 63)))
    assert not truth.means(entity(text, (20, 23)))
    assert not truth.means(entity(text, (40, 43)))
    assert not truth.means(Entity("PERSON", description="Ada"))


def test_a_novel_tells_who_says_a_quote(speakers: ModuleType) -> None:
    lesson = speakers.pdnc(novel())
    truth = lesson.said([at("“Then we need a new one.”", STORY)])
    assert not truth.sure
    assert truth.means(entity(STORY, at("Ada Quist", STORY)))
    assert not truth.means(entity(STORY, at("Bo Lind", STORY)))
    assert lesson.said([at("He looked at the gauge.", STORY)]) is lesson.stands(*at("He", STORY)) is None
    for silent in (None, "_group"):
        assert speakers.pdnc(novel(silent)).said([at("Then we need a new one.", STORY)]) is None


def test_chains_tell_what_a_mention_stands_for(speakers: ModuleType) -> None:
    lesson = speakers.chains(excerpt(), speakers.PEOPLE["litbank"])
    ada, lind = (entity(REPORT, at(name, REPORT)) for name in ("Ada Quist", "Bo Lind"))
    for truth in (lesson.said([at("the pump was broken", REPORT)]), lesson.stands(*at("She", REPORT))):
        assert truth.sure
        assert (truth.means(ada), truth.means(lind)) == (True, False)
    assert lesson.stands(*at("him", REPORT)).means(lind)
    assert lesson.stands(*at("Ostby", REPORT)) is lesson.stands(*at("Monday", REPORT)) is None
    assert lesson.said([at("it would rain", REPORT)]) is None
    nobody = excerpt(quotes=[quote(None, "it would rain", text=REPORT)])
    assert speakers.chains(nobody, speakers.PEOPLE["litbank"]).said([at("it would rain", REPORT)]) is None


def test_all_training_texts_are_read(speakers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has read is surer than the automatic chains; other genres and bare articles are left out."""
    she, name = at("She", REPORT), at("Ada Quist", REPORT)
    chain = {"representative": name, "mentions": [[*name, name[0] + 4], [*she, she[0]]]}
    articles = [{"id": i, "text": REPORT, "quotes": [], "entities": []} for i in ("both", "bare", "read", "chains")]
    save(tmp_path / "pdnc" / "train.jsonl.gz", [novel()])
    save(tmp_path / "litbank" / "train.jsonl.gz", [excerpt(id="harbour")])
    save(tmp_path / "gum" / "train.jsonl.gz", [excerpt(id=genre, genre=genre) for genre in ("court", "whow")])
    save(tmp_path / "polnear-silver" / "train.jsonl.gz", [{"id": i, "coref": [chain]} for i in ("both", "chains")])
    save(tmp_path / "polnear" / "train.jsonl.gz", articles)
    read = [{"id": "both", "start": she[0], "end": she[1], "speaker": "Bo Lind"}]
    read.append({"id": "read", "start": she[0], "end": she[1], "speaker": None})
    monkeypatch.setattr(speakers, "READ", tmp_path / "mentions.jsonl")
    speakers.READ.write_text("\n".join(map(json.dumps, read)), encoding="utf-8")
    lessons = {id_: (corpus, lesson) for corpus, id_, lesson in speakers.lessons(tmp_path)}
    told = {"pump": "pdnc", "harbour": "litbank", "court": "gum", "both": "polnear", "read": "polnear"}
    assert {id_: corpus for id_, (corpus, _) in lessons.items()} == {**told, "chains": "polnear"}
    ada, lind = (entity(REPORT, at(name, REPORT)) for name in ("Ada Quist", "Bo Lind"))
    expected = {"both": (False, True, True), "read": (False, False, True), "chains": (True, False, False)}
    for id_, told_of_she in expected.items():
        truth = lessons[id_][1].stands(*she)
        assert (truth.means(ada), truth.means(lind), truth.sure) == told_of_she, id_
        assert lessons[id_][1].said([name]) is lessons[id_][1].stands(*at("him", REPORT)) is None


# The teacher

WEIGHTS = Weights({"person": {"near": 1.0}})
ADA, BO, NOBODY = (
    Option(None if name == "nobody" else Entity("PERSON", description=name), None, {name: 1.0, "near": near})
    for name, near in (("Ada", 2.0), ("Bo", 1.0), ("nobody", 0.0))
)


def test_the_teacher_puts_the_right_one_first(speakers: ModuleType) -> None:
    teacher = speakers.Teacher("gum", WEIGHTS, speakers.by_names(["Bo"], ""))
    choice = teacher.choose("person", [ADA, BO, NOBODY])
    assert choice.options == (BO, ADA, NOBODY)
    assert choice.chances == (1.0, 0.0, 0.0)
    assert choice.weights == {"near": 1.0}
    (example,) = teacher.examples
    assert (example.corpus, example.decision, example.right) == ("gum", "person", (1,))
    assert example.preferences == (ADA.preferences, BO.preferences, NOBODY.preferences)
    assert example.preferences[0] is not ADA.preferences  # the flow may add to them later
    teacher.truth = speakers.by_names(["Ada", "Bo"], "")
    teacher.choose("person", [NOBODY, BO, ADA])
    assert teacher.examples[1].right == (1, 2)


def test_where_none_of_the_candidates_is_right_nobody_is_if_the_annotation_is_sure(speakers: ModuleType) -> None:
    teacher = speakers.Teacher("gum", WEIGHTS, speakers.by_names(["Ida"], ""))
    assert teacher.choose("person", [ADA, BO, NOBODY]).options == (NOBODY, ADA, BO)
    assert teacher.examples.pop().right == (2,)
    assert teacher.choose("person", [NOBODY]).options == (NOBODY,)
    teacher.truth = speakers.by_names(["Ida"], "", sure=False)
    assert teacher.choose("person", [BO, ADA, NOBODY]).options == (ADA, BO, NOBODY)
    assert teacher.examples == []


def test_where_the_annotation_is_silent_the_scorer_chooses(speakers: ModuleType) -> None:
    teacher = speakers.Teacher("gum", WEIGHTS)
    options = [NOBODY, BO, ADA]
    found, expected = teacher.choose("person", options), WEIGHTS.choose("person", options)
    assert (found.options, found.chances) == (expected.options, expected.chances)
    assert teacher.examples == []


@pytest.fixture(scope="module")
def examples_of(speakers: ModuleType) -> Callable[..., list[Any]]:
    encoder = Encoder()

    def read(corpus: str, lesson: Any) -> list[Any]:  # noqa: ANN401  # a class of the script
        reading = encoder.read(lesson.text, find_quotations(lesson.text))
        return speakers.examples_of(corpus, lesson, reading, open_scorer())

    return read


def asked(examples: Iterable[Any]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(e.corpus, e.decision, e.right) for e in examples]


@needs_weights
def test_a_story_gives_examples(speakers: ModuleType, examples_of: Callable[..., list[Any]]) -> None:
    """*He* is Bo Lind; who answers him without being named is Ada Quist; nobody comes last."""
    examples = examples_of("pdnc", speakers.pdnc(novel()))
    he, answer = ("pdnc", "person in a conversation", (1,)), ("pdnc", "none", (0,))
    assert asked(examples) == [he, answer]
    for example in examples:
        assert ["nobody" in one for one in example.preferences] == [False, False, True]
    assert asked(examples_of("pdnc", speakers.pdnc(novel("_group")))) == [he]
    assert asked(examples_of("pdnc", speakers.pdnc(novel("Bo Lind")))) == [he, ("pdnc", "none", (1,))]


@needs_weights
def test_a_report_gives_examples_also_from_between_the_quotes(
    speakers: ModuleType, examples_of: Callable[..., list[Any]]
) -> None:
    examples = examples_of("gum", speakers.chains(excerpt(), speakers.PEOPLE["litbank"]))
    she, him, he = ("gum", "person", (0,)), ("gum", "person", (1,)), ("gum", "person", (1,))
    assert asked(examples) == [she, him, he]
    assert examples[2].preferences[1]["pronoun or description"]  # *him* was taught before *he*
    assert examples_of("gum", speakers.Lesson("It rained in Ostby.", lambda _: None, lambda *_: None)) == []


# Fitting


def planted(speakers: ModuleType, n: int, corpus: str = "gum", **fields: Any) -> list[Any]:  # noqa: ANN401
    """Decisions in which whoever is near is right and whoever is loud is wrong; ``flat`` is the same for all."""
    right, wrong = {"near": 1.0, "flat": 1.0}, {"loud": 1.0, "flat": 1.0}
    pairs = (((right, wrong), (0,)), ((wrong, right, {"flat": 1.0}), (1,)))
    return [
        speakers.Example(corpus, fields.get("decision", "person"), *(fields.get("pair") or pairs[i % 2]))
        for i in range(n)
    ]


def test_fitting_finds_what_was_planted(speakers: ModuleType) -> None:
    weights = speakers.fit(planted(speakers, 40), {"gum": 1.0}, {"unseen": 1.0})
    assert set(weights) == {"near", "loud", "flat"}
    assert weights["near"] > 0 > weights["loud"]
    assert weights["flat"] == pytest.approx(0, abs=0.01)
    assert weights == speakers.fit(planted(speakers, 40), {"gum": 1.0}, {"unseen": 1.0})


def test_fitting_pulls_to_the_prior_where_there_are_few_examples(speakers: ModuleType) -> None:
    prior = {"near": -2.0, "loud": 2.0, "flat": 0.7}
    few, more, many = (speakers.fit(planted(speakers, n), {"gum": 1.0}, prior) for n in (2, 12, speakers.FEW))
    assert -2 < few["near"] < more["near"] < 0 < many["near"]
    assert 2 > few["loud"] > more["loud"] > 0 > many["loud"]
    assert few["flat"] == pytest.approx(0.7, abs=0.01)
    untold = speakers.Example("gum", "person", ({"near": 1.0}, {"near": 1.0}), (1,))
    assert speakers.fit([untold], {"gum": 1.0}, prior) == pytest.approx({"near": -2.0})


def test_corpora_count_by_their_shares_whatever_their_size(speakers: ModuleType) -> None:
    other = (({"near": 1.0}, {"loud": 1.0}), (1,))
    examples = [*planted(speakers, 20, "gum"), *planted(speakers, 200, "pdnc", pair=other)]
    assert speakers.fit(examples, {"gum": 1.0, "pdnc": 0.1}, {})["near"] > 0
    assert speakers.fit(examples, {"gum": 0.1, "pdnc": 1.0, "absent": 9.0}, {})["near"] < 0


def test_several_may_be_right(speakers: ModuleType) -> None:
    both = speakers.Example("gum", "person", ({"near": 1.0}, {"loud": 1.0}, {"nobody": 1.0}), (0, 1))
    weights = speakers.fit([both] * 20, {"gum": 1.0}, {})
    assert weights["near"] == pytest.approx(weights["loud"], abs=0.01)
    assert weights["near"] > 0 > weights["nobody"]


def test_share_right(speakers: ModuleType) -> None:
    examples = planted(speakers, 4)
    assert speakers.share_right(examples, Weights({"person": {"near": 1.0}})) == 1
    assert speakers.share_right(examples, Weights({"person": {"near": -1.0}})) == 0
    assert speakers.share_right(examples, Weights({})) == 0.5  # of even ones, the first
    assert speakers.share_right([], WEIGHTS) == 0


def test_saved_weights_can_be_opened(speakers: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Corpora without a share are left out; a decision starts from the weights of the one that is like it."""
    examples = []
    untold = (({"near": 1.0}, {"near": 1.0}), (0,))
    for decision in get_args(Decision):
        pair = untold if decision in ("it", "description in a story") else None
        examples += planted(speakers, 20, next(iter(speakers.SHARES[decision])), decision=decision, pair=pair)
    examples += planted(speakers, 9, "elsewhere")
    path = tmp_path / "weights.json"
    speakers.save(examples, path)
    weights = open_scorer(path).weights
    assert list(weights) == list(get_args(Decision))
    assert all(of["near"] > 0 for of in weights.values())
    assert weights["it"] == pytest.approx({"near": weights["person"]["near"]})
    assert "person: 20 decisions, 100.0 % right in training" in capsys.readouterr().out


def test_every_decision_has_corpora_and_starts_from_one_that_is_fitted_before(speakers: ModuleType) -> None:
    decisions = list(get_args(Decision))
    assert set(speakers.SHARES) == set(decisions)
    assert all(decisions.index(like) < decisions.index(own) for own, like in speakers.LIKE.items())


# What somebody has read


def test_read_mentions_are_well_formed(speakers: ModuleType) -> None:
    """They point into articles that are not ours to pass on, and hold nothing of them but names."""
    rows = [json.loads(line) for line in speakers.READ.read_text(encoding="utf-8").splitlines()]
    places = [(row["id"], row["start"], row["end"]) for row in rows]
    assert len(rows) == len(set(places)) == 301 + 205
    for row in rows:
        assert list(row) == ["id", "start", "end", "speaker"]
        assert isinstance(row["id"], str)
        assert type(row["start"]) is type(row["end"]) is int
        assert 0 <= row["start"] < row["end"] <= row["start"] + 100
        name = row["speaker"]
        assert name is None or (isinstance(name, str) and 0 < len(name) == len(name.strip()) < 80), row
        assert name is None or (name[:1].isupper() and not set(name) & set('“”"\n;:?!')), row
