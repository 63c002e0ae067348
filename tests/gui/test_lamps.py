import pytest
from PySide6.QtGui import QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from downlight.domain.status import Status
from downlight.present.timeline import Mark
from downlight.qt.lamps import Lamps, is_dark, mark_colour, sign, status_colour
from downlight.qt.theme import dark_palette, light_palette
from gui.contrast import contrast

BASE = QPalette.ColorRole.Base


@pytest.mark.parametrize("mark", list(Mark))
def test_marks_stand_out_against_lists_of_both_themes(mark: Mark) -> None:
    for palette in (light_palette(), dark_palette()):
        dark = is_dark(palette)
        for ground in (BASE, QPalette.ColorRole.Window):
            assert contrast(mark_colour(mark, dark=dark), palette.color(ground)) >= 3


@pytest.mark.parametrize("status", list(Status))
def test_signs_stand_out_against_lists_of_both_themes(status: Status) -> None:
    for palette in (light_palette(), dark_palette()):
        colour = status_colour(status, dark=is_dark(palette))
        assert contrast(colour, palette.color(BASE)) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_no_two_signs_have_the_same_shape(qapp: QApplication, dark: bool) -> None:
    shapes = [_outline(sign(status, 16, dark=dark).toImage()) for status in Status]
    assert len(set(shapes)) == len(Status)


def _outline(image: QImage) -> tuple[bool, ...]:
    """Return which pixels differ from the colour of most: the shape, without its colour."""
    pixels = [image.pixel(x, y) for x in range(16) for y in range(16)]
    drawn = [pixel for pixel in pixels if pixel >> 24 > 128]
    most = max(set(drawn), key=drawn.count)
    return tuple(pixel == most for pixel in pixels)


def test_icons_keep_their_colours_on_a_selected_row(qapp: QApplication) -> None:
    icon = Lamps().icon(Status.MAJOR_OUTAGE)
    normal, selected = (
        icon.pixmap(16, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    )
    assert normal == selected


def test_icons_are_drawn_once_for_each_theme(qtbot: QtBot, qapp: QApplication) -> None:
    lamps, before = Lamps(), qapp.palette()
    light = lamps.icon(Status.DEGRADED)
    assert lamps.icon(Status.DEGRADED) is light
    try:
        qapp.setPalette(dark_palette())
        assert lamps.icon(Status.DEGRADED) is not light
    finally:
        qapp.setPalette(before)
