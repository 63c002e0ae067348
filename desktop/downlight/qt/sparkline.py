"""Draws the last answers of a platform as a small line, without axes: its shape says enough."""

from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_CALM = 2.0
"""The line stays low while answers take less than this many times the usual."""


def draw_sparkline(
    painter: QPainter, area: QRect, latencies: Sequence[float], colour: QColor
) -> None:
    """Draw `latencies` (seconds, the newest last) from the left to the right of `area`."""
    points = sparkline(area, latencies)
    if len(points) < 2:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(colour)
    painter.drawEllipse(points[-1], 1.5, 1.5)
    painter.restore()


def sparkline(area: QRect, latencies: Sequence[float]) -> list[QPointF]:
    """Return the points of the line; nothing takes no time at all, so its foot is zero."""
    if not latencies:
        return []
    top = max(*latencies, _CALM * median(latencies)) or 1.0
    step = area.width() / max(1, len(latencies) - 1)
    return [
        QPointF(area.left() + place * step, area.bottom() - seconds / top * (area.height() - 1))
        for place, seconds in enumerate(latencies)
    ]
