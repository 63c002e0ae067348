import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.remembered import Remembered, WindowMemory


def test_values_are_kept_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "windows.json"
    Remembered(path).put("key", {"a": [1, 2]})
    assert Remembered(path).get("key") == {"a": [1, 2]}
    assert Remembered(path).get("other") is None


def test_without_a_file_they_are_kept_in_memory(tmp_path: Path) -> None:
    remembered = Remembered()
    remembered.put("key", 1)
    assert remembered.get("key") == 1
    nowhere = Remembered(tmp_path / "no" / "folder")
    nowhere.put("key", 2)
    assert nowhere.get("key") == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[" * 90_000, b" " * 300_000])
def test_a_broken_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "windows.json"
    path.write_bytes(content)
    remembered = Remembered(path)
    assert remembered.get("key") is None
    remembered.put("key", 1)
    assert json.loads(path.read_bytes()) == {"key": 1}


class Shown:
    """A window with parts that remembers."""

    def __init__(self, qtbot: QtBot, remembered: Remembered) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.window)
        for _ in range(2):
            self.splitter.addWidget(QWidget())
        self.splitter.resize(400, 50)
        self.table = QTableWidget(1, 3, self.window)
        header = self.table.horizontalHeader()
        self.memory = WindowMemory(
            remembered, "w", self.window, {"splitter": self.splitter, "columns": header}
        )


def test_a_window_is_as_it_was_left(qtbot: QtBot) -> None:
    remembered = Remembered()
    first = Shown(qtbot, remembered)
    assert not first.memory.is_known
    first.window.resize(512, 345)
    first.window.show()
    first.splitter.setSizes([100, 290])
    first.table.setColumnWidth(1, 77)
    sizes = first.splitter.sizes()
    first.window.close()
    second = Shown(qtbot, remembered)
    assert second.memory.is_known
    assert (second.window.width(), second.window.height()) == (512, 345)
    assert second.splitter.sizes() == sizes
    assert second.table.columnWidth(1) == 77


@pytest.mark.parametrize(
    "told",
    [
        "text",
        {"window": 5, "splitter": "x", "columns": [None, -5, 10**9]},
        {"window": "AAAA", "splitter": [1], "columns": [1, 2, 3, 4, 5]},
    ],
)
def test_what_somebody_else_wrote_there_does_no_harm(qtbot: QtBot, told: object) -> None:
    remembered = Remembered()
    remembered.put("w", told)
    shown = Shown(qtbot, remembered)
    assert shown.table.columnCount() == 3
    assert len(shown.splitter.sizes()) == 2
