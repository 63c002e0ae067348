"""The main job: the installed program tells of an outage and its end, once, and keeps it."""

import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from downlight.system.clock import SystemClock
from end2end import screen
from end2end.announcements import Announcement
from end2end.bus_watch import Bubble
from end2end.desk import Desk
from end2end.installed_app import InstalledApp, settings
from end2end.lamp import await_lamp, lit
from end2end.patience import during, until
from end2end.platform_server import Mood, PlatformServer

pytestmark = pytest.mark.desktop

ALARM = 60
"""Seconds in which an outage must be confirmed with a look every two seconds."""
CHOSEN = (0x30, 0x8C, 0xC6)
"""The colour of a row that is selected."""
END = 90
"""Seconds in which its end must be."""


def now() -> datetime:
    return SystemClock().now()


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def app(desk: Desk, server: PlatformServer, tmp_path: Path) -> Iterator[InstalledApp]:
    """The program with one platform that is well and says so on its status page."""
    program = InstalledApp(desk, tmp_path / "profile")
    program.configure(settings(server, ["Birdsite"], feeds=True))
    yield program
    if program.is_running:
        program.stop(signal.SIGKILL)
    assert program.faults() == []


def bubbles(app: InstalledApp) -> list[Bubble]:
    """Return what was told about the platform."""
    return [each for each in app.desk.bus.bubbles if "Birdsite" in each.summary]


@pytest.fixture(autouse=True)
def _fresh_ears(desk: Desk) -> None:
    desk.bus.forget()


def await_history(app: InstalledApp, seconds: float, *, ended: bool) -> dict[str, Any]:
    """Return the only incident, once it stands in the history as wanted."""

    def only() -> dict[str, Any] | None:
        told = app.history()
        assert len(told) <= 1, told
        return told[0] if told and (told[0]["resolved_at"] is not None) == ended else None

    found = until(seconds, "the incident in the history", only)
    assert found is not None
    return found


def test_an_outage_is_seen_told_explained_and_ended(
    app: InstalledApp, server: PlatformServer, tmp_path: Path
) -> None:
    desk = app.desk
    app.start()
    await_lamp(desk, "green", 20)

    went_bad = now()
    server.play("Birdsite", Mood.ERROR_TEXT)
    await_lamp(desk, "amber", 15)
    await_lamp(desk, "red", ALARM)
    (told,) = until(10, "the notification", lambda: bubbles(app))
    assert "down" in told.summary
    assert "error" in told.body
    assert "Status page still says all is well" in told.body
    assert {"Status", "Details", "Mute 1 h"} <= set(told.actions.values())
    assert all(len(label) <= 8 for label in told.actions.values())

    open_one = await_history(app, 5, ended=False)
    assert (open_one["platform"], open_one["peak_status"]) == ("birdsite", "major_outage")
    desk.press("Details")
    desk.await_window("Downlight: history")
    until(5, "the incident chosen", lambda: screen.find_colour(desk.picture(), CHOSEN))

    healed = now()
    server.play("Birdsite", Mood.HEALTHY)
    await_lamp(desk, "green", END)
    back = until(10, "the recovery", lambda: bubbles(app)[1:])[0]
    assert "is back after" in back.summary
    assert back.replaces == told.id

    incident = await_history(app, 10, ended=True)
    assert incident["id"] == open_one["id"]
    assert 0 <= (when(incident["started_at"]) - went_bad).total_seconds() <= 5
    assert when(incident["started_at"]) <= when(incident["confirmed_at"]) <= healed
    assert 0 <= (when(incident["resolved_at"]) - healed).total_seconds() <= 25
    evidence = [entry for entry in incident["timeline"] if entry.get("matched") == "Over capacity"]
    assert evidence
    assert len(bubbles(app)) == 2
    assert app.stop() == 0


def test_a_program_killed_in_an_outage_goes_on_where_it_was(
    app: InstalledApp, server: PlatformServer
) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    server.play("Birdsite", Mood.SERVER_ERROR)
    (told,) = until(ALARM, "the notification", lambda: bubbles(app))
    before = await_history(app, 5, ended=False)

    app.stop(signal.SIGKILL)
    app.start()
    await_lamp(app.desk, "red", 20)
    during(10, "nothing is said twice", lambda: len(bubbles(app)) == 1)
    after = await_history(app, 5, ended=False)
    assert (after["id"], after["started_at"]) == (before["id"], before["started_at"])

    server.play("Birdsite", Mood.HEALTHY)
    back = until(END, "the recovery", lambda: bubbles(app)[1:])[0]
    assert back.replaces == told.id
    ended = await_history(app, 10, ended=True)
    assert (ended["id"], ended["confirmed_at"]) == (before["id"], before["confirmed_at"])
    assert app.stop() == 0


def test_the_end_of_an_outage_that_came_while_away_is_told(
    app: InstalledApp, server: PlatformServer
) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    server.close()
    until(ALARM, "the notification", lambda: bubbles(app))
    app.stop(signal.SIGKILL)
    server.open()
    app.start()
    await_lamp(app.desk, "green", END)
    assert await_history(app, 10, ended=True)["resolved_at"] is not None
    assert "is back" in until(10, "the recovery", lambda: bubbles(app)[1:])[0].summary
    assert app.stop() == 0


def test_what_the_provider_announces_is_told_with_what_is_seen_here(
    app: InstalledApp, server: PlatformServer
) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    server.announce(
        "Birdsite", Announcement(component="major_outage", title="Messages are not sent", at=now())
    )
    server.play("Birdsite", Mood.SERVER_ERROR)
    (told,) = until(ALARM, "the notification", lambda: bubbles(app))
    assert "Messages are not sent" in told.body


def test_a_wall_against_programs_is_no_outage(app: InstalledApp, server: PlatformServer) -> None:
    app.start()
    await_lamp(app.desk, "green", 20)
    asked = server.asked("/p/Birdsite")
    server.play("Birdsite", Mood.FORBIDDEN)
    until(40, "three more looks", lambda: server.asked("/p/Birdsite") >= asked + 3)
    assert bubbles(app) == []
    assert app.history() == []
    seen = lit(app.desk.picture())
    assert seen is None or seen[0] != "red"
