"""Kernels that run notebooks."""

from pathlib import Path

import pytest

# A reader should see none.  From Python 3.12 on, ipykernel asks for an event loop where there is none: not our doing.
WARNINGS = "error,ignore:There is no current event loop:DeprecationWarning"


def set_up(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Start kernels without anybody's settings; a warning is an error."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        patch.setenv(name, str(folder / name.lower()))
    patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    patch.setenv("PYTHONWARNINGS", WARNINGS)
