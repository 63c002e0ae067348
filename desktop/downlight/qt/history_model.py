"""The list of incidents: grows by pages of ids, and holds rows of those that were looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
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
from PySide6.QtGui import QIcon

from downlight.domain.history import (
    HistorySource,
    IncidentFilter,
    IncidentRow,
    Key,
    Page,
    SortKey,
)
from downlight.present.history import SORT_KEYS, Column, cell, heading, sentence
from downlight.present.words import Words
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from downlight.qt.plain import plain_tip

PAGE = 100
"""Rows that are read at once."""
FIRST = 4 * PAGE
"""Ids that a new list begins with."""
_MORE = 8_000
"""Ids that are put behind the others at once."""
_KEPT = 60
"""Pages that are kept."""
_WAITING = "…"

_NOWHERE = QModelIndex()
Parent = QModelIndex | QPersistentModelIndex


_Page = dict[int, IncidentRow]
"""Rows by the id of their incident; one that was deleted meanwhile is missing."""


@dataclass(frozen=True, slots=True)
class _List:
    ids: list[int]
    first: _Page
    next: Key | None


@dataclass(frozen=True, slots=True)
class _Order:
    """What is listed, and how."""

    wanted: IncidentFilter = field(default_factory=IncidentFilter)
    sort: SortKey = SortKey.STARTED
    descending: bool = True

    def page(self, source: HistorySource, after: Key | None, limit: int) -> Page:
        """Return a piece of it."""
        return source.page(
            self.wanted, self.sort, descending=self.descending, after=after, limit=limit
        )


@dataclass(frozen=True, slots=True)
class _Pages:
    ids: Sequence[int]
    """Of the list that they belong to."""
    pages: dict[int, _Page]


class HistoryModel(QAbstractTableModel):
    """Reads nothing in the GUI thread: rows that are not here yet show an ellipsis."""

    listed = Signal()
    """A new list has begun; it may still grow."""
    completed = Signal()
    """All ids of the list are here."""

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
        self._ids: list[int] = []
        self._next: Key | None = None
        self.is_the_same = False
        """While `listed` is told: it is the list of before, read again."""
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._wanted: set[int] = set()
        self._told: dict[int, list[str]] = {}
        self._order = _Order()
        self._fetch = QTimer(self, singleShot=True, interval=0)
        self._fetch.timeout.connect(self._on_wanted)

    @property
    def is_complete(self) -> bool:
        """Whether all ids of the list are here."""
        return self._next is None

    def show(self, wanted: IncidentFilter) -> None:
        """List the incidents that fit: the first ones at once, the others behind them."""
        order = self._order
        if wanted == order.wanted and self._ids:
            self.refresh()
        else:
            self._begin(_Order(wanted, order.sort, order.descending))

    def refresh(self) -> None:
        """List again, as the log has changed: all at once, so that nobody loses the place."""
        self._reader.ask("list", partial(_read_all, order=self._order), self._on_listed_again)

    def _begin(self, order: _Order) -> None:
        self._order = order
        self._reader.ask("list", partial(_read_first, order=order), self._on_listed)

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
        down = order is Qt.SortOrder.DescendingOrder
        self._begin(_Order(self._order.wanted, SORT_KEYS[Column(column)], down))

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

    def shown(self, number: int, column: int) -> tuple[str, QIcon | None]:
        """Return a cell's text and its row's sign; until it is read, an ellipsis in the first."""
        row = self._row(number)
        if row is None:
            return ("" if column else _WAITING), None
        return self._texts(row)[column], self._lamps.icon(row.peak_status)

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
        if number // PAGE not in self._wanted:
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
            return  # of a list that was given up
        for number, page in found.pages.items():
            self._keep(number, page)
            self._changed(number)

    def _on_listed(self, found: _List) -> None:
        self.beginResetModel()
        self._ids = found.ids
        self._pages.clear()
        self._wanted.clear()
        self._keep(0, found.first)
        self._next = found.next
        self.endResetModel()
        self.listed.emit()
        self._go_on()

    def _on_listed_again(self, found: _List) -> None:
        self.is_the_same = True
        self._on_listed(found)
        self.is_the_same = False

    def _go_on(self) -> None:
        if self._next is None:
            self.completed.emit()
            return
        order, after = self._order, self._next
        self._reader.ask("list", lambda source: order.page(source, after, _MORE), self._on_more)

    def _on_more(self, page: Page) -> None:
        if page.ids:
            known = len(self._ids)
            self._pages.pop(known // PAGE, None)
            self.beginInsertRows(_NOWHERE, known, known + len(page.ids) - 1)
            self._ids += page.ids
            self.endInsertRows()
        self._next = page.next
        self._go_on()

    def _keep(self, number: int, page: _Page) -> None:
        self._told.clear()
        self._pages[number] = page
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)

    def _changed(self, page: int) -> None:
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(Column) - 1))


def _read_first(source: HistorySource, order: _Order) -> _List:
    page = order.page(source, None, FIRST)
    ids = list(page.ids)
    return _List(ids, _page(source, ids, 0), page.next)


def _read_all(source: HistorySource, order: _Order) -> _List:
    page = order.page(source, None, _MORE)
    ids = list(page.ids)
    while page.next is not None:
        page = order.page(source, page.next, _MORE)
        ids += page.ids
    return _List(ids, _page(source, ids, 0), None)


def _page(source: HistorySource, ids: Sequence[int], number: int) -> _Page:
    rows = source.rows(ids[number * PAGE : (number + 1) * PAGE])
    return {row.id: row for row in rows}


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.DecorationRole,
}
