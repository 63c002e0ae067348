"""Carries values from another thread into the GUI thread, whoever of the two ends first."""

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal


class Mailbox(QObject):
    """Made in the GUI thread, and deleted there: never by the thread that posts.

    It belongs to the application rather than to the window that listens, so that a window may be
    closed and deleted while the other thread is still at work.
    """

    posted = Signal(object)
    _closed = Signal()

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self._closed.connect(self.deleteLater, Qt.ConnectionType.QueuedConnection)

    def post(self, letter: object) -> None:
        """Hand a value over; from the other thread."""
        self.posted.emit(letter)

    def close(self) -> None:
        """Nothing more will be posted; from the other thread."""
        self._closed.emit()
