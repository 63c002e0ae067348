"""Some releases of PySide6 drop references to None and True and abort after thousands of calls."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 5_000
TOLERANCE = 100


class Source(QObject):
    happened = Signal(object)


def test_calls_without_result_leave_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    timer = QTimer()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        timer.setInterval(number)
        label.parent()
    assert abs(sys.getrefcount(None) - before) < TOLERANCE


def test_signals_leave_true_and_none_alone(qtbot: QtBot) -> None:
    source = Source()
    heard: list[object] = []
    source.happened.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(CALLS):
        source.happened.emit(source)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert len(heard) == CALLS
    assert abs(after[0] - before[0]) < TOLERANCE
    assert abs(after[1] - before[1]) < TOLERANCE
