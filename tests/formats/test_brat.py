"""brat: what is written opens in brat and comes back, and other people's folders are read too."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from arbitrary import documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError, SettingError
from quotemine.formats import brat
from quotemine.formats.targets import storable
from quotemine.settings import Settings
from quotemine.types import Cue, Quote, Quotes, Span

DOCUMENT = Document(
    "harbour",
    TEXT,
    Quotes(find_quotes(TEXT, settings=Settings(attributions="all")), TEXT),
    title="Harbour closed",
    date="2026-04-30",
)
SENTENCE = '"The crane is old," said Brona Tallis, "and so am I." She added that it leaks.'
TALLIS, SHE = (25, 37), (54, 57)
CRANE_LINE = 'T1\tQuote 0 19;39 53\t"The crane is old," "and so am I."\n'
TALLIS_LINE = "T2\tSpeaker 25 37\tBrona Tallis\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What we write, to look at and to spoil."""
    brat.dump([DOCUMENT], tmp_path)
    return tmp_path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that somebody annotated by hand, so far without annotations."""
    (tmp_path / "crane.txt").write_text(SENTENCE, encoding="utf-8", newline="")
    return tmp_path


def annotate(folder: Path, *lines: str) -> Quotes:
    (folder / "crane.ann").write_text("".join(lines), encoding="utf-8", newline="")
    (document,) = brat.load(folder)
    return document.quotes


def problems(folder: Path, **options: object) -> tuple[list[str], list[Document]]:
    told: list[InputFileError] = []
    found = list(brat.load(folder, on_error=told.append, **options))  # type: ignore[arg-type]
    return [str(error).replace(f"{folder}/", "") for error in told], found


def lines_of(folder: Path, name: str = "harbour.ann") -> list[str]:
    return (folder / name).read_bytes().decode().split("\n")[:-1]


def edit(folder: Path, old: str, new: str, name: str = "harbour.ann") -> None:
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def spans(quote: Quote) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in quote.content]


def as_stored(document: Document) -> dict[str, object]:
    """A document in which UTF-8 can hold everything."""
    value: dict[str, object] = json.loads(storable(json.dumps(document.to_dict(), ensure_ascii=False)))
    return value


# round trips


@settings(deadline=None)
@given(st.lists(documents(), max_size=3))
def test_what_is_written_comes_back(some: list[Document]) -> None:
    """Everything, for any quotes in any text: empty ones, overlapping ones, those with line breaks."""
    with TemporaryDirectory() as folder:
        brat.dump(some, folder)
        back = list(brat.load(folder))
    assert [document.to_dict() for document in back] == [as_stored(document) for document in some]
    for document in back:
        assert document.quotes.given_text == document.text


@settings(deadline=None)
@given(documents())
def test_each_line_is_one_that_brat_reads(document: Document) -> None:
    """One line an annotation for every reader, words that equal the text, fragments in order, no id twice."""
    with TemporaryDirectory() as folder:
        brat.dump([document], folder)
        (path,) = Path(folder).rglob("*.ann")
        data, text = path.read_bytes().decode(), path.with_suffix(".txt").read_bytes().decode()
    lines = data.splitlines()
    assert lines == data.split("\n")[:-1]
    ids = [line.split("\t")[0] for line in lines]
    assert len(ids) == len(set(ids))
    for line in lines:
        if line.startswith("T"):
            _, place, words = line.split("\t", 2)
            edges = [int(number) for number in re.findall(r"\d+", place.split(" ", 1)[1])]
            assert edges == sorted(set(edges))
            pieces = [text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)]
            assert words == " ".join(pieces)
            assert words.strip()


def test_the_typed_values_come_back(folder: Path) -> None:
    """Equal to the last attribute."""
    assert list(brat.load(folder)) == [DOCUMENT]


def test_line_ends_count_as_they_are(tmp_path: Path) -> None:
    """Two characters for CRLF, in the text and in the offsets."""
    text = TEXT.replace("\n", "\r\n")
    document = Document("a", text, find_quotes(text))
    brat.dump([document], tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == text.encode()
    assert list(brat.load(tmp_path)) == [document]


def test_what_is_marked_has_no_line_break(tmp_path: Path) -> None:
    """A quote over two paragraphs becomes two fragments, and one span again; two spans stay two."""
    text = '"One.\n\n"Two," he said.'
    whole, first, second = Span(0, 13, text[:13]), Span(0, 5, text[:5]), Span(7, 13, text[7:13])
    given_quotes = [
        Quote("q1", "direct", content, None, None, None, whole, 0.5) for content in ([whole], [first, second])
    ]
    document = Document("a", text, Quotes([evolve(quote, content=tuple(quote.content)) for quote in given_quotes]))
    brat.dump([document], tmp_path)
    marked = [line for line in lines_of(tmp_path, "a.ann") if line.startswith("T")]
    assert marked == [f'T{number}\tQuote 0 5;7 13\t"One. "Two,"' for number in (1, 2)]
    (back,) = brat.load(tmp_path)
    assert [spans(quote) for quote in back.quotes] == [[(0, 13)], [(0, 5), (7, 13)]]


# what stands in the files


def test_a_quote_is_an_event_with_its_cue_and_source(folder: Path) -> None:
    lines = lines_of(folder)
    first = TEXT.index('"The crane')
    content = f"Quote {first} {first + 19};{first + 39} {first + 63}"
    assert lines[0] == f'T1\t{content}\t"The crane is old," "and the rope is older."'
    assert "E1\tQuote:T1 Cue:T2 Source:T3" in lines
    assert "A1\tKind E1 direct" in lines
    assert "A2\tConfidence E1 high" in lines
    assert "A3\tCueClass T2 speech" in lines
    assert "#1\tAnnotatorNotes E1\tBrona Tallis (e1, PERSON), engineer" in lines


def test_mentions_lead_to_the_name(folder: Path) -> None:
    """The source is not marked twice."""
    event = next(line for line in lines_of(folder) if line.startswith("E2"))
    assert re.fullmatch(r"E2\tQuote:T\d+ Cue:T\d+ Source:T\d+ Mention:T\d+", event)
    marked = {line.split("\t")[0]: line.split("\t")[2] for line in lines_of(folder) if line.startswith("T")}
    assert [marked[id_] for id_ in re.findall(r"T\d+", event)] == [
        '"Who paid for it?"',
        "wondered",
        "she",
        "Brona Tallis",
    ]


def test_a_negated_cue_says_so(tmp_path: Path) -> None:
    quote = DOCUMENT.quotes[0]
    assert quote.cue is not None
    negated = evolve(quote, cue=Cue(quote.cue.span, "say", "thought", negated=True))
    brat.dump([evolve(DOCUMENT, quotes=Quotes([negated], TEXT))], tmp_path)
    assert "A4\tNegated T2" in lines_of(tmp_path)
    assert "A3\tCueClass T2 thought" in lines_of(tmp_path)


@pytest.mark.parametrize(("confidence", "band"), [(1.0, "high"), (0.8, "high"), (0.79, "medium"), (0.59, "low")])
def test_confidence_is_shown_in_bands(tmp_path: Path, confidence: float, band: str) -> None:
    """brat has lists of values, no numbers."""
    quote = evolve(DOCUMENT.quotes[0], confidence=confidence)
    brat.dump([evolve(DOCUMENT, quotes=Quotes([quote], TEXT))], tmp_path)
    assert f"A2\tConfidence E1 {band}" in lines_of(tmp_path)


def test_the_configuration_knows_all_that_is_written(folder: Path) -> None:
    """Types, arguments, attributes and their values; a tab behind each name, as brat wants it."""
    conf = (folder / "annotation.conf").read_text()
    sections = dict(re.findall(r"\[(\w+)\]\n(.*?)(?=\n\[|\Z)", conf, re.DOTALL))
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    for line in lines_of(folder):
        _, data, *_ = line.split("\t")
        if line.startswith("T"):
            type_ = data.split()[0]
            assert type_ in sections["entities"].split() or f"{type_}\t" in sections["events"]
        elif line.startswith("E"):
            for role in re.findall(r" (\D+?)\d*:", data):
                assert re.search(rf"\b{role}[?*]:", sections["events"])
        elif line.startswith("A"):
            name, _, *value = data.split()
            values = re.search(rf"^{name}\tArg:\w+(?:, Value:(.*))?$", sections["attributes"], re.MULTILINE)
            assert values is not None
            assert not value or value[0] in values[1].split("|")
    visual = (folder / "visual.conf").read_text()
    assert all(f"{type_}\tbgColor:" in visual for type_ in ("Quote", "Cue", "Source", "Mention"))


# names


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("news/monday", "news/monday"),
        ("../../etc/passwd", "~2E~2E/~2E~2E/etc/passwd"),
        ("/etc/passwd", "~/etc/passwd"),
        ("C:\\x", "C~3A~5Cx"),
        ("", "~"),
        (".hidden", "~2Ehidden"),
        ("a.txt/b", "a~2Etxt/b"),
        ("v1.2", "v1.2"),
        ("é 1", "~C3~A9~201"),
        (7, "7"),
    ],
)
def test_ids_become_names_below_the_folder(tmp_path: Path, id_: str | int, name: str) -> None:
    """Nothing leads out of it, nothing is hidden, and the id comes back with its type."""
    brat.dump([Document(id_, "It rained.")], tmp_path / "out")
    assert (tmp_path / "out" / f"{name}.txt").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [document.id for document in brat.load(tmp_path / "out")] == [id_]


def test_no_two_documents_share_a_file(tmp_path: Path) -> None:
    """Not the same id twice, nor a string and a number, nor names that differ in letter case; the order is kept."""
    ids = ["a", "A", "a", 1, "1", "a-2", "x" * 5000, "x" * 5000 + "y"]
    brat.dump([Document(id_, str(number)) for number, id_ in enumerate(ids)], tmp_path)
    assert len({path.name.lower() for path in tmp_path.glob("*.txt")}) == len(ids)
    back = list(brat.load(tmp_path))
    assert [document.id for document in back] == ids
    assert [document.text for document in back] == [str(number) for number in range(len(ids))]


def test_without_the_index_names_are_ids(folder: Path) -> None:
    (folder / "documents.jsonl").unlink()
    (back,) = brat.load(folder)
    assert (back.id, back.title) == ("harbour", None)
    assert back.quotes == DOCUMENT.quotes


def test_writing_is_lazy(tmp_path: Path) -> None:
    """A document is on disk before the next is asked for."""

    def given_one_by_one() -> Iterator[Document]:
        yield Document("a", "It rained.")
        assert (tmp_path / "a.ann").is_file()
        yield Document("b", "It snowed.")

    brat.dump(given_one_by_one(), tmp_path)
    assert len(list(brat.load(tmp_path))) == 2


def test_what_is_no_document_touches_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputTypeError):
        brat.dump(DOCUMENT, tmp_path / "out")  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


# corrected in brat


def test_a_corrected_kind_and_class_count(folder: Path) -> None:
    edit(folder, "Kind E1 direct", "Kind E1 mixed")
    edit(folder, "CueClass T2 speech", "CueClass T2 thought")
    edit(folder, "A1\t", "A99\tNegated T2\nA1\t")
    (back,) = brat.load(folder)
    assert back.quotes[0].kind == "mixed"
    assert back.quotes[0].cue == evolve(DOCUMENT.quotes[0].cue, class_="thought", negated=True)
    assert back.quotes[1] == DOCUMENT.quotes[1]


def test_a_corrected_span_counts(folder: Path) -> None:
    """The speaker is found again by name; the quote keeps its id."""
    start = TEXT.index('"Who')
    edit(folder, f'Quote {start} {start + 18}\t"Who paid for it?"', f'Quote {start} {start + 9}\t"Who paid')
    (back,) = brat.load(folder)
    quote = back.quotes[1]
    assert (quote.id, quote.text, quote.kind) == ("q2", '"Who paid', "direct")
    assert quote.speaker is not None
    assert (quote.speaker.id, quote.speaker.name, quote.speaker.role) == ("e1", "Brona Tallis", "engineer")


def test_a_cue_taken_away_is_gone(folder: Path) -> None:
    edit(folder, "E1\tQuote:T1 Cue:T2 ", "E1\tQuote:T1 ")
    (back,) = brat.load(folder)
    assert back.quotes[0] == evolve(DOCUMENT.quotes[0], cue=None)


def test_a_source_taken_away_takes_the_speaker_along(folder: Path) -> None:
    edit(folder, "Cue:T2 Source:T3", "Cue:T2")
    (back,) = brat.load(folder)
    assert (back.quotes[0].source, back.quotes[0].speaker) == (None, None)


def test_a_quote_added_by_hand_stands_in_the_order_of_the_text(folder: Path) -> None:
    edit(folder, "T1\t", "T99\tQuote 0 11\tThe harbour\nE99\tQuote:T99\nT1\t")
    (back,) = brat.load(folder)
    assert [(quote.id, quote.text[:11]) for quote in back.quotes] == [
        ("q3", "The harbour"), ("q1", '"The crane '), ("q2", '"Who paid f'),
    ]  # fmt: skip


# other people's folders


def test_marked_text_alone(theirs: Path) -> None:
    """No cue, no source: the marks tell the kind, the paragraph is the context."""
    (quote,) = annotate(theirs, CRANE_LINE)
    assert (quote.id, quote.kind, spans(quote)) == ("q1", "direct", [(0, 19), (39, 53)])
    assert (quote.cue, quote.source, quote.speaker, quote.confidence) == (None, None, None, 1.0)
    assert quote.context == Span(0, len(SENTENCE), SENTENCE)


@pytest.mark.parametrize(
    "links",
    [
        "R1\tSaidBy Arg1:T1 Arg2:T2\nR2\tCuedBy Arg1:T1 Arg2:T3\n",
        "R1\tspeaks From:T2 To:T1\nR2\tcue Arg1:T3 Arg2:T1\n",
        "R1\tCuedBy Arg1:T1 Arg2:T3\nR2\tSaidBy Arg1:T3 Arg2:T2\n",
        "E1\tQuote:T1 Speaker:T2 Cue:T3\n",
        "E1\tCue:T3 Source:T2 Content:T1\n",
        "E1\tQuote:T1\nE2\tCue:T3 Source:T2 Content:E1\n",
    ],
)
def test_links_of_all_sorts(theirs: Path, links: str) -> None:
    """Relations and events, from either end, by way of the cue, with any names."""
    (quote,) = annotate(theirs, links, CRANE_LINE, TALLIS_LINE, "T3\tCUE 20 24\tsaid\n")
    assert quote.source == Span(*TALLIS, "Brona Tallis")
    assert quote.cue == Cue(Span(20, 24, "said"), "said", "speech")
    assert quote.speaker is not None
    assert (quote.speaker.id, quote.speaker.name, quote.speaker.named) == ("e1", "Brona Tallis", True)
    assert quote.speaker.chain == (quote.source,)


TWO_QUOTES = (
    CRANE_LINE + TALLIS_LINE + "T3\tQuote 64 77\tthat it leaks\nT4\tSpeaker 54 57\tShe\n"
    "R1\tSaidBy Arg1:T1 Arg2:T2\nR2\tSaidBy Arg1:T3 Arg2:T4\n"
)


@pytest.mark.parametrize("link", ["*\tEquiv T2 T4\n", "R3\tCoref Arg1:T4 Arg2:T2\n"])
def test_the_same_speaker(theirs: Path, link: str) -> None:
    """Equivalent or linked mentions are one speaker, with the name of the longest."""
    first, second = annotate(theirs, TWO_QUOTES, link)
    assert first.speaker is not None
    assert second.speaker is not None
    assert (second.speaker.id, second.speaker.name) == (first.speaker.id, "Brona Tallis")
    assert second.speaker.chain == (Span(*SHE, "She"), Span(*TALLIS, "Brona Tallis"))
    assert (first.kind, second.kind) == ("direct", "indirect")


def test_a_pronoun_is_no_speaker(theirs: Path) -> None:
    """Nobody knows who *she* is unless somebody said so."""
    _, second = annotate(theirs, TWO_QUOTES)
    assert second.source == Span(*SHE, "She")
    assert second.speaker is None


def test_a_normalisation_names_the_speaker(theirs: Path) -> None:
    """Also one who is only *she*, and one who has another name elsewhere."""
    first, second = annotate(theirs, TWO_QUOTES, "N1\tReference T4 Staff:12\tIda Brook\n")
    assert first.speaker is not None
    assert second.speaker is not None
    assert [(q.speaker.id, q.speaker.name) for q in (first, second)] == [("e1", "Brona Tallis"), ("e2", "Ida Brook")]
    names = [f"N{number}\tReference T{id_} Staff:7\tTallis, B.\n" for number, id_ in enumerate((2, 4))]
    first, second = annotate(theirs, TWO_QUOTES, *names)
    assert first.speaker is not None
    assert second.speaker is not None
    assert [(q.speaker.id, q.speaker.name) for q in (first, second)] == [("e1", "Tallis, B."), ("e1", "Tallis, B.")]


def test_types_may_be_given(theirs: Path) -> None:
    """In any letter case; those that are not given are passed over."""
    (theirs / "crane.ann").write_text('T1\tUtterance 0 19\t"The crane is old,"\nT2\tPERSON 25 37\tBrona Tallis\n')
    (document,) = brat.load(theirs, types={"utterance": "content", "Person": "source"})
    assert [quote.text for quote in document.quotes] == ['"The crane is old,"']


def test_roles_are_checked(theirs: Path) -> None:
    with pytest.raises(SettingError, match="'content', 'cue', 'source' or 'mention', got 'speech'"):
        brat.load(theirs, types={"Quote": "speech"})  # type: ignore[dict-item]


def test_a_folder_without_a_known_type_is_reported(theirs: Path) -> None:
    """Or somebody would take it for a folder without quotes."""
    (theirs / "crane.ann").write_text('T1\tUtterance 0 19\t"The crane is old,"\n')
    told, found = problems(theirs)
    assert len(found) == 1
    (message,) = told
    assert message.startswith(f"{theirs}: no type stands for content (found: Utterance (1)); say what they are")


def test_notes_and_unknown_types_do_not_matter(theirs: Path) -> None:
    lines = ['T9\tPlace 0 4\t"The\n', "#1\tAnnotatorNotes T1\tcheck this\n", "A1\tSure T1\n", "M1\tOld T1\n", "\r\n"]
    (quote,) = annotate(theirs, CRANE_LINE, *lines)
    assert quote.kind == "direct"


def test_kind_from_an_attribute(theirs: Path) -> None:
    assert annotate(theirs, CRANE_LINE, "A1\tKind T1 Mixed\n")[0].kind == "mixed"


def test_tools_that_write_line_breaks_as_spaces(tmp_path: Path) -> None:
    """Or as nothing at all: what counts are the offsets."""
    (tmp_path / "a.txt").write_bytes(b'"One\r\ntwo," he said.')
    (tmp_path / "a.ann").write_bytes(b'T1\tQuote 0 11\t"One two,"\r\n')
    (document,) = brat.load(tmp_path)
    assert document.quotes[0].content == (Span(0, 11, '"One\r\ntwo,"'),)


def test_a_byte_order_mark_counts(tmp_path: Path) -> None:
    """brat counts it."""
    (tmp_path / "a.txt").write_text('\ufeff"Yes."', encoding="utf-8")
    (tmp_path / "a.ann").write_text('T1\tQuote 1 7\t"Yes."\n', encoding="utf-8")
    (document,) = brat.load(tmp_path)
    assert document.quotes[0].text == '"Yes."'


# what is wrong


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T3 Cue 20 24 said", "no tab behind 'T3 Cue 20 24 said'"),
        ("T3\tCue 20 24", "no text behind the offsets"),
        ("T3\tCue 20 24\tsays", "'says' is written, but 'said' stands at the offsets"),
        ("T3\tCue 20 2400\tsaid", "nothing stands from 20 to 2400 in the text of 78 characters"),
        ("T3\tCue 24 20\tsaid", "nothing stands from 24 to 20"),
        ("T3\tCue 20\tsaid", "'20' are no offsets"),
        ("T3\tCue 20 24;22 26\tsaid id B", "the fragments 20 24;22 26 overlap"),
        ("T1\tCue 20 24\tsaid", "the id 'T1' is there twice"),
        ("R1\tSaidBy Arg1:T1 Arg2:T8", "it refers to 'T8', which is not in this file"),
        ("R1\tSaidBy T1 T2", "'SaidBy T1 T2' is no relation"),
        ("E1\tQuote:T8", "it refers to 'T8'"),
        ("E1\tQuote T1", "'Quote T1' is no event"),
        ("A1\tKind", "'Kind' is no attribute"),
        ("A1\tKind T8 direct", "it refers to 'T8'"),
        ("#1\tAnnotatorNotes T8\twhat", "it refers to 'T8'"),
        ("#1\t\twhat", "'' points to nothing"),
        ("N1\tReference T8 Staff:1\tname", "it refers to 'T8'"),
        ("*\tEquiv T1 T8", "it refers to 'T8'"),
        ("Z1\tQuote 0 3\tone", "'Z1' is no id"),
        ("#1\tQuotemine T1\t{", "this note of quotemine is damaged: not JSON"),
        ('#1\tQuotemine T1\t{"id": "q1"}', "this note of quotemine is damaged: missing @ $.quotes[0].kind"),
        ("T3\tCue 99999999999999999999 2\tx", "are no offsets"),
    ],
)
def test_wrong_lines_are_told_and_the_rest_is_read(theirs: Path, line: str, what: str) -> None:
    (theirs / "crane.ann").write_text(f"{CRANE_LINE}{TALLIS_LINE}{line}\nR9\tSaidBy Arg1:T2 Arg2:T1\n")
    told, (document,) = problems(theirs)
    assert len(told) == 1
    assert told[0].startswith("crane.ann:3: ")
    assert what in told[0]
    assert document.quotes[0].speaker is not None
    with pytest.raises(InputFileError, match=re.escape(what)):
        list(brat.load(theirs))


def test_a_broken_line_is_told_once(theirs: Path) -> None:
    """Not again for each line that refers to it."""
    (theirs / "crane.ann").write_text(CRANE_LINE + "T2\tSpeaker 2 1\tx\nE1\tQuote:T1 Speaker:T2\nA1\tSure T2\n")
    told, (document,) = problems(theirs)
    assert [message.split(": ")[0] for message in told] == ["crane.ann:2"]
    assert document.quotes[0].source is None


def test_halves_are_missed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "b.ann").write_text("")
    (tmp_path / "c.txt").write_text("It snowed.")
    (tmp_path / "c.ann").write_text("")
    told, found = problems(tmp_path)
    assert [message.split(";")[0] for message in told] == ["a.ann: no such file", "b.txt: no such file"]
    assert [document.id for document in found] == ["c"]


def test_a_document_of_the_index_that_is_gone(folder: Path) -> None:
    for path in folder.glob("harbour.*"):
        path.unlink()
    told, found = problems(folder)
    assert told == ["harbour.txt: no such file; each document needs one beside its .ann file"]
    assert found == []


@pytest.mark.parametrize(
    ("line", "what"),
    [("{", "not JSON"), ("[]", "no entry of an index"), ('{"id": 1}', "needs a name and an id"),
     ('{"name": "harbour", "id": "x", "unmarked": [1]}', "'unmarked' is no list")],
)  # fmt: skip
def test_a_damaged_index(folder: Path, line: str, what: str) -> None:
    """The documents are read all the same."""
    (folder / "documents.jsonl").write_text(line + "\n")
    told, (document,) = problems(folder)
    assert len(told) == 1
    assert told[0].startswith("documents.jsonl:1: ")
    assert what in told[0]
    assert document.quotes == DOCUMENT.quotes


def test_what_is_no_utf8(theirs: Path) -> None:
    (theirs / "crane.ann").write_bytes(b"\n\nT1\t\xe9")
    told, found = problems(theirs)
    assert told == ["crane.ann:3: not UTF-8 (byte 0xE9); convert the file to UTF-8, as with iconv"]
    assert found == []


def test_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name, why in (("nothing", "no such folder"), ("file", "is no folder")):
        told, found = problems(tmp_path / name)
        assert [why in message for message in told] == [True]
        assert found == []


@settings(deadline=None)
@given(st.lists(st.text(alphabet="TERAN#*123 \t:;QuoteArg\0\r\n\u2028é", max_size=30), max_size=6))
def test_any_annotations_are_read_or_refused(lines: list[str]) -> None:
    """Never anything but a document and clear errors."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text(SENTENCE)
        (Path(folder) / "a.ann").write_text("\n".join([CRANE_LINE, *lines]), newline="")
        told, found = problems(Path(folder))
    assert len(found) == 1
    assert all(message.startswith("a.ann:") for message in told)
