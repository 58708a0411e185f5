"""XML read safely, one ``TEI`` element at a time."""

import os
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder  # builds what expat, set up below, reads
from xml.parsers import expat

from attrs import define, field

from quotemine.errors import InputFileError
from quotemine.formats.lines import name_of
from quotemine.formats.targets import Source
from quotemine.formats.tei.markup import NAMESPACE

__all__ = ["LINE", "read_texts"]

LINE = "line of the file"  # an attribute of each element; no XML attribute can be called like that
CHUNK = 1 << 16

_TEI = f"{{{NAMESPACE}}}TEI"


def read_texts(source: Source) -> Iterator[Element]:
    """Read the ``TEI`` elements of a file, be they in a ``teiCorpus`` or not; each knows its line, see ``LINE``.

    Nothing outside the file is ever read, and a file that declares entities is refused, since a few lines of them can
    unfold to gigabytes.

    Raises:
        InputFileError: this is no (such) XML; the message begins with ``path:line:``.
    """
    name = name_of(source)
    try:
        if isinstance(source, str | os.PathLike):
            with open(source, "rb") as file:  # noqa: PTH123  # a path of any kind
                yield from _Reader(name).read(file)
        else:
            yield from _Reader(name).read(source)
    except FileNotFoundError:
        message = f"{name}: no such file or folder; check the path"
        raise InputFileError(message) from None
    except OSError as error:
        message = f"{name}: cannot be read ({error.strerror or error}); check the file"
        raise InputFileError(message) from None
    except UnicodeDecodeError as error:
        why = f"not UTF-8 (byte 0x{error.object[error.start]:02X}); give the path, so that XML tells the encoding"
        raise InputFileError.at_line(name, 1, why) from None


@define(eq=False)
class _Reader:
    name: str
    _builder: TreeBuilder | None = None
    _depth: int = 0  # within a TEI element
    _done: list[Element] = field(factory=list)
    _root: str = ""
    _parser: expat.XMLParserType = field(init=False)

    @_parser.default
    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        return parser

    def read(self, file: IO[bytes] | IO[str]) -> Iterator[Element]:
        found, last = False, False
        problem: InputFileError | None = None
        while not last and problem is None:
            chunk = file.read(CHUNK)
            last = not chunk
            try:
                self._parser.Parse(chunk, last)
            except expat.ExpatError as error:
                why = f"no well-formed XML ({expat.ErrorString(error.code)}, column {error.offset + 1})"
                problem = InputFileError.at_line(self.name, error.lineno, f"{why}; correct the file")
            except UnicodeEncodeError as error:  # of a file that was opened with surrogateescape, or one in memory
                why = f"half a surrogate pair (U+{ord(error.object[error.start]):04X}), which XML cannot hold"
                line = self._parser.CurrentLineNumber + error.object[: error.start].count("\n")
                problem = InputFileError.at_line(self.name, line, f"{why}; replace it")
            except InputFileError as error:
                problem = error
            except (LookupError, ValueError) as error:
                why = f"its encoding cannot be read ({error}); convert the file to UTF-8 and declare no other"
                problem = InputFileError.at_line(self.name, 1, why)
            while self._done:  # those before a problem, too
                found = True
                yield self._done.pop(0)
        if problem is not None:
            raise problem
        if not found and self._root != f"{{{NAMESPACE}}}teiCorpus":
            why = f"no TEI element (found: {self._root}); the namespace of TEI P5 is {NAMESPACE}"
            raise InputFileError.at_line(self.name, 1, why)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _qualified(name)
        self._root = self._root or tag
        if tag == _TEI and self._builder is None:
            self._builder, self._depth = TreeBuilder(), 0
        if self._builder is not None:
            self._depth += 1
            given = {_qualified(key): value for key, value in attributes.items()}
            self._builder.start(tag, {**given, LINE: str(self._parser.CurrentLineNumber)})

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(_qualified(name))
            self._depth -= 1
            if not self._depth:
                self._done.append(self._builder.close())
                self._builder = None

    def _data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _declared(self, name: str, *_: object) -> None:
        why = f"it declares the entity {name}; files with entities of their own are refused; write them out"
        raise InputFileError.at_line(self.name, self._parser.CurrentLineNumber, why)

    def _skipped(self, name: str, *_: object) -> None:
        why = f"the entity {name} is not declared here, and nothing outside the file is read; write it out"
        raise InputFileError.at_line(self.name, self._parser.CurrentLineNumber, why)


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name
