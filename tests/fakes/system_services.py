"""NetworkManager, UPower and logind as far as we listen to them, on a private bus."""

import threading
from dataclasses import dataclass

from jeepney import DBusAddress, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NETWORK_MANAGER = "org.freedesktop.NetworkManager"
LOGIND = "org.freedesktop.login1"
UPOWER = "org.freedesktop.UPower"


@dataclass
class SystemServices:
    """Answers in a thread of its own until stopped; `network_manager` may be left out."""

    address: str
    state: int = 70
    network_manager: bool = True
    metered: int = 0
    on_battery: bool = False

    def __enter__(self) -> "SystemServices":
        self._connection: DBusConnection = open_dbus_connection(bus=self.address)
        for name in (LOGIND, UPOWER, *([NETWORK_MANAGER] if self.network_manager else [])):
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

    def power(self, *, on_battery: bool) -> None:
        """Say that the electricity comes from the battery, or from the mains again."""
        self._connection.send(power_changed(on_battery=on_battery))

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
            known: dict[object, tuple[str, object]] = {
                (NETWORK_MANAGER, "State"): ("u", self.state),
                (NETWORK_MANAGER, "Metered"): ("u", self.metered),
                (UPOWER, "OnBattery"): ("b", self.on_battery),
            }
            if message.body in known:
                self._connection.send(new_method_return(message, "v", (known[message.body],)))
            else:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))


def network_changed(properties: dict[str, tuple[str, object]]) -> Message:
    emitter = DBusAddress(
        "/org/freedesktop/NetworkManager", interface="org.freedesktop.DBus.Properties"
    )
    return new_signal(emitter, "PropertiesChanged", "sa{sv}as", (NETWORK_MANAGER, properties, []))


def power_changed(*, on_battery: bool) -> Message:
    emitter = DBusAddress("/org/freedesktop/UPower", interface="org.freedesktop.DBus.Properties")
    changed = {"OnBattery": ("b", on_battery)}
    return new_signal(emitter, "PropertiesChanged", "sa{sv}as", (UPOWER, changed, []))


def prepare_for_sleep(*, before: bool) -> Message:
    emitter = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIND}.Manager")
    return new_signal(emitter, "PrepareForSleep", "b", (before,))
