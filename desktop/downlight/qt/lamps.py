"""The small signs of a status: a colour and a shape for each, readable on light and dark."""

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from downlight.domain.settings import Palette
from downlight.domain.status import Status
from downlight.present.timeline import Mark

_LIGHT = {
    Mark.UP: "#1a7f4b",
    Mark.DEGRADED: "#a06800",
    Mark.PARTIAL_OUTAGE: "#c2470c",
    Mark.MAJOR_OUTAGE: "#c01c28",
    Mark.UNMEASURED: "#77767b",
    Mark.NOT_WATCHED: "#77767b",
}
_DARK = {
    Mark.UP: "#4cc38a",
    Mark.DEGRADED: "#f5c211",
    Mark.PARTIAL_OUTAGE: "#ff9350",
    Mark.MAJOR_OUTAGE: "#ff6b6b",
    Mark.UNMEASURED: "#9a9996",
    Mark.NOT_WATCHED: "#9a9996",
}
_MAINTENANCE = {False: "#1c5fb4", True: "#7cb1f5"}
_LIGHT_BLIND = {
    **_LIGHT,
    Mark.UP: "#0b5fa5",
    Mark.DEGRADED: "#ab7a00",
    Mark.PARTIAL_OUTAGE: "#c25a00",
    Mark.MAJOR_OUTAGE: "#a02c00",
}
_DARK_BLIND = {
    **_DARK,
    Mark.UP: "#56b4e9",
    Mark.DEGRADED: "#f0d060",
    Mark.PARTIAL_OUTAGE: "#f0a020",
    Mark.MAJOR_OUTAGE: "#ff6f1f",
}
_MAINTENANCE_BLIND = {False: "#7d4f74", True: "#cc9fc2"}
"""Blue, orange and vermilion, told apart by people who do not tell red from green."""
_PROPERTY = "lamp-palette"

_MARKS = {
    Status.OPERATIONAL: Mark.UP,
    Status.DEGRADED: Mark.DEGRADED,
    Status.PARTIAL_OUTAGE: Mark.PARTIAL_OUTAGE,
    Status.MAJOR_OUTAGE: Mark.MAJOR_OUTAGE,
}


def is_dark(palette: QPalette) -> bool:
    """Whether text is light on dark."""
    text, base = QPalette.ColorRole.Text, QPalette.ColorRole.Base
    return palette.color(text).lightness() > palette.color(base).lightness()


def use_palette(app: QCoreApplication, palette: Palette) -> None:
    """Draw all signs in these colours from now on, those in sight included.

    One colour for all is for panels; in windows there is room for more.
    """
    app.setProperty(_PROPERTY, palette.value)
    if isinstance(app, QApplication):
        for widget in app.allWidgets():
            QApplication.sendEvent(widget, QEvent(QEvent.Type.PaletteChange))


def is_blind() -> bool:
    """Whether the signs of now do without red and green."""
    app = QCoreApplication.instance()
    return app is not None and app.property(_PROPERTY) == Palette.COLOUR_BLIND.value


def mark_colour(mark: Mark, *, dark: bool) -> QColor:
    """Return the colour of a mark, at least 3:1 against the background of a list."""
    if is_blind():
        return QColor((_DARK_BLIND if dark else _LIGHT_BLIND)[mark])
    return QColor((_DARK if dark else _LIGHT)[mark])


def status_colour(status: Status, *, dark: bool) -> QColor:
    """Return the colour of a status, at least 3:1 against the background of a list."""
    if status is Status.MAINTENANCE:
        return QColor((_MAINTENANCE_BLIND if is_blind() else _MAINTENANCE)[dark])
    return mark_colour(_MARKS.get(status, Mark.UNMEASURED), dark=dark)


class Lamps:
    """Draws the signs once for each theme and size."""

    def __init__(self) -> None:
        self._icons: dict[tuple[Status, bool, bool], QIcon] = {}

    def icon(self, status: Status) -> QIcon:
        """Return the sign of a status, for the theme and the palette of now."""
        key = status, is_dark(QApplication.palette()), is_blind()
        if key not in self._icons:
            icon = QIcon()
            for size in (16, 20, 24, 32, 48, 64):
                drawn = sign(status, size, dark=key[1])
                for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                    icon.addPixmap(drawn, mode)
            self._icons[key] = icon
        return self._icons[key]


def sign(status: Status, size: int, *, dark: bool) -> QPixmap:
    """Return the sign of a status, `size` pixels square.

    Down is a disc with a cross, partly down a half disc, degraded a triangle with a bar, fine a
    disc with a tick, maintenance a square, unknown a ring.
    """
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)
    colour = status_colour(status, dark=dark)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    glyph = QPen(QColor("#1e1e1e" if dark else "#ffffff"), 1.8)
    glyph.setCapStyle(Qt.PenCapStyle.RoundCap)
    glyph.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    _SHAPES[status](painter, colour, glyph)
    painter.end()
    return pixmap


_DISC = QRectF(1, 1, 14, 14)


def _cross(painter: QPainter, colour: QColor, glyph: QPen) -> None:
    painter.drawEllipse(_DISC)
    painter.setPen(glyph)
    painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5))
    painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5))


def _half(painter: QPainter, colour: QColor, glyph: QPen) -> None:
    painter.drawPie(_DISC, 180 * 16, 180 * 16)
    _ring(painter, colour, glyph)


def _triangle(painter: QPainter, colour: QColor, glyph: QPen) -> None:
    painter.setPen(QPen(colour, 1.5, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(QPolygonF([QPointF(8, 2), QPointF(14.6, 13.6), QPointF(1.4, 13.6)]))
    painter.setPen(glyph)
    painter.drawLine(QPointF(8, 6.2), QPointF(8, 9))
    painter.drawPoint(QPointF(8, 11.6))


def _tick(painter: QPainter, colour: QColor, glyph: QPen) -> None:
    painter.drawEllipse(_DISC)
    painter.setPen(glyph)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(4.8, 8.3), QPointF(7.1, 10.7), QPointF(11.3, 5.7)])


def _square(painter: QPainter, colour: QColor, glyph: QPen) -> None:
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2, 2)
    painter.setPen(glyph)
    painter.drawLine(QPointF(5.5, 8), QPointF(10.5, 8))


def _ring(painter: QPainter, colour: QColor, glyph: QPen) -> None:
    painter.setBrush(QBrush())
    painter.setPen(QPen(colour, 1.6))
    painter.drawEllipse(_DISC.adjusted(0.8, 0.8, -0.8, -0.8))


_SHAPES = {
    Status.OPERATIONAL: _tick,
    Status.DEGRADED: _triangle,
    Status.PARTIAL_OUTAGE: _half,
    Status.MAJOR_OUTAGE: _cross,
    Status.MAINTENANCE: _square,
    Status.UNKNOWN: _ring,
}
