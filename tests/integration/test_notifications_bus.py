"""The connection to the session bus: found, greeted, asked, and lost."""

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from jeepney import Message

from downlight.system.notifications_bus import BusConnection, BusUnavailable, session_address
from fakes.buses import Bus, private_bus

T = TypeVar("T")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with private_bus(tmp_path) as running:
        yield running


def run(story: Coroutine[None, None, T]) -> T:
    return asyncio.run(asyncio.wait_for(story, 10))


def path_of(bus: Bus) -> str:
    return bus.address.removeprefix("unix:path=")


def test_it_is_greeted_and_answered(bus: Bus) -> None:
    async def story() -> object:
        connection = await BusConnection.connect(path_of(bus), lambda message: None)
        try:
            return await connection.ask("NameHasOwner", "org.freedesktop.DBus")
        finally:
            connection.close()

    assert run(story()) == 1


def test_a_refused_call_says_by_name_what_was_wrong(bus: Bus) -> None:
    async def story() -> None:
        connection = await BusConnection.connect(path_of(bus), lambda message: None)
        try:
            await connection.ask("GetNameOwner", "org.example.Nobody")
        finally:
            connection.close()

    with pytest.raises(BusUnavailable, match="NameHasNoOwner"):
        run(story())


def test_signals_are_heard(bus: Bus) -> None:
    async def story() -> list[str]:
        heard: list[Message] = []
        connection = await BusConnection.connect(path_of(bus), heard.append)
        try:
            await connection.ask("AddMatch", "type='signal',member='NameOwnerChanged'")
            other = await BusConnection.connect(path_of(bus), lambda message: None)
            other.close()
            await connection.ask("GetId")
            return [str(message.body[0]) for message in heard if message.body[1:2] == ("",)]
        finally:
            connection.close()

    assert any(name.startswith(":1.") for name in run(story()))


def test_who_waits_learns_that_the_bus_is_gone(bus: Bus) -> None:
    async def story() -> None:
        connection = await BusConnection.connect(path_of(bus), lambda message: None)
        bus.freeze()
        asking = asyncio.ensure_future(connection.ask("GetId"))
        await asyncio.sleep(0)  # it has asked
        bus.kill()
        with pytest.raises(BusUnavailable):
            await asking
        assert connection.lost
        with pytest.raises(BusUnavailable):
            await connection.ask("GetId")

    run(story())
    bus.start()


def test_where_nobody_listens_there_is_no_bus(tmp_path: Path) -> None:
    async def story() -> None:
        await BusConnection.connect(str(tmp_path / "nothing"), lambda message: None)

    with pytest.raises(BusUnavailable):
        run(story())


def test_the_bus_is_found_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/here,guid=1;tcp:host=x")
    assert session_address() == "/run/here"


def test_the_bus_is_found_in_its_usual_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(BusUnavailable):
        session_address()
    with socket.socket(socket.AF_UNIX) as usual:
        usual.bind(str(tmp_path / "bus"))
        assert session_address() == str(tmp_path / "bus")


@pytest.mark.parametrize("address", ["nonsense", "tcp:host=localhost,port=1", "unix:path"])
def test_an_address_that_is_none_is_no_bus(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(BusUnavailable):
        session_address()
