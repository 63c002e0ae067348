"""Whether Qt keeps what it has drawn: it clears that away by a timer, which wakes the process."""

from PySide6.QtGui import QPixmapCache

_USUAL = 10_240
"""KiB: what Qt keeps by itself."""


def draw_without_cache() -> None:
    """Keep nothing from now on: the light alone is drawn too rarely to be worth waking up for."""
    QPixmapCache.clear()
    QPixmapCache.setCacheLimit(0)


def draw_from_cache() -> None:
    """Keep what was drawn from now on: windows are drawn often."""
    QPixmapCache.setCacheLimit(_USUAL)
