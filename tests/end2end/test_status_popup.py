"""The status popup of the installed program: beside its icon, by keys alone, gone when left."""

import signal
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect

from end2end.desk import Desk
from end2end.installed_app import InstalledApp, settings
from end2end.lamp import await_lamp
from end2end.patience import until
from end2end.platform_server import Mood, PlatformServer

pytestmark = pytest.mark.desktop

POPUP = "Downlight: status"


@pytest.fixture
def app(desk: Desk, server: PlatformServer, tmp_path: Path) -> Iterator[InstalledApp]:
    """The program with two platforms, one of which is down."""
    program = InstalledApp(desk, tmp_path / "profile")
    program.configure(settings(server, ["Birdsite", "Nest"]))
    server.play("Nest", Mood.SERVER_ERROR)
    program.start()
    yield program
    if program.is_running:
        program.stop(signal.SIGKILL)
    assert program.faults() == []


def open_popup(desk: Desk) -> None:
    spot = await_lamp(desk, "red", 60)
    desk.click(spot.x, spot.y)
    desk.await_window(POPUP)


def place_of(desk: Desk, window: str) -> QRect:
    """Return where a window is on the screen."""
    told = dict(
        line.split("=", 1)
        for line in desk.run("xdotool", "getwindowgeometry", "--shell", window).splitlines()
    )
    return QRect(*(int(told[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))


def favourites(app: InstalledApp) -> list[dict[str, Any]]:
    """Return the favourites of the settings file."""
    read: list[dict[str, Any]] = tomllib.loads((app.profile / "settings.toml").read_text("utf-8"))[
        "favourite"
    ]
    return read


def gone(desk: Desk) -> bool:
    return not desk.windows(POPUP)


def test_it_stands_beside_its_icon_and_wholly_on_the_screen(app: InstalledApp) -> None:
    desk = app.desk
    spot = await_lamp(desk, "red", 60)
    desk.click(spot.x, spot.y)
    window = desk.await_window(POPUP)
    screen = desk.picture().rect()
    until(5, "its place", lambda: screen.contains(place_of(desk, window.id)))
    place = place_of(desk, window.id)
    assert place.bottom() < spot.y
    assert spot.y - place.bottom() < 80
    assert place.left() <= spot.x
    desk.key("Escape")
    until(5, "no popup", lambda: gone(desk))
    assert app.is_running


def test_the_icon_opens_it_and_closes_it(app: InstalledApp) -> None:
    desk = app.desk
    open_popup(desk)
    spot = await_lamp(desk, "red", 5)
    desk.click(spot.x, spot.y)
    until(5, "no popup", lambda: gone(desk))


def test_a_platform_is_added_by_typing_its_name(app: InstalledApp) -> None:
    desk = app.desk
    open_popup(desk)
    desk.key(*"github", "Return")
    until(10, "the favourite", lambda: "github" in [one["id"] for one in favourites(app)])
    assert desk.windows(POPUP)
    desk.key("Escape")


def test_the_worst_is_chosen_and_enter_shows_why(app: InstalledApp) -> None:
    desk = app.desk
    open_popup(desk)
    desk.key("Return")
    window = desk.await_window("Downlight: Nest")
    until(5, "no popup", lambda: gone(desk))
    desk.key("Escape")
    until(5, "no detail", lambda: window.id not in [one.id for one in desk.windows("Nest")])


def test_one_is_removed_by_the_menu_key_and_taken_back(app: InstalledApp) -> None:
    desk = app.desk
    open_popup(desk)
    desk.key("Menu", "Up", "Return")  # the last entry: Remove
    until(10, "one less", lambda: [one["id"] for one in favourites(app)] == ["birdsite"])
    assert desk.windows(POPUP)
    desk.key("Tab", "space")  # from the list to Undo
    until(10, "it is back", lambda: len(favourites(app)) == 2)
    desk.key("Escape")
