"""Opening the weights, on the processor and for a GPU."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

import quotemine
from quotemine.errors import DeviceError, WeightsError
from quotemine.flow.encoder import MODEL_FOLDER, Encoder, open_encoder
from quotemine.flow.marks import find_quotations
from quotemine.flow.session import open_session

TEXT = (
    "“The ships will have to wait,” Ines Corran told reporters. She said the lock would be shut until May, and "
    "according to the harbour office two barges have been turned away."
)


@pytest.mark.skipif("CUDAExecutionProvider" in ort.get_available_providers(), reason="here there may be a GPU")
def test_without_cuda() -> None:
    """It says what is missing and what to install."""
    with pytest.raises(DeviceError, match=r"quotemine\[gpu\]"):
        quotemine.extract(TEXT, device="cuda")


def test_missing_and_damaged(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        open_session(tmp_path / "accurate.onnx")
    (tmp_path / "accurate.onnx").write_bytes(b"no model")
    with pytest.raises(WeightsError, match="damaged"):
        open_session(tmp_path / "accurate.onnx")


@pytest.mark.parametrize("tier", ["accurate", "fast"])
def test_as_a_gpu_reads(tier: str) -> None:
    """The weights widened for a GPU give the same tags, within what rounding the inputs to int8 costs."""
    pytest.importorskip("onnx", reason="of the extra gpu")
    from quotemine.flow.widen import widened

    encoder = open_encoder(tier, "cpu")
    quotations = find_quotations(TEXT)
    rounded = encoder.read(TEXT, quotations)
    wide = Encoder(tier=encoder.tier)
    wide._session = ort.InferenceSession(widened(MODEL_FOLDER / f"{tier}.onnx"), providers=["CPUExecutionProvider"])
    plain = wide.read(TEXT, quotations)
    assert "MatMulInteger" not in {node.op_type for node in _nodes(widened(MODEL_FOLDER / f"{tier}.onnx"))}
    assert (rounded.tags.argmax(axis=1) == plain.tags.argmax(axis=1)).mean() > 0.9
    assert np.abs(np.exp(rounded.tags) - np.exp(plain.tags)).mean() < 0.03


def _nodes(model: bytes) -> list[object]:
    import onnx

    return list(onnx.load_from_string(model).graph.node)
