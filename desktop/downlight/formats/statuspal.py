"""StatusPal: `/api/v2/status_pages/{subdomain}/summary` and `/status`.

Page and services have the type of their current incident: none, minor, major or scheduled. Only
an explicit null says that there is none. Services stand in each other; one with children is
listed itself only when it suffers and none of them does.
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
    link,
    looks_like_json,
    obj,
    objects,
    page_status,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, told, word_of

_TYPES = {
    "none": Status.OPERATIONAL,
    "minor": Status.DEGRADED,
    "major": Status.MAJOR_OUTAGE,
    "scheduled": Status.MAINTENANCE,
}
_UPDATES = {
    "issue": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "retro": Stage.POSTMORTEM,
}
_TYPE = "current_incident_type"
_DEPTH = 6
"""Levels of services in services that are looked at."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    page = obj(document.get("status_page"))
    notes = Notes()
    services = objects(document.get("services"))
    components = merged(c for row in services for c in _service(row, None, notes, 0))
    known = {component.name: component.id for component in components}
    told_of = [
        *(
            _work(row, known, now)
            if word_of(row.get("type")) == "scheduled"
            else _incident(row, known, now, notes)
            for row in objects(document.get("incidents"))
        ),
        *(_work(row, known, now) for row in objects(document.get("maintenances"))),
        *(_work(row, known, now) for row in objects(document.get("upcoming_maintenances"))),
    ]
    notices = {notice.external_id: notice for notice in told_of if notice.is_open}
    return FeedReport(
        format=FORMAT.name,
        name=string(page.get("name")),
        url=_url(page),
        status=page_status(_type_of(page), _TYPES, notes),
        components=components,
        notices=tuple(notices.values()),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if _TYPE not in obj(document.get("status_page")):
        raise FormatError("JSON, but not of StatusPal: the page and its state are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "status_page", _TYPE) and fits(_document, body)


def _type_of(row: Object) -> object:
    """Return the type of the current incident; null stands for "none", a missing one does not."""
    return "none" if _TYPE in row and row[_TYPE] is None else row.get(_TYPE)


def _url(page: Object) -> str | None:
    subdomain = string(page.get("subdomain"))
    return link(f"https://{subdomain}.statuspal.io/") if subdomain else None


def _service(row: Object, group: str | None, notes: Notes, depth: int) -> Iterator[Component]:
    name = string(row.get("name"))
    key = ident(row.get("id")) or name
    status = Status.UNKNOWN
    if _TYPE in row:
        status = component_status(_type_of(row), _TYPES, name, notes)
    children = objects(row.get("children")) if depth < _DEPTH else []
    parts = [c for child in children for c in _service(child, name or None, notes, depth + 1)]
    yield from parts
    suffers = not any(part.status is not Status.OPERATIONAL for part in parts)
    if key and (not parts or (suffers and status is not Status.OPERATIONAL)):
        yield Component(key, name, status, group)


def _incident(row: Object, known: dict[str, str], now: datetime, notes: Notes) -> Notice:
    title = string(row.get("title"))
    ended = instant(row.get("ends_at"))
    updates = newest_first(
        told(
            _UPDATES.get(word_of(update.get("type")), Stage.UNKNOWN),
            update.get("description"),
            update.get("posted_at") or update.get("inserted_at"),
        )
        for update in objects(row.get("updates")) or [obj(row.get("current_status"))]
        if update
    )
    newest = updates[0].stage if updates else Stage.UNKNOWN
    over = ended is not None and ended <= now
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=Stage.RESOLVED if over else Stage.UNKNOWN if newest.is_closed else newest,
        impact=impact_of(row.get("type"), _TYPES, title, notes),
        component_ids=_touched(row, known),
        started_at=instant(row.get("starts_at")),
        updated_at=instant(row.get("updated_at")),
        resolved_at=ended if over else None,
        url=link(row.get("url")),
        updates=updates,
    )


def _work(row: Object, known: dict[str, str], now: datetime) -> Notice:
    title = string(row.get("title"))
    starts, ends = instant(row.get("starts_at")), instant(row.get("ends_at"))
    begun = starts is None or starts <= now
    stage = Stage.IN_PROGRESS if begun else Stage.SCHEDULED
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=Stage.COMPLETED if ends is not None and ends <= now else stage,
        impact=Status.MAINTENANCE,
        component_ids=_touched(row, known),
        updated_at=instant(row.get("updated_at")),
        starts_at=starts,
        ends_at=ends,
        url=link(row.get("url")),
    )


def _touched(row: Object, known: dict[str, str]) -> tuple[str, ...]:
    """Return the ids of the services a notice names; it may name them without ids."""
    ids = frozenset(known.values())
    found = []
    for part in objects(row.get("services")):
        key = ident(part.get("id"))
        found.append(key if key in ids else known.get(string(part.get("name")), ""))
    return tuple(dict.fromkeys(key for key in found if key))


FORMAT = FeedFormat(
    name="statuspal",
    title="StatusPal",
    source="https://www.statuspal.io/api-docs/v2",
    parse=parse,
    looks_like=_looks_like,
    rank=20,
    aliases=("statuspal-status", "statuspal-summary"),
)
