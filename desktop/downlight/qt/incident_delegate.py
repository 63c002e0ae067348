"""Draws the cells of the list of incidents with one question each, where Qt's own asks seven."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from downlight.present.history import Column
from downlight.qt.history_model import HistoryModel

Index = QModelIndex | QPersistentModelIndex

_TEXT = QStyleOptionViewItem.ViewItemFeature.HasDisplay
_TEXT_AND_SIGN = _TEXT | QStyleOptionViewItem.ViewItemFeature.HasDecoration
_CONTROL = QStyle.ControlElement.CE_ItemViewItem


class IncidentDelegate(QStyledItemDelegate):
    """Looks as the native one does.

    Each question from C++ into Python costs more than the drawing: seven for each of a hundred
    cells would make scrolling jerk.
    """

    def __init__(self, model: HistoryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell, in the style of the desktop."""
        column = index.column()
        text, icon = self._model.shown(index.row(), column)
        if text:
            option.text = text
            option.features = _TEXT
            if icon is not None and column == Column.WHAT:
                option.icon = icon
                option.features = _TEXT_AND_SIGN
        widget = option.widget
        widget.style().drawControl(_CONTROL, option, painter, widget)
