"""The rows of the status popup: favourites, then what a search would add."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from downlight.domain.snapshot import PlatformState
from downlight.present.picker import Choice
from downlight.present.popup import PopupRow, offer_name, offer_spoken, popup_row, spoken
from downlight.present.words import Words
from downlight.qt.plain import plain_tip
from downlight.qt.tiles import tile

ROW = Qt.ItemDataRole.UserRole + 1
"""The PopupRow of a favourite; None in a row that offers something new."""
BELOW = Qt.ItemDataRole.UserRole + 2
"""The fainter line of a row that offers something new: its host, where the name hides it."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PopupModel(QAbstractListModel):
    """Rows keep their identity as they move, so that what is chosen stays chosen.

    Texts are made when a row is first looked at, for most rows are out of sight.
    """

    def __init__(
        self, words: Words, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._now = now
        self._states: list[PlatformState] = []
        self._offers: Sequence[Choice] = ()
        self._rows: dict[str, PopupRow] = {}

    def show_states(self, states: Sequence[PlatformState]) -> None:
        """List these favourites, in this order; only what differs is touched."""
        wanted = {state.platform.id for state in states}
        for row in reversed(range(len(self._states))):
            if self._id(row) not in wanted:
                self._remove(row)
        known = {state.platform.id for state in self._states}
        self._append([state for state in states if state.platform.id not in known])
        self._arrange([state.platform.id for state in states])
        self._replace(states)

    def show_offers(self, offers: Sequence[Choice]) -> None:
        """Offer these below the favourites."""
        if offers == self._offers:
            return
        first = len(self._states)
        if self._offers:
            self.beginRemoveRows(_NOWHERE, first, first + len(self._offers) - 1)
            self._offers = ()
            self.endRemoveRows()
        if offers:
            self.beginInsertRows(_NOWHERE, first, first + len(offers) - 1)
            self._offers = offers
            self.endInsertRows()

    def tick(self) -> None:
        """Time has passed: what is said of it is said anew."""
        self._rows.clear()
        if self._states:
            self.dataChanged.emit(self.index(0), self.index(len(self._states) - 1))

    def state(self, row: int) -> PlatformState | None:
        """Return the favourite in a row, if it holds one."""
        return self._states[row] if 0 <= row < len(self._states) else None

    def offer(self, row: int) -> Choice | None:
        """Return what a row offers to add, if it does."""
        at = row - len(self._states)
        return self._offers[at] if 0 <= at < len(self._offers) else None

    def row_of(self, platform_id: str) -> int | None:
        """Return the row of a favourite."""
        ids = (state.platform.id for state in self._states)
        return next((row for row, each in enumerate(ids) if each == platform_id), None)

    @property
    def texts_made(self) -> int:
        """How many favourites have been put into words since the last tick."""
        return len(self._rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._states) + len(self._offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says, shows or is called."""
        if not index.isValid():
            return None
        choice = self.offer(index.row())
        if choice is not None:
            return self._of_offer(choice, role)
        return self._of_favourite(self._row(index.row()), role)

    def _of_offer(self, choice: Choice, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return offer_name(choice, self._words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return offer_spoken(choice, self._words)
        if role == BELOW:
            return choice.category if choice.favourite.url is not None else choice.detail
        return tile(choice.name) if role == Qt.ItemDataRole.DecorationRole else None

    def _of_favourite(self, row: PopupRow, role: int) -> Any:
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.view.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self._words)
        return plain_tip(spoken(row, self._words)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _row(self, row: int) -> PopupRow:
        platform_id = self._id(row)
        if platform_id not in self._rows:
            self._rows[platform_id] = popup_row(self._states[row], self._words, self._now())
        return self._rows[platform_id]

    def _id(self, row: int) -> str:
        return self._states[row].platform.id

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(_NOWHERE, row, row)
        self._rows.pop(self._id(row), None)
        del self._states[row]
        self.endRemoveRows()

    def _append(self, states: Sequence[PlatformState]) -> None:
        if states:
            first = len(self._states)
            self.beginInsertRows(_NOWHERE, first, first + len(states) - 1)
            self._states += states
            self.endInsertRows()

    def _arrange(self, ids: Sequence[str]) -> None:
        if ids == [state.platform.id for state in self._states]:
            return
        self.layoutAboutToBeChanged.emit()
        places = {platform_id: row for row, platform_id in enumerate(ids)}
        before = self.persistentIndexList()
        after = [self._moved(index, places) for index in before]
        self._states.sort(key=lambda state: places[state.platform.id])
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _moved(self, index: QModelIndex, places: dict[str, int]) -> QModelIndex:
        row = index.row()
        return self.index(places[self._id(row)]) if row < len(self._states) else index

    def _replace(self, states: Iterable[PlatformState]) -> None:
        for row, state in enumerate(states):
            if state is not self._states[row]:
                self._states[row] = state
                self._rows.pop(state.platform.id, None)
                self.dataChanged.emit(self.index(row), self.index(row))
