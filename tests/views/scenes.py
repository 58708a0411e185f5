"""Documents made by hand for the views."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from attrs import evolve

from quotemine.documents import Document
from quotemine.types import Cue, CueClass, Kind, Quote, Quotes, Span, Speaker

HOSTILE = '</div></style><script>window.ran = 1</script><img src=x onerror="window.ran = 1"> & " \' &lt;'


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def said(  # each keyword is words of the text
    text: str,
    content: str,
    *,
    cue: str | None = None,
    source: str | None = None,
    name: str | None = None,
    id_: str = "e1",
    chain: tuple[str, ...] = (),
    kind: Kind = "direct",
    class_: CueClass = "speech",
    negated: bool = False,
    confidence: float = 0.9,
) -> Quote:
    """One quote; ``|`` in the content stands for an interruption."""
    mention = None if source is None else find(text, source)
    links = tuple(find(text, link) for link in chain)
    return Quote(
        "q1",
        kind,
        tuple(find(text, part) for part in content.split("|")),
        None if cue is None else Cue(find(text, cue), cue, class_, negated),
        mention,
        None if name is None else Speaker(id_, name, "PERSON", named=True, mention=mention, chain=links),
        Span(0, len(text), text),
        confidence,
    )


def numbered(text: str, *quotes: Quote) -> Quotes:
    return Quotes((evolve(quote, id=f"q{number}") for number, quote in enumerate(quotes, 1)), text)


FERRY_TEXT = (
    "The ferry is late.\r\n\r\n“The engine is old,” said Ines Corran, the harbour master. “It needs rest.”\n"
    "She added that nobody had been paid. 🙂\n\n“Pay us first,” a voice called.\t"
    "The mayor did not say that the ferry was safe. Tickets are $5, later $6.\n"
)
FERRY = numbered(
    FERRY_TEXT,
    said(
        FERRY_TEXT, "“The engine is old,”|“It needs rest.”", cue="said", source="Ines Corran", name="Ines Corran",
        chain=("Ines Corran",),
    ),
    said(
        FERRY_TEXT, "that nobody had been paid", cue="added", source="She", name="Ines Corran",
        chain=("She", "Ines Corran"), kind="indirect", confidence=0.734,
    ),
    said(FERRY_TEXT, "“Pay us first,”", cue="called", confidence=0.5),
    said(
        FERRY_TEXT, "that the ferry was safe", cue="did not say", source="The mayor", name="the mayor", id_="e2",
        kind="indirect", negated=True,
    ),
)  # fmt: skip
FERRY_PAPER = Document("ferry", FERRY_TEXT, FERRY, title="Ferry waits for its engine")


def hostile() -> Document:
    """Markup in every place that a text or a file can fill."""
    text = f"“{HOSTILE}” {HOSTILE} cried {HOSTILE}"
    speaker = Speaker(HOSTILE, HOSTILE, "ORG", True, Span(0, 1, HOSTILE), (HOSTILE,), HOSTILE, (Span(0, 1, HOSTILE),))
    content = Span(0, len(HOSTILE) + 2, f"“{HOSTILE}”")
    cue = Span(len(text) - len(HOSTILE) - 6, len(text) - len(HOSTILE) - 1, HOSTILE)
    source = Span(len(text) - len(HOSTILE), len(text), HOSTILE)
    quote = Quote(HOSTILE, "direct", (content,), Cue(cue, HOSTILE, "speech"), source, speaker, content, 0.9)
    return Document(HOSTILE, text, Quotes((quote,), text), title=HOSTILE)


def many(number: int, speakers: int = 30, gap: str = "") -> Quotes:
    """Many quotes, ``gap`` between them, by so many speakers in turn."""
    pieces, quotes, start = [], [], 0
    for count in range(number):
        name = f"Ada Quill {count % speakers}"
        line = f"“Wave {count} came,” said {name}.\n\n"
        here = said(line, f"“Wave {count} came,”", cue="said", source=name, name=name, id_=f"e{count % speakers}")
        quotes.append(_moved(evolve(here, context=Span(0, len(line) - 2, line[:-2])), start))
        pieces += [line, gap]
        start += len(line) + len(gap)
    return numbered("".join(pieces), *quotes)


def _moved(quote: Quote, by: int) -> Quote:
    def move(span: Span) -> Span:
        return Span(span.start + by, span.end + by, span.text)

    assert quote.cue is not None
    assert quote.source is not None
    return evolve(
        quote,
        content=tuple(map(move, quote.content)),
        cue=evolve(quote.cue, span=move(quote.cue.span)),
        source=move(quote.source),
        context=move(quote.context),
    )


VOID = {"meta", "img", "br", "hr"}


class Reader(HTMLParser):
    """What a page says: the text of its passages, every start tag with its attributes, and what is badly nested."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.crossed: list[str] = []
        self.open: list[str] = []
        self._within = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        if attributes.get("class") == "qm-text":
            self.passages.append("")
            self._within = True

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)
        if tag == "pre":
            self._within = False
            self.passages[-1] = self.passages[-1].removeprefix("\n")  # which parsers skip

    def handle_data(self, data: str) -> None:
        if self._within:
            self.passages[-1] += data

    @property
    def well_nested(self) -> bool:
        """Whether every element is closed, before the one around it."""
        return not (self.open or self.crossed)

    def having(self, attribute: str) -> Iterator[str]:
        return (attributes[attribute] for _, attributes in self.tags if attribute in attributes)


def visible(page: str) -> str:
    """What is to be read of a page, on one line."""
    from html import unescape

    without_style = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", without_style)).split())
