"""Looks at a platform by its TLS certificate: valid, and for how long."""

from collections.abc import Callable
from datetime import datetime, timedelta

from downlight.domain.model import Check
from downlight.domain.observation import Observation, Path
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Connector, Failure
from downlight.probes.endpoint import split_target
from downlight.probes.outcome import failed, seen


async def probe(
    check: Check,
    connector: Connector,
    now: Callable[[], datetime],
    *,
    path: Path = Path.DEFAULT,
    timeout: float | None = None,
) -> Observation:
    """Make one TLS handshake with the "host:port" of `check`; good is a valid certificate.

    One that ends within `expect.tls_days` is still good; the detail says when it ends.
    """
    host, port = split_target(check.target, 443)
    limit = check.timeout if timeout is None else timeout
    started = now()
    contact = await connector.contact(host, port, timeout=limit, tls=True, path=path)
    if isinstance(contact, Failure):
        return failed(check, contact, started, now(), path)
    ended = now()
    return seen(
        check,
        (Status.OPERATIONAL, Reason.OK),
        _validity(contact.tls_expires_at, ended),
        (started, ended),
        path=path,
        latency=contact.latency,
        local=contact.local,
        tls_expires_at=contact.tls_expires_at,
    )


def _validity(expires_at: datetime | None, now: datetime) -> str:
    if expires_at is None:
        return "certificate valid"
    left = expires_at - now
    if left < timedelta(days=2):
        return f"certificate valid for {max(0, int(left.total_seconds() // 3600))} more hours"
    return f"certificate valid for {left.days} more days"
