"""What was built into dist/ by `make packages`; without it there is nothing to test here."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

DIST = Path(__file__).resolve().parents[2] / "dist"


def built(pattern: str) -> Path:
    """Return the one thing in dist/ that fits; skip where packages are not what is tested."""
    if not os.environ.get("DOWNLIGHT_TEST_PACKAGES"):
        pytest.skip("packages are tested by `make test-packages`")
    found = sorted(DIST.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def said(command: Sequence[str | Path], **more: str) -> str:
    """Run a command that must succeed, with these variables; return what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def program() -> Path:
    """The folder that build.spec makes: its program."""
    return built("downlight/downlight")


@pytest.fixture(scope="session")
def wheel() -> Path:
    """The wheel."""
    return built("downlight-*.whl")


@pytest.fixture(scope="session")
def deb() -> Path:
    """The Debian package."""
    return built("downlight_*.deb")
