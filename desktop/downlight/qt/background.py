"""Runs a call that may block, such as one to the keyring, away from the GUI thread."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal

from downlight.qt.mailbox import Mailbox


class Background(QObject):
    """One call at a time; `ended` tells in the GUI thread what it returned."""

    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a call is under way."""
        return self._is_busy

    def run(self, call: Callable[[], object]) -> None:
        """Make the call, unless one is under way. It must hold no widgets."""
        if self._is_busy:
            return
        self._is_busy = True
        mailbox = Mailbox()
        mailbox.posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)
        Thread(target=_call, args=(call, mailbox), name="background", daemon=True).start()

    def _on_posted(self, answer: object) -> None:
        self._is_busy = False
        self.ended.emit(answer)


def _call(call: Callable[[], object], mailbox: Mailbox) -> None:
    try:
        mailbox.post(call())
    finally:
        mailbox.close()
