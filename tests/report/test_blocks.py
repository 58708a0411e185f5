"""Documents as data within a page: nothing ends the block too early, nothing is lost but half surrogate pairs."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine.documents import Document
from quotemine.report.blocks import to_block
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

any_text = st.text(max_size=30) | st.lists(
    st.sampled_from(
        [
            "</script>",
            "<!--",
            "-->",
            "<script",
            "\u2028",
            "\u2029",
            "&lt;",
            "\\",
            '"',
            "\r\n",
            "🙂",
            chr(0xD800),
            "\x00",
        ]
    )
).map("".join)


class _Blocks(HTMLParser):
    """What a parser of HTML finds in a page: elements, and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.data += data


def read(block: str) -> dict[str, Any]:
    blocks = _Blocks(block)
    assert blocks.found == [("script", {"type": "application/json"})]
    value = json.loads(blocks.data)
    assert isinstance(value, dict)
    return value


def storable(text: str) -> str:
    return "".join("\ufffd" if 0xD800 <= ord(character) < 0xE000 else character for character in text)


@given(id_=any_text | st.integers(), text=any_text, title=any_text, name=any_text)
def test_any_text_comes_through(id_: str | int, text: str, title: str, name: str) -> None:
    span = Span(0, len(text), text)
    speaker = Speaker("e1", name, "PERSON", named=True)
    quotes = Quotes([Quote("q1", "direct", (span,), None, None, speaker, span, 0.5)])
    value = read(to_block(Document(id_, text, quotes, title=title, url=title)))
    assert value["id"] == (id_ if isinstance(id_, int) else storable(id_))
    assert value["text"] == storable(text)
    assert value["title"] == value["url"] == storable(title)
    assert value["speakers"] == [{"name": storable(name)}]
    (start, end) = value["quotes"][0]["content"][0]
    assert value["text"][start:end] == storable(text)


@given(text=any_text)
def test_nothing_that_html_or_scripts_heed_is_left(text: str) -> None:
    data = to_block(Document(text, text)).removeprefix('<script type="application/json">').removesuffix("</script>\n")
    assert not set(data) & set("<>&\u2028\u2029")
    data.encode()


TEXT = "“No,” Ada Quill did not say. “Yes.”"


def quote_of(speaker: Speaker | None, *content: Span, cue: Cue | None = None, source: Span | None = None) -> Quote:
    return Quote("q1", "direct", content, cue, source, speaker, Span(0, 0, ""), 0.123456)


def test_what_a_quote_holds() -> None:
    ada = Span(6, 15, "Ada Quill")
    cue = Cue(Span(16, 27, "did not say"), "say", "thought", negated=True)
    speaker = Speaker("e1", "Ada Quill", "PERSON", True, ada, role="poet", chain=(ada,))
    quote = quote_of(speaker, Span(0, 5, "“No,”"), Span(29, 35, "“Yes.”"), cue=cue, source=ada)
    value = read(to_block(Document("a", TEXT, Quotes([quote, quote]))))
    assert value["speakers"] == [{"name": "Ada Quill", "role": "poet"}]
    assert (
        value["quotes"]
        == [
            {
                "id": "q1",
                "kind": "direct",
                "content": [[0, 5], [29, 35]],
                "cue": [16, 27],
                "class": "thought",
                "negated": True,
                "source": [6, 15],
                "chain": [[6, 15]],
                "confidence": 0.1235,
                "speaker": 0,
            }
        ]
        * 2
    )


def test_what_is_empty_is_left_out() -> None:
    value = read(to_block(Document("a", TEXT, Quotes([quote_of(None, Span(0, 5, "“No,”"))]))))
    assert value["quotes"] == [{"id": "q1", "kind": "direct", "content": [[0, 5]], "confidence": 0.1235}]
    assert "title" not in value


@pytest.mark.parametrize("span", [Span(0, 5, "“Ja,”"), Span(90, 95, "“No,”"), Span(0, 4, "“No,”")])
def test_words_that_are_not_in_the_text_are_kept(span: Span) -> None:
    value = read(to_block(Document("a", TEXT, Quotes([quote_of(None, span)]))))
    assert value["quotes"][0]["content"] == [[span.start, span.end, span.text]]


def test_speakers_of_one_name_and_other_roles_stay_apart() -> None:
    one, two = (Speaker(id_, "Quill", "PERSON", True, role=role) for id_, role in (("e1", "poet"), ("e2", None)))
    span = Span(0, 5, "“No,”")
    value = read(to_block(Document("a", TEXT, Quotes([quote_of(one, span), quote_of(two, span), quote_of(one, span)]))))
    assert value["speakers"] == [{"name": "Quill", "role": "poet"}, {"name": "Quill"}]
    assert [quote["speaker"] for quote in value["quotes"]] == [0, 1, 0]
