"""Decisions of format 2 are kept, and ids go on where they were."""

import sqlite3

from downlight.store.migrations import STEPS, migrate

INCIDENT = (
    "INSERT INTO incidents (platform_id, platform_name, started_at, confirmed_at, status,"
    " peak_status, scope) VALUES ('x', 'X', 5, 5, 'degraded', 'degraded', 'unclear')"
)


def test_earlier_decisions_are_kept_with_their_platform_and_outcome() -> None:
    log = sqlite3.connect(":memory:", isolation_level=None)
    log.execute("PRAGMA foreign_keys = ON")
    migrate(log, STEPS[:2])
    log.execute(INCIDENT)
    log.execute("INSERT INTO notifications (incident_id, decided_at, reason) VALUES (1, 5, 'a')")
    log.execute(
        "INSERT INTO notifications (incident_id, decided_at, reason, kind, group_key, payload,"
        " shown_at, bubble) VALUES (1, 6, 'first', 'down', 'incident:1', '{}', 7, 8)"
    )
    log.execute("INSERT INTO notifications (incident_id, decided_at, reason) VALUES (1, 9, 'b')")
    log.execute("DELETE FROM notifications WHERE id = 3")
    migrate(log, STEPS)
    kept = log.execute("SELECT id, platform_name, about, outcome, bubble FROM notifications")
    assert kept.fetchall() == [(1, "X", None, None, None), (2, "X", "down", "alone", 8)]
    log.execute("INSERT INTO notifications (decided_at, reason) VALUES (9, 'c')")
    assert log.execute("SELECT max(id) FROM notifications").fetchone() == (4,)
    log.execute("DELETE FROM incidents")
    assert log.execute("SELECT id FROM notifications").fetchall() == [(4,)]
    log.close()
