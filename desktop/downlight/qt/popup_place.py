"""Where the status popup goes: beside the icon, and wholly on the screen."""

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 6
"""Pixels between the popup and what it stands beside."""
_NEAR = 80
"""Pixels from an edge within which a pointer is taken to be on a panel."""


def place(
    size: QSize, anchor: QRect, pointer: QPoint, screen: QRect, free: QRect, *, mirrored: bool
) -> QPoint:
    """Return the top left corner for a popup of `size`.

    `anchor` is the icon where the desktop tells, else empty; then the pointer shows where the
    panel was clicked, and if it is far from any edge the corner where trays are. `screen` is
    the whole screen, `free` what panels leave of it.
    """
    if anchor.isEmpty() or not screen.intersects(anchor):
        anchor = _anchor_by(pointer, screen, free, mirrored=mirrored)
    return _within(free, size, _beside(anchor, size, screen, free))


def _anchor_by(pointer: QPoint, screen: QRect, free: QRect, *, mirrored: bool) -> QRect:
    inner = screen.adjusted(_NEAR, _NEAR, -_NEAR, -_NEAR)
    if screen.contains(pointer) and not (free.contains(pointer) and inner.contains(pointer)):
        return QRect(pointer, QSize(1, 1))
    at_top = free.top() > screen.top() and free.bottom() == screen.bottom()
    x = screen.left() if mirrored else screen.right()
    return QRect(QPoint(x, screen.top() if at_top else screen.bottom()), QSize(1, 1))


def _beside(anchor: QRect, size: QSize, screen: QRect, free: QRect) -> QPoint:
    """Return the corner on the side of the anchor that looks to the middle of the screen."""
    edge = _edge(anchor.center(), screen, free)
    centre = anchor.center()
    middle = QPoint(centre.x() - size.width() // 2, centre.y() - size.height() // 2)
    if edge == "bottom":
        return QPoint(middle.x(), min(anchor.top(), free.bottom() + 1) - GAP - size.height())
    if edge == "top":
        return QPoint(middle.x(), max(anchor.bottom() + 1, free.top()) + GAP)
    if edge == "right":
        return QPoint(min(anchor.left(), free.right() + 1) - GAP - size.width(), middle.y())
    return QPoint(max(anchor.right() + 1, free.left()) + GAP, middle.y())


def _edge(centre: QPoint, screen: QRect, free: QRect) -> str:
    """Return the edge of the screen whose panel the anchor is on, else the nearest."""
    beyond = {
        "bottom": centre.y() > free.bottom(),
        "top": centre.y() < free.top(),
        "right": centre.x() > free.right(),
        "left": centre.x() < free.left(),
    }
    distances = {
        "bottom": screen.bottom() - centre.y(),
        "top": centre.y() - screen.top(),
        "right": screen.right() - centre.x(),
        "left": centre.x() - screen.left(),
    }
    return min(distances, key=lambda name: (not beyond[name], distances[name]))


def _within(free: QRect, size: QSize, corner: QPoint) -> QPoint:
    right, bottom = free.right() + 1 - size.width(), free.bottom() + 1 - size.height()
    x = max(free.left(), min(corner.x(), right))
    y = max(free.top(), min(corner.y(), bottom))
    return QPoint(x, y)
