"""A window made anew is as the user had left the one before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from downlight.qt.remaking import open_dialog, remade


class Room(QWidget):
    """One of each that can be left in some way."""

    def __init__(self, choices: int = 3) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.tabs = QTabWidget()
        self.combo = QComboBox()
        self.combo.addItems([f"choice {n}" for n in range(choices)])
        self.line = QLineEdit()
        self.shown = QLineEdit("a path")
        self.shown.setReadOnly(True)
        self.text = QPlainTextEdit()
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        for name in ("one", "two"):
            self.tabs.addTab(QWidget(), name)
            self.panes.addWidget(QPlainTextEdit(name))
        for part in (self.tabs, self.combo, self.line, self.shown, self.text, self.panes):
            layout.addWidget(part)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.resize(600, 500)
    return made


def test_choices_and_text_are_carried_over(room: Room, qtbot: QtBot) -> None:
    room.show()
    room.tabs.setCurrentIndex(1)
    room.combo.setCurrentIndex(2)
    room.line.setText("half a wo")
    room.text.setPlainText("two\nlines")
    room.shown.setText("an old path")
    room.panes.setSizes([100, 400])
    new = remade(room, Room)
    assert isinstance(new, Room)
    qtbot.addWidget(new)
    assert new.isVisible()
    assert (new.tabs.currentIndex(), new.combo.currentIndex()) == (1, 2)
    assert (new.line.text(), new.text.toPlainText()) == ("half a wo", "two\nlines")
    assert new.shown.text() == "a path"
    assert new.panes.sizes()[0] < new.panes.sizes()[1]


def test_a_choice_among_others_is_not_carried_over(room: Room, qtbot: QtBot) -> None:
    room.combo.setCurrentIndex(2)
    new = remade(room, lambda: Room(choices=5))
    assert isinstance(new, Room)
    qtbot.addWidget(new)
    assert new.combo.currentIndex() == 0


def test_a_hidden_window_stays_hidden_and_a_small_one_small(room: Room, qtbot: QtBot) -> None:
    hidden = remade(room, Room)
    qtbot.addWidget(hidden)
    assert not hidden.isVisible()
    hidden.showMinimized()
    small = remade(hidden, Room)
    qtbot.addWidget(small)
    assert small.isMinimized()


def test_an_open_dialog_is_found(room: Room) -> None:
    assert open_dialog(room) is None
    dialog = QDialog(room)
    assert open_dialog(room) is None
    dialog.open()
    assert open_dialog(room) is dialog
    dialog.close()
