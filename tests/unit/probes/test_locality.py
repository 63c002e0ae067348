"""Local targets are told from those on the internet."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.probes.locality import is_local, is_private

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "::127.0.0.1",
    "127.1",
    "0x7f.1",
    "0177.0.0.1",
    "10.1",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::",
    "134.744",
    "198.18.0.7",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_private_however_wrapped(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public_however_wrapped(address: str) -> None:
    assert not is_private(address)


@given(st.ip_addresses(v=4))
def test_wrapping_changes_nothing(inner: IPv4Address) -> None:
    expected = is_private(str(inner))
    assert is_private(f"::ffff:{inner}") == expected
    assert is_private(str(IPv6Address(int(IPv6Address("64:ff9b::")) + int(inner)))) == expected
    assert is_private(str(IPv6Address((0x2002 << 112) + (int(inner) << 80)))) == expected


@pytest.mark.parametrize(
    "target",
    [
        "localhost",
        "LOCALHOST:8080",
        "http://localhost/",
        "nas",
        "nas:8080",
        "http://nas/x",
        "nas.lan",
        "printer.local.",
        "http://printer.local:631/",
        "a.b.internal",
        "router.home.arpa",
        "app.localhost",
        "local",
        "http://127.0.0.1:99/",
        "https://[::1]:8/",
        "[fe80::1%25eth0]:80",
        "http://127.1/",
        "http://2130706433/",
        "192.168.1.1:80",
        "fd00::1",
    ],
)
def test_local_targets_are_known_by_their_looks(target: str) -> None:
    assert is_local(target)


@pytest.mark.parametrize(
    "target",
    [
        "example.org",
        "https://example.org/",
        "https://local.example.org",
        "notlocal.example",
        "example.lan.org",
        "https://8.8.8.8/",
        "[2606:4700::1111]:443",
        "https://user@example.org:443/",
        "http://[broken",
        "",
        "https:///path",
    ],
)
def test_others_are_not(target: str) -> None:
    assert not is_local(target)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    is_local(text)
    is_local(f"http://{text}")
    is_private(text)
