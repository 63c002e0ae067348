"""The choices of the picker as a list with ticks; ticks outlive what is listed."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from downlight.domain.settings import Favourite
from downlight.present.picker import Choice, choice_sentence
from downlight.present.words import Words
from downlight.qt.plain import plain_tip, quiet
from downlight.qt.tiles import tile

DETAIL = Qt.ItemDataRole.UserRole + 1
"""The fainter text at the end of a row."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PickerModel(QAbstractListModel):
    """What is ticked is kept by id, in the order of ticking."""

    picks_changed = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._choices: Sequence[Choice] = ()
        self._picked: dict[str, Choice] = {}

    @property
    def picked(self) -> list[Choice]:
        """What is ticked."""
        return list(self._picked.values())

    @property
    def favourites(self) -> list[Favourite]:
        """What is ticked, as what is to be watched."""
        return [choice.favourite for choice in self._picked.values()]

    def show(self, choices: Sequence[Choice]) -> None:
        """List these choices."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Tick a row, or take its tick away; one that is watched already stays as it is."""
        if not 0 <= row < len(self._choices) or self._choices[row].watched:
            return
        choice = self._choices[row]
        if self._picked.pop(choice.favourite.id, None) is None:
            self._picked[choice.favourite.id] = choice
        place = self.index(row)
        self.dataChanged.emit(place, place)
        self.picks_changed.emit()

    def forget(self, ids: Collection[str]) -> None:
        """Take the ticks of these away: they are watched now, or not wanted any more."""
        self._picked = {key: kept for key, kept in self._picked.items() if key not in ids}
        self.picks_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many choices are listed."""
        return 0 if parent.isValid() else len(self._choices)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a choice can be ticked unless it is watched already."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        if index.isValid() and not self._choices[index.row()].watched:
            flags |= Qt.ItemFlag.ItemIsEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, tick, tile, detail, tooltip or sentence of a choice."""
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.name
        if role == DETAIL:
            return self._words("watched already") if choice.watched else choice.detail
        if role == Qt.ItemDataRole.CheckStateRole:
            on = choice.watched or self._is_picked(choice)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole:
            return tile(choice.favourite.name or choice.name)
        return self._sentence(choice, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a choice."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def _sentence(self, choice: Choice, role: int) -> str | None:
        sentence = choice_sentence(self._words, choice, picked=self._is_picked(choice))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return sentence
        return plain_tip(sentence) if role == Qt.ItemDataRole.ToolTipRole else None

    def _is_picked(self, choice: Choice) -> bool:
        return choice.favourite.id in self._picked


class ChoiceDelegate(QStyledItemDelegate):
    """A row with a fainter text at its end; a click anywhere on it ticks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row with some air."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), round(option.fontMetrics.height() * 1.8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row, then the text at its end, shortened where it is too long."""
        super().paint(painter, option, index)
        detail = index.data(DETAIL)
        free = self._free(option, index)
        if not detail or free.width() < option.fontMetrics.averageCharWidth() * 4:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(quiet(option.palette, selected))
        text = option.fontMetrics.elidedText(detail, Qt.TextElideMode.ElideRight, free.width())
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(free, QStyle.visualAlignment(option.direction, aligned), text)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick on a click anywhere in the row, and on the space bar."""
        clicked = (
            isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and event.button() is Qt.MouseButton.LeftButton
        )
        pressed = (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        )
        if not (clicked or pressed):
            return False
        place = model.index(index.row(), 0)
        return model.setData(place, None, Qt.ItemDataRole.CheckStateRole)

    def _free(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Return the room behind the name."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = option.widget.style()
        text = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, whole, option.widget)
        used = option.fontMetrics.horizontalAdvance(whole.text) + 24
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        if mirrored:
            return QRect(
                option.rect.left() + 8,
                text.top(),
                text.right() - used - option.rect.left() - 8,
                text.height(),
            )
        return QRect(
            text.left() + used,
            text.top(),
            option.rect.right() - 8 - text.left() - used,
            text.height(),
        )
