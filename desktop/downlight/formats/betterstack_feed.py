"""Better Stack's RSS and Atom: a log of what went down, recovered, or was reported.

Entries of one incident share their link, or their guid up to the mark of the update. The newest
one tells: it is over when it says so ("API recovered", "Resolved"), and forgotten after seven
days. Feeds that only link to the page have one guid per incident.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit

from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
from downlight.formats.reading import Notes, link, utf8
from downlight.formats.report import FeedReport
from downlight.formats.wording import newest_first, of_open, told
from downlight.formats.xmlfeed import Entry, looks_like_feed, read_feed

OPEN_FOR = timedelta(days=7)
"""A notice that nobody touched for so long was forgotten, not open."""

_OVER = re.compile(r"\b(?:recovered|resolved|completed|postmortem)\b", re.IGNORECASE)
_NOT_OVER = re.compile(r"\b(?:not|once|until|when|after|before|if)\b[^.]*$", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:went down|is down|outage|unavailable)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\bmaintenance\b", re.IGNORECASE)
_TITLE_END = re.compile(rb"(?:went down|recovered)\s*(?:\]\]>)?\s*</title>", re.IGNORECASE)
_SEARCHED = 200_000
"""Bytes of a feed that are searched for a title that only Better Stack writes."""


@dataclass(frozen=True, slots=True)
class _Post:
    """An entry, understood."""

    key: str
    title: str
    body: str
    link: str | None
    at: datetime | None

    @property
    def is_over(self) -> bool:
        return any(_says_over(text) for text in (self.title, line(self.body, 2000)))


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    feed = read_feed(body)
    notes = Notes()
    incidents: dict[str, list[_Post]] = {}
    for entry in feed.entries:
        post = _post(entry)
        incidents.setdefault(post.key, []).append(post)
    notices = tuple(n for posts in incidents.values() if (n := _notice(posts, now, notes)))
    doubtful = bool(notes.all())
    trouble = of_open(n.impact for n in notices if n.stage is not Stage.SCHEDULED)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=Status.UNKNOWN if doubtful and trouble is Status.OPERATIONAL else trouble,
        notices=notices,
        updated_at=_newest(p.at for posts in incidents.values() for p in posts if p.at),
        notes=notes.all(),
    )


def _looks_like(body: bytes) -> bool:
    return looks_like_feed(body) and bool(_TITLE_END.search(utf8(body[:_SEARCHED])))


def _post(entry: Entry) -> _Post:
    at = instant(entry.updated) or instant(entry.published)
    return _Post(_key(entry), line(entry.title), entry.body, link(entry.link), at)


def _key(entry: Entry) -> str:
    page = urldefrag(entry.link).url if link(entry.link) else ""
    alone = urlsplit(page).path in ("", "/")
    return entry.id.partition("#")[0] or entry.title if alone else page


def _notice(posts: list[_Post], now: datetime, notes: Notes) -> Notice | None:
    """Return the notice that these entries tell of, if it is open."""
    dated = sorted((p for p in posts if p.at), key=lambda p: p.at or now, reverse=True)
    newest = dated[0] if dated else posts[0]
    if newest.is_over or (newest.at and now - newest.at >= OPEN_FOR):
        return None
    if newest.at is None:
        notes.add(f'"{newest.title}" has no date: it may be old or new')
        return None
    planned = bool(_PLANNED.search(newest.title))
    future = newest.at > now
    stage = (Stage.SCHEDULED if future else Stage.IN_PROGRESS) if planned else Stage.INVESTIGATING
    first = dated[-1]
    return Notice(
        external_id=newest.key,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=first.title,
        stage=stage,
        impact=Status.MAINTENANCE if planned else _impact(dated),
        started_at=None if planned else first.at,
        updated_at=newest.at,
        starts_at=first.at if planned else None,
        url=newest.link,
        updates=newest_first(
            told(stage, p.body or p.title, p.at.isoformat() if p.at else None) for p in dated
        ),
    )


def _impact(posts: Iterable[_Post]) -> Status:
    down = any(_DOWN.search(post.title) for post in posts)
    return Status.PARTIAL_OUTAGE if down else Status.DEGRADED


def _says_over(text: str) -> bool:
    return any(not _NOT_OVER.search(text[: found.start()]) for found in _OVER.finditer(text))


def _newest(moments: Iterable[datetime]) -> datetime | None:
    return max(moments, default=None)


FORMAT = FeedFormat(
    name="betterstack-feed",
    title="Better Stack (feed)",
    source="https://betterstack.com/docs/uptime/status-pages/subscribing-to-status-updates/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/feed.rss", "/feed.atom", "/feed"),
    rank=80,
)
