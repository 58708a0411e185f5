"""``Quotes.speakers()``: who speaks, how often, and what."""

import json
import re
import sys
from collections.abc import Sequence

import pytest

from quotemine.errors import MissingPackageError
from quotemine.types import Kind, Quote, Quotes, Span, Speaker
from quotemine.voices import Voice, Voices

COLUMNS = [
    "id", "name", "type", "named", "role", "affiliation", "gender", "aliases", "quotes", "direct", "indirect", "mixed",
]  # fmt: skip
MENTION = Span(12, 15, "she")
TALLIS = Speaker(
    id="e1", name="Brona Tallis", type="PERSON", named=True, mention=MENTION, aliases=("Tallis", "B. Tallis"),
    role="harbour master", affiliation="Marlow Sound", gender="female", gender_evidence=MENTION,
    chain=(MENTION, Span(0, 6, "Tallis")), confidence=0.5,
)  # fmt: skip
SAND = Speaker(id="e2", name="Yorick Sand", type="PERSON", named=True)
BOARD = Speaker(id="e3", name="the harbour board", type="ORG", named=False)


def said(number: int, speaker: Speaker | None, kind: Kind = "direct") -> Quote:
    content = Span(number, number + 9, "It leaks.")
    return Quote(f"q{number}", kind, (content,), None, None, speaker, content, 0.9)


def collected(*speakers: Speaker | None) -> Voices:
    return Quotes(said(number, speaker) for number, speaker in enumerate(speakers, 1)).speakers()


def names(voices: Sequence[Voice]) -> list[str]:
    return [voice.name for voice in voices]


# order and counts


def test_the_most_quoted_comes_first() -> None:
    """Wherever the text brings it in."""
    voices = collected(TALLIS, SAND, BOARD, SAND, SAND, BOARD)
    assert [(voice.name, voice.count) for voice in voices] == [
        ("Yorick Sand", 3),
        ("the harbour board", 2),
        ("Brona Tallis", 1),
    ]


def test_of_equals_the_first_in_the_text_comes_first() -> None:
    """The order does not depend on names or ids."""
    assert names(collected(BOARD, SAND, TALLIS)) == ["the harbour board", "Yorick Sand", "Brona Tallis"]
    assert names(collected(BOARD, SAND, TALLIS, TALLIS, SAND)) == ["Yorick Sand", "Brona Tallis", "the harbour board"]


def test_each_voice_has_its_own_quotes_in_the_order_of_the_text() -> None:
    """As ``Quotes``, so that they can be shown and written like all others."""
    sand, tallis = collected(TALLIS, SAND, None, SAND)
    assert isinstance(sand.quotes, Quotes)
    assert [quote.id for quote in sand.quotes] == ["q2", "q4"]
    assert [quote.id for quote in tallis.quotes] == ["q1"]


def test_quotes_without_a_speaker_are_left_out() -> None:
    """They stand under no name, not even an empty one."""
    assert names(collected(None, SAND, None)) == ["Yorick Sand"]
    assert collected(None, None) == Voices()


def test_kinds_are_counted() -> None:
    """All three, also those that do not occur; together they are all quotes."""
    quotes = Quotes([said(1, SAND, "direct"), said(2, SAND, "indirect"), said(3, SAND, "direct"), said(4, TALLIS)])
    sand, tallis = quotes.speakers()
    assert sand.kinds == {"direct": 2, "indirect": 1, "mixed": 0}
    assert tallis.kinds == {"direct": 1, "indirect": 0, "mixed": 0}
    assert sum(sand.kinds.values()) == sand.count


def test_speakers_are_told_apart_by_id() -> None:
    """Two people of one name stay two; one person under two mentions stays one."""
    other = Speaker(id="e9", name="Yorick Sand", type="PERSON", named=True)
    again = Speaker(id="e2", name="Yorick Sand", type="PERSON", named=True, mention=MENTION)
    voices = collected(SAND, other, again)
    assert [(voice.speaker.id, voice.count) for voice in voices] == [("e2", 2), ("e9", 1)]


def test_what_belongs_to_a_single_quote_is_taken_off_the_speaker() -> None:
    """The mention, the chain and the confidence; everything else stays."""
    (tallis,) = collected(TALLIS)
    assert (tallis.speaker.mention, tallis.speaker.chain, tallis.speaker.confidence) == (None, (), 1.0)
    assert (tallis.speaker.aliases, tallis.speaker.role) == (TALLIS.aliases, "harbour master")
    assert (tallis.speaker.gender, tallis.speaker.gender_evidence) == ("female", MENTION)
    assert tallis.quotes[0].speaker == TALLIS


# a sequence


def test_a_sequence() -> None:
    """Length, index from both ends, iteration, membership; it cannot be changed."""
    voices = collected(SAND, SAND, TALLIS)
    assert len(voices) == 2
    assert voices[0].name == "Yorick Sand"
    assert voices[-1].name == "Brona Tallis"
    assert list(voices) == [voices[0], voices[1]]
    assert voices[1] in voices
    with pytest.raises(IndexError):
        voices[2]
    with pytest.raises(TypeError):
        voices[0] = voices[1]  # type: ignore[index]


def test_a_slice_is_again_voices() -> None:
    """So that ``speakers()[:5]`` can be shown and written."""
    voices = collected(SAND, SAND, SAND, TALLIS, TALLIS, BOARD)
    assert isinstance(voices[:2], Voices)
    assert names(voices[:2]) == ["Yorick Sand", "Brona Tallis"]
    assert names(voices[::-1]) == ["the harbour board", "Brona Tallis", "Yorick Sand"]
    assert voices[7:] == Voices()
    assert [row["name"] for row in voices[1:].to_dicts()] == ["Brona Tallis", "the harbour board"]


def test_equal_quotes_give_equal_voices() -> None:
    """They are values."""
    assert collected(SAND, TALLIS) == collected(SAND, TALLIS)
    assert collected(SAND, TALLIS) != collected(SAND, SAND)


def test_shown_in_one_line() -> None:
    """Names with counts."""
    assert repr(collected(SAND, TALLIS, SAND)) == "Voices([Yorick Sand: 2, Brona Tallis: 1])"
    assert repr(Voices()) == "Voices([])"


# out


def test_to_dicts() -> None:
    """One row a speaker, JSON values only."""
    rows = Quotes([said(1, TALLIS, "mixed"), said(2, BOARD), said(3, TALLIS)]).speakers().to_dicts()
    assert rows[0] == {
        "id": "e1", "name": "Brona Tallis", "type": "PERSON", "named": True, "role": "harbour master",
        "affiliation": "Marlow Sound", "gender": "female", "aliases": ["Tallis", "B. Tallis"],
        "quotes": 2, "direct": 1, "indirect": 0, "mixed": 1,
    }  # fmt: skip
    assert (rows[1]["name"], rows[1]["named"], rows[1]["role"], rows[1]["aliases"]) == (
        "the harbour board", False, None, [],
    )  # fmt: skip
    assert [list(row) for row in rows] == [COLUMNS, COLUMNS]
    assert json.loads(json.dumps(rows)) == rows


def test_to_pandas() -> None:
    """One row a speaker, in the same order, with the columns of ``to_dicts``."""
    pytest.importorskip("pandas")
    frame = collected(TALLIS, SAND, SAND).to_pandas()
    assert list(frame.columns) == COLUMNS
    assert frame["name"].tolist() == ["Yorick Sand", "Brona Tallis"]
    assert frame["quotes"].tolist() == [2, 1]


def test_to_pandas_without_speakers() -> None:
    """All columns, no rows."""
    pytest.importorskip("pandas")
    frame = Voices().to_pandas()
    assert list(frame.columns) == COLUMNS
    assert len(frame) == 0


def test_pandas_is_not_needed_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only ``to_pandas`` asks for it, and says how to get it."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    voices = collected(SAND)
    assert voices.to_dicts()[0]["name"] == "Yorick Sand"
    with pytest.raises(MissingPackageError, match=r"quotemine\[pandas\]"):
        voices.to_pandas()


def test_html_has_a_row_for_each_speaker() -> None:
    """With name and counts; what the text does not tell is an empty cell."""
    shown = collected(TALLIS, SAND, SAND)._repr_html_()
    assert shown.count("<tr>") == 3
    assert shown.index("Yorick Sand") < shown.index("Brona Tallis")
    assert "harbour master" in shown
    assert "None" not in shown


def test_html_tells_none_from_nought() -> None:
    """A kind that does not occur is a nought."""
    shown = collected(SAND)._repr_html_()
    assert re.findall(r"<td[^>]*>([^<]*)</td>", shown)[-4:] == ["1", "1", "0", "0"]


def test_html_escapes_what_the_text_says() -> None:
    """A name or role from a text is never markup."""
    rogue = Speaker(id="e1", name="<b>Sand & Sons</b>", type="ORG", named=True, role='"<script>"')
    shown = collected(rogue)._repr_html_()
    assert "&lt;b&gt;Sand &amp; Sons&lt;/b&gt;" in shown
    assert "<b>" not in shown
    assert "<script>" not in shown


def test_nothing() -> None:
    """No quotes, no voices; everything still answers."""
    voices = Quotes().speakers()
    assert voices == Voices()
    assert len(voices) == 0
    assert list(voices) == []
    assert voices[:] == Voices()
    assert voices.to_dicts() == []
    assert "No speakers." in voices._repr_html_()
