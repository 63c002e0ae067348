"""Bubbles on Linux: the desktop's own notification service over D-Bus."""

import asyncio
import logging
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, Message, new_method_call

from downlight.domain.notify import Click, Notification
from downlight.present.platform import Lamp
from downlight.present.toast import Toast, ToastAction, Urgency, toast
from downlight.present.words import Words
from downlight.system.notifications import APP_ID, APP_NAME
from downlight.system.notifications_bus import BusConnection, BusUnavailable, session_address

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
LIMIT = 2.0
"""Seconds that showing may take."""
REMEMBERED = 100
"""Bubbles of which a click is still understood."""

_PATH = "/org/freedesktop/Notifications"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_NOTIFICATIONS = DBusAddress(_PATH, bus_name=SERVICE, interface=SERVICE)
_MATCHES = (
    f"type='signal',sender='{SERVICE}',interface='{SERVICE}'",
    f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{SERVICE}'",
)
_URGENCIES = {Urgency.LOW: 0, Urgency.NORMAL: 1}
_DEFAULT = "default"
_DISMISSED_BY_USER = 2
_ID_BITS = 32


@dataclass(frozen=True, slots=True)
class _Server:
    """The daemon that owns the service's name at the moment."""

    owner: str
    """Its unique name on the bus; signals of anybody else are not its own."""
    capabilities: frozenset[str]
    mark: int
    """Tells this daemon of this session from all others, 31 bits."""

    def bubble(self, number: int) -> int:
        """Return an id that is good across restarts of ours, and only for this daemon."""
        return self.mark << _ID_BITS | number

    def number(self, bubble: int | None) -> int:
        """Return the daemon's own id of `bubble`; 0 when another daemon gave it.

        A later session's daemon counts from 1 again: its bubble 3 is somebody else's.
        """
        if bubble is None or bubble >> _ID_BITS != self.mark:
            return 0
        return bubble & (1 << _ID_BITS) - 1


class LinuxNotifier:
    """Shows, replaces and hears of bubbles. Everything that is missing makes `show` return None.

    The bus is looked for when there is something to show, so that nothing polls while it is gone.
    """

    def __init__(
        self,
        words: Words,
        icons: Path,
        limit: float = LIMIT,
        address: Callable[[], str] = session_address,
    ) -> None:
        self._words = words
        self._icons = icons
        self._limit = limit
        self._address = address
        self._bus: BusConnection | None = None
        self._server: _Server | None = None
        self._bubbles: OrderedDict[int, Notification] = OrderedDict()
        self._tokens: dict[int, str] = {}
        self._clicks: asyncio.Queue[Click | None] = asyncio.Queue()
        self._one_at_a_time = asyncio.Lock()
        self._closed = False

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        """Show it in place of bubble `replaces`; return its id, or None: nobody shows it."""
        try:
            async with asyncio.timeout(self._limit), self._one_at_a_time:
                return await self._show(notification, replaces)
        except TimeoutError:
            log.warning("the notification service does not answer")
        except BusUnavailable as why:
            log.info("no notification: %s", why)
        return None

    async def clicks(self) -> AsyncIterator[Click]:
        """Yield what the user does with bubbles, until closed."""
        while (click := await self._clicks.get()) is not None:
            yield click

    async def close(self) -> None:
        """Hang up and end `clicks`; bubbles stay on screen."""
        self._closed = True
        self._clicks.put_nowait(None)
        if self._bus is not None:
            self._bus.close()

    async def _show(self, notification: Notification, replaces: int | None) -> int | None:
        if self._closed:
            return None
        bus = await self._connected()
        said = toast(notification, self._words)
        number, server = await self._put_up(bus, said, replaces)
        self._bubbles.pop(number, None)
        self._bubbles[number] = notification
        while len(self._bubbles) > REMEMBERED:
            self._bubbles.popitem(last=False)
        return server.bubble(number)

    async def _put_up(
        self, bus: BusConnection, said: Toast, replaces: int | None
    ) -> tuple[int, _Server]:
        """Notify the very daemon that we know; if it has gone, its successor."""
        known = self._server
        if known is not None:
            try:
                return await self._notify(bus, said, known, replaces), known
            except BusUnavailable:
                self._forget_server()
        server = await self._known_server(bus)
        return await self._notify(bus, said, server, replaces), server

    async def _notify(
        self, bus: BusConnection, said: Toast, server: _Server, replaces: int | None
    ) -> int:
        silent = not said.is_loud or await self._is_inhibited(bus, server)
        arguments = _arguments(said, self._icons, server, server.number(replaces), silent=silent)
        daemon = DBusAddress(_PATH, bus_name=server.owner, interface=SERVICE)
        answer = await bus.call(new_method_call(daemon, "Notify", "susssasa{sv}i", arguments))
        return int(answer[0])

    async def _is_inhibited(self, bus: BusConnection, server: _Server) -> bool:
        """Whether the desktop's Do Not Disturb is on; False where the service does not tell.

        Plasma tells by a property (freedesktop's notification protocol, version 1.3); it keeps
        the bubble back by itself and lists it, but a sound is ours to leave out.
        """
        properties = DBusAddress(_PATH, bus_name=server.owner, interface=_PROPERTIES)
        try:
            answer = await bus.call(
                new_method_call(properties, "Get", "ss", (SERVICE, "Inhibited"))
            )
        except BusUnavailable:
            if bus.lost:
                raise
            return False
        return bool(answer[0] == ("b", True))

    async def _connected(self) -> BusConnection:
        if self._bus is None or self._bus.lost:
            self._forget_server()
            self._bus = await BusConnection.connect(self._address(), self._hear)
            for rule in _MATCHES:
                await self._bus.ask("AddMatch", rule)
        return self._bus

    async def _known_server(self, bus: BusConnection) -> _Server:
        if self._server is None:
            answer = await bus.call(new_method_call(_NOTIFICATIONS, "GetCapabilities"))
            owner = str(await bus.ask("GetNameOwner", SERVICE))
            session = str(await bus.ask("GetId"))
            mark = zlib.crc32(f"{session} {owner}".encode()) & 0x7FFFFFFF
            self._server = _Server(owner, frozenset(answer[0]), mark)
        return self._server

    def _forget_server(self) -> None:
        self._server = None
        self._bubbles.clear()
        self._tokens.clear()

    # --- what the service tells

    def _hear(self, message: Message) -> None:
        member = message.header.fields.get(HeaderFields.member)
        sender = message.header.fields.get(HeaderFields.sender)
        if member == "NameOwnerChanged":
            self._forget_server()
        elif self._server is None or sender != self._server.owner:
            return
        elif member == "ActivationToken":
            self._tokens[message.body[0]] = message.body[1]
        elif member == "ActionInvoked":
            self._acted(message.body[0], message.body[1])
        elif member == "NotificationClosed":
            self._ended(message.body[0], message.body[1])

    def _acted(self, number: int, key: str) -> None:
        notification = self._bubbles.pop(number, None)
        token = self._tokens.pop(number, "")
        if notification is not None:
            action = ToastAction.DETAILS.value if key == _DEFAULT else key
            self._clicks.put_nowait(Click(notification, action, token))

    def _ended(self, number: int, reason: int) -> None:
        """A bubble that ran out stays known: from the list of past ones it can be clicked still."""
        notification = self._bubbles.get(number)
        if notification is not None and reason == _DISMISSED_BY_USER:
            self._clicks.put_nowait(Click(notification, "dismissed"))


def _arguments(
    said: Toast, icons: Path, server: _Server, replaces: int, *, silent: bool
) -> tuple[object, ...]:
    """Return what Notify takes (specifications.freedesktop.org/notification-spec)."""
    title, body = said.title, _harmless(said.body, server.capabilities)
    if "body" not in server.capabilities:
        title, body = f"{title}. {body}" if body else title, ""
    icon = str(icons / f"light-{said.lamp.value}.png")
    actions = _actions(said) if "actions" in server.capabilities else []
    return (APP_NAME, replaces, icon, title, body, actions, _hints(said, silent=silent), -1)


def _hints(said: Toast, *, silent: bool) -> dict[str, tuple[str, object]]:
    """Never more than normal urgency: what is critical stays on screen until it is clicked."""
    good = said.lamp is Lamp.GREEN
    category = "network" if good else "network.error"
    hints: dict[str, tuple[str, object]] = {
        "desktop-entry": ("s", APP_ID),
        "urgency": ("y", _URGENCIES[said.urgency]),
    }
    if said.is_passing:
        category = "network.connected" if good else "network.disconnected"
        hints["transient"] = ("b", True)
    if silent:
        hints["suppress-sound"] = ("b", True)
    else:
        hints["sound-name"] = ("s", "complete" if good else "dialog-warning")
    return {**hints, "category": ("s", category)}


def _harmless(body: str, capabilities: frozenset[str]) -> str:
    """Return what shows as `body` in a service with these capabilities.

    dunst 1.9 reads markup without saying so when its settings are silent about it, and shows it
    raw when they forbid it; only its "body-hyperlinks" gives it away. There, brackets that cannot
    be markup are right in both cases.
    """
    if "body-markup" in capabilities:
        return escape(body, quote=False)
    if "body-hyperlinks" in capabilities:
        return body.replace("<", "‹").replace(">", "›")
    return body


def _actions(said: Toast) -> list[str]:
    """Return keys and labels in turn; a click on the bubble itself opens the details.

    Services that draw every action as a button leave out one without a label.
    """
    labels = dict(said.actions)
    pairs = [(_DEFAULT, ""), *labels.items()]
    return [text for pair in pairs for text in pair]
