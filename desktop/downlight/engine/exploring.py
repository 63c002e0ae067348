"""Finds out what an address offers, for somebody who thinks of watching it; one at a time."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from downlight import formats
from downlight.domain.address import Address, AddressError, parse_address
from downlight.domain.events import LookedInto
from downlight.domain.offer import FeedOffer, Offer
from downlight.domain.status import Reason
from downlight.domain.text import clean
from downlight.engine.discovery import LARGE, MAX_BODY, TIMEOUT, Discovery, discover
from downlight.engine.ports import Publish
from downlight.engine.worker import guarded
from downlight.formats.webpage import looks_like_page, read_page
from downlight.probes.answer import Answer, Failure, Fetcher, Request

LONGEST_TITLE = 120


class Explorer:
    """Looks into addresses in the engine's task group, and publishes what it found."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime], publish: Publish) -> None:
        self._fetcher = fetcher
        self._now = now
        self._publish = publish
        self._task: asyncio.Task[None] | None = None

    def begin(self, url: str, group: asyncio.TaskGroup) -> None:
        """Look into an address, and no longer into another."""
        self.stop()
        try:
            address = parse_address(url)
        except AddressError:
            return
        self._task = group.create_task(self._look(address), name=f"look into {url}")

    def stop(self) -> None:
        """Look into nothing."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _look(self, address: Address) -> None:
        with guarded():
            self._publish(LookedInto(await explore(address, self._fetcher, self._now)))


async def explore(address: Address, fetcher: Fetcher, now: Callable[[], datetime]) -> Offer:
    """Return what an address offers; never raises for what the network does."""
    page = await fetcher.fetch(
        Request(address.url, timeout=TIMEOUT, max_wire=MAX_BODY, max_body=MAX_BODY, cut=True)
    )
    found = await discover(address, _Remembering(fetcher, address.url, page), now)
    feed = None if found is None else _feed(found)
    if isinstance(page, Failure):
        return Offer(address.url, page.reason, feed=feed)
    title = await _title(page)
    reason = Reason.OK if page.status < 400 else Reason.HTTP_STATUS
    return Offer(address.url, reason, page.status, title, feed)


class _Remembering:
    """Asks nobody twice for the page that is known already, also when it did not answer."""

    def __init__(self, fetcher: Fetcher, url: str, known: Answer | Failure) -> None:
        self._fetcher = fetcher
        self._url = url
        self._known = known

    async def fetch(self, request: Request) -> Answer | Failure:
        """Carry out a request, unless its answer is known."""
        return self._known if request.url == self._url else await self._fetcher.fetch(request)


async def _title(page: Answer) -> str:
    if not looks_like_page(page.body):
        return ""
    if len(page.body) > LARGE:
        read = await asyncio.to_thread(read_page, page.body)
    else:
        read = read_page(page.body)
    return clean(read.title, LONGEST_TITLE)


def _feed(found: Discovery) -> FeedOffer:
    fmt = formats.named(found.format)
    return FeedOffer(
        url=found.feed_url,
        format=found.format,
        title=fmt.title if fmt else found.format,
        page=found.page_url,
        name=clean(found.name, LONGEST_TITLE),
        sureness=found.sureness,
        because=found.because,
        status=found.report.status,
        components=found.report.components,
    )
