"""Hyperping: `/status.json`, the state of the whole page in one word.

up is operational, incident a partial outage, outage a major one, maintenance maintenance.
"""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import Notes, Object, fits, json_object, looks_like_json, page_status
from downlight.formats.report import FeedReport, FormatError

_STATES = {
    "up": Status.OPERATIONAL,
    "incident": Status.PARTIAL_OUTAGE,
    "outage": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    status = page_status(_document(body).get("indicator"), _STATES, notes)
    return FeedReport(FORMAT.name, "", None, status, notes=notes.all())


def _document(body: bytes) -> Object:
    document = json_object(body)
    if not isinstance(document.get("indicator"), str) or "page" in document:
        raise FormatError("JSON, but not of Hyperping: the indicator is missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "indicator", "uptime") and fits(_document, body)


FORMAT = FeedFormat(
    name="hyperping",
    title="Hyperping",
    source="https://hyperping.com/docs/status-pages",
    parse=parse,
    looks_like=_looks_like,
    paths=("/status.json",),
    hosts=("hyperping.app",),
    rank=25,
)
