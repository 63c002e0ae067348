from collections.abc import Iterator
from threading import get_ident

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from downlight.domain.history import IncidentFilter
from downlight.present.history import Column
from downlight.qt.history_model import FIRST, PAGE, HistoryModel
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from fakes.history import NOW, FakeHistory
from fakes.states import english

MANY = 5000
Role = Qt.ItemDataRole


class Shown:
    """A model over a log, as a window has it."""

    def __init__(self, qtbot: QtBot, source: FakeHistory) -> None:
        self.qtbot = qtbot
        self.source = source
        self.reader = LogReader(lambda: source)
        self.model = HistoryModel(self.reader, english(), lambda: NOW, Lamps())

    def list(self, wanted: IncidentFilter = IncidentFilter()) -> None:  # noqa: B008 - a value
        with self.qtbot.waitSignal(self.model.completed):
            self.model.show(wanted)

    def text(self, row: int, column: Column, role: int = Role.DisplayRole) -> str:
        return str(self.model.data(self.model.index(row, column), role))

    def wait_for(self, row: int) -> None:
        self.text(row, Column.PLATFORM)
        self.qtbot.waitUntil(lambda: self.text(row, Column.PLATFORM) != "…")


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    shown = Shown(qtbot, FakeHistory(MANY))
    yield shown
    shown.reader.release()


def test_all_incidents_are_listed_the_newest_first_with_one_page_read(shown: Shown) -> None:
    shown.list()
    assert shown.model.rowCount() == MANY
    assert shown.text(0, Column.STARTED) == "23 Nov 2026, 14:35"
    assert [len(ids) for ids in shown.source.rows_asked] == [PAGE]


def test_the_gui_thread_never_reads(shown: Shown) -> None:
    shown.list()
    shown.wait_for(MANY - 1)
    assert get_ident() not in shown.source.threads


def test_a_row_far_away_shows_an_ellipsis_until_its_page_is_read(shown: Shown) -> None:
    shown.list()
    assert shown.text(2500, Column.PLATFORM) == "…"
    with shown.qtbot.waitSignal(shown.model.dataChanged) as changed:
        pass
    top, bottom = changed.args[:2]
    assert (top.row(), bottom.row()) == (2500, 2599)
    assert shown.text(2500, Column.PLATFORM) != "…"


def test_pages_that_were_only_passed_by_are_asked_for_together(shown: Shown) -> None:
    shown.list()
    for row in (300, 301, 450):
        shown.text(row, Column.WHAT)
    shown.wait_for(450)
    assert [ids[0] for ids in shown.source.rows_asked[1:]] == [MANY - 300, MANY - 400]


def test_old_pages_are_let_go_of(shown: Shown) -> None:
    shown.list()
    for row in range(0, MANY, PAGE):
        shown.wait_for(row)
    shown.model.refresh()
    assert len(shown.model._pages) <= 60


def test_every_column_can_be_sorted_by(shown: Shown) -> None:
    shown.list()
    for column in Column:
        with shown.qtbot.waitSignal(shown.model.completed):
            shown.model.sort(column, Qt.SortOrder.AscendingOrder)
        first = shown.text(0, column)
        with shown.qtbot.waitSignal(shown.model.completed):
            shown.model.sort(column, Qt.SortOrder.DescendingOrder)
        assert shown.text(0, column) != first


def test_a_filter_narrows_the_list(shown: Shown) -> None:
    shown.list(IncidentFilter(platform_ids=("x",), only_open=False))
    assert shown.model.rowCount() == MANY // 5
    assert {shown.text(row, Column.PLATFORM) for row in range(50)} == {"X"}


def test_a_new_list_begins_with_few_and_grows_behind_them(qtbot: QtBot, shown: Shown) -> None:
    with qtbot.waitSignal(shown.model.listed):
        shown.model.show(IncidentFilter())
    assert shown.model.rowCount() == FIRST
    assert not shown.model.is_complete
    with qtbot.assertNotEmitted(shown.model.modelReset), qtbot.waitSignal(shown.model.completed):
        pass
    assert shown.model.rowCount() == MANY


def test_a_list_read_again_comes_whole_so_that_nobody_loses_the_place(
    qtbot: QtBot, shown: Shown
) -> None:
    shown.list()
    with qtbot.assertNotEmitted(shown.model.rowsInserted), qtbot.waitSignal(shown.model.listed):
        shown.model.refresh()
    assert shown.model.rowCount() == MANY


def test_rows_are_found_by_their_incident(shown: Shown) -> None:
    shown.list()
    assert shown.model.incident_id(0) == MANY
    assert shown.model.row_of(1) == MANY - 1
    assert shown.model.row_of(MANY + 1) is None
    assert shown.model.incident_id(MANY) is None


def test_a_row_is_a_whole_sentence_for_those_who_hear_it(shown: Shown) -> None:
    shown.list()
    for column in Column:
        sentence = shown.text(1, column, Role.AccessibleTextRole)
        assert sentence.startswith(shown.text(1, Column.PLATFORM) + ": ")
        assert "for " in sentence


def test_the_severity_has_a_sign_and_tooltips_take_nothing_for_markup(shown: Shown) -> None:
    shown.list()
    sign = shown.model.data(shown.model.index(0, Column.WHAT), Role.DecorationRole)
    assert isinstance(sign, QIcon)
    assert "<p " in shown.text(0, Column.WHAT, Role.ToolTipRole)
    assert shown.model.data(shown.model.index(0, Column.SCOPE), Role.DecorationRole) is None


def test_only_open_incidents_are_said_again_as_time_goes_by(shown: Shown) -> None:
    shown.list()
    shown.wait_for(2500)
    said_again: list[int] = []
    shown.model.dataChanged.connect(lambda top: said_again.append(top.row()))
    shown.model.tick()
    assert said_again == [0]


def test_an_incident_that_was_deleted_meanwhile_leaves_its_row_open(shown: Shown) -> None:
    shown.list()
    del shown.source.stored[MANY - 150]
    shown.wait_for(149)
    assert shown.text(150, Column.PLATFORM) == "…"
    assert shown.text(151, Column.PLATFORM) != "…"


def test_an_empty_log_is_an_empty_list(qtbot: QtBot) -> None:
    shown = Shown(qtbot, FakeHistory(0))
    shown.list()
    assert shown.model.rowCount() == 0
    shown.model.tick()
    shown.reader.release()


def test_headings_stand_above_the_columns(shown: Shown) -> None:
    told = [shown.model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert told == ["Platform", "Started", "Lasted", "What", "For whom"]
    assert shown.model.headerData(0, Qt.Orientation.Vertical) is None
