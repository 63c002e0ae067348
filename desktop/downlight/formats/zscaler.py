"""Zscaler's trust page of one cloud: parts with issues, whose own `status` says true regardless.

An issue counts while it is not resolved and its severity is one of those that the page shows:
a disruption is a partial outage, a degradation degrades.
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
    json_object,
    link,
    looks_like_json,
    obj,
    objects,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, joined, merged, of_open, stage_of, told, word_of

_SEVERITIES = {
    "20": Status.PARTIAL_OUTAGE,
    "19": Status.DEGRADED,
    "17": Status.OPERATIONAL,
    "641": Status.OPERATIONAL,
    "1356": Status.OPERATIONAL,
    "1361": Status.OPERATIONAL,
}
"""Service disruption and degradation; under investigation, advisories and the like."""
_STAGES = {
    "under investigation": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "open": Stage.INVESTIGATING,
    "in progress": Stage.IDENTIFIED,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
    "completed": Stage.RESOLVED,
}
_HOME = "https://trust.zscaler.com"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    data = _data(body)
    notes = Notes()
    shown = _shown(data)
    components: list[Component] = []
    found: list[Notice] = []
    for part in _parts(data):
        name = string(part.get("name"))
        key = ident(part.get("tid")) or name or "part"
        told_of = (_notice(row, key, notes) for row in _issues(part, shown))
        own = [notice for notice in told_of if notice.is_open]
        status = worst([Status.OPERATIONAL, *(notice.impact for notice in own)])
        components.append(Component(key, name, status))
        found += own
    notices = joined(found)
    return FeedReport(
        format=FORMAT.name,
        name="Zscaler",
        url=f"{_HOME}/",
        status=of_open(notice.impact for notice in notices),
        components=merged(components),
        notices=notices,
        updated_at=max((n.started_at for n in notices if n.started_at), default=None),
        notes=notes.all(),
    )


def _data(body: bytes) -> Object:
    data = obj(json_object(body).get("data"))
    if not _parts(data) or not objects(data.get("severity")):
        raise FormatError("JSON, but not Zscaler's status: severity and subCategory are missing")
    return data


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "subCategory", "severity", "category") and fits(_data, body)


def _parts(data: Object) -> list[Object]:
    categories = objects(data.get("category"))
    return [part for category in categories for part in objects(category.get("subCategory"))]


def _shown(data: Object) -> frozenset[str]:
    """Return the severities that the page shows as trouble."""
    rows = objects(data.get("severity"))
    return frozenset(ident(row.get("tid")) for row in rows if ident(row.get("visible")) == "1")


def _issues(part: Object, shown: frozenset[str]) -> Sequence[Object]:
    rows = [*objects(part.get("category_status")), *objects(part.get("issues"))]
    return [row for row in rows if ident(row.get("severityTid")) in shown]


def _notice(row: Object, part: str, notes: Notes) -> Notice:
    title = string(row.get("title"))
    stage = stage_of(row.get("status"), _STAGES, title, notes)
    path = string(row.get("alias"))
    severity = Status.UNKNOWN
    if not stage.is_closed:
        severity = impact_of(word_of(row.get("severityTid")), _SEVERITIES, title, notes)
    text = row.get("short_description") or row.get("description")
    return Notice(
        external_id=path or ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=severity,
        component_ids=(part,),
        started_at=instant(row.get("from")) or instant(row.get("ri_date")),
        url=link(f"{_HOME}{path}") if path.startswith("/") else f"{_HOME}/",
        updates=(told(stage, text, None),),
    )


FORMAT = FeedFormat(
    name="zscaler",
    title="Zscaler trust",
    source="https://trust.zscaler.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/cloud-status",),
    hosts=("trust.zscaler.com",),
    rank=20,
)
