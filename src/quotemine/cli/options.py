"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quotemine.errors import SettingError
from quotemine.settings import Settings

__all__ = [
    "Attributions",
    "AttributionsOption",
    "ConfidenceOption",
    "Device",
    "DeviceOption",
    "Inputs",
    "ModelOption",
    "ProcessesOption",
    "QuietOption",
    "check_settings",
    "check_target",
]


class Attributions(StrEnum):
    """What counts as a quote."""

    speech = "speech"
    all = "all"


class Device(StrEnum):
    """Where the encoder runs."""

    cpu = "cpu"
    cuda = "cuda"


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input.")]
AttributionsOption = Annotated[
    Attributions, typer.Option(help="speech: what was said or written; all: thoughts and the rest, too.")
]
ConfidenceOption = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Leave out quotes with less confidence; 0 gives all.")
]
ModelOption = Annotated[
    str, typer.Option(metavar="accurate|fast|FOLDER", help="Weights to read with; fast is a little less accurate.")
]
DeviceOption = Annotated[Device, typer.Option(help="cuda needs an NVIDIA GPU.")]
ProcessesOption = Annotated[int, typer.Option(min=1, help="Processes to work in.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


def check_settings(attributions: Attributions, min_confidence: float, model: str, device: Device) -> Settings:
    """Make settings of the options; what typer cannot check is misuse of ``--model``."""
    try:
        return Settings(attributions.value, min_confidence, model, device.value)
    except SettingError as error:
        raise typer.BadParameter(str(error), param_hint="--model") from None


def check_target(output: str | None, inputs: list[str]) -> Path | None:
    """The path to write to, None for standard output; one that is among the inputs is misuse."""
    target = None if output is None or output == "-" else Path(output)
    if target is not None and any(_is_same_file(target, given) for given in inputs):
        message = f"{target} is among the inputs; write the results elsewhere"
        raise typer.BadParameter(message, param_hint="--output")
    return target


def _is_same_file(target: Path, given: str) -> bool:
    try:
        return given != "-" and not target.is_dir() and target.samefile(given)
    except OSError:  # one of them does not exist (yet)
        return False
