"""Alarms that ring when a test says so."""

from collections.abc import Callable
from datetime import datetime


class Alarms:
    """Stands in for the scheduler's calls at a time; a later one under a name replaces it."""

    def __init__(self) -> None:
        self.waiting: dict[str, tuple[datetime, Callable[[], None]]] = {}

    def set(self, name: str, at: datetime, action: Callable[[], None]) -> None:
        self.waiting[name] = (at, action)

    def next(self) -> datetime | None:
        return min((at for at, _ in self.waiting.values()), default=None)

    def ring(self, now: datetime) -> None:
        """Call what is due; what that sets waits for the next time."""
        due = [name for name, (at, _) in self.waiting.items() if at <= now]
        for name in due:
            self.waiting.pop(name)[1]()
