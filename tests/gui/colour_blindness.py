"""How far two colours are apart for people who lack one kind of cone."""

from math import dist

from PySide6.QtGui import QColor

BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What linear red, green and blue become: Machado, Oliveira and Fernandes 2009, severity 1."""

_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)
Triple = tuple[float, float, float]


def seen_by(blindness: str, one: QColor, other: QColor) -> float:
    """Return the distance in CIE Lab (1976) that is left."""
    first, second = (_lab(_mixed(BLINDNESS[blindness], _linear(c))) for c in (one, other))
    return dist(first, second)


def _linear(colour: QColor) -> Triple:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return red, green, blue


def _mixed(matrix: tuple[Triple, ...], colour: Triple) -> Triple:
    x, y, z = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, colour, strict=True)))) for row in matrix
    )
    return x, y, z


def _lab(colour: Triple) -> Triple:
    x, y, z = (
        _root(sum(a * b for a, b in zip(row, colour, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
