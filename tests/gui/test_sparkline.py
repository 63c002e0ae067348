"""The small line of answers."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from downlight.qt.sparkline import draw_sparkline, sparkline

AREA = QRect(10, 20, 60, 12)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60))
def test_the_line_never_leaves_its_place(latencies: list[float]) -> None:
    for point in sparkline(AREA, latencies):
        assert AREA.left() <= point.x() <= AREA.left() + AREA.width() + 1e-6
        assert AREA.top() - 1e-6 <= point.y() <= AREA.bottom() + 1e-6


def test_slower_is_higher_and_usual_stays_low() -> None:
    calm, slow, *_ = sparkline(AREA, (0.2, 2.0, 0.2, 0.2))
    assert slow.y() < calm.y()
    level = sparkline(AREA, (0.2, 0.2, 0.2))
    assert level[0].y() > AREA.center().y() - 1


def test_no_answers_make_no_line(qtbot: QtBot) -> None:
    assert sparkline(AREA, ()) == []
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_sparkline(painter, AREA, (0.2,), QColor("black"))
    assert image == _white(image)
    draw_sparkline(painter, AREA, (0.2, 0.9), QColor("black"))
    painter.end()
    assert image != _white(image)


def _white(like: QImage) -> QImage:
    blank = QImage(like.size(), like.format())
    blank.fill(Qt.GlobalColor.white)
    return blank
