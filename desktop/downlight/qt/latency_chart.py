"""The chart of a day's answers: a line over the hours, marks where looks went wrong."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from downlight.domain.status import Status
from downlight.present.pace import PacePoint, PaceView
from downlight.qt.lamps import is_dark, status_colour
from downlight.qt.plain import quiet

_LINES = 8
"""Height in lines of text."""
_SMALLER = 0.85
"""Size of the labels, of that of other text."""


class LatencyChart(QWidget):
    """Draws a PaceView. The same stands beside it in words, for those who do not see it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = PaceView()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: PaceView) -> None:
        """Draw another day."""
        if view != self._view:
            self._view = view
            self.setAccessibleDescription(view.sentence)
            self.setVisible(bool(view.hours))
            self.update()

    def sizeHint(self) -> QSize:
        """Return a height that goes with the text."""
        line = self.fontMetrics().height()
        return QSize(line * 16, line * _LINES)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw levels, hours, line and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        painter.setFont(font)
        area = self._area(painter)
        self._draw_levels(painter, area)
        self._draw_hours(painter, area)
        self._draw_lines(painter, area)
        self._draw_failures(painter, area)

    def _area(self, painter: QPainter) -> QRect:
        """Return where the line goes: beside the levels and above the hours."""
        metrics = painter.fontMetrics()
        wide = max((metrics.horizontalAdvance(text) for _, text in self._view.levels), default=0)
        return self.rect().adjusted(wide + 12, metrics.height(), -8, -metrics.height() - 6)

    def _draw_levels(self, painter: QPainter, area: QRect) -> None:
        metrics = painter.fontMetrics()
        for share, text in self._view.levels:
            y = area.bottom() - share * area.height()
            painter.setPen(QPen(self._faint(), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            label = QRectF(4, y - metrics.height() / 2, area.left() - 8, metrics.height())
            painter.setPen(quiet(self.palette()))
            painter.drawText(label, Qt.AlignmentFlag.AlignRight, text)

    def _draw_hours(self, painter: QPainter, area: QRect) -> None:
        metrics = painter.fontMetrics()
        painter.setPen(QPen(self._faint(), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(quiet(self.palette()))
        free_until = self.width()
        for place, text in self._view.hours:
            x = area.left() + place * area.width()
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3))
            width = metrics.horizontalAdvance(text)
            left = min(max(0.0, x - width / 2), self.width() - width)
            if left + width < free_until:
                painter.drawText(QPointF(left, area.bottom() + 4 + metrics.ascent()), text)
                free_until = round(left) - 6

    def _draw_lines(self, painter: QPainter, area: QRect) -> None:
        colour = self.palette().color(QPalette.ColorRole.Text)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour)
        for piece in self._view.lines:
            points = [_at(point, area) for point in piece]
            if len(points) == 1:
                painter.drawEllipse(points[0], 1.5, 1.5)
            else:
                painter.drawPolyline(QPolygonF(points))

    def _draw_failures(self, painter: QPainter, area: QRect) -> None:
        """Draw a cross for each: a shape of its own, whatever its colour."""
        dark = is_dark(self.palette())
        painter.setPen(QPen(status_colour(Status.MAJOR_OUTAGE, dark=dark), 1.6))
        for place in self._view.failures:
            x, y = area.left() + place * area.width(), area.bottom() - 5
            painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
            painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))

    def _faint(self) -> QColor:
        colour = QColor(quiet(self.palette()))
        colour.setAlphaF(0.5)
        return colour


def _at(point: PacePoint, area: QRect) -> QPointF:
    return QPointF(area.left() + point.x * area.width(), area.bottom() - point.y * area.height())
