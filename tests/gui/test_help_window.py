from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from downlight.present.help import ONLY_YOU
from downlight.qt.help_window import HelpWindow
from fakes.states import english


def opened(qtbot: QtBot) -> HelpWindow:
    window = HelpWindow(english(), lambda: "All is known.")
    qtbot.addWidget(window)
    window.show()
    return window


def shown(window: HelpWindow) -> list[str]:
    page = window.stack.currentWidget()
    assert page is not None
    return [label.text() for label in page.findChildren(QLabel)]


def test_it_opens_with_why_it_is_red_and_goes_on_by_keyboard(qtbot: QtBot) -> None:
    window = opened(qtbot)
    assert shown(window)[0] == "Why is it red?"
    QTest.keyClick(window.titles, Qt.Key.Key_Down)
    assert shown(window)[0] == "What does “only you” mean?"


def test_a_topic_can_be_asked_for(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.open_topic(ONLY_YOU)
    assert window.titles.currentItem().text() == "What does “only you” mean?"
    window.open_topic("nothing")
    assert window.titles.currentItem().text() == "What does “only you” mean?"


def test_diagnostics_stand_last(qtbot: QtBot) -> None:
    window = opened(qtbot)
    QTest.keyClick(window.titles, Qt.Key.Key_End)
    assert window.stack.currentWidget() is window.diagnostics


def test_escape_closes(qtbot: QtBot) -> None:
    window = opened(qtbot)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
