"""Which stretches of a text stand between quotation marks, and which marks are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.flow.marks import Quotation, find_quotations


def stretches(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


def outer(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text) if not q.depth]


# Each table: a text, and the stretches to find, by their start, outer before inner.

STYLES = [
    ('"Low tide," she said. "Wait."', ['"Low tide,"', '"Wait."']),
    ("He said “no” twice.", ["“no”"]),
    ("``Low tide,'' she said.", ["``Low tide,''"]),
    ("''Low tide,'' she said.", ["''Low tide,''"]),
    ("‘‘Low tide,’’ she said.", ["‘‘Low tide,’’"]),
    ("‘We’re late,’ said Ona.", ["‘We’re late,’"]),
    ("'We're late,' said Ona.", ["'We're late,'"]),
    ("«We go», she said, “alone”.", ["«We go»", "“alone”"]),
    ("‹One› and «two ‹three› four»", ["‹One›", "«two ‹three› four»", "‹three›"]),
    ("„Nein“, said Eva. „Ja”, said Jan.", ["„Nein“", "„Ja”"]),
    ("He wrote: „Er rief ‚Halt‘ und ging.“", ["„Er rief ‚Halt‘ und ging.“", "‚Halt‘"]),
    ("”Hej”, said Bo. ”Nej.”", ["”Hej”", "”Nej.”"]),
    ("»Hej«, said Bo. »Nej«, said Siv.", ["»Hej«", "»Nej«"]),
    ("「はい」と言った。『いいえ』", ["「はい」", "『いいえ』"]),
    ("＂Wide,＂ he said. ＇So.＇", ["＂Wide,＂", "＇So.＇"]),
]

SPACES = [
    ("« We go », she said.", ["« We go »"]),
    ("«\u00a0We go\u00a0» and «\u202fstay\u202f»", ["«\u00a0We go\u00a0»", "«\u202fstay\u202f»"]),
    ('" We go , " he said . " You stay . "', ['" We go , "', '" You stay . "']),
    ("' We go , ' he said . ' You stay . '", ["' We go , '", "' You stay . '"]),
    ("`` We do n't go , '' he said .", ["`` We do n't go , ''"]),
    ("“ We go , ” he said . ‘ You stay . ’", ["“ We go , ”", "‘ You stay . ’"]),
    ("“Go”said Ona. He said“stay”.", ["“Go”", "“stay”"]),
    ('"Go"said Ona. He said:"Stay."', ['"Go"', '"Stay."']),
    ('" Here," he said, and sat.', ['" Here,"']),
]

ENTITIES = [
    ("&ldquo;No,&rdquo; he said. &quot;Yes.&quot;", ["&ldquo;No,&rdquo;", "&quot;Yes.&quot;"]),
    ("&#8220;No,&#8221; he said. &#x201C;Yes.&#x201d;", ["&#8220;No,&#8221;", "&#x201C;Yes.&#x201d;"]),
    ("&#39;We can&#39;t,&#39; he said.", ["&#39;We can&#39;t,&#39;"]),
    ("&lsquo;We can&rsquo;t,&rsquo; he said.", ["&lsquo;We can&rsquo;t,&rsquo;"]),
    ("&amp;quot;Twice escaped,&amp;quot; he said.", ["&amp;quot;Twice escaped,&amp;quot;"]),
    ("&LDQUO;&lquo;&ldaquo;&#39", []),
]

APOSTROPHES = [
    ("The players’ wages and the owners’ profits rose.", []),
    ("The players' wages and the owners' profits rose.", []),
    ("‘The players’ wages rose,’ she said.", ["‘The players’ wages rose,’"]),
    ("'The players' wages rose,' she said.", ["'The players' wages rose,'"]),
    ("“It’s the dogs’ bowls, and the cats’,” he said.", ["“It’s the dogs’ bowls, and the cats’,”"]),
    ("'Tis the season for rock 'n' roll in the '90s.", []),
    ("’Tis the season for rock ’n’ roll in the ’90s.", []),
    ("the ‘90s and ‘em and ‘til then", []),
    ("since '68 and the summer of '69, 'tis said", []),
    ("‘I was born in ’68 to rock ’n’ roll,’ she said.", ["‘I was born in ’68 to rock ’n’ roll,’"]),
    ("‘I’m goin’ home, an’ quick,’ said Jem.", ["‘I’m goin’ home, an’ quick,’"]),
    ("'I'm goin' home,' said Jem. 'Now.'", ["'I'm goin' home,'", "'Now.'"]),
    ("‘Ow, me ‘ead,’ said he.", ["‘Ow, me ‘ead,’"]),
    ("'Course I will, he said.\n\nGood.", []),
    ("'Tis true,' he said.", ["'Tis true,'"]),
    ("'Er, yes,' she said.", ["'Er, yes,'"]),
    ("“‘Tis true,’ he said,” she said.", ["“‘Tis true,’ he said,”", "‘Tis true,’"]),
    ("“Hamlet”’s end and “Lear”'s.", ["“Hamlet”", "“Lear”"]),
    ("O'Neil's boat is off Hawai‘i.", []),
    ('the Joneses\' "big" party', ['"big"']),
    ("The word 'wonderful' is 'overused'.", ["'wonderful'", "'overused'"]),
    ("'The Gulls' is a film, and 'Ebb' too.", ["'The Gulls'", "'Ebb'"]),
    ("They call it 'the boys' club' of the port.", ["'the boys' club'"]),
    ("'20 hurt,' police say", ["'20 hurt,'"]),
]

MEASURES = [
    ('He is 6\' 2" tall and the pipe is 11" wide.', []),
    ('5\'10" and 24"x36" and 40° 26\' 46" N', []),
    ("40° 26′ 46″ N", []),
    ('"He is 6\' 2" tall," she said.', ['"He is 6\' 2" tall,"']),
    ('"It is an 11" pipe," she said.', ['"It is an 11" pipe,"']),
    ('"It was 1990" he said. An 11" pipe.', ['"It was 1990"']),
]

NO_PROSE = [
    ('Run `echo "hi"` now, "please," she said.', ['"please,"']),
    ('```\nprint("a")\nprint(\'b\')\n``` He said "no".', ['"no"']),
    ('See https://example.org/it\'s?q="x" or "https://example.org/a".', ['"https://example.org/a"']),
    ('<a href="x.html" title=\'y\'>He said "no"</a>', ['"no"']),
    ('{"text": "He said \\"no\\" twice."}', ['"text"', '"He said \\"no\\" twice."', '\\"no\\"']),
    (":'( he wrote ;') and 'sad' :')", ["'sad'"]),
    ('He wrote ""No,"" and left.', ['""No,""', '"No,"']),
]

NESTING = [
    ("“A ‘B “C” D’ E,” he said.", ["“A ‘B “C” D’ E,”", "‘B “C” D’", "“C”"]),
    (
        "'She said \"He said 'no' to me\" yesterday,' I wrote.",
        ["'She said \"He said 'no' to me\" yesterday,'", "\"He said 'no' to me\"", "'no'"],
    ),
    ("``I told him `never' twice.''", ["``I told him `never' twice.''", "`never'"]),
    ("''He said 'no,''' she wrote.", ["''He said 'no,'''", "'no,'"]),
    ("“‘No,’” she said. \"'No,'\" he said.", ["“‘No,’”", "‘No,’", "\"'No,'\"", "'No,'"]),
    ("‘He said “no” to the boys’ father,’ I wrote.", ["‘He said “no” to the boys’ father,’", "“no”"]),
    (
        "‘I never said ‘yes,’ only ‘perhaps.’ So.’",
        ["‘I never said ‘yes,’ only ‘perhaps.’ So.’", "‘yes,’", "‘perhaps.’"],
    ),
    ('"I know "Low Tide," the song."', ['"I know "Low Tide," the song."', '"Low Tide,"']),
]

EDGES = [
    ('"Mixed pair,” she said. “Other," he said.', ['"Mixed pair,”', '“Other,"']),
    ("“A slip,“ he said. “No.”", ["“A slip,“", "“No.”"]),
    ("He stopped—“No,” he said—“never.”", ["“No,”", "“never.”"]),
    ('"But--" he said. "I—"', ['"But--"', '"I—"']),
    ('"But—"—he left it—"no"', ['"But—"', '"no"']),
    ('"...and then," he said. "No…" "…yes"', ['"...and then,"', '"No…"', '"…yes"']),
    ('". . . and then," he said.', ['". . . and then,"']),
    ('"?" she asked. "!"', ['"?"', '"!"']),
    ('*“x”* and _“y”_ and **"z"** and _"w"_.', ["“x”", "“y”", '"z"', '"w"']),
    ('"*x*" he said, "_y_".', ['"*x*"', '"_y_"']),
    ('("A") ["B"] "(C)" "[D]"', ['"A"', '"B"', '"(C)"', '"[D]"']),
    ('Q: "Where?" A: "There."', ['"Where?"', '"There."']),
    ('1. "One"\n2. "Two"', ['"One"', '"Two"']),
    ('אמר "שלום" לצה"ל וחזר.', ['"שלום"']),
    ('\u200b“A”\u200b \ufeff"B"\u200b.', ["“A”", '"B"']),
    ('😀"A"😀 "B😀"', ['"A"', '"B😀"']),
    ('"a\ud800b" he', ['"a\ud800b"']),
    ("“A.”\r\n\r\n“B.”", ["“A.”", "“B.”"]),
    ("“A\u2028B” c", ["“A\u2028B”"]),
]

EMPTY = ["", " \n", "No marks.", '"', "'", "“", '""', "“ ”", '" "', '"""', "He said “"]


@pytest.mark.parametrize(("text", "expected"), STYLES)
def test_every_style_of_mark_is_paired(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPACES)
def test_spaces_inside_marks_and_none_outside(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), ENTITIES)
def test_entities_mean_their_characters(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), APOSTROPHES)
def test_apostrophes_are_no_marks(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), MEASURES)
def test_feet_inches_minutes_and_seconds_are_no_marks(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), NO_PROSE)
def test_code_addresses_tags_and_faces(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), NESTING)
def test_nesting(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(("text", "expected"), EDGES)
def test_what_may_stand_beside_a_mark(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize("text", EMPTY)
def test_nothing_quoted_gives_nothing(text: str) -> None:
    assert find_quotations(text) == ()


PARAGRAPHS = [
    # A paragraph that re-opens continues the quotation, at any length and in any style.
    ("“First.\n\n“Second,” he said.", ["“First.\n\n“Second,”"]),
    ('"First.\n\n"Second.\n\n"Third," he said.', ['"First.\n\n"Second.\n\n"Third,"']),
    ("‘First.\n\n‘Second,’ he said.", ["‘First.\n\n‘Second,’"]),
    ("'First.\n\n'Second,' he said.", ["'First.\n\n'Second,'"]),
    ('"First.\n\n"Say "go" twice.\n\n"Third."', ['"First.\n\n"Say "go" twice.\n\n"Third."']),
    # So does a block that is closed without being re-opened: a letter, a song.
    ("“First.\n\nSecond,” he said.", ["“First.\n\nSecond,”"]),
    ("“First.\n\nMiddle.\n\nLast,” he said. “Bye.”", ["“First.\n\nMiddle.\n\nLast,”", "“Bye.”"]),
    # A mark that nothing closes costs its own paragraph, or less.
    ("“Never closed.\n\nHe left. “Hi,” he said.", ["“Never closed.", "“Hi,”"]),
    ("“Never closed.", ["“Never closed."]),
    ("“Never closed, he said. “Hi,” she said.", ["“Hi,”"]),
    ('"Never closed, he said. "Hi," she said.', ['"Hi,"']),
    ("“Never closed.\n\nA.\n\nB.\n\n“Hi,” he said.\n\nC.”", ["“Never closed.", "“Hi,”"]),
    ("“Yes.” ” stray\n\n“No.”", ["“Yes.”", "“No.”"]),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_quotations_over_paragraphs(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


def test_a_quotation_knows_its_marks() -> None:
    """A re-opening mark belongs to the quotation; the inner span lies between the outer marks."""
    text = "“First.\n\n“Second,” he said."
    assert find_quotations(text) == (Quotation(0, 18, "double", marks=((0, 1), (9, 10), (17, 18))),)
    assert text[slice(*find_quotations(text)[0].inner)] == "First.\n\n“Second,"


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    (quotation,) = find_quotations("Ona: “Go on. \n\nShe went.")
    assert (quotation.closed, quotation.end, quotation.inner) == (False, 12, (6, 12))


def test_depth_counts_the_quotations_around() -> None:
    assert [q.depth for q in find_quotations("“A ‘B “C” D’ E,” he said. “F.”")] == [0, 1, 2, 0]


DASHES = [
    ("— Where?\n— Here.", ["— Where?", "— Here."]),
    ("―Where?\n―Here.\nHe left.", ["―Where?", "―Here."]),
    ("--Where?\n\n--Here.", ["--Where?", "--Here."]),
    ("He asked:\n— Where did\nshe go?\n— Home.", ["— Where did\nshe go?", "— Home."]),
    ("—He wrote “no” to me.\n—When?", ["—He wrote “no” to me.", "“no”", "—When?"]),
    ("—“No,” he said.\n—“Yes,” she said.", ["“No,”", "“Yes,”"]),
    ("— Where?", []),
    ("- Where?\n- Here.", []),
    ("– Where?\n– Here.", []),
    ("— Salt\n— Rope", []),
    ("“Be brave.”\n— Ona Lill\n\n“Be kind.”\n— Bo Dahl", ["“Be brave.”", "“Be kind.”"]),
    ("--help  Print help.\n--version  Print it.", []),
    ("He went home\n—or so he said—and slept\n—for once.", []),
]


@pytest.mark.parametrize(("text", "expected"), DASHES)
def test_dialogue_with_dashes(text: str, expected: list[str]) -> None:
    """At least two lines that open with a dash and read like sentences; lists and signatures do not."""
    assert stretches(text) == expected


def test_few_dashes_among_many_quotations_are_no_dialogue() -> None:
    text = "“A.” “B.” “C.” “D.” “E.”\n\n— One thing.\n— Another thing."
    assert {q.style for q in find_quotations(text)} == {"double"}


PIECES = st.sampled_from([
    *"\"'“”‘’«»‹›„‚「」＂`\\&;<>()*_—-.,:?! aB7é\n\r\t\u2028\u00a0\u200b\ud83d\udc00😀",
    "''", "``", "’’", "--", "\n\n", "\r\n", "&quot;", "&ldquo;", "&rsquo;", "&#39;", "&QUOT;", "&ldaquo;",
    "the players’ ", "'Tis ", "rock 'n' roll", " 6' 2\" ", '1990" ', "https://a.b/c", "`x`", "```",
    "— Yes.\n", "“No,” ", "said Ona. ", "I don't ",
])  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.text(st.characters(codec=None, categories=None)),  # lone surrogates too
    st.lists(PIECES, max_size=40).map("".join),
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_gives_well_formed_quotations(text: str) -> None:
    """Spans lie in the text, marks in their spans, and two spans are nested or apart."""
    quotations = find_quotations(text)
    around: list[Quotation] = []
    for q in quotations:
        assert 0 <= q.start < q.end <= len(text)
        assert q.marks[0][0] == q.start
        assert all(q.start <= start < end <= q.end for start, end in q.marks)
        assert list(q.marks) == sorted(q.marks)
        if q.closed:
            assert len(q.marks) > 1
            assert q.marks[-1][1] == q.end
        low, high = q.inner
        assert text[low:high].strip()
        while around and around[-1].end <= q.start:
            around.pop()
        assert not around or q.end <= around[-1].end
        assert q.depth == len(around)
        around.append(q)
    assert quotations == find_quotations(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["\n\n", "\r\n\r\n", "\n \n"]))
def test_a_further_paragraph_changes_nothing_before_it(text: str, blank: str) -> None:
    """Unless the text leaves a quotation open, or its dashes are the kind that more lines make dialogue."""
    before = find_quotations(text)
    if all(q.closed and q.style != "dash" for q in before):
        after = find_quotations(text + blank + "She left the harbour.")
        assert [q for q in after if q.start < len(text)] == list(before)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Low tide", "Don’t go", "Yes", "The boys’ boat"]), min_size=1, max_size=5))
def test_plain_dialogue_is_read_in_every_common_style(said: list[str]) -> None:
    for left, right in ["“”", "‘’", '""', "«»", ("``", "''"), "「」"]:
        text = " ".join(f"{left}{words},{right} said Ona." for words in said)
        assert stretches(text) == [f"{left}{words},{right}" for words in said]


MANY = 20_000


@pytest.mark.parametrize(
    "piece", ["“", '"', "'", "‘a ", "“‘", "the players' ", '"1" ', "“a\n", "“a\n\n", "`", "http://a'", "&quot;", "<a "]
)
def test_long_degenerate_texts_are_read(piece: str) -> None:
    """A paragraph of nothing but marks ends in good time: nothing looks ahead more than once."""
    assert len(find_quotations(piece * MANY)) <= MANY
