"""Uptime Kuma: `/api/status-page/{slug}`, `/api/status-page/heartbeat/{slug}`, or both in one.

The page has names, groups, pinned incidents and maintenances, but no state of a monitor; the
heartbeats have the states by the monitors' ids, the newest beat last. A page without heartbeats
says nothing unless somebody pinned an incident; a monitor without beats is unknown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    NOTHING,
    Notes,
    Object,
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
from downlight.formats.wording import impact_of, merged, stage_of, told, word_of

_BEATS = {
    "0": Status.MAJOR_OUTAGE,
    "1": Status.OPERATIONAL,
    "2": Status.DEGRADED,
    "3": Status.MAINTENANCE,
}
_STYLES = {
    "danger": Status.PARTIAL_OUTAGE,
    "warning": Status.DEGRADED,
    "info": Status.OPERATIONAL,
    "primary": Status.OPERATIONAL,
    "light": Status.OPERATIONAL,
    "dark": Status.OPERATIONAL,
}
"""The colours of a pinned incident: they say how serious somebody found it."""
_WORKS = {
    "scheduled": Stage.SCHEDULED,
    "under-maintenance": Stage.IN_PROGRESS,
    "ended": Stage.COMPLETED,
    "inactive": Stage.CANCELLED,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    beats = obj(document.get("heartbeatList"))
    components = merged(_components(document, beats, notes))
    pinned = [obj(document.get("incident")), *objects(document.get("incidents"))]
    told_of = [
        *(_incident(row, notes) for row in pinned if row and row.get("pin") is not False),
        *(_work(row, notes) for row in objects(document.get("maintenanceList"))),
    ]
    notices = tuple(notice for notice in told_of if notice.is_open)
    return FeedReport(
        format=FORMAT.name,
        name=string(obj(document.get("config")).get("title")),
        url=None,
        status=_overall(components, notices, notes),
        components=components,
        notices=notices,
        updated_at=max((m for row in beats.values() if (m := _last_time(row))), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    page = isinstance(document.get("publicGroupList"), list) and "config" in document
    if not page and not isinstance(document.get("heartbeatList"), dict):
        raise FormatError("JSON, but not of Uptime Kuma: neither groups nor heartbeats")
    return document


def _looks_like(body: bytes) -> bool:
    page = looks_like_json(body, "publicGroupList", "config")
    return (page or looks_like_json(body, "heartbeatList")) and fits(_document, body)


def _overall(components: Sequence[Component], notices: Sequence[Notice], notes: Notes) -> Status:
    parts = rollup(component.status for component in components)
    if parts is not Status.UNKNOWN:
        return parts
    notes.add("this document has no heartbeats: it tells nothing about the monitors")
    running = (n.impact for n in notices if n.stage is not Stage.SCHEDULED)
    return worst(impact for impact in running if impact is not Status.OPERATIONAL)


def _components(document: Object, beats: Object, notes: Notes) -> Iterator[Component]:
    groups = objects(document.get("publicGroupList"))
    for group in groups:
        for monitor in objects(group.get("monitorList")):
            if key := ident(monitor.get("id")):
                name = string(monitor.get("name")) or f"Monitor {key}"
                status = _status(beats.get(key), name, notes)
                yield Component(key, name, status, string(group.get("name")) or None)
    for key, row in beats.items() if not groups else ():
        if shown := ident(key):
            name = f"Monitor {shown}"
            yield Component(shown, name, _status(row, name, notes))


def _last(beats: object) -> Object:
    rows = objects(beats)
    return rows[-1] if rows else NOTHING


def _last_time(beats: object) -> datetime | None:
    return instant(_last(beats).get("time"))


def _status(beats: object, name: str, notes: Notes) -> Status:
    last = _last(beats)
    if not last:
        return Status.UNKNOWN
    known = _BEATS.get(word_of(last.get("status")))
    if known is None:
        notes.add(f'unknown beat "{word_of(last.get("status"))[:60]}" of {name}: taken as degraded')
    return known or Status.DEGRADED


def _incident(row: Object, notes: Notes) -> Notice:
    title = string(row.get("title"))
    created, updated = row.get("createdDate"), row.get("lastUpdatedDate")
    message = told(Stage.UNKNOWN, row.get("content"), updated or created)
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=Stage.UNKNOWN,
        impact=impact_of(row.get("style"), _STYLES, title, notes),
        started_at=instant(created),
        updated_at=instant(updated) or instant(created),
        updates=(message,) if message.text else (),
    )


def _work(row: Object, notes: Notes) -> Notice:
    title = string(row.get("title"))
    slots: Sequence[Mapping[str, object]] = objects(row.get("timeslotList"))
    slot = slots[0] if slots else NOTHING
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=stage_of(row.get("status"), _WORKS, title, notes),
        impact=Status.MAINTENANCE,
        starts_at=instant(slot.get("startDate")),
        ends_at=instant(slot.get("endDate")),
    )


_ADDRESS = re.compile(r"(.*/api/status-page/)(heartbeat/)?([^/?#]+)")


def _companions(address: str) -> Mapping[str, str]:
    """Return where the other of the two documents is."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return {}
    base, is_beats, slug = found.groups()
    return {"config": f"{base}{slug}"} if is_beats else {"heartbeatList": f"{base}heartbeat/{slug}"}


FORMAT = FeedFormat(
    name="uptimekuma",
    title="Uptime Kuma",
    source="https://github.com/louislam/uptime-kuma/wiki/API-Documentation",
    parse=parse,
    looks_like=_looks_like,
    rank=20,
    companions=_companions,
    aliases=("uptime-kuma", "uptimekuma-page", "uptimekuma-heartbeat"),
)
