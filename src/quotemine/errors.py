"""The errors of quotemine, each also of the builtin kind that a caller expects."""

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "DeviceError",
    "ExtractionError",
    "InputFileError",
    "InputTypeError",
    "MissingPackageError",
    "QuotemineError",
    "SettingError",
    "WeightsError",
    "WorkerError",
]


LONGEST = 1000  # characters of another library's message; some put the whole input into it


class QuotemineError(Exception):
    """Base of every error that quotemine raises on purpose."""


class InputTypeError(QuotemineError, TypeError):
    """Something that is not text was given as text."""

    @classmethod
    def for_text(cls, found: object) -> "InputTypeError":
        """``extract(None)``, ``extract(b"...")`` and the like."""
        hint = " (decode bytes first, as in data.decode('utf-8'))" if isinstance(found, bytes | bytearray) else ""
        if isinstance(found, list | tuple):
            hint = " (for many texts there is quotemine.extract_many)"
        return cls(f"quotemine expected a text of type str, got {type(found).__name__}{hint}")

    @classmethod
    def for_texts(cls, found: object) -> "InputTypeError":
        """``extract_many("one text")``: a string would be read letter by letter."""
        return cls(
            f"quotemine expected an iterable of texts, got {type(found).__name__} "
            "(for one text there is quotemine.extract)"
        )

    @classmethod
    def for_results(cls, found: object, where: str = "") -> "InputTypeError":
        """``merge_speakers(extract(text))``: the quotes of one document, or something else altogether."""
        place = f" {where}" if where else ""
        return cls(
            "quotemine expected the Quotes of many documents, {id: quotes, ...} with ids of type str or int, "
            f"or a list of Quotes; got {type(found).__name__}{place}"
        )

    @classmethod
    def for_documents(cls, found: object, where: str = "") -> "InputTypeError":
        """``tei.dump(quotes, path)``: exports take documents, which have the text too."""
        return cls(
            f"quotemine expected an iterable of quotemine.Document, got {type(found).__name__}{where}; "
            "make one with quotemine.from_text(text, id=...), or Document(id, text, quotes), and put it in a list"
        )


class SettingError(QuotemineError, ValueError):
    """A setting has a value that it cannot have."""

    @classmethod
    def for_value(cls, name: str, found: object, allowed: str) -> "SettingError":
        """``extract(text, attributions="everything")``."""
        return cls(f"{name} must be {allowed}, got {found!r}")


class WeightsError(QuotemineError, RuntimeError):
    """The weights that come with quotemine are missing or damaged."""

    @classmethod
    def missing(cls, path: Path) -> "WeightsError":
        """The file is not there."""
        return cls(f"the weights file {path} is missing; {_remedy(path)}")

    @classmethod
    def damaged(cls, path: Path, why: str) -> "WeightsError":
        """The file is there but is not what was released."""
        return cls(f"the weights file {path} is damaged ({why}); {_remedy(path)}")


def _remedy(path: Path) -> str:
    if path.parent == Path(__file__).parent / "model":
        return "reinstall with: pip install --force-reinstall quotemine"
    return "write the folder anew with: python training/export.py CHECKPOINT --out FOLDER"


class DeviceError(QuotemineError, RuntimeError):
    """The device that was asked for cannot be used."""

    @classmethod
    def without_cuda(cls, found: Sequence[str]) -> "DeviceError":
        """ONNX Runtime has no CUDA, or its libraries cannot be loaded."""
        return cls(
            f"device='cuda' needs ONNX Runtime with CUDA and an NVIDIA GPU, found {', '.join(found)}; "
            "install it with: pip install 'quotemine[gpu]', then: "
            "pip uninstall -y onnxruntime; pip install --force-reinstall --no-deps onnxruntime-gpu"
        )


class WorkerError(QuotemineError, RuntimeError):
    """A process that shared the work did not come to its end."""

    @classmethod
    def killed(cls, where: str) -> "WorkerError":
        """It was killed while it read these texts, or another one was and took its results with it."""
        return cls(
            f"a process was killed, most likely for want of memory, or could not start; {where} were at hand; "
            "take fewer processes, or leave out very long texts "
            "(a script that asks for processes keeps its own work under if __name__ == '__main__':)"
        )


class ExtractionError(QuotemineError, RuntimeError):
    """A text could not be read, which should not happen."""

    @classmethod
    def for_error(cls, error: Exception) -> "ExtractionError":
        """Whatever went wrong, in a work that goes on with the other texts."""
        why = " ".join(str(error).split())
        why = why if len(why) <= LONGEST else f"{why[: LONGEST - 2]} …"
        name = type(error).__name__
        return cls(
            f"extraction failed with {name}: {why}; please report it, with the text; the others are not affected"
        )


class InputFileError(QuotemineError, ValueError):
    """A file that should hold documents does not."""

    @classmethod
    def at_line(cls, path: str, line: int, why: str) -> "InputFileError":
        """One line of a file is no document."""
        return cls(f"{path}:{line}: {why}")


class MissingPackageError(QuotemineError, ImportError):
    """An optional package is needed and not installed."""

    @classmethod
    def for_extra(cls, package: str, extra: str) -> "MissingPackageError":
        """The package comes with an extra of quotemine."""
        return cls(f"{package} is not installed; install it with: pip install 'quotemine[{extra}]'", name=package)
