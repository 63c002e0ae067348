"""StatusPal as a web page: the class of its headline (`system-status type-minor`) is its state."""

from collections.abc import Iterator
from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import Notes, page_status
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import WebPage, looks_like_page, read_page

_TYPES = {
    "type-none": Status.OPERATIONAL,
    "type-minor": Status.DEGRADED,
    "type-major": Status.MAJOR_OUTAGE,
    "type-scheduled": Status.MAINTENANCE,
}


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    page = read_page(body)
    notes = Notes()
    word = next(_types(page), None)
    if word is None:
        raise FormatError("a web page, but not one of StatusPal: it has no headline with a state")
    status = page_status(word, _TYPES, notes)
    headline = next((e.line for e in page.with_class("system-status--description")), "")
    if headline and status is not Status.OPERATIONAL:
        notes.add(headline)
    return FeedReport(FORMAT.name, page.title, None, status, notes=notes.all())


def _looks_like(body: bytes) -> bool:
    return looks_like_page(body) and b"system-status" in body and b"type-" in body and _fits(body)


def _fits(body: bytes) -> bool:
    return next(_types(read_page(body)), None) is not None


def _types(page: WebPage) -> Iterator[str]:
    for element in page.with_class("system-status"):
        yield from sorted(word for word in element.classes if word.startswith("type-"))


FORMAT = FeedFormat(
    name="statuspal-html",
    title="StatusPal (web page)",
    source="https://www.statuspal.io/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("statuspal.io", "statuspal.eu"),
    rank=60,
)
