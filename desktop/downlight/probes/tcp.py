"""Looks at a platform by connecting to one of its ports."""

from collections.abc import Callable
from datetime import datetime

from downlight.domain.model import Check
from downlight.domain.observation import Observation, Path
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Connector, Failure
from downlight.probes.endpoint import split_target
from downlight.probes.outcome import failed, seconds, seen


async def probe(
    check: Check,
    connector: Connector,
    now: Callable[[], datetime],
    *,
    path: Path = Path.DEFAULT,
    timeout: float | None = None,
) -> Observation:
    """Connect once to the "host:port" of `check`; good is a port that accepts."""
    host, port = split_target(check.target)
    limit = check.timeout if timeout is None else timeout
    started = now()
    contact = await connector.contact(host, port, timeout=limit, path=path)
    if isinstance(contact, Failure):
        return failed(check, contact, started, now(), path)
    slow = check.expect.latency_limit is not None and contact.latency > check.expect.latency_limit
    return seen(
        check,
        (Status.DEGRADED, Reason.SLOW) if slow else (Status.OPERATIONAL, Reason.OK),
        f"port {port} accepted in {seconds(contact.latency)}",
        (started, now()),
        path=path,
        latency=contact.latency,
        local=contact.local,
    )
