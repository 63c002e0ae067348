"""StatusGator: `/api/v3/boards/{id}/monitors`, or the incidents of one monitor, by the user's key.

It passes on what providers say: a monitor is up, warned of, down, or under maintenance. Each
monitor is a component of the board.
"""

from collections.abc import Sequence
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
    json_value,
    link,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import of_notices
from downlight.formats.wording import impact_of, merged, stage_of, told, word_of

_STATES = {
    "up": Status.OPERATIONAL,
    "warn": Status.DEGRADED,
    "down": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
    "unknown": Status.UNKNOWN,
}
_SEVERITIES = {
    "minor": Status.DEGRADED,
    "major": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_STAGES = {stage.value: stage for stage in Stage if stage is not Stage.UNKNOWN} | {
    "open": Stage.INVESTIGATING,
    "active": Stage.INVESTIGATING,
    "closed": Stage.RESOLVED,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    rows = _rows(body)
    notes = Notes()
    components = merged(_component(row, notes) for row in rows if "filtered_status" in row)
    incidents = [_notice(row, notes) for row in rows if "phase" in row]
    notices = tuple(notice for notice in incidents if notice.is_open)
    status = rollup(component.status for component in components)
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=status if components else of_notices(notices, notes),
        components=components,
        notices=notices,
        notes=notes.all(),
    )


def _rows(body: bytes) -> Sequence[Object]:
    value = json_value(body)
    rows = objects(obj(value).get("data") if isinstance(value, dict) else value)
    ours = ("filtered_status" in row or {"severity", "phase"} <= row.keys() for row in rows)
    if not rows or not all(ours):
        raise FormatError(
            "JSON, but not of StatusGator: monitors with a filtered_status are missing"
        )
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "filtered_status") and fits(_rows, body)


def _component(row: Object, notes: Notes) -> Component:
    name = string(row.get("display_name")) or string(row.get("name"))
    group = string(obj(row.get("group")).get("name")) or None
    status = component_status(row.get("filtered_status"), _STATES, name, notes)
    return Component(ident(row.get("id")) or name or "monitor", name, status, group)


def _notice(row: Object, notes: Notes) -> Notice:
    title = string(row.get("title")) or string(row.get("name"))
    planned = word_of(row.get("severity")) == "maintenance"
    stage = stage_of(row.get("phase"), _STAGES, title, notes)
    begun = instant(row.get("started_at")) or instant(row.get("created_at"))
    message = told(stage, row.get("details") or row.get("message"), row.get("updated_at"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=Stage.IN_PROGRESS if planned and stage is Stage.INVESTIGATING else stage,
        impact=impact_of(row.get("severity"), _SEVERITIES, title, notes),
        started_at=None if planned else begun,
        updated_at=instant(row.get("updated_at")),
        starts_at=begun if planned else None,
        url=link(row.get("url")),
        updates=(message,) if message.text else (),
    )


FORMAT = FeedFormat(
    name="statusgator",
    title="StatusGator",
    source="https://statusgator.com/api/v3/docs",
    parse=parse,
    looks_like=_looks_like,
    rank=20,
    aliases=("statusgator-monitors", "statusgator-incidents"),
)
