"""What commands that read documents have in common: extraction, progress, problems, exit statuses."""

import io
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import IO

import typer
from attrs import asdict, define, evolve, field
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from quotemine.cli.statuses import BAD_INPUT, FAILED, INTERRUPTED, PIPE_CLOSED
from quotemine.documents import Document
from quotemine.errors import InputFileError, QuotemineError
from quotemine.formats.targets import Target
from quotemine.settings import Settings

__all__ = ["Dump", "Work", "at_work", "standard_output"]

Dump = Callable[[Iterator[Document], Target], None]

BATCH_SIZE = 64


@define
class Work:
    """What was done so far, shown on standard error, where messages and the progress bar must know of each other.

    Attributes:
        documents: how many documents are done.
        problems: how many problems were reported.
    """

    _progress: Progress
    _task: TaskID
    documents: int = field(default=0, init=False)
    problems: int = field(default=0, init=False)
    _list: IO[str] | None = field(default=None, init=False)

    def report(self, error: InputFileError) -> None:
        """Show a problem; the work goes on."""
        self.problems += 1
        if self._list is not None:
            self._list.write(f"{error}\n")
            self._list.flush()
        self._progress.console.print(Text(str(error)), soft_wrap=True)

    @contextmanager
    def listed(self, path: Path) -> Iterator[None]:
        """Write problems into a file, too, one a line."""
        with path.open("w", encoding="utf-8", errors="replace") as self._list:
            try:
                yield
            finally:
                self._list = None

    def advance(self, documents: int = 1) -> None:
        """Count documents."""
        self.documents += documents
        self._progress.advance(self._task, documents)

    def count(self, documents: Iterator[Document]) -> Iterator[Document]:
        """Give the documents as they are."""
        for document in documents:
            self.advance()
            yield document

    def extract(self, documents: Iterator[Document], settings: Settings, n_process: int) -> Iterator[Document]:
        """Give the documents with their quotes."""
        from quotemine.api import extract_many  # noqa: PLC0415 (seconds; --help should not wait for it)

        waiting: deque[Document] = deque()  # read ahead

        def texts() -> Iterator[str]:
            for document in documents:
                waiting.append(document)
                yield document.text

        for quotes in extract_many(texts(), **asdict(settings), n_process=n_process, batch_size=BATCH_SIZE):
            self.advance()
            yield evolve(waiting.popleft(), quotes=quotes)

    def write(self, documents: Iterator[Document], dump: Dump, target: Path | None) -> None:
        """Write documents to a path, or to standard output; a path is only touched when something could be read."""
        if target is None:
            with standard_output() as file:
                dump(documents, file)
            return
        first = next(documents, None)
        if first is not None or not self.problems:
            dump(chain(() if first is None else (first,), documents), str(target))


@contextmanager
def at_work(*, bar: bool) -> Iterator[Work]:
    """Run the body of a command, and end the process with the status that tells how it went.

    Args:
        bar: whether a progress bar is wanted.
    """
    columns = BarColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn()
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, redirect_stdout=False)
    work = Work(progress, progress.add_task("", total=None))  # how many there are is known at the end
    try:
        with progress if bar else nullcontext():
            yield work
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # as in: quotemine extract ... | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes stdout once more at its end
        raise typer.Exit(PIPE_CLOSED) from None
    except (QuotemineError, OSError) as error:
        typer.echo(f"quotemine: {error}", err=True)
        raise typer.Exit(FAILED) from None
    if work.problems:
        raise typer.Exit(BAD_INPUT)


@contextmanager
def standard_output() -> Iterator[io.TextIOWrapper]:
    """Give standard output in UTF-8, whatever the terminal is set to, each piece written at once."""
    wrapper = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        yield wrapper
        wrapper.flush()
    finally:
        wrapper.detach()
