"""The command line: formats, exit statuses, and messages that say where and why."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import handmade
import pytest
from typer.testing import CliRunner, Result

from quotemine.cli import app
from quotemine.cli.extract import Format
from quotemine.documents import Document
from quotemine.errors import WeightsError
from quotemine.types import Cue, Quote, Quotes, Span, Speaker

TIME = re.compile(rb'\d{4}-\d\d-\d\dT[^"<]+')
SAID = "“No [bold]way[/bold],” she said."


def make_quotes(text: str) -> Quotes:
    """Stand in for the flow: one quote where the text is ``SAID``."""
    if text != SAID:
        return Quotes()
    source = Span(24, 27, "she")
    quote = Quote(
        id="q1",
        kind="direct",
        content=(Span(0, 23, text[:23]),),
        cue=Cue(Span(28, 32, "said"), "say", "speech"),
        source=source,
        speaker=Speaker("e1", "Ines Corran", "PERSON", named=True, mention=source),
        context=Span(0, len(text), text),
        confidence=0.9,
    )
    return Quotes((quote,))


Run = Callable[..., Result]


@pytest.fixture
def calls() -> list[dict[str, object]]:
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, calls: list[dict[str, object]]) -> Run:
    def extract_many(texts: Iterable[str], **options: object) -> Iterator[Quotes]:
        calls.append(options)
        return map(make_quotes, texts)

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    return lambda *arguments, **options: CliRunner().invoke(app, [str(a) for a in arguments], **options)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_bare_command_prints_help(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert "extract" in result.stdout


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("quotemine 0.")


def test_help_has_examples(run: Run) -> None:
    result = run("extract", "--help")
    assert result.exit_code == 0
    assert "\n    quotemine extract article.txt\n" in result.stdout


def test_no_input_is_misuse(run: Run) -> None:
    assert run("extract").exit_code == 2


def test_json_lines_are_the_default_outside_a_terminal(run: Run, article: Path) -> None:
    result = run("extract", article)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "“No" in result.stdout  # as it is, not escaped
    assert json.loads(result.stdout) == {"id": "article", "quotes": make_quotes(SAID).to_dicts()}


def test_options_reach_the_flow(run: Run, article: Path, calls: list[dict[str, object]]) -> None:
    run("extract", article)
    run("extract", article, "--attributions", "all", "--n-process", "2", "--model", "fast", "--min-confidence", "0.5")
    settings = {"attributions": "speech", "min_confidence": 0.4, "model": "accurate", "device": "cpu"}
    assert all(call.pop("on_error") for call in calls)
    assert calls == [
        {**settings, "n_process": 1},
        {
            "attributions": "all",
            "min_confidence": 0.5,
            "model": "fast",
            "device": "cpu",
            "n_process": 2,
        },
    ]
    assert type(calls[0]["attributions"]) is str


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xml"),
        ("--attributions", "none"),
        ("--n-process", "0"),
        ("--n-process", "many"),
        ("--min-confidence", "2"),
        ("--model", "no such folder"),
        ("--device", "tpu"),
    ],
)
def test_bad_option(run: Run, article: Path, arguments: tuple[str, str]) -> None:
    result = run("extract", article, *arguments)
    assert result.exit_code == 2
    assert arguments[0] in result.stderr


def test_json_array(run: Run, article: Path) -> None:
    result = run("extract", article, article, "--format", "json")
    assert [document["id"] for document in json.loads(result.stdout)] == ["article", "article"]


def test_json_array_of_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    assert json.loads(run("extract", tmp_path / "empty.jsonl", "--format", "json").stdout) == []


def test_table_outside_a_terminal_is_plain(run: Run, article: Path) -> None:
    result = run("extract", article, "--format", "table")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    heading, *_, row = [line for line in result.stdout.splitlines() if line]
    assert heading == "article: 1 quote"
    assert row.split() == ["Ines", "Corran", "(she)", "said", "direct", "“No", "[bold]way[/bold],”"]


def test_table_without_quotes(run: Run) -> None:
    assert run("extract", "-", "--format", "table", input="Nobody spoke.").stdout == "stdin: no quotes\n"


def test_control_characters_do_not_reach_the_table(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "\x1b[2Jx", "text": ""}), encoding="utf-8")
    assert run("extract", path, "--format", "table").stdout == "\N{REPLACEMENT CHARACTER}[2Jx: no quotes\n"


def test_half_a_surrogate_pair_is_escaped(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "\\ud800", "text": "A."}', encoding="utf-8")
    result = run("extract", path)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "\ud800"


@pytest.mark.parametrize("arguments", [(), ("-o", "-")])
def test_standard_input_and_output(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("extract", "-", *arguments, input=SAID)
    assert json.loads(result.stdout)["id"] == "stdin"


def test_output_file(run: Run, article: Path, tmp_path: Path) -> None:
    output = tmp_path / "quotes.jsonl"
    result = run("extract", article, "-o", output)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert json.loads(output.read_text(encoding="utf-8"))["quotes"][0]["speaker"] == "Ines Corran"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("quotes.json", "[\n"),
        ("quotes.JSON", "[\n"),
        ("quotes.txt", "article: 1 quote"),
        ("quotes", '{"id": "article"'),
        ("quotes.csv", '\ufeff"document",'),
        ("quotes.xml", "<?xml"),
        ("quotes.tsv", "# global.columns = "),
    ],
)
def test_the_name_of_the_output_tells_the_format(
    run: Run, article: Path, tmp_path: Path, name: str, start: str
) -> None:
    assert run("extract", article, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_the_format_asked_for_comes_before_the_name(run: Run, article: Path, tmp_path: Path) -> None:
    assert run("extract", article, "-o", tmp_path / "quotes.csv", "--format", "jsonl").exit_code == 0
    assert json.loads((tmp_path / "quotes.csv").read_text(encoding="utf-8"))["id"] == "article"


@pytest.mark.parametrize("format_", [one.value for one in Format])
def test_every_format_can_be_written(run: Run, article: Path, tmp_path: Path, format_: str) -> None:
    """With its source or speaker in it; brat writes a folder, Parquet is no text."""
    target = tmp_path / "written"
    assert run("extract", article, "-o", target, "--format", format_).exit_code == 0
    files = [path for path in (target, *target.rglob("*")) if path.is_file()]
    assert any(re.search(b"she|Ines Corran", path.read_bytes()) for path in files)


@pytest.mark.parametrize("format_", ["parquet", "brat"])
def test_what_is_no_text_does_not_go_into_a_pipe(run: Run, article: Path, format_: str) -> None:
    result = run("extract", article, "--format", format_)
    assert result.exit_code == 2
    assert "needs a path" in result.stderr
    assert "--output" in result.stderr


def test_texts_are_written_if_wanted(run: Run, article: Path) -> None:
    assert "text" not in json.loads(run("extract", article).stdout)
    assert json.loads(run("extract", article, "--texts").stdout)["text"] == SAID


def test_output_within_the_folder_that_is_read(run: Run, article: Path, tmp_path: Path) -> None:
    """A second run does not read the results of the first."""
    output = tmp_path / "quotes.jsonl"
    for _ in range(2):
        assert run("extract", tmp_path, "-o", output).exit_code == 0
    assert json.loads(output.read_text(encoding="utf-8"))["id"] == article.stem


def test_output_over_an_input_is_refused(run: Run, article: Path) -> None:
    result = run("extract", article, "-o", article)
    assert result.exit_code == 2
    assert "among the inputs" in result.stderr
    assert article.read_text(encoding="utf-8") == SAID


def test_output_that_cannot_be_written(run: Run, article: Path, tmp_path: Path) -> None:
    result = run("extract", article, "-o", tmp_path / "no-such-folder" / "quotes.jsonl")
    assert result.exit_code == 1
    assert "no-such-folder" in result.stderr
    assert "Traceback" not in result.output


def test_bad_input_is_reported_and_the_rest_done(run: Run, article: Path, tmp_path: Path) -> None:
    lines = tmp_path / "news.jsonl"
    lines.write_bytes(b'{"text": "A."}\nnot json\n{"text": "caf\xe9"}\n[]\n{}\n{"text": 1}\n{"text": "B."}\n')
    gone = tmp_path / "gone.txt"
    result = run("extract", gone, lines, article)
    assert result.exit_code == 2
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["news:1", "news:7", "article"]
    starts = [f"{gone}: ", *(f"{lines}:{line}: " for line in range(2, 7))]
    messages = result.stderr.splitlines()
    assert len(messages) == len(starts)
    assert all(message.startswith(start) for message, start in zip(messages, starts, strict=True))


def test_no_file_is_made_where_nothing_could_be_read(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "quotes.jsonl"
    assert run("extract", tmp_path / "gone.txt", "-o", output).exit_code == 2
    assert not output.exists()
    (tmp_path / "empty.jsonl").touch()
    assert run("extract", tmp_path / "empty.jsonl", "-o", output).exit_code == 0
    assert output.read_bytes() == b""


def test_damaged_weights_are_a_message(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def extract_many(texts: Iterable[str], **_: object) -> Iterator[Quotes]:
        raise WeightsError.missing(Path("encoder.onnx"))

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    result = run("extract", article)
    assert result.exit_code == 1
    assert result.stderr.startswith("quotemine: the weights file encoder.onnx is missing")


@pytest.fixture
def stopped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C before the first result."""

    def extract_many(texts: Iterable[str], **_: object) -> Iterator[Quotes]:
        raise KeyboardInterrupt

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)


@pytest.mark.usefixtures("stopped")
def test_interrupt(run: Run, article: Path) -> None:
    result = run("extract", article)
    assert result.exit_code == 130
    assert "Traceback" not in result.output


def test_reading_keeps_pace_with_writing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first result is written before the second document is read."""
    read: list[str] = []

    def extract_many(texts: Iterable[str], **_: object) -> Iterator[Quotes]:
        for text in texts:
            read.append(text)
            if len(read) == 2:
                raise KeyboardInterrupt
            yield Quotes()

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "A."}\n{"text": "B."}\n', encoding="utf-8")
    result = run("extract", path)
    assert result.exit_code == 130
    assert json.loads(result.stdout) == {"id": "news:1", "quotes": []}


# The command in a process of its own, with a stand-in for the flow that never comes to an end of its own.
ALONE = """
import sys, time
from types import SimpleNamespace
from quotemine.types import Quotes

def extract_many(texts, **options):
    for text in texts:
        yield Quotes()
    while text == "go on":
        time.sleep(0.01)

sys.modules["quotemine.api"] = SimpleNamespace(extract_many=extract_many)
from quotemine.cli import main
main()
"""


def test_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "A."}\n' * 50_000, encoding="utf-8")
    command = [sys.executable, "-c", ALONE, "extract", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "news:1"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@handmade.needs_ctrl_c
def test_interrupt_from_the_keyboard(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("go on", encoding="utf-8")
    command = [sys.executable, "-c", ALONE, "extract", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "a"  # it is at work
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"quotemine: interrupted; documents done and written: 1\n"
    assert process.returncode == 130


@pytest.fixture
def three(tmp_path: Path) -> Path:
    path = tmp_path / "three.jsonl"
    documents = ({"id": f"d{number}", "text": text} for number, text in enumerate((SAID, "It rained.", SAID)))
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


@pytest.mark.parametrize("format_", [format_ for format_ in Format if format_ is not Format.table])
def test_an_interrupted_file_is_whole(
    run: Run, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: Format
) -> None:
    """What was done when Ctrl-C was pressed is there, as if it had been all."""
    run("extract", three, "--format", format_, "-o", tmp_path / "whole")

    def extract_many(texts: Iterable[str], **_: object) -> Iterator[Quotes]:
        yield from map(make_quotes, texts)
        raise KeyboardInterrupt

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    result = run("extract", three, "--format", format_, "-o", tmp_path / "cut")
    assert result.exit_code == 130
    assert result.stderr == "quotemine: interrupted; documents done and written: 3\n"
    assert content(tmp_path / "cut") == content(tmp_path / "whole")


def content(path: Path) -> dict[str, bytes]:
    """What is in a file, or in the files of a folder, but for the times when it was made."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": TIME.sub(b"", file.read_bytes()) for file in files}


@handmade.needs_ctrl_c
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_while_a_document_is_written(
    run: Run, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, presses: int
) -> None:
    """The document is finished, the next one not begun; a second time ends at once."""
    written: list[object] = []

    def to_json(document: Document, **_: object) -> str:
        written.append(document.id)
        if document.id == "d1":
            for _press in range(presses):
                signal.raise_signal(signal.SIGINT)
        written.append("done")
        return "{}"

    monkeypatch.setattr("quotemine.formats.json.to_json", to_json)
    result = run("extract", three, "-o", tmp_path / "quotes.json")
    assert result.exit_code == 130
    assert written == ["d0", "done", "d1", "done"][: 5 - presses]
    if presses == 1:
        assert json.loads((tmp_path / "quotes.json").read_text(encoding="utf-8")) == [{}, {}]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_that_is_ignored(run: Run, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the background of a shell, where it is meant for the command in front."""

    def extract_many(texts: Iterable[str], **_: object) -> Iterator[Quotes]:
        for text in texts:
            signal.raise_signal(signal.SIGINT)
            yield make_quotes(text)

    monkeypatch.setattr("quotemine.api.extract_many", extract_many)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert run("extract", three, "-o", tmp_path / "quotes.jsonl").exit_code == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert len((tmp_path / "quotes.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.usefixtures("stopped")
def test_interrupted_before_anything_is_done(run: Run, three: Path, tmp_path: Path) -> None:
    """A file of earlier results stays."""
    (tmp_path / "quotes.jsonl").write_text("earlier\n", encoding="utf-8")
    assert run("extract", three, "-o", tmp_path / "quotes.jsonl").exit_code == 130
    assert (tmp_path / "quotes.jsonl").read_text(encoding="utf-8") == "earlier\n"


def run_in_terminal(*arguments: str, stdout_too: bool) -> tuple[str, str]:
    """Give what the command writes to its terminal and to a pipe on standard output."""
    pty = pytest.importorskip("pty")
    main_end, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ALONE, "extract", *arguments],
        stdout=terminal if stdout_too else subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    piped, _ = process.communicate()
    os.close(terminal)
    shown = b""
    try:
        while data := os.read(main_end, 65536):
            shown += data
    except OSError:  # how Linux says that nobody writes any more
        pass
    os.close(main_end)
    assert process.returncode == 0
    return shown.decode(), (piped or b"").decode()


def test_table_in_a_terminal(article: Path) -> None:
    """The table is what a terminal shows, in colour, and no progress bar runs through it."""
    shown, _ = run_in_terminal(str(article), stdout_too=True)
    assert "article" in shown
    assert ": no quotes" in shown
    assert "documents" not in shown


def test_progress_in_a_terminal(article: Path) -> None:
    """How many of how many; the rate and the time left as soon as they are known."""
    shown, piped = run_in_terminal(str(article), stdout_too=False)
    assert "1/1" in shown
    assert json.loads(piped) == {"id": "article", "quotes": []}
    shown, _ = run_in_terminal(str(article), "--quiet", stdout_too=False)
    assert shown == ""


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'textacy', 'onnxruntime', 'tokenizers', 'numpy', 'pandas'}"
    code = f"import sys, quotemine.cli; sys.exit(', '.join({heavy} & set(sys.modules)) or None)"
    subprocess.run([sys.executable, "-c", code], check=True)
