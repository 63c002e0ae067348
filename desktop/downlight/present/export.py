"""Incidents as CSV and as JSON, a piece at a time, so that any number of them fits."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any

from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.notice import Notice
from downlight.present.words import Words

COLUMNS = (
    "id",
    "platform",
    "name",
    "peak_status",
    "scope",
    "started_at",
    "confirmed_at",
    "resolved_at",
    "duration_s",
    "reasons",
    "note",
)
"""The heads of the CSV columns; fixed words, since programs read them."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""


def csv_pieces(incidents: Iterable[Incident], words: Words, now: datetime) -> Iterator[str]:
    """Yield a CSV file (RFC 4180, for UTF-8), head first, then one piece per incident.

    No cell begins with anything that a spreadsheet would calculate: such a cell gets an
    apostrophe in front.
    """
    yield _csv_line(COLUMNS)
    for incident in incidents:
        yield _csv_line(_cells(incident, words, now))


def json_pieces(incidents: Iterable[Incident], words: Words, now: datetime) -> Iterator[str]:
    """Yield a JSON list of `record`s, one piece per incident."""
    opening = "["
    for incident in incidents:
        yield opening + "\n" + json.dumps(record(incident, words, now), ensure_ascii=False)
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def record(incident: Incident, words: Words, now: datetime) -> dict[str, Any]:
    """Return an incident in the shape of `history --json` (docs/json.md); UTC times in ISO 8601.

    `duration_s` of one that is not over counts until `now`.
    """
    return {
        "id": incident.id,
        "platform": incident.platform_id,
        "name": incident.platform_name,
        "peak_status": incident.peak_status.value,
        "scope": incident.scope.value,
        "started_at": _iso(incident.started_at),
        "confirmed_at": _iso(incident.confirmed_at),
        "resolved_at": _iso(incident.resolved_at),
        "duration_s": round(incident.duration(now), 3),
        "reasons": [
            {
                "rule": because.rule.value,
                "text": words.reason(because),
                "params": dict(because.params),
                "weight": because.weight,
            }
            for because in incident.reasons
        ],
        "cause": incident.cause.value,
        "components": list(incident.component_ids),
        "note": incident.note,
        "edited_at": _iso(incident.edited_at),
        "notices": [_notice(notice) for notice in incident.notices],
        "timeline": [_entry(entry) for entry in incident.timeline],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.external_id,
        "kind": notice.kind.value,
        "title": notice.title,
        "stage": notice.stage.value,
        "impact": notice.impact.value,
        "components": list(notice.component_ids),
        "started_at": _iso(notice.started_at),
        "updated_at": _iso(notice.updated_at),
        "resolved_at": _iso(notice.resolved_at),
        "starts_at": _iso(notice.starts_at),
        "ends_at": _iso(notice.ends_at),
        "url": notice.url,
        "updates": [
            {
                "stage": update.stage.value,
                "text": update.text,
                "published_at": _iso(update.published_at),
            }
            for update in notice.updates
        ],
    }


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "at": _iso(entry.at),
        "kind": entry.kind.value,
        "text": entry.text,
        "source": entry.source.value if entry.source else None,
        "check": entry.check_id,
        "status": entry.status.value if entry.status else None,
        "reason": entry.reason.value if entry.reason else None,
        "http_status": entry.http_status,
        "matched": entry.matched,
        "latency_ms": None if entry.latency is None else round(entry.latency * 1000, 1),
    }


def _cells(incident: Incident, words: Words, now: datetime) -> tuple[object, ...]:
    return (
        incident.id,
        incident.platform_id,
        incident.platform_name,
        incident.peak_status.value,
        incident.scope.value,
        _iso(incident.started_at),
        _iso(incident.confirmed_at),
        _iso(incident.resolved_at),
        round(incident.duration(now), 3),
        "; ".join(words.reason(because) for because in incident.reasons),
        incident.note,
    )


def _csv_line(cells: Iterable[object]) -> str:
    line = StringIO(newline="")
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
