import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.undo_bar import UndoBar
from fakes.states import english


class Offered:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar = UndoBar(english(), self.window)
        self.window.show()
        self.undone: list[str] = []

    def offer(self, what: str) -> None:
        self.bar.offer(f"{what} deleted.", lambda: self.undone.append(what))


@pytest.fixture
def offered(qtbot: QtBot) -> Offered:
    return Offered(qtbot)


def test_nothing_is_offered_at_first(offered: Offered) -> None:
    assert not offered.bar.isVisible()
    offered.bar.undo()
    assert offered.undone == []


def test_what_was_done_is_said_and_taken_back_once(offered: Offered) -> None:
    offered.offer("X")
    assert offered.bar.isVisible()
    assert offered.bar.label.text() == "X deleted."
    QTest.mouseClick(offered.bar.button, Qt.MouseButton.LeftButton)
    offered.bar.undo()
    assert offered.undone == ["X"]
    assert not offered.bar.isVisible()


def test_the_newest_offer_replaces_the_one_before(offered: Offered) -> None:
    offered.offer("X")
    offered.offer("Y")
    offered.bar.undo()
    assert offered.undone == ["Y"]


def test_it_can_be_put_away(offered: Offered) -> None:
    offered.offer("X")
    offered.bar.close_button.click()
    assert not offered.bar.isVisible()
    offered.bar.undo()
    assert offered.undone == []
