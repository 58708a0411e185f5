"""Open the weights with ONNX Runtime, on the processor or on a GPU."""

from pathlib import Path

import onnxruntime as ort

from quotemine.errors import DeviceError, WeightsError
from quotemine.types import Device

__all__ = ["open_session"]

_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}


def open_session(path: Path, device: Device = "cpu") -> ort.InferenceSession:
    """Open an ONNX file.

    Args:
        path: of the file.
        device: *cpu*: int8 products on one thread, so that results do not depend on the number of cores.
            *cuda*: the same weights as float32 (a GPU has no int8 products in ONNX Runtime), so that scores
            differ by what rounding the layers' inputs to int8 costs.

    Raises:
        WeightsError: the file is missing or damaged.
        DeviceError: ONNX Runtime cannot use the device.
    """
    if not path.is_file():
        raise WeightsError.missing(path)
    if device == "cuda" and _PROVIDERS[device] not in ort.get_available_providers():
        raise DeviceError.without_cuda(ort.get_available_providers())
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    model = path.read_bytes() if device == "cpu" else _widened(path)
    try:
        session = ort.InferenceSession(model, options, providers=[_PROVIDERS[device]])
    except Exception as error:  # onnxruntime's exceptions share no base but Exception
        raise WeightsError.damaged(path, str(error)) from error
    if _PROVIDERS[device] not in session.get_providers():
        raise DeviceError.without_cuda(session.get_providers())  # its libraries are missing: it fell back
    return session


def _widened(path: Path) -> bytes:
    from quotemine.flow.widen import widened  # noqa: PLC0415  # needs onnx, of the extra gpu

    try:
        return widened(path)
    except Exception as error:  # onnx raises what protobuf raises
        raise WeightsError.damaged(path, str(error)) from error
