"""Pictures of the screen and what colours are in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a colour was seen."""

    x: int
    y: int
    count: int
    """Pixels that have it."""


def load(path: Path) -> QImage:
    """Return a picture in a form that is quick to read."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert not image.isNull(), f"not a picture: {path}"
    return image


def find_colour(
    image: QImage, wanted: Rgb, *, within: QRect | None = None, tolerance: int = 40
) -> Spot | None:
    """Return the middle of all pixels near `wanted`, or None where there are fewer than four."""
    hits = list(_near(image, wanted, within or image.rect(), tolerance))
    if len(hits) < 4:
        return None
    xs, ys = zip(*hits, strict=True)
    return Spot(sum(xs) // len(xs), sum(ys) // len(ys), len(hits))


def _near(image: QImage, wanted: Rgb, area: QRect, tolerance: int) -> Iterator[tuple[int, int]]:
    data = bytes(image.constBits())
    stride = image.bytesPerLine()
    for y in range(area.top(), area.bottom() + 1):
        line = y * stride
        for x in range(area.left(), area.right() + 1):
            at = line + 3 * x
            if all(abs(data[at + i] - wanted[i]) <= tolerance for i in range(3)):
                yield x, y


def differing(one: QImage, other: QImage, within: QRect) -> int:
    """Return how many pixels of a part differ between two pictures."""
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for y in range(within.top(), within.bottom() + 1)
        for x in range(within.left(), within.right() + 1)
    )


def colour_at(image: QImage, x: int, y: int) -> Rgb:
    """Return the colour of one pixel."""
    colour = QColor(image.pixel(x, y))
    return colour.red(), colour.green(), colour.blue()
