"""Stripe's current status: a word for the whole and one for each part, in two shapes.

`/current` has states by name; `/current/full` has parts with a warning or none.
"""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
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
    objects,
    page_status,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged

_STATES = {
    "up": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "down": Status.MAJOR_OUTAGE,
    "pending": Status.UNKNOWN,
    "paused": Status.UNKNOWN,
}
_OVERALL = ("largestatus", "UptimeStatus")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    word = next(document[key] for key in _OVERALL if key in document)
    status = page_status(word, _STATES, notes)
    message = string(document.get("message"))
    if message and status is not Status.OPERATIONAL:
        notes.add(message)
    return FeedReport(
        format=FORMAT.name,
        name="Stripe",
        url="https://status.stripe.com/",
        status=status,
        components=_components(document, notes),
        updated_at=instant(document.get("time")),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not any(key in document for key in _OVERALL):
        raise FormatError("JSON, but not Stripe's status: largestatus is missing")
    return document


def _looks_like(body: bytes) -> bool:
    return any(looks_like_json(body, key) for key in _OVERALL) and fits(_document, body)


def _components(document: Object, notes: Notes) -> tuple[Component, ...]:
    named = list(obj(document.get("statuses")).items())[:MAX_ITEMS]
    parts = [
        Component(ident(key), ident(key), component_status(word, _STATES, ident(key), notes))
        for key, word in named
        if ident(key)
    ]
    return merged([*parts, *(_component(row) for row in objects(document.get("uptimeData")))])


def _component(row: Object) -> Component:
    name = string(row.get("title")) or ident(row.get("key")) or "part"
    warned = row.get("warning") is not None
    status = Status.DEGRADED if warned else Status.OPERATIONAL
    return Component(ident(row.get("key")) or name, name, status)


FORMAT = FeedFormat(
    name="stripe",
    title="Stripe status",
    source="https://status.stripe.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/current", "/current/full"),
    hosts=("status.stripe.com",),
    rank=20,
)
