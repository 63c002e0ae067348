"""The detail window: one platform, why we judge it so, and what can be done about it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QShortcut, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from downlight.domain.commands import CheckNow, Unmute
from downlight.domain.events import Event, IncidentChanged, SnapshotTaken
from downlight.domain.history import HistorySource
from downlight.domain.snapshot import PlatformState, Snapshot
from downlight.present.detail import DetailView, detail_view
from downlight.present.links import host_of
from downlight.present.pace import pace_view
from downlight.present.past import Records, past_view, read_records
from downlight.present.tray import Action, EditCheck, OpenPage, Place, Show, mute_entries
from downlight.present.words import Words
from downlight.qt.detail_document import DetailWriter
from downlight.qt.detail_past import DetailPast
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import PlainLabel, QuietLabel, no_mnemonic
from downlight.qt.popup_actions import filled
from downlight.qt.sizing import fit
from downlight.qt.text_page import TextPage

TICK = 15_000
"""Milliseconds after which "20 s ago" is said anew, while it is seen."""
_SETTLE = 250
"""Milliseconds that changes of the log are collected before it is read again."""
_STALE = timedelta(minutes=1)
"""Age at which the past is read anew: its end is now."""


class DetailWindow(QWidget):
    """Shows one platform at a time; holds the log open while it is seen."""

    chosen = Signal(object)
    """An Action that the user chose."""
    incident_picked = Signal(int)
    """The id of an incident that is to be seen in full."""

    def __init__(
        self,
        open_source: Callable[[], HistorySource],
        words: Words,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._words = words
        self._now = now
        self._platform_id = ""
        self._snapshot: Snapshot | None = None
        self._drawn: DetailView | None = None
        self._read_at: datetime | None = None
        self._lamps = Lamps()
        self._reader = LogReader(open_source, self)
        self._reader.failed.connect(self._on_failed)
        self._sign = QLabel()
        self.title = PlainLabel()
        self.headline = PlainLabel()
        self.checked = QuietLabel()
        self.text = TextPage(words("Verdict and evidence"))
        self.text.link_clicked.connect(lambda url: self.chosen.emit(OpenPage(url)))
        self.past = DetailPast(words, self._lamps)
        self.past.incident_picked.connect(self.incident_picked)
        self._make_buttons()
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self.refresh)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._read_past)
        self._lay_out()
        self._add_keys()

    @property
    def platform_id(self) -> str:
        """The platform that is shown."""
        return self._platform_id

    def show_platform(self, platform_id: str) -> None:
        """Show another platform."""
        if platform_id == self._platform_id:
            return
        self._platform_id = platform_id
        self._drawn = self._read_at = None
        self.past.show_nothing()
        if self.isVisible():
            self.refresh()

    def on_event(self, event: Event) -> None:
        """Take in what the engine says; draw it only where somebody looks."""
        if isinstance(event, SnapshotTaken):
            before = self._state()
            self._snapshot = event.snapshot
            if self.isVisible() and self._state() is not before:
                self.refresh()
        elif isinstance(event, IncidentChanged) and self._is_about(event):
            self._settle.start()

    def _is_about(self, event: IncidentChanged) -> bool:
        return self.isVisible() and event.incident.platform_id == self._platform_id

    def refresh(self) -> None:
        """Show what is known now."""
        state = self._state()
        for button in self._buttons:
            button.setEnabled(state is not None)
        if state is None:
            self.headline.setText(self._words("It is not watched any more."))
            return
        now = self._now()
        view = detail_view(state, self._words, now)
        if view != self._drawn:
            self._draw(view)
        self.past.show_pace(pace_view(state.trace, self._words, now))
        if self._read_at is None or now - self._read_at > _STALE:
            self._read_past()

    def showEvent(self, event: QShowEvent) -> None:
        """Read and draw."""
        super().showEvent(event)
        if not event.spontaneous():
            self._tick.start()
            self._read_at = None
            self.refresh()
            self.text.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stand still, let go of the log."""
        self._tick.stop()
        self._settle.stop()
        self._reader.release()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._drawn is not None:
            self._draw(self._drawn)

    def _state(self) -> PlatformState | None:
        states = self._snapshot.platforms if self._snapshot else ()
        return next((one for one in states if one.platform.id == self._platform_id), None)

    def _draw(self, view: DetailView) -> None:
        new = self._drawn is None
        self._drawn = view
        side = self.fontMetrics().height() * 2
        self._sign.setPixmap(self._lamps.icon(view.sign).pixmap(QSize(side, side)))
        self._sign.setAccessibleName(self._words.status(view.sign))
        name = view.view.name
        self.setWindowTitle(self._words("Downlight: {platform}", platform=name))
        self.title.setText(name)
        self.headline.setText(view.headline)
        self.checked.setText(view.checked)
        self.checked.setVisible(bool(view.checked))
        self._show_buttons(view)
        if new or not self.text.textCursor().hasSelection():  # somebody is about to copy it
            self._write(view, keep_place=not new)

    def _write(self, view: DetailView, *, keep_place: bool) -> None:
        bar = self.text.verticalScrollBar()
        stood = bar.value()
        DetailWriter(self.text.document(), self._words, self.palette()).write(view)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        bar.setValue(stood if keep_place else 0)

    def _show_buttons(self, view: DetailView) -> None:
        host = host_of(view.view.page)
        self.page_button.setVisible(host is not None)
        self.mute_button.setVisible(not view.view.muted)
        self.unmute_button.setVisible(view.view.muted)

    def _read_past(self) -> None:
        now = self._read_at = self._now()
        platform_id = self._platform_id
        self._reader.ask(
            "past", lambda source: read_records(source, platform_id, now), self._on_past
        )

    def _on_past(self, records: Records) -> None:
        self.past.show_past(past_view(records, self._words, self._now()))

    def _on_failed(self, why: str) -> None:
        self.past.show_trouble(self._words.said(why))

    def _on_mute_menu(self) -> None:
        self._mute_menu.clear()
        if self._drawn is not None:
            entries = mute_entries(self._drawn.view, self._words, self._now())
            filled(self._mute_menu, entries, self.chosen.emit)

    def _make_buttons(self) -> None:
        words = self._words
        self.check_button = self._button(words("Check now"), lambda: CheckNow(self._platform_id))
        self.mute_button = QPushButton(words("Mute…"))
        self._mute_menu = QMenu(self.mute_button)
        self._mute_menu.aboutToShow.connect(self._on_mute_menu)
        self.mute_button.setMenu(self._mute_menu)
        self.unmute_button = self._button(words("Speak again"), lambda: Unmute(self._platform_id))
        self.page_button = self._button(words("Open status page"), self._page)
        self.edit_button = self._button(words("Edit check…"), lambda: EditCheck(self._platform_id))
        self.history_button = self._button(
            words("History…"), lambda: Show(Place.HISTORY, self._platform_id)
        )
        self._buttons = (
            self.check_button,
            self.mute_button,
            self.unmute_button,
            self.page_button,
            self.edit_button,
        )

    def _page(self) -> Action:
        return OpenPage(self._drawn.view.page if self._drawn else "")

    def _button(self, text: str, action: Callable[[], Action]) -> QPushButton:
        button = QPushButton(no_mnemonic(text))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(action()))
        return button

    def _lay_out(self) -> None:
        self.setWindowTitle("Downlight")
        fit(self, 150, 44)
        font = QFont(self.title.font())
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        self.title.setFont(font)
        if self._words.runs_left:  # or a Latin name would stand far from its sign
            self.title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        names = QVBoxLayout()
        names.setSpacing(2)
        for label in (self.title, self.headline, self.checked):
            names.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        row = QWidget()
        buttons = FlowLayout(row)
        for button in (*self._buttons, self.history_button):
            buttons.addWidget(button)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self.text)
        beside = QScrollArea()
        beside.setWidget(self.past)
        beside.setWidgetResizable(True)
        beside.setFrameShape(QFrame.Shape.NoFrame)
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panes.addWidget(beside)
        panes.setChildrenCollapsible(False)
        panes.setSizes([600, 460])
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(row)
        layout.addWidget(panes, 1)

    def _add_keys(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Refresh, self.check_button.click),
            (QKeySequence.StandardKey.Cancel, self.close),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
