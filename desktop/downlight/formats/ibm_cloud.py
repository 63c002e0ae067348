"""IBM Cloud's enhanced status: incidents, maintenances and news of all kinds in one list.

Severity 1 is a major outage, 2 a partial one, 3 and 4 degrade. Release notes, announcements and
security bulletins say nothing about how the cloud is.
"""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_object,
    looks_like_json,
    objects,
    string,
    strings,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, of_open, spread, stage_of, told, word_of

_SEVERITIES = {
    "1": Status.MAJOR_OUTAGE,
    "2": Status.PARTIAL_OUTAGE,
    "3": Status.DEGRADED,
    "4": Status.DEGRADED,
}
_STAGES = {
    "new": Stage.INVESTIGATING,
    "open": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "in-progress": Stage.INVESTIGATING,
    "confirmed": Stage.IDENTIFIED,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "completed": Stage.RESOLVED,
    "complete": Stage.RESOLVED,
    "archived": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
}
_WORK_STAGES = {
    "new": Stage.SCHEDULED,
    "scheduled": Stage.SCHEDULED,
    "in-progress": Stage.IN_PROGRESS,
    "complete": Stage.COMPLETED,
    "completed": Stage.COMPLETED,
    "closed": Stage.COMPLETED,
    "archived": Stage.COMPLETED,
    "cancelled": Stage.CANCELLED,
    "canceled": Stage.CANCELLED,
}
_PAGE = "https://cloud.ibm.com/status"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    shown = [
        (row, notice)
        for row in objects(_document(body).get("statusItems"))
        if word_of(row.get("type")) in ("incident", "maintenance")
        and (notice := _notice(row, notes)).is_open
    ]
    notices = tuple(notice for _, notice in shown)
    components = merged(_component(row, notice, now) for row, notice in shown)
    running = [n.impact for n in notices if n.kind is NoticeKind.INCIDENT or n.is_active(now)]
    return FeedReport(
        format=FORMAT.name,
        name="IBM Cloud",
        url=_PAGE,
        status=of_open(running),
        components=components,
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not isinstance(document.get("statusItems"), list):
        raise FormatError("JSON, but not IBM Cloud's status: statusItems are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "statusItems") and fits(_document, body)


def _key(row: Object) -> str:
    return next(iter(strings(row.get("resourceIDs"))), "") or string(row.get("name")) or "service"


def _component(row: Object, notice: Notice, now: datetime) -> Component:
    waiting = notice.kind is NoticeKind.MAINTENANCE and not notice.is_active(now)
    part = Component(
        id=_key(row),
        name=string(row.get("name")) or _key(row),
        status=Status.OPERATIONAL if waiting else notice.impact,
    )
    return spread(part, strings(row.get("regions")))


def _notice(row: Object, notes: Notes) -> Notice:
    planned = word_of(row.get("type")) == "maintenance"
    number = ident(row.get("id")) or ident(row.get("recordID"))
    title = string(row.get("shortDescription")) or f"{string(row.get('name'))} {number}".strip()
    stage = stage_of(row.get("state"), _WORK_STAGES if planned else _STAGES, title, notes)
    impact = Status.MAINTENANCE if planned else Status.UNKNOWN
    if not (planned or stage.is_closed):
        impact = impact_of(row.get("sev"), _SEVERITIES, title, notes)
    starts, ends = instant(row.get("outageStart")), instant(row.get("outageEnd"))
    return Notice(
        external_id=number or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=impact,
        component_ids=(_key(row),),
        started_at=None if planned else starts or instant(row.get("creationTime")),
        updated_at=instant(row.get("updateTime")),
        starts_at=starts if planned else None,
        ends_at=ends if planned else None,
        url=_PAGE,
        updates=(told(stage, row.get("longDescription"), row.get("updateTime")),),
    )


FORMAT = FeedFormat(
    name="ibm-cloud",
    title="IBM Cloud",
    source="https://cloud.ibm.com/docs/account?topic=account-viewing-cloud-status",
    parse=parse,
    looks_like=_looks_like,
    paths=("/status/getEnhancedStatus",),
    hosts=("cloud.ibm.com",),
    rank=20,
)
