"""Meta's feed of one product: RSS that lists open events only; nothing listed means all is well.

How bad an event is stands in its text ("Medium disruptions"), if anywhere.
"""

import re
from datetime import datetime

from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
from downlight.formats.reading import Notes, link, opening
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import of_open, told
from downlight.formats.xmlfeed import Entry, XmlFeed, looks_like_feed, read_feed

_LEVELS = {
    "low": Status.DEGRADED,
    "medium": Status.PARTIAL_OUTAGE,
    "high": Status.MAJOR_OUTAGE,
    "major": Status.MAJOR_OUTAGE,
}
_LEVEL = re.compile(rf"\b({'|'.join(_LEVELS)}) disruptions?\b", re.IGNORECASE)
_OVER = re.compile(r"(?:^|[:\[(–-])\W*resolved\b|\bresolved\W*$", re.IGNORECASE)
_HOME = "metastatus.com"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    feed = _feed(body)
    notes = Notes()
    open_now = [entry for entry in feed.entries if not _OVER.search(line(entry.title))]
    notices = tuple(_notice(entry, notes) for entry in open_now)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=of_open(notice.impact for notice in notices),
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _feed(body: bytes) -> XmlFeed:
    feed = read_feed(body)
    if _HOME not in feed.link:
        raise FormatError("RSS, but not one of Meta's status feeds")
    return feed


def _looks_like(body: bytes) -> bool:
    return looks_like_feed(body) and _HOME.encode() in opening(body, 2000)


def _notice(entry: Entry, notes: Notes) -> Notice:
    title = line(entry.title)
    level = _LEVEL.search(f"{title} {line(entry.body, 2000)}")
    if level is None:
        notes.add(f'"{title}" does not say how bad it is: taken as degraded')
    at = instant(entry.published)
    return Notice(
        external_id=line(entry.id) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=Stage.INVESTIGATING,
        impact=_LEVELS[level[1].lower()] if level else Status.DEGRADED,
        started_at=at,
        updated_at=at,
        url=link(entry.link),
        updates=(told(Stage.INVESTIGATING, entry.body, entry.published),),
    )


FORMAT = FeedFormat(
    name="metastatus-rss",
    title="Meta status feed",
    source="https://metastatus.com/",
    parse=parse,
    looks_like=_looks_like,
    rank=40,
)
