"""The encoder: words in, scores out; two tiers with one face."""

import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest

from quotemine.errors import WeightsError
from quotemine.flow.encoder import CLASSES, MODEL_FOLDER, NAMES, TAGS, Encoder, open_encoder
from quotemine.flow.marks import find_quotations

TEXT = "“The ships will have to wait,” Anna Miller told reporters. Nobody asked her why.\n\nIt rained."
TIERS = ["accurate", "fast"]


@pytest.fixture(params=TIERS)
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return open_encoder(request.param, "cpu")


def test_scores_are_log_probabilities_of_every_word(encoder: Encoder) -> None:
    reading = encoder.read(TEXT, find_quotations(TEXT))
    for scores, labels in ((reading.tags, TAGS), (reading.classes, CLASSES), (reading.names, NAMES)):
        assert scores.shape == (len(reading.words), len(labels))
        assert np.exp(scores).sum(axis=1) == pytest.approx(1, abs=1e-4)
    for links in reading.links:
        assert links.cue_of.shape == (len(links.words), 1 + len(links.cues))
        assert np.exp(links.cue_of).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_it_knows_what_it_is_for(encoder: Encoder) -> None:
    reading = encoder.read(TEXT, find_quotations(TEXT))
    best = {
        TEXT[start:end]: TAGS[tag]
        for start, end, tag in zip(reading.words.start, reading.words.end, reading.tags.argmax(axis=1), strict=True)
    }
    assert (best["ships"], best["Anna"], best["Miller"]) == ("I-content", "B-source", "I-source")
    assert best["told"].endswith("cue")
    assert best["rained"] == "O"


def test_the_same_among_others_and_after_pickling(encoder: Encoder) -> None:
    """Bit for bit: results depend on nothing but the text."""
    again = pickle.loads(pickle.dumps(encoder))
    assert (again.tier, again.device, again.folder) == (encoder.tier, encoder.device, encoder.folder)
    first = encoder.read(TEXT, find_quotations(TEXT)).tags
    encoder.read("Another text.", ())
    for reader in (encoder, again):
        assert (reader.read(TEXT, find_quotations(TEXT)).tags == first).all()


def test_a_paragraph_longer_than_a_window(encoder: Encoder) -> None:
    text = "The lock leaks, Ada Quill said. " * 60
    reading = encoder.read(text, ())
    assert len(reading.links) > 1
    assert len(reading.tags) == len(reading.words)


@pytest.mark.parametrize("no_prose", ["= " * 600, "漢字" * 300, "zq." * 200], ids=["ruled", "Chinese", "letters"])
def test_what_is_no_prose_is_not_read(encoder: Encoder, monkeypatch: pytest.MonkeyPatch, no_prose: str) -> None:
    """A ruled line costs nothing, and changes nothing in the paragraphs before and behind."""
    before, behind = "“It leaks, and has for years,” Ada Quill said.", "Nobody asked her why."
    text = f"{before}\n\n{no_prose}\n\n{behind}"
    windows = []
    run = encoder._run
    monkeypatch.setattr(encoder, "_run", lambda window: windows.append(window) or run(window))
    reading = encoder.read(text, find_quotations(text))
    alone = encoder.read(before, find_quotations(before))
    assert len(reading.links) > len(windows) - 1 == 2
    assert (reading.tags[: len(alone.words)] == alone.tags).all()
    assert (reading.names[: len(alone.words)] == alone.names).all()
    line = slice(len(alone.words), len(reading.words) - 5)
    assert (reading.tags[line].argmax(axis=1) == 0).all()
    assert (reading.names[line].argmax(axis=1) == 0).all()
    assert np.exp(reading.tags).sum(axis=1) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["", " \n", "\x00", "\ud800", "🙂"])
def test_hardly_anything_to_read(encoder: Encoder, text: str) -> None:
    assert len(encoder.read(text, find_quotations(text)).tags) <= 1


@pytest.mark.parametrize("name", ["pieces.npy", "piece_scales.npy", "tokenizer.json", "fast.onnx"])
def test_a_folder_with_something_missing_or_damaged(tmp_path: Path, name: str) -> None:
    for file in ("pieces.npy", "piece_scales.npy", "tokenizer.json", "fast.onnx"):
        shutil.copy(MODEL_FOLDER / file, tmp_path / file)
    whole = open_encoder(str(tmp_path), "cpu")
    assert whole.tier == pickle.loads(pickle.dumps(whole)).tier == "fast"
    for damage in (b"", b"damaged"):
        (tmp_path / name).write_bytes(damage)
        with pytest.raises(WeightsError, match=r"damaged.*export\.py"):
            open_encoder(str(tmp_path), "cpu")
    (tmp_path / name).unlink()
    with pytest.raises(WeightsError, match="missing"):
        Encoder(tmp_path, tier="fast")
