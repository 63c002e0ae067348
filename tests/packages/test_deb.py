"""The Debian package: installed, in the desktop's own places, and gone again."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from downlight import __version__
from packages.conftest import said

IDENTIFIER = "io.github.downlight.Downlight"

pytestmark = [
    pytest.mark.needs_root,
    pytest.mark.skipif(shutil.which("dpkg") is None, reason="needs Debian's dpkg"),
]


@pytest.fixture(scope="module")
def installed(deb: Path) -> Iterator[Path]:
    """Install it for these tests; return the program."""
    said(["dpkg", "--install", deb])
    yield Path("/usr/bin/downlight")
    said(["dpkg", "--purge", "downlight"])
    assert not Path("/usr/lib/downlight").exists()
    assert not Path("/usr/bin/downlight").is_symlink()


def test_the_program_is_on_the_path(installed: Path) -> None:
    assert said([installed, "--version"]) == f"downlight {__version__}\n"


def test_the_desktop_finds_name_and_icon(installed: Path) -> None:
    assert installed.exists()
    said(["desktop-file-validate", f"/usr/share/applications/{IDENTIFIER}.desktop"])
    icons = Path("/usr/share/icons/hicolor")
    for place in ("16x16", "22x22", "48x48", "256x256"):
        assert (icons / place / "apps" / f"{IDENTIFIER}.png").stat().st_size > 100
    assert (icons / "scalable" / "apps" / f"{IDENTIFIER}.svg").exists()


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstream")
def test_software_centres_can_read_about_it(installed: Path) -> None:
    assert installed.exists()
    told = f"/usr/share/metainfo/{IDENTIFIER}.metainfo.xml"
    said(["appstreamcli", "validate", "--no-net", told])


def test_the_manual_names_every_command(installed: Path) -> None:
    manual = gzip.decompress(Path("/usr/share/man/man1/downlight.1.gz").read_bytes()).decode()
    for command in ("check", "watch", "history", "inspect", "doctor", "demo"):
        assert f"downlight\\fR \\fI\\,{command}" in manual
    assert installed.exists()


def test_shells_complete_its_commands(installed: Path) -> None:
    script = "/usr/share/bash-completion/completions/downlight"
    line = f"source {script}; COMP_WORDS=(downlight his); COMP_CWORD=1; "
    line += "COMP_LINE='downlight his'; _shtab_downlight; echo ${COMPREPLY[@]}"
    assert said(["bash", "-c", line]).split() == ["history"]
    assert installed.exists()
