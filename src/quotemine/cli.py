"""The command ``quotemine``."""

import os
import shutil
import sys
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, nullcontext
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from attrs import asdict

from quotemine.errors import InputFileError, QuotemineError, SettingError
from quotemine.inputs import Document, read_documents
from quotemine.outputs import Result, dump_json, dump_jsonl, dump_table
from quotemine.settings import BEST_CONFIDENCE, Settings

__all__ = ["main"]

BATCH_SIZE = 64
PAGE_WIDTH = 100  # of tables that do not go to a terminal
FAILED, BAD_INPUT, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141  # exit statuses; the last two as shells have them

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


class Attributions(StrEnum):
    """What counts as a quote."""

    speech = "speech"
    all = "all"


class Device(StrEnum):
    """Where the encoder runs."""

    cpu = "cpu"
    cuda = "cuda"


def main() -> None:
    """Run the command line."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"quotemine {version('quotemine')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find who said what in English text."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input.")],
    format_: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: table in a terminal, jsonl otherwise.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write here; - is standard output.", show_default=False),
    ] = None,
    attributions: Annotated[
        Attributions, typer.Option(help="speech: what was said or written; all: thoughts and the rest, too.")
    ] = Attributions.speech,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out quotes with less confidence; 0 gives all.")
    ] = BEST_CONFIDENCE,
    model: Annotated[
        str, typer.Option(metavar="accurate|fast|FOLDER", help="Weights to read with; fast is a little less accurate.")
    ] = "accurate",
    device: Annotated[Device, typer.Option(help="cuda needs an NVIDIA GPU.")] = Device.cpu,
    n_process: Annotated[int, typer.Option(min=1, help="Processes to work in.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Find quotations, with cue and speaker, in files.

    A .jsonl or .jsonl.gz file has one document a line, an object with "text" and
    maybe "id". Any other file is one plain text. In folders, .txt, .jsonl and
    .jsonl.gz files are read, subfolders too. All must be UTF-8. What cannot be
    read is reported as PATH:LINE on standard error, everything else is done, and
    the exit status is 2.

    Offsets in JSON count characters of the text, end exclusive. Line ends count
    as they stand in the file. A byte order mark is dropped and does not count.

    \b
    Examples:
      quotemine extract article.txt
      quotemine extract articles/ -o quotes.jsonl
      quotemine extract corpus.jsonl.gz --attributions all --n-process 4 -o quotes.jsonl
      cat article.txt | quotemine extract - --format json
    """
    on_screen = output in (None, "-") and sys.stdout.isatty()
    if format_ is None:
        format_ = Format.table if on_screen and output is None else Format.jsonl
    target = None if output is None or output == "-" else Path(output)
    if target is not None and any(_is_same_file(target, given) for given in inputs):
        raise typer.BadParameter(f"{target} is among the inputs; write the results elsewhere", param_hint="--output")
    try:
        settings = Settings(attributions.value, min_confidence, model, device.value)
    except SettingError as error:
        raise typer.BadParameter(str(error), param_hint="--model") from None  # the others are checked by typer
    seen: Counter[str] = Counter()  # "documents" and "problems"
    bar = not quiet and not on_screen and sys.stderr.isatty()
    try:
        with _stderr(seen, bar=bar) as (advance, report):
            documents = read_documents(inputs, report, leave_out=target)
            results = _extract(documents, settings, n_process, advance)
            with closing(_dump(results, format_, on_screen=on_screen)) as chunks:
                if target is None:
                    _write_to_stdout(chunks)
                else:
                    _write_to_file(chunks, target, seen)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except (QuotemineError, OSError) as error:
        typer.echo(f"quotemine: {error}", err=True)
        raise typer.Exit(FAILED) from None
    if seen["problems"]:
        raise typer.Exit(BAD_INPUT)


def _extract(
    documents: Iterator[Document], settings: Settings, n_process: int, advance: Callable[[], None]
) -> Iterator[Result]:
    from quotemine.api import extract_many  # noqa: PLC0415 (seconds; --help should not wait for it)

    ids: deque[str | int] = deque()  # of the documents read ahead

    def texts() -> Iterator[str]:
        for document in documents:
            ids.append(document.id)
            yield document.text

    for quotes in extract_many(texts(), **asdict(settings), n_process=n_process, batch_size=BATCH_SIZE):
        advance()
        yield ids.popleft(), quotes


def _dump(results: Iterator[Result], format_: Format, *, on_screen: bool) -> Generator[str, None, None]:
    if format_ is Format.json:
        return dump_json(results)
    if format_ is Format.jsonl:
        return dump_jsonl(results)
    width = shutil.get_terminal_size((PAGE_WIDTH, 0)).columns if on_screen else PAGE_WIDTH
    return dump_table(results, width=width, terminal=on_screen)


def _write_to_stdout(chunks: Iterator[str]) -> None:
    try:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk.encode())  # UTF-8, whatever the terminal is set to
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # as in: quotemine extract ... | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes stdout once more at its end
        raise typer.Exit(PIPE_CLOSED) from None


def _write_to_file(chunks: Iterator[str], target: Path, seen: Counter[str]) -> None:
    """Write to a file, which is only touched when there is something to write or nothing went wrong."""
    first = next(chunks, "")
    if not seen["documents"] and seen["problems"]:
        return
    with target.open("wb") as file:
        file.write(first.encode())
        file.writelines(chunk.encode() for chunk in chunks)


@contextmanager
def _stderr(seen: Counter[str], *, bar: bool) -> Iterator[tuple[Callable[[], None], Callable[[InputFileError], None]]]:
    """Give two functions that count in ``seen``: one document is done, and one problem to show.

    Both write to standard error, where messages and the progress bar must know of each other.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    columns = BarColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn()
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, redirect_stdout=False)
    with progress if bar else nullcontext():
        task = progress.add_task("", total=None)  # how many there are is known at the end

        def advance() -> None:
            seen["documents"] += 1
            progress.advance(task)

        def report(error: InputFileError) -> None:
            seen["problems"] += 1
            console.print(Text(str(error)), soft_wrap=True)

        yield advance, report


def _is_same_file(target: Path, given: str) -> bool:
    try:
        return given != "-" and not target.is_dir() and target.samefile(given)
    except OSError:  # one of them does not exist (yet)
        return False
