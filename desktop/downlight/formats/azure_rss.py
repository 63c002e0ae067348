"""Azure's status feed: RSS that lists wide incidents only; nothing listed means all is well.

The feed gives no severity. An item degrades, and is a partial outage where it names ten regions
or more, or what has no region. Its categories are services and regions in one list; an item goes
when it is over.
"""

import re
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
from downlight.formats.reading import Notes, link, opening
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import listed, merged, of_open, told
from downlight.formats.xmlfeed import Entry, XmlFeed, looks_like_feed, read_feed

_WIDE = 10
"""Regions from which on an incident is called wide."""
_EVERYWHERE = "public non-regional"
_COUNTRIES = (
    "Asia|Australia|Austria|Belgium|Brazil|Canada|Chile|China|Denmark|Europe|Finland|France|"
    "Germany|Greece|India|Indonesia|Ireland|Israel|Italy|Japan|Korea|Malaysia|Mexico|New Zealand|"
    "Norway|Poland|Portugal|Qatar|Saudi Arabia|Singapore|South Africa|Spain|Sweden|Switzerland|"
    "Taiwan|UAE|UK|US"
)
_SIDE = "North|South|East|West|Central|Northeast|Northwest|Southeast|Southwest"
_REGION = re.compile(
    rf"(?:(?:{_SIDE}|Jio) ){{0,2}}(?:{_COUNTRIES})(?: (?:{_SIDE}|Gov|DoD)){{0,2}}"
    r"(?: (?:\d|Virginia|Texas|Arizona|Iowa))?"
)
_OVER = re.compile(r"\W*(?:resolved|mitigated)\b", re.IGNORECASE)


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    feed = _feed(body)
    notes = Notes()
    entries = [entry for entry in feed.entries if not _OVER.match(line(entry.title))]
    notices = tuple(_notice(entry, notes) for entry in entries)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=of_open(notice.impact for notice in notices),
        components=merged(part for entry in entries for part in _components(entry)),
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _feed(body: bytes) -> XmlFeed:
    feed = read_feed(body)
    if not line(feed.title).lower().startswith("azure status"):
        raise FormatError("RSS, but not Azure's status feed")
    return feed


def _looks_like(body: bytes) -> bool:
    return looks_like_feed(body) and b"<title>azure status" in opening(body, 2000).lower()


def _notice(entry: Entry, notes: Notes) -> Notice:
    notes.add("Azure gives no severity: what it lists is taken as degraded, or wide as partly down")
    at = instant(entry.published)
    return Notice(
        external_id=f"{line(entry.id)} {line(entry.published)}".strip(),
        kind=NoticeKind.INCIDENT,
        title=line(entry.title),
        stage=Stage.INVESTIGATING,
        impact=_impact(entry),
        component_ids=tuple(part.id for part in merged(_components(entry))),
        started_at=at,
        updated_at=at,
        url=link(entry.link),
        updates=(told(Stage.INVESTIGATING, entry.body, entry.published),),
    )


def _impact(entry: Entry) -> Status:
    everywhere = any(word.lower() == _EVERYWHERE for word in entry.categories)
    wide = len(_regions(entry)) >= _WIDE
    return Status.PARTIAL_OUTAGE if everywhere or wide else Status.DEGRADED


def _regions(entry: Entry) -> list[str]:
    return [word for word in entry.categories if _REGION.fullmatch(word)]


def _components(entry: Entry) -> list[Component]:
    region = listed(line(word) for word in _regions(entry))
    services = (
        line(word)
        for word in entry.categories
        if word.lower() != _EVERYWHERE and not _REGION.fullmatch(word)
    )
    return [Component(name, name, _impact(entry), None, region) for name in services if name]


FORMAT = FeedFormat(
    name="azure-rss",
    title="Azure status",
    source="https://azure.status.microsoft/en-us/status",
    parse=parse,
    looks_like=_looks_like,
    paths=("/en-us/status/feed/",),
    hosts=("azure.status.microsoft", "status.azure.com"),
    rank=40,
)
