from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Range
from downlight.qt.time_bar import TimeBar
from fakes.states import english

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = TimeWindow.over(Range.WEEK, NOW)


@pytest.fixture
def bar(qtbot: QtBot) -> TimeBar:
    bar = TimeBar(english())
    qtbot.addWidget(bar)
    bar.show_window(WEEK)
    return bar


def test_a_range_up_to_now_is_told_by_its_button_alone(bar: TimeBar) -> None:
    assert bar.ranges[Range.WEEK].isChecked()
    assert bar.label.text() == ""
    assert not bar.latest.isEnabled()


def test_any_other_time_is_told_in_words(bar: TimeBar) -> None:
    bar.show_window(WEEK.moved(-1))
    assert bar.label.text() == "9 Nov 2026, 12:00 – 16 Nov 2026, 12:00"
    assert bar.ranges[Range.WEEK].isChecked()
    assert bar.latest.isEnabled()
    bar.show_window(WEEK.zoomed(0.3))
    assert not any(button.isChecked() for button in bar.ranges.values())


def test_each_button_asks_for_what_it_says(qtbot: QtBot, bar: TimeBar) -> None:
    bar.show_window(WEEK.moved(-1))
    for signal, button, told in (
        (bar.range_wanted, bar.ranges[Range.DAY], Range.DAY),
        (bar.zoom_wanted, bar.closer, 0.5),
        (bar.zoom_wanted, bar.farther, 2.0),
    ):
        with qtbot.waitSignal(signal) as asked:
            button.click()
        assert asked.args == [told]
    with qtbot.waitSignal(bar.latest_wanted):
        bar.latest.click()


def test_a_range_button_pressed_twice_stays_pressed(bar: TimeBar) -> None:
    bar.range_wanted.connect(lambda one: bar.show_window(WEEK.ranged(one)))
    for _ in range(2):
        bar.ranges[Range.WEEK].click()
    assert bar.ranges[Range.WEEK].isChecked()


def test_signs_have_names_for_those_who_hear_them(bar: TimeBar) -> None:
    for button in (bar.closer, bar.farther, bar.latest):
        assert len(button.accessibleName()) > 3
