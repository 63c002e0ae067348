"""One incident as a picture to share: what a detail pane shows, on paper's colours."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette, QTextDocument, QTextOption
from PySide6.QtWidgets import QApplication

from downlight.present.incident_view import IncidentView
from downlight.present.words import Words
from downlight.qt.incident_document import IncidentWriter
from downlight.qt.lamps import sign

_WIDTH = 720
"""Pixels, before they are doubled for sharp screens."""
_MARGIN = 24
_SIGN = 32
_SCALE = 2
_LINES = 14
"""Lines of evidence and announcements each that a picture has room for."""


def picture(view: IncidentView, words: Words) -> QImage:
    """Return the incident as an image, as tall as it needs to be, without the user's note."""
    document = _document(_short(view), words)
    head = _head_height()
    size = QSize(_WIDTH, head + round(document.size().height()) + 2 * _MARGIN)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_head(painter, view, mirrored=words.runs_left)
    painter.translate(QPoint(_MARGIN, _MARGIN + head))
    document.drawContents(painter)
    painter.end()
    return image


def _short(view: IncidentView) -> IncidentView:
    """Leave out what a stranger needs not see, and what would make the picture a scroll."""
    return replace(
        view, note="", evidence=view.evidence[:_LINES], announcements=view.announcements[:_LINES]
    )


def _document(view: IncidentView, words: Words) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(QApplication.font())
    document.setDocumentMargin(0)
    direction = QTextOption()
    direction.setTextDirection(QApplication.layoutDirection())
    document.setDefaultTextOption(direction)
    document.setTextWidth(_WIDTH - 2 * _MARGIN)
    IncidentWriter(document, words, _paper(), room=_WIDTH - 2 * _MARGIN).write(view)
    return document


def _paper() -> QPalette:
    palette = QPalette(QColor("#f0f0f0"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#1e1e1e"))
    return palette


def _fonts() -> tuple[QFont, QFont]:
    large, plain = QFont(QApplication.font()), QFont(QApplication.font())
    large.setPointSizeF(large.pointSizeF() * 1.5)
    large.setBold(True)
    return large, plain


def _head_height() -> int:
    return _SIGN + 24


def _draw_head(painter: QPainter, view: IncidentView, *, mirrored: bool) -> None:
    """Draw the sign, the platform's name and what happened."""
    large, plain = _fonts()
    lamp = sign(view.peak, _SIGN * _SCALE, dark=False)
    side = _WIDTH - _MARGIN - _SIGN if mirrored else _MARGIN
    painter.drawPixmap(QRect(side, _MARGIN, _SIGN, _SIGN), lamp)
    left, right = _MARGIN + _SIGN + 12, _WIDTH - _MARGIN
    if mirrored:
        left, right = _WIDTH - right, _WIDTH - left
    flags = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    painter.setPen(QColor("#1e1e1e"))
    for font, top, text in ((large, _MARGIN - 6, view.title), (plain, _MARGIN + 22, view.headline)):
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = QRect(left, top, right - left, metrics.height() + 4)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, shown)
