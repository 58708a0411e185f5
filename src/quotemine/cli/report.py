"""The command ``quotemine report``: from texts, or from quotes found before, to one page of HTML."""

import sys
from functools import partial
from typing import Annotated

import typer

from quotemine.cli.options import (
    Attributions,
    AttributionsOption,
    ConfidenceOption,
    Device,
    DeviceOption,
    Inputs,
    ModelOption,
    ProcessesOption,
    QuietOption,
    check_settings,
    check_target,
)
from quotemine.cli.quoted import read_quoted
from quotemine.cli.work import at_work
from quotemine.inputs import count_documents, read_documents
from quotemine.report import TITLE, dump
from quotemine.settings import BEST_CONFIDENCE

__all__ = ["report"]

# Options of the extraction, which means nothing where quotes are taken as they are.
OF_EXTRACTION = ("attributions", "min_confidence", "model", "device", "n_process")


def report(
    context: typer.Context,
    inputs: Inputs,
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="Write here; - is standard output.")],
    title: Annotated[str, typer.Option(help="Heading of the page.")] = TITLE,
    reuse: Annotated[
        bool, typer.Option("--reuse", help="Take the quotes that the inputs have: .jsonl of quotemine extract --texts.")
    ] = False,
    attributions: AttributionsOption = Attributions.speech,
    min_confidence: ConfidenceOption = BEST_CONFIDENCE,
    model: ModelOption = "accurate",
    device: DeviceOption = Device.cpu,
    n_process: ProcessesOption = 1,
    quiet: QuietOption = False,
) -> None:
    """Make one page of HTML with all quotes, to search, filter and read.

    The page is a single file that needs no network. It shows the documents, the
    speakers with their counts, and every quote, searches and filters them, leads
    to the place in the text, and prints with citations.

    Inputs are those of quotemine extract. With --reuse, they are .jsonl or
    .jsonl.gz files, folders of them, or - for JSON Lines on standard input, as
    quotemine extract --texts --format jsonl writes them; the quotes are taken
    as they stand, also where you have corrected them. What cannot be read is
    reported on standard error, all else is done, and the exit status is 2.

    \b
    Examples:
      quotemine report articles/ -o report.html
      quotemine report corpus.jsonl --title "Harbour, 2026" -o report.html
      quotemine report quotes.jsonl --reuse -o report.html
    """
    target = check_target(output, inputs)
    settings = check_settings(attributions, min_confidence, model, device)
    if reuse:
        _check_alone(context)
    on_screen = target is None and sys.stdout.isatty()
    total = partial(count_documents, inputs, leave_out=target)
    with at_work(bar=not quiet and not on_screen and sys.stderr.isatty(), total=total) as work:
        if reuse:
            documents = work.count(read_quoted(inputs, work.report, leave_out=target))
        else:
            documents = work.extract(read_documents(inputs, work.report, leave_out=target), settings, n_process)
        work.write(documents, partial(dump, title=title), target)


def _check_alone(context: typer.Context) -> None:
    """Refuse options of the extraction where there is none, so that nobody waits for their effect."""
    for name in OF_EXTRACTION:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = f"--{name.replace('_', '-')}"
            raise typer.BadParameter("means nothing with --reuse, which takes quotes as they are", param_hint=option)
