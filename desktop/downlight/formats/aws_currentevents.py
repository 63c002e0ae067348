"""AWS Health's public list of current events, in UTF-16 with a byte order mark or in UTF-8.

Status words are digits: 1 informs, 2 degrades, 3 is a disruption (of one region: a partial
outage), 0 is over. Resolved events stay in the list for hours. An empty list means that all is
well. The region is the fourth part of an event's ARN.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain

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
    json_list,
    looks_like_json,
    obj,
    objects,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, of_open, told, word_of

_STATES = {
    "0": Status.OPERATIONAL,
    "1": Status.OPERATIONAL,
    "2": Status.DEGRADED,
    "3": Status.PARTIAL_OUTAGE,
}
_PAGE = "https://health.aws.amazon.com/health/status"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    events = [event for event in _events(body) if not _is_over(event)]
    parts = [tuple(_components(event, notes)) for event in events]
    notices = tuple(map(partial(_notice, notes), events, parts))
    return FeedReport(
        format=FORMAT.name,
        name="AWS",
        url=_PAGE,
        status=of_open(notice.impact for notice in notices),
        components=merged(chain.from_iterable(parts)),
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _events(body: bytes) -> list[Object]:
    rows = json_list(body)
    events = objects(rows)
    if len(events) != len(rows) or not all({"arn", "status"} <= event.keys() for event in events):
        raise FormatError("JSON, but not AWS Health's events: arn and status are missing")
    return events


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "arn", "event_log", "region_name") and fits(_events, body)


def _is_over(event: Object) -> bool:
    ended = instant(event.get("end_time")) is not None
    return ended or word_of(event.get("status")) == "0" or _summary(event).startswith("[RESOLVED]")


def _summary(event: Object) -> str:
    return string(event.get("summary")) or string(event.get("service_name"))


def _notice(notes: Notes, event: Object, parts: Sequence[Component]) -> Notice:
    title = _summary(event)
    log = objects(event.get("event_log"))
    updates = newest_first(
        told(Stage.INVESTIGATING, entry.get("message"), entry.get("timestamp")) for entry in log
    )
    impact = impact_of(event.get("status"), _STATES, title, notes)
    if impact is Status.OPERATIONAL:
        notes.add(f'"{title}" is information, not trouble')
    return Notice(
        external_id=ident(event.get("arn")),
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=Stage.INVESTIGATING,
        impact=impact,
        component_ids=tuple(part.id for part in parts),
        started_at=instant(event.get("date")),
        updated_at=_newest([update.published_at for update in updates]),
        url=_PAGE,
        updates=updates,
    )


def _newest(moments: Sequence[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _components(event: Object, notes: Notes) -> Iterator[Component]:
    """Give the event's own service, then those that AWS lists as impacted by it."""
    region = _region(event)
    place = string(event.get("region_name")) or None
    own = ident(event.get("service")) or ident(event.get("arn"))
    name = string(event.get("service_name")) or own
    status = impact_of(event.get("status"), _STATES, _summary(event), notes)
    yield Component(own, name, status, place, region)
    for key, service in obj(event.get("impacted_services")).items():
        if not (row := obj(service)) or not ident(key):
            continue
        title = string(row.get("service_name")) or ident(key)
        now = impact_of(row.get("current"), _STATES, title, notes)
        yield Component(ident(key), title, now, place, region)


def _region(event: Object) -> str | None:
    """Return the region's code ("eu-west-1"); None for what is global."""
    parts = ident(event.get("arn")).split(":")
    return parts[3] if len(parts) > 4 and parts[3] not in ("", "global") else None


FORMAT = FeedFormat(
    name="aws-currentevents",
    title="AWS Health",
    source="https://health.aws.amazon.com/health/status",
    parse=parse,
    looks_like=_looks_like,
    paths=("/public/currentevents",),
    hosts=("health.aws.amazon.com",),
    rank=20,
)
