"""The desktop app as a whole, with a scripted engine, without a screen."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from downlight.domain.commands import CheckNow, Mute, Quit
from downlight.domain.events import (
    EngineStopped,
    IncidentAsked,
    PageAsked,
    SettingsTaken,
    SnapshotTaken,
)
from downlight.domain.settings import GeneralSettings, Palette, Settings
from downlight.present.tray import OpenPage, Place, Show
from downlight.qt.app import Desktop
from downlight.qt.history_window import HistoryWindow
from downlight.qt.instance import Instance
from downlight.qt.messages import MessagesDialog
from downlight.qt.platform_picker import PlatformPicker
from downlight.qt.popup import StatusPopup
from fakes.desktop import STORIES, WATCHED, FakeEngine, services
from fakes.states import NOW, notification, snapshot, up


class House:
    """The app and what surrounds it."""

    def __init__(self, runtime: Path, settings: Settings | None = None) -> None:
        self.engine = FakeEngine(settings) if settings is not None else FakeEngine()
        self.opened: list[str] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.instance = Instance(runtime, "p")
        made = (
            services(self.engine, runtime, self.opened)
            if settings is None
            else services(self.engine, runtime, self.opened, settings)
        )
        self.desktop = Desktop(app, made, self.instance)


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    qtbot.waitUntil(made.engine.started.is_set)
    yield made
    made.desktop.end()


def windows(kind: type) -> list[object]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def notes() -> list[str]:
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    return [box.text() for box in boxes if box.isVisible()]


def test_the_light_is_there_before_the_engine(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path)
    assert house.desktop.tray.icon.isVisible()
    assert not house.engine.started.is_set()
    qtbot.waitUntil(house.engine.started.is_set)
    house.desktop.end()


def test_windows_cost_nothing_until_they_are_wanted() -> None:
    """The light comes first: nothing heavy may be imported for it."""
    code = (
        "import sys, json; import downlight.qt.app;"
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] in"
        " ('httpx', 'keyring', 'babel', 'sqlite3', 'asyncio') or"
        " any(word in m for word in ('window', 'popup', 'detail', 'chart'))]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == ["downlight.qt.windows"]


def test_what_the_engine_says_is_what_the_tray_shows(house: House, qtbot: QtBot) -> None:
    house.engine.say(SnapshotTaken(STORIES["many"]))
    tray = house.desktop.tray
    qtbot.waitUntil(lambda: tray.icon.toolTip().startswith("3 platforms are down"))


def test_choices_go_to_the_engine(house: House) -> None:
    house.desktop.tray.chosen.emit(CheckNow())
    house.desktop.tray.chosen.emit(Mute("x", NOW))
    assert house.engine.submitted == [CheckNow(), Mute("x", NOW)]


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("https://status.x.example/", True),
        ("http://nas.local/", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("ftp://x.example/", False),
        ("https://", False),
        ("", False),
    ],
)
def test_only_web_pages_are_opened(house: House, qtbot: QtBot, url: str, opens: bool) -> None:
    house.desktop.tray.chosen.emit(OpenPage(url))
    house.engine.say(PageAsked(url))
    house.engine.say(SnapshotTaken(STORIES["red"]))
    qtbot.waitUntil(lambda: house.desktop.tray.icon.toolTip().startswith("X:"))
    assert house.opened == ([url, url] if opens else [])


def test_the_first_start_offers_platforms(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path, Settings())
    qtbot.waitUntil(lambda: len(windows(PlatformPicker)) == 1)
    house.engine.say(SettingsTaken(Settings()))
    qtbot.wait(20)
    assert len(windows(PlatformPicker)) == 1
    house.desktop.end()


def test_other_colours_are_taken_as_soon_as_they_are_chosen(house: House, qtbot: QtBot) -> None:
    house.engine.say(SnapshotTaken(STORIES["red"]))
    tray = house.desktop.tray
    qtbot.waitUntil(lambda: tray.icon.toolTip().startswith("X:"))
    before = tray.icon.icon().cacheKey()
    chosen = Settings(GeneralSettings(palette=Palette.COLOUR_BLIND), favourites=WATCHED.favourites)
    house.engine.say(SettingsTaken(chosen))
    qtbot.waitUntil(lambda: tray.icon.icon().cacheKey() != before)
    house.engine.say(SettingsTaken(WATCHED))
    qtbot.waitUntil(lambda: tray.icon.icon().cacheKey() == before)


def test_with_favourites_no_window_opens_by_itself(house: House, qtbot: QtBot) -> None:
    house.engine.say(SnapshotTaken(STORIES["green"]))
    qtbot.waitUntil(lambda: house.desktop.tray.icon.toolTip() == "All is well")
    assert windows(PlatformPicker) == []
    assert windows(HistoryWindow) == []


def test_the_history_opens_once_and_comes_forward(house: House, qtbot: QtBot) -> None:
    for _ in range(2):
        house.desktop.tray.chosen.emit(Show(Place.HISTORY))
    assert len(windows(HistoryWindow)) == 1
    house.engine.say(IncidentAsked(7))
    house.desktop.tray.chosen.emit(Show(Place.HISTORY, "x"))
    qtbot.wait(50)
    assert len(windows(HistoryWindow)) == 1


@pytest.mark.parametrize("place", Place)
def test_every_place_of_the_menu_opens(house: House, place: Place) -> None:
    assert house.desktop.windows.show(place).isVisible()


def test_messages_show_what_could_not_be_told(house: House, qtbot: QtBot) -> None:
    house.engine.say(
        SnapshotTaken(snapshot(up("X"), inbox=(notification(),), troubles=("Disk full",)))
    )
    qtbot.waitUntil(lambda: house.desktop.tray.icon.toolTip() == "All is well")
    dialog = house.desktop.windows.show(Place.MESSAGES)
    assert isinstance(dialog, MessagesDialog)
    assert dialog.lines()[:2] == ["Disk full", "X is down for everyone."]


def test_a_second_start_brings_the_window_forward(house: House) -> None:
    house.instance.asked.emit("")
    assert len(windows(HistoryWindow)) == 1


def test_a_second_start_without_favourites_brings_the_picker(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path, Settings())
    qtbot.waitUntil(house.engine.started.is_set)
    house.engine.say(SnapshotTaken(snapshot()))
    qtbot.waitUntil(lambda: house.desktop.tray.icon.toolTip() == "No platforms chosen yet")
    house.instance.asked.emit("")
    assert len(windows(PlatformPicker)) == 1
    house.desktop.end()


def test_a_desktop_without_tray_gets_the_window_and_a_sentence(house: House) -> None:
    house.desktop.tray.missing.emit()
    assert len(windows(StatusPopup)) == 1
    (note,) = notes()
    assert "no tray icons" in note


def test_without_tray_a_second_start_shows_the_status_again(house: House) -> None:
    house.desktop.tray.missing.emit()
    (window,) = windows(StatusPopup)
    assert isinstance(window, StatusPopup)
    window.hide()
    house.instance.asked.emit("")
    assert window.isVisible()


def test_a_note_can_be_closed_and_does_nothing_then(house: House, qtbot: QtBot) -> None:
    pressed: list[str] = []
    note = house.desktop.windows.note("Hm.", "Close", ("Quit", lambda: pressed.append("quit")))
    note.close()
    assert notes() == []
    assert pressed == []


def test_an_engine_that_dies_is_told_and_not_hidden(house: House, qtbot: QtBot) -> None:
    house.engine.say(EngineStopped("the history cannot be opened"))
    tray = house.desktop.tray
    qtbot.waitUntil(lambda: tray.icon.toolTip() == "Not watching: the history cannot be opened")
    assert notes() == ["Downlight has stopped watching: the history cannot be opened"]


def test_an_engine_that_was_asked_to_end_ends_the_app(house: House, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert app is not None
    with qtbot.waitSignal(app.aboutToQuit, raising=False, timeout=1):
        house.engine.submit(Quit())
    assert notes() == []


def test_a_fault_of_ours_is_told_once_and_calmly(house: House, qtbot: QtBot) -> None:
    for _ in range(3):
        try:
            raise ZeroDivisionError("by zero")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(notes()) == 1)
    qtbot.wait(20)
    assert "ZeroDivisionError: by zero" in notes()[0]
    assert len(notes()) == 1


def test_the_end_takes_all_away(house: House) -> None:
    house.desktop.windows.show(Place.HISTORY)
    assert house.desktop.end()
    assert house.engine.stopped
    assert not house.desktop.tray.icon.isVisible()
    assert windows(HistoryWindow) == []
    assert house.desktop.end(), "a second time changes nothing"
