"""Documents of one's own: what is annotated becomes labels, what is not stays open, what is wrong is told."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from tokenizers import Tokenizer

from quotemine.flow.encoder import CLASSES, MODEL_FOLDER, NAMES, TAGS

TEXT = "The pump leaks, Ada Quist said in Oslo."
OPEN = -100

Labels = Callable[..., SimpleNamespace]


@pytest.fixture(scope="session")
def data(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("data")


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))


def at(part: str, text: str = TEXT) -> list[int]:
    start = text.index(part)
    return [start, start + len(part)]


def quote(text: str = TEXT, **fields: object) -> dict[str, Any]:
    """A quote; fields are given as what they say, and None leaves a field out."""
    parts = {"content": "The pump leaks", "cue": "said", "source": "Ada Quist"} | fields
    spans = {name: [at(part, text)] if part else [] for name, part in parts.items() if part is not None}
    return spans | ({"cue_class": parts["cue_class"]} if "cue_class" in parts else {})


@pytest.fixture
def labels(data: ModuleType, tokenizer: Tokenizer, tmp_path: Path) -> Labels:
    """Write one document, read it, and give the labels by word."""

    def read(text: str = TEXT, **fields: object) -> SimpleNamespace:
        path = tmp_path / "my.jsonl"
        path.write_text(json.dumps({"text": text, **fields}) + "\n", encoding="utf-8")
        (document,) = data.own(path, tokenizer)
        words, found = document.words, document.labels
        shown = [text[s:e] for s, e in zip(words.start.tolist(), words.end.tolist(), strict=True)]
        tags = [{tag for i, tag in enumerate(TAGS) if mask >> i & 1} for mask in found.allowed.tolist()]
        return SimpleNamespace(
            tags=dict(zip(shown, tags, strict=True)),
            names={w: OPEN if n == OPEN else NAMES[n] for w, n in zip(shown, found.names.tolist(), strict=True)},
            classes={w: OPEN if c == OPEN else CLASSES[c] for w, c in zip(shown, found.classes.tolist(), strict=True)},
            cue_of={w: c if c < 0 else shown[c] for w, c in zip(shown, found.cue_of.tolist(), strict=True)},
            source_of={w: c if c < 0 else shown[c] for w, c in zip(shown, found.source_of.tolist(), strict=True)},
        )

    return read


def test_a_quote_becomes_tags_and_links(labels: Labels) -> None:
    found = labels(quotes=[quote()])
    assert found.tags["The"] == {"B-content"}
    assert found.tags["leaks"] == {"I-content"}
    assert found.tags["Ada"] == {"B-source"}
    assert found.tags["Quist"] == {"I-source"}
    assert found.tags["said"] == {"B-cue"}
    assert found.tags["Oslo"] == found.tags[","] == {"O"}
    assert found.cue_of["pump"] == "said"
    assert found.source_of["said"] == "Ada"
    assert found.cue_of["Oslo"] == found.source_of["Oslo"] == OPEN


@pytest.mark.parametrize("role", ["cue", "source"])
def test_what_a_quote_leaves_out_stays_open_in_the_whole_document(labels: Labels, role: str) -> None:
    text = TEXT + " The valve is fine, Bo Lind added."
    other = quote(text, content="The valve is fine", cue="added", source="Bo Lind")
    left_out = quote(text)
    del left_out[role]
    for incomplete in (left_out, {**left_out, role: None}):
        found = labels(text, quotes=[incomplete, other])
        assert found.tags["Oslo"] == {"O", f"B-{role}", f"I-{role}"}
        assert found.tags["The"] == {"B-content"}
        assert (found.cue_of["pump"], found.source_of["said"]) == ((OPEN, OPEN) if role == "cue" else ("said", OPEN))
        assert found.cue_of["valve"] == "added"
        assert found.source_of["added"] == "Bo"


def test_an_empty_cue_or_source_is_learned_as_absent(labels: Labels) -> None:
    without_cue = labels(quotes=[quote(cue="", source="")])
    assert without_cue.tags["said"] == {"O"}
    assert without_cue.cue_of["pump"] == -1
    assert labels(quotes=[quote(source="")]).source_of["said"] == -1


def test_a_text_without_quotes_is_not_a_text_without_annotation(labels: Labels) -> None:
    assert labels(quotes=[]).tags["said"] == {"O"}
    assert labels(ents=[]).tags["said"] == set(TAGS)


@pytest.mark.parametrize(
    ("verb", "given", "expected"),
    [
        ("said", None, "speech"),
        ("has not said", None, "speech"),
        ("feared", None, "thought"),
        ("harrumphed", None, OPEN),
        ("harrumphed", "speech", "speech"),
        ("said", "other", "other"),
    ],
)
def test_the_class_of_a_cue_is_the_given_one_or_that_of_a_known_verb(
    labels: Labels, verb: str, given: str | None, expected: str | int
) -> None:
    text = TEXT.replace("said", verb)
    found = labels(text, quotes=[{**quote(text, cue=verb), "cue_class": given}])
    assert found.classes[verb.split(maxsplit=1)[0]] == expected


def test_marks_around_a_content_belong_to_it(labels: Labels) -> None:
    text = "“The pump leaks,” said Ada Quist."
    inside = labels(text, quotes=[quote(text, content="The pump leaks,")])
    assert inside.tags["“"] == {"B-content"}
    assert inside.tags["”"] == {"I-content"}
    assert inside == labels(text, quotes=[quote(text, content="“The pump leaks,”")])


def test_names_stay_open_unless_they_are_given(labels: Labels) -> None:
    assert set(labels(quotes=[]).names.values()) == {OPEN}
    speaker = {"id": "e1", "name": "Ada Quist", "type": "PER"}
    assert set(labels(quotes=[], entities=[]).names.values()) == {OPEN}
    assert set(labels(quotes=[], entities=[speaker]).names.values()) == {OPEN}
    for given in (
        {"ents": [[*at("Ada Quist"), "PERSON"], [*at("Oslo"), "GPE"]]},
        {
            "entities": [
                {**speaker, "mentions": [[*at("Ada Quist"), "PROP"]]},
                {"type": "place", "mentions": [[*at("Oslo"), "PROP"]]},
                {"type": "object", "mentions": [[*at("The pump"), "NOM"]]},
            ]
        },
    ):
        names = labels(**given).names
        assert (names["Ada"], names["Quist"], names["Oslo"]) == ("B-PER", "I-PER", "B-LOC")
        assert names["pump"] == names["said"] == "O"


def test_names_of_unknown_kind_or_extent_stay_open(labels: Labels) -> None:
    assert labels(ents=[[*at("Oslo"), "WINE"]]).names["Oslo"] == OPEN
    text = "Mrs. Quist of the pumps left."
    whole = {"type": "PER", "mentions": [[*at("Mrs. Quist", text), "PROP"]]}
    assert labels(text, entities=[whole]).names["Quist"] == "B-PER"
    assert labels(text, entities=[whole]).names["Mrs"] == "O"
    wider = {"type": "PER", "mentions": [[*at("Mrs. Quist of the pumps", text), "PROP"]]}
    assert labels(text, entities=[wider]).names["Quist"] == OPEN


def test_the_longest_name_wins(labels: Labels) -> None:
    text = "The University of Oslo closed."
    ents = [[*at("University of Oslo", text), "ORG"], [*at("Oslo", text), "LOC"]]
    assert labels(text, ents=ents).names["Oslo"] == "I-ORG"


def test_files_may_be_compressed_and_have_blank_lines(data: ModuleType, tokenizer: Tokenizer, tmp_path: Path) -> None:
    path = tmp_path / "my.jsonl.gz"
    line = json.dumps({"text": TEXT, "quotes": [quote()]})
    path.write_bytes(gzip.compress(f"\ufeff{line}\r\n\r\n{line}".encode()))
    assert len(list(data.own(path, tokenizer))) == 2


def _with(**fields: object) -> str:
    return json.dumps({"text": TEXT, "quotes": [quote() | fields]})


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{'text': 1}", "not JSON .*; write one object a line"),
        ('["a text"]', "an object was expected"),
        ('{"quotes": []}', "text is missing; put the document"),
        ('{"text": " ", "quotes": []}', 'text is " "; put the document'),
        ('{"text": "No pump."}', 'nothing to learn from; write "quotes": \\[\\]'),
        ('{"text": "No pump.", "quotes": {}}', "quotes is {}; it must be a list"),
        ('{"text": "No pump.", "quotes": ["No"]}', r'quotes\[0\] is "No"; a quote is an object'),
        (_with(content=[]), r"quotes\[0\].content is empty; write"),
        (_with(content=None), r"quotes\[0\].content is missing; write"),
        (_with(content=[0, 14]), r"quotes\[0\].content\[0\] is 0; a span is two whole numbers"),
        (_with(content=[[0, 14.0]]), r"\[0, 14.0\]; a span is two whole numbers"),
        (_with(content=[[0, 400]]), r"is \[0, 400\], no span of the text, which has 39 characters"),
        (_with(content=[[14, 0]]), r"is \[14, 0\], no span of the text"),
        (_with(content=[[-5, 3]]), r"is \[-5, 3\], no span of the text"),
        (_with(cue=[[3, 4]]), r'quotes\[0\].cue\[0\] is \[3, 4\], " ": no word is there'),
        (_with(source=[[3, 3]]), r'quotes\[0\].source\[0\] is \[3, 3\], "": no word is there'),
        (_with(cue_class="shouting"), r'cue_class is "shouting"; it must be one of speech, thought, other, none'),
        (_with(cue=[], cue_class="speech"), r'cue_class is "speech", but there is no cue'),
        (_with(content=[[1, 15]], cue=[[26, 31]], source=[[17, 26]]), '2 of 3 spans .* inside a word: .*"he pump leak'),
        ('{"text": "No pump.", "ents": [[0, 2]]}', r'ents\[0\] is \[0, 2\]; write \[start, end, "PER"\]'),
        ('{"text": "No pump.", "ents": [[0, 2, 7]]}', r"ents\[0\]\[2\] is 7; a type is a string"),
        ('{"text": "No pump.", "entities": {"Bo": []}}', "entities is .*; it must be a list"),
        ('{"text": "No pump.", "entities": [{"mentions": [[0, 2]]}]}', r"mentions\[0\] is \[0, 2\]; write .* PROP"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(
    data: ModuleType, tokenizer: Tokenizer, tmp_path: Path, line: str, why: str
) -> None:
    path = tmp_path / "my.jsonl"
    path.write_text(f"{_with()}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=why) as caught:
        list(data.own(path, tokenizer))
    assert str(caught.value).startswith(f"{path}:3: ")


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("my.jsonl", b"\n", ":1: there is no document"),
        ("my.jsonl", b'\n{"text": "\xe9"}\n', ":2: not UTF-8"),
        ("my.jsonl.gz", gzip.compress(b"x\n" * 9)[:-9], ":"),
        ("my.jsonl.gz", b'{"text": "not compressed"}\n', ":1: damaged"),
    ],
)
def test_files_that_cannot_be_read_are_told(
    data: ModuleType, tokenizer: Tokenizer, tmp_path: Path, name: str, content: bytes, where: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the message is looked at below
        list(data.own(path, tokenizer))
    assert str(caught.value).startswith(f"{path}{where}")
