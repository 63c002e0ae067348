"""Better Stack (Better Uptime) status pages: `/index.json`, a JSON:API document.

The page's own state is operational, degraded, downtime or maintenance. Downtime is a major outage
only when every resource is down. A report is over when its state says resolved (a resolved one
may have no end at all), or when its end has passed and the page's state does not need it. Every
other path of such a host answers 200 with the same web page, which proves nothing.
"""

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
    json_object,
    link,
    looks_like_json,
    obj,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, told, word_of

_STATES = {
    "operational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "downtime": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_RESOURCES = {
    **_STATES,
    "recovered": Status.OPERATIONAL,
    "resolved": Status.OPERATIONAL,
    "down": Status.MAJOR_OUTAGE,
    "under_maintenance": Status.MAINTENANCE,
}
_NOT_LOOKED_AT = frozenset({"not_monitored", "paused"})


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    page = _attributes(obj(document.get("data")))
    included = objects(document.get("included"))
    notes = Notes()
    components = merged(_components(included, notes))
    base = _base(page)
    reports = [row for row in included if row.get("type") == "status_report"]
    past = {ident(row.get("id")) for row in _past(reports, page, now)}
    kept = [row for row in reports if ident(row.get("id")) not in past]
    messages = _messages(included)
    known = {component.id for component in components}
    notices = (_notice(row, messages, base, known, now, notes) for row in kept)
    return FeedReport(
        format=FORMAT.name,
        name=string(page.get("company_name")),
        url=base,
        status=_overall(page, components, notes),
        components=components,
        notices=tuple(notice for notice in notices if notice.is_open),
        updated_at=instant(page.get("updated_at")),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    data = obj(document.get("data"))
    if data.get("type") != "status_page" or "aggregate_state" not in _attributes(data):
        raise FormatError("JSON, but not a Better Stack page: the state of the page is missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "status_page", "aggregate_state") and fits(_document, body)


def _attributes(row: Object) -> Object:
    return obj(row.get("attributes"))


def _base(page: Object) -> str | None:
    domain, subdomain = string(page.get("custom_domain")), string(page.get("subdomain"))
    if domain:
        return link(f"https://{domain}/")
    return link(f"https://{subdomain}.betteruptime.com/") if subdomain else None


def _overall(page: Object, components: Sequence[Component], notes: Notes) -> Status:
    status = page_status(page.get("aggregate_state"), _STATES, notes)
    if status is not Status.MAJOR_OUTAGE:
        return status
    parts = rollup(component.status for component in components)
    return Status.MAJOR_OUTAGE if parts in (status, Status.UNKNOWN) else Status.PARTIAL_OUTAGE


def _components(included: Sequence[Object], notes: Notes) -> Iterator[Component]:
    sections = {
        ident(row.get("id")): string(_attributes(row).get("name"))
        for row in included
        if row.get("type") == "status_page_section"
    }
    for row in included:
        fields = _attributes(row)
        key, word = ident(row.get("id")), word_of(fields.get("status"))
        if row.get("type") != "status_page_resource" or not key or word in _NOT_LOOKED_AT:
            continue
        name = string(fields.get("public_name"))
        status = component_status(word, _RESOURCES, name, notes)
        group = sections.get(ident(fields.get("status_page_section_id"))) or None
        yield Component(key, name, status, group)


def _messages(included: Sequence[Object]) -> Mapping[str, Object]:
    updates = (row for row in included if row.get("type") == "status_update")
    return {ident(row.get("id")): _attributes(row) for row in updates}


def _past(reports: Sequence[Object], page: Object, now: datetime) -> Iterator[Object]:
    """Yield the reports that are over by their end although nobody called them resolved.

    One stays open while it is the only thing that explains the state of the page.
    """
    word = word_of(page.get("aggregate_state"))
    ended = [row for row in reports if _ended(_attributes(row), now)]
    for kind in (True, False):
        of_kind = [row for row in reports if _is_planned(_attributes(row)) is kind]
        others = (_stage(_attributes(row), now) for row in of_kind if row not in ended)
        running = any(not stage.is_closed and stage is not Stage.SCHEDULED for stage in others)
        explains = (word == "maintenance") is kind and word != "operational" and not running
        yield from () if explains else (row for row in of_kind if row in ended)


def _ended(fields: Object, now: datetime) -> bool:
    ends = instant(fields.get("ends_at"))
    return ends is not None and ends <= now


def _is_planned(fields: Object) -> bool:
    return fields.get("report_type") == "maintenance"


def _notice(
    row: Object,
    messages: Mapping[str, Object],
    base: str | None,
    known: set[str],
    now: datetime,
    notes: Notes,
) -> Notice:
    fields = _attributes(row)
    title, key = string(fields.get("title")), ident(row.get("id"))
    planned = _is_planned(fields)
    starts, ends = instant(fields.get("starts_at")), instant(fields.get("ends_at"))
    stage = _stage(fields, now)
    updates = newest_first(
        told(Stage.UNKNOWN, message.get("message"), message.get("published_at"))
        for message in _own(row, messages)
    )
    return Notice(
        external_id=key or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE if planned else _impact(fields, stage, notes),
        component_ids=tuple(part for part in _touched(fields) if part in known),
        started_at=None if planned else starts,
        updated_at=updates[0].published_at if updates else None,
        starts_at=starts if planned else None,
        ends_at=ends if planned else None,
        url=link(f"{base}incidents/{key}") if base and key else None,
        updates=updates,
    )


def _own(row: Object, messages: Mapping[str, Object]) -> Iterator[Object]:
    related = obj(obj(row.get("relationships")).get("status_updates"))
    for reference in objects(related.get("data")):
        if (message := messages.get(ident(reference.get("id")))) is not None:
            yield message


def _touched(fields: Object) -> Iterator[str]:
    for part in objects(fields.get("affected_resources")):
        yield ident(part.get("status_page_resource_id"))


def _stage(fields: Object, now: datetime) -> Stage:
    starts = instant(fields.get("starts_at"))
    over = word_of(fields.get("aggregate_state")) == "resolved"
    if not _is_planned(fields):
        return Stage.RESOLVED if over else Stage.INVESTIGATING
    if over:
        return Stage.COMPLETED
    return Stage.SCHEDULED if starts and now < starts else Stage.IN_PROGRESS


def _impact(fields: Object, stage: Stage, notes: Notes) -> Status:
    if stage.is_closed:
        return Status.UNKNOWN
    return impact_of(fields.get("aggregate_state"), _STATES, string(fields.get("title")), notes)


FORMAT = FeedFormat(
    name="betterstack",
    title="Better Stack",
    source="https://betterstack.com/docs/uptime/status-pages/subscribing-to-status-updates/subscribing-to-api/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/index.json",),
    hosts=("betteruptime.com", "betterstack.com"),
    rank=20,
)
