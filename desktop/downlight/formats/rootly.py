"""Rootly status pages: `/api/v1/status.json` and `/api/v1/incidents.json` on the page's own host.

Shaped like Atlassian's summary without components and ids. There is no word above major, which
is a major outage here.
"""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import Object, fits, json_object, looks_like_json, obj, objects
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.summary import INDICATORS, read_summary, require_summary

_INDICATORS = {**INDICATORS, "major": Status.MAJOR_OUTAGE}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    return read_summary(_document(body), FORMAT.name, _INDICATORS)


def _document(body: bytes) -> Object:
    document = json_object(body)
    rows = objects(document.get("incidents"))
    alone = "page" not in document and rows and all("status" in row for row in rows)
    return document if alone else require_summary(document, "a Rootly page")


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "page", "time_zone", "incidents") and fits(_own, body)


def _own(body: bytes) -> None:
    document = _document(body)
    page = obj(document.get("page"))
    if "id" in page or "time_zone" not in page or "components" in document:
        raise FormatError("a status page, but not a Rootly one")


FORMAT = FeedFormat(
    name="rootly",
    title="Rootly",
    source="https://docs.rootly.com/configuration/status-page-public-api",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v1/status.json",),
    rank=35,
    aliases=("rootly-incidents",),
)
