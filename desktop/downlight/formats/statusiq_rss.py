"""Site24x7 StatusIQ as RSS (`/rss`): one item per component, its state behind the last " - ".

Unlike other feeds this one tells what is, not what was.
"""

from collections.abc import Iterator
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
from downlight.formats.reading import Notes, component_status, link, opening, rollup
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged
from downlight.formats.xmlfeed import Entry, XmlFeed, looks_like_feed, read_feed

_STATES = {
    "operational": Status.OPERATIONAL,
    "informational": Status.OPERATIONAL,
    "under maintenance": Status.MAINTENANCE,
    "degraded performance": Status.DEGRADED,
    "partial outage": Status.PARTIAL_OUTAGE,
    "major outage": Status.MAJOR_OUTAGE,
}
_MARKS = (b"StatusIQ", b"site24x7.com/rssdefinitions")
_COMPONENT = "#/components/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    feed = read_feed(body)
    if not _looks_like(body):
        raise FormatError("a feed, but not of StatusIQ")
    notes = Notes()
    components = merged(_components(feed, notes))
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title).removesuffix(" - Status"),
        url=link(feed.link),
        status=rollup(component.status for component in components),
        components=components,
        updated_at=instant(feed.updated),
        notes=notes.all(),
    )


def _looks_like(body: bytes) -> bool:
    return looks_like_feed(body) and any(mark in opening(body, 4000) for mark in _MARKS)


def _components(feed: XmlFeed, notes: Notes) -> Iterator[Component]:
    for entry in feed.entries:
        name, dash, word = line(entry.title).rpartition(" - ")
        if not dash:
            name, word = word, ""
        status = component_status(word, _STATES, name, notes)
        if word.lower() == "informational":
            notes.add(f"{name}: there is a message, but no trouble")
        if key := _key(entry) or name:
            yield Component(key, name, status)


def _key(entry: Entry) -> str:
    return entry.link.partition(_COMPONENT)[2][:200]


FORMAT = FeedFormat(
    name="statusiq-rss",
    title="Site24x7 StatusIQ (feed)",
    source="https://www.site24x7.com/help/statusiq/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/rss",),
    rank=60,
)
