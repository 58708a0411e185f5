"""Gold and predictions from files, with messages that say in which line something is wrong."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotemine.documents import DocumentId
from quotemine.errors import InputFileError
from quotemine.evaluation.annotations import AnnotatedText
from quotemine.evaluation.checking import EvaluationError, check_prediction, check_text
from quotemine.evaluation.parsing import parse
from quotemine.formats.lines import Line, raise_error, read_lines
from quotemine.inputs import OnError

__all__ = ["load_gold", "load_predictions"]

_SUFFIX = re.compile(r"(?<=.)\.jsonl(?:\.gz)?$", re.IGNORECASE)


def load_gold(source: str | os.PathLike[str], *, on_error: OnError | None = None) -> Iterator[AnnotatedText]:
    """Read annotated documents.

    A ``.jsonl`` or ``.jsonl.gz`` file has a document a line: ``{"id": ..., "text": ..., "quotes": [...]}``, each quote
    with ``content`` and, as far as somebody annotated them, ``source``, ``speaker``, ``speaker_aliases`` and ``kind``;
    ``entities`` of the document may map each speaker's name to a list of aliases.  Spans are ``[start, end]``,
    character offsets into the text, end exclusive.  ``"source": []`` says that there is none, no ``source`` or null
    that nobody looked for it.  Other keys do not matter, so that what ``quotemine extract --texts`` wrote, corrected by
    hand, will do.

    A folder is read as brat's, see :func:`quotemine.formats.brat.load`.

    Args:
        source: file or folder.
        on_error: called with every problem; the document is then left out and reading goes on.  Without it, the first
            problem is raised.

    Yields:
        The documents that could be read.

    Raises:
        InputFileError: as above; its message begins with ``path:line:``.

    Example:
        >>> list(load_gold("no-such-file.jsonl", on_error=print))
        no-such-file.jsonl: no such file or folder; check the path
        []
    """
    report = raise_error if on_error is None else on_error
    path = Path(source)
    if path.is_dir():
        from quotemine.formats import brat  # noqa: PLC0415  # only folders need it

        yield from map(AnnotatedText.of, brat.load(path, on_error=on_error))
        return
    seen: set[DocumentId] = set()
    for line in read_lines(path, report):
        try:
            document = _read(line)
            check_text(document)
            _check_new(document.id, seen, "gold")
            yield document
        except InputFileError as error:
            report(error)
        except EvaluationError as error:
            report(line.error(str(error)))


def load_predictions(
    source: str | os.PathLike[str], gold: Iterable[AnnotatedText], *, on_error: OnError | None = None
) -> Iterator[AnnotatedText]:
    """Read quotes that were extracted earlier, such as ``quotemine extract --format jsonl`` writes them.

    Args:
        source: a ``.jsonl`` or ``.jsonl.gz`` file as for :func:`load_gold`; ``text`` may be missing.
        gold: the documents that they are predictions for.
        on_error: as for :func:`load_gold`.

    Yields:
        The documents that could be read and that gold has.

    Raises:
        InputFileError: as for :func:`load_gold`.

    Example:
        >>> list(load_predictions("no-such-file.jsonl", [], on_error=print))
        no-such-file.jsonl: no such file or folder; check the path
        []
    """
    report = raise_error if on_error is None else on_error
    texts = {document.id: document.text or "" for document in gold}
    seen: set[DocumentId] = set()
    for line in read_lines(Path(source), report):
        try:
            document = _read(line)
            check_prediction(document, texts)
            _check_new(document.id, seen, "the predictions")
            yield document
        except InputFileError as error:
            report(error)
        except EvaluationError as error:
            report(line.error(str(error)))


def _check_new(id_: DocumentId, seen: set[DocumentId], where: str) -> None:
    if id_ in seen:
        raise EvaluationError.for_twice(id_, where)
    seen.add(id_)


def _read(line: Line) -> AnnotatedText:
    if not isinstance(line.value, dict):
        why = f"a JSON {type(line.value).__name__} where an object was expected; write one object a line"
        raise line.error(why)
    name = _SUFFIX.sub("", Path(line.source).name)  # as read_documents calls a document without id: news:12
    try:
        return parse(line.value, f"{name}:{line.number}")
    except ValueError as error:
        raise line.error(str(error)) from None
