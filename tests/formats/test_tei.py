"""TEI: valid by TEI's own schema, every character kept, and what is written comes back."""

import io
import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from arbitrary import ANY_TEXT, documents
from attrs import evolve
from handmade import TEXT, find_quotes
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quotemine.documents import Document
from quotemine.errors import InputFileError, InputTypeError
from quotemine.formats import tei
from quotemine.formats.tei.markup import holdable
from quotemine.settings import Settings
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

SCHEMA = Path(__file__).parent / "data" / "tei_all.rng.xz"
RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
# What we write.  All other elements are taken out of the schema, which then loads in a blink; whatever has one of them
# in it is invalid.
USED = frozenset(
    """TEI teiCorpus teiHeader fileDesc titleStmt title author publicationStmt p sourceDesc bibl idno date encodingDesc
    projectDesc appInfo application label profileDesc particDesc listPerson person personGrp org persName orgName note
    occupation affiliation text body said seg rs standOff fs f string symbol numeric binary vColl default linkGrp
    link""".split()
)
DOCUMENT = Document(
    "news/harbour",
    TEXT,
    Quotes(find_quotes(TEXT, settings=Settings(attributions="all")), TEXT),
    title="Harbour closed",
    date="2026-04-30",
    author="R. Moss",
    url="https://gazette.example/1?a=b&c=d",
)


@cache
def schema() -> etree.RelaxNG:
    grammar = etree.fromstring(lzma.decompress(SCHEMA.read_bytes()))
    for found in list(grammar.iter(f"{RNG}element")):
        if found.get("name") not in USED:
            found.getparent().replace(found, etree.Element(f"{RNG}notAllowed"))
    return etree.RelaxNG(grammar)


def written(*some: Document) -> str:
    file = io.StringIO(newline="")
    tei.dump(some, file)
    return file.getvalue()


def parsed(*some: Document) -> etree._Element:
    return etree.fromstring(written(*some).encode())


def loaded(text: str) -> list[Document]:
    return list(tei.load(io.StringIO(text, newline="")))


def problems(text: str) -> tuple[list[str], list[Document]]:
    told: list[InputFileError] = []
    found = list(tei.load(io.StringIO(text, newline=""), on_error=told.append))
    return [str(error) for error in told], found


def as_held(value: object) -> object:
    """JSON values as XML can hold them."""
    if isinstance(value, str):
        return holdable(value)
    if isinstance(value, list):
        return list(map(as_held, value))
    if isinstance(value, dict):
        return {key: as_held(one) for key, one in value.items()}
    return value


def quoted(text: str, *contents: list[tuple[int, int]]) -> Document:
    """A document with quotes of which only the content is known."""
    quotes = [
        Quote(
            f"q{number}",
            "direct",
            tuple(Span(s, e, text[s:e]) for s, e in spans),
            None,
            None,
            None,
            Span(0, 0, ""),
            0.5,
        )
        for number, spans in enumerate(contents, 1)
    ]
    return Document("a", text, Quotes(quotes, text))


def body(document: Document) -> str:
    """What stands in the body, without the attributes that do not tell the order of things."""
    inside = re.search(r"<body[^>]*>(.*)</body>", written(document), re.DOTALL)
    assert inside is not None
    return re.sub(r' (?:ana|direct|cert)="[^"]*"', "", inside[1])


def spoken_by(speaker: Speaker) -> etree._Element:
    quote = evolve(DOCUMENT.quotes[0], speaker=speaker)
    (found,) = parsed(evolve(DOCUMENT, quotes=Quotes([quote], TEXT))).iter(f"{TEI}listPerson")
    return found[0]


# round trips and validity


@settings(deadline=None)
@given(st.lists(documents(), max_size=3))
def test_what_is_written_comes_back(some: list[Document]) -> None:
    """Everything, for any quotes in any text, however they overlap."""
    back = loaded(written(*some))
    assert [document.to_dict() for document in back] == [as_held(document.to_dict()) for document in some]
    for document in back:
        assert document.quotes.given_text == document.text


@settings(deadline=None)
@given(st.lists(documents(), min_size=1, max_size=3))
def test_it_is_valid(some: list[Document]) -> None:
    """By TEI's own schema; ids are unique and every pointer leads somewhere."""
    root = parsed(*some)
    assert schema().validate(root), schema().error_log
    ids = [found.get(ID) for found in root.iter() if found.get(ID)]
    assert len(ids) == len(set(ids))
    for found in root.iter():
        for name in ("ana", "who", "corresp", "ref", "next", "prev", "target"):
            assert {pointer.removeprefix("#") for pointer in found.get(name, "").split()} <= set(ids)


@settings(deadline=None)
@given(documents())
def test_the_body_has_the_characters_of_the_text(document: Document) -> None:
    """One for one, whatever is marked, read by another parser than ours; only paragraphs are right below it."""
    (found,) = parsed(document).iter(f"{TEI}body")
    assert "".join(found.itertext()) == holdable(document.text)
    assert {child.tag for child in found} == {f"{TEI}p"}


@settings(deadline=None)
@given(
    ANY_TEXT.map(lambda text: f"{text}\n\n{text}"),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
)
def test_spans_that_overlap_come_back(text: str, some: list[tuple[int, int]]) -> None:
    """Many of them, across paragraphs, also those that begin or end in the white space between."""
    spans = [[(min(a, b, len(text)), min(max(a, b), len(text)))] for a, b in some]
    document = quoted(text, *spans)
    root = parsed(document)
    assert schema().validate(root), schema().error_log
    (back,) = loaded(written(document))
    assert [[(span.start, span.end) for span in quote.content] for quote in back.quotes] == spans


def test_the_typed_values_come_back() -> None:
    assert loaded(written(DOCUMENT)) == [DOCUMENT]


def test_the_schema_finds_faults() -> None:
    """Or a valid document would mean nothing: taking elements out has not made it take anything."""
    for spoil in (
        lambda root: root.find(f".//{TEI}said").set("speaker", "x"),
        lambda root: root.find(f".//{TEI}said").set("direct", "perhaps"),
        lambda root: root.find(f".//{TEI}body").append(etree.Element(f"{TEI}rs")),
        lambda root: root.remove(root.find(f"{TEI}teiHeader")),
        lambda root: root.find(f".//{TEI}p").append(etree.Element(f"{TEI}b")),
    ):
        root = parsed(DOCUMENT)
        assert schema().validate(root)
        spoil(root)
        assert not schema().validate(root)


# what is written


def test_where_a_quote_stands() -> None:
    """An interrupted one in two parts, joined; with the reporting word and the source."""
    document = evolve(DOCUMENT, quotes=DOCUMENT.quotes[:1])
    assert (
        '<said who="#e1" xml:id="q1.said" n="1" next="#q1.said.2">"The crane is old,"</said> '
        '<seg type="cue" subtype="speech" corresp="#q1" xml:id="m1">said</seg> '
        '<rs type="source" ref="#e1" corresp="#q1" xml:id="m2">Brona Tallis</rs>, '
        '<said who="#e1" xml:id="q1.said.2" n="2" prev="#q1.said">"and the rope is older."</said>'
    ) in body(document)


def test_what_a_said_tells() -> None:
    """Direct or not, not aloud where it is a thought, how sure."""
    said = parsed(DOCUMENT).findall(f".//{TEI}said")
    assert [(one.get("direct"), one.get("aloud"), one.get("cert")) for one in said] == [
        ("true", None, "0.8725"), ("true", None, "0.8725"), ("true", "false", "0.8725"),
    ]  # fmt: skip
    mixed = evolve(DOCUMENT, quotes=Quotes([evolve(DOCUMENT.quotes[0], kind="mixed")], TEXT))
    assert parsed(mixed).find(f".//{TEI}said").get("direct") == "false"


def test_a_quote_without_a_speaker_is_said_all_the_same() -> None:
    assert body(quoted('"Yes."', [(0, 6)])) == '<p><said xml:id="q1.said">"Yes."</said></p>'


def test_mentions_lead_to_the_name() -> None:
    """The source first, then the words in their order."""
    root = parsed(DOCUMENT)
    (group,) = root.iter(f"{TEI}linkGrp")
    by_id = {found.get(ID): found for found in root.iter() if found.get(ID)}
    _, second = [[by_id[one[1:]] for one in link.get("target").split()] for link in group]
    assert group.get("type") == "chain"
    assert [one.get(ID) or one.text for one in second[:1]] == ["q2"]
    assert ["".join(one.itertext()) for one in second[1:]] == ["she", "Brona Tallis"]


def test_a_quote_across_paragraphs() -> None:
    """A part in each; white space stays between the paragraphs, where no mark begins or ends in it."""
    assert body(quoted('"One.\r\n\r\n"Two." He left.', [(0, 15)])) == (
        '<p><said xml:id="q1.said" n="1" next="#q1.said.2">"One.</said></p>&#13;\n&#13;\n'
        '<p><said xml:id="q1.said.2" n="1" prev="#q1.said">"Two."</said> He left.</p>'
    )
    assert body(quoted("One.\n\nTwo.", [(0, 5)])) == '<p><said xml:id="q1.said">One.\n</said>\n</p><p>Two.</p>'


def test_one_quote_in_another() -> None:
    assert body(quoted("“He said: ‘No.’”", [(0, 16)], [(10, 15)])) == (
        '<p><said xml:id="q1.said">“He said: <said xml:id="q2.said">‘No.’</said>”</said></p>'
    )


def test_quotes_that_cross() -> None:
    """The later one is cut."""
    assert body(quoted("abcdef", [(0, 4)], [(2, 6)])) == (
        '<p><said xml:id="q1.said">ab<said xml:id="q2.said" n="1" next="#q2.said.2">cd</said></said>'
        '<said xml:id="q2.said.2" n="1" prev="#q2.said">ef</said></p>'
    )


def test_what_xml_cannot_hold() -> None:
    """Is replaced, one character for one; line ends stay, and so does what looks like markup."""
    document = Document("a", "a\0b\x0bc\ufffe" + chr(0xD800) + "d\r\n<b>&amp;\t", title="\x01")
    (back,) = loaded(written(document))
    assert back.text == "a\ufffdb\ufffdc\ufffd\ufffdd\r\n<b>&amp;\t"
    assert back.title == "\ufffd"


PERSON = """<person xml:id="e1" sex="F"><persName>Ada Quill</persName><persName type="alias">Quill</persName>
<idno type="quotemine">e1</idno><occupation>mayor</occupation><affiliation>Marlow</affiliation></person>"""
GROUP = """<personGrp xml:id="e1" sex="F"><persName type="alias">Quill</persName><idno type="quotemine">e1</idno>
<note type="description">Ada Quill</note><occupation>mayor</occupation><affiliation>Marlow</affiliation></personGrp>"""
ORG = """<org xml:id="e1"><orgName>Ada Quill</orgName><orgName type="alias">Quill</orgName>
<idno type="quotemine">e1</idno><note type="role">mayor</note><note type="affiliation">Marlow</note>
<note type="gender">female</note></org>"""


@pytest.mark.parametrize(
    ("type_", "named", "expected"), [("PERSON", True, PERSON), ("GROUP", False, GROUP), ("ORG", True, ORG)]
)
def test_speakers_in_the_header(type_: str, named: bool, expected: str) -> None:
    speaker = Speaker("e1", "Ada Quill", type_, named, None, ("Quill",), "mayor", (), "Marlow", "female")  # type: ignore[arg-type]
    text = etree.tostring(spoken_by(speaker), with_tail=False).decode()
    assert text.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "") == expected.replace("\n", "")


@pytest.mark.parametrize("type_", ["GPE", "OTHER"])
def test_other_speakers_are_organisations_of_a_type(type_: str) -> None:
    found = spoken_by(Speaker("e1", "Marlow", type_, named=True))  # type: ignore[arg-type]
    assert (found.tag, found.get("type")) == (f"{TEI}org", type_)


def test_ids_that_xml_does_not_take() -> None:
    """Speakers get another ``xml:id``; two of one id stay two."""
    speakers = [
        Speaker("a b", "Ada Quill", "PERSON", True),
        Speaker("e1", "X", "ORG", True),
        Speaker("e1", "Y", "ORG", True),
    ]
    quotes = [evolve(DOCUMENT.quotes[0], id=f"q {n}", speaker=one) for n, one in enumerate(speakers)]
    document = evolve(DOCUMENT, quotes=Quotes(quotes, TEXT))
    assert [one.get(ID) for one in parsed(document).iter(f"{TEI}listPerson")][:1] == [None]
    assert [one.get(ID) for one in next(parsed(document).iter(f"{TEI}listPerson"))] == ["s1", "e1", "s3"]
    assert [quote.to_dict() for quote in loaded(written(document))[0].quotes] == [quote.to_dict() for quote in quotes]


@pytest.mark.parametrize(
    ("date", "when"),
    [("2026-04-30", True), ("2026-04-30T10:00:00Z", True), ("2026-04-31", False), ("30 April 2026", False),
     ("20260430", False), ("0000-01-01", False), ("٢٠٢٦-04-30", False)],
)  # fmt: skip
def test_dates(date: str, when: bool) -> None:
    """Those of ISO 8601 are machine-readable, all others stand as they are."""
    root = parsed(evolve(DOCUMENT, date=date))
    assert schema().validate(root)
    found = root.find(f".//{TEI}bibl/{TEI}date")
    assert (found.text, found.get("when")) == (date, date if when else None)


# files


def test_one_document_several_and_none() -> None:
    """A single text, a corpus; an empty corpus is all that can be said of none."""
    assert parsed(DOCUMENT).tag == f"{TEI}TEI"
    corpus = parsed(DOCUMENT, DOCUMENT)
    assert [child.tag for child in corpus] == [f"{TEI}teiHeader", f"{TEI}TEI", f"{TEI}TEI"]
    assert loaded(written(DOCUMENT, DOCUMENT)) == [DOCUMENT, DOCUMENT]
    assert loaded(written()) == []


def test_files(tmp_path: Path) -> None:
    """Line ends as they are, whatever the system."""
    document = Document("a", "It rained.\r\nIt snowed.\rAnd\n")
    tei.dump([document], tmp_path / "a.xml")
    assert list(tei.load(tmp_path / "a.xml")) == [document]
    with (tmp_path / "a.xml").open(encoding="utf-8") as file:
        assert list(tei.load(file)) == [document]


def test_other_encodings(tmp_path: Path) -> None:
    """The file says which."""
    text = written(Document("a", "“It rained.”")).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    (tmp_path / "a.xml").write_text(text, encoding="utf-16")
    assert [document.text for document in tei.load(tmp_path / "a.xml")] == ["“It rained.”"]


def test_writing_and_reading_are_lazy() -> None:
    """One document ahead at most."""
    file = io.StringIO()

    def given_one_by_one() -> Iterator[Document]:
        yield Document("a", "It rained.")
        yield Document("b", "It snowed.")
        assert "It snowed." in file.getvalue()
        yield Document("c", "It hailed.")

    tei.dump(given_one_by_one(), file)
    cut = io.StringIO(file.getvalue()[:-20] + "<" + " " * 100_000)
    documents_read = tei.load(cut)
    assert [next(documents_read).id, next(documents_read).id] == ["a", "b"]


def test_what_is_no_document_touches_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputTypeError):
        tei.dump(DOCUMENT, tmp_path / "a.xml")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


# other people's texts


FOREIGN = """<?xml version="1.0"?>
<!DOCTYPE TEI SYSTEM "tei_all.dtd">
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="novel">
<teiHeader><fileDesc><titleStmt><title>The
  Crane</title><author>R. Moss</author></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson>
<person xml:id="bt" sex="2"><persName><forename>Brona</forename>
  <surname>Tallis</surname></persName></person>
<org xml:id="board"><orgName>Harbour Board</orgName></org>
</listPerson></particDesc></profileDesc></teiHeader>
<text><front><p>Front matter</p></front>
<body><!-- a comment --><div><head>One</head><p>%s</p></div></body></text></TEI>"""


def foreign(inside: str) -> Document:
    (document,) = loaded(FOREIGN % inside)
    return document


def test_speech_of_others() -> None:
    """With the name of the list, what is direct, and parts that belong together."""
    document = foreign(
        '<said who="#bt" xml:id="a" next="#b">“It is old,”</said> she said, '
        '<said xml:id="b" prev="#a">“and so am I.”</said> '
        '<said who="people.xml#board" direct="false" cert="0.5">that it leaks</said> '
        '<q who="#ghost">Boo</q> <q>so-called</q>'
    )
    assert (document.id, document.title, document.author) == ("novel", "The Crane", "R. Moss")
    assert document.text.startswith("One“It is old,” she said")
    assert [(q.id, q.text, q.kind, q.confidence) for q in document.quotes] == [
        ("a", "“It is old,” “and so am I.”", "direct", 1.0),
        ("q1", "that it leaks", "indirect", 0.5),
        ("q2", "Boo", "direct", 1.0),
    ]
    speakers = [quote.speaker for quote in document.quotes]
    assert [s and (s.id, s.name, s.type, s.named, s.gender) for s in speakers] == [
        ("bt", "Brona Tallis", "PERSON", True, "female"),
        ("board", "Harbour Board", "ORG", True, None),
        ("ghost", "ghost", "OTHER", True, None),
    ]
    assert document.quotes[0].context.text == document.text


def test_speech_without_a_speaker() -> None:
    assert foreign("<said>Yes</said>").quotes[0].speaker is None


def test_parts_that_point_in_a_circle() -> None:
    document = foreign(
        '<said xml:id="a" next="#b">x</said><said xml:id="b" next="#a">y</said><said next="#nobody">z</said>'
    )
    assert [quote.text for quote in document.quotes] == ["x y", "z"]


def test_texts_without_a_name(tmp_path: Path) -> None:
    """Are called after the file."""
    one = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>'
    (tmp_path / "a.xml").write_text(f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{one}</teiCorpus>')
    assert [document.id for document in tei.load(tmp_path / "a.xml")] == ["a", "a:2"]


def test_quotes_marked_by_hand_in_our_own_files() -> None:
    """Stand beside ours, in the order of the text, and take no id away."""
    text = written(DOCUMENT).replace("The harbour was closed.", '<said who="#e1">The harbour was closed.</said>')
    (document,) = loaded(text)
    assert [(quote.id, quote.text[:11]) for quote in document.quotes] == [
        ("q3", "The harbour"), ("q1", '"The crane '), ("q2", '"Who paid f'),
    ]  # fmt: skip
    speaker = document.quotes[0].speaker
    assert speaker is not None
    assert speaker.name == "Brona Tallis"


# what is wrong


@pytest.mark.parametrize(
    ("text", "start", "what"),
    [
        ("", "<open file>:1: ", "no well-formed XML (no element found, column 1)"),
        ("<a>\n<b></a>", "<open file>:2: ", "no well-formed XML (mismatched tag"),
        ("<html/>", "<open file>:1: ", "no TEI element (found: html); the namespace of TEI P5 is http"),
        ('<!DOCTYPE a [<!ENTITY a "b">]>\n<a>&a;</a>', "<open file>:1: ", "it declares the entity a"),
        ('<!DOCTYPE a [\n<!ENTITY b SYSTEM "/etc/hosts">]>\n<a>&b;</a>', "<open file>:2: ", "declares the entity b"),
        ('<!DOCTYPE a [<!ENTITY % a "b">%a;]>\n<a/>', "<open file>:1: ", "it declares the entity a"),
        ('<!DOCTYPE a SYSTEM "tei.dtd">\n<a>\n&eth;</a>', "<open file>:3: ", "the entity eth is not declared"),
        ("<a>&nbsp;</a>", "<open file>:1: ", "no well-formed XML (undefined entity"),
        ("<a>\n" + chr(0xD800) + "</a>", "<open file>:2: ", "half a surrogate pair (U+D800)"),
    ],
)  # fmt: skip
def test_wrong_files(text: str, start: str, what: str) -> None:
    told, found = problems(text)
    assert len(told) == 1
    assert told[0].startswith(start)
    assert what in told[0]
    assert found == []
    with pytest.raises(InputFileError, match=re.escape(what)):
        loaded(text)


def test_an_entity_bomb_is_refused_at_once() -> None:
    """It never unfolds."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    told, found = problems(f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{lines}]><TEI>&a19;</TEI>')
    assert "declares the entity a0" in told[0]
    assert found == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('<symbol value="direct"/>', '<symbol value="shouted"/>', "'shouted' is not known here @ $.quotes[0].kind"),
        ('<f name="kind"><symbol value="direct"/></f>', "", "missing @ $.quotes[0].kind"),
        ('<symbol value="direct"/>', "<gap/>", "<gap> is no value of a feature here"),
        ('<symbol value="direct"/>', "", "the feature 'kind' has 0 values"),
        ('<numeric value="0.8725"/>', '<numeric value="much"/>', "'much' is no number"),
        ('<numeric value="0.8725"/>', '<numeric value="8.5"/>', "8.5 is no chance"),
    ],
)
def test_a_wrong_quote_is_left_out(old: str, new: str, what: str) -> None:
    """With the line of its features; the others are read."""
    text = written(DOCUMENT)
    assert old in text
    told, (document,) = problems(text.replace(old, new, 1))
    line = text[: text.index('<fs xml:id="q1"')].count("\n") + 1
    assert told[0].startswith(f"<open file>:{line}: this quote is left out: {what}")
    assert len(told) == 1
    assert [quote.id for quote in document.quotes] == ["q2"]
    assert document.text == TEXT


def test_documents_before_an_error_are_read() -> None:
    text = written(DOCUMENT, DOCUMENT)
    told, found = problems(text.replace("</teiCorpus>", "</oops>"))
    assert found == [DOCUMENT, DOCUMENT]
    assert "mismatched tag" in told[0]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="no such file or folder; check the path"):
        next(tei.load(tmp_path / "none.xml"))
    with pytest.raises(InputFileError, match="cannot be read"):
        next(tei.load(tmp_path))
    (tmp_path / "a.xml").write_bytes(b"\xe9<a/>")
    with pytest.raises(InputFileError, match=r"a\.xml:1: no well-formed XML"):
        next(tei.load(tmp_path / "a.xml"))
    for encoding, why in (("OTF-8", "unknown encoding: OTF-8"), ("shift_jis", "multi-byte encodings are not")):
        (tmp_path / "b.xml").write_text(f'<?xml version="1.0" encoding="{encoding}"?><a/>')
        with pytest.raises(InputFileError, match=rf"b\.xml:1: its encoding cannot be read \({why}"):
            next(tei.load(tmp_path / "b.xml"))
    with (
        (tmp_path / "a.xml").open(encoding="utf-8") as file,
        pytest.raises(InputFileError, match=r"not UTF-8 \(byte 0xE9"),
    ):
        next(tei.load(file))


def test_elements_may_be_nested_deeply() -> None:
    depth = 20_000
    document = foreign("<hi>" * depth + "<said>x</said>" + "</hi>" * depth)
    assert [quote.text for quote in document.quotes] == ["x"]


def test_many_quotes_in_one_place_are_written() -> None:
    """A cue and a source of each; it takes no time that grows without bounds."""
    text = "x" * 500
    content = [[(n, 500 - n)] for n in range(200)]
    document = quoted(text, *content)
    quotes = [evolve(quote, cue=Cue(Span(0, 1, "x"), "x", "speech")) for quote in document.quotes]
    document = evolve(document, quotes=Quotes(quotes, text))
    assert loaded(written(document)) == [document]
