"""The manifests for winget and Homebrew name what was built, and refuse to guess."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from downlight import __version__

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ("Downlight-windows.zip", "Downlight-macos.zip")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the tool reads, with archives in dist/."""
    for name in ("tools/store-manifests.py", "desktop/downlight/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "dist").mkdir()
    for name in ARCHIVES:
        (tmp_path / "dist" / name).write_bytes(name.encode())
    return tmp_path


def write_manifests(project: Path, address: str) -> subprocess.CompletedProcess[str]:
    """Run the tool."""
    tool = project / "tools" / "store-manifests.py"
    command = [sys.executable, str(tool), address, str(project / "out")]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_both_name_version_address_and_checksum(project: Path) -> None:
    assert write_manifests(project, "https://example.org/get/").returncode == 0
    installer = next((project / "out" / "winget").glob("*.installer.yaml")).read_text()
    cask = (project / "out" / "homebrew" / "downlight.rb").read_text()
    for name, told in zip(ARCHIVES, (installer, cask), strict=True):
        assert __version__ in told
        assert f"https://example.org/get/{name}" in told
        assert hashlib.sha256(name.encode()).hexdigest() in told.lower()


def test_winget_gets_its_three_files(project: Path) -> None:
    write_manifests(project, "https://example.org/get")
    files = sorted((project / "out" / "winget").glob("*.yaml"))
    kinds = [file.read_text().split("ManifestType: ")[1].split()[0] for file in files]
    assert sorted(kinds) == ["defaultLocale", "installer", "version"]


def test_an_archive_that_is_missing_is_named(project: Path) -> None:
    (project / "dist" / ARCHIVES[1]).unlink()
    done = write_manifests(project, "https://example.org/get")
    assert done.returncode != 0
    assert ARCHIVES[1] in done.stderr


def test_an_address_without_https_is_refused(project: Path) -> None:
    assert write_manifests(project, "http://example.org").returncode != 0
