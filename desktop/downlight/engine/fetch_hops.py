"""Decides where a redirect may lead, and what may go along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from downlight.domain.model import Redirects
from downlight.domain.status import Reason
from downlight.engine.fetch_trip import NotReached

MAX_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HARMLESS = frozenset({"accept", "accept-language", "cache-control"})
"""Request headers that may follow to another site."""
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"})
"""Labels under which countries give out names: example.co.uk."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One request of the several that redirects can make of one."""

    url: str
    headers: Mapping[str, str]
    """In lower case."""


def next_hop(
    hop: Hop, status: int, headers: Mapping[str, str], policy: Redirects, visited: Sequence[str]
) -> Hop | None:
    """Return where an answer sends us, or None when it is the final one.

    `visited` are the URLs asked so far, with that of `hop`; `headers` are the answer's. Under
    SAME_SITE an answer that leads to another site is final. Raises NotReached for a redirect
    that is refused.
    """
    location = headers.get("location", "").strip()
    if status not in _REDIRECTS or not location or policy is Redirects.REFUSE:
        return None
    url = _target(hop.url, location)
    if policy is Redirects.SAME_SITE and site(_host(url)) != site(_host(visited[0])):
        return None
    if url in visited or len(visited) > MAX_REDIRECTS:
        raise _endless(url in visited, "set-cookie" in headers)
    return Hop(url, _headers_along(hop, url))


def _endless(circle: bool, sets_cookie: bool) -> NotReached:
    if sets_cookie:
        return NotReached(Reason.BLOCKED, "shows nothing to visitors that keep no cookies")
    said = (
        "the redirects go round in a circle" if circle else f"more than {MAX_REDIRECTS} redirects"
    )
    return NotReached(Reason.MALFORMED, said)


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port (RFC 6454)."""
    parts = urlsplit(url)
    return (
        parts.scheme,
        parts.hostname or "",
        parts.port or (443 if parts.scheme == "https" else 80),
    )


def site(host: str) -> str:
    """Return the name that somebody registered: example.co.uk for www.example.co.uk.

    By rule of thumb, not by the public suffix list: nobody registers names to fool a status
    check, and the list would be out of date here sooner than the rule is wrong.
    """
    labels = host.rstrip(".").split(".")
    if len(labels) < 3 or labels[-1].isdigit() or ":" in host:
        return host
    country = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if country else labels[-2:])


def _target(base: str, location: str) -> str:
    try:
        url = urldefrag(urljoin(base, location)).url
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise NotReached(Reason.MALFORMED, "redirects to an address that cannot be read") from None
    if parts.scheme not in ("http", "https"):
        raise NotReached(Reason.MALFORMED, "redirects to something that is no web page")
    if not parts.hostname:
        raise NotReached(Reason.MALFORMED, "redirects to an address that cannot be read")
    # Names and passwords that a stranger puts into an address are not ours to send.
    bare = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=bare).geturl()


def _headers_along(hop: Hop, url: str) -> Mapping[str, str]:
    if origin(url) == origin(hop.url):
        return hop.headers
    carried = {name: value for name, value in hop.headers.items() if name in _HARMLESS}
    downgraded = origin(hop.url)[0] == "https" and origin(url)[0] == "http"
    if downgraded and len(carried) < len(hop.headers):
        raise NotReached(Reason.MALFORMED, "redirects a request with a token from https to http")
    return carried


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
