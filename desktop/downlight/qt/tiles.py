"""A coloured tile with the first letter of a name: tells platforms apart without their logos."""

from functools import lru_cache
from zlib import crc32

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

_SIZES = (16, 24, 32, 48, 64)


@lru_cache(maxsize=2000)
def tile(name: str) -> QIcon:
    """Return the tile of a name: the same colour each time."""
    icon = QIcon()
    for size in _SIZES:
        pixmap = _drawn(name, size)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(pixmap, mode)
    return icon


def _drawn(name: str, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # White stands out at least 4.5:1 against every hue of this lightness.
    painter.setBrush(QColor.fromHslF(crc32(name.encode()) % 360 / 360, 0.42, 0.33))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
    font = QFont()
    font.setBold(True)
    font.setPixelSize(round(size * 0.62))
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, _letter(name))
    painter.end()
    return pixmap


def _letter(name: str) -> str:
    return next((char.upper() for char in name if char.isalnum()), "?")
