"""The command ``quotemine evaluate``: how well quotes are found in documents that you have annotated."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotemine.cli.options import (
    Attributions,
    AttributionsOption,
    ConfidenceOption,
    Device,
    DeviceOption,
    ModelOption,
    ProcessesOption,
    QuietOption,
    check_settings,
)
from quotemine.cli.work import at_work, standard_output
from quotemine.documents import Document
from quotemine.errors import InputFileError
from quotemine.settings import BEST_CONFIDENCE

if TYPE_CHECKING:
    from quotemine.evaluation import AnnotatedText, Scores

__all__ = ["evaluate"]

SUFFIXES = (".jsonl", ".jsonl.gz")


class Format(StrEnum):
    """How scores are written."""

    table = "table"
    json = "json"


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Annotated documents: .jsonl, .jsonl.gz, or a folder of brat.")
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score these results (.jsonl, .jsonl.gz) and extract nothing."),
    ] = None,
    split: Annotated[
        bool, typer.Option("--split", help="Every span of a content counts as a quote of its own.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How to write the scores.")] = Format.table,
    attributions: AttributionsOption = Attributions.speech,
    min_confidence: ConfidenceOption = BEST_CONFIDENCE,
    model: ModelOption = "accurate",
    device: DeviceOption = Device.cpu,
    n_process: ProcessesOption = 1,
    quiet: QuietOption = False,
) -> None:
    """Measure how well quotes are found in documents that you have annotated.

    GOLD has one document a line, {"id": ..., "text": ..., "quotes": [...]}. Each
    quote has "content", spans [[start, end], ...], and what was annotated of
    "source" (spans; [] where the text has none), "speaker" (a name) and "kind"
    (direct, indirect or mixed). Or it is a folder of .txt and .ann files as brat
    writes them.

    Quotes are extracted with the options below, or read from the file that
    --predictions names, and compared. What counts as right stands below the
    table. Lines that cannot be read are reported as PATH:LINE on standard error,
    the rest is scored, and the exit status is 2.

    \b
    Examples:
      quotemine evaluate gold.jsonl
      quotemine evaluate annotated/ --model fast
      quotemine evaluate gold.jsonl --format json > scores.json
      quotemine extract gold.jsonl -o found.jsonl
      quotemine evaluate gold.jsonl --predictions found.jsonl
    """
    _check(gold, predictions)
    settings = check_settings(attributions, min_confidence, model, device)
    with at_work(bar=not quiet and predictions is None and sys.stderr.isatty()) as work:
        from quotemine import evaluation  # noqa: PLC0415  # NumPy; --help should not wait for it

        annotated = list(evaluation.load_gold(gold, on_error=work.report))
        if not annotated:
            if not work.problems:
                work.report(InputFileError(f"{gold}: no documents in it; there is nothing to evaluate"))
            return
        found: Iterable[AnnotatedText | Document]
        if predictions is None:
            work.expect(len(annotated))
            found = list(work.extract(_documents(annotated), settings, n_process))
            work.stop_writing()
            if work.interrupted:
                raise KeyboardInterrupt  # scores of a part would be taken for those of the whole
        else:
            found = list(evaluation.load_predictions(predictions, annotated, on_error=work.report))
        scores = evaluation.evaluate(annotated, found, split=split)
        with standard_output() as file:
            file.write(_write(scores, format_) + "\n")


def _check(gold: Path, predictions: Path | None) -> None:
    if not gold.is_dir() and not gold.name.lower().endswith(SUFFIXES):
        message = f"{gold} is neither a .jsonl or .jsonl.gz file nor a folder"
        raise typer.BadParameter(message, param_hint="GOLD")
    if predictions is not None and not predictions.name.lower().endswith(SUFFIXES):
        message = f"{predictions} is no .jsonl or .jsonl.gz file, as quotemine extract -o writes it"
        raise typer.BadParameter(message, param_hint="--predictions")


def _documents(annotated: Iterable["AnnotatedText"]) -> Iterator[Document]:
    for document in annotated:
        yield Document(document.id, document.text or "")


def _write(scores: "Scores", format_: Format) -> str:
    if format_ is Format.json:
        return json.dumps(scores.to_dict(), indent=2)
    from quotemine.evaluation.tables import PAGE_WIDTH, as_text  # noqa: PLC0415  # seconds

    if not sys.stdout.isatty():
        return as_text(scores)
    return as_text(scores, shutil.get_terminal_size((PAGE_WIDTH, 0)).columns, terminal=True)
