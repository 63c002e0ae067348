import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import get_ident

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow, Command, EditHistory, WriteNote
from downlight.domain.edits import UndoEdit
from downlight.domain.events import HistoryEdited, IncidentChanged, NotificationShown, SnapshotTaken
from downlight.domain.history import DecisionRow, HistoryUnavailable
from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Change, CheckState, Transition
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyReason,
)
from downlight.domain.snapshot import Snapshot
from downlight.domain.status import NetworkState
from downlight.qt.export_job import ExportFormat
from downlight.qt.history_window import HistoryWindow
from downlight.qt.remembered import Remembered
from fakes.history import NOW, FakeHistory
from fakes.states import down, english, snapshot, up


class Opened:
    """The window over a log, and what it asked for."""

    def __init__(
        self, qtbot: QtBot, source: FakeHistory, remembered: Remembered | None = None
    ) -> None:
        self.qtbot = qtbot
        self.source = source
        self.now = NOW
        self.commands: list[Command] = []
        self.pages: list[str] = []
        self.window = HistoryWindow(
            lambda: source,
            english(),
            self.commands.append,
            lambda: self.now,
            open_url=self.pages.append,
            remembered=remembered,
        )
        qtbot.addWidget(self.window)

    def show(self) -> None:
        with self.qtbot.waitSignal(self.window.model.listed), self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def wait_for_detail(self, incident_id: int | None) -> None:
        self.qtbot.waitUntil(lambda: self.window.detail.incident_id == incident_id)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    opened = Opened(qtbot, FakeHistory(40))
    yield opened
    opened.window.close()


def changed(incident: Incident) -> IncidentChanged:
    state = CheckState()
    verdict = down("X").verdict
    return IncidentChanged(incident, Transition(Change.OPENED, state, state, NOW, verdict))


def test_it_opens_with_the_newest_incident_and_its_detail(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    assert opened.window.model.rowCount() == 40
    assert opened.window.status.text() == "40 incidents"
    assert get_ident() not in opened.source.threads


def test_nothing_is_read_before_it_is_shown(qtbot: QtBot) -> None:
    opened = Opened(qtbot, FakeHistory(3))
    opened.window.on_event(SnapshotTaken(snapshot(up("X"))))
    qtbot.wait(20)
    assert opened.source.threads == set()


def test_choosing_a_row_shows_its_detail(opened: Opened) -> None:
    opened.show()
    QTest.keyClick(opened.window.table, Qt.Key.Key_Down)
    opened.wait_for_detail(39)


def test_enter_goes_into_the_detail_and_escape_closes(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    QTest.keyClick(opened.window.table, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.window.detail.text.hasFocus)
    QTest.keyClick(opened.window.detail.text, Qt.Key.Key_Escape)
    assert not opened.window.isVisible()


def test_f5_looks_at_all_platforms_now(opened: Opened) -> None:
    opened.show()
    QTest.keyClick(opened.window.table, Qt.Key.Key_F5)
    assert opened.commands == [CheckNow()]
    assert opened.window.message.text() == "Looking at all platforms now…"


def test_the_button_looks_at_all_platforms_now(opened: Opened) -> None:
    opened.show()
    QTest.mouseClick(opened.window.check_button, Qt.MouseButton.LeftButton)
    assert opened.commands == [CheckNow()]


def test_filters_narrow_the_table(opened: Opened) -> None:
    opened.show()
    with opened.qtbot.waitSignal(opened.window.model.listed):
        QTest.keyClicks(opened.window.filter.search, "github")
    assert opened.window.status.text() == "8 incidents"


def test_a_platform_of_the_timeline_narrows_the_table(opened: Opened) -> None:
    opened.show()
    opened.qtbot.waitUntil(lambda: opened.window.filter.platform.count() == 6)
    with opened.qtbot.waitSignal(opened.window.model.listed):
        opened.window.timeline.platform_picked.emit("x")
    assert opened.window.status.text() == "8 incidents"


def test_an_incident_of_the_timeline_is_shown(opened: Opened) -> None:
    opened.show()
    opened.window.timeline.incident_picked.emit(20)
    opened.wait_for_detail(20)
    assert opened.window.table.currentIndex().row() == 20


def test_an_incident_is_shown_whatever_the_filters_say(opened: Opened) -> None:
    opened.show()
    with opened.qtbot.waitSignal(opened.window.model.listed):
        opened.window.filter.only_open.setChecked(True)
    with opened.qtbot.waitSignal(opened.window.model.listed):
        opened.window.show_incident(7)
    opened.wait_for_detail(7)
    assert opened.window.table.currentIndex().row() == 33


def test_a_closed_window_opens_with_the_incident_that_was_asked_for(opened: Opened) -> None:
    with opened.qtbot.waitSignal(opened.window.model.listed):
        opened.window.show_incident(7)
    opened.wait_for_detail(7)
    assert opened.window.isVisible()
    assert opened.window.model.incident_id(opened.window.table.currentIndex().row()) == 7


def test_an_incident_that_is_not_in_the_log_any_more_is_told(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    opened.window.show_incident(4711)
    told = "That incident is not in the history any more."
    opened.qtbot.waitUntil(lambda: opened.window.message.text() == told)
    assert opened.window.detail.incident_id == 40


def test_a_new_incident_appears_by_itself(opened: Opened) -> None:
    opened.show()
    row = FakeHistory(41).stored[41]
    opened.source.add(row)
    incident = opened.source.incident(41)
    assert incident is not None
    with opened.qtbot.waitSignal(opened.window.model.listed):
        opened.window.on_event(changed(incident))
    assert opened.window.model.rowCount() == 41


def test_many_changes_at_once_are_read_once(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    incident = opened.source.incident(40)
    assert incident is not None
    told: list[int] = []
    opened.window.model.listed.connect(lambda: told.append(1))
    for _ in range(20):
        opened.window.on_event(changed(incident))
        note = Notification(NotificationKind.DOWN, "", incident, NOW, NotifyReason.FIRST)
        opened.window.on_event(NotificationShown(note, delivered=True))
    opened.qtbot.waitUntil(lambda: bool(told))
    assert told == [1]


def test_the_detail_of_an_open_incident_grows_with_each_look(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    before = opened.window.detail.text.toPlainText()
    row = opened.source.stored[40]
    opened.source.add(replace(row, started_at=row.started_at - timedelta(hours=1)))
    opened.window.on_event(SnapshotTaken(snapshot(up("X"))))
    opened.qtbot.waitUntil(lambda: opened.window.detail.text.toPlainText() != before)
    assert "23 Nov 2026, 13:35" in opened.window.detail.text.toPlainText()


def test_the_timeline_moves_on_with_time(opened: Opened) -> None:
    opened.show()
    model = opened.window.timeline.model
    opened.qtbot.waitUntil(lambda: model.rowCount() == 5)
    opened.now = NOW + timedelta(minutes=5)
    opened.window.on_event(SnapshotTaken(snapshot(up("X"))))

    def end() -> datetime | None:
        lane = model.lane(0)
        return lane.window[1] if lane else None

    opened.qtbot.waitUntil(lambda: end() == opened.now)


def test_the_page_is_that_of_the_platform_as_it_is_watched(qtbot: QtBot) -> None:
    class Unannounced(FakeHistory):
        def incident(self, incident_id: int) -> Incident | None:
            found = super().incident(incident_id)
            return replace(found, notices=(), platform_id="x") if found else None

    opened = Opened(qtbot, Unannounced(3))
    opened.window.on_event(SnapshotTaken(snapshot(up("X"))))
    opened.show()
    opened.wait_for_detail(3)
    opened.window.detail.page_button.click()
    assert opened.pages == ["https://status.x.example/"]
    opened.window.close()


def test_a_note_is_kept_when_the_window_is_closed(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    QTest.keyClicks(opened.window.detail.note, "mine")
    opened.window.close()
    assert opened.commands == [WriteNote(40, "mine")]


def test_closing_lets_go_of_the_log_and_opening_reads_it_again(opened: Opened) -> None:
    opened.show()
    opened.window.close()
    opened.qtbot.waitUntil(lambda: opened.source.closed == 1)
    opened.show()
    assert opened.window.model.rowCount() == 40


def test_a_log_that_cannot_be_read_is_told_and_can_be_tried_again(qtbot: QtBot) -> None:
    source = FakeHistory(3)
    readable = False

    def open_source() -> FakeHistory:
        if not readable:
            raise HistoryUnavailable("The history cannot be read: it is damaged.")
        return source

    window = HistoryWindow(
        open_source, english(), lambda _: None, lambda: NOW, open_url=lambda _: None
    )
    qtbot.addWidget(window)
    window.show()
    told = "The history cannot be read: it is damaged."
    qtbot.waitUntil(lambda: window.list.sentence.text() == told)
    readable = True
    with qtbot.waitSignal(window.model.listed):
        window.list.button.click()
    assert window.list.currentIndex() == 0
    window.close()


@pytest.mark.parametrize(
    ("watched", "action"), [((up("X"),), "Check now"), ((), "Choose platforms…")]
)
def test_an_empty_log_offers_one_action(
    qtbot: QtBot, watched: tuple[object, ...], action: str
) -> None:
    opened = Opened(qtbot, FakeHistory(0))
    opened.window.on_event(
        SnapshotTaken(Snapshot(NOW, watched, NetworkState.ONLINE))  # type: ignore[arg-type]  # by parametrize
    )
    opened.show()
    assert opened.window.list.button.text() == action
    with qtbot.waitSignal(opened.window.picker_wanted, raising=action != "Check now", timeout=500):
        opened.window.list.button.click()
    opened.window.close()


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_what_is_listed_can_be_exported(opened: Opened, tmp_path: Path, kind: ExportFormat) -> None:
    opened.show()
    path = tmp_path / f"out.{kind.value}"
    opened.qtbot.waitUntil(lambda: opened.window.filter.platform.count() == 6)
    opened.window.filter.pick_platform("x")
    with opened.qtbot.waitSignal(opened.window.files.export.ended):
        opened.window.files.export_to(str(path), kind)
    assert opened.window.message.text() == f"8 incidents written to {path.name}"
    if kind is ExportFormat.JSON:
        assert len(json.loads(path.read_text())) == 8


def test_every_format_and_the_way_back_are_offered(opened: Opened) -> None:
    menu = opened.window.export_button.menu()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions() if action.text()]
    assert len(offered) == len(ExportFormat) + 1
    assert offered[-1] == "Import (JSON)…"


def test_a_deleted_incident_is_gone_with_a_line_that_brings_it_back(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    QTest.keyClick(opened.window.table, Qt.Key.Key_Down)
    opened.wait_for_detail(39)
    QTest.keyClick(opened.window.table, Qt.Key.Key_Delete)
    (deleted,) = opened.commands
    assert isinstance(deleted, EditHistory)
    del opened.source.stored[39]
    opened.window.on_event(HistoryEdited(deleted.edit.token))
    opened.qtbot.waitUntil(lambda: opened.window.model.rowCount() == 39)
    assert opened.window.undo_bar.isVisible()
    QTest.keyClick(opened.window.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.commands[1:] == [EditHistory(UndoEdit(deleted.edit.token))]
    assert not opened.window.undo_bar.isVisible()


def test_the_incident_is_copied_by_key(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(opened.window.table, Qt.Key.Key_C, held)
    assert opened.window.message.text().startswith("Copied")


def test_a_right_click_offers_what_can_be_done(opened: Opened) -> None:
    opened.show()
    opened.wait_for_detail(40)
    opened.window.table.customContextMenuRequested.emit(QPoint(20, 20))
    assert opened.window.doing.menu.isVisible()
    opened.window.doing.menu.close()


def test_figures_are_shown_in_a_window_that_closes_with_this_one(opened: Opened) -> None:
    opened.show()
    opened.window.statistics_button.click()
    figures = opened.window.statistics
    assert figures is not None
    opened.qtbot.waitUntil(lambda: figures.table.rowCount() == 6)
    opened.window.close()
    assert not figures.isVisible()


def test_sizes_and_columns_are_as_they_were_left(qtbot: QtBot) -> None:
    remembered = Remembered()
    widths = []
    for width in (333, None):
        opened = Opened(qtbot, FakeHistory(3), remembered)
        opened.show()
        if width:
            opened.window.table.setColumnWidth(0, width)
        widths.append(opened.window.table.columnWidth(0))
        opened.window.close()
    assert widths == [333, 333]


def test_what_was_told_stands_in_the_detail(qtbot: QtBot) -> None:
    class Telling(FakeHistory):
        def decisions(self, incident_id: int) -> list[DecisionRow]:
            kind = NotificationKind.DOWN
            return [DecisionRow(1, NOW, NotifyReason.SUPPRESSED_MUTED, 3, "x", "X", kind, NOW)]

        def incident(self, incident_id: int) -> Incident | None:
            found = super().incident(incident_id)
            return replace(found, timeline=()) if found else None

    opened = Opened(qtbot, Telling(3))
    opened.show()
    opened.wait_for_detail(3)
    assert "Not shown: the platform was muted" in opened.window.detail.text.toPlainText()
    opened.window.close()


def test_every_control_has_a_name(opened: Opened) -> None:
    named: list[Callable[[], str]] = [
        opened.window.table.accessibleName,
        opened.window.timeline.view.accessibleName,
        opened.window.detail.text.accessibleName,
        opened.window.detail.note.accessibleName,
        opened.window.check_button.text,
        opened.window.export_button.text,
    ]
    assert all(name() for name in named)
