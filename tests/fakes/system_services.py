"""NetworkManager and logind as far as we listen to them, on a private bus."""

import threading
from dataclasses import dataclass

from jeepney import DBusAddress, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NETWORK_MANAGER = "org.freedesktop.NetworkManager"
LOGIND = "org.freedesktop.login1"


@dataclass
class SystemServices:
    """Answers in a thread of its own until stopped; `network_manager` may be left out."""

    address: str
    state: int = 70
    network_manager: bool = True

    def __enter__(self) -> "SystemServices":
        self._connection: DBusConnection = open_dbus_connection(bus=self.address)
        for name in (LOGIND, *([NETWORK_MANAGER] if self.network_manager else [])):
            Proxy(message_bus, self._connection).RequestName(name)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake-system", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._connection.close()

    def network(self, **properties: tuple[str, object]) -> None:
        """Say that properties of NetworkManager changed; each is (signature, value)."""
        self._connection.send(network_changed(properties))

    def sleep(self, *, before: bool) -> None:
        """Say that the machine is about to sleep, or has woken up."""
        self._connection.send(prepare_for_sleep(before=before))

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            except (ConnectionError, OSError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            if message.body == (NETWORK_MANAGER, "State"):
                self._connection.send(new_method_return(message, "v", (("u", self.state),)))
            else:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))


def network_changed(properties: dict[str, tuple[str, object]]) -> Message:
    emitter = DBusAddress(
        "/org/freedesktop/NetworkManager", interface="org.freedesktop.DBus.Properties"
    )
    return new_signal(emitter, "PropertiesChanged", "sa{sv}as", (NETWORK_MANAGER, properties, []))


def prepare_for_sleep(*, before: bool) -> Message:
    emitter = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIND}.Manager")
    return new_signal(emitter, "PrepareForSleep", "b", (before,))
