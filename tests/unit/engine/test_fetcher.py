"""The fetcher as a whole: lanes, lateness, what it costs to have one."""

import asyncio
import subprocess
import sys

from downlight.domain.observation import Path
from downlight.domain.settings import NetworkSettings
from downlight.domain.status import Reason
from downlight.engine.fetcher import HttpFetcher
from downlight.probes.answer import Answer, Connector, Failure, Fetcher, Request
from fakes.fetching import fetching
from fakes.hostile import HostileServer
from fakes.loops import play
from fakes.name_server import NameServer


def test_it_is_what_the_probes_ask_for() -> None:
    fetcher = HttpFetcher(NetworkSettings())
    asked_by_http_probes: Fetcher = fetcher
    asked_by_plain_probes: Connector = fetcher
    assert asked_by_http_probes.fetch == fetcher.fetch
    assert asked_by_plain_probes.lookup == fetcher.lookup


def test_nothing_heavy_is_loaded_before_the_first_request() -> None:
    program = """
import sys
from downlight.domain.settings import NetworkSettings
from downlight.engine.fetcher import HttpFetcher
HttpFetcher(NetworkSettings())
print(*sorted({"httpx", "httpcore", "dns", "urllib.request"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == ""


def test_no_more_than_two_requests_go_to_one_host_at_once() -> None:
    async def scene() -> int:
        async with HostileServer() as server, fetching(per_host=2) as fetcher:
            requests = [
                asyncio.ensure_future(fetcher.fetch(Request(server.url("/hang"), timeout=0.3)))
                for _ in range(5)
            ]
            await server.visited(2)
            at_once = server.connections
            for request in requests:
                request.cancel()
            await asyncio.wait(requests)
            return at_once

    assert play(scene()) == 2


def test_waiting_for_a_lane_costs_no_time_of_the_request() -> None:
    async def scene() -> list[Answer | Failure]:
        async with HostileServer() as server, fetching(per_host=1) as fetcher:
            slow = fetcher.fetch(Request(server.url("/hang"), timeout=0.4))
            quick = fetcher.fetch(Request(server.url(), timeout=0.3))
            return list(await asyncio.gather(slow, quick))

    slow, quick = play(scene())
    assert isinstance(slow, Failure)
    assert isinstance(quick, Answer)
    assert quick.latency < 0.3


def test_another_resolver_finds_what_the_system_s_does_not() -> None:
    async def scene() -> tuple[Answer | Failure, Answer | Failure]:
        async with (
            HostileServer() as server,
            NameServer({"site.test": ["127.0.0.1"]}) as other,
            fetching(settings=NetworkSettings(second_resolver=other.place)) as fetcher,
        ):
            url = server.url(host="site.test")
            return (
                await fetcher.fetch(Request(url)),
                await fetcher.fetch(Request(url, path=Path.OTHER_RESOLVER)),
            )

    first, other = play(scene())
    assert isinstance(first, Failure)
    assert first.reason is Reason.DNS
    assert isinstance(other, Answer)


def test_without_a_second_resolver_the_path_is_the_default_one() -> None:
    async def scene() -> Answer | Failure:
        names = {"site.test": ["127.0.0.1"]}
        async with HostileServer() as server, fetching(names) as fetcher:
            url = server.url(host="site.test")
            return await fetcher.fetch(Request(url, path=Path.OTHER_RESOLVER))

    assert isinstance(play(scene()), Answer)


def test_closing_one_that_was_never_used_is_allowed() -> None:
    play(HttpFetcher(NetworkSettings()).close())
