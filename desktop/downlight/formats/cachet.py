"""Cachet 2: `/api/v1/components`, `/components/groups`, `/incidents`, `/schedules`.

States are numbers, sometimes in quotes. A list comes in pages of twenty, of which one document is
one page. Many instances are abandoned: an open incident older than thirty days counts only while
its component is not operational. Lists of incidents or schedules tell of trouble, not of health.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
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
    rollup,
    string,
    strings,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import of_notices
from downlight.formats.wording import merged, newest_first, spread, stage_of, told, word_of

ABANDONED = timedelta(days=30)
"""Incidents that nobody closed for so long are forgotten, unless a component still suffers."""

_STATES = {
    "0": Status.UNKNOWN,
    "1": Status.OPERATIONAL,
    "2": Status.DEGRADED,
    "3": Status.PARTIAL_OUTAGE,
    "4": Status.MAJOR_OUTAGE,
}
_STAGES = {
    "0": Stage.SCHEDULED,
    "1": Stage.INVESTIGATING,
    "2": Stage.IDENTIFIED,
    "3": Stage.MONITORING,
    "4": Stage.RESOLVED,
}
_SCHEDULES = {"0": Stage.SCHEDULED, "1": Stage.IN_PROGRESS, "2": Stage.COMPLETED}
_YES = frozenset({"1", "true"})


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    rows = objects(document.get("data"))
    notes = Notes()
    _note_pages(document, notes)
    components = merged(_components(rows, notes))
    notices = tuple(n for row in rows if (n := _notice(row, now, notes)) and n.is_open)
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=_overall(rows, components, notices, notes),
        components=components,
        notices=notices,
        updated_at=max((m for row in rows if (m := instant(row.get("updated_at")))), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    rows = objects(document.get("data"))
    paged = "total" in obj(obj(document.get("meta")).get("pagination"))
    ours = all(map(_kind_of, rows)) and not any("attributes" in row for row in rows)
    if not (ours and (paged or rows) and isinstance(document.get("data"), list)):
        raise FormatError("JSON, but not a list of Cachet 2: pagination or data are missing")
    return document


def _kind_of(row: Object) -> str:
    marks: Mapping[str, Callable[[], bool]] = {
        "group": lambda: "enabled_components" in row,
        "schedule": lambda: "scheduled_at" in row and "component_id" not in row,
        "incident": lambda: "message" in row and "visible" in row,
        "component": lambda: "status" in row and "name" in row,
    }
    return next((kind for kind, is_one in marks.items() if is_one()), "")


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "pagination", "data") and fits(_document, body)


def _note_pages(document: Object, notes: Notes) -> None:
    pages = obj(obj(document.get("meta")).get("pagination")).get("total_pages")
    if isinstance(pages, int) and pages > 1:
        notes.add(f"only one page of {pages} was read")


def _overall(
    rows: Sequence[Object],
    components: Sequence[Component],
    notices: Sequence[Notice],
    notes: Notes,
) -> Status:
    if components or not rows:
        return rollup(component.status for component in components)
    return of_notices(notices, notes)


def _components(rows: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for row in rows:
        kind = _kind_of(row)
        if kind == "component":
            yield from _component(row, None, notes)
        for part in objects(row.get("enabled_components")) if kind == "group" else ():
            yield from _component(part, string(row.get("name")) or None, notes)


def _component(row: Object, group: str | None, notes: Notes) -> Iterator[Component]:
    name = string(row.get("name"))
    key = ident(row.get("id")) or name
    if not key or row.get("enabled") is False:
        return
    status = _STATES.get(word_of(row.get("status")))
    if status is None:
        notes.add(f'unknown state "{word_of(row.get("status"))[:60]}" of {name}: taken as degraded')
    part = Component(key, name, status or Status.DEGRADED, group)
    yield spread(part, _tags(row.get("tags")))


def _tags(tags: object) -> list[str]:
    """Return the tags, which people use for regions: a list, or names by their short form."""
    return strings(list(tags.values()) if isinstance(tags, dict) else tags)


def _notice(row: Object, now: datetime, notes: Notes) -> Notice | None:
    kind = _kind_of(row)
    if kind == "schedule":
        return _schedule(row, notes)
    if kind != "incident" or word_of(row.get("visible")) == "0" or row.get("visible") is False:
        return None
    notice = _incident(row, notes)
    return None if _is_abandoned(notice, row, now) else notice


def _is_abandoned(notice: Notice, row: Object, now: datetime) -> bool:
    suffers = _STATES.get(word_of(row.get("component_status")), Status.UNKNOWN).is_trouble
    moments = [m for m in (notice.updated_at, notice.started_at) if m]
    old = bool(moments) and now - max(moments) > ABANDONED
    return notice.kind is NoticeKind.INCIDENT and old and not suffers


def _incident(row: Object, notes: Notes) -> Notice:
    title = string(row.get("name"))
    word = row.get("status") if row.get("latest_status") is None else row.get("latest_status")
    stage = stage_of(word_of(word), _STAGES, title, notes)
    planned = stage is Stage.SCHEDULED
    resolved = row.get("is_resolved") is True or word_of(row.get("is_resolved")) in _YES
    begun = instant(row.get("occurred_at")) or instant(row.get("created_at"))
    updates = newest_first(_update(update) for update in objects(row.get("updates")))
    told_first = told(stage, row.get("message"), row.get("created_at"))
    part = ident(row.get("component_id"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=Stage.RESOLVED if resolved else stage,
        impact=Status.MAINTENANCE if planned else _impact(row),
        component_ids=(part,) if part not in ("", "0") else (),
        started_at=None if planned else begun,
        updated_at=instant(row.get("updated_at")),
        starts_at=instant(row.get("scheduled_at")) if planned else None,
        url=link(row.get("permalink")),
        updates=(*updates, told_first) if told_first.text else updates,
    )


def _impact(row: Object) -> Status:
    """Return how bad an incident is by its component; on its own it does not say."""
    known = _STATES.get(word_of(row.get("component_status")), Status.UNKNOWN)
    return known if known.is_trouble else Status.DEGRADED


def _update(row: Object) -> NoticeUpdate:
    stage = _STAGES.get(word_of(row.get("status")), Stage.UNKNOWN)
    return told(stage, row.get("message"), row.get("created_at"))


def _schedule(row: Object, notes: Notes) -> Notice:
    title = string(row.get("name"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=stage_of(word_of(row.get("status")), _SCHEDULES, title, notes),
        impact=Status.MAINTENANCE,
        updated_at=instant(row.get("updated_at")),
        starts_at=instant(row.get("scheduled_at")),
        ends_at=instant(row.get("completed_at")),
        updates=(told(Stage.SCHEDULED, row.get("message"), row.get("created_at")),),
    )


FORMAT = FeedFormat(
    name="cachet",
    title="Cachet 2",
    source="https://docs.cachethq.io/v2.x/api-reference",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v1/components?per_page=100", "/api/v1/components/groups"),
    rank=25,
    aliases=("cachet-v2", "cachet-v2-components", "cachet-v2-incidents", "cachet-v2-schedules"),
)
