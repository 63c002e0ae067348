"""AWS' feeds of all services or of one in one region: RSS, a log of updates with state in titles.

The updates of one service and region are joined by the fragment of their link
("#ec2-us-east-1_1709631900"), and the newest one counts, for seven days.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urldefrag

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
from downlight.formats.reading import Notes, link, opening
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, newest_first, of_open, told
from downlight.formats.xmlfeed import Entry, XmlFeed, looks_like_feed, read_feed

OPEN_FOR = timedelta(days=7)
"""An update that nobody followed up for so long was forgotten, not open."""

_STATES = {
    "service is operating normally": None,
    "informational message": Status.OPERATIONAL,
    "service impact": Status.DEGRADED,
    "service degradation": Status.DEGRADED,
    "performance issues": Status.DEGRADED,
    "service disruption": Status.PARTIAL_OUTAGE,
}
"""What a title begins with; None is over."""
_REGION = re.compile(r"(?<=-)(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+){1,2}-\d{1,2}$")
_HOME = "status.aws.amazon.com"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    feed = _feed(body)
    notes = Notes()
    threads: dict[str, list[Entry]] = {}
    for entry in feed.entries:
        threads.setdefault(_key(entry), []).append(entry)
    found = [_notice(key, entries, now, notes) for key, entries in threads.items()]
    notices = tuple(notice for notice in found if notice is not None)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=_overall(notices, notes),
        components=merged(_component(notice) for notice in notices),
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _feed(body: bytes) -> XmlFeed:
    feed = read_feed(body)
    if _HOME not in feed.link:
        raise FormatError("RSS, but not one of AWS' status feeds")
    return feed


def _looks_like(body: bytes) -> bool:
    return looks_like_feed(body) and _HOME.encode() in opening(body, 2000)


def _overall(notices: Sequence[Notice], notes: Notes) -> Status:
    if not notices and notes.all():
        return Status.UNKNOWN  # something without a date may be open
    return of_open(notice.impact for notice in notices)


def _key(entry: Entry) -> str:
    fragment = urldefrag(entry.link or entry.id).fragment or urldefrag(entry.id).fragment
    return line(fragment.rpartition("_")[0] or fragment) or line(entry.title)


def _at(entry: Entry) -> datetime | None:
    return instant(entry.published)


def _notice(key: str, entries: Sequence[Entry], now: datetime, notes: Notes) -> Notice | None:
    dated = [(moment, entry) for entry in entries if (moment := _at(entry))]
    if not dated:
        notes.add(f'"{line(entries[0].title)}" has no date: it may be old or new')
        return None
    at, newest = max(dated, key=lambda pair: pair[0])
    word, _, rest = line(newest.title).partition(":")
    impact = _STATES.get(word.strip().lower(), Status.UNKNOWN)
    over = impact is None or rest.strip().startswith("[RESOLVED]")
    if over or now - at >= OPEN_FOR:
        return None
    if impact is Status.UNKNOWN:
        notes.add(f'unknown state "{word[:60]}" of {key}: taken as degraded')
    return Notice(
        external_id=key,
        kind=NoticeKind.INCIDENT,
        title=rest.strip() or line(newest.title),
        stage=Stage.INVESTIGATING,
        impact=Status.DEGRADED if impact in (None, Status.UNKNOWN) else impact,
        component_ids=(key,),
        started_at=min(moment for moment, _ in dated),
        updated_at=at,
        url=link(newest.link),
        updates=newest_first(
            told(Stage.INVESTIGATING, entry.body, entry.published) for entry in entries
        ),
    )


def _component(notice: Notice) -> Component:
    """Return the part that a thread is about; its region ends its name ("ec2-us-east-1")."""
    key = notice.external_id
    region = _REGION.search(key)
    name = key[: region.start()].rstrip("-") if region else key
    return Component(key, name or key, notice.impact, None, region[0] if region else None)


FORMAT = FeedFormat(
    name="aws-rss",
    title="AWS status feed",
    source="https://status.aws.amazon.com/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/rss/all.rss",),
    hosts=("status.aws.amazon.com",),
    rank=40,
)
