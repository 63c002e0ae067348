"""The scripted server does what the end-to-end tests believe it does."""

from collections.abc import Iterator

import httpx
import pytest

from end2end.announcements import Announcement
from end2end.platform_server import Mood, PlatformServer, platform_server


@pytest.fixture
def server() -> Iterator[PlatformServer]:
    with platform_server() as running:
        yield running


def get(url: str) -> httpx.Response:
    with httpx.Client(verify=False, timeout=3, trust_env=False) as client:
        return client.get(url)


def test_each_mood_answers_as_it_is_called(server: PlatformServer) -> None:
    seen = {}
    for mood in (Mood.HEALTHY, Mood.SERVER_ERROR, Mood.ERROR_TEXT, Mood.FORBIDDEN):
        server.play("x", mood)
        answer = get(server.page("x"))
        seen[mood] = (answer.status_code, "Over capacity" in answer.text)
    assert seen == {
        Mood.HEALTHY: (200, False),
        Mood.SERVER_ERROR: (500, False),
        Mood.ERROR_TEXT: (200, True),
        Mood.FORBIDDEN: (403, False),
    }


def test_a_dropped_connection_is_no_answer(server: PlatformServer) -> None:
    server.play("x", Mood.DROPS)
    with pytest.raises(httpx.RemoteProtocolError):
        get(server.page("x"))


def test_a_closed_server_refuses_and_comes_back_on_the_same_port(server: PlatformServer) -> None:
    port = server.port
    server.close()
    with pytest.raises(httpx.ConnectError):
        get(server.canary)
    server.open()
    assert server.port == port
    assert get(server.canary).status_code == 204


def test_the_feed_tells_what_was_announced(server: PlatformServer) -> None:
    server.announce("x", Announcement(component="major_outage", title="Pages fail"))
    said = get(server.feed("x")).json()
    assert said["status"]["indicator"] == "critical"
    assert said["incidents"][0]["name"] == "Pages fail"
    assert "Pages fail" in get(f"{server.page('x')}/feed.rss").text


def test_a_captive_portal_takes_every_request(server: PlatformServer) -> None:
    server.captive(True)
    answer = get(server.canary)
    assert (answer.status_code, answer.headers["location"]) == (302, f"{server.base}/login")


def test_requests_are_counted_by_path(server: PlatformServer) -> None:
    get(server.page("x"))
    get(server.page("x"))
    assert (server.asked("/p/x"), server.asked("/p/y")) == (2, 0)
