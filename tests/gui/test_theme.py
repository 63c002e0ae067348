"""Light and dark windows, also where the desktop has no say in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Theme
from downlight.qt.lamps import is_dark
from downlight.qt.theme import OutlinedFusion, Themes, dark_palette


@pytest.fixture
def themes(qtbot: QtBot) -> Iterator[Themes]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Themes(app)
    yield made
    made.apply(Theme.AUTO)


def test_the_user_has_the_say(themes: Themes) -> None:
    before = is_dark(QApplication.palette())
    themes.apply(Theme.DARK)
    assert is_dark(QApplication.palette())
    themes.apply(Theme.LIGHT)
    assert not is_dark(QApplication.palette())
    themes.apply(Theme.DARK)
    themes.apply(Theme.AUTO)
    assert is_dark(QApplication.palette()) is before


def test_an_empty_tick_box_can_be_seen_on_a_dark_ground(qapp: QApplication) -> None:
    box = QCheckBox("Only open")
    box.setStyle(OutlinedFusion())
    box.setPalette(dark_palette())
    box.ensurePolished()
    image = box.grab().toImage()
    ground = QColor(image.pixel(image.width() - 1, 0)).lightnessF()
    edge = max(
        QColor(image.pixel(x, image.height() // 2)).lightnessF()
        for x in range(min(20, box.width()))
    )
    assert edge - ground > 0.3
