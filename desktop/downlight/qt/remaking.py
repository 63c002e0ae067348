"""Puts a window in the place of an older one of its kind, as the user had left that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QWidget,
)

Path = tuple[tuple[str, int], ...]
"""Where a widget is: class and number among its likes, from the window down."""


@dataclass(slots=True)
class _Left:
    """What the user had chosen, typed and scrolled to."""

    picked: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """The choice and the number of choices."""
    typed: dict[Path, str] = field(default_factory=dict)
    scrolled: dict[Path, tuple[int, int]] = field(default_factory=dict)
    split: dict[Path, list[int]] = field(default_factory=dict)
    focus: Path | None = None


def remade(old: QWidget, make: Callable[[], QWidget]) -> QWidget:
    """Return a new window that stands, shown or hidden, where `old` does; `old` goes.

    `make` is called when `old` has been closed, so that what it keeps on closing is there.
    """
    shown, minimised, geometry = old.isVisible(), old.isMinimized(), old.geometry()
    active = old.isActiveWindow()
    left = _left(old)
    old.close()
    old.deleteLater()
    new = make()
    new.setGeometry(geometry)
    if shown:
        if minimised:
            new.showMinimized()
        else:
            new.show()
    _give_back(new, left)
    if active:
        new.activateWindow()
    return new


def open_dialog(window: QWidget) -> QDialog | None:
    """Return a dialog of the window that is open, in which an edit may be under way."""
    return next((one for one in window.findChildren(QDialog) if one.isVisible()), None)


def _left(window: QWidget) -> _Left:
    left = _Left()
    for path, widget in _walk(window):
        if isinstance(widget, QTabBar | QComboBox | QListWidget):
            left.picked[path] = _choice(widget)
        elif isinstance(widget, QLineEdit) and not widget.isReadOnly():
            left.typed[path] = widget.text()
        elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
            left.typed[path] = widget.toPlainText()
        if isinstance(widget, QSplitter):
            left.split[path] = widget.sizes()
        if isinstance(widget, QAbstractScrollArea):
            across, down = widget.horizontalScrollBar(), widget.verticalScrollBar()
            left.scrolled[path] = across.value(), down.value()
        if widget.hasFocus():
            left.focus = path
    return left


def _give_back(window: QWidget, left: _Left) -> None:
    for path, widget in list(_walk(window)):
        _pick_again(widget, left.picked.get(path))
        typed = left.typed.get(path)
        if typed is not None and isinstance(widget, QLineEdit) and widget.text() != typed:
            widget.setText(typed)
        if isinstance(widget, QPlainTextEdit) and typed not in (None, widget.toPlainText()):
            widget.setPlainText(typed or "")
        if isinstance(widget, QSplitter) and path in left.split:
            widget.setSizes(left.split[path])
        if isinstance(widget, QAbstractScrollArea) and path in left.scrolled:
            across, down = left.scrolled[path]
            widget.horizontalScrollBar().setValue(across)
            widget.verticalScrollBar().setValue(down)
        if path == left.focus:
            widget.setFocus()


def _choice(widget: QTabBar | QComboBox | QListWidget) -> tuple[int, int]:
    if isinstance(widget, QListWidget):
        return widget.currentRow(), widget.count()
    return widget.currentIndex(), widget.count()


def _pick_again(widget: QWidget, before: tuple[int, int] | None) -> None:
    """Choose what was chosen, unless there is something else to choose from now."""
    if before is None or not isinstance(widget, QTabBar | QComboBox | QListWidget):
        return
    now = _choice(widget)
    if now[1] != before[1] or now[0] == before[0]:
        return
    if isinstance(widget, QListWidget):
        widget.setCurrentRow(before[0])
    else:
        widget.setCurrentIndex(before[0])


def _walk(widget: QWidget, path: Path = ()) -> Iterator[tuple[Path, QWidget]]:
    numbers: dict[str, int] = {}
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow():
            continue
        kind = type(child).__name__
        number = numbers[kind] = numbers.get(kind, 0) + 1
        place = (*path, (kind, number))
        yield place, child
        yield from _walk(child, place)
