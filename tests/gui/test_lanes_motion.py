from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Range
from downlight.qt.lanes_motion import LanesMotion

PAST = TimeWindow.over(Range.WEEK, datetime(2026, 11, 23, 12, tzinfo=UTC)).moved(-5)
STRIP = QRect(100, 0, 400, 30)


class Moved:
    """A view over which somebody moves in time."""

    def __init__(self, qtbot: QtBot) -> None:
        self.view = QTableView()
        qtbot.addWidget(self.view)
        self.view.resize(600, 200)
        self.window = PAST
        self.count = 0
        self.motion = LanesMotion(self.view, lambda: self.window, lambda: STRIP)
        self.motion.wanted.connect(self._take)
        self.view.show()

    def _take(self, window: TimeWindow) -> None:
        self.window = window
        self.count += 1

    def wheel(self, dx: int, dy: int, held: Qt.KeyboardModifier, x: int = 300) -> None:
        place = QPointF(x, 20)
        turned = QWheelEvent(
            place, place, QPoint(), QPoint(dx, dy), Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.view.viewport(), turned)

    def mouse(self, kind: QEvent.Type, x: int) -> None:
        button = Qt.MouseButton.LeftButton
        place = QPointF(x, 20)
        moved = QMouseEvent(kind, place, place, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view.viewport(), moved)


@pytest.fixture
def moved(qtbot: QtBot) -> Moved:
    return Moved(qtbot)


def test_the_wheel_with_control_zooms_where_the_pointer_is(moved: Moved) -> None:
    moved.wheel(0, 120, Qt.KeyboardModifier.ControlModifier, x=200)
    assert moved.window.length < PAST.length
    at = PAST.begin + PAST.length / 4
    assert moved.window.begin + moved.window.length / 4 == pytest.approx(at)
    moved.wheel(0, -120, Qt.KeyboardModifier.ControlModifier, x=200)
    assert moved.window.begin == pytest.approx(PAST.begin)


def test_the_wheel_alone_scrolls_and_with_shift_or_sideways_moves(moved: Moved) -> None:
    moved.wheel(0, 120, Qt.KeyboardModifier.NoModifier)
    assert moved.count == 0
    moved.wheel(0, 120, Qt.KeyboardModifier.ShiftModifier)
    assert moved.window.begin < PAST.begin
    moved.wheel(-120, 0, Qt.KeyboardModifier.NoModifier)
    assert moved.window.begin == pytest.approx(PAST.begin)


@pytest.mark.parametrize(
    ("key", "later", "shorter"),
    [
        (Qt.Key.Key_Left, -1, 0),
        (Qt.Key.Key_Right, 1, 0),
        (Qt.Key.Key_Plus, 1, 1),
        (Qt.Key.Key_Minus, -1, -1),
    ],
)
def test_keys_move_and_zoom(moved: Moved, key: Qt.Key, later: int, shorter: int) -> None:
    QTest.keyClick(moved.view, key)
    assert (moved.window.begin > PAST.begin) - (moved.window.begin < PAST.begin) == later
    longer = round(moved.window.length) - round(PAST.length)
    assert (longer < 0) - (longer > 0) == shorter


def test_end_goes_to_now_and_other_keys_go_on_to_the_view(moved: Moved) -> None:
    QTest.keyClick(moved.view, Qt.Key.Key_End)
    assert moved.window.is_latest
    QTest.keyClick(moved.view, Qt.Key.Key_Down)
    QTest.keyClick(moved.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert moved.count == 1


def test_a_drag_takes_the_time_along(moved: Moved) -> None:
    moved.mouse(QEvent.Type.MouseButtonPress, 200)
    moved.mouse(QEvent.Type.MouseMove, 201)
    assert moved.count == 0
    moved.mouse(QEvent.Type.MouseMove, 300)
    assert moved.window.begin == pytest.approx(PAST.begin - PAST.length / 4)
    assert moved.view.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor
    moved.mouse(QEvent.Type.MouseButtonRelease, 300)
    moved.mouse(QEvent.Type.MouseMove, 350)
    assert moved.window.begin == pytest.approx(PAST.begin - PAST.length / 4)


def test_a_drag_beside_the_strips_moves_nothing(moved: Moved) -> None:
    moved.mouse(QEvent.Type.MouseButtonPress, 50)
    moved.mouse(QEvent.Type.MouseMove, 300)
    assert moved.count == 0


def test_two_fingers_zoom(moved: Moved) -> None:
    place = QPointF(300, 20)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2, place, place, place, 0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(moved.view.viewport(), pinch)
    assert moved.window.length == pytest.approx(PAST.length / 1.25)
