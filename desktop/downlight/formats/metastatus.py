"""Meta's business and developer products: services by product, each with a sentence for a state."""

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
    json_list,
    link,
    looks_like_json,
    meaning,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_STATES = {
    "no known issues": Status.OPERATIONAL,
    "resolved": Status.OPERATIONAL,
    "low disruptions": Status.DEGRADED,
    "medium disruptions": Status.PARTIAL_OUTAGE,
    "high disruptions": Status.MAJOR_OUTAGE,
    "major disruptions": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
    "scheduled maintenance": Status.MAINTENANCE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    rows = [(org, row) for org in _orgs(body) for row in objects(org.get("services"))]
    parts = [(org, row, _component(org, row, notes)) for org, row in rows]
    components = merged(part for _, _, part in parts)
    notices = tuple(_notice(*part) for part in parts if part[2].status.is_trouble)
    return FeedReport(
        format=FORMAT.name,
        name="Meta",
        url="https://metastatus.com/",
        status=rollup(component.status for component in components),
        components=components,
        notices=notices,
        updated_at=max((m for _, row in rows if (m := instant(row.get("time")))), default=None),
        notes=notes.all(),
    )


def _orgs(body: bytes) -> list[Object]:
    orgs = objects(json_list(body))
    if not orgs or not all("services" in org and "rss_file_paths" in org for org in orgs):
        raise FormatError("JSON, but not Meta's status: services and rss_file_paths are missing")
    return orgs


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "rss_file_paths", "services", "section") and fits(_orgs, body)


def _component(org: Object, row: Object, notes: Notes) -> Component:
    name = string(row.get("name"))
    return Component(
        id=f"{ident(org.get('id'))}/{ident(row.get('id')) or name}",
        name=name,
        status=_state(row, name, notes),
        group=string(org.get("name")) or None,
    )


def _state(row: Object, name: str, notes: Notes) -> Status:
    """Return how a service is; a sentence that is not one of the known ones says nothing."""
    word = row.get("status")
    known = meaning(word, _STATES)
    if known is None:
        notes.add(f'unknown state "{string(word, 60)}" of {name}')
    return known or Status.UNKNOWN


def _notice(org: Object, row: Object, part: Component) -> Notice:
    since = instant(row.get("time"))
    return Notice(
        external_id=f"{part.id} {ident(row.get('time'))}".strip(),
        kind=NoticeKind.INCIDENT,
        title=f"{part.name}: {string(row.get('status'))}",
        stage=Stage.INVESTIGATING,
        impact=part.status,
        component_ids=(part.id,),
        started_at=since,
        updated_at=since,
        url=link(f"https://metastatus.com/{ident(org.get('id'))}"),
    )


FORMAT = FeedFormat(
    name="metastatus",
    title="Meta status",
    source="https://metastatus.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/data/orgs.json",),
    hosts=("metastatus.com",),
    rank=20,
)
