"""Qt's own messages in our log."""

import logging

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from downlight.qt.qtlog import route_qt_log


def test_warnings_of_qt_reach_the_log(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    restore = route_qt_log()
    try:
        qWarning("something odd")
    finally:
        restore()
    (record,) = [record for record in caplog.records if record.name == "qt"]
    assert record.levelno == logging.WARNING
    assert record.getMessage() == "default: something odd"
