"""PayPal's status: parts with a state for production and one for the sandbox, or events.

The sandbox is shown as a region of its own and does not count for the whole.
"""

from collections.abc import Iterator
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, of_open, stage_of, told, word_of

_STATES = {
    "operational": Status.OPERATIONAL,
    "informational": Status.OPERATIONAL,
    "service degradation": Status.DEGRADED,
    "degraded performance": Status.DEGRADED,
    "service disruption": Status.PARTIAL_OUTAGE,
    "partial outage": Status.PARTIAL_OUTAGE,
    "service outage": Status.MAJOR_OUTAGE,
    "major outage": Status.MAJOR_OUTAGE,
    "under maintenance": Status.MAINTENANCE,
    "maintenance": Status.MAINTENANCE,
}
_SEVERITIES = _STATES | {
    "minor": Status.DEGRADED,
    "major": Status.PARTIAL_OUTAGE,
    "critical": Status.MAJOR_OUTAGE,
}
_STAGES = {
    "open": Stage.INVESTIGATING,
    "active": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "scheduled": Stage.SCHEDULED,
    "in progress": Stage.IN_PROGRESS,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
    "completed": Stage.COMPLETED,
    "cancelled": Stage.CANCELLED,
    "canceled": Stage.CANCELLED,
}
_PRODUCTION, _SANDBOX = "production", "sandbox"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    rows = _rows(body)
    notes = Notes()
    components = merged(part for row in rows for part in _components(row, notes))
    events = [_notice(row, notes) for row in rows if "state" in row and _is_production(row)]
    notices = tuple(notice for notice in events if notice.is_open)
    if components:
        counting = [part.status for part in components if part.region == _PRODUCTION]
        status = rollup(counting)
    else:
        status = of_open(n.impact for n in notices if n.stage is not Stage.SCHEDULED)
    return FeedReport(
        format=FORMAT.name,
        name="PayPal",
        url="https://www.paypal-status.com/",
        status=status,
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _rows(body: bytes) -> list[Object]:
    rows = objects(json_object(body).get("result"))
    states = rows and all(_PRODUCTION in obj(row.get("status")) for row in rows)
    events = rows and all("state" in row and "severity" in row for row in rows)
    if not (states or events):
        raise FormatError("JSON, but not PayPal's status: states of production are missing")
    return rows


def _looks_like(body: bytes) -> bool:
    states = looks_like_json(body, "result", _PRODUCTION, _SANDBOX)
    events = looks_like_json(body, "result", "state", "severity", "environment")
    return (states or events) and fits(_rows, body)


def _word(value: object) -> str:
    return word_of(value).replace("_", " ")


def _components(row: Object, notes: Notes) -> Iterator[Component]:
    name = string(row.get("displayName")) or string(row.get("name"))
    key = ident(row.get("id")) or string(row.get("name"))
    group = string(obj(row.get("category")).get("name")) or None
    states = obj(row.get("status"))
    for place in (_PRODUCTION, _SANDBOX):
        if key and place in states:
            own = key if place == _PRODUCTION else f"{key}/{place}"
            state = component_status(_word(states[place]), _STATES, name, notes)
            yield Component(own, name, state, group, place)


def _is_production(row: Object) -> bool:
    return word_of(row.get("environment")) in ("", _PRODUCTION)


def _notice(row: Object, notes: Notes) -> Notice:
    planned = "maintenance" in word_of(row.get("type"))
    title = string(row.get("summary"))
    stage = stage_of(_word(row.get("state")), _STAGES, title, notes)
    impact = Status.MAINTENANCE
    if not (planned or stage.is_closed):
        impact = impact_of(_word(row.get("severity")), _SEVERITIES, title, notes)
    starts, ends = instant(row.get("startDate")), instant(row.get("endDate"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=impact,
        started_at=None if planned else starts,
        updated_at=instant(row.get("dateUpdated")),
        starts_at=starts if planned else None,
        ends_at=ends if planned else None,
        updates=(told(stage, row.get("description"), row.get("dateUpdated")),),
    )


FORMAT = FeedFormat(
    name="paypal",
    title="PayPal status",
    source="https://www.paypal-status.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v1/components", "/api/v1/events"),
    hosts=("paypal-status.com",),
    rank=20,
)
