"""Who shows icons and notifications, asked over a real message bus."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import HeaderFields, Message, new_method_return

from downlight.system import diagnosis
from downlight.system.session_services import (
    NotificationServer,
    Tray,
    ask_for_notifications,
    ask_for_tray,
)
from fakes.buses import Bus, NotificationService, private_bus
from fakes.panel import Panel
from fakes.states import english

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with private_bus(tmp_path) as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
        yield running


class IntroducingService(NotificationService):
    """Says its name, too."""

    def _answer(self, message: Message) -> Message:
        if message.header.fields[HeaderFields.member] == "GetServerInformation":
            return new_method_return(message, "ssss", ("dunst", "knopwob", "1.9.0", "1.2"))
        return super()._answer(message)


def test_a_service_tells_its_name_and_what_it_can_do(bus: Bus) -> None:
    with IntroducingService(bus.address, capabilities=["body", "actions"]):
        found = asyncio.run(ask_for_notifications())
    assert found == NotificationServer("dunst", "1.9.0", ("body", "actions"))


@pytest.mark.parametrize("able", [["actions"], []])
def test_the_doctor_says_whether_there_are_buttons(bus: Bus, able: list[str]) -> None:
    with IntroducingService(bus.address, capabilities=able):
        row = asyncio.run(diagnosis.notifications(english()))
    kind = "with" if able else "without"
    assert row.sentence == f"dunst 1.9.0 shows them, {kind} buttons."


@pytest.mark.parametrize("host", [True, False])
def test_a_panel_is_found_whether_it_draws_or_not(bus: Bus, host: bool) -> None:
    with Panel(bus.address, host=host):
        assert asyncio.run(ask_for_tray()) == Tray(watcher=True, host=host)


def test_without_a_panel_there_is_no_list_of_icons(bus: Bus) -> None:
    assert asyncio.run(ask_for_tray()) == Tray(watcher=False, host=False)


def test_without_a_bus_nobody_can_be_asked() -> None:
    assert asyncio.run(ask_for_tray()) is None
    assert asyncio.run(ask_for_notifications()) is None


def test_without_a_service_nobody_shows_notifications(bus: Bus) -> None:
    assert asyncio.run(ask_for_notifications()) is None


def test_a_service_that_refuses_to_say_its_name_counts_as_none(bus: Bus) -> None:
    with NotificationService(bus.address, refuse=True):
        assert asyncio.run(ask_for_notifications()) is None
