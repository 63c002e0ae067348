"""Salesforce Trust: one instance, the instances of a product, many instances, or incidents.

Retired instances and sandboxes are left out, unless nothing else is there. A core incident is
worse than one that is not: major ones are a major or a partial outage, minor ones degrade.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_value,
    link,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
    strings,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import (
    impact_of,
    is_within,
    merged,
    newest_first,
    of_open,
    stage_of,
    told,
    word_of,
)

_STATES = {
    "ok": Status.OPERATIONAL,
    "informational_core": Status.OPERATIONAL,
    "informational_noncore": Status.OPERATIONAL,
    "maintenance_core": Status.MAINTENANCE,
    "maintenance_noncore": Status.MAINTENANCE,
    "minor_incident_core": Status.DEGRADED,
    "minor_incident_noncore": Status.DEGRADED,
    "major_incident_core": Status.MAJOR_OUTAGE,
    "major_incident_noncore": Status.PARTIAL_OUTAGE,
}
_SEVERITIES = {
    "minor": Status.DEGRADED,
    "major": Status.PARTIAL_OUTAGE,
    "critical": Status.MAJOR_OUTAGE,
}
_STAGES = {
    "active": Stage.INVESTIGATING,
    "open": Stage.INVESTIGATING,
    "ongoing": Stage.INVESTIGATING,
    "confirmed": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "mitigated": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PAGE = "https://status.salesforce.com/"


@dataclass(frozen=True, slots=True)
class _Page:
    """The one thing that all shapes come down to."""

    name: str
    instances: list[Object]
    incidents: list[Object]
    maintenances: list[Object]


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    page = _page(body)
    notes = Notes()
    components = merged(_component(row, page.name, notes) for row in page.instances)
    known = {component.id for component in components}
    incidents = (_incident(row, known, notes) for row in page.incidents)
    works = (_maintenance(row, known, now) for row in page.maintenances)
    found = {notice.external_id: notice for notice in (*incidents, *works) if notice.is_open}
    notices = tuple(found.values())
    return FeedReport(
        format=FORMAT.name,
        name=page.name or "Salesforce",
        url=_PAGE,
        status=_overall(components, notices),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _page(body: bytes) -> _Page:
    value = json_value(body)
    document = obj(value)
    rows = objects(document.get("Instances") if "Instances" in document else value)
    if document and "key" in document and "isActive" in document:
        rows = [document]
    name = string(document.get("name")) if "Instances" in document else ""
    if rows and all("key" in row and "status" in row for row in rows):
        kept = _kept(rows)
        return _Page(name, kept, _inner(kept, "Incidents"), _inner(kept, "Maintenances"))
    if isinstance(value, list) and all("IncidentImpacts" in row for row in rows):
        return _Page("", [], rows, [])
    raise FormatError("JSON, but not Salesforce Trust: there are no instances and no incidents")


def _kept(rows: Sequence[Object]) -> list[Object]:
    active = [row for row in rows if row.get("isActive") is not False]
    real = [row for row in active if word_of(row.get("environment")) != "sandbox"]
    return real or active


def _inner(rows: Sequence[Object], key: str) -> list[Object]:
    return [
        {"instanceKeys": [row.get("key")], **item} for row in rows for item in objects(row.get(key))
    ]


def _looks_like(body: bytes) -> bool:
    instances = looks_like_json(body, "key", "isActive", "environment")
    return (instances or looks_like_json(body, "IncidentImpacts")) and fits(_page, body)


def _overall(components: Sequence[Component], notices: Sequence[Notice]) -> Status:
    if components:
        return rollup(component.status for component in components)
    return of_open(n.impact for n in notices if n.kind is NoticeKind.INCIDENT)


def _component(row: Object, group: str, notes: Notes) -> Component:
    key = ident(row.get("key"))
    status = component_status(row.get("status"), _STATES, key, notes)
    place = string(row.get("location")) or None
    return Component(key or "instance", key, status, group or None, place)


def _touched(row: Object, known: set[str]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(strings(row.get("instanceKeys"))) if key in known)


def _incident(row: Object, known: set[str], notes: Notes) -> Notice:
    impacts = objects(row.get("IncidentImpacts"))
    number = ident(row.get("id"))
    kind = _words(next((string(impact.get("type")) for impact in impacts), "") or "incident")
    services = ", ".join(_words(name) for name in strings(row.get("serviceKeys")))
    title = f"{services}: {kind}" if services else kind.capitalize()
    stage = _stage(row, impacts, title, notes)
    begun = [moment for impact in impacts if (moment := instant(impact.get("startTime")))]
    return Notice(
        external_id=number or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=worst(
            impact_of(impact.get("severity"), _SEVERITIES, title, notes)
            for impact in impacts
            if not stage.is_closed
        ),
        component_ids=_touched(row, known),
        started_at=min(begun, default=instant(row.get("createdAt"))),
        updated_at=instant(row.get("updatedAt")),
        url=link(f"{_PAGE}incidents/{number}") if number else _PAGE,
        updates=newest_first(
            told(stage, event.get("message"), event.get("createdAt"))
            for event in objects(row.get("IncidentEvents"))
        ),
    )


def _stage(row: Object, impacts: Sequence[Object], title: str, notes: Notes) -> Stage:
    if row.get("isResolved") is True:
        return Stage.RESOLVED
    if row.get("status") is not None:
        return stage_of(row.get("status"), _STAGES, title, notes)
    ended = impacts and all(instant(impact.get("endTime")) for impact in impacts)
    return Stage.RESOLVED if ended else Stage.INVESTIGATING


def _maintenance(row: Object, known: set[str], now: datetime) -> Notice:
    starts, ends = instant(row.get("plannedStartTime")), instant(row.get("plannedEndTime"))
    number, title = ident(row.get("id")), string(row.get("name")) or "Maintenance"
    stage = Stage.SCHEDULED
    done = word_of(obj(row.get("message")).get("eventStatus")) in ("completed", "canceled")
    if done or (ends is not None and ends <= now):
        stage = Stage.COMPLETED
    elif starts is not None and is_within(starts, ends, now):
        stage = Stage.IN_PROGRESS
    return Notice(
        external_id=f"maintenance {number or title}",
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE,
        component_ids=_touched(row, known),
        updated_at=instant(row.get("updatedAt")),
        starts_at=starts,
        ends_at=ends,
        url=link(f"{_PAGE}maintenances/{number}") if number else _PAGE,
    )


def _words(name: str) -> str:
    """Return a name in camel case as words ("serviceDisruption": "service disruption")."""
    return _CAPITAL.sub(" ", name).lower()


FORMAT = FeedFormat(
    name="salesforce-trust",
    title="Salesforce Trust",
    source="https://api.status.salesforce.com/v1/docs/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/v1/instances/status/preview", "/v1/incidents"),
    hosts=("api.status.salesforce.com",),
    rank=20,
)
