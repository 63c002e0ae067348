"""The history window: timeline, table and detail of all incidents, read beside the engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import CheckNow, Command
from downlight.domain.events import (
    Event,
    HistoryEdited,
    IncidentChanged,
    NotificationShown,
    SnapshotTaken,
)
from downlight.domain.gap import Gap
from downlight.domain.history import DecisionRow, HistorySource
from downlight.domain.incident import Incident
from downlight.domain.lateness import Lateness, lateness
from downlight.domain.model import Platform
from downlight.domain.snapshot import Snapshot
from downlight.present.history import found, longest
from downlight.present.incident_view import view
from downlight.present.words import Words
from downlight.qt.files_menu import FilesMenu
from downlight.qt.filter_bar import FilterBar
from downlight.qt.history_model import HistoryModel
from downlight.qt.incident_actions import IncidentActions
from downlight.qt.incident_detail import IncidentDetail
from downlight.qt.incident_table import IncidentTable, ListOrNothing
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import PlainLabel
from downlight.qt.remembered import Remembered, WindowMemory
from downlight.qt.saved_filters import SavedFilters
from downlight.qt.sizing import fit
from downlight.qt.timeline import Timeline
from downlight.qt.undo_bar import UndoBar

if TYPE_CHECKING:
    from downlight.qt.statistics_window import StatisticsWindow

_SETTLE = 250
"""Milliseconds that changes of the log are collected before it is read again."""
_FADE = 15_000
"""Milliseconds that a message in the last line stays."""
_STALE = timedelta(minutes=1)
"""Age at which the timeline is drawn anew, since its end is now."""


_NEWS = (IncidentChanged, NotificationShown, HistoryEdited)


@dataclass(frozen=True, slots=True)
class _Detail:
    incident: Incident | None
    gaps: Sequence[Gap] = ()
    decisions: Sequence[DecisionRow] = ()
    usual: Lateness | None = None


class HistoryWindow(QWidget):
    """Holds the log open while it is shown; closing lets go of it."""

    picker_wanted = Signal()
    """The user wants to choose platforms."""

    def __init__(
        self,
        open_source: Callable[[], HistorySource],
        words: Words,
        submit: Callable[[Command], None],
        now: Callable[[], datetime],
        *,
        open_url: Callable[[str], None],
        remembered: Remembered | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._open_source = open_source
        self._remembered = remembered or Remembered()
        self._statistics: StatisticsWindow | None = None
        self._words = words
        self._submit = submit
        self._now = now
        self._platforms: dict[str, Platform] = {}
        self._watching = False
        self._drawn_at: datetime | None = None
        self._reader = LogReader(open_source, self)
        self._reader.failed.connect(self._on_failed)
        self.status = PlainLabel()
        self.status.setWordWrap(False)
        self.message = PlainLabel()
        self.message.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self._fading = QTimer(self, singleShot=True, interval=_FADE)
        self._fading.timeout.connect(self.message.clear)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._make_panes(open_url)
        self._make_menus()
        self._lay_out()
        self._connect()
        self._add_keys()
        self._remember()

    def _make_panes(self, open_url: Callable[[str], None]) -> None:
        words, now, lamps = self._words, self._now, Lamps()
        self.filter = FilterBar(words, now, self)
        self.timeline = Timeline(self._reader, words, now, self)
        self.model = HistoryModel(self._reader, words, now, lamps, self)
        self.table = IncidentTable(self.model, words)
        self.list = ListOrNothing(self.table, words, self)
        self.detail = IncidentDetail(words, self._submit, open_url, lamps, self)
        self.undo_bar = UndoBar(words, self)

    def _make_menus(self) -> None:
        words, submit, now = self._words, self._submit, self._now
        self.doing = IncidentActions(words, submit, now, self.undo_bar, self)
        wanted = self.filter.wanted
        self.files = FilesMenu(self._open_source, words, submit, now, self.doing, wanted, self)
        self.saved = SavedFilters(words, self.filter, self._remembered, self.undo_bar.offer, self)

    def show_incident(self, incident_id: int) -> None:
        """Bring the window up with this incident chosen, whatever the filters say."""
        self.table.choose(incident_id)
        if self.isVisible() and self.model.row_of(incident_id) is None:
            self.filter.clear()
        self.show()
        self._read_detail(incident_id, topic="asked")

    def on_event(self, event: Event) -> None:
        """Take in what the engine says."""
        if isinstance(event, SnapshotTaken):
            self._on_snapshot(event.snapshot)
        elif isinstance(event, _NEWS) and self.isVisible():
            self._settle.start()

    def refresh(self) -> None:
        """Read everything again."""
        self.model.show(self.filter.wanted())
        self._draw_timeline()
        if self.detail.incident_id is not None:
            self._read_detail(self.detail.incident_id, topic="again")

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()
            self.table.setFocus()
            # The first date takes as long to be written as the list to be read: do both at once.
            QTimer.singleShot(0, lambda: longest(self._words))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the note, let go of the log."""
        self.detail.keep_note()
        self._settle.stop()
        self._reader.release()
        if self._statistics is not None:
            self._statistics.close()
        super().closeEvent(event)

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._watching = bool(snapshot.platforms)
        self._platforms = {state.platform.id: state.platform for state in snapshot.platforms}
        if not self.isVisible():
            return
        self.model.tick()
        if self._drawn_at is None or self._now() - self._drawn_at > _STALE:
            self._draw_timeline()
        if self.detail.is_open and self.detail.incident_id is not None:
            self._read_detail(self.detail.incident_id)

    def _draw_timeline(self) -> None:
        self._drawn_at = self._now()
        self.timeline.refresh()

    def _read_detail(self, incident_id: int, topic: str = "detail") -> None:
        now = self._now()

        def read(source: HistorySource) -> _Detail:
            incident = source.incident(incident_id)
            if incident is None:
                return _Detail(None)
            gaps = source.gaps(incident.started_at, incident.resolved_at or now)
            told = source.decisions(incident_id)
            return _Detail(incident, gaps, told, lateness(source.delays(incident.platform_id)))

        answer = self._on_detail_again if topic == "again" else self._on_detail
        self._reader.ask(topic, read, answer)

    def _on_detail(self, found: _Detail) -> None:
        if found.incident is None:
            self._say(self._words("That incident is not in the history any more."))
            return
        self._show_detail(found.incident, found)

    def _on_detail_again(self, found: _Detail) -> None:
        """One that was deleted meanwhile needs no word: the undo bar has said it."""
        if found.incident is None:
            self.detail.show_nothing()
            self.doing.forget()
        elif found.incident.id == self.detail.incident_id:
            self._show_detail(found.incident, found)

    def _show_detail(self, incident: Incident, found: _Detail) -> None:
        shown = view(self._words, incident, self._now(), found.gaps, found.decisions, found.usual)
        self.detail.show_incident(shown, self._platforms.get(shown.platform_id))
        self.doing.show_incident(incident, shown)

    def _on_listed(self) -> None:
        count = self.model.rowCount()
        if count:
            self.list.show_list()
        else:
            self.list.show_nothing(self.filter.wanted(), watching=self._watching)
            self.detail.show_nothing()
            self.doing.forget()

    def _on_completed(self) -> None:
        self.status.setText(found(self._words, self.model.rowCount()))

    def _on_failed(self, why: str) -> None:
        self.status.clear()
        self.list.show_trouble(self._words.said(why))

    def _on_check_wanted(self) -> None:
        self._say(self._words("Looking at all platforms now…"))
        self._submit(CheckNow())

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self._fading.start()

    def _lay_out(self) -> None:
        words = self._words
        self.setWindowTitle(words("Downlight: history"))
        fit(self, 170, 52)
        self.check_button = QPushButton(words("Check now"))
        self.export_button = QPushButton(words("Export"))
        self.export_button.setMenu(self.files.menu)
        self.statistics_button = QPushButton(words("Statistics"))
        self.saved_button = QPushButton(words("Saved filters"))
        self.saved_button.setMenu(self.saved.menu)
        self.filter.add(self.saved_button)
        self.detail.more_button.setMenu(self.doing.menu)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        bar = QHBoxLayout()
        bar.addWidget(self.filter, 1)
        for button in (self.statistics_button, self.export_button, self.check_button):
            bar.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self._panes(), 1)
        layout.addWidget(self.undo_bar)
        last = QHBoxLayout()
        last.addWidget(self.status)
        last.addWidget(self.message, 1)
        layout.addLayout(last)

    def _panes(self) -> QSplitter:
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.list)
        below.addWidget(self.detail)
        below.setSizes([740, 440])
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.addWidget(self.timeline)
        panes.addWidget(below)
        panes.setSizes([250, 450])
        for splitter in (panes, below):
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 1)
        self.panes, self.below = panes, below
        return panes

    def _remember(self) -> None:
        """Be as last time; columns that were never fitted are fitted to what is in them."""
        parts: dict[str, QSplitter | QHeaderView] = {
            "panes": self.panes,
            "below": self.below,
            "list": self.table.horizontalHeader(),
        }
        memory = WindowMemory(self._remembered, "history", self, parts)
        self.table.keep_widths = memory.is_known

    def show_statistics(self) -> None:
        """Open the window of figures."""
        from downlight.qt.statistics_window import StatisticsWindow

        if self._statistics is None:
            window = StatisticsWindow(self._open_source, self._words, self._now)
            WindowMemory(self._remembered, "statistics", window)
            self._statistics = window
        self._statistics.show()
        self._statistics.raise_()
        self._statistics.activateWindow()

    @property
    def statistics(self) -> "StatisticsWindow | None":
        """The window of figures, once it was opened."""
        return self._statistics

    def _on_menu_wanted(self, place: QPoint) -> None:
        self.doing.menu.popup(self.table.viewport().mapToGlobal(place))

    def _connect(self) -> None:
        self.filter.changed.connect(lambda: self.model.show(self.filter.wanted()))
        self.timeline.platforms_known.connect(self.filter.show_platforms)
        self.timeline.platform_picked.connect(self.filter.pick_platform)
        self.timeline.incident_picked.connect(self.show_incident)
        self.table.picked.connect(lambda incident_id: self._read_detail(incident_id))
        self.table.opened.connect(self.detail.text.setFocus)
        self.model.listed.connect(self._on_listed)
        self.model.completed.connect(self._on_completed)
        self.list.clear_wanted.connect(self.filter.clear)
        self.list.picker_wanted.connect(self.picker_wanted)
        self.list.check_wanted.connect(self._on_check_wanted)
        self.list.retry_wanted.connect(self.refresh)
        self.check_button.clicked.connect(self._on_check_wanted)
        self.statistics_button.clicked.connect(self.show_statistics)
        self.files.said.connect(self._say)
        self.doing.said.connect(self._say)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)
        self._settle.timeout.connect(self.refresh)

    def _add_keys(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Refresh, self._on_check_wanted),
            (QKeySequence.StandardKey.Cancel, self.close),
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence.StandardKey.Undo, self.undo_bar.undo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for chord, act in (
            (QKeySequence(QKeySequence.StandardKey.Delete), self.doing.delete_incident),
            (QKeySequence("Ctrl+Shift+C"), self.doing.copy_text),
        ):
            shortcut = QShortcut(chord, self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
