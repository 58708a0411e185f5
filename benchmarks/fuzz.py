"""Fuzz one part of quotemine, guided by coverage: ``python benchmarks/fuzz.py marks -runs=100000``.

It needs Atheris, which is no dependency of quotemine: ``pip install atheris`` (Linux or macOS).  The first argument is
the part, all others go to libFuzzer: ``-runs=N`` ends after N executions, ``-max_total_time=N`` after N seconds, a
folder keeps the inputs found and begins with them next time.  A crash or a hang ends the run; its input is saved as
``crash-…`` or ``timeout-…``, and ``python benchmarks/fuzz.py marks crash-…`` runs it again.

=============== ======================================================================================================
part            what is checked for every input, besides that nothing is raised and nothing takes 20 seconds
=============== ======================================================================================================
marks           quotations lie in the text, in order, nested, their marks inside; paragraphs are disjoint
attributions    from a reading that the input makes up: contents, cues, sources and speakers slice to what they claim
jsonl, citron,  whatever the file holds: problems are reported, spans of what comes back slice right
tei, brat
html            a page, from its bytes or as text
flow            the whole of ``extract`` with the fast model, all attributions, any confidence: as above, and a second
                time (of every eighth length) gives the same
=============== ======================================================================================================

At the end libFuzzer prints ``Done N runs in N second(s)`` and, as ``stat::number_of_executed_units``, the executions.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import StringIO
from itertools import pairwise
from pathlib import Path

import atheris
import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))  # readings by hand

with atheris.instrument_imports(include=["quotemine"]):
    from flow.attributions.handread import TOKENIZER, one_hot  # which imports ours

    import quotemine
    from quotemine import web
    from quotemine.flow import attributions, encoder, marks, paragraphs, quotes, speakers, words
    from quotemine.formats import brat, citron, jsonl, structuring, tei  # noqa: F401  # the fourth would come later


Test = Callable[[bytes], None]

LONGEST = {"brat": 2000, "citron": 2000, "flow": 800, "html": 3000, "jsonl": 2000, "tei": 4000}
PIECES = (
    "“ ” ‘ ’ „ ‟ « » ‹ › 「 」 『 』 \" ' '' `` ``` ` \\\" &quot; &amp;ldquo; &#39; — – -- … :'( 's n' ’tis 6' 2\" "
    "http:// <q> </q> said told that not according to he she they it the mayor Mr. Mrs. Ada Quill OHB (OHB) U.S. ADA: "
    "Q: A: . , : ; ! ? ( ) [ ] \n \n\n \r\n \t \v \x85 \u2028 \u200b \u00ad \ufeff \u0301 \u0345 \u00a0 \x00 "
    "\ud800 \udc00 🙂 é ß İ 漢"
).split(" ")
TEXTS = (
    "“It leaks,” said Ada Quill. “Not ‘much’,” she added.\n\nAccording to the mayor, Omar Finch, it’s the pilots’.",
    "ADA: Where?\nOMAR: \"In the 11\" pipe,' he said\n\n— Well?\n— No.\n\n'Tis true,' she wrote in '98.",
    "The Ostby Harbour Board (OHB) denied that it had `paid`. The OHB&rsquo;s head did not say &quot;no&quot;.",
)


def text_of(data: bytes) -> str:
    """UTF-8; what is none becomes halves of surrogate pairs."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def check(holds: object, *found: object) -> None:
    if not holds:
        raise AssertionError(found)


def check_spans(text: str, spans: Iterable[tuple[int, int]], *, empty: bool = False) -> None:
    for start, end in spans:
        check(0 <= start <= end <= len(text) and (empty or start < end), start, end, len(text))


def check_quotations(text: str, found: Sequence[marks.Quotation]) -> None:
    check_spans(text, ((q.start, q.end) for q in found))
    check(list(found) == sorted(found, key=lambda q: (q.start, -q.end)), found)
    around: list[marks.Quotation] = []
    for one in found:
        while around and around[-1].end <= one.start:
            around.pop()
        check(one.depth == len(around), one, found)
        check(not around or one.end <= around[-1].end, one, around)
        around.append(one)
        check(one.marks and one.marks[0][0] == one.start, one)
        check(not one.closed or one.marks[-1][1] == one.end, one)
        check_spans(text, one.marks)
        check(all(one.start <= start and end <= one.end for start, end in one.marks), one)
        check(all(end <= start for (_, end), (start, _) in pairwise(one.marks)), one)
        check(text[slice(*one.inner)].strip() or one.style == "dash", one)


def test_marks(data: bytes) -> None:
    text = text_of(data)
    check_quotations(text, marks.find_quotations(text))
    found = paragraphs.find_paragraphs(text)
    check_spans(text, found)
    check(all(end <= start for (_, end), (start, _) in pairwise(found)), found)


def reading_of(text: str, found: Sequence[marks.Quotation], labels: bytes) -> encoder.Reading:
    """A reading that the bytes make up, over and over: tags, classes, names, links, and how sure they are."""
    of = words.find_words(text, found, TOKENIZER)
    n = len(of)
    chosen = np.resize(np.frombuffer(labels or b"\0", np.uint8).astype(np.int64), (n, 4))
    sure = (0.4, 0.7, 0.98)[len(labels) % 3]
    widths = len(encoder.TAGS), len(encoder.CLASSES), len(encoder.NAMES)
    tags, classes, names = (one_hot(chosen[:, i] % width, width, sure) for i, width in enumerate(widths))
    cut = n if len(labels) % 2 else n // 2  # one window or two
    links = []
    for at in (np.arange(cut), np.arange(cut, n)):
        cues, sources = (at[np.isin(chosen[at, 0] % 7, tags)] for tags in ((1, 2), (3, 4)))
        cue_of, source_of = (chosen[at, 3] % (1 + len(others)) for others in (cues, sources))
        scores = (one_hot(cue_of, 1 + len(cues), sure), one_hot(source_of, 1 + len(sources), sure))
        links.append(encoder.Links(at, cues, sources, *scores))
    return encoder.Reading(of, tags, classes, names, tuple(links), (np.arange(n) >= cut).astype(np.int64))


def test_attributions(data: bytes) -> None:
    at = len(data) * 2 // 3
    text = text_of(data[:at])
    quotations = marks.find_quotations(text)
    reading = reading_of(text, quotations, data[at:])
    found = attributions.find_attributions(text, quotations, reading)
    for one in found:
        cue = [] if one.cue is None else [(one.cue.start, one.cue.end)]
        check(one.content and list(one.content) == sorted(one.content), one)
        check_spans(text, [*one.content, *cue, *([one.source] if one.source else [])])
        check(0 <= one.sureness.mean <= 1 + 1e-6, one)
        check(quotes.is_quote(text, one) in (True, False))
    contents = sorted(span for one in found for span in one.content)
    check(all(end <= start or inner <= end for (_, end), (start, inner) in pairwise(contents)), contents)
    resolved = speakers.find_speakers(text, quotations, reading, found)
    check(len(resolved) == len(found))
    for who in filter(None, (one.speaker for one in resolved)):
        check(who.name.strip(), who)
        check_slices(text, [*who.chain, who.mention, who.gender_evidence])


def check_slices(text: str, spans: Iterable[quotemine.Span | None], *, empty: bool = False) -> None:
    for span in filter(None, spans):
        check_spans(text, [(span.start, span.end)], empty=empty)
        check(text[span.start : span.end] == span.text, span)


def check_quotes(text: str, found: Iterable[quotemine.Quote], *, empty: bool = False) -> None:
    for quote in found:
        who = quote.speaker
        named = [] if who is None else [*who.chain, who.mention, who.gender_evidence]
        cue = None if quote.cue is None else quote.cue.span
        check_slices(text, [*quote.content, quote.context, quote.source, cue, *named], empty=empty)
        check(0 <= quote.confidence <= 1, quote)


def test_flow(data: bytes) -> None:
    text = text_of(data)
    found = quotemine.extract(text, model="fast", attributions="all", min_confidence=0)
    check_quotes(text, found)
    if len(data) % 8 == 0:
        check(found == quotemine.extract(text, model="fast", attributions="all", min_confidence=0))


def test_file(load: Callable[..., Iterator[quotemine.Document]], path: Path, data: bytes) -> None:
    """From a path and, of every odd length, as an open file."""
    path.write_bytes(data)
    for document in load(StringIO(text_of(data), newline="") if len(data) % 2 else path, on_error=str):
        check_quotes(document.text, document.quotes, empty=True)  # files may hold empty spans


def test_brat(folder: Path, data: bytes) -> None:
    """The text, then the annotations, then the index, with a null character between."""
    text, annotations, index = [*data.split(b"\0", 2), b"", b""][:3]
    (folder / "a.txt").write_bytes(text)
    (folder / "a.ann").write_bytes(annotations)
    (folder / "documents.jsonl").write_bytes(index)
    for document in brat.load(folder, on_error=str):
        check_quotes(document.text, document.quotes, empty=True)


def test_html(data: bytes) -> None:
    page = web.read_html(data if len(data) % 2 else text_of(data))
    check(isinstance(page.text, str) and "\0" not in page.text)
    check(page.text == page.text.strip(), page.text)


def seeds(part: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    documents = [quotemine.from_text(text, f"text {n}", model="fast") for n, text in enumerate(TEXTS)]
    if part in {"marks", "flow"}:
        yield from (text.encode() for text in TEXTS)
    elif part == "attributions":
        yield from (
            text.encode() + bytes([5, 0, 1, 3, 6, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 1, 4, 0, 2, 1] * 4) for text in TEXTS
        )
    elif part == "html":
        body = "".join(f"<p>{text}<br>More of it: <q>stay</q>, he said.</p>\n" for text in TEXTS)
        head = '<head><meta charset="utf-8"><title>Leaks</title><meta name="date" content="2021-05-06"></head>'
        yield f"<!doctype html><html>{head}<body><article><h1>Leaks</h1>{body}</article></body></html>".encode()
        yield f"<div><pre>{TEXTS[0]}</pre><ul><li>{TEXTS[2]}</ul>".encode()
    elif part == "brat":
        with tempfile.TemporaryDirectory() as folder:
            brat.dump(documents, folder)
            index = (Path(folder) / "documents.jsonl").read_bytes().splitlines(keepends=True)
            for line, annotations in zip(index, sorted(Path(folder).glob("*.ann")), strict=True):
                text = annotations.with_suffix(".txt").read_bytes()
                yield b"\0".join([text, annotations.read_bytes(), line.replace(annotations.stem.encode(), b"a")])
    else:
        dump = {"jsonl": jsonl.dump, "citron": citron.dump, "tei": tei.dump}[part]
        for document in documents:
            target = StringIO()
            dump([document], target)
            yield target.getvalue().encode()


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    (folder / "brat").mkdir()
    parts: dict[str, Test] = {
        "marks": test_marks,
        "attributions": test_attributions,
        "jsonl": partial(test_file, jsonl.load, folder / "a.jsonl"),
        "citron": partial(test_file, citron.load, folder / "a.json"),
        "tei": partial(test_file, tei.load, folder / "a.xml"),
        "brat": partial(test_brat, folder / "brat"),
        "html": test_html,
        "flow": test_flow,
    }
    if len(sys.argv) < 2 or sys.argv[1] not in parts:
        sys.exit(f"{__doc__}\nGive one of: {', '.join(parts)}")
    program, part, *options = sys.argv
    first = folder / "seeds"
    first.mkdir()
    for number, seed in enumerate(seeds(part)):
        (first / str(number)).write_bytes(seed)
    shown = ("".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "surrogatepass")) for piece in PIECES if piece)
    (folder / "pieces").write_text("".join(f'"{piece}"\n' for piece in shown), encoding="ascii")
    again = any(Path(option).is_file() for option in options)
    defaults = [f"-dict={folder / 'pieces'}", f"-max_len={LONGEST.get(part, 400)}", "-timeout=20", "-rss_limit_mb=4096"]
    atheris.Setup(
        [program, *defaults, "-print_final_stats=1", *options, *([] if again else [str(first)])],
        parts[part],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
