"""Gatus: `/api/v1/endpoints/statuses`, endpoints with their latest results, the newest last.

An endpoint without results is unknown, never down.
"""

from collections.abc import Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_value,
    looks_like_json,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_MARKS = frozenset({"name", "key", "results"})


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    rows = _rows(body)
    notes = Notes()
    components = merged(_component(row, notes) for row in rows)
    looked = [instant(result.get("timestamp")) for row in rows for result in _results(row)[-1:]]
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=rollup(component.status for component in components),
        components=components,
        updated_at=max((moment for moment in looked if moment), default=None),
        notes=notes.all(),
    )


def _rows(body: bytes) -> Sequence[Object]:
    """Return the endpoints; a single one comes without a list."""
    value = json_value(body)
    rows = objects(value if isinstance(value, list) else [value])
    if not rows or not all(row.keys() & {"results", "key"} and _key(row) for row in rows):
        raise FormatError("JSON, but not of Gatus: endpoints with results are missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, *_MARKS) and fits(_rows, body)


def _key(row: Object) -> str:
    own = ident(row.get("key"))
    return own or "_".join(filter(None, (string(row.get("group")), string(row.get("name")))))


def _results(row: Object) -> list[Object]:
    return objects(row.get("results"))


def _component(row: Object, notes: Notes) -> Component:
    key = _key(row)
    name = string(row.get("name")) or key
    return Component(key, name, _status(row, name, notes), string(row.get("group")) or None)


def _status(row: Object, name: str, notes: Notes) -> Status:
    results = _results(row)
    if not results:
        return Status.UNKNOWN
    success = results[-1].get("success")
    if not isinstance(success, bool):
        notes.add(f"the last result of {name} does not say whether it succeeded")
        return Status.DEGRADED
    return Status.OPERATIONAL if success else Status.MAJOR_OUTAGE


FORMAT = FeedFormat(
    name="gatus",
    title="Gatus",
    source="https://gatus.io/docs/api",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v1/endpoints/statuses?page=1&pageSize=100",),
    rank=20,
)
