"""The one client: what it sends, and what it keeps to itself."""

import logging
import ssl
import sys

import pytest

from downlight import __version__
from downlight.engine.fetch_client import make_client, make_context
from downlight.engine.fetch_dial import Dialer
from downlight.engine.fetch_trip import Trip
from downlight.engine.resolver import Resolver
from downlight.probes.answer import Request
from downlight.probes.locality import is_private
from fakes.fetching import fetching, names
from fakes.hostile import HostileServer
from fakes.loops import play


def sent_headers(**headers: str) -> dict[str, str]:
    async def scene() -> dict[str, str]:
        async with HostileServer() as server, fetching() as fetcher:
            await fetcher.fetch(Request(server.url(), headers=headers))
            return server.received[0].headers

    return play(scene())


def test_it_says_who_it_is_and_asks_for_one_coding() -> None:
    headers = sent_headers()
    assert headers["user-agent"].startswith(f"Downlight/{__version__} (+https://")
    assert headers["accept-encoding"] == "gzip"
    assert headers["connection"] == "close"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_a_check_s_own_headers_win() -> None:
    assert sent_headers(Accept="text/plain", X="1")["accept"] == "text/plain"


def test_the_client_writes_no_url_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with HostileServer() as server, fetching() as fetcher:
            url = server.url("/answer?token=geheim").replace("//", "//me:geheim@")
            await fetcher.fetch(Request(url))

    with caplog.at_level(logging.DEBUG):
        play(scene())
    assert "geheim" not in caplog.text


def test_the_client_takes_neither_proxies_nor_passwords_from_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    async def scene() -> int:
        dialer = Dialer(Resolver(names({"site.test": ["127.0.0.1"]})), is_private)
        async with HostileServer() as server, make_client(dialer, make_context()) as client:
            url = server.url(host="site.test")
            extensions = {"trip": Trip("site.test"), "proxy": None}
            answer = await client.get(url, extensions=extensions)
            return answer.status_code

    assert play(scene()) == 200


@pytest.mark.skipif(sys.platform != "linux", reason="truststore elsewhere")
def test_certificates_are_verified() -> None:
    context = make_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
