"""Incidents as the numbers that a drawing or a sum is made of, without their words."""

import sqlite3
from collections.abc import Sequence

from downlight.domain.history import Bar
from downlight.store.schema import DURATION, FOREVER, SEVERITY

NONE: Sequence[Bar] = ()

LONGEST = f"SELECT {DURATION} FROM incidents WHERE {DURATION} < ? ORDER BY {DURATION} DESC LIMIT 1"  # noqa: S608 - own columns
"""The longest incident that has ended: none that began earlier than that reaches into a window."""

_NUMBERS = f"SELECT id, started_at / 1e6, coalesce(resolved_at / 1e6, 9e999), {SEVERITY}"

ENDED = (
    f"{_NUMBERS} FROM incidents WHERE platform_id = ? AND started_at >= ? AND started_at < ?"
    " AND resolved_at >= ? ORDER BY started_at, id"
)
"""Read from an index that holds all of it (incidents_by_platform)."""

OPEN = f"{_NUMBERS} FROM incidents WHERE platform_id = ? AND resolved_at IS NULL AND started_at < ?"


def read(
    connection: sqlite3.Connection, *, platform_id: str, since: int, until: int
) -> Sequence[Bar]:
    """Return the incidents of a platform that touch [since, until), oldest first.

    Times are microseconds since 1970.
    """
    longest = connection.execute(LONGEST, (FOREVER,)).fetchone()
    first = since - (longest[0] if longest else 0)
    ended = connection.execute(ENDED, (platform_id, first, until, since))
    ongoing = connection.execute(OPEN, (platform_id, until))
    return sorted((Bar._make(row) for row in (*ended, *ongoing)), key=lambda bar: bar.begin)
