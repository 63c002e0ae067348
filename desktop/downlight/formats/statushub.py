"""StatusHub: `/api/statuses`, how many services are up, affected and down.

It names no services. Affected ones make a partial outage, and so do those that are down unless
all are.
"""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import Object, fits, ident, json_object, looks_like_json, obj
from downlight.formats.report import FeedReport, FormatError

_COUNTERS = ("count_status_1", "count_status_2", "count_status_3")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    up, affected, down = _counts(body)
    told = f"{up} up, {affected} affected, {down} down"
    status = _status(up, affected, down)
    notes = () if status is Status.OPERATIONAL else (told,)
    return FeedReport(FORMAT.name, "", None, status, notes=notes)


def _counts(body: bytes) -> tuple[int, int, int]:
    document = json_object(body)
    counters: Object = obj(document.get("counters")) or document
    found = [ident(counters.get(key)) for key in _COUNTERS]
    if not all(count.isdecimal() and len(count) < 7 for count in found):
        raise FormatError("JSON, but not of StatusHub: the counters are missing")
    up, affected, down = map(int, found)
    return up, affected, down


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, *_COUNTERS) and fits(_counts, body)


def _status(up: int, affected: int, down: int) -> Status:
    if down and not up and not affected:
        return Status.MAJOR_OUTAGE
    if down or affected:
        return Status.PARTIAL_OUTAGE
    return Status.OPERATIONAL if up else Status.UNKNOWN


FORMAT = FeedFormat(
    name="statushub",
    title="StatusHub",
    source="https://statushub.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/statuses",),
    hosts=("statushub.io",),
    rank=20,
)
