"""The list of incidents: holds the ids of all, and pages of rows of those that were looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from downlight.domain.history import HistorySource, IncidentFilter, IncidentRow, SortKey
from downlight.present.history import SORT_KEYS, Column, cell, heading, sentence
from downlight.present.words import Words
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import plain_tip

PAGE = 100
"""Rows that are read at once."""
_KEPT = 60
"""Pages that are kept."""
_WAITING = "…"

_NOWHERE = QModelIndex()
Parent = QModelIndex | QPersistentModelIndex


_Page = dict[int, IncidentRow]
"""Rows by the id of their incident; one that was deleted meanwhile is missing."""


@dataclass(frozen=True, slots=True)
class _List:
    ids: Sequence[int]
    first: _Page


@dataclass(frozen=True, slots=True)
class _Pages:
    ids: Sequence[int]
    """Of the list that they belong to."""
    pages: dict[int, _Page]


class HistoryModel(QAbstractTableModel):
    """Reads nothing in the GUI thread: rows that are not here yet show an ellipsis."""

    listed = Signal()
    """The ids of a new filter or order are here."""

    def __init__(
        self,
        reader: LogReader,
        words: Words,
        now: Callable[[], datetime],
        lamps: Lamps,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._words = words
        self._now = now
        self._lamps = lamps
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._wanted: set[int] = set()
        self._told: dict[int, list[str]] = {}
        self._filter = IncidentFilter()
        self._sort = SortKey.STARTED
        self._descending = True
        self._fetch = QTimer(self, singleShot=True, interval=0)
        self._fetch.timeout.connect(self._on_wanted)

    def show(self, wanted: IncidentFilter) -> None:
        """List the incidents that fit."""
        self._filter = wanted
        self.refresh()

    def refresh(self) -> None:
        """List again: the log has changed."""
        wanted, sort, descending = self._filter, self._sort, self._descending

        def read(source: HistorySource) -> _List:
            ids = source.ids(wanted, sort, descending=descending)
            return _List(ids, _page(source, ids, 0))

        self._reader.ask("list", read, self._on_listed)

    def incident_id(self, row: int) -> int | None:
        """Return the id of the incident in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, incident_id: int) -> int | None:
        """Return the row of an incident; None when it is not listed."""
        try:
            return self._ids.index(incident_id)
        except ValueError:
            return None

    def tick(self) -> None:
        """Say again how long the open ones have lasted."""
        self._told.clear()
        for page, rows in self._pages.items():
            if any(row.resolved_at is None for row in rows.values()):
                self._changed(page)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """List in the order of a column."""
        self._sort = SORT_KEYS[Column(column)]
        self._descending = order is Qt.SortOrder.DescendingOrder
        self.refresh()

    def rowCount(self, parent: Parent = _NOWHERE) -> int:
        """Return how many incidents are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Parent = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what stands above a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heading(self._words, Column(section))
        return None

    def data(self, index: Parent, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell as text, sign, tooltip or sentence; an ellipsis until it is read."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self._row(index.row())
        column = Column(index.column())
        if row is None:
            return _WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return sentence(self._words, row, self._now())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(sentence(self._words, row, self._now()))
        return self._lamps.icon(row.peak_status) if column is Column.WHAT else None

    def _texts(self, row: IncidentRow) -> list[str]:
        """Return the cells of a row; a list is painted more often than it changes."""
        if row.id not in self._told:
            now = self._now()
            self._told[row.id] = [cell(self._words, row, column, now) for column in Column]
        return self._told[row.id]

    def _row(self, number: int) -> IncidentRow | None:
        page = self._pages.get(number // PAGE)
        if page is not None:
            return page.get(self._ids[number])
        self._wanted.add(number // PAGE)
        self._fetch.start()
        return None

    def _on_wanted(self) -> None:
        """Ask for the pages that the last painting missed; those passed by are forgotten."""
        numbers, self._wanted = sorted(self._wanted), set()
        ids = self._ids

        def read(source: HistorySource) -> _Pages:
            return _Pages(ids, {number: _page(source, ids, number) for number in numbers})

        self._reader.ask("rows", read, self._on_read)

    def _on_read(self, found: _Pages) -> None:
        if found.ids is not self._ids:
            return
        for number, page in found.pages.items():
            self._keep(number, page)
            self._changed(number)

    def _on_listed(self, found: _List) -> None:
        self.beginResetModel()
        self._ids = found.ids
        self._pages.clear()
        self._wanted.clear()
        self._keep(0, found.first)
        self.endResetModel()
        self.listed.emit()

    def _keep(self, number: int, page: _Page) -> None:
        self._told.clear()
        self._pages[number] = page
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)

    def _changed(self, page: int) -> None:
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(Column) - 1))


def _page(source: HistorySource, ids: Sequence[int], number: int) -> _Page:
    rows = source.rows(ids[number * PAGE : (number + 1) * PAGE])
    return {row.id: row for row in rows}


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.DecorationRole,
}
