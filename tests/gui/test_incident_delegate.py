from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from downlight.domain.history import IncidentFilter
from downlight.present.history import Column
from downlight.qt.history_model import HistoryModel
from downlight.qt.incident_delegate import IncidentDelegate
from downlight.qt.incident_table import IncidentTable
from downlight.qt.lamps import Lamps
from downlight.qt.log_reader import LogReader
from fakes.history import NOW, FakeHistory
from fakes.states import english


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[IncidentTable]:
    reader = LogReader(lambda: FakeHistory(900))
    model = HistoryModel(reader, english(), lambda: NOW, Lamps())
    table = IncidentTable(model, english())
    model.setParent(table)
    qtbot.addWidget(table)
    with qtbot.waitSignal(model.completed):
        model.show(IncidentFilter())
    yield table
    reader.release()


def drawn(table: IncidentTable, row: int, column: Column) -> QImage:
    """Return a cell as it is drawn on white."""
    image = QImage(400, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.initFrom(table)
    option.widget = table
    option.decorationSize = table.iconSize()
    option.rect = QRect(0, 0, 400, 24)
    delegate = table.itemDelegate()
    assert isinstance(delegate, IncidentDelegate)
    delegate.paint(painter, option, table.model().index(row, column))
    painter.end()
    return image


def ink(image: QImage) -> int:
    """Return how many pixels are not white."""
    pixels = (image.pixelColor(x, y) for x in range(400) for y in range(24))
    return sum(pixel != Qt.GlobalColor.white for pixel in pixels)


def test_each_cell_of_a_row_that_was_read_has_its_text(table: IncidentTable) -> None:
    assert all(ink(drawn(table, 0, column)) > 20 for column in Column)


def test_a_row_that_is_not_read_yet_shows_one_ellipsis(table: IncidentTable) -> None:
    assert 0 < ink(drawn(table, 700, Column.PLATFORM)) < ink(drawn(table, 0, Column.PLATFORM))
    assert ink(drawn(table, 700, Column.WHAT)) == 0


def test_the_sign_stands_with_what_happened(table: IncidentTable) -> None:
    colours = {drawn(table, 0, Column.WHAT).pixelColor(x, 12).hsvSaturation() for x in range(2, 30)}
    assert max(colours) > 100
