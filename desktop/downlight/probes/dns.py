"""Looks at a platform by looking up its name."""

from collections.abc import Callable
from datetime import datetime

from downlight.domain.model import Check
from downlight.domain.observation import Observation, Path
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Connector, Failure
from downlight.probes.locality import is_local
from downlight.probes.outcome import failed, seconds, seen


async def probe(
    check: Check,
    connector: Connector,
    now: Callable[[], datetime],
    *,
    path: Path = Path.DEFAULT,
    timeout: float | None = None,
) -> Observation:
    """Look up the name of `check` once; good is a name that has an address."""
    limit = check.timeout if timeout is None else timeout
    started = now()
    found = await connector.lookup(check.target, timeout=limit, path=path)
    if isinstance(found, Failure):
        return failed(check, found, started, now(), path)
    return seen(
        check,
        (Status.OPERATIONAL, Reason.OK),
        f"resolves to {_some(found.addresses)} in {seconds(found.latency)}",
        (started, now()),
        path=path,
        latency=found.latency,
        local=is_local(check.target),
    )


def _some(addresses: tuple[str, ...]) -> str:
    more = f" and {len(addresses) - 2} more" if len(addresses) > 2 else ""
    return ", ".join(addresses[:2]) + more
