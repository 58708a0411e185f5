"""Checksums of the weights: written with them, verified when they are loaded.

They tell damage in transfer or on disk. Whoever can write the weights can write the checksums, too.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from quotemine.errors import WeightsError

__all__ = ["verify", "write_checksums"]

NAME = "checksums.json"
WEIGHTS = ("*.onnx", "*.npy", "tokenizer.json", "confidence.json", "speakers.json")


def verify(path: Path) -> None:
    """Compare a file with the checksum that stands in ``checksums.json`` beside it.

    A folder without that file, of weights made by other means, is taken as it is.

    Raises:
        WeightsError: the file is missing, or is another than the one that was written.

    Example:
        >>> import quotemine
        >>> verify(Path(quotemine.__file__).parent / "model" / "speakers.json")
    """
    if not path.is_file():
        raise WeightsError.missing(path)
    wanted = _read(path.parent / NAME).get(path.name)
    if wanted is not None and _checksum(path) != wanted:
        raise WeightsError.damaged(path, f"its checksum is not the one in {NAME}")


def write_checksums(folder: Path) -> None:
    """Write the checksums of all weights in a folder."""
    files = sorted(path for pattern in WEIGHTS for path in folder.glob(pattern))
    values = {path.name: _checksum(path) for path in files}
    (folder / NAME).write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    _read.cache_clear()


@cache
def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, AttributeError) as error:
        raise WeightsError.damaged(path, str(error)) from error


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
