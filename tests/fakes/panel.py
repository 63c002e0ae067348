"""The list of tray icons that panels keep, on a private bus."""

import threading
from dataclasses import dataclass

from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection


@dataclass
class Panel:
    """Answers in a thread of its own until stopped; `host` says whether icons are drawn."""

    address: str
    host: bool = True

    def __enter__(self) -> "Panel":
        self._connection: DBusConnection = open_dbus_connection(bus=self.address)
        Proxy(message_bus, self._connection).RequestName("org.kde.StatusNotifierWatcher")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake-panel", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._connection.close()

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._connection.send(new_method_return(message, "v", (("b", self.host),)))
