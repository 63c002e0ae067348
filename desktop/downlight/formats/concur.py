"""SAP Concur's status history of one data centre: what each service is now, and was before."""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    MAX_ITEMS,
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
from downlight.formats.wording import merged, told

_STATES = {
    "normal": Status.OPERATIONAL,
    "operational": Status.OPERATIONAL,
    "available": Status.OPERATIONAL,
    "informational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "degradation": Status.DEGRADED,
    "warning": Status.DEGRADED,
    "partial": Status.PARTIAL_OUTAGE,
    "disruption": Status.PARTIAL_OUTAGE,
    "major": Status.MAJOR_OUTAGE,
    "outage": Status.MAJOR_OUTAGE,
    "unavailable": Status.MAJOR_OUTAGE,
    "down": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_NOW = "Current Status"
_PAGE = "https://open.concur.com/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    services = _services(body)
    notes = Notes()
    parts = {name: _component(name, row, notes) for name, row in services.items()}
    found = {
        notice.external_id: notice
        for name, row in services.items()
        for incident in objects(obj(row.get(_NOW)).get("incidents"))
        if (notice := _notice(incident, parts[name])).is_open
    }
    components = merged(parts.values())
    return FeedReport(
        format=FORMAT.name,
        name="SAP Concur",
        url=_PAGE,
        status=rollup(component.status for component in components),
        components=components,
        notices=tuple(found.values()),
        notes=notes.all(),
    )


def _services(body: bytes) -> dict[str, Object]:
    data = obj(json_object(body).get("data"))
    rows = {name: obj(row) for name, row in list(data.items())[:MAX_ITEMS]}
    now = {name: row for name, row in rows.items() if isinstance(row.get(_NOW), dict)}
    if not now:
        raise FormatError('JSON, but not Concur\'s status: no service has a "Current Status"')
    return now


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "data", _NOW) and fits(_services, body)


def _component(name: str, row: Object, notes: Notes) -> Component:
    shown = string(row.get("Service")) or string(name) or "service"
    return Component(
        id=shown,
        name=shown,
        status=component_status(obj(row.get(_NOW)).get("status"), _STATES, shown, notes),
    )


def _notice(row: Object, part: Component) -> Notice:
    text = row.get("description") or row.get("summary")
    title = string(row.get("title")) or string(row.get("name")) or string(text) or part.name
    ended = instant(row.get("end")) or instant(row.get("end_time"))
    over = ended is not None or string(row.get("status")).lower() in ("resolved", "closed")
    stage = Stage.RESOLVED if over else Stage.INVESTIGATING
    begun = instant(row.get("start")) or instant(row.get("start_time"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=part.status,
        component_ids=(part.id,),
        started_at=begun,
        resolved_at=ended,
        url=_PAGE,
        updates=(told(stage, text, None),),
    )


FORMAT = FeedFormat(
    name="concur",
    title="SAP Concur",
    source="https://open.concur.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/open/status_history",),
    hosts=("open.concur.com",),
    rank=20,
)
