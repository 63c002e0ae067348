"""Listens to the box's session bus: which notifications were shown, closed and clicked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from jeepney import HeaderFields, Message, MessageType
from jeepney.bus_messages import Monitoring
from jeepney.io.blocking import DBusConnection, open_dbus_connection

SERVICE = "org.freedesktop.Notifications"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One call of Notify and the id that the daemon gave."""

    id: int
    replaces: int
    app: str
    icon: str
    summary: str
    body: str
    actions: dict[str, str]
    """Label by key."""
    hints: Mapping[str, object]
    timeout: int


@dataclass(slots=True)
class Record:
    """What was heard so far."""

    bubbles: list[Bubble] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    invoked: list[tuple[int, str]] = field(default_factory=list)


class BusWatch:
    """A monitor connection read by a thread of its own, until closed."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)
        self._connection.send_and_get_reply(Monitoring().BecomeMonitor([]), timeout=5)
        self._record = Record()
        self._asked: dict[tuple[str, int], tuple[object, ...]] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="bus-watch", daemon=True)
        self._thread.start()

    @property
    def bubbles(self) -> list[Bubble]:
        """All notifications shown so far, oldest first."""
        with self._lock:
            return list(self._record.bubbles)

    @property
    def closed(self) -> list[int]:
        """Ids of notifications that were closed."""
        with self._lock:
            return list(self._record.closed)

    @property
    def invoked(self) -> list[tuple[int, str]]:
        """Ids and action keys that were clicked."""
        with self._lock:
            return list(self._record.invoked)

    def forget(self) -> None:
        """Begin anew: what was heard so far belongs to somebody else."""
        with self._lock:
            self._record = Record()

    def close(self) -> None:
        """Listen no longer."""
        self._closing.set()
        self._thread.join(5)
        self._connection.close()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                message = self._connection.receive(timeout=0.2)
            except TimeoutError:
                continue
            except (ConnectionError, OSError):
                return
            with self._lock:
                self._hear(message)

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        member = fields.get(HeaderFields.member)
        if kind is MessageType.method_call and fields.get(HeaderFields.interface) == SERVICE:
            if member == "Notify":
                asker = (fields[HeaderFields.sender], message.header.serial)
                self._asked[asker] = message.body
        elif kind is MessageType.method_return:
            asker = (fields.get(HeaderFields.destination), fields.get(HeaderFields.reply_serial))
            call = self._asked.pop(asker, None)
            if call is not None:
                self._record.bubbles.append(_bubble(message.body[0], call))
        elif kind is MessageType.signal and fields.get(HeaderFields.interface) == SERVICE:
            if member == "NotificationClosed":
                self._record.closed.append(message.body[0])
            elif member == "ActionInvoked":
                self._record.invoked.append((message.body[0], message.body[1]))


def _bubble(number: int, call: tuple[object, ...]) -> Bubble:
    app, replaces, icon, summary, body, actions, hints, timeout = call
    assert isinstance(actions, list)
    assert isinstance(hints, dict)
    assert isinstance(replaces, int)
    assert isinstance(timeout, int)
    return Bubble(
        id=number,
        replaces=replaces,
        app=str(app),
        icon=str(icon),
        summary=str(summary),
        body=str(body),
        actions=dict(zip(actions[::2], actions[1::2], strict=True)),
        hints={key: value[1] for key, value in hints.items()},
        timeout=timeout,
    )
