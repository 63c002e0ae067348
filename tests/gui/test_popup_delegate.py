"""How a row of the popup is drawn: in both directions, selected or not, at any size of text."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from downlight.qt.lamps import Lamps
from downlight.qt.popup_delegate import PopupDelegate
from downlight.qt.popup_model import PopupModel
from fakes.states import NOW, down, english

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
RED = (0xC0, 0x1C, 0x28)


def drawn(qtbot: QtBot, direction: Qt.LayoutDirection, size: float = 10) -> QImage:
    view = QListView()
    qtbot.addWidget(view)
    model = PopupModel(english(), lambda: NOW, view)
    model.show_states([replace(down("Birdsite"), latencies=(0.2, 0.4, 0.2))])
    view.setModel(model)
    view.setItemDelegate(PopupDelegate(Lamps(), view))
    view.setLayoutDirection(direction)
    font = QFont(view.font())
    font.setPointSizeF(size)
    view.setFont(font)
    view.resize(400, 160)
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def middle_of_red(image: QImage) -> float:
    reds = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if abs(image.pixelColor(x, y).red() - RED[0]) < 12
        and abs(image.pixelColor(x, y).green() - RED[1]) < 12
    ]
    assert reds
    return sum(reds) / len(reds)


def test_the_sign_stands_where_people_begin_to_read(qtbot: QtBot) -> None:
    assert middle_of_red(drawn(qtbot, LEFT)) < 100
    assert middle_of_red(drawn(qtbot, RIGHT)) > 300


@pytest.mark.parametrize("size", [10, 20])
def test_rows_grow_with_the_text(qtbot: QtBot, size: float) -> None:
    view = QListView()
    qtbot.addWidget(view)
    font = QFont(view.font())
    font.setPointSizeF(size)
    view.setFont(font)
    model = PopupModel(english(), lambda: NOW, view)
    model.show_states([down("X")])
    view.setModel(model)
    view.setItemDelegate(PopupDelegate(Lamps(), view))
    assert view.sizeHintForRow(0) >= 2 * view.fontMetrics().height()
    assert not drawn(qtbot, LEFT, size).rect().intersected(QRect(0, 0, 400, 160)).isEmpty()
