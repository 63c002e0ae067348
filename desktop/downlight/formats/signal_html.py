"""Signal's status page: one sentence in HTML."""

from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.markup import plain
from downlight.formats.reading import Notes, utf8
from downlight.formats.report import FeedReport, FormatError

_TITLE = b"<title>signal status</title>"
_WELL = "signal is up and running"
_ILL = ("technical difficulties", "outage", "disruption", "unavailable", "is down")
_MAX_PAGE = 20_000
"""Bytes; the page has 700."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    if not _looks_like(body):
        raise FormatError("not Signal's status page")
    text = plain(_after_head(utf8(body).decode("utf-8", "replace")))
    notes = Notes()
    status = _status(" ".join(text.lower().split()))
    if status is not Status.OPERATIONAL:
        notes.add(f"the page says: {text}")
    return FeedReport(
        format=FORMAT.name,
        name="Signal",
        url="https://status.signal.org/",
        status=status,
        notes=notes.all(),
    )


def _looks_like(body: bytes) -> bool:
    text = utf8(body[:_MAX_PAGE]).lower()
    return len(body) < _MAX_PAGE and _TITLE in text and b"<html" in text


def _after_head(page: str) -> str:
    """Return the body of the page: its title and style are not the sentence."""
    return page[page.lower().find("<body") :]


def _status(text: str) -> Status:
    if any(word in text for word in _ILL):
        return Status.DEGRADED
    return Status.OPERATIONAL if _WELL in text else Status.UNKNOWN


FORMAT = FeedFormat(
    name="signal-html",
    title="Signal status page",
    source="https://status.signal.org/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("status.signal.org",),
    rank=60,
)
