"""A connection to the D-Bus session bus: calls with answers, signals as they come, no task."""

import asyncio
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_connectable_addresses

_BUS = DBusAddress(
    "/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus"
)


class BusUnavailable(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The bus is not there, went away, or the service refused; the text says which."""


def session_address() -> str:
    """Return the socket of this session's bus, as asyncio takes it.

    Raises BusUnavailable when there is none that can be reached by a socket.
    """
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"
    if not named:
        if usual.is_socket():
            return str(usual)
        raise BusUnavailable("this session has no D-Bus")
    try:
        return str(next(get_connectable_addresses(named)))
    except (ValueError, RuntimeError, StopIteration) as error:
        raise BusUnavailable(f"the address of D-Bus cannot be used: {named}") from error


class BusConnection(asyncio.Protocol):
    """One connection. Use `connect`; it is of no use any more once `lost` is set."""

    _transport: asyncio.WriteTransport
    """There from `connection_made` on, which comes before anything else."""

    def __init__(self, hear: Callable[[Message], None]) -> None:
        self._hear = hear
        self._authenticator = Authenticator()
        self._parser = Parser()
        self._serials = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = False

    @classmethod
    async def connect(cls, address: str, hear: Callable[[Message], None]) -> "BusConnection":
        """Return a connection that is greeted by the bus; signals go to `hear`.

        Raises BusUnavailable.
        """
        loop = asyncio.get_running_loop()
        try:
            _, bus = await loop.create_unix_connection(lambda: cls(hear), address)
        except OSError as error:
            raise BusUnavailable(f"D-Bus does not answer: {error}") from error
        try:
            await bus._ready
            await bus.ask("Hello")
        except BaseException:
            bus.close()
            raise
        return bus

    async def ask(self, method: str, *args: str) -> Any:
        """Call a method of the bus itself that takes texts; return its one answer, if any."""
        signature = "s" * len(args) or None
        body = await self.call(new_method_call(_BUS, method, signature, args))
        return body[0] if body else None

    async def call(self, message: Message) -> tuple[Any, ...]:
        """Send a method call and return the answer. Raises BusUnavailable."""
        if self.lost:
            raise BusUnavailable("D-Bus went away")
        serial = next(self._serials)
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[serial] = future
        try:
            self._transport.write(message.serialise(serial))
            reply = await future
        finally:
            self._waiting.pop(serial, None)
        if reply.header.message_type is MessageType.error:
            raise BusUnavailable(str(reply.header.fields.get(HeaderFields.error_name)))
        body: tuple[Any, ...] = reply.body
        return body

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    # --- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to introduce ourselves."""
        self._transport = cast("asyncio.WriteTransport", transport)
        self._transport.write(self._authenticator.data_to_send())

    def data_received(self, data: bytes) -> None:
        """Take in what the bus says."""
        if not self._authenticator.authenticated:
            self._introduce(data)
            return
        for message in self._parser.feed(data):
            self._dispatch(message)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell everybody who waits."""
        self.lost = True
        gone = BusUnavailable("D-Bus went away")
        for future in [self._ready, *self._waiting.values()]:
            if not future.done():
                future.set_exception(gone)
        if not self._ready.cancelled():
            self._ready.exception()  # seen, even if nobody waits for it

    def _introduce(self, data: bytes) -> None:
        try:
            self._authenticator.feed(data)
        except AuthenticationError as error:
            if not self._ready.done():
                self._ready.set_exception(BusUnavailable(f"D-Bus does not let us in: {error}"))
            self._transport.close()
            return
        if self._authenticator.authenticated:
            self._transport.write(BEGIN)
            if not self._ready.done():
                self._ready.set_result(None)

    def _dispatch(self, message: Message) -> None:
        serial = message.header.fields.get(HeaderFields.reply_serial)
        future = self._waiting.get(serial) if serial is not None else None
        if future is not None:
            if not future.done():
                future.set_result(message)
        elif message.header.message_type is MessageType.signal:
            self._hear(message)
