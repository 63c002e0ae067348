"""Text of twice the size, in every language: nothing is cut off, and windows fit a small screen."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from downlight.present.words import Words
from downlight.qt.language import Language
from downlight.system import languages
from fakes.rooms import ROOMS, House
from fakes.states import english

I18N = Path(__file__).parents[2] / "resources" / "i18n"
SCREEN = QSize(1280, 960)
"""Pixels: what a small screen has free."""
OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
LINE_MARGIN = 3
"""Pixels that lists leave beside their text."""
LANGUAGES = ("en", "ar", "de", "es", "fr")


def words(language: str) -> Words:
    return languages.load(language, I18N, UTC)


@pytest.fixture(params=LANGUAGES)
def house(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[House]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 2)
    app.setFont(large)
    said = words(request.param)
    Language(app, said)
    made = House(said)
    yield made
    made.close()
    app.setFont(before)
    Language(app, english())


@pytest.mark.parametrize("room", ROOMS)
def test_all_can_be_read(house: House, room: str) -> None:
    """Nothing is cut off; what is shortened is told in full on pointing at it; windows fit."""
    window = house.open(room)
    window.resize(window.size().expandedTo(window.minimumSizeHint()))
    QApplication.processEvents()
    # A text that has just come makes its room with the next event, which nobody waits for here.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    views: list[QTableView | QListView] = [*window.findChildren(QTableView)]
    views += window.findChildren(QListView)
    cut = [told for widget in window.findChildren(QWidget) if (told := what_is_cut(widget))]
    silent = [text for view in views if view.isVisible() for text in shortened(view)]
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    assert (cut, silent) == ([], [])
    assert least.width() <= SCREEN.width()
    assert least.height() <= SCREEN.height()


def what_is_cut(widget: QWidget) -> str:
    """Return what of a widget cannot be seen; empty where all can."""
    if not widget.isVisible() or not needs_room(widget):
        return ""
    if beside(widget):
        return f"{type(widget).__name__} {text_of(widget)!r}: beside what can be scrolled to"
    have, need = widget.size(), room_needed(widget)
    if need.width() > have.width() + 1 or need.height() > have.height() + 1:
        return (
            f"{type(widget).__name__} {text_of(widget)!r}: has {have.width()}x{have.height()}, "
            f"needs {need.width()}x{need.height()}"
        )
    return ""


def beside(widget: QWidget) -> bool:
    """Whether a part of a widget is out of sight in a page that cannot be moved sideways."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is None or parent.horizontalScrollBarPolicy() is not OFF:
        return False
    left = widget.mapTo(parent, QPoint(0, 0)).x()
    return left < 0 or left + widget.width() > parent.viewport().width()


def needs_room(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text())
    kinds = QPushButton | QCheckBox | QRadioButton | QComboBox | QToolButton | QLineEdit
    return isinstance(widget, kinds) and not widget.objectName().startswith("qt_")


def room_needed(widget: QWidget) -> QSize:
    hint = widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, QLineEdit | QComboBox):
        return QSize(0, widget.minimumSizeHint().height())
    return hint


def text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.accessibleName()


def shortened(view: QTableView | QListView) -> Iterator[str]:
    """Yield the texts that have no room where they are, and say no more when pointed at."""
    model = view.model()
    if model is None or view.textElideMode() is Qt.TextElideMode.ElideNone:
        return
    for row in range(min(model.rowCount(), 20)):
        for column in range(columns(view)):
            index = model.index(row, column)
            text, rect = index.data(Qt.ItemDataRole.DisplayRole), view.visualRect(index)
            if not isinstance(text, str) or rect.isEmpty() or has_painter(view, index):
                continue
            if not fits(view, text, rect) and not index.data(Qt.ItemDataRole.ToolTipRole):
                yield text


def fits(view: QTableView | QListView, text: str, rect: QRect) -> bool:
    """Whether there is room for a text, on several lines where the view breaks them."""
    if isinstance(view, QListView) and view.wordWrap():
        flags = Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, rect.width() - 2 * LINE_MARGIN, 10_000)
        return view.fontMetrics().boundingRect(room, flags, text).height() <= rect.height()
    lines = text.split("\n")
    return max(view.fontMetrics().horizontalAdvance(line) for line in lines) <= rect.width()


def columns(view: QTableView | QListView) -> int:
    """Lists keep their number of columns to themselves."""
    return view.model().columnCount() if isinstance(view, QTableView) else 1


def has_painter(view: QTableView | QListView, index: QModelIndex) -> bool:
    """Whether a delegate of ours draws it: those wrap their text, or draw no text at all."""
    return type(view.itemDelegateForIndex(index)).__module__.startswith("downlight")


def test_a_scroll_area_shows_what_does_not_fit(qtbot: QtBot) -> None:
    """The measure itself: a label that is squeezed is found."""
    label = QLabel("word " * 40)
    label.setWordWrap(True)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(label)
    area.show()
    label.resize(80, 10)
    assert what_is_cut(label)
    label.resize(80, label.heightForWidth(80))
    assert not what_is_cut(label)
