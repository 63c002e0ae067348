from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from downlight.domain.history import IncidentFilter, IncidentRow
from downlight.present.history import Column
from downlight.qt.history_model import HistoryModel
from downlight.qt.incident_table import IncidentTable, ListOrNothing
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from fakes.history import NOW, FakeHistory
from fakes.states import english

MANY = 400


class Shown:
    def __init__(self, qtbot: QtBot, source: FakeHistory) -> None:
        self.qtbot = qtbot
        self.source = source
        self.reader = LogReader(lambda: source)
        self.model = HistoryModel(self.reader, english(), lambda: NOW, Lamps())
        self.table = IncidentTable(self.model, english())
        self.model.setParent(self.table)
        qtbot.addWidget(self.table)
        self.table.resize(800, 300)
        self.table.show()

    def list(self, wanted: IncidentFilter = IncidentFilter()) -> None:  # noqa: B008 - a value
        with self.qtbot.waitSignal(self.model.listed):
            self.model.show(wanted)

    @property
    def current(self) -> int | None:
        return self.model.incident_id(self.table.currentIndex().row())


def newest() -> IncidentRow:
    (row,) = FakeHistory(1).rows([1])
    return replace(row, id=MANY + 1, started_at=NOW)


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    shown = Shown(qtbot, FakeHistory(MANY))
    yield shown
    shown.reader.release()


def test_the_newest_incident_is_chosen_at_first(shown: Shown) -> None:
    with shown.qtbot.waitSignal(shown.table.picked) as picked:
        shown.list()
    assert picked.args == [MANY]


def test_the_choice_survives_a_new_order_and_new_incidents(shown: Shown) -> None:
    shown.list()
    shown.table.choose(200)
    with shown.qtbot.waitSignal(shown.model.listed):
        shown.table.horizontalHeader().setSortIndicator(
            Column.PLATFORM, Qt.SortOrder.AscendingOrder
        )
    assert shown.current == 200
    shown.source.add(newest())
    shown.list()
    assert shown.current == 200


def test_in_the_place_of_one_that_is_gone_the_next_is_chosen(shown: Shown) -> None:
    shown.list()
    shown.table.choose(200)
    row = shown.table.currentIndex().row()
    del shown.source.stored[200]
    with shown.qtbot.waitSignal(shown.model.listed):
        shown.model.refresh()
    assert shown.current == 199
    assert shown.table.currentIndex().row() == row


def test_an_incident_may_be_chosen_before_it_is_listed(shown: Shown) -> None:
    shown.table.choose(17)
    shown.list()
    assert shown.current == 17
    rect = shown.table.visualRect(shown.table.currentIndex())
    assert shown.table.viewport().rect().contains(rect.center())


def test_new_incidents_do_not_move_what_is_being_read(shown: Shown) -> None:
    shown.list()
    shown.table.verticalScrollBar().setValue(2000)
    top = shown.model.incident_id(shown.table.rowAt(0))
    shown.source.add(newest())
    shown.list()
    assert shown.model.incident_id(shown.table.rowAt(0)) == top


def test_at_the_top_new_incidents_are_seen(shown: Shown) -> None:
    shown.list()
    shown.source.add(newest())
    shown.list()
    assert shown.model.incident_id(shown.table.rowAt(0)) == MANY + 1


def test_what_does_not_fit_the_filter_any_more_gives_way_to_the_first(shown: Shown) -> None:
    shown.list()
    shown.table.choose(200)
    shown.list(IncidentFilter(only_open=True))
    assert shown.current == MANY


def test_enter_and_a_double_click_want_the_detail(shown: Shown) -> None:
    shown.list()
    with shown.qtbot.waitSignal(shown.table.opened):
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
    with shown.qtbot.waitSignal(shown.table.opened):
        shown.table.doubleClicked.emit(shown.model.index(0, 0))


def test_the_arrow_keys_choose(shown: Shown) -> None:
    shown.list()
    with shown.qtbot.waitSignal(shown.table.picked) as picked:
        QTest.keyClick(shown.table, Qt.Key.Key_Down)
    assert picked.args == [MANY - 1]


def test_a_click_on_a_heading_sorts(shown: Shown) -> None:
    shown.list()
    header = shown.table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(Column.PLATFORM) + 10)
    with shown.qtbot.waitSignal(shown.model.listed):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.model.index(0, Column.PLATFORM).data() == "GitHub"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column.STARTED, "28 Dec 2028, 22:58"),
        (Column.DURATION, "23 h 58 min so far"),
        (Column.SCOPE, "Everyone"),
    ],
)
def test_no_cell_is_cut_off(shown: Shown, column: Column, text: str) -> None:
    shown.list()
    needed = shown.table.fontMetrics().horizontalAdvance(text)
    assert shown.table.columnWidth(column) > needed


class TestNothing:
    @pytest.fixture
    def place(self, shown: Shown) -> ListOrNothing:
        place = ListOrNothing(shown.table, english())
        shown.qtbot.addWidget(place)
        return place

    def test_filters_that_fit_nothing_can_be_cleared(
        self, qtbot: QtBot, place: ListOrNothing
    ) -> None:
        place.show_nothing(IncidentFilter(text="x"), watching=True)
        assert place.sentence.text() == "No incident fits these filters."
        with qtbot.waitSignal(place.clear_wanted):
            place.button.click()

    def test_where_nothing_is_watched_platforms_can_be_chosen(
        self, qtbot: QtBot, place: ListOrNothing
    ) -> None:
        place.show_nothing(IncidentFilter(), watching=False)
        assert place.button.text() == "Choose platforms…"
        with qtbot.waitSignal(place.picker_wanted):
            place.button.click()

    def test_where_nothing_went_down_one_can_look_again(
        self, qtbot: QtBot, place: ListOrNothing
    ) -> None:
        place.show_nothing(IncidentFilter(), watching=True)
        assert place.sentence.text().startswith("Nothing has gone down yet.")
        with qtbot.waitSignal(place.check_wanted):
            place.button.click()

    def test_a_log_that_cannot_be_read_can_be_tried_again(
        self, qtbot: QtBot, place: ListOrNothing
    ) -> None:
        place.show_trouble("The history is busy.")
        assert place.sentence.text() == "The history is busy."
        with qtbot.waitSignal(place.retry_wanted):
            place.button.click()
        place.show_list()
        assert place.currentIndex() == 0
