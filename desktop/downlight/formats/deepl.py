"""DeepL's status: a word for the whole, one for each data centre, and incidents."""

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
    json_object,
    looks_like_json,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, stage_of, told, word_of

_STATES = {
    "operational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "degraded_performance": Status.DEGRADED,
    "partial_outage": Status.PARTIAL_OUTAGE,
    "outage": Status.MAJOR_OUTAGE,
    "major_outage": Status.MAJOR_OUTAGE,
    "down": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
    "under_maintenance": Status.MAINTENANCE,
}
_STAGES = {
    "open": Stage.INVESTIGATING,
    "ongoing": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
    "postmortem": Stage.POSTMORTEM,
    "completed": Stage.COMPLETED,
}
_PAGE = "https://api-status.deepl.com/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    rows = objects(document.get("incidents"))
    notices = tuple(notice for row in rows if (notice := _notice(row, notes)).is_open)
    components = merged(_component(row, notes) for row in objects(document.get("datacenters")))
    return FeedReport(
        format=FORMAT.name,
        name="DeepL",
        url=_PAGE,
        status=_overall(document, components, notes),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _overall(document: Object, components: Sequence[Component], notes: Notes) -> Status:
    if "overall" in document:
        return page_status(_word(document.get("overall")), _STATES, notes)
    return rollup(component.status for component in components)


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not isinstance(document.get("datacenters"), list):
        raise FormatError("JSON, but not DeepL's status: datacenters are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "incidents", "datacenters") and fits(_document, body)


def _word(value: object) -> str:
    return word_of(value).replace(" ", "_").replace("-", "_")


def _component(row: Object, notes: Notes) -> Component:
    name = string(row.get("name")) or "data centre"
    status = component_status(_word(row.get("status")), _STATES, name, notes)
    return Component(name, name, status, None, name)


def _notice(row: Object, notes: Notes) -> Notice:
    title = string(row.get("title"))
    stage = stage_of(row.get("status"), _STAGES, title, notes)
    began = instant(row.get("started_at")) or instant(row.get("created_at"))
    updated = row.get("updated_at")
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        started_at=began,
        updated_at=instant(updated) or began,
        url=_PAGE,
        updates=(told(stage, row.get("description") or row.get("message"), updated),),
    )


FORMAT = FeedFormat(
    name="deepl",
    title="DeepL status",
    source="https://api-status.deepl.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/status",),
    hosts=("api-status.deepl.com",),
    rank=20,
)
