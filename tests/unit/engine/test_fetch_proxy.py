"""Which proxy carries a request."""

import pytest

from downlight.domain.status import Reason
from downlight.engine.fetch_proxy import Proxy, ProxyTable
from downlight.engine.fetch_trip import NotReached

ENVIRONMENT = {
    "http": "http://web.test:3128",
    "https": "http://secure.test:3129",
    "no": "intern.test, .corp.test,10.0.0.1",
}


def place(table: ProxyTable, scheme: str, host: str) -> str | None:
    proxy = table.proxy_for(scheme, host)
    return proxy.place if proxy else None


def test_without_any_setting_requests_go_directly() -> None:
    assert ProxyTable("", {}).proxy_for("https", "site.test") is None


def test_the_environment_s_proxies_are_taken_by_scheme() -> None:
    table = ProxyTable("", ENVIRONMENT)
    assert place(table, "http", "site.test") == "web.test:3128"
    assert place(table, "https", "site.test") == "secure.test:3129"


def test_a_proxy_for_all_serves_both() -> None:
    table = ProxyTable("", {"all": "all.test:1"})
    assert place(table, "http", "site.test") == place(table, "https", "site.test") == "all.test:1"


@pytest.mark.parametrize("host", ["intern.test", "www.intern.test", "a.corp.test", "10.0.0.1"])
def test_exceptions_are_reached_directly(host: str) -> None:
    assert ProxyTable("", ENVIRONMENT).proxy_for("http", host) is None


def test_an_exception_is_no_mere_ending() -> None:
    assert place(ProxyTable("", ENVIRONMENT), "http", "notintern.test") == "web.test:3128"


def test_a_star_excepts_everything() -> None:
    assert ProxyTable("", {**ENVIRONMENT, "no": "*"}).proxy_for("http", "site.test") is None


def test_the_setting_wins_over_the_environment_and_its_exceptions() -> None:
    table = ProxyTable("mine.test:8080", ENVIRONMENT)
    assert place(table, "https", "intern.test") == "mine.test:8080"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "nas.lan", "router", "192.168.1.1"])
def test_local_targets_are_reached_directly_always(host: str) -> None:
    assert ProxyTable("mine.test:8080", ENVIRONMENT).proxy_for("http", host) is None


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("proxy.test", Proxy("http", "proxy.test", 80)),
        ("https://proxy.test", Proxy("https", "proxy.test", 443)),
        ("http://me:p%40ss@proxy.test:1", Proxy("http", "proxy.test", 1, "me", "p@ss")),
        ("http://[2001:db8::1]:3128/", Proxy("http", "2001:db8::1", 3128)),
    ],
)
def test_addresses_of_proxies_are_read_as_people_write_them(text: str, proxy: Proxy) -> None:
    assert ProxyTable(text, {}).proxy_for("https", "site.test") == proxy


@pytest.mark.parametrize("text", ["http://", "http://x:99999", "socks5://x", "http://[", "ftp://x"])
def test_unusable_addresses_are_the_proxy_s_problem(text: str) -> None:
    with pytest.raises(NotReached) as caught:
        ProxyTable(text, {}).proxy_for("https", "site.test")
    assert caught.value.reason is Reason.PROXY


def test_the_process_environment_is_read_when_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://me:secret@env.test:1")
    monkeypatch.setenv("no_proxy", "excepted.test")
    table = ProxyTable("")
    assert place(table, "https", "site.test") == "env.test:1"
    assert place(table, "https", "excepted.test") is None
