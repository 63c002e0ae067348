from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from downlight.domain.gap import Gap
from downlight.domain.history import Bar
from downlight.domain.status import GapReason
from downlight.present.time_window import TimeWindow
from downlight.present.timeline import lane
from downlight.qt.lanes_model import LaneColumn, LanesModel
from downlight.qt.lanes_view import LanesView
from downlight.qt.strip import strip_rect
from fakes.states import NOW, english

DAY = (NOW - timedelta(hours=24), NOW)


@pytest.fixture
def view(qtbot: QtBot) -> LanesView:
    model = LanesModel(english())
    view = LanesView(model, english(), lambda: NOW)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(900, 300)
    began = NOW - timedelta(hours=12)
    bar = Bar(42, began.timestamp(), began.timestamp() + 3600, 4)
    asleep = Gap(GapReason.ASLEEP, DAY[0], DAY[0] + timedelta(hours=2))
    model.show([lane(("x", "X <i>"), DAY, [bar], [asleep], [DAY])])
    view.show()
    return view


def at(view: LanesView, share: float) -> QPoint:
    """Return the place of a moment, as a share of the strip."""
    strip = strip_rect(view.visualRect(view.model().index(0, LaneColumn.STRIP)))
    return QPoint(strip.left() + round(strip.width() * share), strip.center().y())


def test_a_click_on_an_incident_opens_it(qtbot: QtBot, view: LanesView) -> None:
    with qtbot.waitSignal(view.incident_picked) as picked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 0.52))
    assert picked.args == [42]


def test_a_click_beside_it_opens_nothing(qtbot: QtBot, view: LanesView) -> None:
    with qtbot.assertNotEmitted(view.incident_picked):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 0.2))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 250))


def test_hover_tells(qtbot: QtBot, view: LanesView) -> None:
    place = at(view, 0.52)
    where = view.viewport().mapToGlobal(place)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, where))
    assert "Down: 23 Nov 2026, 03:00, for 1 h" in QToolTip.text()
    QToolTip.hideText()


def test_hover_tells_why_nothing_was_measured(qtbot: QtBot, view: LanesView) -> None:
    place = at(view, 0.04)
    where = view.viewport().mapToGlobal(place)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, where))
    assert "for 2 h. This computer was asleep" in QToolTip.text()
    QToolTip.hideText()


def test_a_click_finds_the_incident_where_it_is_drawn_when_zoomed(
    qtbot: QtBot, view: LanesView
) -> None:
    hours = NOW - timedelta(hours=14), NOW - timedelta(hours=10)
    view.show_window(TimeWindow(hours[0].timestamp(), hours[1].timestamp(), NOW.timestamp()))
    with qtbot.waitSignal(view.incident_picked) as picked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 0.6))
    assert picked.args == [42]
    with qtbot.assertNotEmitted(view.incident_picked):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 0.3))


def test_the_pointer_is_a_hand_where_a_click_opens_something(qtbot: QtBot, view: LanesView) -> None:
    for share, shape in (
        (0.52, Qt.CursorShape.PointingHandCursor),
        (0.2, Qt.CursorShape.ArrowCursor),
    ):
        place = QPointF(at(view, share))
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            view.viewport().mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view.viewport(), move)
        assert view.viewport().cursor().shape() is shape


def test_enter_narrows_to_the_platform(qtbot: QtBot, view: LanesView) -> None:
    view.selectRow(0)
    with qtbot.waitSignal(view.platform_picked) as picked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert picked.args == ["x"]


def test_a_double_click_on_the_name_narrows_and_on_the_strip_does_not(
    qtbot: QtBot, view: LanesView
) -> None:
    with qtbot.waitSignal(view.platform_picked):
        view.doubleClicked.emit(view.model().index(0, LaneColumn.PLATFORM))
    with qtbot.assertNotEmitted(view.platform_picked):
        view.doubleClicked.emit(view.model().index(0, LaneColumn.STRIP))


def test_no_heading_and_no_figure_is_cut_off(qtbot: QtBot, view: LanesView) -> None:
    metrics = view.fontMetrics()
    for column in list(LaneColumn)[2:]:
        heading = view.model().headerData(column, Qt.Orientation.Horizontal)
        assert view.columnWidth(column) > metrics.horizontalAdvance(heading)
        assert view.columnWidth(column) > metrics.horizontalAdvance(english().percent(0.9999))
    assert view.rowHeight(0) >= 2 * metrics.height()
