"""Each change of the log as statements on a connection that has a transaction open."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from downlight.domain.gap import Gap
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.notify import Notification, NotifyDecision
from downlight.store import codec

EVIDENCE_LIMIT = 4_000
"""Characters of evidence per incident that can be searched."""

Connection = sqlite3.Connection


def incident(connection: Connection, told: Incident, entries: Sequence[TimelineEntry]) -> None:
    """Write an incident with id as it is now, and its new evidence.

    The note is written with a new incident only: later it belongs to `note` alone.
    """
    row = connection.execute(
        "SELECT evidence, summary FROM incidents WHERE id = ?", (told.id,)
    ).fetchone()
    evidence, summary = row or ("", "")
    values = _incident_values(told) | {
        "note": codec.clean(told.note),
        "evidence": _gathered(evidence, entries),
        "summary": summary or _summary(entries),
    }
    connection.execute(_UPSERT, values)
    platforms(connection, {told.platform_id: told.platform_name})
    connection.executemany(_INSERT_ENTRY, [_entry_values(told.id, entry) for entry in entries])


_UPSERT = """
INSERT INTO incidents (id, platform_id, platform_name, started_at, confirmed_at, resolved_at,
    status, peak_status, scope, component_ids, reasons, notices, note, evidence, summary)
VALUES (:id, :platform_id, :platform_name, :started_at, :confirmed_at, :resolved_at,
    :status, :peak_status, :scope, :component_ids, :reasons, :notices, :note, :evidence, :summary)
ON CONFLICT (id) DO UPDATE SET
    platform_name = excluded.platform_name, started_at = excluded.started_at,
    confirmed_at = excluded.confirmed_at, resolved_at = excluded.resolved_at,
    status = excluded.status, peak_status = excluded.peak_status, scope = excluded.scope,
    component_ids = excluded.component_ids, reasons = excluded.reasons,
    notices = excluded.notices, evidence = excluded.evidence, summary = excluded.summary
"""

_INSERT_ENTRY = """
INSERT INTO entries (incident_id, at, kind, text, source, check_id, status, reason,
    http_status, matched, latency)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _incident_values(told: Incident) -> dict[str, object]:
    resolved_at = told.resolved_at and max(told.resolved_at, told.started_at)
    return {
        "id": told.id,
        "platform_id": codec.clean(told.platform_id),
        "platform_name": codec.clean(told.platform_name),
        "started_at": codec.micros(told.started_at),
        "confirmed_at": codec.micros(told.confirmed_at),
        "resolved_at": codec.micros_or_none(resolved_at),
        "status": told.status,
        "peak_status": told.peak_status,
        "scope": told.scope,
        "component_ids": codec.dump_words(told.component_ids),
        "reasons": codec.dump_reasons(told.reasons),
        "notices": codec.dump_notices(told.notices),
    }


def _entry_values(incident_id: int | None, entry: TimelineEntry) -> tuple[object, ...]:
    return (
        incident_id,
        codec.micros(entry.at),
        entry.kind,
        codec.clean(entry.text),
        entry.source,
        codec.clean_or_none(entry.check_id),
        entry.status,
        entry.reason,
        codec.integer(entry.http_status),
        codec.clean_or_none(entry.matched),
        entry.latency,
    )


def _gathered(before: str, entries: Iterable[TimelineEntry]) -> str:
    lines = dict.fromkeys(before.splitlines())
    for entry in entries:
        for text in (entry.text, entry.matched or ""):
            lines.update(dict.fromkeys(codec.clean(text).splitlines()))
    return "\n".join(line for line in lines if line)[:EVIDENCE_LIMIT]


def _summary(entries: Iterable[TimelineEntry]) -> str:
    bad = (
        entry.text or entry.matched
        for entry in entries
        if entry.kind is EntryKind.OBSERVATION and entry.status and entry.status.is_trouble
    )
    return codec.clean(next((text for text in bad if text), ""))


def decision(
    connection: Connection, given_id: int, of: Incident, at: datetime, decided: NotifyDecision
) -> None:
    """Write a decision to speak or to be silent."""
    said = decided.notification
    connection.execute(
        "INSERT INTO notifications (id, incident_id, decided_at, reason, kind, group_key, payload)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (given_id, of.id, codec.micros(at), decided.reason, *_said_values(said)),
    )


def _said_values(said: Notification | None) -> tuple[str | None, ...]:
    if said is None:
        return None, None, None
    payload = codec.dump_told(said.incident, said.official)
    return said.kind, codec.clean(said.group_key), payload


def shown(connection: Connection, notification_id: int, at: datetime, bubble: int | None) -> None:
    """Write that a notification was shown."""
    connection.execute(
        "UPDATE notifications SET shown_at = ?, bubble = ? WHERE id = ?",
        (codec.micros(at), codec.integer(bubble), notification_id),
    )


def note(connection: Connection, incident_id: int, text: str) -> None:
    """Write the user's note."""
    connection.execute(
        "UPDATE incidents SET note = ? WHERE id = ?", (codec.clean(text), incident_id)
    )


def state(connection: Connection, key: str, at: datetime | None) -> None:
    """Write a single time under `key`, or forget it."""
    if at is None:
        connection.execute("DELETE FROM state WHERE key = ?", (key,))
    else:
        connection.execute(
            "INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", (key, codec.micros(at))
        )


def mute(connection: Connection, platform_id: str, until: datetime | None) -> None:
    """Write or forget a mute."""
    if until is None:
        connection.execute("DELETE FROM mutes WHERE platform_id = ?", (platform_id,))
    else:
        connection.execute(
            "INSERT OR REPLACE INTO mutes (platform_id, until) VALUES (?, ?)",
            (codec.clean(platform_id), codec.micros(until)),
        )


def gap(connection: Connection, found: Gap) -> None:
    """Write a gap; an open one only where none is open for the same platforms."""
    ended_at = found.ended_at and max(found.ended_at, found.started_at)
    connection.execute(
        "INSERT INTO gaps (reason, started_at, ended_at, platform_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (
            found.reason,
            codec.micros(found.started_at),
            codec.micros_or_none(ended_at),
            codec.clean_or_none(found.platform_id),
        ),
    )


def close_gap(connection: Connection, at: datetime) -> None:
    """Write the end of the open gap of all platforms."""
    connection.execute(
        "UPDATE gaps SET ended_at = max(started_at, ?)"
        " WHERE ended_at IS NULL AND platform_id IS NULL",
        (codec.micros(at),),
    )


def watching(
    connection: Connection, begun: Mapping[str, str], ended: Iterable[str], at: datetime
) -> None:
    """Write the platforms (id to name) watched from `at` on, and those no longer watched."""
    when = codec.micros(at)
    connection.executemany(
        "UPDATE watching SET ended_at = max(started_at, ?)"
        " WHERE platform_id = ? AND ended_at IS NULL",
        [(when, codec.clean(platform_id)) for platform_id in ended],
    )
    connection.executemany(
        "INSERT INTO watching (platform_id, started_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(codec.clean(platform_id), when) for platform_id in begun],
    )
    platforms(connection, begun)


def platforms(connection: Connection, names: Mapping[str, str]) -> None:
    """Write the newest names (by id) of platforms."""
    connection.executemany(
        "INSERT INTO platforms (id, name) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
        [(codec.clean(key), codec.clean(name)) for key, name in names.items()],
    )


def forget_before(connection: Connection, at: datetime) -> None:
    """Delete what ended before `at`.

    Watched time before `at` goes as well: it would read as time without incidents.
    """
    when = (codec.micros(at),)
    connection.execute("DELETE FROM incidents WHERE resolved_at < ?", when)
    connection.execute("DELETE FROM gaps WHERE ended_at < ?", when)
    connection.execute("DELETE FROM watching WHERE ended_at <= ?", when)
    connection.execute("UPDATE watching SET started_at = ?1 WHERE started_at < ?1", when)
    connection.execute(
        "DELETE FROM platforms WHERE id NOT IN (SELECT platform_id FROM incidents)"
        " AND id NOT IN (SELECT platform_id FROM watching)"
    )
