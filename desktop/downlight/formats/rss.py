"""RSS and Atom feeds of status pages in general: a log of updates, from which a state is read.

The updates of one notice are joined by its link, and the newest one's state word counts. A notice
is open when that word is not a closing one and it is younger than seven days. Open incidents make
the page degraded, or partly down when a title says so; a feed whose entries name no state says
nothing about the platform (UNKNOWN).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import TEXT_LIMIT, line, plain
from downlight.formats.reading import Notes, link
from downlight.formats.report import FeedReport
from downlight.formats.wording import merged
from downlight.formats.xmlfeed import Entry, XmlFeed, looks_like_feed, read_feed

OPEN_FOR = timedelta(days=7)
"""A notice that nobody touched for so long was forgotten, not open."""

_STAGES = {
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
    "postmortem": Stage.POSTMORTEM,
    "scheduled": Stage.SCHEDULED,
    "planned": Stage.SCHEDULED,
    "in progress": Stage.IN_PROGRESS,
    "verifying": Stage.VERIFYING,
    "completed": Stage.COMPLETED,
    "cancelled": Stage.CANCELLED,
    "canceled": Stage.CANCELLED,
    "mitigated": Stage.MONITORING,
    "watching": Stage.MONITORING,  # Cachet
    "fixed": Stage.RESOLVED,
    "recovered": Stage.RESOLVED,
    "maintenance scheduled": Stage.SCHEDULED,  # incident.io
    "maintenance in progress": Stage.IN_PROGRESS,
    "maintenance completed": Stage.COMPLETED,
    "maintenance complete": Stage.COMPLETED,
    "update": Stage.UNKNOWN,
}
_WHOLE = 20_000
"""Characters of an entry that are searched for its updates, the newest of which comes first."""
_PLANNED = frozenset(
    {Stage.SCHEDULED, Stage.IN_PROGRESS, Stage.VERIFYING, Stage.COMPLETED, Stage.CANCELLED}
)
_WORD = "|".join(re.escape(word) for word in _STAGES)
_UPDATE_LINE = re.compile(rf"(?:status:\s*)?({_WORD})\s*(?:[-–—:]\s*(.*)|$)", re.IGNORECASE)
_STATUS_LINE = re.compile(r"status:\s*([^\W\d_][\w ]{0,30})", re.IGNORECASE)
_TITLE_WORD = re.compile(
    rf"^\W*({_WORD})\b\s*[\])]*\s*[-–—:|\]]|[-–—:|\[(]\s*({_WORD})\W*$", re.IGNORECASE
)
_SAID_OVER = re.compile(
    r"\b(?:incident|issue|problem|outage|disruption)\s+(?:has|have|is|was)\s+(?:now\s+|been\s+|"
    r"fully\s+){0,3}resolved\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:once|when|until|after|if|not|before|as soon as)\b", re.IGNORECASE)
_TIME_LINE = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}), +(\d{1,2}:\d{2}) +([A-Z]{2,5})")
_SENTENCE = re.compile(r"[^.!?\n]+")
_PART = re.compile(
    r"[-•*\s]*(\S.{0,200}?) "
    r"\((degraded performance|partial outage|full outage|under maintenance)\)",
    re.IGNORECASE,
)
"""How incident.io lists the parts that a notice affects."""
_PART_STATES = {
    "degraded performance": Status.DEGRADED,
    "partial outage": Status.PARTIAL_OUTAGE,
    "full outage": Status.MAJOR_OUTAGE,
    "under maintenance": Status.MAINTENANCE,
}
_SERIOUS = re.compile(r"\b(?:outage|down|unavailable)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Post:
    """An entry, understood as far as it can be."""

    key: str
    title: str
    link: str | None
    at: datetime | None
    begun: datetime | None
    stage: Stage | None
    """None: the entry names no state."""
    updates: tuple[NoticeUpdate, ...]
    parts: tuple[Component, ...] = ()
    """The parts it affects, where it lists them."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    feed = read_feed(body)
    notes = Notes()
    posts = [_post(entry, feed, notes) for entry in feed.entries]
    newest = _newest_of_each(posts)
    open_now = [post for post in newest if _is_open(post, now)]
    notices = tuple(_notice(post, posts) for post in open_now)
    running = (post for post in open_now if post.stage is not Stage.SCHEDULED)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=_overall(newest, notices, now, notes),
        components=merged(part for post in running for part in post.parts),
        lists_all=False,
        notices=notices,
        updated_at=max((p.at for p in posts if p.at and p.at <= now), default=None),
        notes=notes.all(),
    )


def _newest_of_each(posts: Sequence[_Post]) -> list[_Post]:
    newest: dict[str, _Post] = {}
    for post in posts:
        known = newest.setdefault(post.key, post)
        if post.at and (known.at is None or post.at > known.at):
            newest[post.key] = post
    return list(newest.values())


def _is_open(post: _Post, now: datetime) -> bool:
    if post.stage is None or post.stage.is_closed or post.at is None:
        return False
    return now - post.at < OPEN_FOR


def _overall(
    newest: Sequence[_Post], notices: Sequence[Notice], now: datetime, notes: Notes
) -> Status:
    incidents = [notice.impact for notice in notices if notice.kind is NoticeKind.INCIDENT]
    if incidents:
        return max(incidents, key=lambda status: status.severity)
    if any(notice.stage in (Stage.IN_PROGRESS, Stage.VERIFYING) for notice in notices):
        return Status.MAINTENANCE
    return Status.UNKNOWN if _is_doubtful(newest, now, notes) else Status.OPERATIONAL


def _is_doubtful(newest: Sequence[_Post], now: datetime, notes: Notes) -> bool:
    if newest and all(post.stage is None for post in newest):
        notes.add("no entry of this feed names a state: it tells nothing about now")
        return True
    doubtful = False
    for post in newest:
        if post.at is None and (post.stage is None or not post.stage.is_closed):
            notes.add(f'"{post.title}" has no date: it may be old or new')
            doubtful = True
        elif post.stage is None and post.at and now - post.at < OPEN_FOR:
            notes.add(f'"{post.title}" names no state')
            doubtful = True
    return doubtful


def _notice(post: _Post, posts: Sequence[_Post]) -> Notice:
    planned = post.stage in _PLANNED
    begun = [p.begun for p in posts if p.key == post.key and p.begun]
    begun += [update.published_at for update in post.updates[1:] if update.published_at]
    return Notice(
        external_id=post.key,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=post.title,
        stage=post.stage or Stage.UNKNOWN,
        impact=Status.MAINTENANCE if planned else _impact(post.title),
        component_ids=tuple(dict.fromkeys(part.id for part in post.parts)),
        started_at=min(begun) if begun and not planned else None,
        updated_at=post.at,
        starts_at=post.at if post.stage is Stage.SCHEDULED else None,
        url=post.link,
        updates=post.updates,
    )


def _impact(title: str) -> Status:
    return Status.PARTIAL_OUTAGE if _SERIOUS.search(title) else Status.DEGRADED


def _post(entry: Entry, feed: XmlFeed, notes: Notes) -> _Post:
    title = line(entry.title)
    text = plain(entry.body, _WHOLE)
    published, updated = instant(entry.published), instant(entry.updated)
    at = updated or published
    stage = _stage(title, text, notes)
    return _Post(
        key=_key(entry, feed),
        title=title,
        link=link(entry.link),
        at=at,
        begun=published if updated else None,
        stage=stage,
        updates=_updates(text, stage or Stage.UNKNOWN, at),
        parts=tuple(_parts(text)),
    )


def _parts(text: str) -> Iterator[Component]:
    for text_line in text.split("\n"):
        if found := _PART.fullmatch(text_line.rstrip()):
            yield Component(found[1], found[1], _PART_STATES[found[2].lower()])


def _key(entry: Entry, feed: XmlFeed) -> str:
    """Return what the updates of one notice have in common.

    A link that leads to the page as a whole does not tell notices apart.
    """
    page = urldefrag(entry.link).url if link(entry.link) else ""
    own = (
        page and page.rstrip("/") != feed.link.rstrip("/") and urlsplit(page).path not in ("", "/")
    )
    return page if own else entry.id.partition("#")[0] or entry.title


def _stage(title: str, text: str, notes: Notes) -> Stage | None:
    lines = text.split("\n")
    words = [found[1].lower() for text_line in lines if (found := _UPDATE_LINE.match(text_line))]
    if words:
        return next((_STAGES[word] for word in words if word != "update"), Stage.UNKNOWN)
    if found := _TITLE_WORD.search(title):
        return _STAGES[(found[1] or found[2]).lower()]
    if _says_over(text) or _says_over(title):
        return Stage.RESOLVED
    for text_line in lines:
        if strange := _STATUS_LINE.match(text_line):
            notes.add(f'unknown state "{strange[1].strip()}" of "{title}": taken as open')
            return Stage.UNKNOWN
    return None


def _says_over(text: str) -> bool:
    for sentence in _SENTENCE.findall(text):
        over = _SAID_OVER.search(sentence)
        if over and not _NOT_YET.search(sentence[: over.end()]):
            return True
    return False


def _updates(text: str, stage: Stage, at: datetime | None) -> tuple[NoticeUpdate, ...]:
    """Return the messages in an entry's text, newest first."""
    found: list[tuple[Stage, datetime | None, list[str]]] = []
    when: datetime | None = None
    for text_line in text.split("\n"):
        if head := _UPDATE_LINE.match(text_line):
            found.append((_STAGES[head[1].lower()], when, [head[2] or ""]))
        elif time_line := _TIME_LINE.fullmatch(text_line):
            when = _time_of(time_line, at)
        elif found:
            found[-1][2].append(text_line)
    if not found:
        return (NoticeUpdate(stage, text[:TEXT_LIMIT], at),) if text else ()
    return tuple(
        NoticeUpdate(word, "\n".join(lines).strip()[:TEXT_LIMIT], at if index == 0 else time)
        for index, (word, time, lines) in enumerate(found)
    )


def _time_of(time_line: re.Match[str], at: datetime | None) -> datetime | None:
    """Return the time above an update ("Mar 5, 09:12 UTC"), which comes without its year."""
    month, day, clock, zone = time_line.groups()
    if at is None or zone not in ("UTC", "GMT"):
        return None
    for year in (at.year, at.year - 1):
        moment = instant(f"{day} {month} {year} {clock}:00 +0000")
        if moment and moment <= at + timedelta(days=1):
            return moment
    return None


FORMAT = FeedFormat(
    name="rss",
    title="RSS or Atom",
    source="https://www.rssboard.org/rss-specification",
    parse=parse,
    looks_like=looks_like_feed,
    paths=("/history.atom", "/history.rss", "/feed.atom", "/feed.rss", "/feed", "/rss"),
    hosts=("hund.io",),
    rank=90,
    aliases=(
        "statuspage-atom",
        "statuspage-rss",
        "incidentio-atom",
        "incidentio-rss",
        "flashcat-rss",
        "paypal-atom",
        "hund",
    ),
)
