"""Text stands out 4.5 to 1 and signs 3 to 1 (WCAG 2, 1.4.3 and 1.4.11), in both themes."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Theme
from downlight.domain.status import Status
from downlight.present.timeline import Mark
from downlight.qt.lamps import mark_colour, sign, status_colour
from downlight.qt.theme import Themes, dark_palette, light_palette
from fakes.rooms import ROOMS, House
from fakes.states import english
from gui.contrast import contrast

TEXT, SIGN = 4.5, 3.0
ROLE = QPalette.ColorRole
PAIRS = (
    (ROLE.Text, ROLE.Base),
    (ROLE.Text, ROLE.AlternateBase),
    (ROLE.WindowText, ROLE.Window),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
    (ROLE.Link, ROLE.Base),
    (ROLE.Link, ROLE.Window),
)


@pytest.fixture(params=[Theme.LIGHT, Theme.DARK])
def house(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[House]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    themes = Themes(app)
    themes.apply(request.param)
    made = House(english())
    yield made
    made.close()
    themes.apply(Theme.AUTO)


@pytest.mark.parametrize("room", ROOMS)
def test_text_of_every_widget_can_be_read(house: House, room: str) -> None:
    window = house.open(room)
    QApplication.processEvents()
    faint = [told for widget in window.findChildren(QWidget) if (told := too_faint(widget))]
    assert faint == []


@pytest.mark.parametrize("palette", [light_palette(), dark_palette()], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_colours_of_our_own_themes_can_be_read(
    palette: QPalette, front: QPalette.ColorRole, back: QPalette.ColorRole
) -> None:
    assert contrast(palette.color(front), palette.color(back)) >= TEXT


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("status", Status)
def test_signs_stand_out_from_lists_and_windows(status: Status, dark: bool) -> None:
    palette = dark_palette() if dark else light_palette()
    for ground in (ROLE.Base, ROLE.AlternateBase, ROLE.Window):
        assert contrast(status_colour(status, dark=dark), palette.color(ground)) >= SIGN


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("mark", Mark)
def test_bars_stand_out_from_the_timeline(mark: Mark, dark: bool) -> None:
    palette = dark_palette() if dark else light_palette()
    assert contrast(mark_colour(mark, dark=dark), palette.color(ROLE.Base)) >= SIGN


@pytest.mark.parametrize(("one", "other"), [*combinations(Status, 2)])
def test_signs_differ_in_shape_and_not_in_colour_alone(
    one: Status, other: Status, qapp: QApplication
) -> None:
    """Drawn in black on white, at the smallest size, no two are alike."""
    first, second = (outline(sign(status, 16, dark=False)) for status in (one, other))
    assert sum(a != b for a, b in zip(first, second, strict=True)) > 12


def too_faint(widget: QWidget) -> str:
    """Return what of a widget is hard to read; empty where nothing is. What is off may be."""
    kinds = QLabel | QAbstractButton | QComboBox | QLineEdit | QTabBar
    if not isinstance(widget, kinds) or not widget.isVisible() or not widget.isEnabled():
        return ""
    if isinstance(widget, QLabel) and not widget.text():
        return ""
    palette = widget.palette()
    front, back = palette.color(widget.foregroundRole()), ground(widget)
    found = contrast(front, back)
    if found >= TEXT:
        return ""
    return f"{type(widget).__name__} {front.name()} on {back.name()}: {found:.2f}"


def ground(widget: QWidget) -> QColor:
    """Return what is painted behind a widget: its own ground, or that of whoever fills one."""
    if isinstance(widget, QLineEdit):
        return widget.palette().color(ROLE.Base)
    at: QWidget | None = widget
    while at is not None:
        if at.autoFillBackground() or at.isWindow():
            return at.palette().color(at.backgroundRole())
        at = at.parentWidget()
    return widget.palette().color(widget.backgroundRole())


def outline(pixmap: QPixmap) -> list[bool]:
    """Return where there is ink, and where light is cut out of it, without the colours."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    inks = []
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            inks.append(colour.alpha() > 128 and colour.lightness() < 200)
    return inks
