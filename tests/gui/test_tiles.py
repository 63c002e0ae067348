from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from downlight.qt.tiles import tile
from gui.contrast import contrast

WHITE = QColor("white")


def test_a_name_has_the_same_tile_each_time(qapp: QApplication) -> None:
    assert tile("GitHub") is tile("GitHub")
    assert tile("X").pixmap(32).toImage() != tile("GitHub").pixmap(32).toImage()


def test_the_letter_stands_out_whatever_the_hue(qapp: QApplication) -> None:
    for number in range(200):
        ground = tile(f"platform {number}").pixmap(48).toImage().pixelColor(24, 3)
        assert contrast(ground, WHITE) >= 4.5


def test_a_name_without_letters_has_a_tile_too(qapp: QApplication) -> None:
    assert not tile("…").isNull()
    assert not tile("").isNull()
