"""One Downlight per profile: the first listens, a later one asks it to come forward."""

import hashlib
import os
import sys
import tempfile
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_WITHIN = 2_000
"""Milliseconds that the first one has to answer."""
_LONGEST = 100
"""Bytes of a socket's path that every system takes."""
_LINE = 4_096
"""Bytes of a request at most."""
_OK = b"ok\n"


class Start(StrEnum):
    """What became of a start."""

    FIRST = "first"
    SHOWN = "shown"  # another one is running and came forward
    SILENT = "silent"  # another one is running and does not answer


class Instance(QObject):
    """Belongs to one profile of one user; both its locks free themselves when a process dies."""

    asked = Signal(str)
    """Another start wants the window seen; the text is its activation token, or empty."""

    def __init__(self, runtime: Path, profile: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = socket_path(runtime, profile)
        self._lock = QLockFile(f"{self._path}.lock")
        self._lock.setStaleLockTime(0)  # never by age: only when its process is gone
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def begin(self, token: str = "", within: int = ANSWER_WITHIN) -> Start:
        """Become the first, or ask the first to come forward; takes `within` ms at most.

        Where no lock can be made at all (nothing is writable), every start is a first one.
        """
        taken = self._lock.tryLock(0)
        if not taken and self._lock.error() is QLockFile.LockError.LockFailedError:
            return Start.SHOWN if _ask(self._path, token, within) else Start.SILENT
        QLocalServer.removeServer(_listening_name(self._path))
        self._server.listen(_listening_name(self._path))
        return Start.FIRST

    def end(self) -> None:
        """Let another one be the first."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_request)
            socket.disconnected.connect(socket.deleteLater)

    def _on_request(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        word, _, token = (
            bytes(socket.readLine(_LINE).data()).decode(errors="replace").partition(" ")
        )
        if word.strip() == "show":
            self.asked.emit(token.strip())
            socket.write(_OK)
            socket.flush()


def socket_path(runtime: Path, profile: str) -> str:
    """Return where the first one of this user and profile listens."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    digest = hashlib.sha256(f"{user} {profile}".encode()).hexdigest()[:16]
    name = f"downlight-{digest}"
    if runtime.is_dir() and len(os.fsencode(runtime / name)) <= _LONGEST:
        return str(runtime / name)
    return str(Path(tempfile.gettempdir()) / name)


def _listening_name(path: str) -> str:
    """Windows has pipes instead, with names that hold no backslash."""
    return Path(path).name if sys.platform == "win32" else path


def _ask(path: str, token: str, within: int) -> bool:
    """Whether the one that listens at `path` says that it comes forward."""
    deadline = QDeadlineTimer(within)
    while not deadline.hasExpired():
        socket = QLocalSocket()
        socket.connectToServer(_listening_name(path))
        if socket.waitForConnected(int(deadline.remainingTime())):
            socket.write(f"show {token}\n".encode())
            socket.waitForReadyRead(int(deadline.remainingTime()))
            return bytes(socket.readAll().data()) == _OK
        QThread.msleep(50)  # it holds the lock already and does not listen yet
    return False
