"""PlayStation Network: a region's countries, each with services and their resources.

Entries stay after they are over, so an entry counts only while it is between its start and its
end; without an end, for seven days. An outage is a partial one of its service, and a major one of
a country from three services on. `statusIndicator.json` of a country is a single word.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    objects,
    page_status,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, joined, merged, of_open, told

_TYPES = {
    "ok": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "outage": Status.PARTIAL_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_WIDE = 3
"""Services of one country with an outage from which on the network is down there."""
_OPEN_FOR = timedelta(days=7)
"""An entry without an end that is older was forgotten, not open."""
_PAGE = "https://status.playstation.com/"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A status entry, and what it is said of."""

    row: Object
    title: str
    component: str | None
    """Id of the service; None for a whole country or region."""
    country: str | None
    impact: Status


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    entries = [entry for entry in _entries(document, notes) if _counts(entry, now)]
    active = [entry for entry in entries if _has_begun(entry, now)]
    countries = objects(document.get("countries"))
    return FeedReport(
        format=FORMAT.name,
        name="PlayStation Network",
        url=_PAGE,
        status=_overall(document, active, notes),
        components=merged(_components(countries, active)),
        notices=joined(_notice(entry, now) for entry in entries),
        updated_at=max(
            (m for e in entries if (m := instant(e.row.get("modifiedDate")))), default=None
        ),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    region = isinstance(document.get("countries"), list) and "regionName" in document
    if not region and not isinstance(document.get("statusType"), str):
        raise FormatError("JSON, but not PlayStation's status: countries are missing")
    return document


def _looks_like(body: bytes) -> bool:
    region = looks_like_json(body, "regionName", "countries", "countryCode")
    indicator = looks_like_json(body, "statusType") and len(body) < 500
    return (region or indicator) and fits(_document, body)


def _overall(document: Object, active: Sequence[_Entry], notes: Notes) -> Status:
    if "countries" not in document:
        return page_status(document.get("statusType"), _TYPES, notes)
    whole = of_open(entry.impact for entry in active)
    out = {(e.country, e.component) for e in active if e.impact is Status.PARTIAL_OUTAGE}
    hit = Counter(country for country, component in out if component is not None)
    return Status.MAJOR_OUTAGE if any(hit[c] >= _WIDE for c in hit) else whole


def _entries(document: Object, notes: Notes) -> Iterator[_Entry]:
    region = string(document.get("regionName"))
    yield from _own(document, region or "PlayStation Network", None, None, notes)
    for country in objects(document.get("countries")):
        code = ident(country.get("countryCode"))
        yield from _own(country, f"PlayStation Network ({code})", None, code, notes)
        for service in objects(country.get("services")):
            key, name = _key(code, service), _name(service, "serviceName")
            yield from _own(service, name, key, code, notes)
            for resource in objects(service.get("resources")):
                part = _name(resource, "resourceName")
                yield from _own(resource, f"{name}: {part}" if part else name, key, code, notes)


def _own(
    place: Object, title: str, component: str | None, country: str | None, notes: Notes
) -> Iterator[_Entry]:
    for row in objects(place.get("status")):
        impact = impact_of(row.get("statusType"), _TYPES, title, notes)
        if impact is not Status.OPERATIONAL:
            yield _Entry(row, title, component, country, impact)


def _key(country: str, service: Object) -> str:
    return f"{country}/{ident(service.get('serviceId')) or _name(service, 'serviceName')}"


def _name(place: Object, key: str) -> str:
    return _in_english(obj(place.get("i18n"))) or string(place.get(key))


def _in_english(texts: Mapping[str, object]) -> str:
    for locale in ("en-US", "en-GB"):
        if text := string(texts.get(locale)):
            return text
    return ""


def _counts(entry: _Entry, now: datetime) -> bool:
    """Whether an entry goes on or is planned."""
    starts, ends = instant(entry.row.get("startDate")), instant(entry.row.get("endDate"))
    if ends is not None:
        return now < ends
    return starts is not None and now - starts < _OPEN_FOR


def _has_begun(entry: _Entry, now: datetime) -> bool:
    starts = instant(entry.row.get("startDate"))
    return starts is None or starts <= now


def _components(countries: Sequence[Object], active: Sequence[_Entry]) -> Iterator[Component]:
    said: dict[str | None, list[Status]] = {}
    for entry in active:
        said.setdefault(entry.component or entry.country, []).append(entry.impact)
    for country in countries:
        code = ident(country.get("countryCode"))
        whole = worst([Status.OPERATIONAL, *said.get(None, ()), *said.get(code, ())])
        for service in objects(country.get("services")):
            key, name = _key(code, service), _name(service, "serviceName")
            yield Component(key, name, worst([whole, *said.get(key, ())]), None, code)


def _notice(entry: _Entry, now: datetime) -> Notice:
    row = entry.row
    planned = entry.impact is Status.MAINTENANCE
    begun = _has_begun(entry, now)
    running = Stage.IN_PROGRESS if planned else Stage.INVESTIGATING
    stage = running if begun else Stage.SCHEDULED
    starts = instant(row.get("startDate"))
    message = _message(obj(obj(row.get("message")).get("messages")))
    return Notice(
        external_id=ident(row.get("statusId")) or f"{entry.title} {string(row.get('startDate'))}",
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=f"{entry.title}: {string(row.get('statusType')).lower()}",
        stage=stage,
        impact=entry.impact,
        component_ids=(entry.component,) if entry.component else (),
        started_at=starts if begun else None,
        updated_at=instant(row.get("modifiedDate")),
        starts_at=starts if planned else None,
        ends_at=instant(row.get("endDate")) if planned else None,
        url=_PAGE,
        updates=(told(stage, message, row.get("modifiedDate")),) if message else (),
    )


def _message(texts: Mapping[str, object]) -> str:
    return _in_english(texts) or next((text for t in texts.values() if (text := string(t))), "")


FORMAT = FeedFormat(
    name="psn",
    title="PlayStation Network",
    source="https://status.playstation.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/data/statuses/region/SCEA.json", "/data/statuses/region/SCEE.json"),
    hosts=("status.playstation.com",),
    rank=20,
)
