"""The rules that quotemine is compared with find what such rules are known to find."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

Module = Callable[[str], ModuleType]
Token = tuple[str, str, str, int]  # text, part of speech, relation, head


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return spacy.blank("en").vocab


def parsed(vocab: Vocab, tokens: list[Token], lemmas: dict[str, str], people: list[tuple[int, int]] = []) -> Doc:  # noqa: B006
    """A Doc as a parser would have it; tokens that punctuation follows have no space behind them."""
    words = [token[0] for token in tokens]
    spaces = [
        bool(after) and after not in {",", ".", "”", "\n\n"} and word not in {"“", "\n\n"}
        for word, after in zip(words, [*words[1:], ""], strict=True)
    ]
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        pos=[token[1] for token in tokens],
        deps=[token[2] for token in tokens],
        heads=[token[3] for token in tokens],
        lemmas=[lemmas.get(word, word.lower()) for word in words],
    )
    doc.set_ents([Span(doc, start, end, label="PERSON") for start, end in people])
    return doc


def texts(text: str, quote: dict[str, Any]) -> dict[str, Any]:
    spans = {role: [text[start:end] for start, end in quote[role]] for role in ("content", "cue", "source")}
    return {**spans, "speaker": quote["speaker"]}


SAID = {"said": "say", "leaks": "leak", "leaked": "leak"}


def indirect(first: int) -> list[Token]:
    """*Ada Quill said that it leaks.*"""
    return [
        ("Ada", "PROPN", "compound", first + 1),
        ("Quill", "PROPN", "nsubj", first + 2),
        ("said", "VERB", "ROOT", first + 2),
        ("that", "SCONJ", "mark", first + 5),
        ("it", "PRON", "nsubj", first + 5),
        ("leaks", "VERB", "ccomp", first + 2),
        (".", "PUNCT", "punct", first + 2),
    ]


def direct(first: int, source: str) -> list[Token]:
    """*“It leaks,” she said.*"""
    return [
        ("“", "PUNCT", "punct", first + 6),
        ("It", "PRON", "nsubj", first + 2),
        ("leaks", "VERB", "ccomp", first + 6),
        (",", "PUNCT", "punct", first + 6),
        ("”", "PUNCT", "punct", first + 6),
        (source, "PRON", "nsubj", first + 6),
        ("said", "VERB", "ROOT", first + 6),
        (".", "PUNCT", "punct", first + 6),
    ]


def test_a_clause_that_a_reporting_verb_governs_is_an_indirect_quote(module: Module, vocab: Vocab) -> None:
    doc = parsed(vocab, indirect(0), SAID, [(0, 2)])
    (quote,) = module("parse_rules").find_quotes(doc)
    assert texts(doc.text, quote) == {
        "content": ["that it leaks"],
        "cue": ["said"],
        "source": ["Ada Quill"],
        "speaker": "Ada Quill",
    }


def test_a_quotation_is_taken_with_its_marks_and_a_pronoun_is_who_was_named_last(module: Module, vocab: Vocab) -> None:
    doc = parsed(vocab, [*indirect(0), *direct(7, "she")], SAID, [(0, 2)])
    quote = module("parse_rules").find_quotes(doc)[1]
    assert texts(doc.text, quote) == {
        "content": ["“It leaks,”"],
        "cue": ["said"],
        "source": ["she"],
        "speaker": "Ada Quill",
    }


def test_a_quotation_behind_an_attribution_carries_on_the_quote(module: Module, vocab: Vocab) -> None:
    second: list[Token] = [
        ("“", "PUNCT", "punct", 10),
        ("It", "PRON", "nsubj", 10),
        ("leaked", "VERB", "ROOT", 10),
        (".", "PUNCT", "punct", 10),
        ("”", "PUNCT", "punct", 10),
    ]
    doc = parsed(vocab, [*direct(0, "she"), *second], SAID)
    (quote,) = module("parse_rules").find_quotes(doc)
    assert texts(doc.text, quote)["content"] == ["“It leaks,”", "“It leaked.”"]


def test_what_stands_by_according_to_is_a_quote_of_the_rest_of_the_sentence(module: Module, vocab: Vocab) -> None:
    tokens: list[Token] = [
        ("According", "VERB", "prep", 5),
        ("to", "ADP", "prep", 0),
        ("Quill", "PROPN", "pobj", 1),
        (",", "PUNCT", "punct", 5),
        ("it", "PRON", "nsubj", 5),
        ("leaks", "VERB", "ROOT", 5),
        (".", "PUNCT", "punct", 5),
    ]
    doc = parsed(vocab, tokens, SAID)
    (quote,) = module("parse_rules").find_quotes(doc)
    found = texts(doc.text, quote)
    assert (found["content"], found["source"]) == (["it leaks."], ["Quill"])


def test_a_quotation_without_any_verb_is_a_quote_of_nobody_known(module: Module, vocab: Vocab) -> None:
    tokens = [("“", "PUNCT", "punct", 2), *direct(0, "she")[1:5]]
    tokens = [(text, pos, "ROOT" if i == 2 else dep, 2) for i, (text, pos, dep, _) in enumerate(tokens)]
    doc = parsed(vocab, tokens, SAID)
    (quote,) = module("parse_rules").find_quotes(doc)
    assert texts(doc.text, quote) == {"content": ["“It leaks,”"], "cue": [], "source": [], "speaker": None}


def test_a_headline_does_not_run_into_the_text(module: Module, vocab: Vocab) -> None:
    doc = module("parse_rules").end_sentences(Doc(vocab, words=["Leak", "\n\n", "It", "leaks", "\n", "here"]))
    assert [token.text for token in doc if token.is_sent_start] == ["Leak", "It"]


def test_an_unclosed_mark_makes_textacy_raise_and_nothing_hides_it(module: Module, vocab: Vocab) -> None:
    rules = module("textacy_rules")
    doc = parsed(vocab, direct(0, "she"), SAID)
    (quote,) = rules.find_quotes(doc, offset=10)
    assert quote["content"] == [[10, 10 + len("“It leaks,”")]]
    assert quote["speaker"] == "she"
    with pytest.raises(ValueError, match="unclosed"):
        rules.find_quotes(parsed(vocab, direct(0, "she")[1:], SAID))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“It leaks every day,” said Ada Quill.", "Ada Quill"),
        ("“It leaks every day,” she said.", "she"),
        ("Outside, Omar Finch said: “It leaks every day.”", "Omar Finch"),
        ("“It leaks every day,” the minister told us.", "the minister"),
    ],
)
def test_regular_expressions_take_the_name_beside_the_nearest_verb(module: Module, text: str, source: str) -> None:
    (quote,) = module("marks_rules").find_quotes(text)
    found = texts(text, quote)
    assert found["source"] == [source]
    assert found["content"][0].startswith("“It leaks every day")


def test_regular_expressions_leave_a_quotation_alone_where_no_verb_is_near(module: Module) -> None:
    text = "“It leaks every day.”\n\nOmar said no."
    (quote,) = module("marks_rules").find_quotes(text)
    assert (quote["source"], quote["speaker"]) == ([], None)
