"""OnlineOrNot: incidents in the data that a page of React Router streams to itself.

The data is one flat list, in which objects name their keys and values by their place
(`{"_3": 7}`: the value in place 7 under the key in place 3; negative places are null and its
kin). An incident has a title, a start and an end, which is null while it is open. A page whose
data has no such records is refused: it may be fine, or drawn in another way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import MAX_ITEMS, Notes, ident, json_value, string
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import MAX_PAGE, looks_like_page, read_page
from downlight.formats.wording import impact_of, of_open

_IMPACTS = {
    "major_outage": Status.MAJOR_OUTAGE,
    "partial_outage": Status.PARTIAL_OUTAGE,
    "degraded_performance": Status.DEGRADED,
    "maintenance": Status.MAINTENANCE,
    "under_maintenance": Status.MAINTENANCE,
    "no_impact": Status.OPERATIONAL,
    "operational": Status.OPERATIONAL,
}
_STREAMED = re.compile(r'streamController\.enqueue\("((?:[^"\\]|\\.)*)"\)', re.DOTALL)
_NOT_IN_JSON = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(u[0-9a-fA-F]{4}|[\"\\/bfnrt])|(.))", re.DOTALL)
_KEYS = frozenset({"title", "started", "ended"})
_MARKS = (b"streamController.enqueue(", b"started", b"ended", b"impact")

Flat = Sequence[object]


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    flat = _flat(body)
    notes = Notes()
    notices: dict[str, Notice] = {}
    for record in _records(flat):
        notice = _notice(record, now, notes)
        if notice.is_open:
            notices.setdefault(notice.external_id, notice)
    return FeedReport(
        format=FORMAT.name,
        name=read_page(body).title,
        url=None,
        status=of_open(n.impact for n in notices.values() if n.stage is not Stage.SCHEDULED),
        notices=tuple(notices.values()),
        notes=notes.all(),
    )


def _looks_like(body: bytes) -> bool:
    return looks_like_page(body) and all(mark in body for mark in _MARKS)


def _flat(body: bytes) -> Flat:
    if not looks_like_page(body):
        raise FormatError("not a web page")
    for found in _STREAMED.finditer(body[:MAX_PAGE].decode("utf-8", "replace")):
        value = _first_line(found[1])
        if isinstance(value, list) and all(key in value for key in _KEYS):
            return value
    raise FormatError("a web page, but not one of OnlineOrNot: its data has no incidents")


def _first_line(literal: str) -> object:
    """Return the JSON in the first line of a text that is written as a JavaScript literal."""
    try:
        text = msgspec.json.decode(f'"{_NOT_IN_JSON.sub(_as_json, literal)}"', type=str)
    except (msgspec.MsgspecError, ValueError):
        return None
    try:
        return json_value(text.partition("\n")[0].encode("utf-8", "replace"))
    except FormatError:
        return None


def _as_json(escape: re.Match[str]) -> str:
    if escape[1]:
        return f"\\u00{escape[1]}"
    return escape[0] if escape[2] else escape[3]


def _records(flat: Flat) -> Iterator[Mapping[str, object]]:
    """Yield the objects that have what an incident has, their keys and values in place."""
    for value in flat[: 20 * MAX_ITEMS]:
        if isinstance(value, dict):
            record = dict(_fields(value, flat))
            if record.keys() >= _KEYS:
                yield record


def _fields(value: Mapping[str, object], flat: Flat) -> Iterator[tuple[str, object]]:
    for mark, place in value.items():
        key = _at(int(mark[1:]), flat) if re.fullmatch(r"_\d{1,6}", mark) else None
        if isinstance(key, str) and isinstance(place, int):
            yield key, _at(place, flat)


def _at(place: int, flat: Flat) -> object:
    found = flat[place] if 0 <= place < len(flat) else None
    if isinstance(found, list) and len(found) == 2 and found[0] == "D":
        return found[1]  # a date, in milliseconds since 1970
    return found


def _notice(record: Mapping[str, object], now: datetime, notes: Notes) -> Notice:
    title = string(record.get("title"))
    starts, ends = instant(record.get("started")), instant(record.get("ended"))
    impact = impact_of(record.get("impact"), _IMPACTS, title, notes)
    planned = impact is Status.MAINTENANCE
    over = record.get("ended") is not None and (ends is None or ends <= now)
    future = starts is not None and starts > now
    running = Stage.IN_PROGRESS if planned else Stage.INVESTIGATING
    return Notice(
        external_id=ident(record.get("incidentId")) or f"{title} {record.get('started')}"[:200],
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=Stage.RESOLVED if over else Stage.SCHEDULED if future else running,
        impact=impact,
        started_at=None if planned else starts,
        starts_at=starts if planned else None,
        ends_at=ends if planned else None,
    )


FORMAT = FeedFormat(
    name="onlineornot",
    title="OnlineOrNot",
    source="https://onlineornot.com/docs/status-pages",
    parse=parse,
    looks_like=_looks_like,
    rank=60,
)
