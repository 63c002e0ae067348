"""What the doctor finds out about the desktop, on a real message bus of the test's own."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from downlight.domain.faults import SecretsUnavailable
from downlight.terminal.desktop import NOTIFICATIONS, TRAY, examinations
from downlight.terminal.services import Finding
from fakes.buses import Bus, private_bus
from fakes.states import english

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is the way of Linux")


class Secrets:
    def __init__(self, trouble: str = "") -> None:
        self._trouble = trouble

    async def get(self, name: str) -> str | None:
        if self._trouble:
            raise SecretsUnavailable(self._trouble)
        return None


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with private_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DISPLAY", ":99")
        yield bus


def findings(trouble: str = "") -> dict[str, Finding]:
    async def examine() -> dict[str, Finding]:
        looks = examinations(english(), Secrets(trouble))
        return {one.part: await one.look() for one in looks}

    return asyncio.run(examine())


def test_the_parts_are_examined_in_the_order_of_importance() -> None:
    parts = [one.part for one in examinations(english(), Secrets())]
    assert parts == ["tray", "notifications", "keyring"]


def test_a_panel_and_a_notification_service_work(bus: Bus) -> None:
    with closing(open_dbus_connection(bus=bus.address)) as connection:
        for name in (TRAY, NOTIFICATIONS):
            Proxy(message_bus, connection).RequestName(name)
        found = findings()
    assert found["tray"].works is True
    assert found["notifications"].works is True


def test_a_desktop_that_lacks_them_says_what_to_do(bus: Bus) -> None:
    found = findings()
    assert found["tray"].works is None
    assert "AppIndicator" in found["tray"].advice
    assert found["notifications"].works is False
    assert "dunst" in found["notifications"].advice


def test_without_a_bus_the_tray_cannot_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert findings()["tray"].works is None
    assert findings()["notifications"].works is False


def test_without_a_screen_the_terminal_is_named_instead() -> None:
    tray = findings()["tray"]
    assert tray.works is False
    assert "downlight watch" in tray.advice


def test_a_keyring_that_opens_works_and_a_locked_one_is_told() -> None:
    assert findings()["keyring"].works is True
    locked = findings("The keyring is locked.")["keyring"]
    assert (locked.works, locked.text) == (False, "The keyring is locked.")
