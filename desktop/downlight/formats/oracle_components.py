"""Oracle Cloud's health reports: every service of every region with a word of its own.

Words are compared by their letters alone, since they are written in several ways.
"""

import re
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_object,
    looks_like_json,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_STATES = {
    "normalperformance": Status.OPERATIONAL,
    "informational": Status.OPERATIONAL,
    "degradedperformance": Status.DEGRADED,
    "partialservicedisruption": Status.PARTIAL_OUTAGE,
    "servicedisruption": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_NO_LETTER = re.compile(r"[^A-Za-z]")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    components = merged(
        _component(region, service, notes)
        for region in objects(document.get("regionHealthReports"))
        for service in objects(region.get("serviceHealthReports"))
    )
    return FeedReport(
        format=FORMAT.name,
        name="Oracle Cloud Infrastructure",
        url="https://ocistatus.oraclecloud.com/",
        status=rollup(component.status for component in components),
        components=components,
        updated_at=instant(document.get("updatedAt")),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not objects(document.get("regionHealthReports")):
        raise FormatError("JSON, but not Oracle's health reports: regionHealthReports are missing")
    return document


def _looks_like(body: bytes) -> bool:
    keys = ("regionHealthReports", "serviceHealthReports")
    return looks_like_json(body, *keys) and fits(_document, body)


def _component(region: Object, service: Object, notes: Notes) -> Component:
    name = string(service.get("serviceName"))
    place = string(region.get("regionName")) or ident(region.get("regionId"))
    area = ident(region.get("regionId")) or place
    word = service.get("serviceStatus")
    letters = _NO_LETTER.sub("", word) if isinstance(word, str) else None
    known = letters.lower() if letters and letters.lower() in _STATES else word
    return Component(
        id=f"{area}/{ident(service.get('serviceId')) or name}",
        name=name,
        status=component_status(known, _STATES, f"{name} in {place}", notes),
        group=string(service.get("serviceCategoryName")) or None,
        region=place or None,
    )


FORMAT = FeedFormat(
    name="oracle-components",
    title="Oracle Cloud Infrastructure",
    source="https://ocistatus.oraclecloud.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v2/components_v2.json", "/api/v2/components.json"),
    hosts=("ocistatus.oraclecloud.com",),
    rank=20,
)
