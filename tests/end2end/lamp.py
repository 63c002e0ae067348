"""Which lamp of the traffic light is lit, as it is drawn on the screen."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from end2end import screen
from end2end.desk import Desk
from end2end.patience import until
from end2end.screen import Rgb, Spot

COLOURS: dict[str, Rgb] = {
    "red": (0xFF, 0x45, 0x3A),
    "amber": (0xFF, 0xB0, 0x1F),
    "green": (0x30, 0xD1, 0x58),
}
"""The lamps of resources/icons/light-*.svg."""


def panel_of(image: QImage) -> QRect:
    """Return where the trays of the box are: at the bottom right; windows are listed left."""
    return QRect(image.width() // 2, image.height() - 44, image.width() // 2, 44)


def lit(image: QImage) -> tuple[str, Spot] | None:
    """Return the lamp that is lit and where; None: no icon, or a grey one."""
    for name, colour in COLOURS.items():
        spot = screen.find_colour(image, colour, within=panel_of(image), tolerance=24)
        if spot is not None:
            return name, spot
    return None


def await_lamp(desk: Desk, wanted: str, seconds: float) -> Spot:
    """Wait until the lamp `wanted` is lit in the panel; return where."""

    def seen() -> Spot | None:
        found = lit(desk.picture())
        return found[1] if found is not None and found[0] == wanted else None

    spot = until(seconds, f"the {wanted} lamp", seen)
    assert spot is not None
    return spot
