from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.sizing import fit


def test_a_window_grows_with_its_font(qtbot: QtBot) -> None:
    small, large = QWidget(), QWidget()
    for window in (small, large):
        qtbot.addWidget(window)
    font = large.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    large.setFont(font)
    fit(small, 40, 10)
    fit(large, 40, 10)
    assert large.width() > small.width() * 1.5
    assert large.height() > small.height() * 1.5


def test_a_window_stays_within_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, 10_000, 10_000)
    free = window.screen().availableGeometry()
    assert window.width() < free.width()
    assert window.height() < free.height()
