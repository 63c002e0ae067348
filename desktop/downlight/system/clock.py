"""The one place that reads the machine's clocks: real time, and time that runs faster."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from downlight.system.boottimer import steady_seconds, wait_until
from downlight.system.timekeeping import Reading, Timekeeper


def _machine() -> Reading:
    wall = time.time()  # noqa: TID251 - the clock adapter reads the machine's clocks
    return Reading(wall=wall, steady=steady_seconds())


class SystemClock:
    """Real time that goes on during sleep and never runs backwards.

    `jumped` is called with the seconds by which somebody set the wall clock (positive: forward),
    in whatever thread noticed it; `Timekeeper` says how the stamps follow.
    """

    def __init__(
        self,
        jumped: Callable[[float], None] = lambda _seconds: None,
        machine: Callable[[], Reading] = _machine,
    ) -> None:
        self.jumped = jumped
        self._machine = machine
        self._lock = threading.Lock()
        self._keeper = Timekeeper(machine())

    def now(self) -> datetime:
        """Return the time, UTC."""
        with self._lock:
            shown, set_by = self._keeper.read(self._machine())
        if set_by:
            self.jumped(set_by)
        return datetime.fromtimestamp(shown, UTC)

    async def wait(self, until: datetime | None, wake: asyncio.Event, *, busy: bool) -> None:
        """Return at `until` (None: never) or as soon as `wake` is set; sleep meanwhile.

        `busy` means nothing to real time: it goes on by itself.
        """
        while not wake.is_set() and (until is None or self.now() < until):
            moment = None if until is None else self._moment(until)
            await wait_until(moment, wake)

    def _moment(self, until: datetime) -> float:
        with self._lock:
            return steady_seconds() + self._keeper.real_seconds(until.timestamp())


class ScaledClock:
    """Time that begins at `start` (UTC) and runs `speed` times as fast as real time."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._begun = steady_seconds()

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self._start + timedelta(seconds=(steady_seconds() - self._begun) * self._speed)

    async def wait(self, until: datetime | None, wake: asyncio.Event, *, busy: bool) -> None:
        """Return at `until` (None: never) or as soon as `wake` is set; sleep meanwhile.

        `busy` means nothing here: the servers that are looked at live in the same fast time.
        """
        while not wake.is_set() and (until is None or self.now() < until):
            await wait_until(None if until is None else self._moment(until), wake)

    def _moment(self, until: datetime) -> float:
        return self._begun + (until - self._start).total_seconds() / self._speed
