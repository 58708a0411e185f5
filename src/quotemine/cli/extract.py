"""The command ``quotemine extract``: from texts to quotes in a format of choice."""

import shutil
import sys
from enum import StrEnum
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from attrs import asdict

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
from quotemine.cli.parts import FAILED, open_parts
from quotemine.cli.work import Dump, at_work
from quotemine.errors import InputFileError
from quotemine.formats.table import PAGE_WIDTH
from quotemine.inputs import count_documents, read_documents
from quotemine.settings import BEST_CONFIDENCE

__all__ = ["extract"]


class Format(StrEnum):
    """How results are written; each but the first is a module of :mod:`quotemine.formats`."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    parquet = "parquet"
    brat = "brat"
    tei = "tei"
    conll = "conll"
    web_annotation = "web-annotation"
    schema_org = "schema-org"
    citron = "citron"


# What the name of the output tells; jsonl where it tells nothing.
BY_SUFFIX = {
    ".json": Format.json,
    ".csv": Format.csv,
    ".parquet": Format.parquet,
    ".xml": Format.tei,
    ".tsv": Format.conll,
    ".txt": Format.table,
}
SUFFIXES = {format_: suffix for suffix, format_ in BY_SUFFIX.items()} | {Format.jsonl: ".jsonl"}
NO_PARTS = (Format.table, Format.brat)
FILES_ONLY = (Format.parquet, Format.brat)  # which do not go through a pipe
WITH_TEXTS = (Format.jsonl, Format.json)  # which may have the texts, or not


def extract(
    inputs: Inputs,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", help="Default: by --output; table in a terminal, else jsonl.", show_default=False
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write here; - is standard output.", show_default=False),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Write parts into a folder, or go on where that was broken off.")
    ] = False,
    part_size: Annotated[int, typer.Option(min=1, help="Documents in a part, with --resume.")] = 1000,
    texts: Annotated[bool, typer.Option("--texts", help="Write the texts, too (json, jsonl).")] = False,
    attributions: AttributionsOption = Attributions.speech,
    min_confidence: ConfidenceOption = BEST_CONFIDENCE,
    model: ModelOption = "accurate",
    device: DeviceOption = Device.cpu,
    n_process: ProcessesOption = 1,
    quiet: QuietOption = False,
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
      quotemine extract articles/ -o quotes.csv
      quotemine extract novel.txt --format tei -o novel.xml
      quotemine extract corpus.jsonl.gz --attributions all --n-process 4 -o quotes.jsonl
      quotemine extract archive/ --format parquet --n-process 4 --resume -o parts/
      cat article.txt | quotemine extract - --format json
    """
    on_screen = output in (None, "-") and sys.stdout.isatty()
    target = check_target(output, inputs)
    if format_ is None and target is not None:
        name = Path(target.name.removesuffix(".gz"))
        format_ = BY_SUFFIX.get(name.suffix.lower(), Format.jsonl)
    elif format_ is None:
        format_ = Format.table if on_screen and output is None else Format.jsonl
    if resume and (target is None or format_ in NO_PARTS):
        message = "--resume writes files into a folder, in any format but brat and table"
        raise typer.BadParameter(message, param_hint="--output" if target is None else "--format")
    if resume and target is not None and any(_is_within(target, given) for given in inputs):
        raise typer.BadParameter(f"{target} is within the inputs; write the parts elsewhere", param_hint="--output")
    if target is None and format_ in FILES_ONLY:
        raise typer.BadParameter(f"{format_.value} needs a path to write to", param_hint="--output")
    settings = check_settings(attributions, min_confidence, model, device)
    dump = _dump(format_, texts=texts, on_screen=on_screen)
    total = partial(count_documents, inputs, leave_out=target)
    with at_work(bar=not quiet and not on_screen and sys.stderr.isatty(), total=total) as work:
        documents = read_documents(inputs, work.report, leave_out=target)
        if target is None or not resume:
            work.write(work.extract(documents, settings, n_process), dump, target)
            return
        asked = {
            "quotemine": version("quotemine"),
            "inputs": inputs,
            "format": format_.value,
            "part_size": part_size,
            "texts": texts,
            **asdict(settings),
        }
        parts = open_parts(target, SUFFIXES.get(format_, ".json"), part_size, asked)
        skipped, left = parts.skip(documents)
        work.advance(skipped)
        with work.listed(target / FAILED):
            for failure in (failure for part in parts.done for failure in part.failures):
                work.report(InputFileError(failure))
            parts.write(work.extract(left, settings, n_process), dump, work.failures)


def _is_within(target: Path, given: str) -> bool:
    return given != "-" and target.resolve().is_relative_to(Path(given).resolve())


def _dump(format_: Format, *, texts: bool, on_screen: bool) -> Dump:
    module = import_module(f"quotemine.formats.{format_.name}")
    if format_ in WITH_TEXTS:
        return partial(module.dump, texts=texts)
    if format_ is Format.table and on_screen:
        return partial(module.dump, width=shutil.get_terminal_size((PAGE_WIDTH, 0)).columns, terminal=True)
    dump: Dump = module.dump
    return dump
