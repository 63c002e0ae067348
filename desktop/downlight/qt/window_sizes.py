"""Remembers how large each window was, where, and how it was divided."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

_NAME = "downlightName"
"""The property under which a window carries its name."""


class WindowSizes(QObject):
    """Windows by name, in a file of their own: nothing of it belongs into the settings."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = QSettings(str(file), QSettings.Format.IniFormat, self)

    def look_after(self, window: QWidget, name: str) -> None:
        """Give a window the size it had, and keep the one it has whenever it is hidden."""
        window.setProperty(_NAME, name)
        geometry = self._kept.value(f"{name}/geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        for place, splitter in enumerate(window.findChildren(QSplitter)):
            state = self._kept.value(f"{name}/splitter{place}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of a window that is about to go."""
        hidden = event.type() is QEvent.Type.Hide and not event.spontaneous()
        if hidden and isinstance(watched, QWidget):
            self._keep(watched, str(watched.property(_NAME)))
        return False

    def _keep(self, window: QWidget, name: str) -> None:
        self._kept.setValue(f"{name}/geometry", window.saveGeometry())
        for place, splitter in enumerate(window.findChildren(QSplitter)):
            self._kept.setValue(f"{name}/splitter{place}", splitter.saveState())
