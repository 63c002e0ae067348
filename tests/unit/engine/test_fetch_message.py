"""Requests and answers in the shapes that HTTP gives them."""

import httpx
import pytest

from downlight.domain.status import Reason
from downlight.engine.fetch_message import first_hop, headers_of, host_of
from downlight.engine.fetch_proxy import Proxy
from downlight.engine.fetch_trip import NotReached
from downlight.probes.answer import Request


def response(*raw: tuple[bytes, bytes], status: int = 200) -> httpx.Response:
    return httpx.Response(status, extensions={"headers": list(raw)})


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Site.Test:80/x?y", "site.test"),
        ("https://m\u00fcnchen.test/", "xn--mnchen-3ya.test"),
        ("http://[::1]:8080/", "::1"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://me:secret@site.test/", "site.test"),
        ("http://", ""),
        ("http://[", ""),
        ("http://x:99999/", ""),
        ("http://x:y/", ""),
        ("http://\ufffd/", ""),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_the_host_is_read_in_its_ascii_form(url: str, host: str) -> None:
    assert host_of(url) == host


def test_the_first_request_carries_headers_conditions_and_credentials() -> None:
    request = Request("https://me:a%3Ab@site.test:8443/x?y#z", headers={"X-A": "1"}, etag='"e"')
    hop = first_hop(request)
    assert hop.url == "https://site.test:8443/x?y"
    assert hop.headers == {
        "x-a": "1",
        "if-none-match": '"e"',
        "authorization": "Basic bWU6YTpi",
    }


def test_a_header_of_the_check_wins_over_the_url() -> None:
    request = Request("https://me:x@site.test/", headers={"Authorization": "Bearer t"})
    assert first_hop(request).headers["authorization"] == "Bearer t"


@pytest.mark.parametrize("url", ["ftp://site.test/", "site.test", "", "javascript:x"])
def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    with pytest.raises(NotReached) as caught:
        first_hop(Request(url))
    assert caught.value.reason is Reason.OWN_FAULT


def test_repeated_headers_are_joined() -> None:
    raw = [(b"Via", b"1"), (b"VIA", b"2"), (b"X", "\u00e9".encode()), (b"Y", b"\xe9")]
    assert headers_of(response(*raw), None) == {"via": "1, 2", "x": "\u00e9", "y": "\u00e9"}


def test_too_many_headers_are_refused() -> None:
    raw = [(b"x", b"y" * 1000)] * 66
    with pytest.raises(NotReached, match="would not end"):
        headers_of(response(*raw), None)


def test_407_is_the_proxy_s_word_only_where_there_is_a_proxy() -> None:
    assert headers_of(response(status=407), None) == {}
    with pytest.raises(NotReached) as caught:
        headers_of(response(status=407), Proxy("http", "proxy.test", 3128, "me", "geheim"))
    assert caught.value.reason is Reason.PROXY
    assert caught.value.detail == "the proxy proxy.test:3128 wants a user name and password (407)"
