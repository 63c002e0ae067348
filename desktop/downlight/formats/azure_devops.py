"""Azure DevOps health: services by geography, each with a word of its own.

The health of the whole is the page's own rollup: healthy, advisory, degraded, unhealthy. An
unhealthy page is only a major outage when every part is.
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
    component_status,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_HEALTH = {
    "healthy": Status.OPERATIONAL,
    "advisory": Status.DEGRADED,
    "degraded": Status.DEGRADED,
    "unhealthy": Status.MAJOR_OUTAGE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    components = _components(document, notes)
    status = _overall(document, components, notes)
    message = string(obj(document.get("status")).get("message"))
    if message and status is not Status.OPERATIONAL:
        notes.add(message)
    return FeedReport(
        format=FORMAT.name,
        name="Azure DevOps",
        url="https://status.dev.azure.com/",
        status=status,
        components=components,
        updated_at=instant(document.get("lastUpdated")),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if "health" not in obj(document.get("status")):
        raise FormatError("JSON, but not Azure DevOps health: status and health are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "health", "services", "geographies") and fits(_document, body)


def _overall(document: Object, components: Sequence[Component], notes: Notes) -> Status:
    told = page_status(obj(document.get("status")).get("health"), _HEALTH, notes)
    if told is Status.MAJOR_OUTAGE and components:
        parts = rollup(component.status for component in components)
        return parts if parts.is_trouble else Status.PARTIAL_OUTAGE
    return told


def _components(document: Object, notes: Notes) -> tuple[Component, ...]:
    return merged(
        _component(service, place, notes)
        for service in objects(document.get("services"))
        for place in objects(service.get("geographies"))
    )


def _component(service: Object, place: Object, notes: Notes) -> Component:
    name = string(service.get("id"))
    where = string(place.get("name")) or ident(place.get("id"))
    return Component(
        id=f"{name}/{ident(place.get('id')) or where}",
        name=name,
        status=component_status(place.get("health"), _HEALTH, f"{name} in {where}", notes),
        region=where or None,
    )


FORMAT = FeedFormat(
    name="azure-devops",
    title="Azure DevOps",
    source="https://learn.microsoft.com/en-us/rest/api/azure/devops/status/health/get",
    parse=parse,
    looks_like=_looks_like,
    paths=("/_apis/status/health",),
    hosts=("status.dev.azure.com",),
    rank=20,
)
