"""The timeline: a strip per platform over the last day, week, month or quarter, with uptimes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from downlight.domain.history import HistorySource, IncidentSpan
from downlight.present.history import RANGE_NAMES
from downlight.present.timeline import Lane, Mark, Range, Run, lane
from downlight.present.words import Words
from downlight.qt.flow_layout import FlowLayout
from downlight.qt.lamps import is_dark
from downlight.qt.lanes_model import LanesModel
from downlight.qt.lanes_view import LanesView
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import PlainLabel
from downlight.qt.strip import draw_run

_BATCH = 10
"""Platforms that are read at once, so that other questions come in between."""


class Timeline(QWidget):
    """Range buttons, a key to the signs, and the lanes."""

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
        self.model = LanesModel(words, self)
        self.view = LanesView(self.model, words, now, self)
        self.view.incident_picked.connect(self.incident_picked)
        self.view.platform_picked.connect(self.platform_picked)
        self._ranges = QTabBar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._bar())
        layout.addWidget(self.view)

    @property
    def range(self) -> Range:
        """The length of time that is shown."""
        return list(Range)[self._ranges.currentIndex()]

    def refresh(self) -> None:
        """Read all lanes again, a batch at a time."""
        window = self.range.until(self._now())
        self.view.header.set_window(window)
        self._reader.ask("lanes", lambda source: source.platforms(), self._on_platforms)

    def _on_platforms(self, platforms: Sequence[tuple[str, str]]) -> None:
        self.platforms_known.emit(list(platforms))
        known = {platform_id for platform_id, _ in platforms}
        self._lanes = {key: lane for key, lane in self._lanes.items() if key in known}
        self._read(list(platforms), self.range.until(self._now()))

    def _read(self, platforms: list[tuple[str, str]], window: tuple[datetime, datetime]) -> None:
        batch, rest = platforms[:_BATCH], platforms[_BATCH:]
        if not batch:
            return
        whole = Range.QUARTER.until(window[1])

        def read(source: HistorySource) -> list[Lane]:
            spans: dict[str, list[IncidentSpan]] = {platform_id: [] for platform_id, _ in batch}
            for span in source.spans(list(spans), *whole):
                spans[span.platform_id].append(span)
            gaps = source.gaps(*whole)
            return [lane(one, window, spans[one[0]], gaps, source.watched(one[0])) for one in batch]

        def take(lanes: list[Lane]) -> None:
            self._lanes |= {lane.platform_id: lane for lane in lanes}
            names = sorted(self._lanes.values(), key=lambda one: one.name.casefold())
            self.model.show([lane for lane in names if not lane.is_blank])
            self._read(rest, window)

        self._reader.ask("lanes", read, take)

    def _bar(self) -> QHBoxLayout:
        for one in Range:
            self._ranges.addTab(self._words(RANGE_NAMES[one]))
        self._ranges.setCurrentIndex(list(Range).index(Range.WEEK))
        self._ranges.setDrawBase(False)
        self._ranges.setExpanding(False)
        self._ranges.setAccessibleName(self._words("How much time is shown"))
        self._ranges.currentChanged.connect(lambda _: self.refresh())
        bar = QHBoxLayout()
        bar.setSpacing(16)
        bar.addWidget(self._ranges)
        bar.addWidget(Key(self._words, self), 1, Qt.AlignmentFlag.AlignVCenter)
        return bar


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
