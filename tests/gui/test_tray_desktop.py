"""The light in real panels: seen, clicked, panel late, panel killed, no panel at all."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from end2end import screen
from end2end.desk import Desk
from end2end.patience import until
from fakes.desktop_program import Program

pytestmark = pytest.mark.desktop

COLOURS = {"red": (255, 69, 58), "amber": (255, 176, 31), "green": (48, 209, 88)}
PANEL = QRect(0, 740, 1280, 60)
SNI_ONLY = """[General]
panels=panel1
[panel1]
plugins=statusnotifier
position=Bottom
panelSize=40
iconSize=24
[statusnotifier]
type=statusnotifier
alignment=Right
"""


@pytest.fixture(scope="module", params=["lxqt", "xfce", "trayer"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    with Desk.start("--panel", request.param, "--no-secrets") as running:
        yield running


@pytest.fixture
def program(desk: Desk, tmp_path: Path) -> Iterator[Program]:
    running = Program(desk.env, tmp_path)
    yield running
    running.close()


def light(desk: Desk, colour: str, seconds: float = 15) -> screen.Spot:
    """Wait for the light of this colour in the panel."""

    def seen() -> screen.Spot | None:
        return screen.find_colour(desk.picture(), COLOURS[colour], within=PANEL)

    spot = until(seconds, f"a {colour} light in the panel", seen)
    assert spot is not None
    return spot


def no_light(desk: Desk) -> bool:
    picture = desk.picture()
    return not any(screen.find_colour(picture, rgb, within=PANEL) for rgb in COLOURS.values())


def open_menu(desk: Desk) -> None:
    spot = light(desk, "red")
    before = desk.picture()
    desk.click(spot.x, spot.y, button=3)
    until(5, "the menu", lambda: desk.picture() != before)


def test_the_light_changes_as_the_engine_says(desk: Desk, program: Program) -> None:
    heights = []
    for colour in ("green", "amber", "red"):
        program.say(colour)
        heights.append(light(desk, colour).y)
    assert heights == sorted(heights, reverse=True), "red on top, green at the bottom"
    program.say("offline")
    until(5, "a light without colour", lambda: no_light(desk))


def test_a_click_opens_the_status_and_esc_closes_it(desk: Desk, program: Program) -> None:
    program.say("red")
    spot = light(desk, "red")
    desk.click(spot.x, spot.y)
    desk.await_window("Downlight: status")
    desk.key("Escape")
    until(5, "no popup", lambda: not desk.windows("Downlight: status"))


def test_the_status_closes_as_something_else_is_used(desk: Desk, program: Program) -> None:
    program.say("red")
    spot = light(desk, "red")
    desk.click(spot.x, spot.y)
    desk.await_window("Downlight: status")
    desk.key("Return")  # the first favourite: its window takes the focus
    until(5, "no popup", lambda: not desk.windows("Downlight: status"))
    desk.close_window(desk.await_window("Downlight"))


def test_the_menu_is_driven_by_keys(desk: Desk, program: Program) -> None:
    program.say("red")
    open_menu(desk)
    desk.key("Down", "Down", "Down", "Down", "Return")  # headline, X, GitHub, Check now
    assert program.heard() == "told CheckNow"
    open_menu(desk)
    desk.key("Up", "Return")  # the last one: Quit
    assert program.wait() == 0
    until(5, "no light", lambda: no_light(desk))


def test_sigterm_ends_it_in_good_order(desk: Desk, program: Program) -> None:
    program.say("green")
    light(desk, "green")
    program.signal(signal.SIGTERM)
    assert program.wait() == 0
    until(5, "no light", lambda: no_light(desk))


def test_the_light_comes_back_with_a_panel_that_was_killed(desk: Desk, program: Program) -> None:
    program.say("red")
    light(desk, "red")
    desk.kill_part("panel")
    until(5, "no panel", lambda: no_light(desk))
    desk.start_part("panel")
    light(desk, "red")


def test_a_panel_that_starts_late_and_knows_no_xembed_gets_the_light(tmp_path: Path) -> None:
    """As at login, when the app is quicker than the panel of KDE or LXQt."""
    with Desk.start("--panel", "none", "--no-secrets") as desk:
        folder = Path(desk.env["XDG_CONFIG_HOME"]) / "lxqt"
        folder.mkdir(parents=True)
        (folder / "panel.conf").write_text(SNI_ONLY)
        program = Program(desk.env, tmp_path)
        try:
            program.say("red")
            late = desk.begin(["lxqt-panel"], tmp_path / "panel.log")
            light(desk, "red")
            late.kill()
            late.wait()
            until(5, "no panel", lambda: no_light(desk))
            desk.begin(["lxqt-panel"], tmp_path / "panel.log")
            program.say("green")
            light(desk, "green")
        finally:
            program.close()


def test_without_any_tray_the_window_is_shown_once_and_says_so(tmp_path: Path) -> None:
    with Desk.start("--panel", "none", "--no-secrets") as desk:
        program = Program(desk.env, tmp_path)
        try:
            program.say("red")
            window = desk.await_window("Downlight: status")
            desk.close_window(window)
            until(5, "no window", lambda: not desk.windows("Downlight: status"))
            program.say("green")  # it goes on
            second = Program(desk.env, tmp_path)
            assert second.wait() == 0
            second.close()
            desk.await_window("Downlight: status")
        finally:
            program.close()
