"""A private message bus and a notification service on it that does as the test says."""

import contextlib
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

SERVICE = "org.freedesktop.Notifications"
EMITTER = DBusAddress("/org/freedesktop/Notifications", interface=SERVICE)
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class Bus:
    """A dbus-daemon of our own, without services that start by themselves."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "bus"
        self._config = folder / "bus.conf"
        self._config.write_text(CONFIG.format(socket=self._socket))
        self.address = f"unix:path={self._socket}"
        self.start()

    def start(self) -> None:
        """Start (again); returns when it takes connections."""
        self._socket.unlink(missing_ok=True)
        command = ["dbus-daemon", f"--config-file={self._config}", "--nofork", "--print-address=1"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._daemon.stdout is not None
        assert self._daemon.stdout.readline()

    def freeze(self) -> None:
        """Make it hang; only `kill` ends that."""
        self._daemon.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """End it as a crash would."""
        self._daemon.kill()
        self._daemon.wait()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


@contextlib.contextmanager
def private_bus(folder: Path) -> Iterator[Bus]:
    """A bus while the context lasts; skips the test where dbus-daemon is not installed."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon: tools/system-packages.sh test")
    bus = Bus(folder)
    try:
        yield bus
    finally:
        bus.kill()


@dataclass(frozen=True, slots=True)
class Shown:
    """One call of Notify."""

    app: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, tuple[str, object]]
    timeout: int


@dataclass
class NotificationService:
    """Answers in a thread of its own until stopped."""

    address: str
    capabilities: list[str] = field(
        default_factory=lambda: ["body", "body-markup", "actions", "persistence"]
    )
    mute: bool = False
    """Takes calls and never answers."""
    refuse: bool = False
    """Answers every Notify with an error."""
    first_id: int = 1
    shown: list[Shown] = field(default_factory=list)
    inhibited: bool | None = None
    """Whether Do Not Disturb is on; None: it does not know such a thing."""
    asked: int = 0
    """Times its capabilities were asked for."""

    def __enter__(self) -> "NotificationService":
        self._connection: DBusConnection = open_dbus_connection(bus=self.address)
        Proxy(message_bus, self._connection).RequestName(SERVICE)
        self._next = self.first_id
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake-notifications", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._connection.close()

    def invoke(self, number: int, key: str, token: str = "") -> None:
        """Do as if the user clicked."""
        if token:
            self._emit("ActivationToken", "us", (number, token))
        self._emit("ActionInvoked", "us", (number, key))
        self._emit("NotificationClosed", "uu", (number, 2))

    def close(self, number: int, reason: int) -> None:
        """End a bubble: 1 it ran out, 2 the user closed it."""
        self._emit("NotificationClosed", "uu", (number, reason))

    def _emit(self, member: str, signature: str, body: tuple[object, ...]) -> None:
        self._connection.send(new_signal(EMITTER, member, signature, body))

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            except (ConnectionError, OSError):
                return
            if message.header.message_type is MessageType.method_call and not self.mute:
                self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        member = message.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            self.asked += 1
            return new_method_return(message, "as", (self.capabilities,))
        if member == "Notify" and not self.refuse:
            app, replaces, icon, title, body, actions, hints, timeout = message.body
            shown = Shown(app, replaces, icon, title, body, actions, hints, timeout)
            self.shown.append(shown)
            number = replaces or self._next
            self._next += 0 if replaces else 1
            return new_method_return(message, "u", (number,))
        if member == "Get" and self.inhibited is not None:
            assert message.body == (SERVICE, "Inhibited")
            return new_method_return(message, "v", (("b", self.inhibited),))
        return new_error(message, "org.freedesktop.DBus.Error.Failed")


def forge(address: str, number: int, key: str) -> None:
    """Pretend to be the notification service, from another program's connection."""
    with contextlib.closing(open_dbus_connection(bus=address)) as connection:
        connection.send(new_signal(EMITTER, "ActionInvoked", "us", (number, key)))
        Proxy(message_bus, connection).GetId()  # the signal has gone out before the answer
