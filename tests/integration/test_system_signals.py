"""What the system says of network and sleep, over a real message bus."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import pytest
from jeepney import DBusAddress, HeaderFields, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from downlight.engine.ports import NetworkMonitor
from downlight.system.monitor import SystemMonitor
from fakes.buses import Bus, private_bus
from fakes.system_services import SystemServices, network_changed, prepare_for_sleep

T = TypeVar("T")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with private_bus(tmp_path) as running:
        yield running


def _run(story: Callable[[], Coroutine[None, None, T]]) -> T:
    async def bounded() -> T:
        async with asyncio.timeout(20):
            return await story()

    return asyncio.run(bounded())


async def _settled(bus: Bus, words: AsyncIterator[str]) -> asyncio.Task[str]:
    """Begin to listen, and return when the subscriptions stand."""
    task = asyncio.ensure_future(anext(words))
    with contextlib.closing(open_dbus_connection(bus=bus.address)) as observer:
        while not _listens(observer):  # noqa: ASYNC110 - only the bus knows when it is so
            await asyncio.sleep(0)
    return task


def _listens(observer: DBusConnection) -> bool:
    """Whether somebody has asked for signals of sleep, the last of the subscriptions."""
    stats = DBusAddress(
        "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Debug.Stats"
    )
    reply = observer.send_and_get_reply(new_method_call(stats, "GetAllMatchRules"))
    return "PrepareForSleep" in str(reply.body)


def _hear(bus: Bus, acts: list[Callable[[], None]], count: int) -> list[str]:
    """Return the first `count` words said after `acts` were done."""

    async def story() -> list[str]:
        port: NetworkMonitor = SystemMonitor(bus.address)
        words = port.changes()
        first = await _settled(bus, words)
        for act in acts:
            act()
        return [await first, *[await anext(words) for _ in range(count - 1)]]

    return _run(story)


def test_network_and_sleep_are_told_as_they_happen(bus: Bus) -> None:
    with SystemServices(bus.address) as system:
        acts: list[Callable[[], None]] = [
            lambda: system.network(State=("u", 20)),
            lambda: system.network(State=("u", 40)),
            lambda: system.network(State=("u", 70), PrimaryConnection=("o", "/a")),
            lambda: system.network(State=("u", 70)),
            lambda: system.network(PrimaryConnection=("o", "/b")),
            lambda: system.sleep(before=True),
            lambda: system.sleep(before=False),
        ]
        told = _hear(bus, acts, 5)
    assert told == ["offline", "online", "changed", "sleep", "resume"]


def test_a_machine_that_is_offline_from_the_start_is_told(bus: Bus) -> None:
    async def story() -> str:
        return await anext(SystemMonitor(bus.address).changes())

    with SystemServices(bus.address, state=20):
        assert _run(story) == "offline"


def test_battery_and_paid_connections_are_told_from_the_start_and_as_they_change(bus: Bus) -> None:
    async def story() -> list[str]:
        words = SystemMonitor(bus.address).changes()
        told = [await anext(words), await anext(words)]
        system.power(on_battery=False)
        system.network(Metered=("u", 2))
        return [*told, await anext(words), await anext(words)]

    with SystemServices(bus.address, metered=1, on_battery=True) as system:
        assert _run(story) == ["metered", "battery", "mains", "unmetered"]


def test_without_networkmanager_sleep_is_still_told(bus: Bus) -> None:
    with SystemServices(bus.address, network_manager=False) as system:
        assert _hear(bus, [lambda: system.sleep(before=True)], 1) == ["sleep"]


def test_services_that_come_later_are_heard(bus: Bus) -> None:
    with contextlib.ExitStack() as later:

        def come() -> None:
            later.enter_context(SystemServices(bus.address)).sleep(before=True)

        assert _hear(bus, [come], 1) == ["sleep"]


def test_what_other_programs_claim_is_not_believed(bus: Bus) -> None:
    def forge() -> None:
        with contextlib.closing(open_dbus_connection(bus=bus.address)) as liar:
            liar.send(network_changed({"State": ("u", 20)}))
            liar.send(prepare_for_sleep(before=True))
            names = Proxy(message_bus, liar).ListNames()[0]
            for name in names:
                if name.startswith(":"):
                    message = prepare_for_sleep(before=True)
                    message.header.fields[HeaderFields.destination] = name
                    liar.send(message)
            Proxy(message_bus, liar).GetId()

    with SystemServices(bus.address) as system:
        told = _hear(bus, [forge, lambda: system.network(State=("u", 20))], 1)
    assert told == ["offline"]


def test_without_a_bus_nothing_is_told_and_that_at_once(tmp_path: Path) -> None:
    async def story(address: str) -> list[str]:
        return [word async for word in SystemMonitor(address).changes()]

    begun = perf_counter()
    assert _run(lambda: story(f"unix:path={tmp_path}/nothing")) == []
    assert _run(lambda: story("tcp:host=example")) == []
    assert _run(lambda: story("nonsense")) == []
    assert perf_counter() - begun < 2


def test_a_bus_that_dies_ends_it_without_fuss(bus: Bus) -> None:
    async def story() -> float:
        words = SystemMonitor(bus.address).changes()
        first = await _settled(bus, words)
        bus.kill()
        with pytest.raises(StopAsyncIteration):
            await first
        cpu = process_time()
        await asyncio.sleep(0.3)
        return process_time() - cpu

    assert _run(story) < 0.1
    bus.start()
