"""Web pages: main text in clean paragraphs, and where it comes from; nothing is fetched, nothing raises."""

import socket
import subprocess
import sys
import time

import handmade
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotemine import extract_many
from quotemine.documents import Document
from quotemine.errors import InputTypeError, MissingPackageError, SettingError
from quotemine.web import from_html, read_html

pytest.importorskip("trafilatura")

PARAGRAPH = (
    "The old pier in Marlow will close on Monday for repairs, Ines Corran said on Thursday, and nobody in the town "
    "knows when it will be opened again."
)

# A page with everything around the article that pages have, each with a quote of somebody who must not be found.
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Pier to close for spring – The Marlow Sentinel</title>
<link rel="canonical" href="https://sentinel.example/news/pier">
<meta property="og:title" content="Pier to close for spring">
<meta name="description" content="“Closed,” said Meta Tag.">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Pier to close for spring",
  "author": {{"@type": "Person", "name": "Petra Lindqvist"}}, "datePublished": "2026-04-30T08:15:00+01:00",
  "dateModified": "2026-05-02T10:00:00+01:00", "comment": {{"text": "“Bad,” said Linked Data."}}}}
</script>
<style>.note::before {{ content: "“No,” said Style Sheet." }}</style>
</head><body>
<header><nav><ul><li><a href="/">Home</a></li>
<li><a href="/w">“Win at last,” said Menu Item</a></li></ul></nav></header>
<div class="cookie-banner">We use cookies. “Accept all,” said Cookie Banner.</div>
<main><article>
<h1>Pier to close for spring</h1>
<p class="byline">By <a href="/p">Petra Lindqvist</a></p>
<figure><img src="a.jpg" alt="“Look,” said Alt Text."><figcaption>“I took this,” said Cap Tion.</figcaption></figure>
<p>{PARAGRAPH}</p>
<p>
   “The planks are <em>rotten</em>, and the <b>bolts</b>
   are older than I am,” <a href="/i">Corran</a> told reporters.
</p>
<h2>A long wait</h2>
<p>Traders fear for their shops. <q>Who will buy my ices?</q> asked Omar Finch.<br>He said he would write.</p>
<blockquote><p>“It is a disgrace. Nobody has painted it since.”</p><footer>— Brona Tallis, 81</footer></blockquote>
<p>The council has promised:</p>
<ul><li>a kiosk near the station,</li><li>lower fees until autumn.</li></ul>
<p>According to Corran, the pier will open again in June.</p>
</article>
<aside class="teaser"><h3>More news</h3><ul><li><a href="/n">“I was robbed,” said Tea Ser</a></li></ul></aside>
<section id="comments" class="comments"><h2>Comments</h2><div class="comment"><p>“Finally!” said Com Menter. I always
said that the pier was unsafe and nobody listened to me; the council never does.</p></div></section>
</main>
<footer><p>© 2026 The Marlow Sentinel. “Terms apply,” said Foo Ter.</p></footer>
<script>document.write("“Script,” said Java Script.")</script>
</body></html>"""

TEXT = f"""{PARAGRAPH}

“The planks are rotten, and the bolts are older than I am,” Corran told reporters.

A long wait

Traders fear for their shops. “Who will buy my ices?” asked Omar Finch.
He said he would write.

“It is a disgrace. Nobody has painted it since.”
— Brona Tallis, 81

The council has promised:

a kiosk near the station,

lower fees until autumn.

According to Corran, the pier will open again in June."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is ever fetched: every test of this file fails if somebody tries."""

    def refuse(*arguments: object) -> None:
        pytest.fail("somebody asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def article(*paragraphs: str) -> str:
    return f"<html><body><article>{''.join(paragraphs)}</article></body></html>"


# the text


def test_the_main_text_in_paragraphs() -> None:
    """Headings, list items and block quotes of their own; no furniture, no layout of the source, no tags."""
    assert read_html(PAGE).text == TEXT


def test_what_the_page_says_of_itself() -> None:
    """The headline without the site, the day when it was published, not changed; the canonical address."""
    document = read_html(PAGE)
    assert document.metadata == {
        "title": "Pier to close for spring",
        "date": "2026-04-30",
        "author": "Petra Lindqvist",
        "url": "https://sentinel.example/news/pier",
    }
    assert document.id == "https://sentinel.example/news/pier"


def test_id_and_url_that_are_given_count() -> None:
    document = read_html(PAGE, 7, url="https://mirror.example/pier")
    assert (document.id, document.url) == (7, "https://mirror.example/pier")
    assert read_html(PAGE, url="https://mirror.example/pier").id == "https://mirror.example/pier"
    bare = read_html(article(f"<p>{PARAGRAPH}</p>"))
    assert (bare.id, bare.metadata) == ("page", {})


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>“It holds,” said Bo.</p>", "“It holds,” said Bo."),
        ("“It holds,” said Bo.", "“It holds,” said Bo."),
        (
            "<div>“It holds,” said Bo.<br><br>It rained.<br>She left.</div>",
            "“It holds,” said Bo.\n\nIt rained.\nShe left.",
        ),
        ("<p>“It <i>ho</i>lds,”\r\n\tsaid&nbsp;<b>Bo</b>.</p>", "“It holds,” said Bo."),
        ("<p>He calls it <q class='a'>odd</q>.</p>", "He calls it “odd”."),
        (f"<pre>{PARAGRAPH[:80]}\n\n{PARAGRAPH[80:]}</pre>", f"{PARAGRAPH[:80].strip()}\n\n{PARAGRAPH[80:].strip()}"),
        (f"<pre>{PARAGRAPH}", PARAGRAPH),
        (f"<p>{PARAGRAPH}</p><!-- “No,” said Bo. -->", PARAGRAPH),
    ],
)
def test_pieces_of_pages(page: str, text: str) -> None:
    """However short, with or without a root."""
    assert read_html(page).text == text


@pytest.mark.parametrize(
    "credit",
    [
        "<footer>— Bo Lin, 81</footer>",
        "<FOOTER class='x'>— Bo\nLin, 81</FOOTER>",
        "<cite>— Bo Lin, 81</cite>",
        "— Bo Lin, 81",
    ],
)
def test_a_block_quote_keeps_its_credit(credit: str) -> None:
    """On the line below, where it tells who speaks; other footers are furniture."""
    block = f"<blockquote><p>“It leaks.”</p>{credit}</blockquote>"
    document = from_html(article(f"<p>{PARAGRAPH}</p>{block}<p>{PARAGRAPH} So.</p></article><footer>Terms.</footer>"))
    assert document.text == f"{PARAGRAPH}\n\n“It leaks.”\n— Bo Lin, 81\n\n{PARAGRAPH} So."
    assert [quote.speaker and quote.speaker.name for quote in document.quotes if quote.kind == "direct"] == ["Bo Lin"]


def test_a_short_paragraph_said_twice_stays() -> None:
    text = f"“No,” she said.\n\n{PARAGRAPH}\n\n“No,” she said."
    assert read_html(article(*(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n")))).text == text


def test_a_heading_that_is_not_the_title_stays() -> None:
    """The title is kept once."""
    body = f"<h1>Pier</h1><h2>Why?</h2><p>{PARAGRAPH}</p>"
    page = f"<html><head><title>Pier</title></head><body><article>{body}</article></body></html>"
    document = read_html(page)
    assert (document.title, document.text) == ("Pier", f"Why?\n\n{PARAGRAPH}")


@pytest.mark.parametrize("page", ["", " \n", b"", "<html></html>", "<script>1</script>", "<!-- “No,” said Bo. -->"])
def test_no_main_text_is_an_empty_document(page: str | bytes) -> None:
    assert from_html(page, "a", url="https://sentinel.example/") == Document("a", "", url="https://sentinel.example/")


# bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252 declared", "iso-8859-15 declared"])
def test_encodings(encoding: str) -> None:
    """Told by the bytes themselves, by a byte order mark, or by the page."""
    encoding, _, declared = encoding.partition(" ")
    words = "Zoë Müller said the façade was naïve." if encoding.startswith("iso") else "“Zoë’s façade,” said Bo."
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={encoding}'>" if declared else ""
    page = f"<html><head>{meta}</head><body><p>{PARAGRAPH}</p><p>{words}</p></body></html>"
    assert read_html(page.encode(encoding)).text == f"{PARAGRAPH}\n\n{words}"


@pytest.mark.parametrize("charset", ["klingon", "base64", "rot13", "undefined", "utf-8"])
def test_a_wrong_declaration_does_no_harm(charset: str) -> None:
    """One broken byte costs a character, not the page."""
    page = f'<html><head><meta charset="{charset}"></head><body><p>{PARAGRAPH}</p>'.encode() + b"<p>Caf\xe9.</p>"
    assert read_html(page).text.startswith(PARAGRAPH)


# quotes


def test_quotes_and_speakers() -> None:
    """By the real flow: those of the article, none of the furniture."""
    document = from_html(PAGE)
    assert document == from_html(PAGE.encode())
    found = {(quote.text, quote.speaker and quote.speaker.name) for quote in document.quotes}
    assert {
        ("“The planks are rotten, and the bolts are older than I am,”", "Ines Corran"),
        ("“Who will buy my ices?”", "Omar Finch"),
        ("“It is a disgrace. Nobody has painted it since.”", "Brona Tallis"),
    } <= found
    assert {name for _, name in found} <= {"Ines Corran", "Omar Finch", "Brona Tallis", "The council"}
    for quote in document.quotes:
        for span in quote.content:
            assert document.text[span.start : span.end] == span.text
    assert document.quotes.given_text == document.text


def test_settings_are_those_of_extract(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.put_in_place_of_the_flow(monkeypatch)
    page = '<p>"Who paid for it?" wondered she</p>'
    assert (len(from_html(page).quotes), len(from_html(page, attributions="all").quotes)) == (0, 1)
    with pytest.raises(SettingError):
        from_html(page, min_confidence=2)


def test_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read one by one, their texts go through ``extract_many``."""
    handmade.put_in_place_of_the_flow(monkeypatch)
    documents = [read_html(page) for page in ('<p>"Oh," said Omar Finch.</p>', "<p>It rained.</p>")]
    assert [len(quotes) for quotes in extract_many(document.text for document in documents)] == [1, 0]
    assert all(len(document.quotes) == 0 for document in documents)


# misuse


@pytest.mark.parametrize("page", [None, 3, ["<p>"], object()])
def test_what_is_no_page(page: object) -> None:
    with pytest.raises(InputTypeError, match="expected a page of type str or bytes"):
        from_html(page)  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["trafilatura", "justext"])
def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Also where a part of it is missing: the message says what to install."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ("trafilatura", "justext")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingPackageError, match=r"pip install 'quotemine\[web\]'"):
        from_html("<p>It rained.</p>")


def test_importing_is_light() -> None:
    """Trafilatura is imported where it is used."""
    code = "import sys, quotemine.web; sys.exit(bool({'trafilatura', 'lxml', 'spacy'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True)


# hostile pages

SAID = "<p>The pier will close, Ines Corran said on Thursday. “We have no choice,” she told reporters at the hall.</p>"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + SAID + "</div>" * 10_000,
        "<p>" + "<span>" * 10_000 + SAID,
        "<blockquote>" * 3000 + "<ul><li>" * 3000 + "<table>" * 3000 + SAID,
        "<b><i>" * 20_000 + SAID,
        "<article>" + SAID * 10_000,  # a megabyte, as the next
        "<article><p>" + "word said “no” " * 80_000,
        "<a href='/x'>foo</a>" * 30_000,
        "<p " + "a=1 " * 300_000 + ">x</p>" + SAID,
        "<" * 1_000_000,
        "<!--" * 100_000,
        "<q" * 100_000 + "<pre" * 100_000 + "<pre>" * 100_000 + "<meta " * 100_000,
        "<br> " * 30_000,
        "&#x110000;&#0;&#xD800;" * 1000 + SAID,
        "<script>" + "“No,” said Bo. " * 100_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + SAID,
        "<title>" + "a – " * 200_000 + "</title>" + SAID,
        '<?xml version="1.0" encoding="utf-32"?>' + SAID,
        bytes(range(256)) * 500,
        b"\x1f\x8b" + bytes(1000),
    ],
    ids=lambda page: str(page[:12]),
)
def test_hostile_pages_neither_crash_nor_hang(page: str | bytes) -> None:
    """Most take a fraction of a second, a megabyte a few."""
    start = time.perf_counter()
    document = read_html(page)
    assert time.perf_counter() - start < 30
    document.text.encode()


@pytest.mark.parametrize("character", ["\0", chr(0xD800), "\x01", "\x0b", "&#0;", "\u2028", "\ufeff", "\x1b"])
def test_no_character_ends_the_text(character: str) -> None:
    text = read_html(article(SAID.replace("close", f"cl{character}ose"))).text
    assert text.startswith("The pier will cl")
    assert text.endswith("reporters at the hall.")


def test_where_the_metadata_cannot_be_read_the_text_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trafilatura fails on some pages that are hardly HTML."""

    def fail(*arguments: object, **options: object) -> None:
        raise AssertionError

    monkeypatch.setattr("trafilatura.core.extract_metadata", fail)
    document = read_html(PAGE)
    assert (document.text, document.metadata) == ("Pier to close for spring\n\n" + TEXT, {})
    monkeypatch.setattr("trafilatura.core.trafilatura_sequence", fail)
    assert read_html(PAGE) == Document("page", "")


_PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<html>", "<body>", "<article>", "<h1>", "</h1>", "<br>", "<q>", "</q>", "<pre>",
    "</pre>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<script>", "</script>", "<!--", "-->", "<![CDATA[",
    '<?xml version="1.0" encoding="x"?>', '<meta charset="utf-7">', "<meta name=author content=", "<svg>", "<title>",
    '<meta property="article:published_time" content="', '<link rel=canonical href="', '">', "<base href=x>", "<math>",
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": ', "}", "[", "<noscript>", "<textarea>",
    "“The bridge is safe,” said Ada Quill. ", PARAGRAPH, "\0", chr(0xD800), "&#xD800;", "\x1b", "\r\n", "<", ">", '"',
]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=30).map("".join), st.booleans())
def test_any_page(page: str, as_bytes: bool) -> None:
    """Nothing raises, and the text has no characters that no file could hold."""
    document = read_html(page.encode("utf-8", "surrogatepass") if as_bytes else page)
    document.text.encode()
    assert "\n\n\n" not in document.text
    assert document.text == document.text.strip()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    read_html(data)
    read_html(b"<html><body><p>" + data)
