from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.sizing import TallEnough, fit


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


def test_a_window_is_never_lower_than_its_wrapped_text(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("a few words " * 12)
    label.setWordWrap(True)
    QVBoxLayout(window).addWidget(label)
    TallEnough(window)
    window.resize(600, 20)
    window.show()
    for width in (600, 250, 400):
        window.resize(width, 20)
        QApplication.processEvents()
        assert label.height() >= label.heightForWidth(label.width())


def test_a_window_without_wrapped_text_is_left_alone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(QLabel("short"))
    TallEnough(window)
    window.resize(300, 200)
    window.show()
    assert window.height() == 200
