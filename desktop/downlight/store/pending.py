"""Changes that still have to be written, in their order; a bounded ring in memory."""

from collections.abc import Iterator
from dataclasses import dataclass

from downlight.store.writes import Step

LIMIT = 2_000
"""Changes kept at most; beyond it the oldest are given up."""


@dataclass(frozen=True, slots=True)
class Write:
    """One change, all or nothing."""

    run: Step
    key: str = ""
    """A change with the same key makes an earlier one pointless; "" never does."""
    durable: bool = True
    """Whether it must survive a power cut once it is written."""


class Pending:
    """The changes not yet written, the oldest first."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._writes: list[Write] = []
        self.lost = 0
        """How many changes were given up."""

    def __len__(self) -> int:
        return len(self._writes)

    def __iter__(self) -> Iterator[Write]:
        return iter(tuple(self._writes))

    def add(self, write: Write) -> None:
        """Put a change behind the others."""
        if write.key:
            self._writes = [other for other in self._writes if other.key != write.key]
        self._writes.append(write)
        excess = len(self._writes) - self._limit
        if excess > 0:
            del self._writes[:excess]
            self.lost += excess

    def drop(self, count: int) -> None:
        """Take the oldest `count` off: they are written."""
        del self._writes[:count]
