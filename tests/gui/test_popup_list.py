"""The popup's list: which keys open, remove, type and ask for the menu."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from downlight.qt.popup_list import PopupList

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> PopupList:
    made = PopupList()
    qtbot.addWidget(made)
    made.setModel(QStringListModel(["one", "two"], made))
    made.setCurrentIndex(made.model().index(1, 0))
    made.show()
    return made


def test_enter_opens_and_delete_removes(view: PopupList) -> None:
    opened: list[int] = []
    removed: list[int] = []
    view.opened.connect(opened.append)
    view.removed.connect(removed.append)
    QTest.keyClick(view, Qt.Key.Key_Enter)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert (opened, removed) == ([1, 1], [1])


def test_letters_are_a_search_and_shortcuts_are_not(view: PopupList) -> None:
    typed: list[str] = []
    view.typed.connect(typed.append)
    QTest.keyClicks(view, "gx")
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert typed == ["g", "x"]


def test_a_click_opens(view: PopupList) -> None:
    opened: list[int] = []
    view.opened.connect(opened.append)
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [0]


def test_the_menu_key_means_the_current_row_and_the_pointer_the_one_below_it(
    view: PopupList,
) -> None:
    wanted: list[int] = []
    view.menu_wanted.connect(lambda row, _: wanted.append(row))
    corner = view.rect().topLeft()
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, corner, corner)
    QApplication.sendEvent(view, by_key)
    first = view.visualRect(view.model().index(0, 0)).center()
    by_mouse = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, first, view.viewport().mapToGlobal(first)
    )
    QApplication.sendEvent(view.viewport(), by_mouse)
    assert wanted == [1, 0]
