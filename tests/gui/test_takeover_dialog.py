from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.qt.takeover_dialog import TakeoverDialog
from fakes.exchange import Exchange
from fakes.states import english


def test_what_would_change_is_shown_before_it_is_taken_over(qtbot: QtBot) -> None:
    exchange = Exchange()
    dialog = TakeoverDialog(english(), exchange)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.take.isEnabled()
    QTest.keyClicks(dialog.source, "right")
    qtbot.waitUntil(dialog.take.isEnabled)
    assert dialog.changes.toPlainText() == "Acme (acme) is new:"
    assert exchange.taken == []
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.outcome.text() == "1 platform was taken over.")
    assert exchange.taken == ["right"]


def test_what_is_no_link_is_told(qtbot: QtBot) -> None:
    dialog = TakeoverDialog(english(), Exchange())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.source.setText("wrong")
    qtbot.waitUntil(lambda: dialog.changes.toPlainText() == "That is no link.")
    assert not dialog.take.isEnabled()
    dialog.source.clear()
    assert dialog.changes.toPlainText() == ""
