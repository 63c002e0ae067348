"""The tables of format 1. Never edited after a release: a change is a new migration step.

Times are microseconds since 1970-01-01 UTC. Words whose set is closed (status, scope) are checked
against it; words that later versions add to (reasons, sources, kinds) are checked for their shape,
since SQLite cannot change a CHECK without copying the table.
"""

_STATUS = (
    "IN ('operational', 'degraded', 'partial_outage', 'major_outage', 'maintenance', 'unknown')"
)
_SCOPE = "IN ('everyone', 'just_you', 'unclear')"


def is_word(column: str) -> str:
    """Return the check for a word of ours in a column."""
    return f"({column} GLOB '[a-z]*' AND {column} NOT GLOB '*[^a-z0-9_]*')"


SEVERITY = """CASE peak_status
    WHEN 'major_outage' THEN 4 WHEN 'partial_outage' THEN 3 WHEN 'degraded' THEN 2
    WHEN 'maintenance' THEN 1 WHEN 'operational' THEN 0 ELSE -1 END"""
"""The rank of `domain.status.Status.severity`."""

FOREVER = 1 << 62
"""Microseconds that an open incident is taken to last when ordering by duration."""

DURATION = f"(coalesce(resolved_at - started_at, {FOREVER}))"
"""The expression behind the index `incidents_by_duration`; a query must use the same text."""

_INCIDENTS = f"""
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform_id TEXT NOT NULL,
    platform_name TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,
    resolved_at INTEGER CHECK (resolved_at >= started_at),
    status TEXT NOT NULL CHECK (status {_STATUS}),
    peak_status TEXT NOT NULL CHECK (peak_status {_STATUS}),
    scope TEXT NOT NULL CHECK (scope {_SCOPE}),
    severity INTEGER NOT NULL GENERATED ALWAYS AS ({SEVERITY}) VIRTUAL,
    summary TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    component_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(component_ids)),
    reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
    notices TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notices))
) STRICT
"""

_ENTRIES = f"""
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK {is_word("kind")},
    text TEXT NOT NULL,
    source TEXT CHECK {is_word("source")},
    check_id TEXT,
    status TEXT CHECK (status {_STATUS}),
    reason TEXT CHECK {is_word("reason")},
    http_status INTEGER,
    matched TEXT,
    latency REAL
) STRICT
"""

_NOTIFICATIONS = f"""
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    decided_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK {is_word("reason")},
    kind TEXT CHECK {is_word("kind")},
    group_key TEXT,
    payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
    shown_at INTEGER,
    bubble INTEGER,
    CHECK ((kind IS NULL) = (group_key IS NULL) AND (kind IS NULL) = (payload IS NULL))
) STRICT
"""

_GAPS = f"""
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY,
    reason TEXT NOT NULL CHECK {is_word("reason")},
    started_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at >= started_at),
    platform_id TEXT
) STRICT
"""

_MUTES = """
CREATE TABLE mutes (platform_id TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID
"""

_WIDE = "id, resolved_at, peak_status, scope, platform_id, platform_name"

TABLES: tuple[str, ...] = (
    "CREATE TABLE state (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE platforms (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID",
    _MUTES,
    _INCIDENTS,
    "CREATE UNIQUE INDEX incidents_open ON incidents (platform_id) WHERE resolved_at IS NULL",
    # These two hold every column that a filter or an order asks for, so that a list never touches
    # the long rows; the id right behind the time saves sorting by it.
    f"CREATE INDEX incidents_by_start ON incidents (started_at, {_WIDE})",
    f"CREATE INDEX incidents_by_platform ON incidents (platform_id, started_at, {_WIDE})",
    f"CREATE INDEX incidents_by_duration ON incidents ({DURATION})",
    "CREATE INDEX incidents_by_name ON incidents (platform_name COLLATE NOCASE, started_at)",
    "CREATE INDEX incidents_by_severity ON incidents (severity, started_at)",
    "CREATE INDEX incidents_by_scope ON incidents (scope, started_at)",
    "CREATE INDEX incidents_by_end ON incidents (resolved_at)",
    _ENTRIES,
    "CREATE INDEX entries_of_incident ON entries (incident_id, id)",
    _NOTIFICATIONS,
    "CREATE INDEX notifications_of_incident ON notifications (incident_id)",
    """CREATE INDEX notifications_unshown ON notifications (id)
WHERE kind IS NOT NULL AND shown_at IS NULL""",
    "CREATE INDEX notifications_bubbles ON notifications (group_key) WHERE bubble IS NOT NULL",
    _GAPS,
    "CREATE UNIQUE INDEX gaps_open ON gaps (coalesce(platform_id, '')) WHERE ended_at IS NULL",
    "CREATE INDEX gaps_by_end ON gaps (ended_at)",
    """CREATE TABLE watching (
    id INTEGER PRIMARY KEY,
    platform_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at >= started_at)
) STRICT""",
    "CREATE UNIQUE INDEX watching_open ON watching (platform_id) WHERE ended_at IS NULL",
    "CREATE INDEX watching_of_platform ON watching (platform_id, started_at)",
    # Finds incidents by the beginnings of words. External content: no second copy of the text.
    """CREATE VIRTUAL TABLE search USING fts5 (
    platform_name, evidence, note, content = 'incidents', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', detail = none
)""",
    """CREATE TRIGGER search_add AFTER INSERT ON incidents BEGIN
    INSERT INTO search (rowid, platform_name, evidence, note)
    VALUES (new.id, new.platform_name, new.evidence, new.note);
END""",
    """CREATE TRIGGER search_change AFTER UPDATE OF platform_name, evidence, note ON incidents
WHEN old.platform_name <> new.platform_name OR old.evidence <> new.evidence OR old.note <> new.note
BEGIN
    INSERT INTO search (search, rowid, platform_name, evidence, note)
    VALUES ('delete', old.id, old.platform_name, old.evidence, old.note);
    INSERT INTO search (rowid, platform_name, evidence, note)
    VALUES (new.id, new.platform_name, new.evidence, new.note);
END""",
    """CREATE TRIGGER search_remove AFTER DELETE ON incidents BEGIN
    INSERT INTO search (search, rowid, platform_name, evidence, note)
    VALUES ('delete', old.id, old.platform_name, old.evidence, old.note);
END""",
)

# Format 2: what an incident came of, and what the user changed by hand.

_CAUSE = """CASE
    WHEN json_extract(value, '$.rule') IN
        ('content_rejected', 'content_missing', 'content_strange') THEN 'content'
    WHEN json_extract(value, '$.rule') = 'slow' THEN 'slow'
    WHEN json_extract(value, '$.rule') = 'blocked' THEN 'server_error'
    WHEN json_extract(value, '$.rule') = 'certificate' THEN 'encryption'
    WHEN json_extract(value, '$.rule') = 'no_way' THEN 'network'
    WHEN json_extract(value, '$.rule') IN
        ('official_trouble', 'peers', 'crowd', 'siblings') THEN 'announced'
    WHEN json_extract(value, '$.rule') <> 'probe_failed' THEN NULL
    ELSE CASE json_extract(value, '$.params.reason')
        WHEN 'timeout' THEN 'no_answer' WHEN 'refused' THEN 'no_answer'
        WHEN 'reset' THEN 'no_answer' WHEN 'unreachable' THEN 'no_answer'
        WHEN 'dns' THEN 'name' WHEN 'tls' THEN 'encryption' WHEN 'proxy' THEN 'network'
        WHEN 'http_status' THEN 'server_error' WHEN 'blocked' THEN 'server_error'
        WHEN 'content' THEN 'content' WHEN 'malformed' THEN 'content'
        WHEN 'slow' THEN 'slow' END
END"""
"""The cause of a reason, as `domain.cause.cause_of` sees it."""

EDITS: tuple[str, ...] = (
    f"""ALTER TABLE incidents ADD COLUMN
    cause TEXT NOT NULL DEFAULT 'unknown' CHECK {is_word("cause")}""",
    f"ALTER TABLE incidents ADD COLUMN said_cause TEXT CHECK {is_word('said_cause')}",
    "ALTER TABLE incidents ADD COLUMN edited_at INTEGER",
    f"""UPDATE incidents SET cause = coalesce((
    SELECT cause FROM (SELECT key, {_CAUSE} AS cause FROM json_each(incidents.reasons))
    WHERE cause IS NOT NULL ORDER BY cause = 'announced', key LIMIT 1), 'unknown')""",  # noqa: S608 - own text
    f"CREATE INDEX incidents_by_cause ON incidents (cause, started_at, {_WIDE})",
    # What stood there before: lets an edit be taken back, and tells that there was one.
    f"""CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK {is_word("kind")},
    incident_id INTEGER NOT NULL,
    platform_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    undone_at INTEGER
) STRICT""",
    "CREATE INDEX edits_by_token ON edits (token)",
    "CREATE INDEX edits_by_kind ON edits (kind, started_at) WHERE undone_at IS NULL",
    "CREATE INDEX edits_by_time ON edits (at)",
)
