"""Each change of the log as a step: values are encoded at once, statements run when they can."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from downlight.domain.gap import Gap
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.store import codec

Connection = sqlite3.Connection
Step = Callable[[Connection], None]
"""Runs within an open transaction."""

EVIDENCE_LIMIT = 4_000
"""Characters of evidence per incident that can be searched."""

_TOPICS_LAST = 90 * 86_400 * 1_000_000
"""Microseconds that what is told once only is known for longer than the rest is kept."""

FORGET_AT_ONCE = 1_000
"""Incidents deleted in one go: about a tenth of a second, in which the engine stands still."""


def incident(told: Incident, entries: Sequence[TimelineEntry]) -> Step:
    """Write an incident with id as it is now, and its new evidence.

    The note is written with a new incident only: later it belongs to `note` alone.
    """
    values = _incident_values(told) | {"summary": _summary(entries)}
    lines = [codec.clean(text) for entry in entries for text in (entry.text, entry.matched or "")]
    rows = [_entry_values(told.id, entry) for entry in entries]
    names = platforms({told.platform_id: told.platform_name})
    return partial(_write_incident, values, lines, together(many(_INSERT_ENTRY, rows), names))


def _write_incident(
    values: dict[str, object], lines: Sequence[str], then: Step, connection: Connection
) -> None:
    row = connection.execute("SELECT evidence FROM incidents WHERE id = :id", values).fetchone()
    evidence = _gathered(row[0] if row else "", lines)
    connection.execute(_UPSERT, values | {"evidence": evidence})
    then(connection)


_UPSERT = """
INSERT INTO incidents (id, platform_id, platform_name, started_at, confirmed_at, resolved_at,
    status, peak_status, scope, cause, component_ids, reasons, notices, note, evidence, summary)
VALUES (:id, :platform_id, :platform_name, :started_at, :confirmed_at, :resolved_at,
    :status, :peak_status, :scope, :cause, :component_ids, :reasons, :notices, :note, :evidence,
    :summary)
ON CONFLICT (id) DO UPDATE SET
    platform_name = excluded.platform_name, started_at = excluded.started_at,
    confirmed_at = excluded.confirmed_at, resolved_at = excluded.resolved_at,
    status = excluded.status, peak_status = excluded.peak_status, scope = excluded.scope,
    cause = excluded.cause, component_ids = excluded.component_ids, reasons = excluded.reasons,
    notices = excluded.notices, evidence = excluded.evidence,
    summary = CASE summary WHEN '' THEN excluded.summary ELSE summary END
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
        "cause": told.cause,
        "component_ids": codec.dump_words(told.component_ids),
        "reasons": codec.dump_reasons(told.reasons),
        "notices": codec.dump_notices(told.notices),
        "note": codec.clean(told.note),
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


def _gathered(before: str, texts: Iterable[str]) -> str:
    lines = dict.fromkeys(before.splitlines())
    for text in texts:
        lines |= dict.fromkeys(text.splitlines())
    return "\n".join(line for line in lines if line)[:EVIDENCE_LIMIT]


def _summary(entries: Iterable[TimelineEntry]) -> str:
    bad = (
        entry.text or entry.matched
        for entry in entries
        if entry.kind is EntryKind.OBSERVATION and entry.status and entry.status.is_trouble
    )
    return codec.clean(next((text for text in bad if text), ""))


def note(incident_id: int, text: str) -> Step:
    """Write the user's note."""
    return one("UPDATE incidents SET note = ? WHERE id = ?", (codec.clean(text), incident_id))


def state(key: str, at: datetime | None) -> Step:
    """Write a single time under `key`, or forget it."""
    if at is None:
        return one("DELETE FROM state WHERE key = ?", (key,))
    return one("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", (key, codec.micros(at)))


def running() -> Step:
    """Write that the log was not closed in order; closing takes it away."""
    return one("INSERT OR REPLACE INTO state (key, value) VALUES ('running', 1)", ())


def mute(platform_id: str, until: datetime | None) -> Step:
    """Write or forget a mute."""
    key = codec.clean(platform_id)
    if until is None:
        return one("DELETE FROM mutes WHERE platform_id = ?", (key,))
    return one(
        "INSERT OR REPLACE INTO mutes (platform_id, until) VALUES (?, ?)",
        (key, codec.micros(until)),
    )


def gap(found: Gap) -> Step:
    """Write a gap; an open one only where none is open for the same platforms."""
    ended_at = found.ended_at and max(found.ended_at, found.started_at)
    return one(
        "INSERT INTO gaps (reason, started_at, ended_at, platform_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (
            found.reason,
            codec.micros(found.started_at),
            codec.micros_or_none(ended_at),
            codec.clean_or_none(found.platform_id),
        ),
    )


def close_gap(at: datetime) -> Step:
    """Write the end of the open gap of all platforms."""
    return one(
        "UPDATE gaps SET ended_at = max(started_at, ?)"
        " WHERE ended_at IS NULL AND platform_id IS NULL",
        (codec.micros(at),),
    )


def watching(begun: Mapping[str, str], ended: Iterable[str], at: datetime) -> Step:
    """Write the platforms (id to name) watched from `at` on, and those no longer watched."""
    when = codec.micros(at)
    return together(
        many(
            "UPDATE watching SET ended_at = max(started_at, ?)"
            " WHERE platform_id = ? AND ended_at IS NULL",
            [(when, codec.clean(platform_id)) for platform_id in ended],
        ),
        many(
            "INSERT INTO watching (platform_id, started_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(codec.clean(platform_id), when) for platform_id in begun],
        ),
        platforms(begun),
    )


def platforms(names: Mapping[str, str]) -> Step:
    """Write the newest names (by id) of platforms."""
    return many(
        "INSERT INTO platforms (id, name) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
        [(codec.clean(key), codec.clean(name)) for key, name in names.items()],
    )


def forget_before(at: datetime) -> Step:
    """Delete what ended before `at`, of incidents the oldest FORGET_AT_ONCE.

    Watched time before `at` goes as well: it would read as time without incidents.
    """
    when = (codec.micros(at),)
    return together(
        one(
            "DELETE FROM incidents WHERE id IN (SELECT id FROM incidents WHERE resolved_at < ?"
            " ORDER BY resolved_at LIMIT ?)",
            (*when, FORGET_AT_ONCE),
        ),
        one("DELETE FROM gaps WHERE ended_at < ?", when),
        one(
            "DELETE FROM notifications WHERE incident_id IS NULL"
            " AND decided_at < ? - CASE WHEN topic IS NULL THEN 0 ELSE ? END",
            (*when, _TOPICS_LAST),
        ),
        one("DELETE FROM edits WHERE at < ?", when),
        one("DELETE FROM watching WHERE ended_at <= ?", when),
        one("UPDATE watching SET started_at = ?1 WHERE started_at < ?1", when),
        one(
            "DELETE FROM platforms WHERE id NOT IN (SELECT platform_id FROM incidents)"
            " AND id NOT IN (SELECT platform_id FROM watching)",
            (),
        ),
        one("PRAGMA incremental_vacuum(2000)", ()),
    )


def together(*steps: Step) -> Step:
    """Return the steps as one."""
    return partial(_run_all, steps)


def one(sql: str, params: tuple[object, ...]) -> Step:
    """Run one statement."""
    return partial(_execute, sql, params)


def many(sql: str, rows: Sequence[tuple[object, ...]]) -> Step:
    """Run one statement for each row."""
    return partial(_execute_many, sql, rows)


def _run_all(steps: Sequence[Step], connection: Connection) -> None:
    for step in steps:
        step(connection)


def _execute(sql: str, params: tuple[object, ...], connection: Connection) -> None:
    connection.execute(sql, params).fetchall()


def _execute_many(sql: str, rows: Sequence[tuple[object, ...]], connection: Connection) -> None:
    connection.executemany(sql, rows)
