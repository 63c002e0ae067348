"""Microsoft 365's public feed: RSS whose items have a state word of their own.

An item is there whether or not anything is wrong; only its `<status>` tells.
"""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.m365_words import STAGES, STATES
from downlight.formats.markup import line
from downlight.formats.reading import Notes, component_status, link, rollup, utf8
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, told, word_of
from downlight.formats.xmlfeed import Entry, XmlFeed, looks_like_feed, read_feed


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    feed = _feed(body)
    notes = Notes()
    components = merged(_component(entry, notes) for entry in feed.entries)
    notices = tuple(_notice(entry) for entry in feed.entries if _state(entry).is_trouble)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=rollup(component.status for component in components),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _feed(body: bytes) -> XmlFeed:
    feed = read_feed(body)
    if not feed.entries or not all(entry.status for entry in feed.entries):
        raise FormatError("RSS, but not Microsoft's: its items have no status")
    return feed


def _looks_like(body: bytes) -> bool:
    return looks_like_feed(body) and b"<status>" in utf8(body)


def _state(entry: Entry) -> Status:
    return STATES.get(word_of(entry.status), Status.DEGRADED)


def _name(entry: Entry) -> str:
    return line(entry.title) or "service"


def _component(entry: Entry, notes: Notes) -> Component:
    name = _name(entry)
    return Component(name, name, component_status(entry.status, STATES, name, notes))


def _notice(entry: Entry) -> Notice:
    stage = STAGES.get(word_of(entry.status), Stage.INVESTIGATING)
    at = instant(entry.published)
    return Notice(
        external_id=line(entry.id) or _name(entry),
        kind=NoticeKind.INCIDENT,
        title=f"{_name(entry)}: {line(entry.status, 60)}",
        stage=stage,
        impact=_state(entry),
        component_ids=(_name(entry),),
        started_at=at,
        updated_at=at,
        url=link(entry.link),
        updates=(told(stage, entry.body, entry.published),),
    )


FORMAT = FeedFormat(
    name="m365-rss",
    title="Microsoft 365 feed",
    source="https://status.cloud.microsoft/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/feed/mac", "/api/feed/ppac"),
    rank=41,
)
