"""Cachet 3: `/api/status`, and JSON:API lists under `/api/components`, `/incidents`, `/schedules`.

The word of the whole page is operational, partial_outage, major_outage or under_maintenance. In
the lists a state is a number beside its label. Times are texts, or texts beside their label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
    obj,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import of_notices
from downlight.formats.wording import merged, stage_of, told, word_of

_PAGE = {
    "operational": Status.OPERATIONAL,
    "partial_outage": Status.PARTIAL_OUTAGE,
    "major_outage": Status.MAJOR_OUTAGE,
    "under_maintenance": Status.MAINTENANCE,
}
_STATES = {
    "0": Status.UNKNOWN,
    "1": Status.OPERATIONAL,
    "2": Status.DEGRADED,
    "3": Status.PARTIAL_OUTAGE,
    "4": Status.MAJOR_OUTAGE,
    "5": Status.UNKNOWN,
    "6": Status.MAINTENANCE,
}
_STAGES = {
    "0": Stage.UNKNOWN,
    "1": Stage.INVESTIGATING,
    "2": Stage.IDENTIFIED,
    "3": Stage.MONITORING,
    "4": Stage.RESOLVED,
}
_SCHEDULES = {"0": Stage.SCHEDULED, "1": Stage.IN_PROGRESS, "2": Stage.COMPLETED}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    data = _data(body)
    notes = Notes()
    rows = objects(data)
    components = merged(_components(rows, notes))
    notices = tuple(n for row in rows if (n := _notice(row, notes)) and n.is_open)
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=_overall(data, components, notices, notes),
        components=components,
        notices=notices,
        notes=notes.all(),
    )


def _data(body: bytes) -> object:
    data = json_object(body).get("data")
    page = _fields(obj(data)) or obj(data)
    if isinstance(page.get("status"), str):
        return page
    rows = objects(data)
    if isinstance(data, list) and all(_value(_fields(row).get("status")) for row in rows):
        return data
    raise FormatError("JSON, but not of Cachet 3: data with a status is missing")


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "data", "status") and fits(_own, body)


def _own(body: bytes) -> None:
    data = _data(body)
    known = word_of(obj(data).get("status")) in _PAGE
    rows = objects(data)
    if not (known or (rows and all(obj(_fields(row).get("status")) for row in rows))):
        raise FormatError("JSON, but not of Cachet 3: its state is none of the known words")


def _fields(row: Object) -> Object:
    return obj(row.get("attributes"))


def _value(state: object) -> str:
    """Return the number of a state, which stands beside its label or alone."""
    return word_of(state.get("value") if isinstance(state, dict) else state)


def _moment(value: object) -> datetime | None:
    return instant(obj(value).get("string")) if isinstance(value, dict) else instant(value)


def _overall(
    data: object, components: Sequence[Component], notices: Sequence[Notice], notes: Notes
) -> Status:
    if page := obj(data):
        return page_status(page.get("status"), _PAGE, notes)
    if components:
        return rollup(component.status for component in components)
    return of_notices(notices, notes)


def _is_component(fields: Object) -> bool:
    return not {"message", "scheduled", "scheduled_at", "occurred"} & fields.keys()


def _components(rows: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for row in rows:
        fields = _fields(row)
        name = string(fields.get("name"))
        key = ident(row.get("id")) or name
        if not key or not _is_component(fields) or fields.get("enabled") is False:
            continue
        status = _STATES.get(_value(fields.get("status")))
        if status is None:
            label = string(obj(fields.get("status")).get("human"), 60)
            notes.add(f'unknown state "{label}" of {name}: taken as degraded')
        yield Component(key, name, status or Status.DEGRADED)


def _notice(row: Object, notes: Notes) -> Notice | None:
    fields = _fields(row)
    if not fields or _is_component(fields):
        return None
    title = string(fields.get("name"))
    planned = bool({"scheduled", "scheduled_at"} & fields.keys())
    stages = _SCHEDULES if planned else _STAGES
    stage = stage_of(_value(fields.get("status")), stages, title, notes)
    begun = _moment(fields.get("occurred")) or _moment(fields.get("occurred_at"))
    created = _moment(fields.get("created")) or _moment(fields.get("created_at"))
    updated = _moment(fields.get("updated")) or _moment(fields.get("updated_at"))
    message = replace(told(stage, fields.get("message"), None), published_at=updated or created)
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE if planned else Status.DEGRADED,
        started_at=None if planned else begun or created,
        updated_at=updated,
        starts_at=_planned(fields, "scheduled") if planned else None,
        ends_at=_planned(fields, "completed") if planned else None,
        updates=(message,) if message.text else (),
    )


def _planned(fields: Object, key: str) -> datetime | None:
    return _moment(fields.get(key)) or _moment(fields.get(f"{key}_at"))


FORMAT = FeedFormat(
    name="cachet-v3",
    title="Cachet 3",
    source="https://docs.cachethq.io/v3.x/api-reference",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/status", "/api/components?per_page=100"),
    rank=30,
    aliases=("cachet-v3-components", "cachet-v3-incidents", "cachet-v3-schedules"),
)
