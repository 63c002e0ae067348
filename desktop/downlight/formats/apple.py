"""Apple's system status, for customers and for developers: JSON, sometimes inside a call.

An event counts while it goes on: its status is "ongoing", or it has no word that says otherwise
and its window is now. An outage is a major one of its service and a partial one of Apple, unless
all users of many services are hit. One message stands under each service that it concerns.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_object,
    looks_like_json,
    objects,
    rollup,
    string,
    strings,
    unwrapped,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, is_within, joined, merged, told, word_of

_TYPES = {
    "available": Status.OPERATIONAL,
    "outage": Status.MAJOR_OUTAGE,
    "issue": Status.DEGRADED,
    "performance": Status.DEGRADED,
    "maintenance": Status.MAINTENANCE,
}
_OVER = frozenset({"resolved", "completed"})
_MANY = 5
"""Services down for all users from which on Apple as a whole is."""
_PAGE = "https://www.apple.com/support/systemstatus/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    if message := string(document.get("drMessage")):
        notes.add(message)
    services = [row for row in objects(document.get("services")) if _name(row)]
    names = {_name(row) for row in services}
    notices = joined(
        _notice(service, event, names, now, notes)
        for service in services
        for event in objects(service.get("events"))
        if _counts(event, now)
    )
    components = merged(_components(services, notices, now))
    return FeedReport(
        format=FORMAT.name,
        name="Apple",
        url=_PAGE,
        status=_overall(components, services, now),
        components=components,
        notices=notices,
        updated_at=max((n.started_at for n in notices if n.started_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(unwrapped(body))
    rows = objects(document.get("services"))
    if not rows or not all("serviceName" in row for row in rows):
        raise FormatError("JSON, but not Apple's system status: services are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(unwrapped(body), "services", "serviceName", "events") and fits(
        _document, body
    )


def _name(service: Object) -> str:
    return string(service.get("serviceName"))


def _counts(event: Object, now: datetime) -> bool:
    """Whether an event goes on or is planned."""
    state = word_of(event.get("eventStatus"))
    if state in _OVER or word_of(event.get("statusType")) == "available":
        return False
    if state == "ongoing":
        return True
    ends = instant(event.get("epochEndDate"))
    if ends is not None and ends <= now:
        return False
    started = is_within(instant(event.get("epochStartDate")), None, now)
    return started or word_of(event.get("statusType")) == "maintenance"


def _notice(service: Object, event: Object, names: set[str], now: datetime, notes: Notes) -> Notice:
    message = string(event.get("message"))
    title = f"{_name(service)}: {message}" if message else _name(service)
    impact = impact_of(event.get("statusType"), _TYPES, title, notes)
    planned = impact is Status.MAINTENANCE
    starts, ends = instant(event.get("epochStartDate")), instant(event.get("epochEndDate"))
    begun = word_of(event.get("eventStatus")) == "ongoing" or is_within(starts, None, now)
    running = Stage.IN_PROGRESS if planned else Stage.INVESTIGATING
    stage = running if begun else Stage.SCHEDULED
    also = [name for name in strings(event.get("affectedServices")) if name in names]
    return Notice(
        external_id=ident(event.get("messageId")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=impact,
        component_ids=tuple(dict.fromkeys([_name(service), *also])),
        started_at=starts if begun else None,
        starts_at=starts if planned else None,
        ends_at=ends if planned else None,
        url=_PAGE,
        updates=(told(stage, event.get("message"), None),),
    )


def _components(
    services: Sequence[Object], notices: Iterable[Notice], now: datetime
) -> Iterator[Component]:
    for service in services:
        yield Component(_name(service), _name(service), Status.OPERATIONAL)
    for notice in notices:
        if notice.kind is NoticeKind.INCIDENT or notice.is_active(now):
            for name in notice.component_ids:
                yield Component(name, name, notice.impact)


def _overall(components: Sequence[Component], services: Sequence[Object], now: datetime) -> Status:
    down = [
        service
        for service in services
        if any(_hits_all(event, now) for event in objects(service.get("events")))
    ]
    if len(down) >= _MANY:
        return Status.MAJOR_OUTAGE
    return rollup(component.status for component in components)


def _hits_all(event: Object, now: datetime) -> bool:
    users = string(event.get("usersAffected")).lower()
    outage = word_of(event.get("statusType")) == "outage"
    return outage and users.startswith("all users") and _counts(event, now)


FORMAT = FeedFormat(
    name="apple",
    title="Apple system status",
    source="https://www.apple.com/support/systemstatus/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/support/systemstatus/data/system_status_en_US.js",),
    rank=20,
    aliases=("apple-developer",),
)
