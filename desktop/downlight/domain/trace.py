"""How fast a platform answered over the last day, as a bounded row of points."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from downlight.domain.observation import Observation
from downlight.domain.status import NOT_MEASURED, Reason, Source

SLICE = 360.0
"""Seconds that share a point."""
MOST = 240
"""Points that are kept: a day of them."""


@dataclass(frozen=True, slots=True)
class TracePoint:
    """The looks that fell into one slice of time."""

    at: datetime
    """When the slice begins (UTC)."""
    answered: int = 0
    """Looks that were answered in a time that was taken."""
    latency: float | None = None
    """Seconds: the mean of the answers; None where there was none."""
    slowest: float | None = None
    """Seconds."""
    failed: int = 0
    """Looks that went wrong."""

    def with_look(self, latency: float | None, *, failed: bool) -> "TracePoint":
        """Return the point with one look more."""
        if failed:
            return replace(self, failed=self.failed + 1)
        if latency is None:
            return self
        mean = ((self.latency or 0.0) * self.answered + latency) / (self.answered + 1)
        slowest = max(self.slowest or 0.0, latency)
        return replace(self, answered=self.answered + 1, latency=mean, slowest=slowest)


def traced(points: tuple[TracePoint, ...], observation: Observation) -> tuple[TracePoint, ...]:
    """Return the points with a look more; looks that say nothing of the platform leave them."""
    if observation.source is not Source.PROBE or observation.reason in NOT_MEASURED:
        return points
    start = _slice_of(observation.observed_at)
    last = points[-1] if points and points[-1].at >= start else TracePoint(start)
    failed = observation.failed and observation.reason is not Reason.SLOW
    grown = last.with_look(observation.latency, failed=failed)
    if grown is last:
        return points
    before = points[:-1] if points and points[-1] is last else points
    return (*before, grown)[-MOST:]


def _slice_of(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() // SLICE * SLICE, UTC)
