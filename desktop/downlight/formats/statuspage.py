"""Atlassian Statuspage: `/api/v2/summary.json`, its parts, and the history by quarters.

The parts are status.json, components.json, incidents.json and scheduled-maintenances.json with
what lies below them. The history (`/history.json`) names no states and tells nothing about now.
"""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import Object, fits, json_object, looks_like_json, objects
from downlight.formats.report import FeedReport
from downlight.formats.summary import read_summary, require_summary


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    return _history() if _is_history(document) else read_summary(document, FORMAT.name)


def _document(body: bytes) -> Object:
    document = json_object(body)
    return document if _is_history(document) else require_summary(document, "a Statuspage")


def _looks_like(body: bytes) -> bool:
    marks = (("page",), ("incident_updates",), ("months", "incidents", "code"))
    return any(looks_like_json(body, *mark) for mark in marks) and fits(_document, body)


def _is_history(document: Object) -> bool:
    months = objects(document.get("months"))
    return any("code" in row for month in months for row in objects(month.get("incidents")))


def _history() -> FeedReport:
    told = "the history of a status page tells what was, not what is"
    return FeedReport(FORMAT.name, "", None, Status.UNKNOWN, notes=(told,))


FORMAT = FeedFormat(
    name="statuspage",
    title="Atlassian Statuspage",
    source="https://support.atlassian.com/statuspage/docs/what-are-the-different-apis-under-statuspage/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v2/summary.json",),
    hosts=("statuspage.io", "status.atlassian.com"),
    rank=40,
    aliases=(
        "statuspage-summary",
        "statuspage-status",
        "statuspage-components",
        "statuspage-incidents",
        "statuspage-maintenances",
        "statuspage-history",
    ),
)
