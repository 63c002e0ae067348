"""Addresses as people type them."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.address import AddressError, parse_address


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("github.com", "https://github.com/"),
        ("  GitHub.com  ", "https://github.com/"),
        ("//github.com", "https://github.com/"),
        ("https://x.com/home", "https://x.com/home"),
        ("HTTPS://X.com:443/Home?a=1#top", "https://x.com/Home?a=1"),
        ("http://example.com:80", "http://example.com/"),
        ("example.com:8443/a", "https://example.com:8443/a"),
        ("example.com:80", "http://example.com/"),
        ("example.com:/", "https://example.com/"),
        ("example.com.", "https://example.com/"),
        ("example.com?q=1", "https://example.com/?q=1"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("straße.example", "https://xn--strae-oqa.example/"),
        ("例え.example/パス", "https://xn--r8jz45g.example/%E3%83%91%E3%82%B9"),
        ("https://example.com/a%20b", "https://example.com/a%20b"),
        ("my_host.example.com", "https://my_host.example.com/"),
        ("localhost", "http://localhost/"),
        ("localhost:3000", "http://localhost:3000/"),
        ("nas.local", "http://nas.local/"),
        ("nas:5000", "http://nas:5000/"),
        ("http://nas", "http://nas/"),
        ("192.168.1.10:8123", "http://192.168.1.10:8123/"),
        ("1.1.1.1", "https://1.1.1.1/"),
        ("[::1]:8080/x", "http://[::1]:8080/x"),
        ("::1", "http://[::1]/"),
        ("fe80::1/status", "http://[fe80::1]/status"),
        ("https://[2606:4700:4700::1111]", "https://[2606:4700:4700::1111]/"),
    ],
)
def test_what_people_type_becomes_one_normal_url(typed: str, url: str) -> None:
    assert parse_address(typed).url == url


@pytest.mark.parametrize(
    ("typed", "host", "is_ip"),
    [
        ("https://X.com:8443/", "x.com", False),
        ("[::1]:8080", "::1", True),
        ("10.0.0.1:81", "10.0.0.1", True),
    ],
)
def test_the_host_comes_without_port_and_brackets(typed: str, host: str, is_ip: bool) -> None:
    address = parse_address(typed)
    assert (address.host, address.is_ip) == (host, is_ip)


@pytest.mark.parametrize(
    ("typed", "clue"),
    [
        ("", "Type a web address"),
        ("   ", "Type a web address"),
        ("two words.com", "no spaces"),
        ("ftp://example.com", "not ftp:"),
        ("file:///etc/passwd", "not file:"),
        ("javascript:alert(1)", "not javascript:"),
        ("javascript:1", "not javascript:"),
        ("mailto:me@example.com", "not mailto:"),
        ("data:text/html,x", "not data:"),
        ("https://me:secret@example.com", "user name and password"),
        ("me@example.com", "user name and password"),
        ("https://", "not a web address"),
        ("https:///path", "not a web address"),
        ("https:/example.com", "begins with https://"),
        ("https:example.com", "begins with https://"),
        ("github", "write it like example.com"),
        ("exa mple", "no spaces"),
        ("-bad-.example.com", "not a web address"),
        ("a..b.com", "not a web address"),
        ("example.com:99999", "from 1 to 65535"),
        ("example.com:0", "from 1 to 65535"),
        ("http://example.com:abc/", "from 1 to 65535"),
        ("300.1.1.1", "whole IP address"),
        ("10.5", "whole IP address"),
        ("[::1", "not a web address"),
        ("[v1.x]", "not a web address"),
        ("http://[fe80::1%25eth0]/", "not a web address"),
        ("exam\u202eple.com", "cannot be seen"),
        ("exam\x00ple.com", "cannot be seen"),
        ("exa\ud800mple.com", "cannot be seen"),
        ("https:\\\\example.com", "forward slashes"),
        ("xn--\u00e9.com", "not a web address"),
        ("%65xample.com", "not a web address"),
        ("a" * 64 + ".com", "not a web address"),
        ("https://example.com/" + "a" * 2048, "longer than"),
    ],
)
def test_what_cannot_be_watched_gets_one_clear_sentence(typed: str, clue: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(typed)
    sentence = str(caught.value)
    assert clue in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 150


def test_the_sentence_never_repeats_a_password() -> None:
    with pytest.raises(AddressError) as caught:
        parse_address("https://me:hunter2@example.com")
    assert "hunter2" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_an_address_error(text: str) -> None:
    try:
        address = parse_address(text)
    except AddressError:
        return
    parts = urlsplit(address.url)
    assert parts.scheme in ("http", "https")
    assert parts.hostname == address.host
    assert address.url.isascii()


@given(st.from_regex(r"\A[a-z0-9]{1,8}\.[a-z]{2,5}(:[1-9][0-9]{0,3})?(/[a-z0-9?]{0,8})?\Z"))
def test_reading_a_normal_url_again_changes_nothing(text: str) -> None:
    once = parse_address(text)
    assert parse_address(once.url) == once
