"""The drawings at the sizes that panels ask for."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Palette
from downlight.present.platform import Lamp
from downlight.qt.icons import SIZES, Icons
from fakes.desktop import ICONS
from gui.colour_blindness import BLINDNESS, seen_by
from gui.contrast import contrast

PANELS = (QColor("#ffffff"), QColor("#dcdad5"), QColor("#2b2b2b"), QColor("#000000"))
PLACES = {Lamp.RED: 5.5, Lamp.AMBER: 9.6, Lamp.GREEN: 10.5}
"""Height of the middle of the lit lamp on a drawing of 16."""


BLUE_NOT_GREEN = 40
"""Difference in CIE Lab from which on two colours are surely two, at the size of a lamp."""


@pytest.fixture
def icons(qtbot: QtBot) -> Icons:
    return Icons(ICONS)


@pytest.fixture(params=Palette)
def in_each_palette(qtbot: QtBot, request: pytest.FixtureRequest) -> Icons:
    return Icons(ICONS, request.param)


def image(icon: QIcon, size: int) -> QImage:
    pixels = icon.pixmap(QSize(size, size), 1.0).toImage()
    return pixels.convertToFormat(QImage.Format.Format_ARGB32)


def parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def on(panel: QColor, picture: QImage) -> QImage:
    """Return the picture as it looks on a panel."""
    flat = QImage(picture.size(), QImage.Format.Format_RGB32)
    for x in range(picture.width()):
        for y in range(picture.height()):
            colour = picture.pixelColor(x, y)
            alpha = colour.alphaF()
            mixed = [
                front * alpha + back * (1 - alpha)
                for front, back in zip(parts(colour), parts(panel), strict=True)
            ]
            flat.setPixelColor(x, y, QColor.fromRgbF(*mixed))
    return flat


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lamp", Lamp)
def test_there_is_a_picture_of_its_own_for_each_size(icons: Icons, lamp: Lamp, size: int) -> None:
    assert QSize(size, size) in icons.light(lamp).availableSizes()


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("lamp", Lamp)
def test_it_stands_out_from_light_and_dark_panels_at_16_pixels(
    in_each_palette: Icons, lamp: Lamp, panel: QColor
) -> None:
    picture = on(panel, image(in_each_palette.light(lamp), 16))
    visible = sum(
        contrast(picture.pixelColor(x, y), panel) >= 3 for x in range(16) for y in range(16)
    )
    assert visible >= 24


@pytest.mark.parametrize("size", [16, 22, 48])
@pytest.mark.parametrize("lamp", PLACES)
def test_the_lit_lamp_has_its_own_place(icons: Icons, lamp: Lamp, size: int) -> None:
    picture = image(icons.light(lamp), size)
    bright = [
        y
        for y in range(size)
        for x in range(size)
        if picture.pixelColor(x, y).hsvSaturationF() > 0.6
        and picture.pixelColor(x, y).valueF() > 0.6
    ]
    assert abs(sum(bright) / len(bright) + 0.5 - PLACES[lamp] * size / 16) < size / 12


@pytest.mark.parametrize(("one", "other"), list(combinations(Lamp, 2)))
def test_two_lamps_differ_without_any_colour(
    in_each_palette: Icons, one: Lamp, other: Lamp
) -> None:
    grey = QImage.Format.Format_Grayscale8
    pictures = [
        on(QColor("#808080"), image(in_each_palette.light(lamp), 16)).convertToFormat(grey)
        for lamp in (one, other)
    ]
    differing = sum(
        abs(pictures[0].pixelColor(x, y).value() - pictures[1].pixelColor(x, y).value()) > 60
        for x in range(16)
        for y in range(16)
    )
    assert differing >= 20


def lit(icons: Icons, lamp: Lamp) -> QColor:
    """Return the colour that most of a lit lamp has."""
    picture = image(icons.light(lamp), 64)
    colours = [picture.pixelColor(x, y).rgb() for x in range(64) for y in range(64)]
    vivid = [colour for colour in colours if QColor(colour).saturationF() > 0.5]
    return QColor(max(set(vivid), key=vivid.count))


@pytest.mark.parametrize("palette", [Palette.STANDARD, Palette.COLOUR_BLIND])
@pytest.mark.parametrize("lamp", PLACES)
def test_a_lit_lamp_stands_out_from_its_housing(qtbot: QtBot, palette: Palette, lamp: Lamp) -> None:
    assert contrast(lit(Icons(ICONS, palette), lamp), QColor("#24292f")) >= 3


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_blue_tells_well_from_down_where_green_and_red_do_not(qtbot: QtBot, blindness: str) -> None:
    icons = Icons(ICONS, Palette.COLOUR_BLIND)
    well = lit(icons, Lamp.GREEN)
    for trouble in (Lamp.AMBER, Lamp.RED):
        assert seen_by(blindness, well, lit(icons, trouble)) > BLUE_NOT_GREEN


def test_other_colours_are_drawn_from_now_on(icons: Icons) -> None:
    before = image(icons.light(Lamp.RED), 16)
    assert icons.use(Palette.COLOUR_BLIND)
    assert not icons.use(Palette.COLOUR_BLIND)
    assert image(icons.light(Lamp.RED), 16) != before
    icons.use(Palette.STANDARD)
    assert image(icons.light(Lamp.RED), 16) == before


def test_a_panel_that_colours_icons_itself_gets_a_stencil(qtbot: QtBot) -> None:
    stencils = Icons(ICONS, Palette.MONOCHROME, stencils=True)
    assert stencils.light(Lamp.RED).isMask()
    assert not Icons(ICONS, Palette.STANDARD, stencils=True).light(Lamp.RED).isMask()
    assert not Icons(ICONS, Palette.MONOCHROME, stencils=False).light(Lamp.RED).isMask()


@pytest.mark.parametrize("size", [16, 44])
def test_a_number_on_a_stencil_is_cut_out_of_it(qtbot: QtBot, size: int) -> None:
    """Only where it is opaque counts: paper behind the digits would be a blot."""
    stencils = Icons(ICONS, Palette.MONOCHROME, stencils=True)
    pictures = [image(stencils.light(Lamp.RED, count), size) for count in (1, 2, 3)]
    shapes = [
        tuple(
            picture.pixelColor(x, y).alpha() > 128
            for x in range(size // 2, size)
            for y in range(size // 2, size)
        )
        for picture in pictures
    ]
    assert len(set(shapes)) == 3
    assert all(any(shape) and not all(shape) for shape in shapes)


@pytest.mark.parametrize("size", [16, 22, 64])
def test_a_number_stands_on_the_light_from_two_on(icons: Icons, size: int) -> None:
    plain = image(icons.light(Lamp.RED, 1), size)
    assert plain == image(icons.light(Lamp.RED), size)
    pictures = [image(icons.light(Lamp.RED, count), size) for count in (2, 3, 9, 12)]
    assert all(picture != plain for picture in pictures)
    assert all(one != other for one, other in combinations(pictures, 2))


def test_many_are_all_the_same_many(icons: Icons) -> None:
    assert icons.light(Lamp.RED, 10) is icons.light(Lamp.RED, 250)


def test_an_icon_is_drawn_once(icons: Icons) -> None:
    assert icons.light(Lamp.GREEN) is icons.light(Lamp.GREEN, 1)


def test_the_app_has_an_icon(icons: Icons) -> None:
    assert not icons.app().pixmap(QSize(48, 48)).isNull()


@pytest.mark.parametrize("lamp", Lamp)
def test_the_picture_for_notifications_is_that_of_the_drawing(qtbot: QtBot, lamp: Lamp) -> None:
    """Services read PNG everywhere and SVG here and there. tools/draw-pictures.py draws anew."""
    shipped = QImage(str(ICONS / f"light-{lamp.value}.png"))
    drawn = image(QIcon(str(ICONS / f"light-{lamp.value}.svg")), shipped.width())
    assert shipped.width() == 128
    far = sum(
        abs(shipped.pixelColor(x, y).value() - drawn.pixelColor(x, y).value()) > 16
        for x in range(0, 128, 4)
        for y in range(0, 128, 4)
    )
    assert far == 0


def test_each_light_has_a_symbolic_variant() -> None:
    names = {path.name for path in Path(ICONS).glob("*-symbolic.svg")}
    assert names >= {f"light-{lamp.value}-symbolic.svg" for lamp in Lamp}
