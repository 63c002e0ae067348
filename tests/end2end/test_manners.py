"""How the program behaves on a desktop: one of it, late trays, a quick end, no idle work."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from end2end import screen
from end2end.desk import Desk
from end2end.installed_app import InstalledApp, settings
from end2end.lamp import await_lamp, lit
from end2end.patience import during, until
from end2end.platform_server import PlatformServer
from end2end.tray_watch import TrayWatch

pytestmark = pytest.mark.desktop


@pytest.fixture
def app(desk: Desk, server: PlatformServer, tmp_path: Path) -> Iterator[InstalledApp]:
    """The program with one platform that is well."""
    program = InstalledApp(desk, tmp_path / "profile")
    program.configure(settings(server, ["Birdsite"]))
    yield program
    if program.is_running:
        program.stop(signal.SIGKILL)
    assert program.faults() == []


@pytest.fixture
def tray(desk: Desk) -> Iterator[TrayWatch]:
    """The tray as the panel reads it."""
    watch = TrayWatch(desk.env["DBUS_SESSION_BUS_ADDRESS"])
    yield watch
    watch.close()


def test_the_icon_says_in_words_what_it_shows(app: InstalledApp, tray: TrayWatch) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    (item,) = tray.items()
    assert item.status == "Active"
    assert item.tooltip
    labels = [entry.label for entry in tray.menu()]
    for wanted in ("Birdsite", "Check now", "Pause", "History", "Settings", "Quit"):
        assert any(wanted in label for label in labels), (wanted, labels)


def test_quit_in_the_menu_ends_it(app: InstalledApp, tray: TrayWatch) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    tray.choose("Quit")
    until(5, "the end", lambda: not app.is_running)
    assert app.process is not None
    assert app.process.returncode == 0


def test_a_right_click_opens_the_menu(app: InstalledApp) -> None:
    app.start()
    spot = await_lamp(app.desk, "green", 20)
    before = app.desk.picture()
    app.desk.click(spot.x, spot.y, button=3)
    above = QRect(spot.x - 60, spot.y - 160, 60, 120)
    until(5, "the menu", lambda: screen.differing(before, app.desk.picture(), above) > 2000)
    app.desk.key("Escape")


def test_history_in_the_menu_opens_the_window(app: InstalledApp, tray: TrayWatch) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    assert app.desk.windows("Downlight") == []
    tray.choose("History")
    window = app.desk.await_window("Downlight")
    app.desk.close_window(window)
    until(5, "the window's end", lambda: not app.desk.windows("Downlight"))
    assert app.is_running


def test_a_second_start_shows_the_first_ones_window(app: InstalledApp) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    first = app.pid
    windows = len(app.desk.windows("Downlight"))
    second = InstalledApp(app.desk, app.profile)
    second.start()
    assert second.process is not None
    assert second.process.wait(10) == 0
    until(5, "the window", lambda: len(app.desk.windows("Downlight")) > windows)
    assert app.is_running
    assert app.pid == first


def test_the_icon_comes_when_the_panel_comes(app: InstalledApp) -> None:
    desk = app.desk
    desk.kill_part("panel")
    until(10, "the panel's end", lambda: not desk.windows("LXQt Panel"))
    app.start()
    during(3, "it waits for a tray", lambda: app.is_running)
    desk.start_part("panel")
    await_lamp(desk, "green", 30)


def test_the_icon_comes_back_after_the_panel_crashed(app: InstalledApp) -> None:
    desk = app.desk
    app.start()
    await_lamp(desk, "green", 20)
    desk.kill_part("panel")
    until(10, "the panel's end", lambda: lit(desk.picture()) is None)
    desk.start_part("panel")
    await_lamp(desk, "green", 30)


@pytest.mark.parametrize("panel", ["xfce", "trayer"])
def test_other_panels_show_the_light_too(
    panel: str, server: PlatformServer, tmp_path: Path
) -> None:
    with Desk.start("--panel", panel) as desk:
        app = InstalledApp(desk, tmp_path / "profile")
        app.configure(settings(server, ["Birdsite"]))
        app.start()
        await_lamp(desk, "green", 20)
        assert app.stop() == 0


def test_told_to_end_it_ends_within_three_seconds(app: InstalledApp) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    assert app.stop(signal.SIGTERM, seconds=3) == 0


def test_without_a_network_the_light_is_grey(
    app: InstalledApp, server: PlatformServer, tray: TrayWatch
) -> None:
    app.configure(
        f'[network]\ncanaries = [{{ url = "{server.canary}", status = 204 }}]\n'
        'second_resolver = ""\n[[favourite]]\nname = "Far away"\n'
        'url = "https://far-away.invalid/"\n'
    )
    server.close()
    app.start()
    until(30, "the words", lambda: any("offline" in item.tooltip for item in tray.items()))
    assert lit(app.desk.picture()) is None
    assert app.desk.bus.bubbles == []


def test_between_two_looks_it_does_nothing(app: InstalledApp, server: PlatformServer) -> None:
    app.configure(settings(server, ["Birdsite"], interval=3600))
    app.start()
    await_lamp(app.desk, "green", 20)
    # The icon is looked after once, 20 s after the start; the second look at the platform comes
    # a fifth of its interval after the first, twelve minutes, at the earliest.
    during(30, "it runs", lambda: app.is_running)
    before = app.effort()
    looks = server.asked("/p/Birdsite")
    during(40, "it runs", lambda: app.is_running)
    after = app.effort()
    assert server.asked("/p/Birdsite") == looks
    assert after.cpu - before.cpu <= 0.01
    assert after.voluntary - before.voluntary <= 2


def test_the_first_start_asks_what_to_watch(desk: Desk, tmp_path: Path) -> None:
    app = InstalledApp(desk, tmp_path / "new")
    app.start()
    desk.await_window("Downlight", 20)
    assert app.stop() == 0
