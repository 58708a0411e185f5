"""The command ``quotemine``, one module for each of its commands."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from quotemine.cli import evaluate, extract, info, report, schema
from quotemine.cli.statuses import INTERRUPTED

__all__ = ["app", "main"]

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
app.command()(extract.extract)
app.command()(evaluate.evaluate)
app.command()(info.info)
app.command()(report.report)
app.command()(schema.schema)


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
