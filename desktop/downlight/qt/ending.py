"""Signals that ask the app to end (SIGTERM, SIGINT, SIGHUP), brought into Qt without polling."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ASKING = ("SIGTERM", "SIGINT", "SIGHUP")


class EndSignals(QObject):
    """Listens from its making until `close`; make it in the main thread."""

    asked = Signal()
    """Somebody wants the app to end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inside, self._outside = socket.socketpair()
        self._inside.setblocking(False)
        self._outside.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._outside.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, _hear_in_the_loop)
            for number in (getattr(signal, name) for name in _ASKING if hasattr(signal, name))
        }
        read = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._inside.fileno(), read, self)
        self._notifier.activated.connect(self._on_woken)

    def close(self) -> None:
        """Give the signals back to whoever had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._inside.close()
        self._outside.close()

    def _on_woken(self) -> None:
        if set(self._inside.recv(64)) & {int(number) for number in self._before}:
            self.asked.emit()


def _hear_in_the_loop(number: int, frame: object) -> None:
    """Do nothing here: the byte in the socket wakes the event loop."""
