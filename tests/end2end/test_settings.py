"""First start, settings and help of the installed program, by keys alone."""

import signal
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from end2end.desk import Desk, Window
from end2end.installed_app import InstalledApp, settings
from end2end.lamp import await_lamp
from end2end.patience import until
from end2end.platform_server import PlatformServer
from end2end.tray_watch import TrayWatch

pytestmark = pytest.mark.desktop

PICKER, SETTINGS, HELP = "Downlight: choose platforms", "Downlight: settings", "Downlight: help"


@pytest.fixture
def app(desk: Desk, tmp_path: Path) -> Iterator[InstalledApp]:
    """The program, not started yet."""
    program = InstalledApp(desk, tmp_path / "profile")
    yield program
    if program.is_running:
        program.stop(signal.SIGKILL)
    assert program.faults() == []


def read(app: InstalledApp) -> dict[str, Any]:
    return tomllib.loads((app.profile / "settings.toml").read_text("utf-8"))


def front(desk: Desk, title: str) -> Window:
    """Return a window once it is there and takes the keys."""
    window = desk.await_window(title, 30)
    desk.run("xdotool", "windowactivate", "--sync", window.id)
    return window


def type_text(desk: Desk, text: str) -> None:
    desk.run("xdotool", "type", "--delay", "20", text)


@pytest.fixture
def tray(desk: Desk) -> Iterator[TrayWatch]:
    """The tray as the panel reads it."""
    watch = TrayWatch(desk.env["DBUS_SESSION_BUS_ADDRESS"])
    yield watch
    watch.close()


def choose(app: InstalledApp, tray: TrayWatch, label: str) -> None:
    """Choose an entry of the menu once the light is green."""
    await_lamp(app.desk, "green", 60)
    tray.choose(label)


def test_the_first_start_asks_for_platforms_and_for_nothing_else(
    app: InstalledApp, server: PlatformServer
) -> None:
    desk = app.desk
    app.configure(settings(server, []))
    app.start()
    front(desk, PICKER)
    type_text(desk, server.page("Birdsite"))
    desk.key("Return")
    until(30, "a look at the address", lambda: server.asked("/p/Birdsite") > 0)
    desk.key("ctrl+a", "Delete", "Return")
    until(30, "the favourite", lambda: "favourite" in read(app))
    (favourite,) = read(app)["favourite"]
    assert favourite["url"] == server.page("Birdsite")
    await_lamp(desk, "green", 60)
    assert not desk.windows(PICKER)


def test_starting_at_login_is_written_to_the_system_and_read_from_it(
    app: InstalledApp, server: PlatformServer, tray: TrayWatch
) -> None:
    desk = app.desk
    entry = (
        Path(desk.env["XDG_CONFIG_HOME"]) / "autostart" / "io.github.downlight.Downlight.desktop"
    )
    app.configure(settings(server, ["Birdsite"]))
    app.start()
    choose(app, tray, "Settings")
    front(desk, SETTINGS)
    desk.key("End", "Tab", "Tab", "Tab", "space")
    until(30, "the entry of the desktop", entry.exists)
    assert str(app.profile) in entry.read_text("utf-8")
    desk.key("space")
    until(30, "no entry", lambda: not entry.exists())
    desk.key("Escape")
    until(30, "no settings", lambda: not desk.windows(SETTINGS))


def test_a_backup_is_shown_and_restored_by_a_new_start(
    app: InstalledApp, server: PlatformServer, tray: TrayWatch, tmp_path: Path
) -> None:
    desk, backup = app.desk, tmp_path / "backup.zip"
    app.configure(settings(server, ["Birdsite"]))
    app.start()
    choose(app, tray, "Settings")
    front(desk, SETTINGS)
    desk.key("End", *["Tab"] * 7, "space")
    answer(desk, "Back up", backup)
    until(30, "the backup", backup.exists)
    front(desk, SETTINGS)
    desk.key("Escape")
    until(30, "no settings", lambda: not desk.windows(SETTINGS))
    app.configure(settings(server, ["Nest"]))
    choose(app, tray, "Settings")
    front(desk, SETTINGS)
    desk.key("End", *["Tab"] * 8, "space")
    answer(desk, "Restore", backup)
    front(desk, "Restore a backup")
    desk.key("Tab", "space")
    until(60, "the old settings", lambda: "Birdsite" in str(read(app)))
    await_lamp(desk, "green", 60)
    assert app.is_running
    assert list(app.profile.glob("before-restore-*"))


def answer(desk: Desk, title: str, file: Path) -> None:
    """Name a file in a file dialog."""
    front(desk, title)
    desk.key("ctrl+a")
    type_text(desk, str(file))
    desk.key("Return")
    until(30, "no dialog", lambda: not [w for w in desk.windows(title) if w.title == title])


def test_the_help_opens_from_the_menu_and_closes_with_escape(
    app: InstalledApp, server: PlatformServer, tray: TrayWatch
) -> None:
    desk = app.desk
    app.configure(settings(server, ["Birdsite"]))
    app.start()
    choose(app, tray, "Help")
    front(desk, HELP)
    desk.key("Escape")
    until(30, "no help", lambda: not desk.windows(HELP))
    assert app.is_running
