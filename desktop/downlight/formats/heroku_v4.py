"""Heroku's current status, version 4: three systems with a colour, and open incidents.

An incident's state tells whether it is over; its `resolved` may say false long after. What
stands under `scheduled` stays there after it is done, so it is not read at all.
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
    component_status,
    fits,
    ident,
    json_object,
    link,
    looks_like_json,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, stage_of, told, word_of

_COLOURS = {
    "green": Status.OPERATIONAL,
    "yellow": Status.DEGRADED,
    "red": Status.MAJOR_OUTAGE,
    "blue": Status.MAINTENANCE,
}
_STAGES = {
    "issue": Stage.INVESTIGATING,
    "open": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "update": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    components = merged(_component(row, notes) for row in objects(document.get("status")))
    known = {component.id for component in components}
    rows = objects(document.get("incidents"))
    notices = tuple(n for row in rows if (n := _notice(row, known, notes)).is_open)
    return FeedReport(
        format=FORMAT.name,
        name="Heroku",
        url="https://status.heroku.com/",
        status=rollup(component.status for component in components),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    systems = objects(document.get("status"))
    if not systems or not all("system" in row for row in systems):
        raise FormatError("JSON, but not Heroku's status: its systems are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "status", "system", "incidents") and fits(_document, body)


def _component(row: Object, notes: Notes) -> Component:
    name = string(row.get("system"))
    return Component(
        name or "system", name, component_status(row.get("status"), _COLOURS, name, notes)
    )


def _notice(row: Object, known: set[str], notes: Notes) -> Notice:
    title = string(row.get("title"))
    updates = newest_first(
        told(_stage(update.get("update_type")), update.get("contents"), update.get("created_at"))
        for update in objects(row.get("updates"))
    )
    stage = stage_of(row.get("state"), _STAGES, title, notes)
    if not stage.is_closed and updates and not updates[0].stage.is_closed:
        stage = updates[0].stage
    systems = objects(row.get("systems"))
    started = instant(row.get("created_at"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=_impact(systems, title, notes),
        component_ids=tuple(n for s in systems if (n := string(s.get("name"))) in known),
        started_at=started,
        updated_at=updates[0].published_at if updates else started,
        url=link(row.get("full_url")),
        updates=updates,
    )


def _stage(word: object) -> Stage:
    return _STAGES.get(word_of(word), Stage.UNKNOWN)


def _impact(systems: Sequence[Object], title: str, notes: Notes) -> Status:
    return worst(impact_of(system.get("status"), _COLOURS, title, notes) for system in systems)


FORMAT = FeedFormat(
    name="heroku-v4",
    title="Heroku status",
    source="https://devcenter.heroku.com/articles/heroku-status",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v4/current-status",),
    hosts=("status.heroku.com",),
    rank=20,
)
