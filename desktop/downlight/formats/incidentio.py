"""incident.io status pages: the page's own summary, the widget, and the Statuspage-like API.

The page's own summary (`/proxy/{host}`) lists the components that are affected now, and the page
is as bad as the worst of them: an incident that is only being watched leaves it operational. The
widget (`/api/v1/summary`) lists incidents with their worst impact of this moment. The
Statuspage-like API (`/api/v2/summary.json`) is told from Atlassian's by its ids, which are ULIDs.
A parent page has no components of its own, so that its silence says nothing (UNKNOWN).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
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
    link,
    looks_like_json,
    meaning,
    obj,
    objects,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import COMPONENTS, STAGES, read_summary, require_summary
from downlight.formats.wording import merged, newest_first, of_open, stage_of, told

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_NATIVE = ("affected_components", "ongoing_incidents", "public_url", "expose_status_summary_api")
"""What stands beside the structure of a page; lists that are empty may be left out."""
_WIDGET_LISTS = ("ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    if "page" in document:
        return read_summary(document, FORMAT.name)
    return _widget(document) if "page_title" in document else _native(document)


def _document(body: bytes) -> Object:
    document = json_object(body)
    own = obj(document.get("summary")) or document
    if "structure" in own and any(key in own for key in _NATIVE):
        return own
    if "page_title" in document and any(key in document for key in (*_WIDGET_LISTS, "page_url")):
        return document
    return require_summary(document, "an incident.io page")


def _looks_like(body: bytes) -> bool:
    marks = (("page", "status"), ("structure",), ("page_title",))
    return any(looks_like_json(body, *mark) for mark in marks) and fits(_own, body)


def _own(body: bytes) -> None:
    document = _document(body)
    rows = [obj(document.get("page")), *objects(document.get("components"))]
    ids = [key for row in rows if (key := ident(row.get("id")))]
    if "page" in document and not (ids and all(map(_ULID.fullmatch, ids))):
        raise FormatError("a status page, but not incident.io's: its ids are no ULIDs")


def _native(summary: Object) -> FeedReport:
    notes = Notes()
    affected = {
        ident(row.get("component_id")): component_status(
            row.get("status"), COMPONENTS, ident(row.get("component_id")), notes
        )
        for row in objects(summary.get("affected_components"))
    }
    components = merged(_parts(summary, affected))
    rows = [
        *objects(summary.get("ongoing_incidents")),
        *objects(summary.get("scheduled_maintenances")),
    ]
    notices = tuple(n for row in rows if (n := _notice(row, summary, notes)).is_open)
    return FeedReport(
        format=FORMAT.name,
        name=string(summary.get("name")),
        url=link(summary.get("public_url")),
        status=_overall(summary, components, affected, notes),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _overall(
    summary: Object,
    components: Sequence[Component],
    affected: Mapping[str, Status],
    notes: Notes,
) -> Status:
    if not affected and (not components or summary.get("page_type") == "parent"):
        notes.add("this page has no components of its own: its parts have pages of theirs")
        return Status.UNKNOWN
    return of_open(affected.values())


def _parts(summary: Object, affected: Mapping[str, Status]) -> Iterator[Component]:
    """Yield the components with their groups, then those that stand in no structure."""
    names = {
        ident(row.get("id")): string(row.get("name")) for row in objects(summary.get("components"))
    }
    shown: set[str] = set()
    for row, group in _structure(summary):
        key = ident(row.get("component_id"))
        name = string(row.get("name")) or names.get(key, "")
        shown.add(key)
        if key and (row.get("hidden") is not True or key in affected):
            yield Component(key, name, affected.get(key, Status.OPERATIONAL), group)
    for key in (*names, *affected):
        if key and key not in shown and (key in affected or not shown):
            yield Component(key, names.get(key) or key, affected.get(key, Status.OPERATIONAL))


def _structure(summary: Object) -> Iterator[tuple[Object, str | None]]:
    for item in objects(obj(summary.get("structure")).get("items")):
        group = obj(item.get("group"))
        for row in objects(group.get("components")):
            yield row, string(group.get("name")) or None
        if single := obj(item.get("component")):
            yield single, None


def _notice(row: Object, summary: Object, notes: Notes) -> Notice:
    title = string(row.get("name"))
    key = ident(row.get("id")) or title
    stage = stage_of(row.get("status"), STAGES, title, notes)
    updates = newest_first(
        told(
            _word(update.get("to_status")), update.get("message_string"), update.get("published_at")
        )
        for update in objects(row.get("updates"))
    )
    planned = row.get("type") == "maintenance" or stage in (Stage.SCHEDULED, Stage.IN_PROGRESS)
    base = link(summary.get("public_url"))
    return Notice(
        external_id=key,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE if planned else _impact(row, notes),
        component_ids=_touched(row),
        started_at=instant(row.get("published_at")),
        updated_at=updates[0].published_at if updates else None,
        starts_at=_planned(row, planned, "start_at"),
        ends_at=_planned(row, planned, "end_at"),
        url=link(f"{base.rstrip('/')}/incidents/{key}") if base else None,
        updates=updates,
    )


def _word(word: object) -> Stage:
    return meaning(word, STAGES) or Stage.UNKNOWN


def _touched(row: Object) -> tuple[str, ...]:
    rows = [*objects(row.get("affected_components")), *objects(row.get("component_impacts"))]
    return tuple(dict.fromkeys(ident(part.get("component_id")) for part in rows))


def _impact(row: Object, notes: Notes) -> Status:
    """Return the worst impact that has not ended."""
    title = string(row.get("name"))
    impacts = objects(row.get("component_impacts"))
    parts = [
        part for part in impacts or objects(row.get("affected_components")) if not _ended(part)
    ]
    words = [_given(part, "current_status") or part.get("status") for part in parts]
    return of_open(component_status(word, COMPONENTS, title, notes) for word in words)


def _given(row: Object, key: str) -> object:
    """Return a field; pages write "$undefined" where there is none."""
    value = row.get(key)
    return None if value == "$undefined" else value


def _ended(impact: Object) -> bool:
    return instant(impact.get("end_at")) is not None


def _planned(row: Object, planned: bool, key: str) -> datetime | None:
    moments = [instant(part.get(key)) for part in objects(row.get("component_impacts"))]
    known = [moment for moment in moments if moment]
    if not (planned and known):
        return None
    return min(known) if key == "start_at" else max(known)


def _widget(document: Object) -> FeedReport:
    notes = Notes()
    incidents, running, planned = (objects(document.get(key)) for key in _WIDGET_LISTS)
    notices = (
        *(_widget_incident(row, notes) for row in incidents),
        *(_widget_work(row, Stage.IN_PROGRESS) for row in running),
        *(_widget_work(row, Stage.SCHEDULED) for row in planned),
    )
    open_now = [notice for notice in notices if notice.is_open]
    return FeedReport(
        format=FORMAT.name,
        name=string(document.get("page_title")),
        url=link(document.get("page_url")),
        status=of_open(n.impact for n in open_now if n.stage is not Stage.SCHEDULED),
        components=merged(_widget_parts(zip((*incidents, *running), notices, strict=False), notes)),
        lists_all=False,
        notices=tuple(open_now),
        updated_at=max((n.updated_at for n in open_now if n.updated_at), default=None),
        notes=notes.all(),
    )


def _widget_incident(row: Object, notes: Notes) -> Notice:
    title = string(row.get("name"))
    stage = stage_of(row.get("status"), STAGES, title, notes)
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=_widget_impact(row, stage, notes),
        component_ids=tuple(_ids(row)),
        updated_at=instant(row.get("last_update_at")),
        url=link(row.get("url")),
        updates=_last_word(row, stage),
    )


def _widget_impact(row: Object, stage: Stage, notes: Notes) -> Status:
    """Return the impact of this moment; while the fix is watched there may be none left."""
    title = string(row.get("name"))
    words = [part.get("current_status") for part in objects(row.get("affected_components"))]
    words = [word for word in (row.get("current_worst_impact"), *words) if word is not None]
    if not words:
        return Status.OPERATIONAL if stage is Stage.MONITORING else Status.DEGRADED
    return of_open(component_status(word, COMPONENTS, title, notes) for word in words)


def _widget_work(row: Object, listed_as: Stage) -> Notice:
    title = string(row.get("name"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=listed_as,
        impact=Status.MAINTENANCE,
        component_ids=tuple(_ids(row)) if listed_as is Stage.IN_PROGRESS else (),
        started_at=instant(row.get("started_at")),
        updated_at=instant(row.get("last_update_at")),
        starts_at=instant(row.get("starts_at")) or instant(row.get("started_at")),
        ends_at=instant(row.get("ends_at")) or instant(row.get("scheduled_end_at")),
        url=link(row.get("url")),
        updates=_last_word(row, listed_as),
    )


def _last_word(row: Object, stage: Stage) -> tuple[NoticeUpdate, ...]:
    message = told(stage, row.get("last_update_message"), row.get("last_update_at"))
    return (message,) if message.text else ()


def _ids(row: Object) -> Iterator[str]:
    for part in objects(row.get("affected_components")):
        if key := ident(part.get("id")) or string(part.get("name")):
            yield key


def _widget_parts(told_of: Iterable[tuple[Object, Notice]], notes: Notes) -> Iterator[Component]:
    """Yield the affected components, as bad as their notice unless they say; no others are told."""
    for row, notice in told_of:
        for part in objects(row.get("affected_components")):
            name = string(part.get("name"))
            word = part.get("current_status")
            status = component_status(word, COMPONENTS, name, notes) if word else notice.impact
            if key := ident(part.get("id")) or name:
                yield Component(key, name, status, string(part.get("group_name")) or None)


FORMAT = FeedFormat(
    name="incidentio",
    title="incident.io",
    source="https://help.incident.io/articles/4561083021-status-page-api",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v2/summary.json", "/api/v1/summary"),
    hosts=("statuspage.incident.io",),
    rank=30,
    aliases=("incidentio-compat", "incidentio-summary", "incidentio-widget"),
)
