"""Weights are verified when they are loaded."""

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from quotemine.checksums import verify, write_checksums
from quotemine.errors import WeightsError
from quotemine.flow.encoder import Encoder

MODEL = Path(str(files("quotemine"))) / "model"


def test_every_released_weight_has_its_checksum() -> None:
    """And is the file that was released."""
    names = {path.name for path in MODEL.iterdir()} - {"checksums.json", "LICENSE-APACHE-2.0.txt", "NOTICE.txt"}
    assert set(json.loads((MODEL / "checksums.json").read_text(encoding="utf-8"))) == names
    for name in names:
        verify(MODEL / name)


def test_one_other_byte_is_noticed(tmp_path: Path) -> None:
    """Also where the file could be read as it is."""
    path = tmp_path / "speakers.json"
    path.write_bytes(b'{"weights": {}}')
    write_checksums(tmp_path)
    verify(path)
    path.write_bytes(b'{"weights": { }}')
    with pytest.raises(WeightsError, match=r"damaged \(its checksum .*export\.py"):
        verify(path)


def test_a_folder_without_checksums_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "speakers.json"
    path.write_bytes(b"anything")
    verify(path)


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        verify(tmp_path / "accurate.onnx")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{"])
def test_damaged_checksums(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "checksums.json").write_bytes(content)
    (tmp_path / "fast.onnx").touch()
    with pytest.raises(WeightsError, match=r"checksums\.json is damaged"):
        verify(tmp_path / "fast.onnx")


def test_the_encoder_verifies_its_weights(tmp_path: Path) -> None:
    """Before any of them is opened."""
    with as_file(files("quotemine") / "model") as folder:
        for name in ("fast.onnx", "pieces.npy", "piece_scales.npy", "tokenizer.json", "checksums.json"):
            shutil.copy(folder / name, tmp_path)
    Encoder(tmp_path, tier="fast")
    with (tmp_path / "pieces.npy").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x55")
    with pytest.raises(WeightsError, match=r"pieces\.npy is damaged"):
        Encoder(tmp_path, tier="fast")
