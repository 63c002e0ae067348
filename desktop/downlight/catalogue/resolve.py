"""From a favourite and what the catalogue knows to what is watched, and how."""

from dataclasses import replace
from urllib.parse import urlsplit

from downlight.catalogue.entry import Entry
from downlight.domain.address import AddressError, parse_address
from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Check, CheckKind, Expectation, Platform, Redirects
from downlight.domain.saying import say, told_by
from downlight.domain.settings import (
    CEILING,
    PRIVATE_FLOOR,
    PUBLIC_FLOOR,
    Favourite,
    Settings,
)
from downlight.probes.locality import is_local

OWN = "own"
"""The category of addresses that people add themselves."""


def meant_by(favourite: Favourite, entry: Entry | None) -> Entry | None:
    """Return what `favourite` watches: `entry`, the catalogue's, or an address of the user's own.

    Raises UnknownPlatform with a sentence for people.
    """
    return entry if favourite.url is None else _elsewhere(entry, favourite)


def platform_of(
    entry: Entry, favourite: Favourite, settings: Settings, error_texts: tuple[str, ...]
) -> Platform:
    """Return the platform with its checks as `favourite` wants it.

    `error_texts` are shown by no healthy page. Raises UnknownPlatform with a sentence for people.
    """
    http = _http_check(entry, favourite, settings, error_texts)
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
        watched_components=_components(entry, favourite),
        popularity=entry.popularity,
    )


def listed(entry: Entry) -> Platform:
    """Return a platform as it is shown in lists of thousands: without its probe."""
    feed = Check(f"{entry.id}/feed", entry.id, CheckKind.FEED, entry.feed or "", None, entry.format)
    return Platform(
        id=entry.id,
        name=entry.name,
        homepage=entry.homepage,
        aliases=entry.aliases,
        category=entry.category,
        status_page=entry.status_page,
        checks=(feed,) if entry.feed else (),
        provider=entry.provider,
        tags=entry.tags,
        watched_components=entry.components,
        popularity=entry.popularity,
    )


def _components(entry: Entry, favourite: Favourite) -> tuple[str, ...]:
    """Return the parts that count; those of the catalogue are of the catalogue's feed."""
    return favourite.components or (() if favourite.feed else entry.components)


def _http_check(
    entry: Entry, favourite: Favourite, settings: Settings, error_texts: tuple[str, ...]
) -> Check:
    target = _url(entry.probe or entry.homepage)
    wanted = favourite.interval if favourite.interval is not None else settings.general.interval
    check = Check(
        id=f"{entry.id}/http",
        platform_id=entry.id,
        kind=CheckKind.HTTP,
        target=target,
        interval=floored(wanted, target),
        expect=_expectation(entry, favourite, error_texts),
        secret=entry.id if favourite.auth else None,
        auth=favourite.auth,
    )
    return replace(check, timeout=favourite.timeout) if favourite.timeout else check


def _expectation(entry: Entry, favourite: Favourite, error_texts: tuple[str, ...]) -> Expectation:
    refused = (*entry.reject, *favourite.reject_text, *error_texts)
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
        raise UnknownPlatform(
            say("redirects is “{word}”; it must be one of {known}.", word=word[:60], known=known)
        ) from None


def _feed_check(entry: Entry, favourite: Favourite, http: Check) -> Check | None:
    feed = favourite.feed or entry.feed
    if feed is None:
        return None
    target = _url(feed)
    own = favourite.feed is not None
    # A feed beside what is looked at, such as that of one's own monitoring, has the same lock.
    locked = urlsplit(target)[:2] == urlsplit(http.target)[:2]
    return Check(
        id=f"{entry.id}/feed",
        platform_id=entry.id,
        kind=CheckKind.FEED,
        target=target,
        format=favourite.feed_format or (None if own else entry.format),
        interval=http.interval if is_local(target) else max(entry.feed_interval, http.interval),
        timeout=http.timeout,
        secret=http.secret if locked else None,
        auth=http.auth if locked else None,
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
        raise UnknownPlatform(told_by(error)) from None


def _page_of(feed: str | None) -> str | None:
    """Return the front page of the host that a feed of the user's own stands on."""
    if feed is None:
        return None
    parts = urlsplit(_url(feed))
    return f"{parts.scheme}://{parts.netloc}/"
