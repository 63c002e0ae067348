"""Rows of the tables to domain values."""

import sqlite3
from collections.abc import Iterable

from downlight.domain.cause import Cause
from downlight.domain.gap import Gap
from downlight.domain.history import IncidentRow, IncidentSpan
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.status import GapReason, Reason, Scope, Source, Status
from downlight.store import codec

ENTRY_COLUMNS = (
    "incident_id, at, kind, text, source, check_id, status, reason, http_status, matched, latency"
)
"""What `entry` reads; the incident's id comes first."""

INCIDENT_COLUMNS = (
    "id, platform_id, platform_name, started_at, confirmed_at, resolved_at, status, peak_status,"
    " scope, component_ids, reasons, notices, note, said_cause, edited_at"
)
"""What `incident` reads."""

ROW_COLUMNS = (
    "id, platform_id, platform_name, started_at, resolved_at, peak_status, scope, summary, note,"
    " reasons, cause"
)
"""What `incident_row` reads."""

SPAN_COLUMNS = "id, platform_id, started_at, resolved_at, peak_status"
"""What `span` reads."""

GAP_COLUMNS = "reason, started_at, ended_at, platform_id"
"""What `gap` reads."""


def entry(row: sqlite3.Row) -> TimelineEntry:
    """Return a line of evidence."""
    return TimelineEntry(
        at=codec.moment(row["at"]),
        kind=codec.word(EntryKind, row["kind"], EntryKind.NOTE),
        text=row["text"],
        source=codec.word_or_none(Source, row["source"]),
        check_id=row["check_id"],
        status=codec.word_or_none(Status, row["status"]),
        reason=codec.word_or_none(Reason, row["reason"]),
        http_status=row["http_status"],
        matched=row["matched"],
        latency=row["latency"],
    )


def incident(row: sqlite3.Row, timeline: Iterable[TimelineEntry] = ()) -> Incident:
    """Return a whole incident."""
    return Incident(
        id=row["id"],
        platform_id=row["platform_id"],
        platform_name=row["platform_name"],
        started_at=codec.moment(row["started_at"]),
        confirmed_at=codec.moment(row["confirmed_at"]),
        resolved_at=codec.moment_or_none(row["resolved_at"]),
        status=codec.word(Status, row["status"], Status.UNKNOWN),
        peak_status=codec.word(Status, row["peak_status"], Status.UNKNOWN),
        scope=codec.word(Scope, row["scope"], Scope.UNCLEAR),
        component_ids=codec.load_words(row["component_ids"]),
        reasons=codec.load_reasons(row["reasons"]),
        notices=codec.load_notices(row["notices"]),
        note=row["note"],
        timeline=tuple(timeline),
        said_cause=codec.word_or_none(Cause, row["said_cause"]),
        edited_at=codec.moment_or_none(row["edited_at"]),
    )


def incident_row(row: sqlite3.Row) -> IncidentRow:
    """Return an incident as a list shows it."""
    return IncidentRow(
        id=row["id"],
        platform_id=row["platform_id"],
        platform_name=row["platform_name"],
        started_at=codec.moment(row["started_at"]),
        resolved_at=codec.moment_or_none(row["resolved_at"]),
        peak_status=codec.word(Status, row["peak_status"], Status.UNKNOWN),
        scope=codec.word(Scope, row["scope"], Scope.UNCLEAR),
        summary=row["summary"],
        note=row["note"],
        because=next(iter(codec.load_reasons(row["reasons"])), None),
        cause=codec.word(Cause, row["cause"], Cause.UNKNOWN),
    )


def span(row: sqlite3.Row) -> IncidentSpan:
    """Return an incident as a strip of a timeline shows it."""
    return IncidentSpan(
        id=row["id"],
        platform_id=row["platform_id"],
        started_at=codec.moment(row["started_at"]),
        resolved_at=codec.moment_or_none(row["resolved_at"]),
        peak_status=codec.word(Status, row["peak_status"], Status.UNKNOWN),
    )


def gap(row: sqlite3.Row) -> Gap:
    """Return a span without measurement."""
    return Gap(
        reason=codec.word(GapReason, row["reason"], GapReason.NOT_RUNNING),
        started_at=codec.moment(row["started_at"]),
        ended_at=codec.moment_or_none(row["ended_at"]),
        platform_id=row["platform_id"],
    )
