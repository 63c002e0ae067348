from pathlib import Path

from pytestqt.qtbot import QtBot

from downlight.domain.commands import Command, ReloadSettings
from downlight.qt.settings_watch import SETTLE, SettingsWatch


def test_an_edit_in_place_and_a_replaced_file_are_both_noticed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("a = 1\n")
    heard: list[Command] = []
    watch = SettingsWatch(file, heard.append)
    file.write_text("a = 22\n")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=5000)
    other = tmp_path / "new"
    other.write_text("a = 333\n")
    other.replace(file)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=5000)
    file.write_text("a = 4444\n")
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=5000)
    assert set(heard) == {ReloadSettings()}
    watch.deleteLater()


def test_a_file_that_comes_into_being_is_noticed_and_others_are_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    heard: list[Command] = []
    watch = SettingsWatch(file, heard.append)
    (tmp_path / "history.sqlite3").write_text("x")
    qtbot.wait(SETTLE * 2)
    assert heard == []
    file.write_text("a = 1\n")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=5000)
    watch.deleteLater()


def test_a_file_beside_it_is_noticed_too(qtbot: QtBot, tmp_path: Path) -> None:
    beside = tmp_path / "platforms.toml"
    heard: list[Command] = []
    watch = SettingsWatch(tmp_path / "settings.toml", heard.append, None, (beside,))
    beside.write_text("a = 1\n")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=5000)
    beside.write_text("a = 22\n")
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=5000)
    watch.deleteLater()
