"""Notices when somebody edits the settings file, without asking the disk again and again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from downlight.domain.commands import Command, ReloadSettings

SETTLE = 300
"""Milliseconds after the last change: editors write in several steps."""


class SettingsWatch(QObject):
    """Asks the engine to read the settings again whenever their file may have changed.

    `beside` are further files of the user's in the same folder, such as own platforms.
    """

    def __init__(
        self,
        file: Path,
        submit: Callable[[Command], None],
        parent: QObject | None = None,
        beside: Sequence[Path] = (),
    ) -> None:
        super().__init__(parent)
        self._files = (file, *beside)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(lambda: submit(ReloadSettings()))
        # The folder as well: most editors put a new file in the place of the old one.
        self._watcher = QFileSystemWatcher([str(file.parent)], self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._watcher.fileChanged.connect(self._on_changed)
        self._stamps = self._read_stamps()
        self._watch_files()

    def _on_changed(self, _path: str) -> None:
        self._watch_files()
        stamps = self._read_stamps()
        if stamps != self._stamps:
            self._stamps = stamps
            self._timer.start()

    def _watch_files(self) -> None:
        watched = set(self._watcher.files())
        for file in self._files:
            if str(file) not in watched and file.exists():
                self._watcher.addPath(str(file))

    def _read_stamps(self) -> list[tuple[int, int] | None]:
        return [_stamp(file) for file in self._files]


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
