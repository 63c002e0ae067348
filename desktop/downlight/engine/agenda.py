"""What is due when: a queue of named times that can be moved."""

import heapq
import math

Seconds = float
"""Seconds since 1970-01-01 UTC; `math.inf` means never."""


class Agenda:
    """Keys with the time each is due; the earliest is found without looking at the others."""

    def __init__(self) -> None:
        self._due: dict[str, Seconds] = {}
        self._heap: list[tuple[Seconds, str]] = []

    def set(self, key: str, due: Seconds) -> None:
        """Put `key` at `due`, wherever it stood before; `math.inf` takes it off."""
        if self._due.get(key, math.inf) == due:
            return
        if due == math.inf:
            self._due.pop(key, None)
            return
        self._due[key] = due
        heapq.heappush(self._heap, (due, key))

    def drop(self, key: str) -> None:
        """Take `key` off."""
        self._due.pop(key, None)

    def due(self, key: str) -> Seconds:
        """Return when `key` is due; `math.inf` when it is not on the agenda."""
        return self._due.get(key, math.inf)

    def next(self) -> Seconds:
        """Return the earliest time; `math.inf` when nothing is due ever."""
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else math.inf

    def take_due(self, now: Seconds) -> list[str]:
        """Take off and return the keys that are due at `now`, the earliest first."""
        due: list[str] = []
        while self.next() <= now:
            _, key = heapq.heappop(self._heap)
            del self._due[key]
            due.append(key)
        return due
