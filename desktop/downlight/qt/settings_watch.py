"""Notices when somebody edits the settings file, without asking the disk again and again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from downlight.domain.commands import Command, ReloadSettings

SETTLE = 300
"""Milliseconds after the last change: editors write in several steps."""


class SettingsWatch(QObject):
    """Asks the engine to read the settings again whenever their file may have changed."""

    def __init__(
        self, file: Path, submit: Callable[[Command], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(lambda: submit(ReloadSettings()))
        # The folder as well: most editors put a new file in the place of the old one.
        self._watcher = QFileSystemWatcher([str(file.parent)], self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._watcher.fileChanged.connect(self._on_changed)
        self._stamp = self._read_stamp()
        self._watch_file()

    def _on_changed(self, _path: str) -> None:
        self._watch_file()
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._timer.start()

    def _watch_file(self) -> None:
        if not self._watcher.files() and self._file.exists():
            self._watcher.addPath(str(self._file))

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino
