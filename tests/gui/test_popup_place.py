"""The popup stands beside its icon and wholly on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from downlight.qt.popup_place import GAP, place

SCREEN = QRect(0, 0, 1280, 800)
SIZE = QSize(400, 500)
NOWHERE = QRect()
FAR = QPoint(640, 400)
PANELS = {
    "bottom": QRect(0, 0, 1280, 768),
    "top": QRect(0, 32, 1280, 768),
    "left": QRect(48, 0, 1232, 800),
    "right": QRect(0, 0, 1232, 800),
}


@pytest.mark.parametrize(
    ("panel", "icon", "corner"),
    [
        ("bottom", QRect(800, 772, 24, 24), QPoint(611, 768 - GAP - 500)),
        ("bottom", QRect(1250, 772, 24, 24), QPoint(880, 768 - GAP - 500)),
        ("bottom", QRect(1268, 765, 8, 24), QPoint(880, 765 - GAP - 500)),
        ("top", QRect(1250, 4, 24, 24), QPoint(880, 32 + GAP)),
        ("left", QRect(12, 700, 24, 24), QPoint(48 + GAP, 300)),
        ("right", QRect(1244, 20, 24, 24), QPoint(1232 - GAP - 400, 0)),
    ],
)
def test_it_stands_on_the_inner_side_of_its_icon(panel: str, icon: QRect, corner: QPoint) -> None:
    assert place(SIZE, icon, FAR, SCREEN, PANELS[panel], mirrored=False) == corner


def test_without_an_icon_it_stands_where_the_panel_was_clicked() -> None:
    found = place(SIZE, NOWHERE, QPoint(700, 785), SCREEN, PANELS["bottom"], mirrored=False)
    assert found == QPoint(500, 768 - GAP - 500)


@pytest.mark.parametrize(
    ("panel", "mirrored", "corner"),
    [
        ("bottom", False, QPoint(880, 268 - GAP)),
        ("top", False, QPoint(880, 32 + GAP)),
        ("bottom", True, QPoint(0, 268 - GAP)),
    ],
)
def test_else_it_stands_in_the_corner_of_the_panel(
    panel: str, mirrored: bool, corner: QPoint
) -> None:
    assert place(SIZE, NOWHERE, FAR, SCREEN, PANELS[panel], mirrored=mirrored) == corner


def test_an_icon_that_is_said_to_be_off_the_screen_is_nowhere() -> None:
    lost = QRect(-3000, -3000, 24, 24)
    corner = place(SIZE, lost, FAR, SCREEN, PANELS["bottom"], mirrored=False)
    assert corner == place(SIZE, NOWHERE, FAR, SCREEN, PANELS["bottom"], mirrored=False)


@given(
    st.builds(QRect, *[st.integers(-200, 1400)] * 2, *[st.integers(0, 60)] * 2),
    st.builds(QPoint, st.integers(-50, 1400), st.integers(-50, 900)),
    st.sampled_from(sorted(PANELS)),
    st.builds(QSize, st.integers(50, 1200), st.integers(50, 740)),
)
def test_it_is_always_wholly_on_what_panels_leave_of_the_screen(
    icon: QRect, pointer: QPoint, panel: str, size: QSize
) -> None:
    corner = place(size, icon, pointer, SCREEN, PANELS[panel], mirrored=False)
    assert PANELS[panel].contains(QRect(corner, size))
