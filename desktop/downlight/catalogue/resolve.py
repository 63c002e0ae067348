"""The catalogue as a book: looked up by name or address, and resolved into what is watched."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.loader import load
from downlight.catalogue.search import Index
from downlight.domain.address import Address, AddressError, parse_address
from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Check, CheckKind, Expectation, Platform, Redirects
from downlight.domain.settings import (
    CEILING,
    PRIVATE_FLOOR,
    PUBLIC_FLOOR,
    Favourite,
    Problem,
    Settings,
)
from downlight.probes.locality import is_local

OWN = "own"
"""The category of addresses that people add themselves."""


class CatalogueBook:
    """All platforms known by name."""

    def __init__(self, shelves: Shelves) -> None:
        self._entries = {entry.id: entry for entry in shelves.entries}
        self._error_texts = shelves.error_texts
        self._index = Index(shelves.entries)
        self._by_place: dict[tuple[str, str], Entry] = {}
        for entry in sorted(shelves.entries, key=lambda entry: -entry.popularity):
            self._by_place.setdefault(_place(parse_address(entry.homepage)), entry)

    @classmethod
    def open(cls, folders: Sequence[Path]) -> tuple["CatalogueBook", list[Problem]]:
        """Return the book of what stands in `folders`, and what could not be taken."""
        shelves, problems = load(folders)
        return cls(shelves), problems

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        """Return the platform with its checks as `favourite` wants it.

        Raises UnknownPlatform with a sentence for people.
        """
        entry = self._entries.get(favourite.id)
        if favourite.url is not None:
            entry = _elsewhere(entry, favourite)
        if entry is None:
            raise UnknownPlatform(self.unknown(favourite.id))
        return self._platform(entry, favourite, settings)

    def platform(self, platform_id: str) -> Platform | None:
        """Return a platform of the catalogue as it stands."""
        entry = self._entries.get(platform_id)
        return self._bare(entry) if entry else None

    def find(self, name_or_url: str) -> Platform | None:
        """Return the platform of exactly this id, name, alias or home page; None for no other."""
        found = self._index.exact(name_or_url.strip())
        if found is None:
            try:
                found = self._by_place.get(_place(parse_address(name_or_url)))
            except AddressError:
                return None
        return self._bare(found) if found else None

    def search(self, text: str, limit: int = 20) -> list[Platform]:
        """Return the platforms that fit `text`, the best first; an empty text fits all."""
        found = self._index.search(text, limit)
        exact = self.find(text) if text.strip() else None
        if exact is not None:
            found = [self._entries[exact.id], *(e for e in found if e.id != exact.id)][:limit]
        return [self._bare(entry) for entry in found]

    def popular(self, limit: int = 20) -> list[Platform]:
        """Return the platforms, the most common first."""
        return self.search("", limit)

    def unknown(self, name: str) -> str:
        """Return a sentence that says that `name` is not known, and what may have been meant."""
        near = [entry.name for entry in self._index.search(name, 3)] if name.strip() else []
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        shown = name if len(name) <= 60 else f"{name[:59]}…"
        return f"There is no platform called “{shown}” in the catalogue.{meant}"

    def _bare(self, entry: Entry) -> Platform:
        return self._platform(entry, Favourite(entry.id), Settings())

    def _platform(self, entry: Entry, favourite: Favourite, settings: Settings) -> Platform:
        http = self._http_check(entry, favourite, settings)
        feed = _feed_check(entry, favourite, http)
        return Platform(
            id=entry.id,
            name=favourite.name or entry.name,
            homepage=entry.homepage,
            aliases=entry.aliases,
            category=entry.category,
            status_page=favourite.status_page or entry.status_page or _page_of(favourite.feed),
            checks=(http, feed) if feed else (http,),
            provider=entry.provider,
            tags=entry.tags,
            watched_components=favourite.components,
            popularity=entry.popularity,
        )

    def _http_check(self, entry: Entry, favourite: Favourite, settings: Settings) -> Check:
        target = _url(entry.probe or entry.homepage)
        wanted = favourite.interval if favourite.interval is not None else settings.general.interval
        check = Check(
            id=f"{entry.id}/http",
            platform_id=entry.id,
            kind=CheckKind.HTTP,
            target=target,
            interval=floored(wanted, target),
            expect=self._expectation(entry, favourite),
            secret=entry.id if favourite.auth else None,
            auth=favourite.auth,
        )
        return replace(check, timeout=favourite.timeout) if favourite.timeout else check

    def _expectation(self, entry: Entry, favourite: Favourite) -> Expectation:
        refused = (*entry.reject, *favourite.reject_text, *self._error_texts)
        expectation = Expectation(
            statuses=favourite.expect_status,
            must_contain=favourite.expect_text or entry.expect,
            must_not_contain=tuple(dict.fromkeys(refused)),
            redirects=_redirects(favourite.redirects),
            latency_limit=favourite.latency_limit,
        )
        days = favourite.tls_days
        return expectation if days is None else replace(expectation, tls_days=days)


def floored(interval: float, target: str) -> float:
    """Return `interval` (seconds) within what `target` may be asked: see the floors in settings."""
    floor = PRIVATE_FLOOR if is_local(target) else PUBLIC_FLOOR
    return min(max(interval, floor), CEILING)


def _redirects(word: str | None) -> Redirects:
    if word is None:
        return Redirects.FOLLOW
    try:
        return Redirects(word)
    except ValueError:
        known = ", ".join(Redirects)
        raise UnknownPlatform(f"redirects is “{word[:60]}”; it must be one of {known}.") from None


def _feed_check(entry: Entry, favourite: Favourite, http: Check) -> Check | None:
    feed = favourite.feed or entry.feed
    if feed is None:
        return None
    target = _url(feed)
    own = favourite.feed is not None
    return Check(
        id=f"{entry.id}/feed",
        platform_id=entry.id,
        kind=CheckKind.FEED,
        target=target,
        format=favourite.feed_format or (None if own else entry.format),
        interval=http.interval if is_local(target) else max(entry.feed_interval, http.interval),
        timeout=http.timeout,
    )


def _elsewhere(entry: Entry | None, favourite: Favourite) -> Entry:
    """Return the entry for an address of the user's own, in place of the catalogue's or new."""
    url = _url(favourite.url or "")
    if entry is not None:
        return replace(entry, homepage=url, probe=None, expect=())
    host = urlsplit(url).netloc
    return Entry(favourite.id, favourite.name or host, url, OWN)


def _url(text: str) -> str:
    try:
        return parse_address(text).url
    except AddressError as error:
        raise UnknownPlatform(str(error)) from None


def _place(address: Address) -> tuple[str, str]:
    """Return host and path as people write them: without www. and the last slash."""
    parts = urlsplit(address.url)
    return parts.netloc.removeprefix("www."), f"{parts.path}?{parts.query}".strip("/?")


def _page_of(feed: str | None) -> str | None:
    """Return the front page of the host that a feed of the user's own stands on."""
    if feed is None:
        return None
    parts = urlsplit(_url(feed))
    return f"{parts.scheme}://{parts.netloc}/"
