"""The timeline as a table: a row per platform, its strip, and its uptime over each range."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from downlight.domain.uptime import Uptime
from downlight.present.history import (
    RANGE_NAMES,
    measured_share,
    uptime_method,
    uptime_told,
)
from downlight.present.time_window import TimeWindow
from downlight.present.timeline import Lane, Range
from downlight.present.words import Words
from downlight.qt.plain import plain_tip

LANE = Qt.ItemDataRole.UserRole + 1
"""The Lane of a row."""
SMALL = Qt.ItemDataRole.UserRole + 2
"""The fainter second line of a cell."""

Parent = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LaneColumn(IntEnum):
    """The columns, in order."""

    PLATFORM = 0
    STRIP = 1
    DAY = 2
    WEEK = 3
    MONTH = 4
    QUARTER = 5


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
RANGES = dict(zip(list(LaneColumn)[2:], Range, strict=True))


class LanesModel(QAbstractTableModel):
    """Holds the lanes of all platforms; those not read yet are blank."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lanes: list[Lane] = []
        self._window: TimeWindow | None = None

    def show(self, lanes: Sequence[Lane]) -> None:
        """Take these lanes, in this order; what stays in its row is updated in place."""
        before, self._lanes = self._lanes, list(lanes)
        known = len(before)
        if [lane.platform_id for lane in lanes[:known]] != [lane.platform_id for lane in before]:
            self.beginResetModel()
            self.endResetModel()
            return
        new = [row for row in range(known) if self._lanes[row] is not before[row]]
        if len(lanes) > known:
            self.beginInsertRows(_NOWHERE, known, len(lanes) - 1)
            self.endInsertRows()
        if new:
            last = self.index(new[-1], len(LaneColumn) - 1)
            self.dataChanged.emit(self.index(new[0], 0), last)

    def show_window(self, window: TimeWindow) -> None:
        """Say from now on how many incidents there are in this time."""
        self._window = window

    def lane(self, row: int) -> Lane | None:
        """Return the lane in a row."""
        return self._lanes[row] if 0 <= row < len(self._lanes) else None

    def rowCount(self, parent: Parent = _NOWHERE) -> int:
        """Return how many platforms there are."""
        return 0 if parent.isValid() else len(self._lanes)

    def columnCount(self, parent: Parent = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(LaneColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what stands above a column; the strip has its time axis there."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = LaneColumn(section)
        if role == Qt.ItemDataRole.ToolTipRole and column in RANGES:
            return plain_tip(uptime_method(self._words))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in RANGES:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole or column is LaneColumn.STRIP:
            return None
        if column is LaneColumn.PLATFORM:
            return self._words("Platform")
        return self._words(RANGE_NAMES[RANGES[column]])

    def data(self, index: Parent, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell as text, sentence, tooltip or lane."""
        lane = self.lane(index.row()) if index.isValid() else None
        if lane is None:
            return None
        if role == LANE:
            return lane
        column = LaneColumn(index.column())
        if column in RANGES:
            return self._uptime(lane, RANGES[column], role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(lane)
        if role == Qt.ItemDataRole.DisplayRole and column is LaneColumn.PLATFORM:
            return lane.name
        return None

    def _uptime(self, lane: Lane, over: Range, role: int) -> Any:
        figure = lane.uptime(over)
        if figure is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.percent(figure.ratio)
        if role == SMALL:
            return measured_share(self._words, figure)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = self._told(lane, over, figure)
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def _told(self, lane: Lane, over: Range, figure: Uptime) -> str:
        return self._words(
            "{platform}, last {range}: {uptime}",
            platform=lane.name,
            range=self._words(RANGE_NAMES[over]),
            uptime=uptime_told(self._words, figure),
        )

    def _sentence(self, lane: Lane) -> str:
        n = len(lane.between(*self._window.seconds) if self._window else lane.incidents)
        return self._words.plural(
            "{platform}: {n} incident in the time shown",
            "{platform}: {n} incidents in the time shown",
            n,
            platform=lane.name,
        )
