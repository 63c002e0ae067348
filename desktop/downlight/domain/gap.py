"""Time in which nothing was measured; never counted as up."""

from dataclasses import dataclass
from datetime import datetime

from downlight.domain.status import GapReason


@dataclass(frozen=True, slots=True)
class Gap:
    """A span without measurement, of one platform or of all."""

    reason: GapReason
    started_at: datetime
    ended_at: datetime | None = None
    """None while it lasts."""
    platform_id: str | None = None
    """None: all platforms."""
