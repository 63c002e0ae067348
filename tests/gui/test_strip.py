from collections.abc import Iterable
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from downlight.domain.gap import Gap
from downlight.domain.history import Bar
from downlight.domain.status import GapReason, Status
from downlight.present.timeline import Lane, Mark, Run, lane
from downlight.qt.lamps import mark_colour
from downlight.qt.lanes_model import LaneColumn, LanesModel
from downlight.qt.strip import AxisHeader, StripDelegate, draw_run, draw_strip
from fakes.states import NOW, english

DAY = (NOW - timedelta(hours=24), NOW)
RECT = QRect(0, 0, 240, 20)


def a_lane(status: Status | None = Status.MAJOR_OUTAGE, *, asleep: bool = False) -> Lane:
    began = NOW - timedelta(hours=12)
    bars = [Bar(1, began.timestamp(), began.timestamp() + 3600, status.severity)] if status else []
    gaps = [Gap(GapReason.ASLEEP, DAY[0], DAY[0] + timedelta(hours=6))] if asleep else []
    return lane(("x", "X"), DAY, bars, gaps, [DAY])


def drawn(one: Lane, ratio: float = 1.0) -> QImage:
    return draw_strip(one, RECT, ratio, dark=False).toImage()


def filled(image: QImage, x: int) -> int:
    """Return how many pixels of a column are drawn."""
    return sum(image.pixelColor(x, y).alpha() > 0 for y in range(image.height()))


def test_the_worse_it_was_the_taller_it_stands(qapp: QApplication) -> None:
    worse = (Status.DEGRADED, Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE)
    heights = [filled(drawn(a_lane(status)), 125) for status in worse]
    assert heights == sorted(set(heights))
    assert heights[-1] == RECT.height()
    assert filled(drawn(a_lane(None)), 125) < heights[0]


def test_up_time_is_a_low_line_in_its_colour(qapp: QApplication) -> None:
    image = drawn(a_lane(None))
    assert image.pixelColor(3, 19) == mark_colour(Mark.UP, dark=False)
    assert image.pixelColor(3, 2).alpha() == 0


def test_unmeasured_time_is_hatched_over_its_whole_height(qapp: QApplication) -> None:
    image = drawn(a_lane(None, asleep=True))
    column = {image.pixelColor(20, y).rgba() for y in range(RECT.height())}
    assert filled(image, 20) == RECT.height()
    assert len(column) > 1
    assert image.pixelColor(100, 2).alpha() == 0


def test_an_incident_of_seconds_is_wide_enough_to_be_seen(qapp: QApplication) -> None:
    began = NOW - timedelta(hours=12)
    short = Bar(1, began.timestamp(), began.timestamp() + 2, 4)
    image = drawn(lane(("x", "X"), DAY, [short], [], [DAY]))
    tall = [x for x in range(240) if filled(image, x) == RECT.height()]
    assert len(tall) == 3


def test_a_sharp_screen_gets_a_cell_for_each_of_its_pixels(qapp: QApplication) -> None:
    pixmap = draw_strip(a_lane(), RECT, 2.0, dark=False)
    assert (pixmap.width(), pixmap.height()) == (480, 40)
    assert pixmap.devicePixelRatio() == 2.0


@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("dark", [False, True])
def test_every_mark_leaves_something_to_see(qapp: QApplication, mark: Mark, dark: bool) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    draw_run(painter, Run(0, 20, mark), 20, dark=dark)
    painter.end()
    assert any(filled(image, x) for x in range(20))


class Counting(StripDelegate):
    """Counts what is drawn anew."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[object] = []

    def show(self, model: LanesModel, rows: Iterable[int]) -> None:
        image = QImage(240, 40, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 240, 40)
        for row in rows:
            self.paint(painter, option, model.index(row, LaneColumn.STRIP))
        painter.end()
        self.kept.append(self._drawn["x", 224, 26, 1.0, False, False].pixmap.cacheKey())


def test_a_strip_is_drawn_once_and_again_when_lane_or_time_change(
    qapp: QApplication,
) -> None:
    model, delegate = LanesModel(english()), Counting()
    one = a_lane()
    model.show([one])
    delegate.show(model, [0])
    delegate.show(model, [0])
    model.show([a_lane(Status.DEGRADED)])
    delegate.show(model, [0])
    delegate.window = DAY[0].timestamp(), DAY[1].timestamp() - 3600
    delegate.show(model, [0])
    first, again, changed, zoomed = delegate.kept
    assert first == again != changed != zoomed


def test_the_axis_is_drawn_above_the_strips_alone(qtbot: QtBot) -> None:
    header = AxisHeader(english())
    qtbot.addWidget(header)
    header.setModel(LanesModel(english(), header))
    header.resize(900, 24)
    header.resizeSection(LaneColumn.STRIP, 400)
    bare = header.grab().toImage()
    header.set_window(DAY)
    labelled = header.grab().toImage()
    strip = QRect(header.sectionPosition(LaneColumn.STRIP), 0, 400, 24)
    after = QRect(strip.right() + 1, 0, 200, 24)
    assert labelled.copy(strip) != bare.copy(strip)
    assert labelled.copy(after) == bare.copy(after)
