"""Zendesk's own status: active incidents and maintenances, with the services that each one hits.

An incident has an end once it is over. Whether it is an outage (a partial one of Zendesk) or a
degradation are two flags; which services it hits stands apart, among what is included.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
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
from downlight.formats.wording import is_within, merged, newest_first, of_open, told, word_of

_STAGES = {
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
    "completed": Stage.COMPLETED,
    "cancelled": Stage.CANCELLED,
    "canceled": Stage.CANCELLED,
}
_PAGE = "https://status.zendesk.com/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    included = {
        (word_of(row.get("type")), ident(row.get("id"))): row
        for row in objects(document.get("included"))
    }
    pairs = [
        (notice, parts)
        for row in objects(document.get("data"))
        for parts in [tuple(_parts(row, included))]
        if (notice := _notice(row, parts, _inner(row, "incidentUpdates", included), now)).is_open
    ]
    counting = [notice for notice, _ in pairs if notice.stage is not Stage.SCHEDULED]
    return FeedReport(
        format=FORMAT.name,
        name="Zendesk",
        url=_PAGE,
        status=of_open(notice.impact for notice in counting),
        components=merged(part for notice, parts in pairs for part in _waiting(notice, parts)),
        lists_all=False,
        notices=tuple(notice for notice, _ in pairs),
        updated_at=max((n.updated_at for n, _ in pairs if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    rows = objects(document.get("data"))
    known = all(
        "outage" in attributes
        or "degradation" in attributes
        or "maintenanceStartTime" in attributes
        for attributes in (obj(row.get("attributes")) for row in rows)
    )
    if not isinstance(document.get("data"), list) or not known:
        raise FormatError("JSON, but not Zendesk's status: outage and degradation are missing")
    return document


def _looks_like(body: bytes) -> bool:
    incidents = looks_like_json(body, "data", "attributes", "outage", "degradation")
    works = looks_like_json(body, "data", "attributes", "maintenanceStartTime")
    return (incidents or works) and fits(_document, body)


def _inner(row: Object, key: str, included: dict[tuple[str, str], Object]) -> list[Object]:
    """Return the attributes of what a row is related to, as far as it is included."""
    related = objects(obj(obj(row.get("relationships")).get(key)).get("data"))
    found = (included.get((word_of(ref.get("type")), ident(ref.get("id")))) for ref in related)
    return [obj(item.get("attributes")) for item in found if item is not None]


def _impact(attributes: Object) -> Status:
    if attributes.get("outage") is True:
        return Status.PARTIAL_OUTAGE
    return Status.DEGRADED


def _is_planned(attributes: Object) -> bool:
    return attributes.get("maintenanceStartTime") is not None


def _parts(row: Object, included: dict[tuple[str, str], Object]) -> Iterator[Component]:
    planned = _is_planned(obj(row.get("attributes")))
    for service in _inner(row, "incidentServices", included):
        if instant(service.get("resolvedAt")) is None:
            name = string(service.get("serviceName")) or string(service.get("name"))
            key = ident(service.get("serviceId")) or name
            if key:
                yield Component(
                    key, name or key, Status.MAINTENANCE if planned else _impact(service)
                )


def _waiting(notice: Notice, parts: Sequence[Component]) -> Iterator[Component]:
    for part in parts:
        if notice.stage is Stage.SCHEDULED:
            yield Component(part.id, part.name, Status.OPERATIONAL)
        else:
            yield part


def _notice(
    row: Object, parts: Sequence[Component], updates: Sequence[Object], now: datetime
) -> Notice:
    attributes = obj(row.get("attributes"))
    planned = _is_planned(attributes)
    number = ident(row.get("id"))
    title = string(attributes.get("title")) or string(attributes.get("name"))
    starts = instant(attributes.get("maintenanceStartTime"))
    ends = instant(attributes.get("maintenanceEndTime"))
    stage = _stage(attributes, planned, is_within(starts, None, now))
    return Notice(
        external_id=number or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE if planned else _impact(attributes),
        component_ids=tuple(dict.fromkeys(part.id for part in parts)),
        started_at=None if planned else instant(attributes.get("startedAt")),
        updated_at=instant(attributes.get("updatedAt")),
        starts_at=starts,
        ends_at=ends,
        url=link(f"{_PAGE}incidents/{number}") if number else _PAGE,
        updates=newest_first(
            told(stage, update.get("description"), update.get("createdAt")) for update in updates
        ),
    )


def _stage(attributes: Object, planned: bool, begun: bool) -> Stage:
    known = _STAGES.get(line(word_of(attributes.get("status"))))
    if instant(attributes.get("resolvedAt")) is not None:
        return Stage.COMPLETED if planned else Stage.RESOLVED
    if planned and not (known and known.is_closed):
        return Stage.IN_PROGRESS if begun else Stage.SCHEDULED
    return known or Stage.INVESTIGATING


FORMAT = FeedFormat(
    name="zendesk",
    title="Zendesk status",
    source="https://developer.zendesk.com/api-reference/status_api/status_api/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/ssp/incidents.json", "/api/incidents/active"),
    hosts=("status.zendesk.com",),
    rank=20,
)
