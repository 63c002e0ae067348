"""Status.io: `https://api.status.io/1.0/status/{page id}`.

What counts are the codes, since every page words its states itself: 100 operational, 200 planned
maintenance, 300 degraded, 400 partial outage, 500 major outage, 600 security event (degraded).
A component is spread over containers (regions). An incident's state and severity stand in its
last message. Maintenance may be under way while an incident is open, and the page then says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from downlight.domain.model import Component, Place
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
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
    meaning,
    obj,
    objects,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import (
    impact_of,
    listed,
    merged,
    newest_first,
    stage_of,
    told,
    word_of,
)

_CODES = {
    "100": Status.OPERATIONAL,
    "200": Status.MAINTENANCE,
    "300": Status.DEGRADED,
    "400": Status.PARTIAL_OUTAGE,
    "500": Status.MAJOR_OUTAGE,
    "600": Status.DEGRADED,
}
_LABELS = {
    "operational": Status.OPERATIONAL,
    "planned maintenance": Status.MAINTENANCE,
    "degraded performance": Status.DEGRADED,
    "partial service disruption": Status.PARTIAL_OUTAGE,
    "service disruption": Status.MAJOR_OUTAGE,
    "security event": Status.DEGRADED,
}
"""The usual names of the codes; only asked where there is no code."""
_STAGES = {
    "100": Stage.INVESTIGATING,
    "200": Stage.IDENTIFIED,
    "300": Stage.MONITORING,
    "400": Stage.RESOLVED,
}
_WORK_STAGES = {
    "100": Stage.SCHEDULED,
    "200": Stage.IN_PROGRESS,
    "300": Stage.VERIFYING,
    "400": Stage.COMPLETED,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    result = _result(body)
    overall = obj(result.get("status_overall"))
    notes = Notes()
    components = merged(_components(result, notes))
    known = frozenset(component.id for component in components)
    works = obj(result.get("maintenance"))
    told_of = [
        *(_incident(row, known, notes) for row in objects(result.get("incidents"))),
        *(_work(row, known, Stage.IN_PROGRESS, notes) for row in objects(works.get("active"))),
        *(_work(row, known, Stage.SCHEDULED, notes) for row in objects(works.get("upcoming"))),
    ]
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=_overall(overall, notes),
        components=components,
        notices=tuple(notice for notice in told_of if notice.is_open),
        updated_at=instant(overall.get("updated")),
        notes=notes.all(),
    )


def _result(body: bytes) -> Object:
    document = json_object(body)
    if error := string(document.get("error"), 100):
        raise FormatError(f"Status.io answers: {error}")
    result = obj(document.get("result"))
    if not obj(result.get("status_overall")):
        raise FormatError("JSON, but not a Status.io page: status_overall is missing")
    return result


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "result", "status_overall") and fits(_result, body)


def _overall(overall: Object, notes: Notes) -> Status:
    known = _code(overall)
    if known is None:
        notes.add(f"unknown state {_shown(overall)} of the page")
    return known or Status.UNKNOWN


def _code(row: Object) -> Status | None:
    if row.get("status_code") is None:
        return meaning(row.get("status"), _LABELS)
    return _CODES.get(word_of(row.get("status_code")))


def _shown(row: Object) -> str:
    return f'"{string(row.get("status"), 60)}" ({word_of(row.get("status_code"))[:10]})'


def _components(result: Object, notes: Notes) -> Iterator[Component]:
    for row in objects(result.get("status")):
        name = string(row.get("name"))
        key = ident(row.get("id")) or name
        status = _code(row)
        if status is None:
            notes.add(f"unknown state {_shown(row)} of {name}: taken as degraded")
        if key:
            yield _located(Component(key, name, status or Status.DEGRADED), row)


def _located(part: Component, row: Object) -> Component:
    """Return a component with its containers, each as it is itself."""
    states = {
        name: _code(container) or part.status
        for container in objects(row.get("containers"))
        if (name := string(container.get("name")))
    }
    places = tuple(Place(name, status) for name, status in states.items())
    return replace(part, region=listed(states), places=places)


def _incident(row: Object, known: frozenset[str], notes: Notes) -> Notice:
    title = string(row.get("name"))
    messages = objects(row.get("messages"))
    last = messages[-1] if messages else NOTHING
    stage = stage_of(word_of(last.get("state")), _STAGES, title, notes)
    return Notice(
        external_id=ident(row.get("_id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=impact_of(last.get("status"), _CODES, title, notes),
        component_ids=_touched(row, known),
        started_at=instant(row.get("datetime_open")),
        updated_at=instant(last.get("datetime")),
        updates=newest_first(
            told(
                _STAGES.get(word_of(message.get("state")), Stage.UNKNOWN),
                message.get("details"),
                message.get("datetime"),
            )
            for message in messages
        ),
    )


def _work(row: Object, known: frozenset[str], listed_as: Stage, notes: Notes) -> Notice:
    title = string(row.get("name"))
    messages = objects(row.get("messages"))
    last = messages[-1] if messages else NOTHING
    return Notice(
        external_id=ident(row.get("_id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=_work_stage(last, listed_as),
        impact=Status.MAINTENANCE,
        component_ids=_touched(row, known),
        updated_at=instant(last.get("datetime")),
        starts_at=instant(row.get("datetime_planned_start")),
        ends_at=instant(row.get("datetime_planned_end")),
        updates=newest_first(
            told(listed_as, message.get("details"), message.get("datetime")) for message in messages
        ),
    )


def _work_stage(last: Object, listed_as: Stage) -> Stage:
    """Return how far work has come; the list it stands in counts more than an early message."""
    stage = _WORK_STAGES.get(word_of(last.get("state")), listed_as)
    return listed_as if stage in (Stage.SCHEDULED, Stage.IN_PROGRESS) else stage


def _touched(row: Object, known: frozenset[str]) -> tuple[str, ...]:
    ids: Sequence[str] = [
        ident(part.get("_id")) for part in objects(row.get("components_affected"))
    ]
    return tuple(key for key in dict.fromkeys(ids) if key in known)


FORMAT = FeedFormat(
    name="statusio",
    title="Status.io",
    source="https://status.io/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("api.status.io", "status-api.hostedstatus.com"),
    rank=20,
)
