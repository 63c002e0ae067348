"""Limits how many requests run at once: in all, and to one host."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class _Lane:
    gate: asyncio.Semaphore
    users: int = 0


class Lanes:
    """So many at once, and so many to one host; the rest waits in order."""

    def __init__(self, concurrency: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(concurrency)
        self._per_host = per_host
        self._hosts: dict[str, _Lane] = {}

    @asynccontextmanager
    async def enter(self, host: str) -> AsyncIterator[None]:
        """Wait for a free lane to `host`, and hold it meanwhile.

        The host's own queue comes first, so that a slow host fills no place of others.
        """
        lane = self._hosts.setdefault(host, _Lane(asyncio.Semaphore(self._per_host)))
        lane.users += 1
        try:
            async with lane.gate, self._all:
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self._hosts[host]
