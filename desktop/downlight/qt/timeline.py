"""The timeline: a strip per platform over any stretch of time, with its uptimes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from downlight.domain.history import HistorySource
from downlight.domain.uptime import Span
from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Blind, Lane, Mark, Range, Run, blind_spans, lane_of
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.lamps import is_dark
from downlight.qt.lanes_model import LanesModel
from downlight.qt.lanes_view import LanesView
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import PlainLabel
from downlight.qt.strip import draw_run
from downlight.qt.time_bar import TimeBar

_BATCH = 10
"""Platforms that are read at once, so that other questions come in between."""
_SETTLE = 150
"""Milliseconds of stillness after which a time is read that was not known yet."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all lanes have in common."""

    platforms: Sequence[tuple[str, str]]
    window: Span
    """The time that is read."""
    everywhere: Sequence[Blind]
    elsewhere: Mapping[str, Sequence[Blind]]
    """Why nothing was measured: of all platforms, and of single ones."""


class Timeline(QWidget):
    """Buttons for the time shown, a key to the signs, and the lanes."""

    incident_picked = Signal(int)
    platform_picked = Signal(str)
    platforms_known = Signal(list)
    """(id, name) of each platform in the log."""

    def __init__(
        self,
        reader: LogReader,
        words: Words,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._words = words
        self._now = now
        self._lanes: dict[str, Lane] = {}
        self._known_since: datetime | None = None
        self.shown = TimeWindow.over(Range.WEEK, now())
        """The time that the lanes show."""
        self.model = LanesModel(words, self)
        self.view = LanesView(self.model, words, now, self)
        self.view.incident_picked.connect(self.incident_picked)
        self.view.platform_picked.connect(self.platform_picked)
        self.view.window_wanted.connect(self.show_window)
        self.bar = TimeBar(words, self)
        self.bar.range_wanted.connect(lambda one: self.show_window(self.shown.ranged(one)))
        self.bar.zoom_wanted.connect(lambda factor: self.show_window(self.shown.zoomed(factor)))
        self.bar.latest_wanted.connect(lambda: self.show_window(self.shown.latest()))
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._read_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._head())
        layout.addWidget(self.view)

    def refresh(self) -> None:
        """Read all lanes again, a batch at a time."""
        self._show(self.shown.at(self._now()))
        self._read_all()

    def show_window(self, window: TimeWindow) -> None:
        """Show another stretch of time; what is not known of it yet is read."""
        self._show(window)
        if self._known_since is None or window.times[0] < self._known_since:
            self._settle.start()

    def show_moment(self, moment: datetime) -> None:
        """Bring a moment into sight."""
        self.show_window(self.shown.showing(moment.timestamp()))

    def _show(self, window: TimeWindow) -> None:
        self.shown = window
        self.model.show_window(window)
        self.view.show_window(window)
        self.bar.show_window(window)

    def _read_all(self) -> None:
        now = self._now()
        shown = self.shown
        longer = shown.times[0] - timedelta(seconds=shown.length / 2)
        since = min(Range.QUARTER.until(now)[0], longer)
        window = since, now
        self._reader.ask("lanes", partial(_read_ground, window=window), self._on_ground)

    def _on_ground(self, ground: _Ground) -> None:
        self.platforms_known.emit(list(ground.platforms))
        known = {platform_id for platform_id, _ in ground.platforms}
        self._lanes = {key: lane for key, lane in self._lanes.items() if key in known}
        self._read(ground, 0)

    def _read(self, ground: _Ground, start: int) -> None:
        batch = ground.platforms[start : start + _BATCH]
        if not batch:
            self._known_since = ground.window[0]
            return

        def take(lanes: list[Lane]) -> None:
            self._lanes |= {lane.platform_id: lane for lane in lanes}
            told = (self._lanes.get(key) for key, _ in ground.platforms)
            self.model.show([lane for lane in told if lane is not None and not lane.is_blank])
            self._read(ground, start + _BATCH)

        self._reader.ask("lanes", partial(_read_lanes, ground=ground, batch=batch), take)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.bar)
        head.addWidget(Key(self._words, self), 1, Qt.AlignmentFlag.AlignVCenter)
        return head


def _read_ground(source: HistorySource, window: Span) -> _Ground:
    gaps = source.gaps(*window)
    everywhere = blind_spans([gap for gap in gaps if gap.platform_id is None], "")
    single = {gap.platform_id for gap in gaps if gap.platform_id is not None}
    elsewhere = {key: blind_spans(gaps, key) for key in single}
    return _Ground(source.platforms(), window, everywhere, elsewhere)


def _read_lanes(
    source: HistorySource, ground: _Ground, batch: Sequence[tuple[str, str]]
) -> list[Lane]:
    bars = source.bars([key for key, _ in batch], *ground.window)
    return [
        lane_of(
            platform,
            ground.window,
            bars.get(platform[0], ()),
            ground.elsewhere.get(platform[0], ground.everywhere),
            [(start.timestamp(), end.timestamp()) for start, end in source.watched(platform[0])],
        )
        for platform in batch
    ]


class Key(QWidget):
    """What the signs of a strip mean."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, spacing=12)
        for mark, text in (
            (Mark.UP, words("Up")),
            (Mark.DEGRADED, words("Degraded")),
            (Mark.PARTIAL_OUTAGE, words("Partly down")),
            (Mark.MAJOR_OUTAGE, words("Down")),
            (Mark.UNMEASURED, words("Not measured")),
        ):
            layout.addWidget(_Entry(mark, text, self))


class _Entry(QWidget):
    """One sign with its meaning."""

    def __init__(self, mark: Mark, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(_Sample(mark))
        label = PlainLabel(text)
        label.setWordWrap(False)
        layout.addWidget(label)


class _Sample(QWidget):
    """A sign as it stands in a strip."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        side = self.fontMetrics().ascent()
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        run = Run(0, self.width(), self._mark)
        draw_run(painter, run, self.height(), dark=is_dark(self.palette()))
