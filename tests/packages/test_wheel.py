"""The wheel, as people install it: with pip, pipx or uv, from the registry's own packages."""

import sys
from pathlib import Path

import pytest

from downlight import __version__
from packages.conftest import said

UV = Path(__file__).resolve().parents[2] / ".venv-tools" / "bin" / "uv"


@pytest.fixture(scope="session")
def pipx(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return pipx, in an environment of its own."""
    folder = tmp_path_factory.mktemp("pipx")
    said([sys.executable, "-m", "venv", folder])
    said([folder / "bin" / "python", "-m", "pip", "install", "-q", "pipx"])
    return folder / "bin" / "pipx"


def test_pipx_installs_it(pipx: Path, wheel: Path, tmp_path: Path) -> None:
    places = {"PIPX_HOME": f"{tmp_path}/home", "PIPX_BIN_DIR": f"{tmp_path}/bin"}
    said([pipx, "install", wheel], **places)
    assert said([tmp_path / "bin" / "downlight", "--version"]) == f"downlight {__version__}\n"


def test_uv_installs_it_and_it_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    places = {"UV_TOOL_DIR": f"{tmp_path}/tools", "UV_TOOL_BIN_DIR": f"{tmp_path}/bin"}
    said([UV, "tool", "install", "--python", sys.executable, wheel], **places)
    program = tmp_path / "bin" / "downlight"
    assert said([program, "--version"]) == f"downlight {__version__}\n"
    assert "github" in said([program, "--profile", tmp_path / "p", "search", "github", "--json"])
