"""Incidents of Google's dashboards: Cloud, Workspace, Ads, Maps Platform and Firebase.

The list is a history: an incident is open while it has no end. Its impact is the dashboard's own
word: an outage is a major one, a disruption degrades, information only informs. Of the products,
only the affected ones are named. Before 2021 the keys had hyphens.
"""

from collections.abc import Mapping
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import without_markdown
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_list,
    link,
    looks_like_json,
    obj,
    objects,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, of_open, spread, told

_IMPACTS = {
    "service_outage": Status.MAJOR_OUTAGE,
    "service_disruption": Status.DEGRADED,
    "service_information": Status.OPERATIONAL,
    "service_maintenance": Status.MAINTENANCE,
    "available": Status.OPERATIONAL,
}
_SEVERITIES = {
    "high": Status.MAJOR_OUTAGE,
    "medium": Status.DEGRADED,
    "low": Status.OPERATIONAL,
}
"""One to one with the impacts above; asked where the impact is missing."""
_ANY = "multiple products"
"""What stands for a service where an incident has several: it is none that could be watched."""
_HEADINGS = frozenset({"title", "summary", "description", "incident report"})


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    rows = [row for row in _incidents(body) if instant(row.get("end")) is None]
    notes = Notes()
    notices = tuple(_notice(row, notes) for row in rows)
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=of_open(notice.impact for notice in notices),
        components=merged(
            part
            for row, notice in zip(rows, notices, strict=True)
            for part in _components(row, notice.impact)
        ),
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _incidents(body: bytes) -> list[Object]:
    rows = json_list(body)
    incidents = [_modern(row) for row in objects(rows)]
    known = any("begin" in row and "external_desc" in row for row in incidents)
    if rows and not known:
        raise FormatError("JSON, but not Google's incidents: begin and external_desc are missing")
    return incidents


def _modern(row: Object) -> Object:
    return {key.replace("-", "_"): value for key, value in row.items()}


def _looks_like(body: bytes) -> bool:
    modern = looks_like_json(body, "external_desc", "begin")
    return (modern or looks_like_json(body, "external-desc", "begin")) and fits(_incidents, body)


def _notice(row: Object, notes: Notes) -> Notice:
    title = _headline(row)
    last = _modern(obj(row.get("most_recent_update")))
    impact = _impact(row, title, notes)
    if impact is Status.OPERATIONAL:
        notes.add(f'"{title}" is information, not trouble')
    updates = [_modern(update) for update in objects(row.get("updates"))] or [last]
    stage = _stage(last, impact)
    return Notice(
        external_id=ident(row.get("id")) or ident(row.get("number")) or title,
        kind=NoticeKind.MAINTENANCE if impact is Status.MAINTENANCE else NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=impact,
        component_ids=tuple(dict.fromkeys(part.id for part in _components(row, impact))),
        started_at=instant(row.get("begin")),
        updated_at=instant(row.get("modified")),
        url=link(row.get("uri")),
        updates=newest_first(
            told(_stage(update, impact), _text(update), update.get("when")) for update in updates
        ),
    )


def _impact(row: Object, title: str, notes: Notes) -> Status:
    if row.get("status_impact") is not None:
        return impact_of(row.get("status_impact"), _IMPACTS, title, notes)
    return impact_of(row.get("severity"), _SEVERITIES, title, notes)


def _stage(update: Mapping[str, object], impact: Status) -> Stage:
    if impact is Status.MAINTENANCE:
        return Stage.IN_PROGRESS
    available = string(update.get("status")).upper() == "AVAILABLE"
    return Stage.MONITORING if available else Stage.INVESTIGATING


def _text(update: Mapping[str, object]) -> str:
    text = update.get("text")
    return without_markdown(text) if isinstance(text, str) else ""


def _headline(row: Object) -> str:
    """Return the first line of the description that is more than a heading."""
    text = row.get("external_desc")
    lines = without_markdown(text).split("\n") if isinstance(text, str) else []
    told_lines = (string(line) for line in lines)
    return next(
        (line for line in told_lines if line and line.rstrip(":").lower() not in _HEADINGS),
        string(row.get("service_name")),
    )


def _components(row: Object, impact: Status) -> list[Component]:
    """Return the affected products; the places are those of the incident."""
    places = [obj(place) for place in objects(row.get("currently_affected_locations"))]
    names = [ident(place.get("id")) or string(place.get("title")) for place in places]
    regions = ["" if name == "global" else name for name in names]
    products = objects(row.get("affected_products"))
    if not products and string(row.get("service_name")).lower() != _ANY:
        products = [{"title": row.get("service_name"), "id": row.get("service_key")}]
    named = ((string(product.get("title")), ident(product.get("id"))) for product in products)
    parts = (Component(key or name, name, impact) for name, key in named if name)
    return [spread(part, regions) if any(regions) else part for part in parts]


FORMAT = FeedFormat(
    name="google-incidents",
    title="Google status dashboards",
    source="https://status.cloud.google.com/incidents.schema.json",
    parse=parse,
    looks_like=_looks_like,
    paths=("/incidents.json",),
    hosts=("status.cloud.google.com", "status.firebase.google.com"),
    rank=20,
)
