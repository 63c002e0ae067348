"""The stretch of time that the timeline shows: zoomed and moved, never into the future."""

from dataclasses import dataclass
from datetime import UTC, datetime

from downlight.domain.uptime import Seconds, Span
from downlight.present.timeline import Range

SHORTEST = 600.0
LONGEST = 3 * 366 * 86_400.0
"""Seconds."""
FARTHEST = 10 * 366 * 86_400.0
"""Seconds before now that can be looked at."""


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A span in seconds since 1970-01-01 UTC that lies before `now`."""

    begin: float
    end: float
    now: float

    @classmethod
    def over(cls, one: Range, now: datetime) -> "TimeWindow":
        """Return the window of this range up to now."""
        end = now.timestamp()
        return cls(end - one.length.total_seconds(), end, end)

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.begin

    @property
    def seconds(self) -> Seconds:
        """The span."""
        return self.begin, self.end

    @property
    def times(self) -> Span:
        """The span as UTC times."""
        return datetime.fromtimestamp(self.begin, UTC), datetime.fromtimestamp(self.end, UTC)

    @property
    def is_latest(self) -> bool:
        """Whether it ends now, and goes on with the time."""
        return self.end >= self.now

    @property
    def range(self) -> Range | None:
        """The range of this length, if there is one."""
        near = (one for one in Range if abs(one.length.total_seconds() - self.length) < 1)
        return next(near, None)

    def zoomed(self, factor: float, at: float = 1.0) -> "TimeWindow":
        """Return the window `factor` times as long; the moment at the share `at` stays in place."""
        length = min(max(self.length * factor, SHORTEST), LONGEST)
        begin = self.begin + (self.length - length) * min(max(at, 0.0), 1.0)
        return self._kept(begin, length)

    def moved(self, share: float) -> "TimeWindow":
        """Return the window moved by a share of its length; negative is into the past."""
        return self._kept(self.begin + share * self.length, self.length)

    def ranged(self, one: Range) -> "TimeWindow":
        """Return the window of this range that ends where this one does."""
        length = one.length.total_seconds()
        return self._kept(self.end - length, length)

    def latest(self) -> "TimeWindow":
        """Return the window of the same length that ends now."""
        return TimeWindow(self.now - self.length, self.now, self.now)

    def at(self, now: datetime) -> "TimeWindow":
        """Return the window as time goes on; one that ended at the old now ends at the new one."""
        end = now.timestamp()
        if self.is_latest:
            return TimeWindow(end - self.length, end, end)
        return TimeWindow(self.begin, self.end, end)

    def showing(self, moment: float) -> "TimeWindow":
        """Return the window of the same length with a moment in it."""
        if self.begin <= moment <= self.end:
            return self
        return self._kept(moment - self.length / 2, self.length)

    def _kept(self, begin: float, length: float) -> "TimeWindow":
        begin = max(self.now - FARTHEST, min(begin, self.now - length))
        return TimeWindow(begin, min(begin + length, self.now), self.now)
