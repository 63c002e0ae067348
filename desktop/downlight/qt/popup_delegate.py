"""Draws a row of the status popup: sign, name, sentence, the line of its answers, its last look."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from downlight.present.popup import PopupRow
from downlight.qt.lamps import Lamps
from downlight.qt.plain import quiet
from downlight.qt.popup_model import BELOW, ROW
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
        self.initStyleOption(option, index)
        icon, text = QIcon(option.icon), option.text
        option.icon, option.text = QIcon(), ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        drawn = _Row(painter, option, self._lamps)
        if isinstance(row, PopupRow):
            drawn.draw(row)
        else:
            drawn.draw_offer(icon, text, str(index.data(BELOW) or ""))
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
        line = self._line
        name = self._begin(self._lamps.icon(row.sign))
        checked = self._checked(row, name)
        self._write(row.view.name, name.adjusted(0, 0, -checked - line // 2, 0), bold=True)
        sentence = name.translated(0, line)
        chart = self._chart(row, sentence)
        self._write(row.sentence, sentence.adjusted(0, 0, -chart, 0))

    def draw_offer(self, icon: QIcon, text: str, below: str) -> None:
        name = self._begin(icon)
        self._write(text, name, bold=True)
        self._write(below, name.translated(0, self._line), faint=True)

    def _begin(self, icon: QIcon) -> QRect:
        """Draw the sign at the beginning; return where the first line goes."""
        line, area = self._line, self._option.rect
        gap, side = line // 2, line * 5 // 4
        middle = area.top() + (area.height() - side) // 2
        icon.paint(self._painter, self._seen(QRect(area.left() + gap, middle, side, side)))
        left = area.left() + gap * 2 + side
        top = area.top() + (area.height() - 2 * line) // 2
        return QRect(left, top, area.right() - gap - left, line)

    def _checked(self, row: PopupRow, place: QRect) -> int:
        """Draw when it was last looked at, at the end; return how wide that is."""
        if not row.view.checked:
            return 0
        metrics = QFontMetrics(self._option.font)
        width = min(metrics.horizontalAdvance(row.view.checked) + 2, place.width() // 2)
        place = QRect(place.right() - width, place.top(), width, place.height())
        self._write(row.view.checked, place, faint=True, end=True)
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

    def _write(
        self, text: str, place: QRect, *, bold: bool = False, faint: bool = False, end: bool = False
    ) -> None:
        font = QFont(self._option.font)
        font.setBold(bold)
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
