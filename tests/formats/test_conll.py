"""CoNLL: every token with exact tags, in a layout that line-based tools read."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputTypeError
from quotemine.formats import conll
from quotemine.formats.targets import storable
from quotemine.settings import Settings
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

DOCUMENT = Document(
    "harbour", TEXT, Quotes(find_quotes(TEXT, settings=Settings(attributions="all")), TEXT), title="Harbour\nclosed"
)
ADA = Speaker("e1", "Ada Quill", "PERSON", named=True)


def written(*some: Document) -> str:
    file = io.StringIO(newline="")
    conll.dump(some, file)
    return file.getvalue()


def comments(*some: Document) -> list[str]:
    return [line for line in written(*some).split("\n") if line.startswith("#")]


def blocks(*some: Document) -> list[list[dict[str, str]]]:
    """The tokens of each block, as a reader of CoNLL-U Plus takes them."""
    lines = written(*some).split("\n")
    columns = lines[0].removeprefix("# global.columns = ").split()
    found: list[list[dict[str, str]]] = [[]]
    for line in lines:
        if not line:
            found.append([])
        elif not line.startswith("#"):
            found[-1].append(dict(zip(columns, line.split("\t"), strict=True)))
    return [block for block in found if block]


def tokens(*some: Document) -> list[dict[str, str]]:
    return [token for block in blocks(*some) for token in block]


def quoted(text: str, *contents: list[tuple[int, int]], speaker: Speaker | None = None) -> Document:
    quotes = [
        Quote(
            f"q{n}", "direct", tuple(Span(s, e, text[s:e]) for s, e in spans), None, None, speaker, Span(0, 0, ""), 0.5
        )
        for n, spans in enumerate(contents, 1)
    ]
    return Document("a", text, Quotes(quotes, text))


def column(name: str, document: Document) -> list[str]:
    return [token[name] for token in tokens(document)]


# for any document


@settings(deadline=None)
@given(st.lists(documents(), max_size=2))
def test_all_that_is_no_white_space_is_a_token(some: list[Document]) -> None:
    """Once and in order; its offsets lead to its characters, one line of the file each, as many cells in every line."""
    lines = written(*some).split("\n")
    assert lines == [*written(*some).splitlines(), ""]
    found = tokens(*some)
    assert len(found) == sum(re.match(r"\d+\t", line) is not None for line in lines)
    rest = iter(found)
    for document in some:
        text, at = storable(document.text), 0
        while text[at:].strip():
            token = next(rest)
            start, end = int(token["START"]), int(token["END"])
            assert not text[at:start].strip()
            assert len(token["FORM"]) == end - start > 0
            assert all(shown in {c, "\ufffd"} for shown, c in zip(token["FORM"], text[start:end], strict=True))
            at = end
    assert next(rest, None) is None


@settings(deadline=None)
@given(documents())
def test_tags_are_exact(document: Document) -> None:
    """A token is tagged with just those quotes that it stands in, in their order, and with nothing by halves."""
    for token in tokens(document):
        start, end = int(token["START"]), int(token["END"])
        for tag, of, spans_of in (
            ("CONTENT", "QUOTE", lambda quote: quote.content),
            ("CUE", "CUE_OF", lambda quote: [quote.cue.span] if quote.cue else []),
            ("SOURCE", "SOURCE_OF", lambda quote: [quote.source] if quote.source else []),
        ):
            inside = [q for q in document.quotes if any(s.start <= start and end <= s.end for s in spans_of(q))]
            touched = [q for q in document.quotes if any(s.start < end and start < s.end for s in spans_of(q))]
            assert inside == touched
            assert token[of] == ("|".join(quote.id for quote in inside) or "_")
            assert len(token[tag].split("|")) == max(len(inside), 1)
        kinds = [tag.partition("-")[2] for tag in token["CONTENT"].split("|") if tag != "O"]
        assert kinds == [quote.kind for quote in document.quotes if quote.id in token["QUOTE"].split("|")]


@settings(deadline=None)
@given(documents())
def test_tags_are_iob2(document: Document) -> None:
    """What goes on was there in the token before; each block begins anew."""
    for block in blocks(document):
        assert [token["ID"] for token in block] == [str(number) for number in range(1, len(block) + 1)]
        for tag, of in (("CONTENT", "QUOTE"), ("CUE", "CUE_OF"), ("SOURCE", "SOURCE_OF")):
            before: set[str] = set()
            for token in block:
                pairs = list(zip(token[tag].split("|"), token[of].split("|"), strict=True))
                assert {quote for letter, quote in pairs if letter.startswith("I-")} <= before
                before = {quote for letter, quote in pairs if letter != "O"}


# what is written


def test_a_quote_with_cue_and_source() -> None:
    found = {token["FORM"]: token for token in blocks(DOCUMENT)[1]}
    assert list(found["crane"].values())[4:] == ["I-direct", "q1", "e1", "O", "_", "O", "_"]
    assert list(found["Brona"].values())[4:] == ["O", "_", "_", "O", "_", "B-source", "q1"]
    assert list(found["Tallis"].values())[4:] == ["O", "_", "_", "O", "_", "I-source", "q1"]
    assert list(found["said"].values())[4:] == ["O", "_", "_", "B-speech", "q1", "O", "_"]
    assert list(found["wondered"].values())[4:] == ["O", "_", "_", "B-thought", "q2", "O", "_"]


def test_an_interrupted_quote_begins_twice() -> None:
    """With the same id."""
    document = quoted('"Yes," he said, "no."', [(0, 6), (16, 21)], speaker=ADA)
    content = [(token["FORM"], token["CONTENT"], token["QUOTE"]) for token in tokens(document) if token["QUOTE"] != "_"]
    assert content == [
        ('"', "B-direct", "q1"), ("Yes", "I-direct", "q1"), (",", "I-direct", "q1"), ('"', "I-direct", "q1"),
        ('"', "B-direct", "q1"), ("no", "I-direct", "q1"), (".", "I-direct", "q1"), ('"', "I-direct", "q1"),
    ]  # fmt: skip


def test_one_quote_in_another() -> None:
    """Has both in its cells."""
    document = quoted("a b c d", [(0, 7)], [(2, 5)], speaker=ADA)
    assert column("CONTENT", document) == ["B-direct", "I-direct|B-direct", "I-direct|I-direct", "I-direct"]
    assert column("QUOTE", document) == ["q1", "q1|q2", "q1|q2", "q1"]
    assert column("SPEAKER", document) == ["e1", "e1|e1", "e1|e1", "e1"]


def test_tokens_are_cut_where_spans_end() -> None:
    assert column("FORM", quoted("well-known", [(0, 3)])) == ["wel", "l", "-", "known"]
    assert column("CONTENT", quoted("wellknown", [(0, 4)])) == ["B-direct", "O"]


def test_very_long_words_take_no_time() -> None:
    """spaCy alone would take minutes for these; they are cut, and no character is lost."""
    document = Document("a", "(\"'“" * 10_000)
    assert "".join(column("FORM", document)) == document.text


def test_a_block_for_each_paragraph() -> None:
    """What goes on in the next begins again."""
    document = quoted('"One.\r\n\r\n"Two." He left.', [(0, 15)])
    assert [[token["FORM"] for token in block] for block in blocks(document)] == [
        ['"', "One", "."], ['"', "Two", ".", '"', "He", "left", "."],
    ]  # fmt: skip
    assert [block[0]["CONTENT"] for block in blocks(document)] == ["B-direct", "B-direct"]
    assert comments(document).count("# newpar") == 2


def test_comments_tell_the_rest() -> None:
    assert comments(DOCUMENT)[:6] == [
        "# global.columns = ID FORM START END CONTENT QUOTE SPEAKER CUE CUE_OF SOURCE SOURCE_OF",
        "# newdoc id = harbour",
        "# title = Harbour closed",
        "# speaker e1 = Brona Tallis",
        "# quote q1 = direct, cue say, confidence 0.8725",
        "# quote q2 = direct, cue wonder, confidence 0.8725",
    ]
    quote = evolve(DOCUMENT.quotes[0], cue=Cue(Span(45, 49, "said"), "say", "speech", negated=True))
    assert "# quote q1 = direct, negated cue say, confidence 0.8725" in comments(
        evolve(DOCUMENT, quotes=Quotes([quote], TEXT))
    )


@pytest.mark.parametrize(("id_", "cell"), [("a b|c\t%", "a%20b%7Cc%09%25"), ("", "%"), ("_", "%5F"), ("é-1", "é-1")])
def test_ids_that_would_break_a_cell(id_: str, cell: str) -> None:
    quote = evolve(DOCUMENT.quotes[0], id=id_)
    assert cell in column("QUOTE", evolve(DOCUMENT, quotes=Quotes([quote], TEXT)))


def test_documents_follow_each_other() -> None:
    """Each begins with its id; the columns are named once; one without words is there too."""
    some = [evolve(DOCUMENT, id=1), Document("empty", " \n "), evolve(DOCUMENT, id="z")]
    assert [line for line in comments(*some) if "newdoc" in line or "global" in line] == [
        f"# global.columns = {' '.join(conll.COLUMNS)}", "# newdoc id = 1", "# newdoc id = empty", "# newdoc id = z",
    ]  # fmt: skip
    assert written(*some).endswith("\n\n")


def test_writing_is_lazy() -> None:
    file = io.StringIO()

    def given_one_by_one() -> Iterator[Document]:
        yield Document("a", "It rained.")
        assert "rained" in file.getvalue()
        yield Document("b", "It snowed.")

    conll.dump(given_one_by_one(), file)
    assert "snowed" in file.getvalue()


def test_files(tmp_path: Path) -> None:
    conll.dump([DOCUMENT], tmp_path / "a.tsv")
    assert (tmp_path / "a.tsv").read_bytes().decode() == written(DOCUMENT)


def test_what_is_no_document_touches_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputTypeError):
        conll.dump(DOCUMENT, tmp_path / "a.tsv")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
