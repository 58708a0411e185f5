"""Results in parts, one file for every so many documents, so that work which was broken off can go on.

A folder of parts has ``run.json``, what was asked for; ``parts.jsonl``, a line for each part that is complete; and
``failed.txt``, a line for each input that could not be read.  A part is complete when its line is there.  Files are
written beside their place and then moved there, so that none is ever half written; what a kill leaves besides is
overwritten by the next run.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from attrs import asdict, define, field, frozen

from quotemine.cli.work import Dump
from quotemine.documents import Document
from quotemine.errors import SettingError

__all__ = ["Parts", "open_parts"]

RUN, LOG, FAILED = "run.json", "parts.jsonl", "failed.txt"


@frozen
class Part:
    """A line of the log: a part that is complete.

    Attributes:
        part: name of its file.
        documents: how many it has.
        of: their fingerprint.
        failures: messages of those that could not be extracted.
    """

    part: str
    documents: int
    of: str
    failures: list[str] = field(factory=list)


@define
class Parts:
    """A folder of parts.

    Attributes:
        folder: where it is.
        suffix: of its files: *.parquet*.
        size: how many documents a part has, the last one maybe fewer.
        done: the complete parts, in order.
    """

    folder: Path
    suffix: str
    size: int
    done: list[Part]

    def skip(self, documents: Iterator[Document]) -> tuple[int, Iterator[Document]]:
        """Read past the documents of the complete parts.

        The last part is done anew if there are more documents now than it could be filled with last time.

        Returns:
            How many documents were skipped, and those that are left.

        Raises:
            SettingError: these are other documents than last time.
        """
        skipped = 0
        for number, part in enumerate(self.done):
            batch = list(islice(documents, self.size))
            if _fingerprint(batch[: part.documents]) != part.of:
                changed = f"a new folder: since {part.part} was written, the inputs have changed"
                raise SettingError.for_value("--output", str(self.folder), changed)
            if len(batch) > part.documents:
                self._set_done(self.done[:number])
                return skipped, chain(batch, documents)
            skipped += len(batch)
        return skipped, documents

    def write(self, documents: Iterator[Document], dump: Dump, failures: Sequence[str]) -> None:
        """Write what is not yet done, part by part.

        Args:
            documents: those that are left.
            dump: writes a part.
            failures: messages, which grow while documents are taken.
        """
        known = len(failures)
        while batch := list(islice(documents, self.size)):
            target = self.folder / f"part-{len(self.done):05}{self.suffix}"
            with _moved_into_place(target) as unfinished:
                dump(iter(batch), str(unfinished))
            self._set_done([*self.done, Part(target.name, len(batch), _fingerprint(batch), list(failures[known:]))])
            known = len(failures)

    def _set_done(self, done: list[Part]) -> None:
        self.done = done
        with _moved_into_place(self.folder / LOG) as unfinished:
            unfinished.write_text("".join(json.dumps(asdict(part)) + "\n" for part in done), encoding="utf-8")


def open_parts(folder: Path, suffix: str, size: int, asked: dict[str, Any]) -> Parts:
    """Open a folder of parts, or make it.

    Args:
        folder: may exist; if it holds parts, they were asked for in the same way.
        suffix: of the parts' files.
        size: documents a part.
        asked: what shapes the results, as JSON values.

    Raises:
        SettingError: the folder holds something else, or results that were asked for in another way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run = folder / RUN
    if not run.exists():
        if any(folder.iterdir()):
            raise SettingError.for_value(
                "--output", str(folder), f"an empty folder, or one with {RUN} of an earlier run"
            )
        with _moved_into_place(run) as unfinished:
            unfinished.write_text(json.dumps(asked, indent=1) + "\n", encoding="utf-8")
        return Parts(folder, suffix, size, [])
    before = json.loads(run.read_text(encoding="utf-8"))
    for name, value in asked.items():
        if before.get(name) != value:
            raise SettingError.for_value(name, value, f"{before.get(name)!r}, as in {run}; or take another folder")
    return Parts(folder, suffix, size, list(_complete(folder)))


def _complete(folder: Path) -> Iterator[Part]:
    """The parts of the log, up to the first whose file is gone."""
    log = folder / LOG
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        part = Part(**json.loads(line))
        if not (folder / part.part).exists():
            return
        yield part


def _fingerprint(documents: Iterable[Document]) -> str:
    """What tells whether a part would hold the same documents: their ids and texts."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(json.dumps([document.id, document.text]).encode() + b"\n")
    return digest.hexdigest()


@contextmanager
def _moved_into_place(target: Path) -> Iterator[Path]:
    """Give a path to write to, which takes its place when all is written and on the disk."""
    unfinished = target.with_name(f".unfinished-{target.name}")
    yield unfinished
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
