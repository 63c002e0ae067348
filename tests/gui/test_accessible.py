"""Each window, walked as a screen reader does: whatever can be reached says what it is."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Favourite, Settings
from downlight.qt.check_editor import CheckEditor
from downlight.qt.history_window import HistoryWindow
from downlight.qt.platform_picker import PlatformPicker
from downlight.qt.settings_dialog import SettingsDialog
from fakes.history import NOW, FakeHistory
from fakes.shelf import SmallCatalogue
from fakes.states import english

OWN = Favourite("wiki", name="Our wiki", url="https://wiki.example/", auth="basic")


def keep(name: str, value: str) -> None:
    """Stand in for a keyring that takes everything."""


def history() -> QWidget:
    source = FakeHistory(5)
    return HistoryWindow(
        lambda: source, english(), lambda _: None, lambda: NOW, open_url=lambda _: None
    )


def picker() -> QWidget:
    return PlatformPicker(SmallCatalogue(), [], english(), lambda _: None, first_start=True)


def settings() -> QWidget:
    chosen = Settings(favourites=(Favourite("x"), OWN))
    return SettingsDialog(
        chosen, english(), lambda _: None, catalogue=SmallCatalogue(), store_secret=keep
    )


def check() -> QWidget:
    return CheckEditor(OWN, "Our wiki", english(), lambda _: None, keep)


def reachable(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        takes_focus = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if takes_focus and widget.isVisible() and not _is_part(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Whether a widget belongs to another one that speaks for it."""
    name = widget.objectName()
    parent = widget.parentWidget()
    inner = name.startswith("qt_") or isinstance(parent, QAbstractItemView)
    return inner or isinstance(widget, QScrollArea)


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert isinstance(interface, QAccessibleInterface)
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("make", [history, picker, settings, check])
def test_whatever_can_be_reached_has_a_name(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    window = make()
    qtbot.addWidget(window)
    window.show()
    widgets = list(reachable(window))
    nameless = [type(widget).__name__ for widget in widgets if not name_of(widget)]
    assert len(widgets) > 3
    assert nameless == []
    window.close()


@pytest.mark.parametrize("make", [history, picker, settings, check])
def test_every_window_has_a_title(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    window = make()
    qtbot.addWidget(window)
    assert window.windowTitle()
    window.close()


def test_rows_of_the_history_are_sentences_in_the_accessible_tree(qtbot: QtBot) -> None:
    window = history()
    assert isinstance(window, HistoryWindow)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.model.listed):
        window.show()
    table = QAccessible.queryAccessibleInterface(window.table)
    assert table is not None
    names = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert any(name.startswith("Our wiki: ") and name.endswith("503") for name in names), names
    window.close()
