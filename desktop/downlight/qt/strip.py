"""Draws the strip of a platform, the two lines of a cell, and the axis above them."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from downlight.domain.uptime import Seconds, Span
from downlight.present.axis import ticks
from downlight.present.timeline import Lane, Mark, Run, runs
from downlight.present.words import Words
from downlight.qt.lamps import is_blind, is_dark, mark_colour
from downlight.qt.lanes_model import LANE, SMALL, LaneColumn
from downlight.qt.plain import quiet

MARGIN = 8
"""Pixels left and right of a strip."""
_HEIGHTS = {
    Mark.UP: 0.18,
    Mark.DEGRADED: 0.45,
    Mark.PARTIAL_OUTAGE: 0.72,
    Mark.MAJOR_OUTAGE: 1.0,
}
"""How high a mark stands: the worse, the taller, so that it reads without colour."""
_KEPT = 100
"""Strips."""
SMALLER = 0.8
"""Size of the second line of a cell, of that of the first."""

Index = QModelIndex | QPersistentModelIndex


def strip_rect(cell: QRect) -> QRect:
    """Return where in a cell the strip is drawn."""
    return cell.adjusted(MARGIN, 7, -MARGIN, -7)


class StripDelegate(QStyledItemDelegate):
    """Draws a lane; each is drawn once for a window, size and theme, and kept as a pixmap."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: Seconds | None = None
        """The time that is drawn; None: all that a lane knows."""
        self._drawn: dict[tuple[object, ...], _Drawn] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the strip upon the cell's own background."""
        # Asked for its background alone: each question from C++ into Python takes its time.
        draw_ground(painter, option)
        lane = index.data(LANE)
        rect = strip_rect(option.rect)
        if isinstance(lane, Lane) and rect.width() > 0 and rect.height() > 0:
            painter.drawPixmap(rect.topLeft(), self._pixmap(lane, rect, painter))

    def _pixmap(self, lane: Lane, rect: QRect, painter: QPainter) -> QPixmap:
        ratio = painter.device().devicePixelRatio()
        dark = is_dark(_palette(self))
        key = lane.platform_id, rect.width(), rect.height(), ratio, dark, is_blind()
        kept = self._drawn.get(key)
        if kept is None or kept.lane is not lane or kept.window != self.window:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            pixmap = draw_strip(lane, rect, ratio, dark=dark, window=self.window)
            kept = self._drawn[key] = _Drawn(lane, self.window, pixmap)
        return kept.pixmap


@dataclass(frozen=True, slots=True)
class _Drawn:
    lane: Lane
    window: Seconds | None
    pixmap: QPixmap


def draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw what is behind a cell: chosen or not, focused or not."""
    widget = option.widget
    if widget is not None:
        control = QStyle.ControlElement.CE_ItemViewItem
        widget.style().drawControl(control, option, painter, widget)


def _palette(of: QObject) -> QPalette:
    parent = of.parent()
    return parent.palette() if isinstance(parent, QWidget) else QPalette()


def draw_strip(
    lane: Lane, rect: QRect, ratio: float, *, dark: bool, window: Seconds | None = None
) -> QPixmap:
    """Return the strip as a pixmap, a cell for each device pixel."""
    width, height = round(rect.width() * ratio), round(rect.height() * ratio)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    for run in runs(lane, width, window):
        draw_run(painter, run, height, dark=dark)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def draw_run(painter: QPainter, run: Run, height: int, *, dark: bool) -> None:
    """Draw neighbouring cells: a bar from below, hatching over all, or a faint line of dots."""
    colour = mark_colour(run.mark, dark=dark)
    if run.mark is Mark.NOT_WATCHED:
        pen = QPen(colour, 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(run.first, height - 1, run.first + run.count - 1, height - 1)
        return
    if run.mark is Mark.UNMEASURED:
        _hatch(painter, run, height, colour)
        return
    tall = max(2, round(height * _HEIGHTS[run.mark]))
    # An outage of minutes is a fraction of a pixel in 90 days: it stays visible at 3.
    wide = run.count if run.mark is Mark.UP else max(3, run.count)
    painter.fillRect(run.first, height - tall, wide, tall, colour)


def _hatch(painter: QPainter, run: Run, height: int, colour: QColor) -> None:
    area = QRect(run.first, 0, run.count, height)
    ground = QColor(colour)
    ground.setAlpha(28)
    painter.fillRect(area, ground)
    painter.fillRect(area, QBrush(colour, Qt.BrushStyle.BDiagPattern))


class UptimeDelegate(QStyledItemDelegate):
    """Draws a figure with a fainter line below it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw both lines; without a second one the figure stands in the middle."""
        figure, small = index.data(Qt.ItemDataRole.DisplayRole), index.data(SMALL)
        if figure and not small:
            option.text = figure
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
            option.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        draw_ground(painter, option)
        if figure and small:
            _two_lines(painter, option, figure, small)


def _two_lines(painter: QPainter, option: QStyleOptionViewItem, one: str, two: str) -> None:
    rect, palette, font = option.rect, option.palette, option.font
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    upper, lower = QRect(rect.adjusted(4, 2, -4, 0)), QRect(rect.adjusted(4, 0, -4, -2))
    upper.setHeight(rect.height() // 2)
    lower.setTop(upper.bottom())
    align = Qt.AlignmentFlag.AlignRight
    painter.save()
    painter.setFont(font)
    painter.setPen(palette.color(role))
    painter.drawText(upper, align | Qt.AlignmentFlag.AlignBottom, one)
    font.setPointSizeF(font.pointSizeF() * SMALLER)
    painter.setFont(font)
    painter.setPen(quiet(palette, selected))
    painter.drawText(lower, align | Qt.AlignmentFlag.AlignTop, two)
    painter.restore()


class AxisHeader(QHeaderView):
    """A header whose strip column carries the time axis."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._words = words
        self._window: Span | None = None

    def set_window(self, window: Span) -> None:
        """Label this span of time."""
        if window != self._window:
            self._window = window
            left = self.sectionViewportPosition(LaneColumn.STRIP)
            width = self.sectionSize(LaneColumn.STRIP)
            self.viewport().update(left, 0, width, self.viewport().height())

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw the section, and the axis upon that of the strip."""
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        if logical == LaneColumn.STRIP and self._window is not None:
            painter.save()
            self._draw_axis(painter, rect.adjusted(MARGIN, 0, -MARGIN, 0), self._window)
            painter.restore()

    def _draw_axis(self, painter: QPainter, rect: QRect, window: Span) -> None:
        metrics = self.fontMetrics()
        room = rect.width() // (metrics.horizontalAdvance("00 Mmmm") + 18)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        free_from = rect.left()
        for tick in ticks(window, self._words, room):
            place = rect.left() + round(tick.place * rect.width())
            width = metrics.horizontalAdvance(tick.label)
            left = min(max(place - width // 2, rect.left()), rect.right() - width)
            if left >= free_from:
                painter.drawText(
                    QRect(left, rect.top(), width + 2, rect.height() - 4),
                    Qt.AlignmentFlag.AlignVCenter,
                    tick.label,
                )
                painter.drawLine(place, rect.bottom() - 3, place, rect.bottom())
                free_from = left + width + 8
