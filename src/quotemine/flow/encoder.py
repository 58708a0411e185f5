"""Run the encoder: words in, scores for tags, cue classes, names and links out.

The encoder is MiniLM with the quotation state and the letter case of each word added to its input, trained
by ``training/train.py`` and run by ONNX Runtime.  There are two tiers of it: *accurate*, the mean of several
readers of 6 layers, and *fast*, one of 3 layers that was taught by them.  Windows are run one at a time and
without padding, so that a text gives the same result alone and among others.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotemine.checksums import verify
from quotemine.errors import WeightsError
from quotemine.flow.confidence import open_weights
from quotemine.flow.marks import Quotation
from quotemine.flow.session import open_session
from quotemine.flow.words import Window, Words, find_words, make_windows
from quotemine.types import Device, Tier

__all__ = ["CLASSES", "NAMES", "TAGS", "Encoder", "Links", "Reading", "open_encoder"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
CLASSES = ("speech", "thought", "other", "none")
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")

MODEL_FOLDER = Path(__file__).parent.parent / "model"
# Word pieces of a window: of several paragraphs, and of one long one at most.
PACKED, WINDOW = 192, 256
OVERLAP = 64
# A word less likely than this to be in a cue or a source is no candidate for a link.
CANDIDATE = 0.02
# A text in English knows some word of more than one letter within so many, marks included.
FEW = 40
# Logit of what is certain, in a window that need not be read.
SURE = 30.0


@frozen(eq=False)
class Links:
    """Link scores among the words of one window, log-probabilities.

    Attributes:
        words: int64, shape (n_words,): indices of the window's words.
        cues, sources: int64, shape (n_cues,), (n_sources,): words that may be in a cue, in a source.
        cue_of: float32, shape (n_words, 1 + n_cues): which cue a content word belongs to; column 0: none.
        source_of: float32, shape (n_words, 1 + n_sources): which source a cue's word has; column 0: none.
    """

    words: Ints
    cues: Ints
    sources: Ints
    cue_of: Floats
    source_of: Floats


@frozen(eq=False)
class Reading:
    """What the encoder sees in a text.

    Attributes:
        words: the words of the text.
        tags: float32, shape (n_words, 7): log-probabilities over ``TAGS``.
        classes: float32, shape (n_words, 4): log-probabilities over ``CLASSES``, for words that open a cue.
        names: float32, shape (n_words, 9): log-probabilities over ``NAMES``.
        links: one a window.
        window_of: int64, shape (n_words,): index into ``links`` of the window that read the word best.
    """

    words: Words
    tags: Floats
    classes: Floats
    names: Floats
    links: tuple[Links, ...]
    window_of: Ints


class Encoder:
    """The encoder with its tokenizer.

    It pickles as the place of its weights and opens them again where it is unpickled.

    Args:
        folder: where the weights lie: ``accurate.onnx`` or ``fast.onnx``, ``pieces.npy``, ``piece_scales.npy``
            and ``tokenizer.json``, as ``training/export.py`` writes them.
        tier: *accurate* or *fast*.
        device: *cpu*, or *cuda* for an NVIDIA GPU.

    Raises:
        WeightsError: a file is missing or damaged.
        DeviceError: there is no such device, or ONNX Runtime was installed without support for it.

    Example:
        >>> from quotemine.flow.marks import find_quotations
        >>> text = "It rained, Ada said."
        >>> Encoder().read(text, find_quotations(text)).tags.shape
        (6, 7)
    """

    def __init__(self, folder: Path = MODEL_FOLDER, *, tier: Tier = "accurate", device: Device = "cpu") -> None:
        self.folder, self.tier, self.device = Path(folder), tier, device
        for name in ("tokenizer.json", "pieces.npy", "piece_scales.npy", f"{tier}.onnx"):
            verify(self.folder / name)
        self._tokenizer = _open_tokenizer(self.folder / "tokenizer.json")
        # shapes (n_pieces, width) and (n_pieces, 1): read from the disk row by row
        self._pieces: NDArray[np.int8] = _open_table(self.folder / "pieces.npy")
        self._scales: Floats = _open_table(self.folder / "piece_scales.npy")
        # shape (n_pieces,): pieces that are words of more than one letter
        self._english = np.zeros(len(self._pieces), dtype=np.bool_)
        for piece, id_ in self._tokenizer.get_vocab().items():
            self._english[id_] = len(piece) > 1 and piece.isascii() and piece.isalpha()
        self.calibration = open_weights(self.folder, tier) or open_weights(MODEL_FOLDER, tier)
        self._session = open_session(self.folder / f"{tier}.onnx", device)

    def __reduce__(self) -> tuple[Callable[[Path], "Encoder"], tuple[Path]]:
        return partial(type(self), tier=self.tier, device=self.device), (self.folder,)

    def read(self, text: str, quotations: Sequence[Quotation]) -> Reading:
        """Read a text.

        Args:
            text: any string.
            quotations: its quotations, from :func:`quotemine.flow.marks.find_quotations`.
        """
        words = find_words(text, quotations, self._tokenizer)
        windows = make_windows(words, self._tokenizer, PACKED, overlap=OVERLAP, longest=WINDOW)
        n = len(words)
        scores = np.zeros((n, len(TAGS) + len(CLASSES) + len(NAMES)), dtype=np.float32)
        window_of = np.zeros(n, dtype=np.int64)
        depth = np.full(n, -1, dtype=np.int64)  # distance to the edge of the window that read the word best
        links = []
        for number, window in enumerate(windows):
            english = self._is_english(text, words, window)
            tags, classes, names, cue_of, source_of = self._run(window) if english else _nothing(window)
            at = window.positions
            own = np.concatenate([_log_softmax(part[at]) for part in (tags, classes, names)], axis=1)
            edge = np.minimum(np.arange(len(at)), np.arange(len(at))[::-1])
            better = edge > depth[window.words]
            chosen = window.words[better]
            scores[chosen], depth[chosen], window_of[chosen] = own[better], edge[better], number
            links.append(_links(window, np.exp(own[:, : len(TAGS)]), cue_of, source_of))
        tags, classes, names = np.split(scores, [len(TAGS), len(TAGS) + len(CLASSES)], axis=1)
        return Reading(words, tags, classes, names, tuple(links), window_of)

    def _is_english(self, text: str, words: Words, window: Window) -> bool:
        """Whether somebody may say something: not in ruled lines, a megabyte of quotation marks, Chinese, base64."""
        if not any(text[words.start[word]].isalnum() for word in window.words):
            return False
        first = words.first[window.words]
        known = self._english[words.pieces[first]] & (words.first[window.words + 1] == first + 1)
        return len(known) < FEW or bool(known.any())

    def _run(self, window: Window) -> list[Floats]:
        """Logits by position: tags (n, 7), classes (n, 4), names (n, 9), cue_of (n, n), source_of (n, n)."""
        pieces = self._pieces[window.ids].astype(np.float32) * self._scales[window.ids]
        scores: list[Floats] = self._session.run(None, {"pieces": pieces, "state": window.state, "shape": window.shape})
        return scores


def open_encoder(model: str, device: Device) -> Encoder:
    """Open one of the two tiers by its name, or the weights in a folder that ``training/export.py`` wrote."""
    if model in ("accurate", "fast"):
        return Encoder(tier="fast" if model == "fast" else "accurate", device=device)
    folder = Path(model)
    tier: Tier = "accurate" if (folder / "accurate.onnx").is_file() else "fast"
    return Encoder(folder, tier=tier, device=device)


def _nothing(window: Window) -> list[Floats]:
    """Logits of a window in which there is nothing; see :meth:`Encoder._run`."""
    n = len(window.ids)
    scores = [np.zeros((n, width), dtype=np.float32) for width in (len(TAGS), len(CLASSES), len(NAMES), n, n)]
    for part, label in zip(scores, (TAGS.index("O"), CLASSES.index("none"), NAMES.index("O")), strict=False):
        part[:, label] = SURE
    return scores


def _links(window: Window, tags: Floats, cue_of: Floats, source_of: Floats) -> Links:
    at = window.positions
    cues = np.flatnonzero(tags[:, 1:3].sum(axis=1) > CANDIDATE)
    sources = np.flatnonzero(tags[:, 3:5].sum(axis=1) > CANDIDATE)
    none = np.zeros(1, dtype=np.int64)
    return Links(
        window.words,
        window.words[cues],
        window.words[sources],
        _log_softmax(cue_of[at][:, np.r_[none, at[cues]]]),
        _log_softmax(source_of[at][:, np.r_[none, at[sources]]]),
    )


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _open_tokenizer(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises plain Exception
        raise WeightsError.damaged(path, str(error)) from error


def _open_table(path: Path) -> NDArray[Any]:
    try:
        table: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise WeightsError.damaged(path, str(error)) from error
    return table
