"""A clock of simulated time in which looks take as long as they take, and the machine sleeps."""

import asyncio
import heapq
import math
from collections.abc import Callable
from datetime import datetime, timedelta

from benchmarks.detection.machine import Machine
from fakes.clock import START

Act = Callable[[], None]


class SimulatedClock:
    """Satisfies `engine.ports.Clock`. Second 0 is `START`."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._acts: list[tuple[float, int, Act]] = []
        self._count = 0
        self.t = 0.0
        self.after_each: Act = lambda: None
        """Called whenever something has happened."""

    def now(self) -> datetime:
        return START + timedelta(seconds=self.t)

    def at(self, t: float, act: Act) -> None:
        """Call `act` at second `t`, or on waking if the machine sleeps then."""
        self._count += 1
        heapq.heappush(self._acts, (t, self._count, act))

    async def pass_by(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        over = asyncio.get_running_loop().create_future()
        self.at(self.t + seconds, lambda: None if over.done() else over.set_result(None))
        await over

    async def wait(self, until: datetime | None, wake: asyncio.Event, *, busy: bool) -> None:
        """Move on to what comes next until `until` is reached or `wake` is set."""
        limit = math.inf if until is None else (until - START).total_seconds()
        while True:
            await asyncio.sleep(0)  # let whoever was woken do what is to do
            self.after_each()
            if wake.is_set():
                return
            coming = self._acts[0][0] if self._acts else math.inf
            if min(limit, coming) == math.inf:
                await wake.wait()
                return
            self.t = max(self.t, self._machine.wakes(min(limit, coming)))
            if coming > limit:
                return
            heapq.heappop(self._acts)[2]()
