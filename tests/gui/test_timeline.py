from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.present.timeline import Range
from downlight.qt.lanes_model import LaneColumn
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import PlainLabel
from downlight.qt.timeline import Timeline
from fakes.history import NAMES, NOW, FakeHistory
from fakes.states import english


class Shown:
    def __init__(self, qtbot: QtBot, source: FakeHistory) -> None:
        self.reader = LogReader(lambda: source)
        self.timeline = Timeline(self.reader, english(), lambda: NOW)
        qtbot.addWidget(self.timeline)

    @property
    def names(self) -> list[str]:
        model = self.timeline.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    shown = Shown(qtbot, FakeHistory(12))
    yield shown
    shown.reader.release()


def test_each_platform_has_a_lane_by_name(qtbot: QtBot, shown: Shown) -> None:
    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 5)
    assert shown.names == sorted(NAMES, key=str.casefold)


def test_a_week_is_shown_at_first_and_other_ranges_on_demand(qtbot: QtBot, shown: Shown) -> None:
    assert shown.timeline.shown.range is Range.WEEK
    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 5)
    shown.timeline.bar.ranges[Range.QUARTER].click()
    assert shown.timeline.shown.times == Range.QUARTER.until(NOW)
    assert [one for one, button in shown.timeline.bar.ranges.items() if button.isChecked()] == [
        Range.QUARTER
    ]


def test_a_time_before_what_is_known_is_read(qtbot: QtBot, shown: Shown) -> None:
    def known_since() -> datetime:
        lane = shown.timeline.model.lane(0)
        assert lane is not None
        return lane.window[0]

    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 5)
    assert known_since() == Range.QUARTER.until(NOW)[0]
    shown.timeline.show_moment(NOW - timedelta(days=120))
    qtbot.waitUntil(lambda: known_since() < NOW - timedelta(days=120))


def test_keys_zoom_and_move_the_time(qtbot: QtBot, shown: Shown) -> None:
    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 5)
    view = shown.timeline.view
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert shown.timeline.shown.range is None
    assert shown.timeline.bar.label.text() != ""
    latest = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(view, key)
        latest.append(shown.timeline.shown.is_latest)
    assert latest == [False, True]
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert shown.timeline.shown.range is Range.WEEK


def test_uptimes_do_not_depend_on_the_range_shown(qtbot: QtBot, shown: Shown) -> None:
    def figures() -> list[object]:
        model = shown.timeline.model
        return [model.index(0, column).data() for column in list(LaneColumn)[2:]]

    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 5)
    before = figures()
    shown.timeline.bar.ranges[Range.DAY].click()
    assert figures() == before
    assert None not in before


def test_many_platforms_are_read_a_few_at_a_time(qtbot: QtBot) -> None:
    source = FakeHistory(60, names=[f"P{number:02}" for number in range(45)])
    shown = Shown(qtbot, source)
    sizes: list[int] = []
    shown.timeline.model.rowsInserted.connect(lambda: sizes.append(len(shown.names)))
    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 45)
    assert sizes == [10, 20, 30, 40, 45]
    shown.reader.release()


def test_a_platform_of_which_nothing_is_known_has_no_lane(qtbot: QtBot) -> None:
    class Forgotten(FakeHistory):
        def _knows(self, platform_id: str) -> bool:
            return platform_id == "x"

    shown = Shown(qtbot, Forgotten(0))
    with qtbot.waitSignal(shown.timeline.platforms_known) as known:
        shown.timeline.refresh()
    assert known.args is not None
    assert len(known.args[0]) == 5
    qtbot.waitUntil(lambda: shown.names == ["X"])
    shown.reader.release()


def test_the_key_tells_every_sign_in_words(shown: Shown) -> None:
    told = [label.text() for label in shown.timeline.findChildren(PlainLabel)]
    assert [text for text in told if text] == [
        "Up",
        "Degraded",
        "Partly down",
        "Down",
        "Not measured",
    ]


def test_the_timeline_draws_itself(qtbot: QtBot, shown: Shown) -> None:
    shown.timeline.refresh()
    qtbot.waitUntil(lambda: len(shown.names) == 5)
    shown.timeline.resize(900, 300)
    assert not shown.timeline.grab().isNull()
