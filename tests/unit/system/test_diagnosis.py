"""What works here, in sentences."""

import asyncio
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from downlight.system import diagnosis
from downlight.system.autostart import AutostartState
from downlight.system.diagnosis import Mark
from downlight.system.secret_store import KeyringState, KeyringTrouble
from downlight.system.secrets import Keyring
from fakes.buses import Bus, private_bus
from fakes.panel import Panel
from fakes.states import english

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with private_bus(tmp_path) as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
        yield running


class _Store:
    def __init__(self, trouble: KeyringTrouble | None = None) -> None:
        self._trouble = trouble

    def read(self, user: str) -> str | None:
        return None

    def write(self, user: str, secret: str) -> None:
        return None

    def remove(self, user: str) -> None:
        return None

    def name(self) -> str:
        if self._trouble is not None:
            raise self._trouble
        return "GNOME Keyring"


class _Autostart:
    def __init__(self, state: AutostartState) -> None:
        self._state = state

    def state(self) -> AutostartState:
        return self._state

    def enable(self) -> str:
        return ""

    def disable(self) -> str:
        return ""

    def repair(self) -> bool:
        return False


@linux_only
def test_a_panel_that_shows_icons_is_well(bus: Bus) -> None:
    with Panel(bus.address):
        row = asyncio.run(diagnosis.tray(english()))
    assert (row.mark, row.advice) == (Mark.OK, "")


@linux_only
def test_a_panel_that_draws_nothing_yet_is_told(bus: Bus) -> None:
    with Panel(bus.address, host=False):
        row = asyncio.run(diagnosis.tray(english()))
    assert row.mark is Mark.WARN
    assert "no panel shows them yet" in row.sentence


@linux_only
def test_a_desktop_without_tray_is_told_with_what_to_do(bus: Bus) -> None:
    row = asyncio.run(diagnosis.tray(english()))
    assert row.mark is Mark.WARN
    assert "GNOME" in row.advice


@linux_only
def test_a_session_without_a_bus_is_told() -> None:
    row = asyncio.run(diagnosis.tray(english()))
    assert row.mark is Mark.WARN
    assert "D-Bus" in row.sentence
    row = asyncio.run(diagnosis.notifications(english()))
    assert row.mark is Mark.WARN
    assert "in the window instead" in row.sentence


def test_a_keyring_that_can_be_used_is_named() -> None:
    row = asyncio.run(diagnosis.secrets(english(), Keyring(store=_Store())))
    assert (row.mark, row.sentence) == (Mark.OK, "GNOME Keyring keeps tokens.")


def test_a_keyring_in_trouble_says_which() -> None:
    store = _Store(KeyringTrouble(KeyringState.LOCKED, "The keyring is locked."))
    row = asyncio.run(diagnosis.secrets(english(), Keyring(store=store)))
    assert (row.mark, row.sentence) == (Mark.WARN, "The keyring is locked.")


@pytest.mark.parametrize("state", AutostartState)
def test_each_way_of_starting_at_login_has_its_sentence(state: AutostartState) -> None:
    row = diagnosis.start_at_login(english(), _Autostart(state))
    assert row.mark is Mark.OK
    assert row.sentence.endswith(".")


def test_where_the_system_asks_itself_that_is_told() -> None:
    assert "asks you" in diagnosis.start_at_login(english(), None).sentence


def test_a_history_is_sound_or_it_is_told_what_is_wrong() -> None:
    assert diagnosis.storage(english(), lambda: "").mark is Mark.OK
    row = diagnosis.storage(english(), lambda: "A page is damaged.")
    assert (row.mark, row.sentence) == (Mark.FAIL, "A page is damaged.")


def test_versions_are_named_with_those_that_others_know() -> None:
    row = diagnosis.versions(english(), {"SQLite": "3.40.1"})
    assert f"Python {platform.python_version()}, SQLite 3.40.1" in row.sentence
    assert "httpx 0." in row.sentence
