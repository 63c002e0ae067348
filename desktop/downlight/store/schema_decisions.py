"""The table of decisions to speak in format 3: also those that are about no incident."""

from downlight.store.schema import is_word

_COLUMNS = "id, incident_id, decided_at, reason, kind, group_key, payload, shown_at, bubble"

DECISIONS: tuple[str, ...] = (
    f"""CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER REFERENCES incidents (id) ON DELETE CASCADE,
    platform_id TEXT,
    platform_name TEXT,
    decided_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK {is_word("reason")},
    about TEXT CHECK {is_word("about")},
    kind TEXT CHECK {is_word("kind")},
    group_key TEXT,
    payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
    topic TEXT,
    held_until INTEGER,
    shown_at INTEGER,
    bubble INTEGER,
    outcome TEXT CHECK {is_word("outcome")},
    told_in INTEGER,
    CHECK ((kind IS NULL) = (group_key IS NULL) AND (kind IS NULL) = (payload IS NULL))
) STRICT""",
    f"""INSERT INTO decisions (platform_id, platform_name, about, outcome, {_COLUMNS})
SELECT i.platform_id, i.platform_name, n.kind,
    CASE WHEN n.shown_at IS NULL THEN NULL ELSE 'alone' END,
    n.id, n.incident_id, n.decided_at, n.reason, n.kind, n.group_key, n.payload, n.shown_at,
    n.bubble
FROM notifications AS n LEFT JOIN incidents AS i ON i.id = n.incident_id""",  # noqa: S608 - own columns
    # An id that was given once is not given again, even if its row has gone since.
    """INSERT INTO sqlite_sequence (name, seq)
SELECT 'decisions', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'decisions')""",
    """UPDATE sqlite_sequence SET seq = max(seq, coalesce(
    (SELECT seq FROM sqlite_sequence WHERE name = 'notifications'), 0)) WHERE name = 'decisions'""",
    "DROP TABLE notifications",
    "ALTER TABLE decisions RENAME TO notifications",
    "CREATE INDEX notifications_of_incident ON notifications (incident_id)",
    """CREATE INDEX notifications_unshown ON notifications (id)
WHERE kind IS NOT NULL AND shown_at IS NULL AND outcome IS NULL""",
    "CREATE INDEX notifications_bubbles ON notifications (group_key) WHERE bubble IS NOT NULL",
    "CREATE INDEX notifications_by_topic ON notifications (topic) WHERE topic IS NOT NULL",
    """CREATE INDEX notifications_by_time ON notifications (decided_at)
WHERE incident_id IS NULL""",
)
