"""Questions of the engine that reach back before this run."""

import sqlite3
from datetime import datetime

from downlight.store import codec


def was_told(connection: sqlite3.Connection, incident_id: int) -> bool:
    """Return whether any notification of an incident was decided."""
    row = connection.execute(
        "SELECT 1 FROM notifications WHERE incident_id = ? AND kind IS NOT NULL", (incident_id,)
    ).fetchone()
    return row is not None


def bubble(connection: sqlite3.Connection, group_key: str) -> int | None:
    """Return the desktop's id of the last bubble under a key."""
    row = connection.execute(
        "SELECT bubble FROM notifications WHERE group_key = ? AND bubble IS NOT NULL"
        " ORDER BY id DESC LIMIT 1",
        (group_key,),
    ).fetchone()
    return None if row is None else int(row[0])


def knows(connection: sqlite3.Connection, topic: str) -> bool:
    """Return whether something was decided under a topic."""
    row = connection.execute(
        "SELECT 1 FROM notifications WHERE topic = ?", (codec.clean(topic),)
    ).fetchone()
    return row is not None


def ended_before(connection: sqlite3.Connection, at: datetime) -> bool:
    """Return whether an incident ended before `at`."""
    row = connection.execute(
        "SELECT 1 FROM incidents WHERE resolved_at < ?", (codec.micros(at),)
    ).fetchone()
    return row is not None
