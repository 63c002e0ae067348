from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.window_sizes import WindowSizes


def a_window(qtbot: QtBot) -> tuple[QWidget, QSplitter]:
    window = QWidget()
    qtbot.addWidget(window)
    splitter = QSplitter(window)
    for _ in range(2):
        splitter.addWidget(QWidget())
    QHBoxLayout(window).addWidget(splitter)
    window.resize(300, 200)
    return window, splitter


def test_a_window_comes_back_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "windows.ini"
    first, parts = a_window(qtbot)
    WindowSizes(file, first).look_after(first, "history")
    first.show()
    first.resize(420, 330)
    parts.setSizes([300, 100])
    sizes = parts.sizes()
    first.close()
    again, parts = a_window(qtbot)
    WindowSizes(file, again).look_after(again, "history")
    again.show()
    assert (again.width(), again.height()) == (420, 330)
    assert parts.sizes() == sizes
    again.close()


def test_each_window_has_its_own_size(qtbot: QtBot, tmp_path: Path) -> None:
    first, _ = a_window(qtbot)
    sizes = WindowSizes(tmp_path / "windows.ini", first)
    sizes.look_after(first, "history")
    first.show()
    first.resize(420, 330)
    first.close()
    other, _ = a_window(qtbot)
    sizes.look_after(other, "settings")
    assert (other.width(), other.height()) == (300, 200)


def test_a_file_that_makes_no_sense_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "windows.ini"
    file.write_text("[history]\ngeometry=nonsense\n")
    window, _ = a_window(qtbot)
    WindowSizes(file, window).look_after(window, "history")
    assert (window.width(), window.height()) == (300, 200)
