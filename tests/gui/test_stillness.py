"""What was drawn is kept only where there are windows."""

from PySide6.QtGui import QPixmap, QPixmapCache
from pytestqt.qtbot import QtBot

from downlight.qt.stillness import draw_from_cache, draw_without_cache


def is_kept(name: str) -> bool:
    QPixmapCache.insert(name, QPixmap(8, 8))
    return QPixmapCache.find(name, QPixmap())


def test_for_the_light_alone_nothing_is_kept(qtbot: QtBot) -> None:
    draw_without_cache()
    assert not is_kept("light")
    draw_from_cache()
    assert is_kept("window")
