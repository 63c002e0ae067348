"""Riot's status of one game in one region: open incidents and maintenances, in many languages.

A critical incident is a major outage, a warning a partial one, an information only informs.
"""

from collections.abc import Iterator
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
    string,
    strings,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, of_open, stage_of, told

_SEVERITIES = {
    "critical": Status.MAJOR_OUTAGE,
    "warning": Status.PARTIAL_OUTAGE,
    "info": Status.OPERATIONAL,
}
_WORK_STAGES = {
    "scheduled": Stage.SCHEDULED,
    "in_progress": Stage.IN_PROGRESS,
    "complete": Stage.COMPLETED,
    "completed": Stage.COMPLETED,
}
_PAGE = "https://status.riotgames.com/"
_ENGLISH = ("en_US", "en_GB", "en-US")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    notices = tuple(notice for notice in _notices(document, now, notes) if notice.is_open)
    counting = [notice for notice in notices if notice.stage is not Stage.SCHEDULED]
    region = ident(document.get("id")) or None
    return FeedReport(
        format=FORMAT.name,
        name=string(document.get("name")),
        url=_PAGE,
        status=of_open(notice.impact for notice in counting),
        components=merged(part for notice in notices for part in _components(notice, region)),
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not {"incidents", "maintenances", "locales"} <= document.keys():
        raise FormatError("JSON, but not Riot's status: incidents and maintenances are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "locales", "maintenances", "incidents") and fits(_document, body)


def _notices(document: Object, now: datetime, notes: Notes) -> Iterator[Notice]:
    for kind, key in ((NoticeKind.INCIDENT, "incidents"), (NoticeKind.MAINTENANCE, "maintenances")):
        for row in objects(document.get(key)):
            archived = instant(row.get("archive_at"))
            if archived is None or now < archived:
                yield _notice(row, kind, notes)


def _notice(row: Object, kind: NoticeKind, notes: Notes) -> Notice:
    planned = kind is NoticeKind.MAINTENANCE
    title = _in_english(row.get("titles"))
    if planned:
        stage = stage_of(row.get("maintenance_status"), _WORK_STAGES, title, notes)
        impact = Status.MAINTENANCE
    else:
        stage = Stage.INVESTIGATING
        impact = impact_of(row.get("incident_severity"), _SEVERITIES, title, notes)
    if impact is Status.OPERATIONAL:
        notes.add(f'"{title}" is information, not trouble')
    begun = instant(row.get("created_at"))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=kind,
        title=title,
        stage=stage,
        impact=impact,
        component_ids=tuple(dict.fromkeys(strings(row.get("platforms")))),
        started_at=begun,
        updated_at=instant(row.get("updated_at")) or begun,
        url=_PAGE,
        updates=newest_first(
            told(stage, _in_english(update.get("translations")), update.get("created_at"))
            for update in objects(row.get("updates"))
        ),
    )


def _in_english(texts: object) -> str:
    rows = objects(texts)
    english = [row for row in rows if row.get("locale") in _ENGLISH]
    return next(
        (text for row in (*english, *rows) if (text := string(row.get("content"), 2000))), ""
    )


def _components(notice: Notice, region: str | None) -> Iterator[Component]:
    waiting = notice.stage is Stage.SCHEDULED
    for name in notice.component_ids:
        status = Status.OPERATIONAL if waiting else notice.impact
        yield Component(name, name, status, None, region)


FORMAT = FeedFormat(
    name="riot",
    title="Riot Games status",
    source="https://developer.riotgames.com/apis#lol-status-v4",
    parse=parse,
    looks_like=_looks_like,
    hosts=("dyn.riotcdn.net",),
    rank=20,
)
