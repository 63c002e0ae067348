"""Adobe's status events: incidents and maintenances of the last weeks, by product.

Each product of an event has a history under time stamps, of which the newest entry counts. Titles
and messages stand apart, under tokens. Only affected products are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    MAX_ITEMS,
    Notes,
    Object,
    fits,
    ident,
    json_object,
    link,
    looks_like_json,
    obj,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, of_open, stage_of, told

_SEVERITIES = {
    "trivial": Status.DEGRADED,
    "minor": Status.DEGRADED,
    "potential": Status.DEGRADED,
    "major": Status.PARTIAL_OUTAGE,
    "critical": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_OVER = {
    "closed": Stage.RESOLVED,
    "completed": Stage.COMPLETED,
    "canceled": Stage.CANCELLED,
    "cancelled": Stage.CANCELLED,
    "dismissed": Stage.CANCELLED,
}
_STAGES = _OVER | {
    "discovery": Stage.INVESTIGATING,
    "opened": Stage.INVESTIGATING,
    "reopened": Stage.INVESTIGATING,
    "started": Stage.INVESTIGATING,
    "updated": Stage.IDENTIFIED,
}
_WORK_STAGES = _OVER | {
    "scheduled": Stage.SCHEDULED,
    "opened": Stage.SCHEDULED,
    "updated": Stage.SCHEDULED,
    "started": Stage.IN_PROGRESS,
    "reopened": Stage.IN_PROGRESS,
}
_PAGE = "https://status.adobe.com/"


@dataclass(frozen=True, slots=True)
class _Part:
    """What an event says of one product now."""

    id: str
    name: str
    stage: Stage
    impact: Status
    latest: Object


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    incidents, works = obj(document.get("incidentEvent")), obj(document.get("maintenanceEvent"))
    events = [
        *_events(incidents, "incidents", NoticeKind.INCIDENT, notes),
        *_events(works, "maintenance", NoticeKind.MAINTENANCE, notes),
    ]
    notices = tuple(notice for notice, _ in events)
    counting = [parts for notice, parts in events if notice.stage is not Stage.SCHEDULED]
    return FeedReport(
        format=FORMAT.name,
        name="Adobe",
        url=_PAGE,
        status=of_open(part.impact for parts in counting for part in parts),
        components=merged(_component(notice, part) for notice, parts in events for part in parts),
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    known = obj(document.get("incidentEvent")) or obj(document.get("maintenanceEvent"))
    if not known:
        raise FormatError("JSON, but not Adobe's events: incidentEvent is missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "incidentEvent") and fits(_document, body)


def _inner(value: object) -> list[Object]:
    """Return the objects that an object holds under its keys."""
    return [item for item in list(obj(value).values())[:MAX_ITEMS] if isinstance(item, dict)]


def _events(
    section: Object, key: str, kind: NoticeKind, notes: Notes
) -> Iterator[tuple[Notice, list[_Part]]]:
    texts = obj(obj(section.get("messages")).get("en"))
    for event in _inner(section.get(key)):
        parts = [_part(product, kind, notes) for product in _inner(event.get("products"))]
        open_parts = [part for part in parts if not part.stage.is_closed]
        if open_parts:
            yield _notice(event, kind, open_parts, texts), open_parts


def _part(product: Object, kind: NoticeKind, notes: Notes) -> _Part:
    name = string(product.get("name"))
    latest = _latest(product)
    planned = kind is NoticeKind.MAINTENANCE
    table = _WORK_STAGES if planned else _STAGES
    ended = latest.get("status") is None and instant(product.get("endedOn")) is not None
    stage = Stage.RESOLVED if ended else stage_of(latest.get("status"), table, name, notes)
    impact = Status.MAINTENANCE
    if not (planned or stage.is_closed):
        impact = impact_of(latest.get("severity"), _SEVERITIES, name, notes)
    return _Part(ident(product.get("id")) or name or "product", name, stage, impact, latest)


def _latest(product: Object) -> Object:
    history = _history(product)
    return history[-1] if history else {}


def _history(product: Object) -> list[Object]:
    """Return the entries of a product's history, oldest first."""
    entries = obj(product.get("history"))
    stamps = sorted((key for key in entries if key.isdecimal() and len(key) < 20), key=int)
    return [obj(entries[stamp]) for stamp in stamps]


def _component(notice: Notice, part: _Part) -> Component:
    waiting = notice.stage is Stage.SCHEDULED
    return Component(part.id, part.name, Status.OPERATIONAL if waiting else part.impact)


def _notice(event: Object, kind: NoticeKind, parts: Sequence[_Part], texts: Object) -> Notice:
    planned = kind is NoticeKind.MAINTENANCE
    first = max(parts, key=lambda part: part.impact.severity)
    number = ident(event.get("id"))
    names = ", ".join(dict.fromkeys(part.name for part in parts))
    title = string(_text(first.latest.get("titleToken"), texts)) or f"{names}: {kind.value}"
    starts = instant(event.get("scheduledDate")) if planned else None
    begun = [instant(event.get("startedOn"))] + [
        instant(product.get("startedOn")) for product in _inner(event.get("products"))
    ]
    updates = newest_first(
        told(part.stage, _text(part.latest.get("messageToken"), texts), _at(part.latest))
        for part in parts
    )
    return Notice(
        external_id=number or title,
        kind=kind,
        title=title,
        stage=first.stage,
        impact=worst(part.impact for part in parts),
        component_ids=tuple(dict.fromkeys(part.id for part in parts)),
        started_at=min((moment for moment in begun if moment), default=None),
        updated_at=updates[0].published_at if updates else None,
        starts_at=starts,
        url=link(f"{_PAGE}products/{first.id}/{number}") if number else _PAGE,
        updates=updates,
    )


def _at(entry: Object) -> object:
    return entry.get("messageTime") or entry.get("statusTime")


def _text(token: object, texts: Object) -> str:
    entry = obj(texts.get(token)) if isinstance(token, str) else {}
    text = entry.get("htmlMessage") or entry.get("textMessage")
    return text if isinstance(text, str) else ""


FORMAT = FeedFormat(
    name="adobe",
    title="Adobe status",
    source="https://status.adobe.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/adobestatus/StatusEvents",),
    hosts=("data.status.adobe.com",),
    rank=20,
)
