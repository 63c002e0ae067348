"""Notifications in real services: seen, replaced, clicked, and back after the service died."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QRect

from downlight.domain.notify import Click, Notification, NotificationKind, NotifyReason, Part
from downlight.domain.status import Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.system.notifications_linux import LinuxNotifier
from end2end.desk import Desk
from end2end.patience import until
from end2end.screen import Spot, find_colour
from fakes.states import NOW, english, incident, notification

pytestmark = pytest.mark.desktop

T = TypeVar("T")
ICONS = Path(__file__).parents[2] / "resources" / "icons"
CORNER = QRect(780, 0, 500, 200)
"""Where both services put bubbles."""
RED, GREEN = (255, 69, 58), (48, 209, 88)
HOSTILE = Because(Rule.OFFICIAL_TROUBLE, {"title": "<a href='http://evil.example/'>AT&T</a>"})


@pytest.fixture(params=["dunst", "xfce"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    options = ("--panel", "none", "--notifier", str(request.param), "--no-secrets")
    with Desk.start(*options) as running:
        yield running


@contextlib.asynccontextmanager
async def notifier(desk: Desk) -> AsyncIterator[LinuxNotifier]:
    path = desk.env["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=")
    made = LinuxNotifier(english(), ICONS, address=lambda: path)
    try:
        yield made
    finally:
        await made.close()


def run(story: Coroutine[None, None, T]) -> T:
    return asyncio.run(asyncio.wait_for(story, 40))


def light(desk: Desk, colour: tuple[int, int, int]) -> Spot | None:
    return find_colour(desk.picture(), colour, within=CORNER)


async def seen(desk: Desk, colour: tuple[int, int, int]) -> None:
    await asyncio.to_thread(until, 10, "the light in the bubble", lambda: light(desk, colour))


def recovery() -> Notification:
    about = incident("X", lasted=6)
    return notification(about, NotificationKind.RECOVERED, number=2)


def test_the_recovery_takes_the_place_of_the_outage_on_screen(desk: Desk) -> None:
    async def story() -> None:
        async with notifier(desk) as shown:
            bubble = await shown.show(notification(), None)
            assert bubble is not None
            await seen(desk, RED)
        async with notifier(desk) as shown:  # a later run
            assert await shown.show(recovery(), bubble) == bubble
            await seen(desk, GREEN)

    run(story())
    assert light(desk, RED) is None, "the old bubble is gone"
    first, second = until(5, "two calls", lambda: desk.bus.bubbles[1:] and desk.bus.bubbles)
    assert second.replaces == first.id
    assert second.summary == "X is back after 6 min"


def test_several_platforms_share_one_bubble_that_ends_as_one(desk: Desk) -> None:
    parts = tuple(
        Part(NotificationKind.DOWN, name.lower(), name, NOW, None, number, "cloudflare")
        for number, name in enumerate(("Discord", "Shopify", "Notion"))
    )
    over = tuple(
        replace(part, kind=NotificationKind.RECOVERED, until=NOW + timedelta(minutes=34))
        for part in parts
    )
    several = Notification(
        NotificationKind.TOGETHER, "incident:1", None, NOW, NotifyReason.GATHERED,
        provider="cloudflare", parts=parts,
    )  # fmt: skip

    async def story() -> None:
        async with notifier(desk) as shown:
            bubble = await shown.show(notification(), None)
            await seen(desk, RED)
            assert await shown.show(several, bubble) == bubble
            assert await shown.show(replace(several, parts=over), bubble) == bubble
            await seen(desk, GREEN)

    run(story())
    assert light(desk, RED) is None
    until(5, "three calls", lambda: desk.bus.bubbles[2:])
    assert [bubble.summary for bubble in desk.bus.bubbles[1:]] == [
        "3 platforms: all behind Cloudflare",
        "3 platforms behind Cloudflare are back after 34 min",
    ]
    assert desk.bus.bubbles[1].body == "Down: Discord, Shopify, Notion."


def test_strange_text_makes_no_link(desk: Desk) -> None:
    async def story() -> None:
        async with notifier(desk) as shown:
            about = incident("X", Status.MAJOR_OUTAGE, Scope.EVERYONE, HOSTILE)
            await shown.show(notification(about), None)
            await seen(desk, RED)

    run(story())
    (bubble,) = until(5, "the call", lambda: desk.bus.bubbles)
    assert "<a" not in bubble.body
    assert "AT" in bubble.body


def test_it_recovers_when_the_service_dies_and_comes_back(desk: Desk) -> None:
    async def story() -> list[bool]:
        async with notifier(desk) as shown:
            results = [await shown.show(notification(), None)]
            desk.kill_part("notifier")
            results.append(await shown.show(notification(number=2), results[0]))
            desk.start_part("notifier")

            def is_back() -> bool:
                return "true" in desk.run(
                    "busctl",
                    f"--address={desk.env['DBUS_SESSION_BUS_ADDRESS']}",
                    "call",
                    "org.freedesktop.DBus",
                    "/",
                    "org.freedesktop.DBus",
                    "NameHasOwner",
                    "s",
                    "org.freedesktop.Notifications",
                )

            await asyncio.to_thread(until, 10, "the service", is_back)
            results.append(await shown.show(notification(number=3), results[0]))
            return [result is not None for result in results]

    assert run(story()) == [True, False, True]
    assert desk.bus.bubbles[-1].replaces == 0, "a new service has other bubbles"


async def clicked(desk: Desk, click: str) -> Click:
    async with notifier(desk) as shown:
        await shown.show(notification(), None)
        await seen(desk, RED)
        if click == "last button of xfce":
            await asyncio.to_thread(press_last_button, desk)
        else:
            await asyncio.to_thread(desk.press, click)
        return await anext(shown.clicks())


def press_last_button(desk: Desk) -> None:
    """Buttons stand at the lower right of the bubble."""
    window = desk.run("xdotool", "search", "--onlyvisible", "--class", "xfce4-notifyd").split()[-1]
    shape = desk.run("xdotool", "getwindowgeometry", "--shell", window)
    at = dict(line.split("=") for line in shape.split())
    x = int(at["X"]) + int(at["WIDTH"]) - 50
    y = int(at["Y"]) + int(at["HEIGHT"]) - 30
    desk.click(x, y)


@pytest.mark.parametrize("desk", ["xfce"], indirect=True)
def test_a_button_that_is_pressed_comes_back(desk: Desk) -> None:
    assert run(clicked(desk, "last button of xfce")).action == "details"


@pytest.mark.parametrize("desk", ["dunst"], indirect=True)
@pytest.mark.parametrize(
    ("label", "action"),
    [
        ("Mute 1 h", "mute"),
        ("Mute", "mute_until_back"),
        ("Status", "page"),
        ("Details", "details"),
    ],
)
def test_an_action_that_is_chosen_comes_back(desk: Desk, label: str, action: str) -> None:
    assert run(clicked(desk, label)).action == action


@pytest.mark.parametrize("desk", ["dunst"], indirect=True)
def test_a_click_on_the_bubble_opens_the_details(desk: Desk) -> None:
    async def story() -> Click:
        async with notifier(desk) as shown:
            await shown.show(notification(), None)
            await seen(desk, RED)
            await asyncio.to_thread(desk.run, "dunstctl", "action")
            return await anext(shown.clicks())

    assert run(story()).action == "details"
