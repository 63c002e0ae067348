"""PagerDuty's status pages: the data that stands in the page's script, alone or within the page.

The newest update of an open incident tells how bad it is, and how bad for which service.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    MAX_BYTES,
    Notes,
    Object,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    objects,
    opening,
    rollup,
    string,
    utf8,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import (
    impact_of,
    is_within,
    merged,
    newest_first,
    of_open,
    stage_of,
    told,
    word_of,
)

_SEVERITIES = {
    "all_good": Status.OPERATIONAL,
    "all good": Status.OPERATIONAL,
    "operational": Status.OPERATIONAL,
    "minor": Status.DEGRADED,
    "partial outage": Status.PARTIAL_OUTAGE,
    "major": Status.MAJOR_OUTAGE,
    "outage": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
    "under maintenance": Status.MAINTENANCE,
}
_STAGES = {
    "detected": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "mitigated": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "scheduled": Stage.SCHEDULED,
    "in progress": Stage.IN_PROGRESS,
    "completed": Stage.COMPLETED,
}
_MARK = b'id="data"'


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    summary = obj(document.get("summary"))
    services = [row for row in objects(summary.get("post_status_page_services")) if _is_on(row)]
    keys = {_business(row): ident(row.get("id")) or string(row.get("name")) for row in services}
    rows = objects(summary.get("open_incidents"))
    incidents = [n for row in rows if (n := _incident(row, keys, notes)).is_open]
    works = [n for row in _works(summary) if (n := _work(row, keys, now)).is_open]
    components = merged(_components(services, rows, [*incidents, *works], keys, now, notes))
    return FeedReport(
        format=FORMAT.name,
        name=string(obj(obj(document.get("layout")).get("layout_settings")).get("name")),
        url=None,
        status=_overall(components, incidents),
        components=components,
        notices=(*incidents, *works),
        updated_at=max((n.updated_at for n in incidents if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(_script(body))
    rows = obj(document.get("summary")).get("open_incidents", "missing")
    if rows is not None and not isinstance(rows, list):
        raise FormatError("no data of a PagerDuty status page: open_incidents are missing")
    return document


def _script(body: bytes) -> bytes:
    """Return what stands in the script of a page; other bodies as they are."""
    if len(body) > MAX_BYTES or not opening(body, 20).startswith(b"<"):
        return body
    text = utf8(body)
    begin = text.find(b">", text.find(_MARK)) + 1 if _MARK in text else 0
    return text[begin : text.find(b"</script", begin)] if begin else body


def _looks_like(body: bytes) -> bool:
    page = opening(body, 20).startswith(b"<") and _MARK in body and b'"open_incidents"' in body
    return (page or looks_like_json(body, "summary", "open_incidents")) and fits(_document, body)


def _overall(components: Sequence[Component], incidents: Sequence[Notice]) -> Status:
    parts = rollup(component.status for component in components)
    if parts in (Status.UNKNOWN, Status.OPERATIONAL):
        return of_open(notice.impact for notice in incidents)
    return parts


def _is_on(service: Object) -> bool:
    return service.get("is_active") is not False and bool(string(service.get("name")))


def _business(service: Object) -> str:
    return ident(service.get("external_business_service_id")) or string(service.get("name"))


def _newest(row: Object) -> Object:
    rows = objects(row.get("updates"))
    dated = [(moment, update) for update in rows if (moment := instant(update.get("reported_at")))]
    return max(dated, key=lambda pair: pair[0])[1] if dated else next(iter(rows), {})


def _hit(row: Object, keys: dict[str, str]) -> Iterator[tuple[str, Object]]:
    """Give the services that an incident's newest update names, by the page's own ids."""
    for service in objects(_newest(row).get("impacted_business_services")):
        business = ident(service.get("business_service_id")) or string(service.get("name"))
        key = keys.get(business) or keys.get(string(service.get("name"))) or business
        if key:
            yield key, service


def _incident(row: Object, keys: dict[str, str], notes: Notes) -> Notice:
    title = string(row.get("title"))
    newest = _newest(row)
    stage = stage_of(newest.get("status"), _STAGES, title, notes)
    impact = Status.UNKNOWN
    if not stage.is_closed:
        impact = impact_of(newest.get("severity"), _SEVERITIES, title, notes)
    updates = newest_first(
        told(
            _STAGES.get(word_of(update.get("status")), Stage.UNKNOWN),
            update.get("message"),
            update.get("reported_at"),
        )
        for update in objects(row.get("updates"))
    )
    times = [update.published_at for update in updates if update.published_at]
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=impact,
        component_ids=tuple(dict.fromkeys(key for key, _ in _hit(row, keys))),
        started_at=min(times, default=None),
        updated_at=max(times, default=None),
        updates=updates,
    )


def _works(summary: Object) -> list[Object]:
    rows = objects(summary.get("posts"))
    return [row for row in rows if word_of(row.get("post_type")) == "maintenance"]


def _work(row: Object, keys: dict[str, str], now: datetime) -> Notice:
    starts, ends = instant(row.get("starts_at")), instant(row.get("ends_at"))
    stage = Stage.SCHEDULED
    if ends is not None and ends <= now:
        stage = Stage.COMPLETED
    elif starts is not None and is_within(starts, ends, now):
        stage = Stage.IN_PROGRESS
    title = string(row.get("title"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE,
        component_ids=tuple(dict.fromkeys(key for key, _ in _hit(row, keys))),
        starts_at=starts,
        ends_at=ends,
    )


def _components(
    services: Sequence[Object],
    rows: Sequence[Object],
    notices: Sequence[Notice],
    keys: dict[str, str],
    now: datetime,
    notes: Notes,
) -> Iterator[Component]:
    for service in services:
        yield Component(keys[_business(service)], string(service.get("name")), Status.OPERATIONAL)
    still_open = {notice.external_id for notice in notices}
    for row in rows:
        if (ident(row.get("id")) or string(row.get("title"))) in still_open:
            for key, service in _hit(row, keys):
                name = string(service.get("name"))
                state = impact_of(service.get("severity"), _SEVERITIES, name, notes)
                yield Component(key, name, state)
    for notice in notices:
        if notice.is_active(now):
            for key in notice.component_ids:
                yield Component(key, key, Status.MAINTENANCE)


FORMAT = FeedFormat(
    name="pagerduty",
    title="PagerDuty status pages",
    source="https://support.pagerduty.com/main/docs/external-status-page",
    parse=parse,
    looks_like=_looks_like,
    hosts=("status.pagerduty.com",),
    rank=30,
)
