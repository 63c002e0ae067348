"""Algolia's monitoring API: a word for each cluster, or one for the whole service."""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import (
    MAX_ITEMS,
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_object,
    looks_like_json,
    obj,
    page_status,
    rollup,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, word_of

_STATES = {
    "operational": Status.OPERATIONAL,
    "degraded_performance": Status.DEGRADED,
    "partial_outage": Status.PARTIAL_OUTAGE,
    "major_outage": Status.MAJOR_OUTAGE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    clusters = list(obj(document.get("status")).items())[:MAX_ITEMS]
    components = merged(_component(ident(key), word, notes) for key, word in clusters if ident(key))
    if "global" in document:
        status = page_status(obj(document.get("global")).get("status"), _STATES, notes)
    else:
        status = rollup(component.status for component in components)
    return FeedReport(
        format=FORMAT.name,
        name="Algolia",
        url="https://status.algolia.com/",
        status=status,
        components=components,
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    clusters = obj(document.get("status"))
    words = [word_of(word) for word in clusters.values()]
    if "status" in obj(document.get("global")) or any(word in _STATES for word in words):
        return document
    raise FormatError("JSON, but not Algolia's status: no cluster has a state")


def _looks_like(body: bytes) -> bool:
    if not looks_like_json(body, "status") or not fits(_document, body):
        return False
    document = json_object(body)
    words = {word_of(word) for word in obj(document.get("status")).values()}
    return "global" in document or words <= _STATES.keys()


def _component(name: str, word: object, notes: Notes) -> Component:
    """Return a cluster; the last part of its name is where it stands ("c3-de")."""
    _, dash, place = name.rpartition("-")
    status = component_status(word, _STATES, name, notes)
    return Component(name, name, status, None, place if dash else None)


FORMAT = FeedFormat(
    name="algolia",
    title="Algolia status",
    source="https://www.algolia.com/doc/rest-api/monitoring/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/1/status", "/2/status/service/all/period/current"),
    hosts=("status.algolia.com",),
    rank=45,
)
