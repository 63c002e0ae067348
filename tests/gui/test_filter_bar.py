from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from downlight.domain.history import IncidentFilter
from downlight.domain.status import Scope, Status
from downlight.qt.filter_bar import FilterBar
from fakes.states import NOW, english


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    bar = FilterBar(english(), lambda: NOW)
    qtbot.addWidget(bar)
    bar.show_platforms([("github", "GitHub"), ("x", "X")])
    return bar


def pick(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))


def test_at_first_nothing_is_narrowed(bar: FilterBar) -> None:
    assert bar.wanted() == IncidentFilter()


def test_each_control_narrows(bar: FilterBar) -> None:
    bar.search.setText(" over capacity ")
    pick(bar.platform, "X")
    pick(bar.severity, "Partly down")
    pick(bar.scope, "Only you")
    bar.only_open.setChecked(True)
    assert bar.wanted() == IncidentFilter(
        platform_ids=("x",),
        text="over capacity",
        statuses=(Status.PARTIAL_OUTAGE,),
        scopes=(Scope.JUST_YOU,),
        only_open=True,
    )


def test_the_last_days_end_now(bar: FilterBar) -> None:
    pick(bar.period, "Last 7 days")
    assert bar.wanted() == IncidentFilter(since=NOW - timedelta(days=7))


def test_two_days_are_whole_local_days_in_either_order(bar: FilterBar) -> None:
    pick(bar.period, "Between two days")
    bar.first.setDate(QDate(2026, 11, 20))
    bar.last.setDate(QDate(2026, 11, 18))
    wanted = bar.wanted()
    assert wanted.since == datetime(2026, 11, 18, tzinfo=UTC)
    assert wanted.until == datetime(2026, 11, 21, tzinfo=UTC)


def test_the_two_days_show_only_where_they_are_asked_for(qtbot: QtBot, bar: FilterBar) -> None:
    bar.show()
    assert not bar.first.isVisible()
    pick(bar.period, "Between two days")
    assert bar.first.isVisible()
    assert bar.last.isVisible()


def test_typed_text_is_searched_for_after_a_moment(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitSignal(bar.changed):
        QTest.keyClicks(bar.search, "cap")
    assert bar.wanted().text == "cap"


def test_the_picked_platform_stays_picked_when_the_list_is_read_anew(
    qtbot: QtBot, bar: FilterBar
) -> None:
    bar.pick_platform("x")
    with qtbot.assertNotEmitted(bar.changed):
        bar.show_platforms([("a", "Another"), ("x", "X")])
    assert bar.wanted().platform_ids == ("x",)


def test_a_platform_that_is_not_in_the_log_narrows_nothing(bar: FilterBar) -> None:
    bar.pick_platform("unheard-of")
    assert bar.wanted() == IncidentFilter()


def test_a_platform_that_is_not_known_yet_is_picked_once_it_is(qtbot: QtBot) -> None:
    bar = FilterBar(english(), lambda: NOW)
    qtbot.addWidget(bar)
    bar.pick_platform("x")
    with qtbot.waitSignal(bar.changed):
        bar.show_platforms([("github", "GitHub"), ("x", "X")])
    assert bar.wanted().platform_ids == ("x",)
    bar.clear()
    bar.show_platforms([("x", "X")])
    assert bar.wanted() == IncidentFilter()


def test_clearing_shows_all_again_and_tells_it_once(qtbot: QtBot, bar: FilterBar) -> None:
    bar.search.setText("x")
    pick(bar.severity, "Down")
    bar.only_open.setChecked(True)
    told: list[int] = []
    bar.changed.connect(lambda: told.append(1))
    bar.clear()
    assert bar.wanted() == IncidentFilter()
    assert told == [1]
    assert not bar._typing.isActive()


def test_every_control_has_a_name_for_those_who_cannot_see_it(bar: FilterBar) -> None:
    for box in (bar.platform, bar.severity, bar.scope, bar.period, bar.search, bar.first, bar.last):
        assert box.accessibleName()
    assert bar.only_open.text()


def test_find_goes_to_the_search_field(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitActive(bar):
        bar.show()
        bar.activateWindow()
    bar.only_open.setFocus()
    QTest.keyClick(bar.only_open, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(bar.search.hasFocus)
