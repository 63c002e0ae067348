"""Draws a row of the status popup: sign, name, sentence, the line of its answers, its last look."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from downlight.present.popup import PopupRow
from downlight.qt.lamps import Lamps
from downlight.qt.plain import quiet
from downlight.qt.popup_model import ROW
from downlight.qt.sparkline import draw_sparkline

Index = QModelIndex | QPersistentModelIndex
_CHART = 9
"""Width of the line of answers, in letters."""
_ALIGN = Qt.AlignmentFlag


class PopupDelegate(QStyledItemDelegate):
    """Sizes follow the font; everything is mirrored where people read from right to left."""

    def __init__(self, lamps: Lamps, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lamps = lamps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return two lines with some air; the same for each row."""
        line = option.fontMetrics.height()
        return QSize(line * 10, line * 2 + line * 4 // 5)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row = index.data(ROW)
        if not isinstance(row, PopupRow):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        _Row(painter, option, self._lamps).draw(row)
        painter.restore()


class _Row:
    """One row while it is drawn. Rectangles are those of reading from left to right."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, lamps: Lamps) -> None:
        self._painter = painter
        self._option = option
        self._lamps = lamps
        self._selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._line = option.fontMetrics.height()

    def draw(self, row: PopupRow) -> None:
        line, area = self._line, self._option.rect
        gap = line // 2
        side = line * 5 // 4
        middle = area.top() + (area.height() - side) // 2
        self._icon(row, QRect(area.left() + gap, middle, side, side))
        left = area.left() + gap * 2 + side
        room = area.right() - gap - left
        top = area.top() + (area.height() - 2 * line) // 2
        checked = self._checked(row, QRect(left, top, room, line))
        bold = QFont(self._option.font)
        bold.setBold(True)
        self._text(row.view.name, QRect(left, top, room - checked - gap, line), bold)
        chart = self._chart(row, QRect(left, top + line, room, line))
        self._text(row.sentence, QRect(left, top + line, room - chart, line), self._option.font)

    def _icon(self, row: PopupRow, place: QRect) -> None:
        self._lamps.icon(row.sign).paint(self._painter, self._seen(place))

    def _checked(self, row: PopupRow, place: QRect) -> int:
        """Draw when it was last looked at, at the end; return how wide that is."""
        if not row.view.checked:
            return 0
        metrics = QFontMetrics(self._option.font)
        width = min(metrics.horizontalAdvance(row.view.checked) + 2, place.width() // 2)
        place = QRect(place.right() - width, place.top(), width, place.height())
        self._write(row.view.checked, place, self._option.font, faint=True, end=True)
        return width

    def _chart(self, row: PopupRow, place: QRect) -> int:
        """Draw the line of answers, at the end; return the room it takes."""
        width = self._option.fontMetrics.averageCharWidth() * _CHART
        if len(row.latencies) < 2 or place.width() < 3 * width:
            return 0
        area = QRect(place.right() - width, place.top() + 3, width, place.height() - 5)
        colour = quiet(self._option.palette, self._selected)
        draw_sparkline(self._painter, self._seen(area), row.latencies, colour)
        return width + self._line // 2

    def _text(self, text: str, place: QRect, font: QFont) -> None:
        self._write(text, place, font)

    def _write(
        self, text: str, place: QRect, font: QFont, *, faint: bool = False, end: bool = False
    ) -> None:
        palette = self._option.palette
        role = QPalette.ColorRole.HighlightedText if self._selected else QPalette.ColorRole.Text
        self._painter.setPen(quiet(palette, self._selected) if faint else palette.color(role))
        self._painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        side = _ALIGN.AlignTrailing if end else _ALIGN.AlignLeading
        flags = QStyle.visualAlignment(self._option.direction, side | _ALIGN.AlignVCenter)
        self._painter.setLayoutDirection(self._option.direction)
        self._painter.drawText(self._seen(place), flags | Qt.TextFlag.TextSingleLine, shown)

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self._option.direction, self._option.rect, place)
