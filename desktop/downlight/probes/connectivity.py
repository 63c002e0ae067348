"""Looks at control sites, and at the ways out of this machine: is it us or them?"""

import socket
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address

from downlight.domain.model import Redirects
from downlight.domain.observation import Observation, Path
from downlight.domain.settings import Canary
from downlight.domain.status import Reason, Source, Status
from downlight.domain.text import clean
from downlight.probes.answer import Answer, Failure, Fetcher, Request
from downlight.probes.bodies import decoded, find
from downlight.probes.outcome import failure_status, seconds

_ANYWHERE = ("192.0.2.1", "2001:db8::1")
"""Addresses for documentation (RFC 5737, RFC 3849): nothing is ever sent there."""
_PORT = 9
_MAX_CANARY = 65_536
"""Bytes: a control site's answer is tiny, a portal's page is not."""


async def probe(
    target: str,
    canary: Canary,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    *,
    timeout: float = 3.0,
    path: Path = Path.DEFAULT,
) -> Observation:
    """Ask one control site and return what was seen; `target` is its id, "canary/N".

    A redirect or another body means that somebody answers in its place: a captive portal.
    """
    started = now()
    answer = await fetcher.fetch(_request(canary, timeout, path))
    status, reason, detail = _judge(answer, canary)
    return Observation(
        check_id=target,
        platform_id=target,
        source=Source.CANARY,
        status=status,
        reason=reason,
        started_at=started,
        observed_at=now(),
        detail=clean(detail, 200),
        latency=answer.latency,
        http_status=answer.status if isinstance(answer, Answer) else None,
        path=path,
        local=answer.local,
    )


def _request(canary: Canary, timeout: float, path: Path) -> Request:
    return Request(
        canary.url,
        timeout=timeout,
        headers={"cache-control": "no-cache"},
        redirects=Redirects.REFUSE,
        path=path,
        max_wire=_MAX_CANARY,
        max_body=_MAX_CANARY,
        cut=True,
    )


def _judge(answer: Answer | Failure, canary: Canary) -> tuple[Status, Reason, str]:
    if isinstance(answer, Failure):
        return failure_status(answer.reason), answer.reason, answer.detail
    if answer.status == canary.status and _right_body(answer, canary):
        return Status.OPERATIONAL, Reason.OK, f"answered in {seconds(answer.latency)}"
    if answer.status >= 500:
        return Status.MAJOR_OUTAGE, Reason.HTTP_STATUS, f"answered {answer.status}"
    detail = "something else answers in place of the control site: this network wants a sign-in"
    return Status.UNKNOWN, Reason.CAPTIVE_PORTAL, detail


def _right_body(answer: Answer, canary: Canary) -> bool:
    if not canary.body:
        return canary.status != 204 or not answer.body
    return find(canary.body, decoded(answer.body, answer.headers.get("content-type", "")))


def way_to(address: str) -> bool:
    """Whether this machine has a route to an IP address; for a name, a route to anywhere.

    Connecting a UDP socket asks the routing table and sends nothing.
    """
    if _is_ip(address):
        return _routed(address)
    return any(_routed(anywhere) for anywhere in _ANYWHERE)


def _is_ip(address: str) -> bool:
    try:
        ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return True


def _routed(address: str) -> bool:
    try:
        family, kind, proto, _, place = socket.getaddrinfo(
            address, _PORT, type=socket.SOCK_DGRAM, flags=socket.AI_NUMERICHOST
        )[0]
        with socket.socket(family, kind, proto) as asking:
            asking.connect(place)
    except (OSError, UnicodeError):
        return False
    return True
