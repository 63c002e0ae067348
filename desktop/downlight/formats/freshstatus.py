"""Freshstatus: `https://public-api.freshstatus.io/v1/public-components/?account_id=N`.

Components stand in each other; only the innermost have a state that counts: OP, PD, PO, MO or UM.
Those that the page itself leaves out of its overall state are left out here as well.
"""

from collections.abc import Iterator, Sequence
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
    json_value,
    looks_like_json,
    meaning,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, word_of

_STATES = {
    "op": Status.OPERATIONAL,
    "pd": Status.DEGRADED,
    "po": Status.PARTIAL_OUTAGE,
    "mo": Status.MAJOR_OUTAGE,
    "um": Status.MAINTENANCE,
}
_DEPTH = 6
"""Levels of components in components that are looked at."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    components = merged(c for row in _rows(body) for c in _parts(row, None, notes, 0))
    return FeedReport(
        format=FORMAT.name,
        name="",
        url=None,
        status=rollup(component.status for component in components),
        components=components,
        notes=notes.all(),
    )


def _rows(body: bytes) -> Sequence[Object]:
    value = json_value(body)
    document = obj(value)
    rows = objects(document.get("results") or document.get("components") or value)
    states = [meaning(row.get("status"), _STATES) for row in rows]
    ours = any("display_options" in row for row in rows) or any(states)
    if not ours or not all("name" in row for row in rows):
        raise FormatError("JSON, but not of Freshstatus: a list of components is missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "name", "display_options", "status") and fits(_rows, body)


def _parts(row: Object, group: str | None, notes: Notes, depth: int) -> Iterator[Component]:
    name = string(row.get("name"))
    key = ident(row.get("id")) or name
    children = [part for part in _children(row) if depth < _DEPTH]
    if not key or _is_ignored(row):
        return
    for child in children:
        yield from _parts(child, name or None, notes, depth + 1)
    if not children:
        yield Component(key, name, component_status(row.get("status"), _STATES, name, notes), group)


def _children(row: Object) -> Iterator[Object]:
    for value in row.values():
        yield from (part for part in objects(value) if "name" in part and "status" in part)


def _is_ignored(row: Object) -> bool:
    ignored = obj(row.get("display_options")).get("ignore_overall_status")
    return ignored is True or word_of(ignored) == "true"


FORMAT = FeedFormat(
    name="freshstatus",
    title="Freshstatus",
    source="https://public-api.freshstatus.io/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("public-api.freshstatus.io",),
    rank=30,
)
