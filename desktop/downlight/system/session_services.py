"""Asks the session's D-Bus who shows tray icons and notifications here."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, Message, Properties, new_method_call

from downlight.system.notifications_bus import BusConnection, BusUnavailable, session_address

LIMIT = 2.0
"""Seconds that each service has to answer."""

_WATCHER = DBusAddress(
    "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher", "org.kde.StatusNotifierWatcher"
)
_NOTIFICATIONS = DBusAddress(
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
    "org.freedesktop.Notifications",
)


@dataclass(frozen=True, slots=True)
class Tray:
    """Who shows tray icons."""

    watcher: bool
    """Somebody keeps the list of icons (StatusNotifierItem)."""
    host: bool
    """And somebody draws them."""


@dataclass(frozen=True, slots=True)
class NotificationServer:
    """Who shows notifications."""

    name: str
    version: str
    capabilities: tuple[str, ...]


async def ask_for_tray() -> Tray | None:
    """Return who shows tray icons; None where the session has no D-Bus."""
    async with contextlib.AsyncExitStack() as stack:
        bus = await _connect(stack)
        if bus is None:
            return None
        answer = await _ask(bus, Properties(_WATCHER).get("IsStatusNotifierHostRegistered"))
        if answer is None:
            return Tray(watcher=False, host=False)
        ((_, is_drawn),) = answer
        return Tray(watcher=True, host=bool(is_drawn))


async def ask_for_notifications() -> NotificationServer | None:
    """Return who shows notifications; None where nobody does, or does not answer."""
    async with contextlib.AsyncExitStack() as stack:
        bus = await _connect(stack)
        if bus is None:
            return None
        about = await _ask(bus, new_method_call(_NOTIFICATIONS, "GetServerInformation"))
        able = await _ask(bus, new_method_call(_NOTIFICATIONS, "GetCapabilities"))
        if about is None or able is None:
            return None
        return NotificationServer(about[0], about[2], tuple(able[0]))


async def _connect(stack: contextlib.AsyncExitStack) -> BusConnection | None:
    try:
        async with asyncio.timeout(LIMIT):
            bus = await BusConnection.connect(session_address(), lambda _message: None)
    except (BusUnavailable, TimeoutError):
        return None
    stack.callback(bus.close)
    return bus


async def _ask(bus: BusConnection, question: Message) -> tuple[Any, ...] | None:
    try:
        async with asyncio.timeout(LIMIT):
            return await bus.call(question)
    except (BusUnavailable, TimeoutError):
        return None
