"""The lanes of the timeline as a table: hover tells, a click opens, wheel and keys zoom and pan."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from downlight.domain.history import Bar
from downlight.domain.uptime import Uptime
from downlight.present.history import RANGE_NAMES, bar_told, gap_told, measured_share
from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Lane, Range
from downlight.present.words import Words
from downlight.qt.lanes_model import LANE, RANGES, LaneColumn, LanesModel
from downlight.qt.lanes_motion import LanesMotion
from downlight.qt.plain import plain_tip
from downlight.qt.strip import (
    MARGIN,
    SMALLER,
    AxisHeader,
    StripDelegate,
    UptimeDelegate,
    strip_rect,
)

_REACH = 4
"""Pixels by which a click may miss an incident."""


class LanesView(QTableView):
    """The lanes as a table of the native kind: keyboard, header and screen reader come with it."""

    incident_picked = Signal(int)
    platform_picked = Signal(str)
    window_wanted = Signal(object)
    """The user zooms or moves: a TimeWindow."""

    def __init__(
        self,
        model: LanesModel,
        words: Words,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._now = now
        self.header = AxisHeader(words, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setAccessibleName(words("Timeline of each platform"))
        self._window: TimeWindow | None = None
        self._strips = StripDelegate(self)
        self.setItemDelegateForColumn(LaneColumn.STRIP, self._strips)
        figures = UptimeDelegate(self)
        for column in list(LaneColumn)[2:]:
            self.setItemDelegateForColumn(column, figures)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.viewport().setMouseTracking(True)
        self.verticalHeader().hide()
        self._size()
        self.doubleClicked.connect(self._on_double_clicked)
        self._motion = LanesMotion(self, lambda: self._window, self._strip)
        self._motion.wanted.connect(self.window_wanted)

    def show_window(self, window: TimeWindow) -> None:
        """Draw this stretch of time."""
        self._window = window
        self._strips.window = window.seconds
        self.header.set_window(window.times)
        area = self._strip()
        area.setTop(0)
        area.setBottom(self.viewport().height())
        self.viewport().update(area.adjusted(-MARGIN, 0, MARGIN, 0))

    def _strip(self) -> QRect:
        """Return where the strips are drawn, of any row."""
        left = self.columnViewportPosition(LaneColumn.STRIP)
        height = self.verticalHeader().defaultSectionSize()
        return strip_rect(QRect(left, 0, self.columnWidth(LaneColumn.STRIP), height))

    def _size(self) -> None:
        metrics = self.fontMetrics()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(metrics.height() * 2.1) + 4)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(LaneColumn.STRIP, QHeaderView.ResizeMode.Stretch)
        self.model().modelReset.connect(self._fit)
        self.model().rowsInserted.connect(self._fit)

    def _fit(self) -> None:
        """Fit the columns to what is in them now: figures are slow to be written first."""
        self._fit_names()
        width = self._figure_width()
        for column in RANGES:
            self.setColumnWidth(column, width)

    def _fit_names(self) -> None:
        """Make the first column as wide as the names in it, within reason."""
        metrics, model = self.fontMetrics(), self.model()
        names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        widest = max(
            (metrics.horizontalAdvance(name) for name in [*names, self._words("Platform")]),
        )
        self.setColumnWidth(LaneColumn.PLATFORM, min(widest, metrics.averageCharWidth() * 24) + 20)

    def _figure_width(self) -> int:
        """Return room for a figure, for the fainter line below it, and for the heading."""
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * SMALLER)
        share = measured_share(self._words, Uptime(100, 99, 0))
        headings = [self._words(RANGE_NAMES[one]) for one in Range]
        metrics = self.fontMetrics()
        return 18 + max(
            metrics.horizontalAdvance(self._words.percent(0.9999)),
            QFontMetrics(small).horizontalAdvance(share),
            *(metrics.horizontalAdvance(heading) for heading in headings),
        )

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what lies under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self._told_at(event.pos())
            if told:
                QToolTip.showText(event.globalPos(), plain_tip(told), self.viewport())
                return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand where a click opens an incident."""
        super().mouseMoveEvent(event)
        if self.incident_at(event.position().toPoint()) is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def incident_at(self, place: QPoint) -> Bar | None:
        """Return the incident drawn at a place of the viewport."""
        found = self._lane_at(place)
        if found is None:
            return None
        lane, moment, per_pixel = found
        return lane.incident_at(moment, per_pixel * _REACH)

    def _told_at(self, place: QPoint) -> str:
        found = self._lane_at(place)
        if found is None:
            return ""
        lane, moment, per_pixel = found
        bar, now = lane.incident_at(moment, per_pixel * _REACH), self._now()
        if bar is not None:
            return bar_told(self._words, bar, now)
        gap = lane.gap_at(moment)
        return gap_told(self._words, gap, now) if gap else ""

    def _lane_at(self, place: QPoint) -> tuple[Lane, datetime, timedelta] | None:
        """Return the lane at a place, the moment, and the time that a pixel lasts."""
        index = self.indexAt(place)
        lane = index.data(LANE) if index.column() == LaneColumn.STRIP else None
        if not isinstance(lane, Lane):
            return None
        strip = strip_rect(self.visualRect(index))
        begin, end = self._window.times if self._window else lane.window
        per_pixel = (end - begin) / max(1, strip.width())
        return lane, begin + (place.x() - strip.left()) * per_pixel, per_pixel

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the incident that was clicked."""
        super().mouseReleaseEvent(event)
        found = self.incident_at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.incident_picked.emit(found.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Narrow the list to the platform of this row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() == LaneColumn.PLATFORM:
            self._pick(index)

    def _pick(self, index: QModelIndex) -> None:
        shown = index.data(LANE)
        if isinstance(shown, Lane):
            self.platform_picked.emit(shown.platform_id)
