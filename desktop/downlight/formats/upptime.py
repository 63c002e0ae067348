"""Upptime: `history/summary.json` of a repository, a list of sites that are up, down or degraded.

The file is as old as the last run of the workflow that wrote it, and does not say how old.
"""

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
    "up": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "down": Status.MAJOR_OUTAGE,
}
_MARKS = frozenset({"name", "slug", "status", "uptime"})


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
    if not rows or not all("status" in row and _key(row) for row in rows):
        raise FormatError("JSON, but not of Upptime: a list of sites is missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, *_MARKS) and fits(_rows, body) and _has_marks(body)


def _has_marks(body: bytes) -> bool:
    return all(row.keys() >= _MARKS for row in _rows(body))


def _key(row: Object) -> str:
    return ident(row.get("slug")) or string(row.get("name"))


def _component(row: Object, notes: Notes) -> Component:
    key = _key(row)
    name = string(row.get("name")) or key
    return Component(key, name, component_status(row.get("status"), _STATES, name, notes))


FORMAT = FeedFormat(
    name="upptime",
    title="Upptime",
    source="https://upptime.js.org/docs/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/history/summary.json",),
    rank=20,
)
