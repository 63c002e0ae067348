"""Faults of our own: written to the log, told once in a calm sentence, never a crash."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class Faults(QObject):
    """Takes exceptions that nobody caught, in any thread, from its making until `close`."""

    happened = Signal(str)
    """The first fault of this run, in short. Emitted in the thread of this object."""

    _noticed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = False
        self._noticed.connect(self._on_noticed, Qt.ConnectionType.QueuedConnection)
        self._before: Hook = sys.excepthook
        self._before_in_threads = threading.excepthook
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook = self._before
        threading.excepthook = self._before_in_threads

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an exception that nobody caught, and tell of the first one."""
        log.critical("a fault of our own", exc_info=(kind, error, trace))
        self._noticed.emit(f"{kind.__name__}: {error}")

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_noticed(self, text: str) -> None:
        if not self._told:
            self._told = True
            self.happened.emit(text)
