from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.qt.parts_dialog import PartsDialog
from fakes.states import english

PARTS = (
    Component("1", "Voice", Status.OPERATIONAL),
    Component("2", "Text", Status.MAJOR_OUTAGE),
)


def opened(qtbot: QtBot, *chosen: str) -> PartsDialog:
    dialog = PartsDialog("Chat", PARTS, chosen, english())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_each_tick_counts_at_once(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.list.setFocus()
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.changed) as changed:
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert changed.args == [("Text",)]
    assert dialog.line.text() == "1 part counts for the light: Text."
    with qtbot.waitSignal(dialog.changed):
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.chosen == ()


def test_searching_hides_the_rest_and_keeps_the_ticks(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "Voice")
    QTest.keyClicks(dialog.search, "tex")
    assert [dialog.list.item(row).isHidden() for row in range(2)] == [True, False]
    assert dialog.chosen == ("Voice",)


def test_what_is_chosen_is_ticked(qtbot: QtBot) -> None:
    dialog = opened(qtbot, "Voice")
    assert dialog.windowTitle() == "Parts of Chat"
    assert [dialog.list.item(row).checkState() for row in range(2)] == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
    ]
