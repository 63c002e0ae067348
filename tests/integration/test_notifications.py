"""Each system gets its own notifier."""

import sys
from pathlib import Path

import pytest

from downlight.system.notifications import notifier
from fakes.states import english


@pytest.mark.skipif(sys.platform != "linux", reason="the notifier of Linux")
def test_linux_has_the_desktops_own_service() -> None:
    from downlight.system.notifications_linux import LinuxNotifier

    assert isinstance(notifier(english(), Path("/icons")), LinuxNotifier)


@pytest.mark.skipif(sys.platform == "linux", reason="the notifier of Windows and macOS")
def test_elsewhere_it_is_the_systems_centre() -> None:
    from downlight.system.notifications_native import NativeNotifier

    assert isinstance(notifier(english(), Path("/icons")), NativeNotifier)
