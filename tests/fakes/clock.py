"""A clock that jumps to the next due look as soon as nothing is under way."""

import asyncio
import heapq
from collections.abc import Callable
from datetime import UTC, datetime

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


class FakeClock:
    """Satisfies `engine.ports.Clock`; a day passes in as long as its looks take."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._acts: list[tuple[datetime, int, Callable[[], None]]] = []

    def now(self) -> datetime:
        return self._now

    def at(self, time: datetime, act: Callable[[], None]) -> None:
        """Call `act` when the clock comes to `time`."""
        heapq.heappush(self._acts, (time, len(self._acts), act))

    def jump(self, to: datetime) -> None:
        """Move on without anybody having waited: the machine slept."""
        self._now = to

    async def wait(self, until: datetime | None, wake: asyncio.Event, *, busy: bool) -> None:
        if busy or wake.is_set():
            async with asyncio.timeout(30):
                await wake.wait()
            return
        await asyncio.sleep(0)
        if wake.is_set():
            return
        target = min(filter(None, [until, self._acts[0][0] if self._acts else None]), default=None)
        if target is None:
            await wake.wait()
            return
        self._now = max(self._now, target)
        while self._acts and self._acts[0][0] <= self._now:
            heapq.heappop(self._acts)[2]()
