"""OpenStatus: a page's `/api/status/summary.json`, or the one word of the public widget.

The summary is shaped like Atlassian's, but neither page nor components have ids. The widget
(`https://api.openstatus.dev/public/status/{slug}`) says "incident" of any open one (degraded).
"""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    json_object,
    looks_like_json,
    obj,
    objects,
    page_status,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import COMPONENTS, read_summary, require_summary

_WIDGET = {**COMPONENTS, "incident": Status.DEGRADED, "unknown": Status.UNKNOWN}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    if "page" in document:
        return read_summary(document, FORMAT.name)
    notes = Notes()
    status = page_status(document.get("status"), _WIDGET, notes)
    return FeedReport(FORMAT.name, "", None, status, notes=notes.all())


def _document(body: bytes) -> Object:
    document = json_object(body)
    if "page" not in document and isinstance(document.get("status"), str):
        return document
    return require_summary(document, "an OpenStatus page")


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "status") and fits(_own, body)


def _own(body: bytes) -> None:
    document = _document(body)
    page = obj(document.get("page"))
    parts = objects(document.get("components"))
    named = {"id", "time_zone"} & page.keys() or any("id" in part for part in parts)
    widget = set(document) == {"status"} and string(document.get("status")) in _WIDGET
    if named or not (widget or "page" in document):
        raise FormatError("a status page, but not an OpenStatus one: it has ids")


FORMAT = FeedFormat(
    name="openstatus",
    title="OpenStatus",
    source="https://docs.openstatus.dev/status-page/widget",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/status/summary.json",),
    hosts=("openstatus.dev",),
    rank=35,
    aliases=("openstatus-widget",),
)
