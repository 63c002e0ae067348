"""The small internet of the demo, over real sockets."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest

from downlight.terminal.demo_day import BACK, BEGINS, BROKE, ENDS, OVER_CAPACITY
from downlight.terminal.demo_world import CANARIES, HEALTHY, World

SECOND = timedelta(seconds=1)


class Time:
    """The time in the world, as the test sets it."""

    def __init__(self) -> None:
        self.value = BEGINS

    def now(self) -> datetime:
        return self.value


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def world(time: Time) -> Iterator[World]:
    world = World(time.now)
    world.start()
    yield world
    world.stop()


def get(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.status, answer.read().decode()


def test_pages_of_x_answer_200_all_day_but_show_errors_during_the_outage(
    world: World, time: Time
) -> None:
    shown = {}
    for at in (BEGINS, BROKE - SECOND, BROKE, OVER_CAPACITY, BACK - SECOND, BACK, ENDS):
        time.value = at
        status, body = get(world.address("x"))
        assert status == 200
        shown[at] = ("Tweets aren't loading right now. Try again." in body, "Over capacity" in body)
    assert shown == {
        BEGINS: (False, False),
        BROKE - SECOND: (False, False),
        BROKE: (True, False),
        OVER_CAPACITY: (True, True),
        BACK - SECOND: (True, True),
        BACK: (False, False),
        ENDS: (False, False),
    }


@pytest.mark.parametrize("at", [BEGINS, BROKE, BACK - SECOND, ENDS])
def test_the_status_page_says_that_all_is_well_all_day(
    world: World, time: Time, at: datetime
) -> None:
    time.value = at
    _, body = get(f"{world.address('status')}api/v2/summary.json")
    assert json.loads(body)["status"]["description"] == "All Systems Operational"


@pytest.mark.parametrize("name", HEALTHY)
def test_the_others_are_well_all_day(world: World, time: Time, name: str) -> None:
    time.value = OVER_CAPACITY
    status, body = get(world.address(name))
    assert status == 200
    assert "Everything works" in body


def test_the_control_sites_answer_204(world: World) -> None:
    for canary in world.settings.network.canaries:
        assert get(canary.url) == (204, "")


def test_the_settings_name_nothing_outside_this_machine(world: World) -> None:
    settings = world.settings
    urls = [url for one in settings.favourites for url in (one.url, one.feed, one.status_page)]
    urls += [canary.url for canary in settings.network.canaries]
    assert {urlsplit(url).hostname for url in urls if url} == {"127.0.0.1"}
    assert len(settings.favourites) == 1 + len(HEALTHY)
    assert len(settings.network.canaries) == CANARIES
    assert settings.network.second_resolver == ""


def test_two_requests_go_over_one_connection_and_garbage_does_no_harm(world: World) -> None:
    parts = urlsplit(world.address("x"))
    request = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        for _ in range(2):
            line.sendall(request)
            assert line.recv(4096).startswith(b"HTTP/1.1 200 OK")
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(b"x" * 40_000)
        with pytest.raises((ConnectionError, AssertionError)):
            assert line.recv(4096)
    assert get(world.address("x"))[0] == 200


def test_after_the_end_nobody_answers(time: Time) -> None:
    world = World(time.now)
    world.start()
    address = world.address("x")
    world.stop()
    world.stop()
    with pytest.raises(urllib.error.URLError):
        get(address)
