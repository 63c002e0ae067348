"""How many bubbles may be shown: at most three in any minute, and the nearer, the later; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

MOST = 3
"""Bubbles in WINDOW at most, those included that take the place of an earlier one."""
WINDOW = timedelta(seconds=60)
_GATHER = {1: timedelta(seconds=10), 2: timedelta(seconds=2)}
"""How long after the last bubble the next may come, by how many are left: what happens meanwhile
shares it."""


def left(shows: Iterable[datetime], now: datetime) -> int:
    """Return how many bubbles may be shown at `now`, when earlier ones were shown at `shows`."""
    return max(0, MOST - len(_recent(shows, now)))


def free_at(shows: Iterable[datetime], now: datetime) -> datetime:
    """Return from when on the next bubble may be shown; `now` or earlier: at once."""
    recent = sorted(_recent(shows, now))
    if not recent:
        return now
    if len(recent) >= MOST:
        return recent[-MOST] + WINDOW
    return recent[-1] + _GATHER[MOST - len(recent)]


def _recent(shows: Iterable[datetime], now: datetime) -> list[datetime]:
    """A time that lies ahead is that of a clock that was wrong, unless it is near."""
    return [at for at in shows if abs(now - at) < WINDOW]
