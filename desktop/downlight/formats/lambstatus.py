"""LambStatus: `/api/components`, a list of components with their states in words."""

from collections.abc import Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_list,
    looks_like_json,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_STATES = {
    "operational": Status.OPERATIONAL,
    "under maintenance": Status.MAINTENANCE,
    "degraded performance": Status.DEGRADED,
    "partial outage": Status.PARTIAL_OUTAGE,
    "major outage": Status.MAJOR_OUTAGE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    components = merged(_component(row, notes) for row in _rows(body))
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=rollup(component.status for component in components),
        components=components,
        notes=notes.all(),
    )


def _rows(body: bytes) -> Sequence[Object]:
    rows = objects(json_list(body))
    if not rows or not all(ident(row.get("componentID")) and "status" in row for row in rows):
        raise FormatError("JSON, but not of LambStatus: components are missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "componentID", "status") and fits(_rows, body)


def _component(row: Object, notes: Notes) -> Component:
    key = ident(row.get("componentID"))
    name = string(row.get("name")) or key
    return Component(key, name, component_status(row.get("status"), _STATES, name, notes))


FORMAT = FeedFormat(
    name="lambstatus",
    title="LambStatus",
    source="https://github.com/ks888/LambStatus",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/components",),
    rank=20,
)
