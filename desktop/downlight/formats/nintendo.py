"""Nintendo's network information: outages and maintenances of games, with prose for times.

An entry's event status tells how far it is; dates are written for readers of each language. Only
the American ones (Pacific time) are understood, and the year in all of them: an entry that ended
in the past is over whatever its status says.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    json_object,
    looks_like_json,
    objects,
    string,
    strings,
    unwrapped,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, of_open, stage_of, told

_OUTAGES = {"0": Stage.RESOLVED, "1": Stage.INVESTIGATING}
_WORKS = {"0": Stage.SCHEDULED, "1": Stage.IN_PROGRESS, "3": Stage.COMPLETED}
_DATE = re.compile(
    r"(?P<month>[A-Z][a-z]{2})[a-z]* +(?P<day>\d{1,2}), *(?P<year>20\d\d)[ ,]+"
    r"(?P<hour>\d{1,2}) ?: ?(?P<minute>\d{2}) ?(?P<half>[AP]M)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PST = timezone(timedelta(hours=-8))
_LANGUAGE = re.compile(r"[a-z]{2}_[A-Z]{2}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    shown = [(row, notice) for row, notice in _all(document, notes) if _is_on(row, notice, now)]
    notices = tuple(notice for _, notice in shown)
    counting = [notice for notice in notices if notice.stage is not Stage.SCHEDULED]
    return FeedReport(
        format=FORMAT.name,
        name="Nintendo",
        url=_page(document),
        status=of_open(notice.impact for notice in counting),
        components=merged(part for _, notice in shown for part in _components(notice)),
        lists_all=False,
        notices=notices,
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(unwrapped(body))
    if not document.keys() & {"operational_statuses", "temporary_maintenances"}:
        raise FormatError("JSON, but not Nintendo's: operational_statuses are missing")
    return document


def _page(document: Object) -> str:
    language = string(document.get("lang"))
    known = language if _LANGUAGE.fullmatch(language) else "en_US"
    return f"https://www.nintendo.co.jp/netinfo/{known}/index.html"


def _looks_like(body: bytes) -> bool:
    text = unwrapped(body)
    keys = ("operational_statuses", "temporary_maintenances")
    return looks_like_json(text, *keys) and fits(_document, body)


def _all(document: Object, notes: Notes) -> Iterator[tuple[Object, Notice]]:
    for row in objects(document.get("operational_statuses")):
        yield row, _notice(row, NoticeKind.INCIDENT, notes)
    for row in objects(document.get("temporary_maintenances")):
        yield row, _notice(row, NoticeKind.MAINTENANCE, notes)


def _notice(row: Object, kind: NoticeKind, notes: Notes) -> Notice:
    planned = kind is NoticeKind.MAINTENANCE
    title = string(row.get("software_title"))
    stage = stage_of(row.get("event_status"), _WORKS if planned else _OUTAGES, title, notes)
    starts, ends = _pacific(row.get("begin")), _pacific(row.get("end"))
    return Notice(
        external_id=f"{title} {string(row.get('begin'))}".strip(),
        kind=kind,
        title=title,
        stage=stage,
        impact=Status.MAINTENANCE if planned else Status.PARTIAL_OUTAGE,
        component_ids=tuple(dict.fromkeys(strings(row.get("platform")))),
        started_at=None if planned else starts,
        starts_at=starts if planned else None,
        ends_at=ends if planned else None,
        updates=(told(stage, row.get("message"), None),),
    )


def _is_on(row: Object, notice: Notice, now: datetime) -> bool:
    if not notice.is_open:
        return False
    if notice.stage in (Stage.INVESTIGATING, Stage.IN_PROGRESS):
        return True
    removed, ends = instant(row.get("utc_del_time")), _pacific(row.get("end"))
    years = [int(year) for year in _YEAR.findall(f"{row.get('begin')} {row.get('end')}")]
    past = (removed and removed <= now) or (ends and ends <= now)
    return not past and (not years or max(years) >= now.year)


def _components(notice: Notice) -> Iterator[Component]:
    waiting = notice.stage is Stage.SCHEDULED
    for name in notice.component_ids:
        yield Component(name, name, Status.OPERATIONAL if waiting else notice.impact)


def _pacific(value: object) -> datetime | None:
    """Return the moment that American prose writes ("Friday, May 3, 2024  2 :14 AM")."""
    found = _DATE.search(string(value))
    if found is None or found["month"] not in _MONTHS:
        return None
    year, month = int(found["year"]), _MONTHS.index(found["month"]) + 1
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "PM" else 0)
    try:
        moment = datetime(year, month, int(found["day"]), hour, int(found["minute"]), tzinfo=_PST)
    except ValueError:
        return None
    summer = _sunday(year, 3, 2) <= moment < _sunday(year, 11, 1)
    return (moment - timedelta(hours=1) if summer else moment).astimezone(UTC)


def _sunday(year: int, month: int, number: int) -> datetime:
    """Return two o'clock of a month's first or second Sunday, when the clocks change."""
    first = datetime(year, month, 1, 2, tzinfo=_PST)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))


FORMAT = FeedFormat(
    name="nintendo",
    title="Nintendo network information",
    source="https://www.nintendo.co.jp/netinfo/en_US/index.html",
    parse=parse,
    looks_like=_looks_like,
    paths=("/netinfo/en_US/status.json",),
    rank=20,
)
