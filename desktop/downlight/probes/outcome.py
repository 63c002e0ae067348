"""Makes observations of what a look gave, good or failed."""

from datetime import datetime

from downlight.domain.model import Check
from downlight.domain.observation import Observation, Path
from downlight.domain.status import NOT_MEASURED, Reason, Source, Status
from downlight.domain.text import clean
from downlight.probes.answer import Failure


def failed(
    check: Check, failure: Failure, started: datetime, ended: datetime, path: Path
) -> Observation:
    """Return the observation of a look that got no whole answer."""
    return Observation(
        check_id=check.id,
        platform_id=check.platform_id,
        source=Source.PROBE,
        status=failure_status(failure.reason),
        reason=failure.reason,
        started_at=started,
        observed_at=ended,
        detail=clean(failure.detail, 300),
        latency=failure.latency,
        path=path,
        local=failure.local,
        way_open=failure.way_open,
    )


def failure_status(reason: Reason) -> Status:
    """Return what a failed look says: nothing when it was our own fault, an outage otherwise."""
    if reason in NOT_MEASURED:
        return Status.UNKNOWN
    return Status.OPERATIONAL if reason is Reason.BLOCKED else Status.MAJOR_OUTAGE


def seen(
    check: Check,
    result: tuple[Status, Reason],
    detail: str,
    span: tuple[datetime, datetime],
    *,
    path: Path,
    latency: float,
    local: bool,
    tls_expires_at: datetime | None = None,
) -> Observation:
    """Return the observation of a look that succeeded, made in `span` (start, end; UTC)."""
    return Observation(
        check_id=check.id,
        platform_id=check.platform_id,
        source=Source.PROBE,
        status=result[0],
        reason=result[1],
        started_at=span[0],
        observed_at=span[1],
        detail=detail,
        latency=latency,
        path=path,
        local=local,
        tls_expires_at=tls_expires_at,
    )


def seconds(duration: float) -> str:
    """Return a duration in seconds as people write it: "0.3 s", "12 s", "under 0.1 s"."""
    if duration < 0.095:
        return "under 0.1 s"
    return f"{duration:.1f} s" if duration < 9.95 else f"{duration:.0f} s"
