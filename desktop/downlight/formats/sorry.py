"""Sorry™ status pages: `/api/v1/status`, `/api/v1/components`, `/api/v1/notices`.

Hosted pages also answer at `https://api.sorryapp.com/v1/pages/{id}/components`. The page's own
state is operational, degraded, partially-degraded or under maintenance; there is no word for a
whole outage. Notices are unplanned or planned.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    json_value,
    link,
    looks_like_json,
    obj,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import of_notices
from downlight.formats.wording import merged, newest_first, stage_of, told, word_of

_STATES = {
    "operational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "partially-degraded": Status.DEGRADED,
    "partially_degraded": Status.DEGRADED,
    "under_maintenance": Status.MAINTENANCE,
    "under-maintenance": Status.MAINTENANCE,
}
_STAGES = {
    "open": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "recovering": Stage.MONITORING,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "scheduled": Stage.SCHEDULED,
    "underway": Stage.IN_PROGRESS,
    "under_way": Stage.IN_PROGRESS,
    "under-way": Stage.IN_PROGRESS,
    "in_progress": Stage.IN_PROGRESS,
    "complete": Stage.COMPLETED,
    "completed": Stage.COMPLETED,
    "cancelled": Stage.CANCELLED,
    "canceled": Stage.CANCELLED,
}


_STATUS = re.compile(r"(https?://[^/]+/api/v1)/status(?:\.json)?")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    page = obj(document.get("page"))
    notes = Notes()
    components = merged(_components(objects(document.get("components")), notes))
    known = frozenset(component.id for component in components)
    told_of = (_notice(row, known, now, notes) for row in objects(document.get("notices")))
    notices = tuple(notice for notice in told_of if notice.is_open)
    return FeedReport(
        format=FORMAT.name,
        name=string(page.get("name")),
        url=link(page.get("url")),
        status=_overall(page, components, notices, notes),
        components=components,
        notices=notices,
        updated_at=instant(page.get("updated_at")),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    """Return page, components and notices, as many of them as there are."""
    value = json_value(body)
    if isinstance(value, list):
        value = {_kind_of(objects(value)): value}
    document: Mapping[str, object] = obj(value)
    if isinstance(document.get("response"), list):
        document = {_kind_of(objects(document.get("response"))): document["response"]}
    own = isinstance(obj(document.get("page")).get("state"), str)
    parts = ("components", "notices")
    if own or any(_kind_of(objects(document.get(part))) == part for part in parts):
        return document
    raise FormatError("JSON, but not a Sorry page: neither its state nor parts with one")


def _kind_of(rows: Sequence[Object]) -> str:
    if rows and all("state" in row and "subject" in row for row in rows):
        return "notices"
    ours = rows and all("state" in row and "name" in row and "status" not in row for row in rows)
    return "components" if ours else ""


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "state") and fits(_document, body)


def _overall(
    page: Object, components: Sequence[Component], notices: Sequence[Notice], notes: Notes
) -> Status:
    if page:
        return page_status(page.get("state"), _STATES, notes)
    if components:
        return rollup(component.status for component in components)
    return of_notices(notices, notes)


def _components(rows: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for row in rows:
        name = string(row.get("name"))
        if key := ident(row.get("id")) or name:
            status = component_status(row.get("state"), _STATES, name, notes)
            group = string(obj(row.get("group")).get("name")) or None
            yield Component(key, name, status, group)


def _notice(row: Object, known: frozenset[str], now: datetime, notes: Notes) -> Notice:
    title = string(row.get("subject"))
    planned = word_of(row.get("type")) == "planned"
    ids = (ident(part.get("id")) for part in objects(row.get("components")))
    updates = newest_first(
        told(
            _STAGES.get(word_of(update.get("state")), Stage.UNKNOWN),
            update.get("content"),
            update.get("created_at"),
        )
        for update in objects(row.get("updates"))
    )
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=_stage(row, planned, now, notes),
        impact=Status.MAINTENANCE if planned else Status.DEGRADED,
        component_ids=tuple(key for key in ids if key in known),
        started_at=instant(row.get("began_at")),
        updated_at=updates[0].published_at if updates else None,
        resolved_at=instant(row.get("ended_at")),
        starts_at=instant(row.get("begins_at")) if planned else None,
        ends_at=instant(row.get("ends_at")) if planned else None,
        url=link(row.get("url")),
        updates=updates,
    )


def _stage(row: Object, planned: bool, now: datetime, notes: Notes) -> Stage:
    ended = instant(row.get("ended_at"))
    if ended is not None and ended <= now:
        return Stage.COMPLETED if planned else Stage.RESOLVED
    return stage_of(row.get("state"), _STAGES, string(row.get("subject")), notes)


def _companions(address: str) -> Mapping[str, str]:
    """Return where the parts are that a status only counts."""
    found = _STATUS.fullmatch(address)
    parts = ("components", "notices") if found else ()
    return {part: f"{found[1]}/{part}" for part in parts if found}


FORMAT = FeedFormat(
    name="sorry",
    title="Sorry",
    source="https://docs.sorryapp.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v1/status",),
    hosts=("sorryapp.com",),
    rank=25,
    companions=_companions,
    aliases=("sorry-components", "sorry-notices"),
)
