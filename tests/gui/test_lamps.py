from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Palette
from downlight.domain.status import Status
from downlight.present.timeline import Mark
from downlight.qt.lamps import Lamps, is_dark, mark_colour, sign, status_colour, use_palette
from downlight.qt.theme import dark_palette, light_palette
from gui.colour_blindness import BLINDNESS, seen_by
from gui.contrast import contrast

BASE = QPalette.ColorRole.Base


@pytest.fixture(params=[Palette.STANDARD, Palette.COLOUR_BLIND])
def in_each_palette(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Palette]:
    use_palette(qapp, request.param)
    yield request.param
    use_palette(qapp, Palette.STANDARD)


@pytest.mark.parametrize("mark", list(Mark))
def test_marks_stand_out_against_lists_of_both_themes(in_each_palette: Palette, mark: Mark) -> None:
    for palette in (light_palette(), dark_palette()):
        dark = is_dark(palette)
        for ground in (BASE, QPalette.ColorRole.Window):
            assert contrast(mark_colour(mark, dark=dark), palette.color(ground)) >= 3


@pytest.mark.parametrize("status", list(Status))
def test_signs_stand_out_against_lists_of_both_themes(
    in_each_palette: Palette, status: Status
) -> None:
    for palette in (light_palette(), dark_palette()):
        colour = status_colour(status, dark=is_dark(palette))
        assert contrast(colour, palette.color(BASE)) >= 3


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("dark", [False, True])
def test_up_and_down_are_two_colours_without_red_and_green(
    qapp: QApplication, blindness: str, dark: bool
) -> None:
    use_palette(qapp, Palette.COLOUR_BLIND)
    up, down = (
        status_colour(status, dark=dark) for status in (Status.OPERATIONAL, Status.MAJOR_OUTAGE)
    )
    use_palette(qapp, Palette.STANDARD)
    assert seen_by(blindness, up, down) > 40


def test_other_colours_are_seen_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    class Listener(QWidget):
        told = 0

        def changeEvent(self, event: QEvent) -> None:
            self.told += event.type() is QEvent.Type.PaletteChange

    listener, lamps = Listener(), Lamps()
    qtbot.addWidget(listener)
    before = lamps.icon(Status.MAJOR_OUTAGE)
    use_palette(qapp, Palette.COLOUR_BLIND)
    other = lamps.icon(Status.MAJOR_OUTAGE)
    use_palette(qapp, Palette.MONOCHROME)
    assert other is not before
    assert lamps.icon(Status.MAJOR_OUTAGE) is before, "in windows there is room for colours"
    assert listener.told == 2
    use_palette(qapp, Palette.STANDARD)


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
