"""Slack's status: what is open now (`/api/v2.0.0/current`), or the list of all (`/history`).

An incident's type tells how bad it is: an outage is a major one, an incident degrades, a notice
only informs. Slack names the affected services and no others. The history is a log: without an
open entry it says nothing about now.
"""

from collections.abc import Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_value,
    link,
    looks_like_json,
    objects,
    page_status,
    string,
    strings,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, of_open, stage_of, told

_TYPES = {
    "outage": Status.MAJOR_OUTAGE,
    "incident": Status.DEGRADED,
    "notice": Status.OPERATIONAL,
    "maintenance": Status.MAINTENANCE,
}
_STAGES = {
    "active": Stage.INVESTIGATING,
    "resolved": Stage.RESOLVED,
    "scheduled": Stage.SCHEDULED,
    "completed": Stage.COMPLETED,
    "cancelled": Stage.CANCELLED,
    "canceled": Stage.CANCELLED,
}
_PAGE = {"ok": Status.OPERATIONAL, "active": Status.DEGRADED}
"""Only asked when no incident is listed that would tell more."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    rows = objects(document.get("active_incidents"))
    notices = tuple(notice for row in rows if (notice := _notice(row, notes)).is_open)
    return FeedReport(
        format=FORMAT.name,
        name="Slack",
        url="https://slack-status.com/",
        status=_overall(document, notices, notes),
        components=_components(notices),
        lists_all=False,
        notices=notices,
        updated_at=_updated(document, rows),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    value = json_value(body)
    if isinstance(value, list):
        rows = objects(value)
        if all({"title", "type", "status", "services"} <= row.keys() for row in rows):
            return {"active_incidents": value}
    elif isinstance(value, dict) and "active_incidents" in value:
        return value
    raise FormatError("JSON, but not Slack's status: active_incidents is missing")


def _looks_like(body: bytes) -> bool:
    current = looks_like_json(body, "active_incidents", "status")
    history = looks_like_json(body, "date_created", "services", "notes", "type")
    return (current or history) and fits(_document, body)


def _overall(document: Object, notices: Sequence[Notice], notes: Notes) -> Status:
    open_now = [notice.impact for notice in notices if notice.stage is not Stage.SCHEDULED]
    if open_now:
        return of_open(open_now)
    if "status" in document:
        return page_status(document.get("status"), _PAGE, notes)
    notes.add("this is the history: without an open entry it says nothing about now")
    return worst(open_now)


def _notice(row: Object, notes: Notes) -> Notice:
    title = string(row.get("title"))
    stage = stage_of(row.get("status"), _STAGES, title, notes)
    impact = impact_of(row.get("type"), _TYPES, title, notes)
    planned = stage is Stage.SCHEDULED or impact is Status.MAINTENANCE
    if impact is Status.OPERATIONAL and not (planned or stage.is_closed):
        notes.add(f'"{title}" is a notice and not an incident')
    updates = (told(stage, note.get("body"), note.get("date_created")) for note in _notes_of(row))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=Stage.IN_PROGRESS if planned and stage is Stage.INVESTIGATING else stage,
        impact=Status.MAINTENANCE if planned else impact,
        component_ids=tuple(strings(row.get("services"))),
        started_at=instant(row.get("date_created")),
        updated_at=instant(row.get("date_updated")),
        url=link(row.get("url")),
        updates=newest_first(updates),
    )


def _notes_of(row: Object) -> list[Object]:
    return objects(row.get("notes"))


def _components(notices: Sequence[Notice]) -> tuple[Component, ...]:
    return merged(
        Component(
            name, name, Status.OPERATIONAL if notice.stage is Stage.SCHEDULED else notice.impact
        )
        for notice in notices
        for name in notice.component_ids
    )


def _updated(document: Object, rows: Sequence[Object]) -> datetime | None:
    moments = [instant(row.get("date_updated")) for row in (document, *rows)]
    return max((moment for moment in moments if moment), default=None)


FORMAT = FeedFormat(
    name="slack",
    title="Slack",
    source="https://docs.slack.dev/reference/slack-status-api",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v2.0.0/current",),
    hosts=("slack-status.com", "status.slack.com"),
    rank=20,
    aliases=("slack-history",),
)
