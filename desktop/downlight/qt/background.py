"""Runs a call that may block, such as one to the keyring, away from the GUI thread."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal

from downlight.domain.saying import Saying, say
from downlight.qt.mailbox import Mailbox


class Background(QObject):
    """One call at a time; `ended` tells in the GUI thread what it returned.

    Where it raised, which is a fault of ours, `ended` tells that in a sentence to be said.
    """

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
    except BaseException as error:
        mailbox.post(fault_told(error))
        raise
    finally:
        mailbox.close()


def fault_told(error: BaseException) -> Saying:
    """Return the sentence to somebody who waits for what has failed by a fault of ours."""
    return say(
        "Something went wrong inside Downlight. It goes on watching; the log has the"
        " details: {what}",
        what=f"{type(error).__name__}: {error}",
    )
