"""When we measured and when not, so that time without measurement is never called up."""

from collections.abc import Collection
from datetime import datetime, timedelta

from downlight.domain.gap import Gap
from downlight.domain.status import GapReason, NetworkState
from downlight.engine.ports import Clock, IncidentLog

HEARTBEAT = timedelta(seconds=60)
"""How often "we are measuring" is written at most."""
ABSENCE = timedelta(seconds=150)
"""Silence between two runs that is worth recording."""
CUT_OFF = frozenset({NetworkState.OFFLINE, NetworkState.CAPTIVE_PORTAL, NetworkState.DNS_BROKEN})


class Measuring:
    """Writes gaps into the log."""

    def __init__(self, log: IncidentLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock
        self._beat: datetime | None = None
        self._paused = False
        self._cut_off_at: datetime | None = None
        self.public: Collection[str] = ()
        """Platforms that are reached through the internet."""
        self.local: Collection[str] = ()
        """Platforms that are not: being offline does not hide them."""

    def begin(self) -> None:
        """Note the time since an earlier run as not measured."""
        now, last = self._clock.now(), self._log.last_alive()
        if last is not None and now - last > ABSENCE:
            self._log.add_gap(Gap(GapReason.NOT_RUNNING, last, now))
        self._log.close_gap(now)
        self.alive()

    def alive(self) -> None:
        """Note that something was measured just now."""
        now = self._clock.now()
        if self._beat is None or now - self._beat >= HEARTBEAT or now < self._beat:
            self._log.alive(now)
            self._beat = now

    def slept(self, since: datetime) -> None:
        """Note that the machine slept from `since` until now."""
        self._log.add_gap(Gap(GapReason.ASLEEP, since, self._clock.now()))

    def pause(self, *, paused: bool) -> None:
        """Note that the user paused everything, or goes on."""
        self._paused = paused
        now = self._clock.now()
        if paused:
            self._log.open_gap(GapReason.PAUSED, now)
        else:
            self._log.close_gap(now)

    def network(self, state: NetworkState) -> None:
        """Note this machine's way to the internet."""
        now = self._clock.now()
        if state in CUT_OFF:
            self._cut_off(now)
        elif self._cut_off_at is not None:
            self._back(now)

    def end(self) -> None:
        """Note the last moment that was measured."""
        if self._cut_off_at is not None:
            self._back(self._clock.now())
        self._log.alive(self._clock.now())

    def _cut_off(self, now: datetime) -> None:
        if self._cut_off_at is not None or self._paused:
            return
        self._cut_off_at = now
        if not self.local:
            self._log.open_gap(GapReason.OFFLINE, now)

    def _back(self, now: datetime) -> None:
        since, self._cut_off_at = self._cut_off_at, None
        if since is None or self._paused:
            return
        self._log.close_gap(now)
        if self.local:
            for platform_id in self.public:
                self._log.add_gap(Gap(GapReason.OFFLINE, since, now, platform_id))
