"""UptimeRobot public pages: `/api/getMonitorList/{key}`, monitors with the class of their state.

Paused monitors are left out. The list comes in pages; where the document counts all monitors, the
counts tell of the whole.
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
    json_object,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, word_of

_STATES = {
    "success": Status.OPERATIONAL,
    "warning": Status.DEGRADED,
    "danger": Status.MAJOR_OUTAGE,
    "info": Status.MAINTENANCE,
}
_NOT_LOOKED_AT = frozenset({"paused", "black"})


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    components = merged(_components(_rows(document), notes))
    return FeedReport(
        format=FORMAT.name,
        name=string(obj(document.get("psp")).get("name")),
        url=None,
        status=_overall(document, components, notes),
        components=components,
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    rows = _rows(document)
    if not rows or not all("monitorId" in row and "statusClass" in row for row in rows):
        raise FormatError("JSON, but not of UptimeRobot: monitors are missing")
    return document


def _rows(document: Object) -> Sequence[Object]:
    """Return the monitors, which older pages keep in another place."""
    return objects(document.get("data")) or objects(obj(document.get("psp")).get("monitors"))


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "monitorId", "statusClass") and fits(_document, body)


def _overall(document: Object, components: Sequence[Component], notes: Notes) -> Status:
    listed = rollup(component.status for component in components)
    total = _number(obj(document.get("psp")).get("totalMonitors"))
    if total is None or total <= len(_rows(document)):
        return listed
    notes.add(f"only {len(_rows(document))} of {total} monitors are listed")
    counts = obj(obj(document.get("statistics")).get("counts"))
    up, down = _number(counts.get("up")), _number(counts.get("down"))
    if up is None or not down:
        return listed
    return Status.PARTIAL_OUTAGE if up else Status.MAJOR_OUTAGE


def _number(value: object) -> int | None:
    digits = ident(value)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _components(rows: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for row in rows:
        key, word = ident(row.get("monitorId")), word_of(row.get("statusClass"))
        if key and word not in _NOT_LOOKED_AT:
            name = string(row.get("name")) or key
            status = component_status(word, _STATES, name, notes)
            yield Component(key, name, status, string(row.get("groupName")) or None)


FORMAT = FeedFormat(
    name="uptimerobot-psp",
    title="UptimeRobot",
    source="https://uptimerobot.com/help/status-pages/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("stats.uptimerobot.com",),
    rank=20,
    aliases=("uptimerobot",),
)
