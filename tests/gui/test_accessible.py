"""Each window, walked as a screen reader and a keyboard do: all can be reached, and says what."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from downlight.present.tray import Place
from downlight.qt.history_window import HistoryWindow
from downlight.qt.settings_dialog import SettingsDialog
from fakes.rooms import ROOMS, House, window_classes
from fakes.states import english

LONG = 120
"""More presses of Tab than any window has things to reach."""


@pytest.fixture
def house(qtbot: QtBot) -> Iterator[House]:
    made = House(english())
    yield made
    made.close()


def test_no_window_is_left_out(house: House) -> None:
    """A new window class belongs into fakes/rooms.py, so that the tests below walk it."""
    opened = {type(house.open(room)) for room in ROOMS}
    assert sorted(kind.__name__ for kind in window_classes() - opened) == []


def test_no_page_of_settings_is_left_out(house: House) -> None:
    dialog = house.open("settings")
    assert isinstance(dialog, SettingsDialog)
    assert dialog.titles.count() == sum(room.startswith("settings") for room in ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_every_window_has_a_title(house: House, room: str) -> None:
    assert house.open(room).windowTitle()


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_takes_the_focus_has_a_name(house: House, room: str) -> None:
    window = house.open(room)
    reached = list(focusable(interface_of(window)))
    assert reached
    nameless = [describe(one) for one in reached if not one.text(QAccessible.Text.Name)]
    assert nameless == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_control_is_reached_with_the_tab_key_and_none_holds_it(
    house: House, room: str, qtbot: QtBot
) -> None:
    window = house.open(room)
    window.activateWindow()
    QApplication.processEvents()
    wanted = {widget for widget in controls(window) if not is_part(widget)}
    visited: set[QWidget] = set()
    for _ in range(LONG):
        focused = window.focusWidget()
        if focused is not None:
            visited.update(owners(focused))
        QTest.keyClick(focused or window, Qt.Key.Key_Tab)
        if wanted <= visited:
            break
    missed = [f"{type(one).__name__} {name_of(one)!r}" for one in wanted - visited]
    assert missed == []


@pytest.mark.parametrize("room", ROOMS)
def test_labels_of_fields_lead_to_them(house: House, room: str) -> None:
    """Whoever hears a field's name hears the words that stand beside it, or better ones."""
    window = house.open(room)
    for box in window.findChildren(QComboBox):
        if box.isVisible():
            assert name_of(box), box.currentText()


def test_rows_of_the_history_are_sentences_in_the_accessible_tree(
    house: House, qtbot: QtBot
) -> None:
    window = house.open("history")
    assert isinstance(window, HistoryWindow)
    qtbot.waitUntil(lambda: window.model.rowCount() > 0)
    table = interface_of(window.table)
    names = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert any(name.startswith("Our wiki: ") and name.endswith("503") for name in names), names


def test_the_window_of_a_platform_tells_its_state_in_its_accessible_tree(
    house: House, qtbot: QtBot
) -> None:
    house.windows.show_detail("x")
    window = house.windows.show(Place.DETAIL)
    said = [one.text(QAccessible.Text.Name) for one in walk(interface_of(window))]
    said += [one.text(QAccessible.Text.Value) for one in walk(interface_of(window))]
    assert any("Only you" in text for text in said), said


def interface_of(widget: QWidget) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert isinstance(interface, QAccessibleInterface)
    return interface


def name_of(widget: QWidget) -> str:
    return interface_of(widget).text(QAccessible.Text.Name)


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield all that can be seen, from the window down; of long lists the first rows."""
    yield interface
    for number in range(min(interface.childCount(), 60)):
        child = interface.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from walk(child)


def focusable(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for one in walk(interface):
        widget = one.object()
        if isinstance(widget, QWidget) and not widget.isWindow() and takes_focus(widget):
            yield one


def takes_focus(widget: QWidget) -> bool:
    """Text that a pointer can select is none of it: it would make the way of the keyboard long."""
    policy = widget.focusPolicy()
    if isinstance(widget, QLabel) and not policy & Qt.FocusPolicy.TabFocus:
        return False
    return policy is not Qt.FocusPolicy.NoFocus and widget.isVisible() and not is_part(widget)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Yield what a pointer can do something with; what is switched off waits for its turn."""
    for widget in window.findChildren(QWidget):
        kinds = QAbstractButton | QLineEdit | QComboBox | QAbstractItemView | QTabBar
        works = isinstance(widget, kinds) or takes_focus(widget)
        if works and widget.isVisible() and widget.isEnabled():
            yield widget


def is_part(widget: QWidget) -> bool:
    """Whether a widget belongs to another one that speaks and acts for it."""
    name, parent = widget.objectName(), widget.parentWidget()
    if isinstance(widget, QScrollArea | QHeaderView) or type(widget) is QWidget:
        return True
    inner = name.startswith("qt_") or isinstance(parent, QAbstractItemView | QTabBar | QLineEdit)
    if isinstance(widget, QRadioButton):
        return False
    return inner or isinstance(parent, QAbstractScrollArea) or widget.focusProxy() is not None


def owners(widget: QWidget) -> Iterator[QWidget]:
    """Yield what has the focus, and those whose part or member it is."""
    at: QWidget | None = widget
    while at is not None:
        yield at
        if isinstance(at, QAbstractButton) and at.group() is not None:
            yield from at.group().buttons()  # the arrow keys lead from one to the other
        at = at.parentWidget()


def describe(interface: QAccessibleInterface) -> str:
    thing = interface.object()
    return f"{type(thing).__name__} {thing.objectName()} {interface.role().name}"
