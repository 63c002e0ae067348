"""A proxy that fails is named as the proxy, not as an outage of what lies behind it."""

import asyncio
import ssl
from dataclasses import replace

import pytest

from downlight.domain.settings import NetworkSettings
from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Failure, Request
from fakes.authorities import HOST, issue, serving, trusting
from fakes.fetching import fetching, loopback_is_public
from fakes.hostile import HostileServer
from fakes.loops import play
from fakes.proxies import FakeProxy, Mood

QUIET = NetworkSettings(second_resolver="")
NAMES = {"proxy.test": ["127.0.0.1"]}


def ask(
    mood: Mood, scheme: str, *, path: str = "/answer", url: str | None = None, user: str = ""
) -> tuple[Answer | Failure, FakeProxy]:
    """Return how a request through a proxy of this mood ended, and the proxy."""
    certificate = serving(issue(HOST)) if scheme == "https" else None

    async def scene() -> tuple[Answer | Failure, FakeProxy]:
        async with HostileServer(certificate) as server:
            target = ("127.0.0.1", server.port)
            async with FakeProxy(mood, target) as proxy:
                settings = replace(QUIET, proxy=f"http://{user}{proxy.place}")
                async with fetching(NAMES, settings=settings, context=trusting()) as fetcher:
                    request = Request(url or f"{scheme}://{HOST}{path}", timeout=0.5)
                    return await fetcher.fetch(request), proxy

    return play(scene())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_works_is_not_noticed(scheme: str) -> None:
    answer, proxy = ask(Mood.WORKS, scheme)
    assert isinstance(answer, Answer), answer
    assert answer.body == b"ok"
    assert not answer.local
    assert HOST in proxy.asked[0]


def test_the_certificate_behind_a_proxy_is_seen() -> None:
    answer, _ = ask(Mood.WORKS, "https")
    assert isinstance(answer, Answer)
    assert answer.tls_expires_at is not None


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_told_by_its_name(scheme: str) -> None:
    failure, _ = ask(Mood.WANTS_PASSWORD, scheme)
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.PROXY
    assert "wants a user name and password (407)" in failure.detail


def test_the_proxy_s_password_is_sent_and_never_told() -> None:
    failure, proxy = ask(Mood.WANTS_PASSWORD, "https", user="me:geheim@")
    assert isinstance(failure, Failure)
    assert "geheim" not in failure.detail
    assert proxy.asked[1] == "Proxy-Authorization: Basic bWU6Z2VoZWlt"


def test_a_proxy_that_cannot_connect_is_told_by_its_status() -> None:
    failure, _ = ask(Mood.BAD_GATEWAY, "https")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.PROXY
    assert failure.detail.endswith("could not connect: it answered 502")


def test_a_proxy_that_hangs_is_told_from_a_platform_that_does() -> None:
    failure, _ = ask(Mood.HANGS, "https")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.PROXY
    assert failure.detail.endswith("made no connection within 0.5 s")
    failure, _ = ask(Mood.WORKS, "https", path="/hang")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.TIMEOUT


def test_a_certificate_problem_behind_a_proxy_is_the_target_s() -> None:
    failure, _ = ask(Mood.WORKS, "https", url="https://wrong.test/")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.TLS
    assert failure.detail == "the certificate is for another name than wrong.test"


def test_a_dead_proxy_is_told_as_a_dead_proxy() -> None:
    async def scene() -> Answer | Failure:
        nobody = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port = nobody.sockets[0].getsockname()[1]
        nobody.close()
        settings = replace(QUIET, proxy=f"http://me:geheim@proxy.test:{port}")
        async with fetching(NAMES, settings=settings) as fetcher:
            return await fetcher.fetch(Request("http://site.test/"))

    failure = play(scene())
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.PROXY
    assert failure.detail.startswith("the proxy proxy.test:")
    assert failure.detail.endswith("cannot be used: the connection was refused")
    assert "geheim" not in failure.detail


@pytest.mark.parametrize(
    ("proxy", "clause"),
    [
        ("http://nowhere.test:3128", "the name nowhere.test does not exist"),
        ("socks5://127.0.0.1:9050", "a socks5 proxy is set, and only http and https ones work"),
        ("http://[::1", "the address of the proxy cannot be read"),
        ("http://x:port/", "the address of the proxy cannot be read"),
    ],
)
def test_a_proxy_that_cannot_even_be_asked_is_a_proxy_problem(proxy: str, clause: str) -> None:
    async def scene() -> Answer | Failure:
        async with fetching(NAMES, settings=replace(QUIET, proxy=proxy)) as fetcher:
            return await fetcher.fetch(Request("http://site.test/"))

    failure = play(scene())
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.PROXY
    assert clause in failure.detail


def test_local_targets_are_reached_past_the_proxy() -> None:
    answer, proxy = ask(Mood.WANTS_PASSWORD, "http", url="http://127.0.0.1:1/")
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.REFUSED
    assert proxy.asked == []


def test_a_public_site_cannot_send_a_proxied_request_into_the_local_network() -> None:
    failure, proxy = ask(Mood.WORKS, "http", path="/redirect?to=http://router.lan/")
    assert isinstance(failure, Failure)
    assert failure.detail == "redirects from the internet into a local network"
    assert len(proxy.asked) == 1


def test_tls_to_the_proxy_holds_tls_to_the_platform() -> None:
    async def scene() -> Answer | Failure:
        async with HostileServer(serving(issue(HOST))) as server:
            target = ("127.0.0.1", server.port)
            async with FakeProxy(Mood.WORKS, target, serving(issue("proxy.test"))) as proxy:
                port = proxy.place.partition(":")[2]
                settings = replace(QUIET, proxy=f"https://proxy.test:{port}")
                async with fetching(NAMES, settings=settings, context=trusting()) as fetcher:
                    return await fetcher.fetch(Request(f"https://{HOST}/"))

    answer = play(scene())
    assert isinstance(answer, Answer), answer
    assert answer.body == b"ok"


@pytest.mark.parametrize("context", [None, trusting()], ids=["no tls", "wrong name"])
def test_a_tls_proxy_that_is_none_is_a_proxy_problem(context: ssl.SSLContext | None) -> None:
    certificate = serving(issue("other.test")) if context else None

    async def scene() -> Answer | Failure:
        async with FakeProxy(Mood.WORKS, context=certificate) as proxy:
            port = proxy.place.partition(":")[2]
            settings = replace(QUIET, proxy=f"https://proxy.test:{port}")
            async with fetching(NAMES, settings=settings, context=trusting()) as fetcher:
                return await fetcher.fetch(Request(f"https://{HOST}/", timeout=0.5))

    failure = play(scene())
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.PROXY


def test_new_settings_take_effect_with_the_next_request() -> None:
    async def scene() -> tuple[Answer | Failure, Answer | Failure]:
        async with HostileServer() as server, FakeProxy(Mood.WANTS_PASSWORD) as proxy:
            names = {HOST: ["127.0.0.1"]}
            async with fetching(names, is_private=loopback_is_public) as fetcher:
                url = server.url(host=HOST)
                direct = await fetcher.fetch(Request(url))
                fetcher.configure(replace(QUIET, proxy=proxy.place))
                return direct, await fetcher.fetch(Request(url))

    direct, proxied = play(scene())
    assert isinstance(direct, Answer)
    assert isinstance(proxied, Failure)
    assert proxied.reason is Reason.PROXY
