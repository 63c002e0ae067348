"""Reads what people type as a web address into one normalised http(s) URL."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, quote, urlsplit

from downlight.domain.saying import say

MAX_LENGTH = 2048
"""Characters: longer addresses work in no browser."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PORT_FOLLOWS = re.compile(r":\d+(?:[/?#]|$)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NEVER_HOSTS = frozenset(
    {"about", "blob", "chrome", "data", "file", "ftp", "javascript", "mailto", "sms", "tel", "urn"}
)
_LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_DEFAULT_PORT = {"http": 80, "https": 443}


class AddressError(ValueError):
    """This is no address that can be watched; `told_by` says why, in one sentence for people."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its one normal form."""

    url: str
    """Absolute http(s) URL: scheme and host in lower case, IDN in its ASCII form, no default
    port, no fragment, a path that begins with a slash."""
    host: str
    """The host alone, without port and brackets."""
    is_ip: bool
    """The host is an IPv4 or IPv6 address."""


def parse_address(text: str) -> Address:
    """Return the address that `text` means.

    Without a scheme, https is meant; http for addresses and names of the local network, which
    rarely have a certificate. Raises AddressError with one sentence for people.
    """
    typed = text.strip()
    _refuse_strange_characters(typed)
    scheme, rest = _scheme_of(typed)
    parts = _split(typed, scheme or "https", rest)
    host = _host(typed, parts, named_scheme=scheme is not None)
    port = _port(typed, parts)
    literal = _ip(host)
    chosen = scheme or _usual_scheme(host, literal, port)
    shown = f"[{host}]" if isinstance(literal, IPv6Address) else host
    ending = "" if port in (None, _DEFAULT_PORT[chosen]) else f":{port}"
    return Address(f"{chosen}://{shown}{ending}{_path(parts)}", host, literal is not None)


def _refuse_strange_characters(typed: str) -> None:
    if not typed:
        raise AddressError(say("Type a web address, such as example.com."))
    if len(typed) > MAX_LENGTH:
        raise AddressError(say("That address is longer than {most} characters.", most=MAX_LENGTH))
    if re.search(r"\s", typed):
        raise AddressError(say("A web address has no spaces in it."))
    if _UNPRINTABLE.search(typed) or any("\ud800" <= char <= "\udfff" for char in typed):
        raise AddressError(say("That address holds characters that cannot be seen; type it again."))
    if "\\" in typed:
        raise AddressError(say("A web address is written with forward slashes (/)."))


def _scheme_of(typed: str) -> tuple[str | None, str]:
    found = _SCHEME.match(typed)
    if found is None or _is_host_with_port(found[1], typed[found.end() - 1 :]):
        return None, typed.removeprefix("//")
    scheme, rest = found[1].lower(), typed[found.end() :]
    if scheme not in _DEFAULT_PORT:
        if _looks_like_ipv6(typed):
            return None, typed
        raise AddressError(
            say("Only http and https addresses can be watched, not {scheme}:.", scheme=scheme)
        )
    if not rest.startswith("//"):
        raise AddressError(
            say("A web address begins with {scheme}://, followed by a name.", scheme=scheme)
        )
    return scheme, rest[2:]


def _is_host_with_port(name: str, tail: str) -> bool:
    if name.lower() in _NEVER_HOSTS or tail.startswith("://"):
        return False
    return "." in name or bool(_PORT_FOLLOWS.match(tail))


def _looks_like_ipv6(typed: str) -> bool:
    return isinstance(_ip(typed.split("/", 1)[0]), IPv6Address)


def _split(typed: str, scheme: str, rest: str) -> SplitResult:
    if _looks_like_ipv6(rest):
        bare, slash, tail = rest.partition("/")
        rest = f"[{bare}]{slash}{tail}"
    try:
        parts = urlsplit(f"{scheme}://{rest}")
    except ValueError:
        raise _malformed(typed) from None
    if "@" in parts.netloc:
        raise AddressError(say("Leave user name and password out of the address."))
    return parts


def _host(typed: str, parts: SplitResult, *, named_scheme: bool) -> str:
    name = parts.hostname or ""
    if not name:
        raise _malformed(typed)
    literal = _ip(name)
    if literal is not None:
        return literal.compressed
    if parts.netloc.startswith("["):
        raise _malformed(typed)
    host = _ascii_name(typed, name)
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _malformed(typed)
    if labels[-1].isdigit():
        raise AddressError(
            say("{typed} is neither a name nor a whole IP address.", typed=_clip(typed))
        )
    if len(labels) == 1 and host != "localhost" and not named_scheme and ":" not in parts.netloc:
        raise AddressError(
            say(
                "{typed} is not a web address; write it like example.com or http://{host}.",
                typed=_clip(typed),
                host=host,
            )
        )
    return host


def _ascii_name(typed: str, name: str) -> str:
    name = name.rstrip(".")
    if name.isascii():
        return name.lower()
    import idna  # for names in other scripts alone: the build compiles the catalogue without it

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise _malformed(typed) from None


def _port(typed: str, parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        raise _bad_port(typed) from None
    if port == 0:
        raise _bad_port(typed)
    return port


def _path(parts: SplitResult) -> str:
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/"
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return f"{path}?{query}" if query else path


def _usual_scheme(host: str, literal: IPv4Address | IPv6Address | None, port: int | None) -> str:
    if port in (80, 443):
        return "http" if port == 80 else "https"
    if literal is not None:
        return "http" if literal.is_private else "https"
    local = "." not in host or host.endswith(_LOCAL_ENDINGS)
    return "http" if local else "https"


def _ip(name: str) -> IPv4Address | IPv6Address | None:
    if "%" in name:
        return None
    try:
        return ip_address(name)
    except ValueError:
        return None


def _malformed(typed: str) -> AddressError:
    return AddressError(
        say("{typed} is not a web address; write it like example.com.", typed=_clip(typed))
    )


def _bad_port(typed: str) -> AddressError:
    return AddressError(say("The port in {typed} must be from 1 to 65535.", typed=_clip(typed)))


def _clip(typed: str) -> str:
    return typed if len(typed) <= 60 else f"{typed[:59]}…"
