"""What windows remember from one run to the next: a small file of our own, never settings."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QSaveFile
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

_LARGEST = 256 * 1024
"""Bytes of a file that is read; a larger one is none of ours."""


class Remembered:
    """Values by key, kept in a file; without one, or with a broken one, in memory alone."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values = _read(path) if path is not None else {}

    def get(self, key: str) -> Any:
        """Return the value of a key (what JSON knows); None where there is none."""
        return self._values.get(key)

    def put(self, key: str, value: object) -> None:
        """Keep a value; a disk that takes nothing is no reason to bother anybody."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if self._path is None:
            return
        file = QSaveFile(str(self._path))
        if file.open(QSaveFile.OpenModeFlag.WriteOnly):
            file.write(json.dumps(self._values, indent=1).encode())
            file.commit()


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        value = json.loads(content) if len(content) <= _LARGEST else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


class WindowMemory(QObject):
    """Gives a window its place, size and parts of last time; notes them when it is closed."""

    def __init__(
        self,
        remembered: Remembered,
        key: str,
        window: QWidget,
        parts: Mapping[str, QSplitter | QHeaderView] | None = None,
    ) -> None:
        super().__init__(window)
        self._remembered = remembered
        self._key = key
        self._window = window
        self._parts = dict(parts or {})
        self.is_known = self._restore()
        """Whether the window was there before."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note how the window is when it goes."""
        if event.type() in (QEvent.Type.Close, QEvent.Type.Hide) and not event.spontaneous():
            self.note()
        return False

    def note(self) -> None:
        """Note place, size and parts."""
        told: dict[str, object] = {"window": _text(self._window.saveGeometry())}
        for name, part in self._parts.items():
            told[name] = _widths(part) if isinstance(part, QHeaderView) else part.sizes()
        self._remembered.put(self._key, told)

    def _restore(self) -> bool:
        told = self._remembered.get(self._key)
        if not isinstance(told, dict):
            return False
        self._window.restoreGeometry(QByteArray.fromBase64(str(told.get("window", "")).encode()))
        for name, part in self._parts.items():
            sizes = _numbers(told.get(name))
            if isinstance(part, QHeaderView):
                for column, width in enumerate(sizes[: part.count()]):
                    part.resizeSection(column, width)
            elif len(sizes) == part.count():
                part.setSizes(sizes)
        return True


def _widths(header: QHeaderView) -> list[int]:
    return [header.sectionSize(column) for column in range(header.count())]


def _numbers(told: object) -> list[int]:
    if not isinstance(told, list):
        return []
    return [one for one in told if isinstance(one, int) and 0 < one < 20_000]


def _text(value: QByteArray) -> str:
    return bytes(value.toBase64().data()).decode("ascii")
