import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.flow_layout import FlowLayout


def a_row(qtbot: QtBot, widths: list[int], grows: int | None = None) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = FlowLayout(holder, spacing=5)
    for place, width in enumerate(widths):
        child = QLabel()
        child.setFixedHeight(20)
        child.setMinimumWidth(width)
        if place == grows:
            child.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(child)
    return holder


def places(holder: QWidget, width: int) -> list[QRect]:
    layout = holder.layout()
    assert layout is not None
    holder.resize(width, layout.heightForWidth(width))
    layout.setGeometry(holder.rect())
    return [child.geometry() for child in holder.findChildren(QLabel)]


def test_what_fits_stands_in_one_row(qtbot: QtBot) -> None:
    found = places(a_row(qtbot, [50, 60]), 200)
    assert [(rect.left(), rect.top()) for rect in found] == [(0, 0), (55, 0)]


def test_what_does_not_fit_goes_on_below(qtbot: QtBot) -> None:
    holder = a_row(qtbot, [50, 60, 70])
    found = places(holder, 120)
    assert [(rect.left(), rect.top()) for rect in found] == [(0, 0), (55, 0), (0, 25)]
    assert holder.height() == 45


def test_the_rest_of_a_row_goes_to_what_expands(qtbot: QtBot) -> None:
    found = places(a_row(qtbot, [50, 60], grows=0), 200)
    assert [rect.width() for rect in found] == [135, 60]


def test_right_to_left_is_mirrored(qtbot: QtBot) -> None:
    holder = a_row(qtbot, [50, 60])
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    found = places(holder, 200)
    assert [rect.left() for rect in found] == [150, 85]


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    holder = a_row(qtbot, [50, 60, 70])
    holder.findChildren(QLabel)[1].hide()
    found = places(holder, 200)
    assert found[2].left() == 55


def test_items_can_be_taken_out_again(qtbot: QtBot) -> None:
    holder = a_row(qtbot, [50])
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(QLineEdit())
    assert layout.count() == 2
    layout.takeAt(1)
    assert layout.itemAt(1) is None
    assert layout.takeAt(5) is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(10, 120), min_size=1, max_size=9), st.integers(130, 600))
def test_widgets_never_overlap_nor_leave_the_row(
    qtbot: QtBot, widths: list[int], width: int
) -> None:
    holder = a_row(qtbot, widths, grows=0)
    found = places(holder, width)
    for place, rect in enumerate(found):
        assert rect.left() >= 0
        assert rect.right() < width
        assert all(not rect.intersects(other) for other in found[place + 1 :])


@pytest.mark.parametrize("widths", [[], [30], [30, 40]])
def test_the_smallest_size_is_that_of_the_widest(qtbot: QtBot, widths: list[int]) -> None:
    holder = a_row(qtbot, widths)
    layout = holder.layout()
    assert layout is not None
    assert layout.minimumSize().width() == max(widths, default=0)
