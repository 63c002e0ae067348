"""Tells targets on our own networks from those on the internet, without asking anyone."""

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

_LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_OLD_STYLE = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){1,3}")
"""IPv4 as old programs wrote it: 127.1, 0x7f.0.0.1."""
_COMPATIBLE = IPv6Network("::/96")
_STAND_INS = IPv4Network("198.18.0.0/15")
"""What VPN programs tell in place of public addresses, to sort them by name later."""
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")


def is_local(url_or_host: str) -> bool:
    """Whether a URL or host is of a local network by its looks: no lookup is made.

    Local are private, loopback and link-local addresses, localhost, names of one label, and
    names under .local, .lan, .internal (ICANN 2024) and .home.arpa (RFC 8375).
    """
    host = _host_of(url_or_host)
    literal = _literal(host)
    if literal is not None:
        return is_private(str(literal))
    return bool(host) and ("." not in host or f".{host}".endswith(_LOCAL_ENDINGS))


def is_private(address: str) -> bool:
    """Whether an IP address belongs to this machine or a network around it, not to the internet.

    Looks through the ways of wrapping an IPv4 address into IPv6: mapped, 6to4, Teredo and NAT64
    (RFC 6052). Multicast, unspecified and reserved addresses count as private: nothing public
    answers there.
    """
    literal = _literal(address)
    if literal is None:
        return False
    inner = _wrapped(literal) if isinstance(literal, IPv6Address) else None
    if inner is not None:
        return is_private(str(inner))
    if literal in _STAND_INS:
        return False
    return not literal.is_global or literal.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(address.packed[12:])
    if address in _NAT64_LOCAL:
        return IPv4Address("127.0.0.1")  # a network's own translator: private whatever is inside
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def _host_of(url_or_host: str) -> str:
    text = url_or_host.strip().lower()
    if "://" in text:
        try:
            return (urlsplit(text).hostname or "").rstrip(".")
        except ValueError:
            return ""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    if text.count(":") == 1:
        text = text.partition(":")[0]
    return text.rstrip(".")


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return _old_style(host)


def _old_style(host: str) -> IPv4Address | None:
    if not _OLD_STYLE.fullmatch(host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
