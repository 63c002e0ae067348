"""Azure's status feed: RSS that lists wide incidents only; nothing listed means all is well.

The feed gives no severity. An item degrades, and is a partial outage where it names ten regions
or more, or what has no region. Its categories are services and regions in one list; an item goes
when it is over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.markup import line
from downlight.formats.reading import MAX_ITEMS, Notes, link, opening
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, of_open, spread, told
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


@dataclass(frozen=True, slots=True)
class _Item:
    """An item whose categories are told apart."""

    entry: Entry
    services: tuple[str, ...]
    regions: tuple[str, ...]
    everywhere: bool

    @property
    def impact(self) -> Status:
        wide = self.everywhere or len(self.regions) >= _WIDE
        return Status.PARTIAL_OUTAGE if wide else Status.DEGRADED


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    feed = _feed(body)
    notes = Notes()
    items = [_item(entry) for entry in feed.entries if not _OVER.match(line(entry.title))]
    notices = tuple(_notice(item, notes) for item in items)
    return FeedReport(
        format=FORMAT.name,
        name=line(feed.title),
        url=link(feed.link),
        status=of_open(notice.impact for notice in notices),
        components=merged(part for item in items for part in _components(item)),
        lists_all=False,
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


def _item(entry: Entry) -> _Item:
    words = [word for category in entry.categories if (word := line(category))]
    places = [word for word in words if _REGION.fullmatch(word)]
    services = [w for w in words if w.lower() != _EVERYWHERE and not _REGION.fullmatch(w)]
    everywhere = any(word.lower() == _EVERYWHERE for word in words)
    return _Item(entry, tuple(services), tuple(places), everywhere)


def _notice(item: _Item, notes: Notes) -> Notice:
    notes.add("Azure gives no severity: what it lists is taken as degraded, or wide as partly down")
    entry = item.entry
    at = instant(entry.published)
    return Notice(
        external_id=f"{line(entry.id)} {line(entry.published)}".strip(),
        kind=NoticeKind.INCIDENT,
        title=line(entry.title),
        stage=Stage.INVESTIGATING,
        impact=item.impact,
        component_ids=tuple(dict.fromkeys(item.services)),
        started_at=at,
        updated_at=at,
        url=link(entry.link),
        updates=(told(Stage.INVESTIGATING, entry.body, entry.published),),
    )


def _components(item: _Item) -> Iterator[Component]:
    for name in item.services:
        yield spread(Component(name, name, item.impact), item.regions[:MAX_ITEMS])


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
