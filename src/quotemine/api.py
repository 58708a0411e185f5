"""The functions that most users need: from texts to quotes."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import closing
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from attrs import asdict

from quotemine.errors import ExtractionError, InputTypeError, QuotemineError, SettingError
from quotemine.settings import BEST_CONFIDENCE, Settings
from quotemine.types import Attributions, Device, Quotes

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["OnTextError", "extract", "extract_many", "extract_with", "load"]

OnTextError = Callable[[int, QuotemineError], None]
"""Called with the index of a text, counted from 0, and what is wrong with it."""


def extract(
    text: str,
    *,
    attributions: Attributions = "speech",
    min_confidence: float = BEST_CONFIDENCE,
    model: str = "accurate",
    device: Device = "cpu",
) -> Quotes:
    """Find who said what in a text.

    The first call loads the weights.

    Args:
        text: any string; best an article or a chapter at a time.
        attributions: *speech* gives what was said (cue class speech, or no cue), *all* thoughts and other
            attributions too.
        min_confidence: quotes with less confidence than this are left out; from 0 to 1.  Below the default more
            are wrong than right; 0 gives all.
        model: *accurate*; *fast*, several times as fast and a little less accurate; or the path of a folder
            of weights of your own, as ``training/export.py`` writes it.
        device: *cpu*, or *cuda* for an NVIDIA GPU.

    Raises:
        InputTypeError: ``text`` is no ``str``; also a ``TypeError``.
        SettingError: a setting has a value that it cannot have; also a ``ValueError``.
        DeviceError: the device cannot be used; also a ``RuntimeError``.

    Example:
        >>> for quote in extract('"The bridge is safe," said Ada Quill.'):
        ...     print(quote.speaker.name, quote.cue.lemma, quote.text)
        Ada Quill say "The bridge is safe,"
    """
    return extract_with(text, Settings(attributions, min_confidence, model, device))


def extract_with(text: str, settings: Settings) -> Quotes:
    """As :func:`extract`, the settings being checked already."""
    if not isinstance(text, str):
        raise InputTypeError.for_text(text)
    if not text or text.isspace():
        return Quotes((), text)
    from quotemine.flow.quotes import find_quotes  # noqa: PLC0415  # heavy
    from quotemine.model_cache import get_encoder  # noqa: PLC0415

    return find_quotes(text, get_encoder(settings), settings)


def extract_many(  # noqa: PLR0913  # one argument each for what, how, by how many, and what is shown
    texts: Iterable[str],
    *,
    attributions: Attributions = "speech",
    min_confidence: float = BEST_CONFIDENCE,
    model: str = "accurate",
    device: Device = "cpu",
    n_process: int = 1,
    batch_size: int = 16,
    progress: bool = False,
    on_error: OnTextError | None = None,
) -> Iterator[Quotes]:
    """Find who said what in many texts, one after the other as they come.

    Args:
        texts: any iterable, consumed lazily.
        attributions, min_confidence, model, device: as in :func:`extract`.
        n_process: how many processes share the work.  As always with processes, a script that asks for
            several keeps its own work under ``if __name__ == "__main__":``.  They end with this one.
        batch_size: how many texts, at most, a process gets at a time; fewer where ``texts`` has a length and is short.
        progress: whether to show a progress bar on standard error.
        on_error: called for each text that cannot be read, such as ``None`` among strings, with its index (counted
            from 0) and the error; it then has no quotes, and reading goes on.  Without it, the first error is raised.

    Yields:
        The quotes of each text, in the order of the texts.

    Raises:
        InputTypeError: ``texts`` is no iterable of texts, at once; or, without ``on_error``, one of them is no
            ``str``, once those before it were given.
        SettingError: a setting has a value that it cannot have.
        WorkerError: one of several processes was killed, most likely for want of memory; also a ``RuntimeError``.

    Example:
        >>> texts = ["It rained.", '"The bridge is safe," said Ada Quill.']
        >>> [len(quotes) for quotes in extract_many(texts)]
        [0, 1]
        >>> found = extract_many(["It rained.", None], on_error=lambda index, error: print(index, error))
        >>> [len(quotes) for quotes in found]
        1 quotemine expected a text of type str, got NoneType
        [0, 0]
    """
    settings = Settings(attributions, min_confidence, model, device)
    _check_count("n_process", n_process)
    _check_count("batch_size", batch_size)
    if isinstance(texts, str | bytes | bytearray):
        raise InputTypeError.for_texts(texts)
    total = len(texts) if isinstance(texts, Sized) else None
    try:
        items = map(_checked, iter(texts))
    except TypeError as error:
        raise InputTypeError.for_texts(texts) from error
    if total is not None:
        batch_size = max(1, min(batch_size, ceil(total / (4 * n_process))))  # so that few texts too are shared evenly
    extract_one = partial(_extract_item, settings=settings, forgiving=on_error is not None)
    found: Generator[Quotes | QuotemineError]
    if n_process == 1:
        found = (extract_one(item) for item in items)
    else:
        from quotemine.processes import map_in_processes  # noqa: PLC0415  # slow to import

        found = map_in_processes(extract_one, items, n_process, batch_size)
    results = _with_errors(found, on_error)
    return _show_progress(results, total) if progress else results


def load(
    model: str = "accurate",
    *,
    attributions: Attributions = "speech",
    min_confidence: float = BEST_CONFIDENCE,
    device: Device = "cpu",
) -> "Language":
    """Give a spaCy pipeline of English tokenizer and quotemine.

    Args:
        model, attributions, min_confidence, device: as in :func:`extract`.

    Raises:
        SettingError: a setting has a value that it cannot have.

    Example:
        >>> nlp = load("fast")
        >>> nlp.pipe_names
        ['quotemine']
    """
    settings = Settings(attributions, min_confidence, model, device)
    import spacy  # noqa: PLC0415  # heavy

    import quotemine.pipeline  # noqa: F401, PLC0415  # registers the factory, whether or not installed

    nlp = spacy.blank("en")
    nlp.max_length = 1_000_000_000  # spaCy's limit of a million guards parsers; a novel is no trouble here
    nlp.add_pipe("quotemine", config=asdict(settings))
    return nlp


def _check_count(name: str, found: object) -> None:
    if not isinstance(found, int) or found < 1:
        raise SettingError.for_value(name, found, "a whole number of at least 1")


def _checked(item: object) -> str | InputTypeError:
    return item if isinstance(item, str) else InputTypeError.for_text(item)


def _extract_item(item: str | InputTypeError, settings: Settings, *, forgiving: bool) -> Quotes | QuotemineError:
    """Give the quotes, or what is wrong with the text."""
    if isinstance(item, InputTypeError):
        return item
    try:
        return extract_with(item, settings)
    except QuotemineError:  # of the weights, or the device, which is wrong with every text
        raise
    except Exception as error:
        if not forgiving:
            raise
        return ExtractionError.for_error(error)


def _with_errors(results: Generator[Quotes | QuotemineError], on_error: OnTextError | None) -> Generator[Quotes]:
    with closing(results):  # or processes would go on as long as somebody keeps the error
        for index, result in enumerate(results):
            if isinstance(result, Quotes):
                yield result
            elif on_error is None:
                message = f"text {index} (counted from 0): {result}"
                raise type(result)(message)
            else:
                on_error(index, result)
                yield Quotes()


def _show_progress(results: Generator[Quotes], total: int | None) -> Generator[Quotes]:
    from rich.console import Console  # noqa: PLC0415  # slow to import
    from rich.progress import Progress  # noqa: PLC0415

    # Without the thread that refreshes by itself: processes may be forked while the bar is shown.
    with closing(results), Progress(console=Console(stderr=True), auto_refresh=False) as bar:
        task = bar.add_task("quotemine", total=total)
        for quotes in results:
            bar.update(task, advance=1, refresh=True)
            yield quotes
