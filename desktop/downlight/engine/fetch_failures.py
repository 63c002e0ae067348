"""Turns every way in which a request can go wrong into a reason and a clause for people."""

import errno
import socket
import ssl
from datetime import datetime

import httpcore
import httpx

from downlight.domain.status import Reason
from downlight.domain.text import clean
from downlight.engine.decoding import DecodingError
from downlight.engine.fetch_certificate import Validity, explain_tls
from downlight.engine.fetch_race import OUT_OF_RESOURCES, AllFailed
from downlight.engine.fetch_trip import NotReached, Stage, Trip

EXPECTED = (
    OSError,
    MemoryError,
    NotReached,
    AllFailed,
    DecodingError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    UnicodeError,
)
"""What the network, the server or this computer can do to a request. Anything else is a bug."""

_REFUSED = frozenset({errno.ECONNREFUSED})
_RESET = frozenset({errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ESHUTDOWN})
_NO_WAY = frozenset(
    {
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.EHOSTDOWN,
        errno.EADDRNOTAVAIL,
        errno.EACCES,
        errno.EPERM,
        errno.EINVAL,
        errno.ENODEV,
    }
)
"""How routing tables and firewalls of this machine say no."""

_BY_PROTOCOL = (
    ("without sending a response", Reason.RESET, "closed the connection without an answer"),
    ("complete message body", Reason.MALFORMED, "the answer breaks off in the middle"),
    ("incomplete chunked read", Reason.MALFORMED, "the answer breaks off in the middle"),
    ("chunk", Reason.MALFORMED, "the answer is garbled"),
    ("too long", Reason.MALFORMED, "the headers of the answer would not end"),
    ("too many", Reason.MALFORMED, "the headers of the answer would not end"),
    ("", Reason.MALFORMED, "what answers there does not speak HTTP"),
)
"""Words in what the HTTP parser says, and what they mean."""


def explain(
    error: BaseException, trip: Trip, now: datetime | None, validity: Validity | None = None
) -> tuple[Reason, str]:
    """Return why `trip` failed: the reason, and one clause for people.

    `validity` is the span of the certificate that was not accepted, where it is known.

    Being out of descriptors or memory is our own fault and never looks like an outage. No URL,
    header or address with a password is repeated.
    """
    # What the fetcher itself has said already counts for more than what made it say so.
    causes = sorted(_causes(error), key=lambda cause: not isinstance(cause, NotReached))
    if any(_is_own(cause) for cause in causes):
        return Reason.OWN_FAULT, "this computer is out of file descriptors or memory"
    for cause in causes:
        known = _tls(cause, trip, now, validity) or _known(cause, trip)
        if known is not None:
            reason, detail = known
            if reason in (Reason.DNS, Reason.TLS) and not _descriptors_left():
                return Reason.OWN_FAULT, "this computer is out of file descriptors"
            return _through_proxy(reason, detail, trip)
    return Reason.OWN_FAULT, "the request could not be sent as it stands in the settings"


def too_slow(trip: Trip, timeout: float) -> tuple[Reason, str]:
    """Return the reason and clause for a trip that was cut off after `timeout` seconds."""
    limit = f"within {timeout:g} s"
    said = {
        Stage.LOOKUP: (Reason.DNS, f"the name servers did not answer {limit}"),
        Stage.CONNECT: (Reason.TIMEOUT, f"no connection {limit}"),
        Stage.PROXY: (Reason.PROXY, f"the proxy {trip.proxy} made no connection {limit}"),
        Stage.TLS: (Reason.TIMEOUT, f"connected, but no TLS handshake {limit}"),
        Stage.ANSWER: (Reason.TIMEOUT, f"connected, but no answer {limit}"),
        Stage.BODY: (Reason.TIMEOUT, f"the answer was not complete {limit}"),
    }[trip.stage]
    return _through_proxy(*said, trip)


def _causes(error: BaseException) -> list[BaseException]:
    """Return the error and what lies behind it, the deepest first."""
    found: list[BaseException] = []
    behind: BaseException | None = error
    while behind is not None and behind not in found:
        found.append(behind)
        if isinstance(behind, AllFailed):
            dull_first: list[OSError] = sorted(behind.errors, key=_how_dull)
            found += dull_first
        behind = behind.__cause__ or behind.__context__
    return found[::-1]


def _how_dull(error: OSError) -> int:
    """A server that says no tells more than a network that knows no way to another address."""
    if error.errno in _REFUSED | _RESET:
        return 2
    return 0 if error.errno in _NO_WAY else 1


def _is_own(error: BaseException) -> bool:
    if isinstance(error, NotReached):
        return error.reason is Reason.OWN_FAULT
    if isinstance(error, ssl.SSLError):
        return False
    return isinstance(error, MemoryError) or (
        isinstance(error, OSError) and error.errno in OUT_OF_RESOURCES
    )


def _known(error: BaseException, trip: Trip) -> tuple[Reason, str] | None:
    if isinstance(error, NotReached):
        return error.reason, error.detail
    if isinstance(error, DecodingError):
        return Reason.MALFORMED, str(error)
    if isinstance(error, OSError):
        return _system(error, trip)
    if isinstance(error, httpcore.ProxyError):
        return Reason.PROXY, _proxy_says(str(error), trip)
    if isinstance(error, (httpcore.RemoteProtocolError, httpx.RemoteProtocolError)):
        return _protocol(str(error))
    return None


def _tls(
    error: BaseException, trip: Trip, now: datetime | None, validity: Validity | None
) -> tuple[Reason, str] | None:
    if not isinstance(error, ssl.SSLError):
        return None
    if trip.stage is Stage.BODY:
        return Reason.RESET, "the encrypted connection broke in the middle of the answer"
    closed = isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError))
    if closed or "EOF" in (error.reason or ""):
        return Reason.RESET, "the connection was closed during the TLS handshake"
    host = trip.proxy.rpartition(":")[0] if _is_early(trip) else trip.host
    return Reason.TLS, explain_tls(error, host, validity, now)


def _system(error: OSError, trip: Trip) -> tuple[Reason, str] | None:
    if error.errno in _REFUSED:
        return Reason.REFUSED, "the connection was refused"
    if error.errno in _RESET:
        return Reason.RESET, _reset_at(trip.stage)
    if isinstance(error, TimeoutError):
        return Reason.TIMEOUT, "no connection: the network gave up trying"
    if isinstance(error, socket.gaierror):
        return Reason.DNS, f"the name servers failed to answer for {trip.host}"
    if error.errno in _NO_WAY:
        return Reason.UNREACHABLE, "there is no way to it from this network"
    return Reason.UNREACHABLE, clean(f"the network says: {error.strerror or 'failed'}", 100)


def _reset_at(stage: Stage) -> str:
    when = {
        Stage.TLS: " during the TLS handshake",
        Stage.ANSWER: " before an answer came",
        Stage.BODY: " in the middle of the answer",
    }.get(stage, "")
    return f"the connection was reset{when}"


def _proxy_says(message: str, trip: Trip) -> str:
    status = message[:3]
    if status == "407":
        return f"the proxy {trip.proxy} wants a user name and password (407)"
    if status.isdigit():
        return f"the proxy {trip.proxy} could not connect: it answered {status}"
    return f"the proxy {trip.proxy} could not connect"


def _protocol(message: str) -> tuple[Reason, str]:
    lower = message.lower()
    return next((reason, said) for words, reason, said in _BY_PROTOCOL if words in lower)


def _through_proxy(reason: Reason, detail: str, trip: Trip) -> tuple[Reason, str]:
    """Before the proxy has said yes, whatever fails is the proxy or the way to it."""
    if not _is_early(trip) or reason in (Reason.PROXY, Reason.OWN_FAULT):
        return reason, detail
    return Reason.PROXY, f"the proxy {trip.proxy} cannot be used: {detail}"


def _is_early(trip: Trip) -> bool:
    return trip.proxy != "" and trip.stage in (Stage.LOOKUP, Stage.CONNECT, Stage.PROXY)


def _descriptors_left() -> bool:
    """Lookups and certificate stores hide from us that they could open no file."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except OSError as error:
        return error.errno not in OUT_OF_RESOURCES
    return True
