"""What an address offers, in sentences, before anything of it is watched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from downlight.domain.offer import FeedOffer, Offer
from downlight.domain.settings import Favourite
from downlight.domain.status import Reason
from downlight.present.words import Words

BELIEVED = 0.5
"""Sureness from which on a feed is taken unless somebody says no."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """What is told of an offer."""

    page: str
    """How its own page is."""
    feed: str
    """The label of the switch that takes its feed; empty where there is none."""
    how: str
    """How sure the feed is and why; or that there is none."""


def offer_view(words: Words, offer: Offer) -> OfferView:
    """Return what is told of what was found."""
    if offer.feed is None:
        none = words("No official status feed was found; Downlight asks the page itself.")
        return OfferView(_page(words, offer), "", none)
    feed = offer.feed
    name = feed.name or urlsplit(feed.page).hostname or feed.page
    label = words("Read its official status as well: {name}", name=name)
    return OfferView(_page(words, offer), label, _how(words, feed))


def is_believed(feed: FeedOffer) -> bool:
    """Whether a feed is sure enough to be taken without a question."""
    return feed.sureness >= BELIEVED


def accepted(favourite: Favourite, feed: FeedOffer, parts: Sequence[str]) -> Favourite:
    """Return a favourite that reads a feed as well, of which these parts count (none: all)."""
    return replace(
        favourite,
        feed=feed.url,
        feed_format=feed.format,
        status_page=favourite.status_page or feed.page,
        components=tuple(parts),
    )


def looking(words: Words, favourite: Favourite) -> str:
    """Return what is said while an address is looked into."""
    host = urlsplit(favourite.url or "").hostname or favourite.id
    return words("Looking at {host}: its page, and its official status…", host=host)


def unanswered(words: Words, favourite: Favourite) -> str:
    """Return what is said when nobody looked, or somebody stopped it."""
    host = urlsplit(favourite.url or "").hostname or favourite.id
    return words("{host} was not looked at; it can be watched all the same.", host=host)


def _page(words: Words, offer: Offer) -> str:
    if offer.reason is Reason.HTTP_STATUS:
        return words(
            "Its page answers with an error now (HTTP {status}); it can be watched all the same.",
            status=offer.http_status or "?",
        )
    if offer.reason is not Reason.OK:
        why = words.failure(offer.reason)
        return words("It does not answer now: {why}. It can be watched all the same.", why=why)
    if not offer.title:
        return words("It answers.")
    return words("It answers, and calls itself “{title}”.", title=offer.title)


def _how(words: Words, feed: FeedOffer) -> str:
    return words(
        "{format}, {sure} sure: {because}. It says now: {status}.",
        format=feed.title,
        sure=words.rough_percent(feed.sureness),
        because=words.said(feed.because),
        status=words.status(feed.status),
    )
