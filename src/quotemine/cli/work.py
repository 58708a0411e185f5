"""What commands that read documents have in common: extraction, progress, problems, exit statuses."""

import io
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import IO

import typer
from attrs import asdict, define, evolve, field
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from quotemine.cli.statuses import BAD_INPUT, FAILED, INTERRUPTED, PIPE_CLOSED
from quotemine.documents import Document
from quotemine.errors import InputFileError, QuotemineError, WorkerError
from quotemine.formats.targets import Target
from quotemine.settings import Settings

__all__ = ["Dump", "Work", "at_work", "standard_output"]

Dump = Callable[[Iterator[Document], Target], None]

RATE_OVER = 600.0  # seconds; processes give their documents by the batch, and long ones take longer


@define
class Work:
    """What was done so far, shown on standard error, where messages and the progress bar must know of each other.

    Attributes:
        documents: how many documents are done.
        problems: how many problems were reported.
        interrupted: whether Ctrl-C was pressed.
        failures: messages of the documents that were read and could not be extracted, which then have no quotes.
    """

    _progress: Progress
    _task: TaskID
    documents: int = field(default=0, init=False)
    problems: int = field(default=0, init=False)
    interrupted: bool = field(default=False, init=False)
    failures: list[str] = field(factory=list, init=False)
    _writing: bool = field(default=False, init=False)
    _unlisted: list[str] = field(factory=list, init=False)
    _list: IO[str] | None = field(default=None, init=False)

    def report(self, error: InputFileError) -> None:
        """Show a problem; the work goes on."""
        self.problems += 1
        if self._list is None:
            self._unlisted.append(str(error))
        else:
            self._list.write(f"{error}\n")
            self._list.flush()
        self._progress.console.print(Text(str(error)), soft_wrap=True)

    @contextmanager
    def listed(self, path: Path) -> Iterator[None]:
        """Write problems into a file, too, one a line, also those that were reported before."""
        with path.open("w", encoding="utf-8", errors="replace") as self._list:
            try:
                self._list.writelines(f"{problem}\n" for problem in self._unlisted)
                yield
            finally:
                self._list = None

    def expect(self, total: int | None) -> None:
        """Say how many documents there will be, if that is known."""
        self._progress.update(self._task, total=total)

    def advance(self, documents: int = 1) -> None:
        """Count documents."""
        self.documents += documents
        self._progress.advance(self._task, documents)

    def count(self, documents: Iterator[Document]) -> Iterator[Document]:
        """Give the documents as they are; none after Ctrl-C."""
        return self._until_interrupted(self._count(documents))

    def _count(self, documents: Iterator[Document]) -> Generator[Document]:
        for document in documents:
            self.advance()
            yield document

    def interrupt(self) -> None:
        """Ctrl-C: end what is being read; what is being written first comes to its proper end."""
        if self.interrupted or not self._writing:
            raise KeyboardInterrupt
        self.interrupted = True

    def extract(self, documents: Iterator[Document], settings: Settings, n_process: int) -> Iterator[Document]:
        """Give the documents with their quotes; none after Ctrl-C."""
        return self._until_interrupted(self._extract(documents, settings, n_process))

    def stop_writing(self) -> None:
        """Say that no file is left to be ended: from now on, Ctrl-C ends the command at once."""
        self._writing = False

    def _until_interrupted(self, documents: Generator[Document]) -> Iterator[Document]:
        with closing(documents):
            try:
                for document in documents:
                    self._writing = True  # by whoever asked for it
                    yield document
                    self._writing = False
                    if self.interrupted:
                        return
            except KeyboardInterrupt:
                self.interrupted = True
            finally:
                self._writing = True  # the end of the file

    def _extract(self, documents: Iterator[Document], settings: Settings, n_process: int) -> Generator[Document]:
        from quotemine.api import extract_many  # noqa: PLC0415 (seconds; --help should not wait for it)

        waiting: deque[Document] = deque()  # read ahead

        def texts() -> Iterator[str]:
            for document in documents:
                waiting.append(document)
                yield document.text

        def fail(_: int, error: QuotemineError) -> None:
            self.failures.append(f"{waiting[0].id}: {error}")
            self.report(InputFileError(self.failures[-1]))

        try:
            for quotes in extract_many(texts(), **asdict(settings), n_process=n_process, on_error=fail):
                self.advance()
                yield evolve(waiting.popleft(), quotes=quotes)
        except WorkerError as error:
            where = f"documents from {waiting[0].id} on"
            raise WorkerError.killed(where) from error

    def write(self, documents: Iterator[Document], dump: Dump, target: Path | None) -> None:
        """Write documents to a path, or to standard output; a path is only touched when something could be read."""
        if target is None:
            with standard_output() as file:
                dump(documents, file)
            return
        first = next(documents, None)
        if first is not None or not (self.problems or self.interrupted):
            dump(chain(() if first is None else (first,), documents), str(target))


class Rate(ProgressColumn):
    """Documents by the second, the minute or the hour."""

    def render(self, task: Task) -> Text:
        """Give the text for the bar."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        for seconds, unit in ((1, "second"), (60, "minute"), (3600, "hour")):
            if speed * seconds >= 1 or unit == "hour":
                break
        return Text(f"{speed * seconds:.1f} a {unit}")


@contextmanager
def at_work(*, bar: bool, total: Callable[[], int | None] = lambda: None) -> Iterator[Work]:
    """Run the body of a command, and end the process with the status that tells how it went.

    Args:
        bar: whether a progress bar is wanted.
        total: counts the documents, for the bar.
    """
    console = Console(stderr=True)
    progress = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("done,"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
        transient=True,
        redirect_stdout=False,
        speed_estimate_period=RATE_OVER,
    )
    work = Work(progress, progress.add_task("", total=None))
    try:
        with _interrupts(work), progress if bar else nullcontext():
            if bar:
                work.expect(total())
            yield work
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # as in: quotemine extract ... | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes stdout once more at its end
        raise typer.Exit(PIPE_CLOSED) from None
    except (QuotemineError, OSError) as error:
        typer.echo(f"quotemine: {error}", err=True)
        raise typer.Exit(FAILED) from None
    if work.interrupted:
        typer.echo(f"quotemine: interrupted; documents done and written: {work.documents:,}", err=True)
        raise typer.Exit(INTERRUPTED)
    if work.problems:
        raise typer.Exit(BAD_INPUT)


@contextmanager
def _interrupts(work: Work) -> Iterator[None]:
    """Tell the work of Ctrl-C."""
    here = threading.current_thread() is threading.main_thread()  # where signals come
    if not here or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:  # in the background: ignored
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: work.interrupt())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def standard_output() -> Iterator[io.TextIOWrapper]:
    """Give standard output in UTF-8, whatever the terminal is set to, each piece written at once."""
    wrapper = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        yield wrapper
        wrapper.flush()
    finally:
        wrapper.detach()
