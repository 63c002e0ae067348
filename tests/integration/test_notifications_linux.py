"""Notifications over a real message bus, with services that behave, misbehave and die."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import pytest

from downlight.domain.notify import Click, Notification, NotificationKind, NotifyReason
from downlight.domain.status import NetworkState, Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.system.notifications_linux import LinuxNotifier
from fakes.buses import Bus, NotificationService, forge, private_bus
from fakes.states import NOW, english, incident, notification

T = TypeVar("T")
ICONS = Path("/icons")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with private_bus(tmp_path) as running:
        yield running


@contextlib.asynccontextmanager
async def notifier(bus: Bus | str, limit: float = 2.0) -> AsyncIterator[LinuxNotifier]:
    address = bus if isinstance(bus, str) else bus.address
    path = address.removeprefix("unix:path=")
    made = LinuxNotifier(english(), ICONS, limit, lambda: path)
    try:
        yield made
    finally:
        await made.close()


def run(story: Coroutine[None, None, T]) -> T:
    async def bounded() -> T:
        async with asyncio.timeout(20):
            return await story

    return asyncio.run(bounded())


async def first(clicks: AsyncIterator[Click]) -> Click:
    return await anext(clicks)


def test_a_bubble_has_words_buttons_and_hints(bus: Bus) -> None:
    async def story() -> int | None:
        async with notifier(bus) as shown:
            return await shown.show(notification(), None)

    with NotificationService(bus.address) as service:
        assert run(story()) is not None
    (shown,) = service.shown
    assert (shown.app, shown.title) == ("Downlight", "X is down for everyone")
    assert shown.icon == "/icons/light-red.png"
    assert shown.replaces == 0
    assert shown.timeout == -1
    assert shown.actions == [
        "default", "", "page", "Status", "mute", "Mute 1 h", "mute_until_back", "Mute",
            "details", "Details",
    ]  # fmt: skip
    assert shown.hints == {
        "desktop-entry": ("s", "io.github.downlight.Downlight"),
        "urgency": ("y", 1),
        "suppress-sound": ("b", True),
        "category": ("s", "network.error"),
    }


@pytest.mark.parametrize(
    ("loud", "inhibited", "hint"),
    [
        (True, None, {"sound-name": ("s", "dialog-warning")}),
        (True, False, {"sound-name": ("s", "dialog-warning")}),
        (True, True, {"suppress-sound": ("b", True)}),
        (False, False, {"suppress-sound": ("b", True)}),
    ],
)
def test_sound_is_asked_for_only_if_wanted_and_not_while_do_not_disturb_is_on(
    bus: Bus, loud: bool, inhibited: bool | None, hint: dict[str, object]
) -> None:
    async def story() -> None:
        async with notifier(bus) as shown:
            await shown.show(replace(notification(), loud=loud), None)

    with NotificationService(bus.address, inhibited=inhibited) as service:
        run(story())
    hints = service.shown[0].hints
    assert {key: hints[key] for key in hints if "sound" in key} == hint


def test_news_of_the_connection_leave_no_trace_in_the_list(bus: Bus) -> None:
    said = Notification(
        NotificationKind.OFFLINE,
        "network",
        None,
        NOW,
        NotifyReason.CONNECTION,
        network=NetworkState.OFFLINE,
    )

    async def story() -> None:
        async with notifier(bus) as shown:
            await shown.show(said, None)

    with NotificationService(bus.address) as service:
        run(story())
    (shown,) = service.shown
    assert shown.title == "You are offline"
    assert shown.hints["transient"] == ("b", True)
    assert shown.hints["category"] == ("s", "network.disconnected")
    assert shown.hints["urgency"] == ("y", 0)


HOSTILE = Because(Rule.OFFICIAL_TROUBLE, {"title": "<a href='x'>AT&T</a> \u202edown"})


@pytest.mark.parametrize(
    ("capabilities", "body"),
    [
        (["body"], "Status page says: “<a href='x'>AT&T</a> down”."),
        (["body", "body-hyperlinks"], "Status page says: “‹a href='x'›AT&T‹/a› down”."),
        (
            ["body", "body-markup"],
            "Status page says: “&lt;a href='x'&gt;AT&amp;T&lt;/a&gt; down”.",
        ),
    ],
)
def test_strange_text_is_shown_as_text_whatever_the_service_reads(
    bus: Bus, capabilities: list[str], body: str
) -> None:
    async def story() -> None:
        about = incident("X", Status.MAJOR_OUTAGE, Scope.EVERYONE, HOSTILE)
        async with notifier(bus) as shown:
            await shown.show(notification(about), None)

    with NotificationService(bus.address, capabilities) as service:
        run(story())
    assert service.shown[0].body == body


def test_a_service_without_actions_gets_none(bus: Bus) -> None:
    async def story() -> None:
        async with notifier(bus) as shown:
            await shown.show(notification(), None)

    with NotificationService(bus.address, ["body"]) as service:
        run(story())
    assert service.shown[0].actions == []


def test_a_service_without_bodies_gets_one_line(bus: Bus) -> None:
    async def story() -> None:
        because = Because(Rule.PROBE_FAILED, {"reason": "timeout"})
        about = incident("X", Status.MAJOR_OUTAGE, Scope.EVERYONE, because)
        async with notifier(bus) as shown:
            await shown.show(notification(about), None)

    with NotificationService(bus.address, []) as service:
        run(story())
    assert service.shown[0].title == "X is down for everyone. It does not answer in time."
    assert service.shown[0].body == ""


def test_the_recovery_takes_the_place_of_the_outage(bus: Bus) -> None:
    async def story() -> tuple[int | None, int | None]:
        async with notifier(bus) as shown:
            down = await shown.show(notification(), None)
            back = notification(incident(lasted=5), NotificationKind.RECOVERED, number=2)
            return down, await shown.show(back, down)

    with NotificationService(bus.address, first_id=41) as service:
        down, back = run(story())
    assert down == back
    assert [shown.replaces for shown in service.shown] == [0, 41]
    assert service.shown[1].hints["category"] == ("s", "network")


def test_a_bubble_is_replaced_by_a_later_run_of_ours(bus: Bus) -> None:
    async def story() -> None:
        async with notifier(bus) as earlier:
            bubble = await earlier.show(notification(), None)
        async with notifier(bus) as later:
            await later.show(notification(number=2), bubble)

    with NotificationService(bus.address, first_id=41) as service:
        run(story())
    assert [shown.replaces for shown in service.shown] == [0, 41]


def test_a_bubble_of_another_service_is_not_replaced(bus: Bus) -> None:
    """After a restart the service counts from 1 again: that id may be somebody else's."""

    async def story() -> None:
        async with notifier(bus) as shown:
            with NotificationService(bus.address) as before:
                bubble = await shown.show(notification(), None)
            with NotificationService(bus.address) as after:
                await shown.show(notification(number=2), bubble)
            assert before.asked == after.asked == 1
            assert after.shown[0].replaces == 0

    run(story())


def test_capabilities_are_asked_once_per_service(bus: Bus) -> None:
    async def story() -> None:
        async with notifier(bus) as shown:
            for number in range(3):
                await shown.show(notification(number=number), None)

    with NotificationService(bus.address) as service:
        run(story())
    assert service.asked == 1


@pytest.mark.parametrize(
    ("key", "action"),
    [("default", "details"), ("details", "details"), ("page", "page"), ("mute", "mute")],
)
def test_clicks_come_back(bus: Bus, key: str, action: str) -> None:
    async def story() -> Click:
        async with notifier(bus) as shown:
            await shown.show(notification(), None)
            service.invoke(1, key, token="let-me")
            return await first(shown.clicks())

    with NotificationService(bus.address) as service:
        assert run(story()) == Click(notification(), action, "let-me")


def test_closing_a_bubble_is_told_and_running_out_is_not(bus: Bus) -> None:
    async def story() -> list[Click]:
        async with notifier(bus) as shown:
            await shown.show(notification(), None)
            await shown.show(notification(number=2), None)
            service.close(1, 1)
            service.close(2, 2)
            clicks = shown.clicks()
            heard = [await anext(clicks)]
            service.invoke(1, "details")  # from the list of past bubbles
            return [*heard, await anext(clicks)]

    with NotificationService(bus.address) as service:
        dismissed, late = run(story())
    assert dismissed == Click(notification(number=2), "dismissed")
    assert late == Click(notification(), "details")


def test_another_program_cannot_click_for_the_user(bus: Bus) -> None:
    async def story() -> Click:
        async with notifier(bus) as shown:
            await shown.show(notification(), None)
            await asyncio.to_thread(forge, bus.address, 1, "page")
            service.invoke(1, "mute")
            return await first(shown.clicks())

    with NotificationService(bus.address) as service:
        assert run(story()).action == "mute"


def test_clicks_on_strangers_bubbles_are_not_ours(bus: Bus) -> None:
    async def story() -> Click:
        async with notifier(bus) as shown:
            await shown.show(notification(), None)
            service.invoke(99, "default")
            service.invoke(1, "mute")
            return await first(shown.clicks())

    with NotificationService(bus.address) as service:
        assert run(story()).action == "mute"


def test_without_service_nobody_shows_it(bus: Bus) -> None:
    async def story() -> int | None:
        async with notifier(bus) as shown:
            return await shown.show(notification(), None)

    assert run(story()) is None


def test_without_bus_nobody_shows_it(tmp_path: Path) -> None:
    async def story() -> int | None:
        async with notifier(str(tmp_path / "no-bus")) as shown:
            return await shown.show(notification(), None)

    assert run(story()) is None


def test_a_refusal_is_no_bubble(bus: Bus) -> None:
    async def story() -> int | None:
        async with notifier(bus) as shown:
            return await shown.show(notification(), None)

    with NotificationService(bus.address, refuse=True):
        assert run(story()) is None


def test_a_service_that_hangs_is_given_up_in_time_and_tried_again(bus: Bus) -> None:
    async def story() -> tuple[int | None, int | None]:
        async with notifier(bus, limit=0.3) as shown:
            service.mute = True
            missed = await shown.show(notification(), None)
            service.mute = False
            return missed, await shown.show(notification(number=2), None)

    with NotificationService(bus.address) as service:
        started = perf_counter()
        missed, shown = run(story())
    assert missed is None
    assert shown is not None
    assert perf_counter() - started < 5


def test_a_bus_that_is_no_bus_is_given_up_in_time(tmp_path: Path) -> None:
    path = tmp_path / "silent"

    async def story() -> int | None:
        async with notifier(str(path), limit=0.2) as shown:
            return await shown.show(notification(), None)

    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(path))
        silent.listen()
        assert run(story()) is None


def test_a_bus_that_refuses_us_is_no_bus(tmp_path: Path) -> None:
    path = tmp_path / "strict"

    async def story() -> int | None:
        async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(100)
            writer.write(b"REJECTED SOMETHING_ELSE\r\n")
            await reader.read(100)
            writer.close()
            await writer.wait_closed()
            done.set()

        done = asyncio.Event()
        async with await asyncio.start_unix_server(refuse, path), notifier(str(path)) as shown:
            result = await shown.show(notification(), None)
            await done.wait()
            return result

    assert run(story()) is None


def test_it_recovers_when_bus_and_service_come_back(bus: Bus) -> None:
    async def story() -> list[bool]:
        async with notifier(bus) as shown:
            with NotificationService(bus.address):
                results = [await shown.show(notification(), None)]
            results.append(await shown.show(notification(number=2), None))
            bus.kill()
            results.append(await shown.show(notification(number=3), None))
            bus.start()
            with NotificationService(bus.address):
                results.append(await shown.show(notification(number=4), None))
            return [result is not None for result in results]

    assert run(story()) == [True, False, False, True]


def test_a_dead_bus_costs_no_time(bus: Bus) -> None:
    """Waiting for clicks while the bus is gone must not spin."""

    async def story() -> float:
        async with notifier(bus) as shown:
            with NotificationService(bus.address):
                await shown.show(notification(), None)
            bus.kill()
            before = process_time()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await first(shown.clicks())
            bus.start()
            return process_time() - before

    assert run(story()) < 0.2


def test_closing_ends_the_clicks_and_shows_no_more(bus: Bus) -> None:
    async def story() -> tuple[list[Click], int | None]:
        async with notifier(bus) as shown:
            await shown.show(notification(), None)
            await shown.close()
            heard = [click async for click in shown.clicks()]
            return heard, await shown.show(notification(number=2), None)

    with NotificationService(bus.address):
        assert run(story()) == ([], None)
