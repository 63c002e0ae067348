"""Runs a call that may block, such as one to the keyring, away from the GUI thread."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal


class Background(QObject):
    """One call at a time; `ended` tells in the GUI thread what it returned."""

    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox: _Mailbox | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a call is under way."""
        return self._mailbox is not None

    def run(self, call: Callable[[], object]) -> None:
        """Make the call, unless one is under way."""
        if self._mailbox is not None:
            return
        mailbox = self._mailbox = _Mailbox()
        mailbox.returned.connect(self._on_returned, Qt.ConnectionType.QueuedConnection)
        Thread(target=lambda: mailbox.returned.emit(call()), name="keyring", daemon=True).start()

    def _on_returned(self, answer: object) -> None:
        self._mailbox = None
        self.ended.emit(answer)


class _Mailbox(QObject):
    """Held by the thread, so it outlives a dialog that is closed meanwhile."""

    returned = Signal(object)
