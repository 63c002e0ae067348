"""Reads documents shaped like Atlassian's summary, which several products speak.

A document has a `page`, and of `status`, `components`, `incidents` and `scheduled_maintenances`
what its address promises. The indicator of the page is its own rollup: none, minor, major and
critical become operational, degraded, partial outage and major outage. Without one the page is
rolled up from its components; a list of notices alone tells only of trouble.
"""

from collections.abc import Iterator, Mapping, Sequence

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Stage, Status, worst
from downlight.formats.instants import instant
from downlight.formats.markup import plain
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    ident,
    link,
    meaning,
    obj,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, newest_first, stage_of

INDICATORS: Mapping[str, Status] = {
    "none": Status.OPERATIONAL,
    "minor": Status.DEGRADED,
    "major": Status.PARTIAL_OUTAGE,
    "critical": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
COMPONENTS: Mapping[str, Status] = {
    "operational": Status.OPERATIONAL,
    "degraded_performance": Status.DEGRADED,
    "partial_outage": Status.PARTIAL_OUTAGE,
    "major_outage": Status.MAJOR_OUTAGE,
    "full_outage": Status.MAJOR_OUTAGE,  # incident.io
    "under_maintenance": Status.MAINTENANCE,
}
STAGES: Mapping[str, Stage] = {
    stage.value: stage for stage in Stage if stage not in (Stage.CANCELLED, Stage.UNKNOWN)
} | {
    "canceled": Stage.CANCELLED,
    "cancelled": Stage.CANCELLED,
    "closed": Stage.RESOLVED,
    "complete": Stage.COMPLETED,
    "started": Stage.INVESTIGATING,  # Rootly
    "triage": Stage.INVESTIGATING,
    "acknowledged": Stage.INVESTIGATING,
    "mitigated": Stage.MONITORING,
    "maintenance_scheduled": Stage.SCHEDULED,  # incident.io
    "maintenance_in_progress": Stage.IN_PROGRESS,
    "maintenance_complete": Stage.COMPLETED,
    "maintenance_completed": Stage.COMPLETED,
}
_LISTS = ("components", "incidents", "scheduled_maintenances")
_PLANNED = frozenset({Stage.SCHEDULED, Stage.IN_PROGRESS, Stage.VERIFYING, Stage.COMPLETED})


def require_summary(document: Object, product: str) -> Object:
    """Return `document` if it is shaped like a summary or a part of one; raises FormatError."""
    page = obj(document.get("page"))
    told = any(isinstance(document.get(key), list) for key in _LISTS)
    state = "indicator" in obj(document.get("status"))
    updates = any("incident_updates" in row for row in objects(document.get("incidents")))
    # Instatus, and Sorry
    foreign = isinstance(page.get("status"), str) or isinstance(page.get("state"), str)
    if foreign or not (updates or (page and (told or state)) or (told and state)):
        raise FormatError(f"JSON, but not {product}: page, status and components are missing")
    return document


def read_summary(
    document: Object, name: str, indicators: Mapping[str, Status] = INDICATORS
) -> FeedReport:
    """Return the report of a document that `require_summary` lets pass, as of format `name`."""
    page = obj(document.get("page"))
    notes = Notes()
    components = _components(document, notes)
    notices = tuple(notice for notice in _notices(document, page, notes) if notice.is_open)
    return FeedReport(
        format=name,
        name=string(page.get("name")),
        url=link(page.get("url")),
        status=_overall(document, components, notices, indicators, notes),
        components=components,
        notices=notices,
        updated_at=instant(page.get("updated_at")),
        notes=notes.all(),
    )


def _overall(
    document: Object,
    components: Sequence[Component],
    notices: Sequence[Notice],
    indicators: Mapping[str, Status],
    notes: Notes,
) -> Status:
    status = obj(document.get("status"))
    if status:
        return page_status(status.get("indicator"), indicators, notes)
    if components:
        return rollup(component.status for component in components)
    return of_notices(notices, notes)


def of_notices(notices: Sequence[Notice], notes: Notes) -> Status:
    """Return the status of a part that lists notices only; UNKNOWN when none is under way."""
    notes.add("this part of a status page lists notices only")
    running = (Stage.IN_PROGRESS, Stage.VERIFYING)
    return worst(
        Status.MAINTENANCE if notice.kind is NoticeKind.MAINTENANCE else notice.impact
        for notice in notices
        if notice.kind is NoticeKind.INCIDENT or notice.stage in running
    )


def _components(document: Object, notes: Notes) -> tuple[Component, ...]:
    rows = objects(document.get("components"))
    groups = {ident(row.get("id")): string(row.get("name")) for row in rows if _is_group(row)}
    found = []
    for row in rows:
        name = string(row.get("name"))
        key = _key(row)
        if _is_group(row) or not key:
            continue
        status = component_status(row.get("status"), COMPONENTS, name, notes)
        group = groups.get(ident(row.get("group_id"))) or None
        found.append(Component(key, name, status, group))
    return merged(found)


def _is_group(row: Object) -> bool:
    """Whether a row is a group, as it says or as the parts it names tell."""
    return row.get("group") is True or bool(row.get("components"))


def _key(row: Object) -> str:
    return ident(row.get("id")) or string(row.get("name"))


def _notices(document: Object, page: Object, notes: Notes) -> list[Notice]:
    incidents = objects(document.get("incidents"))
    works = objects(document.get("scheduled_maintenances"))
    return [
        *(_notice(row, _kind_of(row), page, notes) for row in incidents),
        *(_notice(row, NoticeKind.MAINTENANCE, page, notes) for row in works),
    ]


def _kind_of(row: Object) -> NoticeKind:
    meant = string(row.get("impact")).lower() == "maintenance"
    timed = instant(row.get("scheduled_for")) is not None
    planned = meaning(row.get("status"), STAGES) in _PLANNED
    return NoticeKind.MAINTENANCE if planned or (meant and timed) else NoticeKind.INCIDENT


def _notice(row: Object, kind: NoticeKind, page: Object, notes: Notes) -> Notice:
    title = string(row.get("name")) or string(row.get("title"))
    key = ident(row.get("id")) or title
    planned = kind is NoticeKind.MAINTENANCE
    begun = row.get("started_at") or row.get("created_at")
    return Notice(
        external_id=key,
        kind=kind,
        title=title,
        stage=_stage(row, title, notes),
        impact=_impact(row.get("impact"), title, notes),
        component_ids=tuple(_touched(row)),
        started_at=instant(begun),
        updated_at=instant(row.get("updated_at")),
        resolved_at=instant(row.get("resolved_at")),
        starts_at=instant(row.get("scheduled_for")) if planned else None,
        ends_at=instant(row.get("scheduled_until")) if planned else None,
        url=link(row.get("shortlink")) or _own_page(page, key),
        updates=_updates(row),
    )


def _own_page(page: Object, key: str) -> str | None:
    base = link(page.get("url"))
    return link(f"{base.rstrip('/')}/incidents/{key}") if base else None


def _impact(word: object, title: str, notes: Notes) -> Status:
    if word is None:
        return Status.UNKNOWN
    known = meaning(word, INDICATORS)
    if known is None:
        notes.add(f'unknown impact "{string(word, 60)}" of "{title}"')
    return known or Status.UNKNOWN


def _stage(row: Object, title: str, notes: Notes) -> Stage:
    if row.get("status") is None and instant(row.get("resolved_at")) is not None:
        return Stage.RESOLVED
    return stage_of(row.get("status"), STAGES, title, notes)


def _touched(row: Object) -> Iterator[str]:
    """Yield the ids of the parts an incident names, itself or in its newest update that does."""
    own = [key for part in objects(row.get("components")) if (key := _key(part))]
    told_of = (
        [ident(part.get("code")) for part in objects(update.get("affected_components"))]
        for update in objects(row.get("incident_updates"))
    )
    yield from dict.fromkeys(own or next(filter(None, told_of), []))


def _updates(row: Object) -> tuple[NoticeUpdate, ...]:
    return newest_first(_update(update) for update in objects(row.get("incident_updates")))


def _update(row: Object) -> NoticeUpdate:
    body = row.get("body")
    return NoticeUpdate(
        stage=meaning(row.get("status"), STAGES) or Stage.UNKNOWN,
        text=plain(body) if isinstance(body, str) else "",
        published_at=instant(row.get("display_at")) or instant(row.get("created_at")),
    )
