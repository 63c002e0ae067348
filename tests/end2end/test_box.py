"""The desktop in a box is a real one, and leaves nothing behind."""

import os
import subprocess
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from end2end import screen
from end2end.desk import BOX, Desk
from end2end.patience import until

pytestmark = pytest.mark.desktop


def notify(desk: Desk, summary: str, *actions: str) -> None:
    """Show a notification as any program would."""
    service = DBusAddress(
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "org.freedesktop.Notifications",
    )
    body = ("box test", 0, "", summary, "body", list(actions), {"urgency": ("y", 2)}, 0)
    call = new_method_call(service, "Notify", "susssasa{sv}i", body)
    with open_dbus_connection(bus=desk.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        connection.send_and_get_reply(call, timeout=5)


def box(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(BOX), *words],
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_exit_code_and_the_standard_streams_are_the_commands_own() -> None:
    done = box("--panel", "none", "--", "sh", "-c", "cat; exit 7", text="through and back")
    assert (done.returncode, done.stdout, done.stderr) == (7, "through and back", "")


def test_home_display_and_bus_are_private() -> None:
    said = box("--panel", "none", "--", "sh", "-c", "echo $BOX; env").stdout.splitlines()
    folder, env = said[0], dict(line.partition("=")[::2] for line in said[1:] if "=" in line)
    assert env["HOME"].startswith(folder)
    assert folder in env["DBUS_SESSION_BUS_ADDRESS"]
    assert not Path(folder).exists()


def test_a_box_that_is_told_to_end_ends_with_all_in_it() -> None:
    with subprocess.Popen(
        ["bash", str(BOX), "--", "sh", "-c", "echo $BOX; exec sleep 60"],
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        folder = Path(running.stdout.readline().strip())
        pids = [int(path.read_text()) for path in folder.glob("*.pid")]
        running.terminate()
        assert running.wait(10) == 143
    assert not folder.exists()
    assert len(pids) == 2
    until(2, "the end of panel and notifier", lambda: not any(map(is_running, pids)))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("panel", ["lxqt", "xfce", "trayer"])
def test_each_panel_draws_itself_and_comes_back_after_a_crash(panel: str) -> None:
    with Desk.start("--panel", panel, "--notifier", "none", "--no-secrets") as desk:
        name = {"lxqt": "LXQt Panel", "xfce": "xfce4-panel", "trayer": "panel"}[panel]
        desk.await_window(name)
        desk.kill_part("panel")
        until(10, "the panel's end", lambda: not desk.windows(name))
        desk.start_part("panel")
        desk.await_window(name)


def test_secrets_can_be_kept(desk: Desk) -> None:
    desk.run("secret-tool", "store", "--label=test", "service", "box", text="throw-away")
    assert desk.run("secret-tool", "lookup", "service", "box") == "throw-away"


def test_a_notification_is_drawn_heard_and_clicked(desk: Desk) -> None:
    ground = screen.find_colour(desk.picture(), (0xA0, 0, 0))
    notify(desk, "Something is up", "page", "Page", "mute", "Mute 1 h")
    bubble = until(5, "the notification", lambda: desk.bus.bubbles)[-1]
    assert (bubble.summary, bubble.actions) == (
        "Something is up",
        {"page": "Page", "mute": "Mute 1 h"},
    )
    assert ground is None
    until(5, "the bubble on screen", lambda: screen.find_colour(desk.picture(), (0xA0, 0, 0)))
    desk.press("Mute 1 h")
    assert until(5, "the click", lambda: desk.bus.invoked) == [(bubble.id, "mute")]
