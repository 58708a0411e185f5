"""Tagged contents are reconciled with the quotation marks."""

import re

import pytest
from flow.attributions.handread import read
from hypothesis import given, settings
from hypothesis import strategies as st

from quotemine.flow.attributions import find_attributions
from quotemine.flow.attributions.reconcile import kind_of, looks_like_title, merge, snap, trim, without_addressee
from quotemine.flow.marks import Quotation, find_quotations


def outer(text: str) -> list[Quotation]:
    return [q for q in find_quotations(text) if q.depth == 0]


def bare(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text, and the spans that stood in braces."""
    spans, text = [], ""
    for part in re.split(r"(\{[^}]*\})", marked):
        if part.startswith("{"):
            spans.append((len(text), len(text) + len(part) - 2))
            text += part[1:-1]
        else:
            text += part
    return text, spans


def snapped(marked: str, cue: str | None = None) -> str:
    text, (span,) = bare(marked)
    cues = [] if cue is None else [(text.index(cue), text.index(cue) + len(cue))]
    return text[slice(*snap(text, span, outer(text), cues))]


def trimmed(marked: str) -> str:
    text, (span,) = bare(marked)
    return text[slice(*trim(text, span, outer(text)))]


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("“{It leaks badly},” she said.", "“It leaks badly,”"),
        ("“It {leaks} badly,” she said.", "“It leaks badly,”"),
        ("She said {it leaks “rather} badly”.", "it leaks “rather badly”"),
        ("She said it “{leaks” and that it drips} often.", "“leaks” and that it drips"),
        ("She said {it leaks} badly.", "it leaks"),
        ("“A,” she said, {“B.”}", "“B.”"),
    ],
)
def test_an_edge_inside_a_quotation_moves_to_its_edge(marked: str, whole: str) -> None:
    """A content that meets a quoted stretch takes its edges; others stay as they are."""
    assert snapped(marked) == whole


@pytest.mark.parametrize(
    ("marked", "rest"),
    [
        ("{It leaks, she said. “}Badly.”", "It leaks, she said. "),
        ("“Badly{.” It leaks}, she said.", " It leaks"),
    ],
)
def test_a_mark_alone_is_let_go(marked: str, rest: str) -> None:
    """A content that holds only a mark or a stop of a quotation does not become all of it."""
    assert snapped(marked) == rest


def test_no_edge_moves_over_a_cue() -> None:
    """A quotation that holds a cue holds the words of several: its edge is not the content's."""
    text = "“The pump, Brona said, {has failed} again.”"
    assert snapped(text, "said") == "has failed again.”"
    assert snapped(text) == "“The pump, Brona said, has failed again.”"


def test_dialogue_after_a_dash_has_no_edges() -> None:
    """Nothing says where the words of a dash dialogue end, so contents keep their own edges."""
    assert snapped("— {It leaks}, said Brona.\n\n— Since when? asked Yorick.") == "It leaks"


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("She said{ that it leaks. }", "that it leaks"),
        ("She said{: it leaks;} he left.", "it leaks"),
        ("She said{ — it leaks — }and left.", "it leaks"),
        ("{“It leaks.”}", "“It leaks.”"),
        ("{“It leaks,” } she said.", "“It leaks,”"),
        ("She said {it leaks in the U.S.}", "it leaks in the U.S."),
        ("She said {it leaks...}", "it leaks..."),
        ("She wanted {.5 litres.}", ".5 litres"),
        ("She asked {who pays?}", "who pays?"),
        ("She said {.,;: }nothing.", ""),
    ],
)
def test_white_space_and_stops_are_trimmed(marked: str, kept: str) -> None:
    """Off both edges, unless a quotation, an abbreviation or a number begins or ends there."""
    assert trimmed(marked) == kept


@pytest.mark.parametrize(
    ("marked", "merged"),
    [
        ("{It leaks} {badly}.", ["It leaks badly"]),
        ("{It leaks}, she said, {badly}.", ["It leaks", "badly"]),
        ("{It leaks.}\n\n{Badly.}", ["It leaks.\n\nBadly."]),
    ],
)
def test_merge(marked: str, merged: list[str]) -> None:
    """Spans that touch or have only white space between them are one."""
    text, spans = bare(marked)
    assert [text[slice(*s)] for s in merge(text, spans)] == merged
    assert merge(text, spans[::-1]) == merge(text, spans)


def test_merge_overlap() -> None:
    """Overlapping and nested spans are one; no spans are none."""
    assert merge("abcdefgh", [(2, 5), (0, 3), (1, 2)]) == ((0, 5),)
    assert merge("abcdefgh", []) == ()


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("{“It leaks.”}", "direct"),
        ("{“It leaks,”} she said, {“badly.”}", "direct"),
        ("{“It leaks”}.", "direct"),
        ("She said {it leaks}.", "indirect"),
        ("She said {it “leaks badly” at times}.", "mixed"),
        ("She said it was {“leaking” and “dripping”}.", "mixed"),
        ("She wrote {that “it leaks”}.", "mixed"),
        ("She had read {“The Leaking Pump” twice}.", "indirect"),
        ("She had read {“The Leaking Pump” and “wept a lot”}.", "mixed"),
        ("She said {it leaks} and {“drips badly”}.", "mixed"),
        ("She said: {12 “}", "indirect"),
    ],
)
def test_kind(marked: str, kind: str) -> None:
    """Direct if all words are quoted, indirect if none is, else mixed; marks round a name or title do not count."""
    text, spans = bare(marked)
    assert kind_of(text, spans, outer(text)) == kind


@pytest.mark.parametrize(
    "title",
    [
        "The Leaking Pump",
        "A Song of Wind and Rain",
        "Nine Lives",
        "Brona Tallis",
        "The Fisherman’s Wife",
        "2 Fast for the Law",
    ],
)
def test_titles(title: str) -> None:
    """All words but short function words are capitalised."""
    assert looks_like_title(title)


@pytest.mark.parametrize("stretch", ["", "It leaks", "leaking", "Leaking", "We want to Go Home", "…", "The", "of the"])
def test_no_titles(stretch: str) -> None:
    """A sentence, one word or none is no title."""
    assert not looks_like_title(stretch)


def addressed(marked: str, lemma: str) -> str:
    """The content in the second braces without its addressee; the cue is in the first."""
    text, (cue, content) = bare(marked)
    return text[slice(*without_addressee(text, content, cue[1], lemma))]


@pytest.mark.parametrize(
    ("marked", "lemma", "rest"),
    [
        ("She {urged} {drivers to avoid the bridge}.", "urge", "to avoid the bridge"),
        ("She {told} {the harbour board that it leaks}.", "tell", "that it leaks"),
        ("She {asked} {the old crew to stay on}.", "ask", "to stay on"),
        ("She {asked} {to stay}.", "ask", "to stay"),
        ("She {told} {that it leaks}.", "tell", "that it leaks"),
        ("She {said} {the crew came to stay}.", "say", "the crew came to stay"),
        ("She {warned} {it would come to this}.", "warn", "it would come to this"),
        ("She {asked} Yorick {the crew to stay}.", "ask", "the crew to stay"),
        ("She {told} {them, again, to go}.", "tell", "them, again, to go"),
    ],
)
def test_the_addressee_stays_outside(marked: str, lemma: str, rest: str) -> None:
    """What is asked or told begins after whom it is asked of; with other verbs nothing is taken off."""
    assert addressed(marked, lemma) == rest


PIECES = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "&quot;",
    "&ldquo;",
    "&#39;",
    " ",
    "a",
    "Ada ",
    "the ",
    "It leaks ",
    ".",
    "\n\n",
    "— ",
    "_",
    "1",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join), st.data())
def test_what_stands_in_marks_need_not_be_counted(text: str, data: st.DataObject) -> None:
    """The short way for long quotations tells what counting letters tells."""
    quotations = outer(text)
    places = st.lists(st.integers(0, len(text)), min_size=min(2, len(text) + 1), max_size=4, unique=True).map(sorted)
    start, end, *more = data.draw(places)
    spans = [(start, end)] if len(more) < 2 else [(start, end), (more[0], more[1])]
    told = kind_of(text, spans, quotations)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quotemine.flow.attributions.reconcile._within_marks", lambda *_: False)
        assert kind_of(text, spans, quotations) == told


def test_one_quotation_through_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paragraph is content, and each takes the whole quotation, whose letters are not counted each time."""
    counted: list[int] = []
    monkeypatch.setattr("quotemine.flow.attributions.reconcile._count", lambda part: counted.append(len(part)) or 1)
    case = read("\n\n".join(["[content:“Go on.]"] * 300))
    assert len(find_attributions(case.text, case.quotations, case.reading)) == 1
    assert sum(counted) < 20 * len(case.text)
