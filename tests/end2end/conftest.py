"""The desktop in a box for whole files, and the scripted server for single tests."""

from collections.abc import Iterator

import pytest

from end2end.desk import Desk
from end2end.platform_server import PlatformServer, platform_server


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """A desktop with a StatusNotifier panel and dunst."""
    with Desk.start("--panel", "lxqt", "--notifier", "dunst") as running:
        yield running


@pytest.fixture
def server() -> Iterator[PlatformServer]:
    """A fresh server that plays platforms."""
    with platform_server() as running:
        yield running
