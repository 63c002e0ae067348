"""Listens on the system's D-Bus to the services that know about network, sleep and battery."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, cast

from jeepney import HeaderFields, Message
from jeepney.bus import get_connectable_addresses

from downlight.system import battery, network, power
from downlight.system.notifications_bus import BusConnection, BusUnavailable

log = logging.getLogger(__name__)

LIMIT = 10.0
"""Seconds that the bus has for each answer."""

Hear = Callable[[Message], list[str]]


async def system_signals(bus: str = "") -> AsyncIterator[str]:
    """Yield what the services say until the bus dies; nothing where there is none.

    `bus` is a D-Bus address; "" means the system's.
    """
    heard: asyncio.Queue[Message | None] = asyncio.Queue()
    try:
        async with asyncio.timeout(LIMIT):
            connection = await _Listener.connect(_socket(bus), heard.put_nowait)
    except (BusUnavailable, TimeoutError) as missing:
        log.info("the system says nothing about network and sleep: %s", missing)
        return
    listener = cast("_Listener", connection)
    listener.on_lost(lambda: heard.put_nowait(None))
    try:
        services = _Services()
        for word in await services.subscribe(listener):
            yield word
        while (message := await heard.get()) is not None:
            for word in services.hear(message):
                yield word
    except (BusUnavailable, TimeoutError) as lost:
        log.info("the system's bus is lost: %s", lost)
    finally:
        listener.close()


class _Listener(BusConnection):
    """A connection that tells when it is lost."""

    _lost_told: Callable[[], None] | None = None

    def on_lost(self, tell: Callable[[], None]) -> None:
        """Call `tell` when the connection is lost, or now if it is."""
        self._lost_told = tell
        if self.lost:
            tell()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell everybody who waits."""
        super().connection_lost(exc)
        if self._lost_told is not None:
            self._lost_told()


class _Services:
    """Who is who on the bus. Any program can send signals: only the services' own count."""

    def __init__(self) -> None:
        self._network = network.Network()
        self._battery = battery.Battery()
        self._hear: Mapping[str, Hear] = {
            network.SERVICE: self._network.hear,
            battery.SERVICE: self._battery.hear,
            power.SERVICE: power.hear,
        }
        self._owners: dict[str, str] = {}

    async def subscribe(self, bus: BusConnection) -> list[str]:
        """Ask for the signals; return what is worth saying at once."""
        async with asyncio.timeout(LIMIT):
            for service in self._hear:
                await bus.ask("AddMatch", _owner_rule(service))
                await self._find_owner(bus, service)
            for rule in (network.RULE, battery.RULE, power.RULE):
                await bus.ask("AddMatch", rule)
            return await self._begin(bus)

    def hear(self, message: Message) -> list[str]:
        """Return what a signal says."""
        sender = message.header.fields.get(HeaderFields.sender)
        if sender == "org.freedesktop.DBus":
            self._note_owner(message)
        told: list[str] = []
        for service, hear in self._hear.items():
            if self._owners.get(service) == sender:
                told += hear(message)
        return told

    async def _find_owner(self, bus: BusConnection, service: str) -> None:
        try:
            self._owners[service] = await bus.ask("GetNameOwner", service)
        except BusUnavailable:
            if bus.lost:
                raise
            # It does not run; it may come later.

    async def _begin(self, bus: BusConnection) -> list[str]:
        questions: tuple[tuple[str, Message, Callable[[Any], list[str]]], ...] = (
            (network.SERVICE, network.state_question(), self._network.begin),
            (network.SERVICE, network.metered_question(), self._network.begin_metered),
            (battery.SERVICE, battery.question(), self._battery.begin),
        )
        told: list[str] = []
        for service, question, take in questions:
            if service in self._owners:
                told += await _answered(bus, question, take)
        return told

    def _note_owner(self, message: Message) -> None:
        if message.header.fields.get(HeaderFields.member) == "NameOwnerChanged":
            service, _, owner = message.body
            self._owners[service] = owner


async def _answered(
    bus: BusConnection, question: Message, take: Callable[[Any], list[str]]
) -> list[str]:
    """Return what `take` makes of the value asked for; nothing where it is not told."""
    try:
        ((_, value),) = await bus.call(question)
    except BusUnavailable:
        if bus.lost:
            raise
        return []
    return take(value)


def _owner_rule(service: str) -> str:
    return (
        "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
        f"member='NameOwnerChanged',arg0='{service}'"
    )


def _socket(bus: str) -> str:
    """Return the socket of a bus as asyncio takes it. Raises BusUnavailable."""
    address = bus or os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    try:
        usual = "unix:path=/run/dbus/system_bus_socket"
        return str(next(get_connectable_addresses(address or usual)))
    except (ValueError, RuntimeError, StopIteration) as error:
        raise BusUnavailable(f"the address of D-Bus cannot be used: {address}") from error
