"""The drawings as icons: the traffic light in all sizes, with the number of what is down."""

import sys
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from downlight.domain.settings import Palette
from downlight.present.platform import Lamp

SIZES = (16, 20, 22, 24, 32, 40, 44, 48, 64, 96, 128)
"""Pixels: what panels ask for at 100 % and at 200 %."""

_PLACES = {
    Palette.STANDARD: "light-{}.svg",
    Palette.COLOUR_BLIND: "colour-blind/light-{}.svg",
    Palette.MONOCHROME: "monochrome/light-{}.svg",
}
_STENCIL = "light-{}-symbolic.svg"
"""A shape without colours, for panels that colour it themselves."""
_PAPER = QColor("#ffffff")
_INK = QColor("#24292f")
_MOST = 9
_SMALL = 18
"""Pixels below which a font makes mud of a digit."""
_DIGITS = {
    "2": "111001111100111",
    "3": "111001011001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001010010010",
    "8": "111101111101111",
    "9": "111101111001111",
    "+": "000010111010000",
}
"""Digits of 3 by 5 dots, row by row."""


class Icons:
    """Reads drawings from a folder; each icon is made once. Needs a running QGuiApplication.

    A panel that colours icons itself (macOS) gets a stencil where one colour is wanted.
    """

    def __init__(
        self,
        folder: Path,
        palette: Palette = Palette.STANDARD,
        *,
        stencils: bool = sys.platform == "darwin",
    ) -> None:
        self._folder = folder
        self._palette = palette
        self._stencils = stencils
        self._lights: dict[tuple[Palette, Lamp, str], QIcon] = {}

    @property
    def palette(self) -> Palette:
        """The colours of the lamps."""
        return self._palette

    def use(self, palette: Palette) -> bool:
        """Draw in these colours from now on; return whether they are others than before."""
        changed = palette is not self._palette
        self._palette = palette
        return changed

    def app(self) -> QIcon:
        """Return the app's own icon."""
        return QIcon(str(self._folder / "io.github.downlight.Downlight.svg"))

    def light(self, lamp: Lamp, count: int = 0) -> QIcon:
        """Return the traffic light, with `count` on it where that is more than one."""
        key = self._palette, lamp, _number(count)
        if key not in self._lights:
            self._lights[key] = self._drawn(lamp, key[2])
        return self._lights[key]

    def _drawn(self, lamp: Lamp, number: str) -> QIcon:
        stencil = self._stencils and self._palette is Palette.MONOCHROME
        place = _STENCIL if stencil else _PLACES[self._palette]
        drawing = QIcon(str(self._folder / place.format(lamp.value)))
        icon = QIcon()
        for size in SIZES:
            pixmap = drawing.pixmap(QSize(size, size), 1.0)
            if number:
                _add_badge(pixmap, number, stencil=stencil)
            icon.addPixmap(pixmap)
        icon.setIsMask(stencil)
        return icon


def _number(count: int) -> str:
    if count < 2:
        return ""
    return str(count) if count <= _MOST else f"{_MOST}+"


def _add_badge(pixmap: QPixmap, number: str, *, stencil: bool) -> None:
    """Put the number over the lamps that are not lit: bottom right. A stencil has no paper."""
    painter = QPainter(pixmap)
    if pixmap.width() < _SMALL:
        _dot_number(painter, pixmap.size(), number, stencil=stencil)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _print_number(painter, pixmap.size(), number, stencil=stencil)
    painter.end()


def _dot_number(painter: QPainter, size: QSize, number: str, *, stencil: bool) -> None:
    width = 4 * len(number) + 3
    badge = QRect(size.width() - width, size.height() - 9, width, 9)
    if stencil:
        _clear(painter, QRectF(badge))
    else:
        painter.fillRect(badge, _INK)
        painter.fillRect(badge.adjusted(1, 1, -1, -1), _PAPER)
    for place, sign in enumerate(number):
        for at, dot in enumerate(_DIGITS[sign]):
            if dot == "1":
                x = badge.x() + 2 + 4 * place + at % 3
                painter.fillRect(x, badge.y() + 2 + at // 3, 1, 1, _INK)


def _print_number(painter: QPainter, size: QSize, number: str, *, stencil: bool) -> None:
    scale = size.width() / 16
    width = 8 if len(number) == 1 else 11
    badge = QRectF((16 - width) * scale, 7.5 * scale, width * scale, 8.5 * scale)
    if stencil:
        _clear(painter, badge)
    painter.setPen(_INK)
    painter.setBrush(Qt.BrushStyle.NoBrush if stencil else _PAPER)
    painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 2 * scale, 2 * scale)
    font = QFont()
    font.setBold(True)
    font.setPixelSize(round((8 if len(number) == 1 else 7) * scale))
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, number)


def _clear(painter: QPainter, area: QRectF) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillRect(area, Qt.GlobalColor.transparent)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
