from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.domain.history import HistoryUnavailable
from downlight.present.statistics import Figure
from downlight.qt.statistics_window import StatisticsWindow
from fakes.history import NOW, FakeHistory
from fakes.states import english


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[StatisticsWindow]:
    window = StatisticsWindow(lambda: FakeHistory(40), english(), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.table.rowCount() == 6)
    yield window
    window.close()


def text(window: StatisticsWindow, row: int, column: Figure) -> str:
    item = window.table.item(row, column)
    assert item is not None
    return item.text()


def test_each_platform_and_all_together_have_their_figures(window: StatisticsWindow) -> None:
    assert text(window, 0, Figure.PLATFORM) == "All platforms"
    numbers = [int(text(window, row, Figure.INCIDENTS)) for row in range(6)]
    assert numbers[0] == sum(numbers[1:]) > 0
    assert text(window, 1, Figure.UPTIME).endswith("%")
    assert text(window, 1, Figure.PAGE) == "25 min"


def test_worst_hours_and_longest_outages_stand_below(window: StatisticsWindow) -> None:
    told = window.summary.toPlainText()
    assert told.startswith("Worst hours of the day: ")
    assert "1. " in told


def test_another_time_has_other_figures(qtbot: QtBot, window: StatisticsWindow) -> None:
    before = text(window, 0, Figure.INCIDENTS)
    window.period.setCurrentIndex(0)
    qtbot.waitUntil(lambda: text(window, 0, Figure.INCIDENTS) != before)


def test_days_can_be_chosen(window: StatisticsWindow) -> None:
    assert not window.first.isVisible()
    window.period.setCurrentIndex(window.period.count() - 1)
    assert window.first.isVisible()
    window.first.setDate(window.last.date().addDays(-1))
    begin, end = window.window_of_time()
    assert (end - begin).total_seconds() == 24 * 3600 + 15 * 3600
    window.first.setDate(window.last.date().addDays(9))
    begin, end = window.window_of_time()
    assert begin <= end <= NOW


def test_a_click_on_a_heading_sorts_by_the_figure(window: StatisticsWindow) -> None:
    window.table.sortItems(Figure.INCIDENTS, Qt.SortOrder.AscendingOrder)
    numbers = [int(text(window, row, Figure.INCIDENTS)) for row in range(1, 6)]
    assert numbers == sorted(numbers)
    assert text(window, 0, Figure.PLATFORM) == "All platforms"


def test_escape_closes_it(window: StatisticsWindow) -> None:
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_log_that_cannot_be_read_is_said(qtbot: QtBot) -> None:
    def refuse() -> FakeHistory:
        raise HistoryUnavailable("The history cannot be read: the file is damaged.")

    window = StatisticsWindow(refuse, english(), lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "damaged" in window.state.text())
    window.close()
