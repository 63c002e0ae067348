"""Windows are made when they are first wanted, and know what was said before."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow, Command
from downlight.domain.events import SettingsTaken, SnapshotTaken
from downlight.domain.settings import Favourite, Settings
from downlight.present.tray import Place
from downlight.qt.check_editor import CheckEditor
from downlight.qt.detail_window import DetailWindow
from downlight.qt.help_window import HelpWindow
from downlight.qt.history_window import HistoryWindow
from downlight.qt.icons import Icons
from downlight.qt.messages import MessagesDialog
from downlight.qt.popup import StatusPopup
from downlight.qt.windows import Windows
from fakes.desktop import ICONS, WATCHED, FakeEngine, services
from fakes.states import notification, snapshot, up


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: object) -> Windows:
    submitted: list[Command] = []
    opened: list[str] = []
    made = services(FakeEngine(), ICONS)
    return Windows(made, Icons(ICONS), submitted.append, opened.append)


Kind = TypeVar("Kind", bound=QWidget)


def seen(kind: type[Kind]) -> list[Kind]:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return [one for one in found if one.isVisible()]


def test_a_window_is_made_once(windows: Windows) -> None:
    first = windows.show(Place.ABOUT)
    first.close()
    assert windows.show(Place.ABOUT) is first
    assert first.isVisible()
    windows.close_all()
    assert not first.isVisible()


def test_a_late_window_knows_the_newest_state(windows: Windows) -> None:
    windows.on_event(SnapshotTaken(snapshot(up("X"), inbox=(notification(),))))
    dialog = windows.show(Place.MESSAGES)
    assert isinstance(dialog, MessagesDialog)
    assert dialog.lines()[0] == "X is down for everyone."
    windows.on_event(SnapshotTaken(snapshot(up("X"))))
    assert dialog.lines() == ["There are no messages."]
    windows.close_all()


def test_settings_are_those_of_the_engine_or_else_of_the_file(windows: Windows) -> None:
    assert windows.settings == WATCHED
    taken = Settings(favourites=(Favourite("steam"),))
    windows.on_event(SettingsTaken(taken))
    assert windows.settings == taken


def test_a_minimised_window_is_restored(windows: Windows, qtbot: QtBot) -> None:
    window = windows.show(Place.HISTORY)
    window.showMinimized()
    windows.show(Place.HISTORY)
    assert not window.isMinimized()
    windows.close_all()


def test_the_token_of_a_click_is_handed_to_qt(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    windows.show_incident(7, "let-me")
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "let-me"
    windows.close_all()


def test_the_history_offers_the_picker(windows: Windows) -> None:
    history = windows.show(Place.HISTORY)
    assert isinstance(history, HistoryWindow)
    history.picker_wanted.emit()
    assert windows.show(Place.PICKER).isVisible()
    windows.close_all()
    assert QApplication.instance() is not None


def test_the_help_comes_from_the_menu_and_from_every_window_with_f1(
    windows: Windows, qtbot: QtBot
) -> None:
    about = windows.show(Place.ABOUT)
    qtbot.waitUntil(about.isActiveWindow)
    QTest.keyClick(about, Qt.Key.Key_F1)
    help_window = windows.show(Place.HELP)
    assert isinstance(help_window, HelpWindow)
    assert help_window.isVisible()
    windows.close_all()


def test_windows_keep_their_size_where_there_is_a_place_for_it(tmp_path: Path) -> None:
    def made() -> Windows:
        parts = replace(services(FakeEngine(), ICONS), window_file=tmp_path / "windows.json")
        return Windows(parts, Icons(ICONS), lambda _: None, lambda _: None)

    first = made()
    first.show(Place.HELP).resize(640, 480)
    first.close_all()
    again = made()
    window = again.show(Place.HELP)
    assert (window.width(), window.height()) == (640, 480)
    again.close_all()


def test_the_status_opens_and_closes_at_its_icon(windows: Windows) -> None:
    icon = QRect(700, 780, 24, 24)
    windows.show_status(icon)
    assert seen(StatusPopup)
    windows.show_status(icon)
    assert not seen(StatusPopup)


def test_without_a_place_for_the_icon_the_status_comes_forward_instead(windows: Windows) -> None:
    windows.has_no_icon = True
    for _ in range(2):
        windows.show_status(QRect())
    assert seen(StatusPopup)
    windows.close_all()


def test_the_detail_shows_one_platform_at_a_time(windows: Windows) -> None:
    windows.on_event(SnapshotTaken(snapshot(up("X"), up("GitHub"))))
    windows.show_detail("x")
    windows.show_detail("github")
    (detail,) = seen(DetailWindow)
    assert detail.windowTitle() == "Downlight: GitHub"
    windows.say_anew()
    (anew,) = seen(DetailWindow)
    assert anew.windowTitle() == "Downlight: GitHub"
    windows.close_all()


def test_what_is_chosen_in_a_window_is_handed_on(windows: Windows) -> None:
    chosen: list[object] = []
    windows.chosen.connect(chosen.append)
    windows.on_event(SnapshotTaken(snapshot(up("X"))))
    windows.show_detail("x")
    (detail,) = seen(DetailWindow)
    detail.check_button.click()
    assert chosen == [CheckNow("x")]
    windows.close_all()


def test_the_check_of_a_favourite_is_edited_and_of_no_other(windows: Windows) -> None:
    windows.edit_check("unheard-of")
    windows.edit_check("x")
    (editor,) = seen(CheckEditor)
    windows.close_all()
    assert not editor.isVisible()
