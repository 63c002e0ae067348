"""Finds the official status feed of a product from its plain address, in five requests at most.

The address itself may be a feed or a status page. Else the links on the page are followed, and
then names that products use (`status.example.com`, `examplestatus.com`). What a page is made by
tells where its feed is; whether it is one, only its content tells: an HTTP 200 proves nothing. A
name that was only guessed must name the product. Requests go one after the other, and none that
a public site suggests goes into a local network.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from downlight.domain import clues
from downlight.domain.address import Address
from downlight.engine.fetch_hops import site
from downlight.engine.sighting import Sighting, look
from downlight.formats.fingerprints import Guess, at_host, usual
from downlight.formats.links import PLAIN
from downlight.formats.report import FeedReport
from downlight.probes.answer import Answer, Failure, Fetcher, Request
from downlight.probes.locality import is_local

MAX_REQUESTS = 5
TIMEOUT = 8.0
"""Seconds for each request."""
PATIENCE = 20.0
"""Seconds for all of them: what was found until then is what there is."""
MAX_BODY = 5_000_000
"""Bytes; the largest feeds known have 2.4 MB."""
LARGE = 100_000
"""Bytes from which on a body is read in a thread, so that it cannot hold up anything else."""
ENOUGH = 0.5
"""Sureness from which on nothing better is looked for."""

_ACCEPT = {"accept": "application/json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"}
_LABELS_OF_PRODUCTS = frozenset(
    {"", "www", "app", "web", "m", "my", "home", "api", "login", "account", "accounts", "console",
     "dashboard", "portal", "shop", "store", "mail"}
)  # fmt: skip
"""What stands before a product's own domain. Before others stand customers: loch.github.io is not
GitHub's, and their names lead to nothing of theirs."""
_GIVEN, _OWN, _GUESSED = 1.0, 0.9, 0.7
"""Sureness of what was typed, of a name on the product's own site, and of a guessed one."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """A status feed that was found."""

    feed_url: str
    format: str
    """Name of the format."""
    page_url: str
    """The page for people."""
    name: str
    """What the page calls itself; "" where it does not."""
    sureness: float
    """How sure it is that this is the product's own status, from 0 to 1."""
    because: str
    """A clause for people: how it was found."""
    report: FeedReport
    """What the feed said when it was found."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """A page or a feed that may be the product's, and why."""

    url: str
    sureness: float
    because: str
    guessed: bool = False
    """What is found must name the product."""


async def discover(
    address: Address,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    seen: Answer | None = None,
) -> Discovery | None:
    """Return the best status feed that is found for `address`; None when none is.

    `now` is the time, UTC; `seen` is what the address answered, if it was asked already. Never
    raises for what the network does.
    """
    search = _Search(address, fetcher, now, seen)
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            for step in (search.here, search.linked, search.guessed):
                if not search.is_done():
                    await step()
    return search.best


class _Search:
    """One search, which counts its requests."""

    def __init__(
        self,
        address: Address,
        fetcher: Fetcher,
        now: Callable[[], datetime],
        seen: Answer | None = None,
    ) -> None:
        self._address = address
        self._seen = seen
        self._fetcher = fetcher
        self._now = now
        self._public = not is_local(address.url)
        self._left = MAX_REQUESTS
        self._asked: set[str] = set()
        self._home: Sighting | None = None
        self.best: Discovery | None = None

    def is_done(self) -> bool:
        """Whether nothing more is asked: it is found, or there were requests enough."""
        return self._left <= 0 or (self.best is not None and self.best.sureness >= ENOUGH)

    async def here(self) -> None:
        """Look at the address itself, which may be a feed or a status page."""
        self._home = await self._ask(self._address.url)
        if self._home is None:
            return
        if not self._home.is_page:
            self._take(self._home, _Lead(self._home.url, _GIVEN, clues.GIVEN_FEED))
        elif self._home.is_status_page:
            lead = _Lead(self._home.url, _GIVEN, clues.GIVEN_PAGE)
            await self._read_page(self._home, lead)

    async def linked(self) -> None:
        """Follow the links to a status page that the page has."""
        for link in self._home.links if self._home else ():
            if self.is_done():
                return
            sureness = min(0.95, 0.5 + link.weight / 2)
            own = site(urlsplit(link.url).hostname or "") == site(self._address.host)
            doubtful = self._public and not own and link.weight < PLAIN
            await self._visit(_Lead(link.url, sureness, clues.LINKED, guessed=doubtful))

    async def guessed(self) -> None:
        """Try names that products use."""
        for lead in self._names():
            if self.is_done():
                return
            await self._visit(lead)

    def _names(self) -> Iterator[_Lead]:
        """Yield the addresses products use, the most common first."""
        domain = site(self._address.host)
        inside = self._address.host.removesuffix(domain).rstrip(".")
        own = inside in _LABELS_OF_PRODUCTS and "." in domain
        if self._address.is_ip or not self._public or not own:
            return
        name = domain.partition(".")[0]
        yield _Lead(f"https://status.{domain}/", _OWN, clues.own(f"status.{domain}"))
        for host in (f"{name}status.com", f"{name}.statuspage.io", f"{name}.instatus.com"):
            yield _Lead(f"https://{host}/", _GUESSED, clues.names(host), guessed=True)

    async def _visit(self, lead: _Lead) -> None:
        """Look at what may be a status page, or at its feed where the host tells where it is."""
        if direct := at_host(lead.url):
            await self._try(direct[:1], lead)
            return
        seen = await self._ask(lead.url)
        if seen is not None and seen.is_page:
            await self._read_page(seen, replace(lead, url=seen.url))
        elif seen is not None:
            self._take(seen, lead)

    async def _read_page(self, page: Sighting, lead: _Lead) -> None:
        """Find the feed of a status page by what the page is made by.

        A page that itself tells how things are is taken where it has no better feed.
        """
        plain = [mark for mark in page.marks if mark.weight >= ENOUGH]
        await self._try(plain, lead)
        if self.best is None:
            self._take(page, lead)
        if self.best is None:
            unmarked = page.is_status_page and not plain
            await self._try([*(usual(page.url) if unmarked else ()), *page.marks], lead)

    async def _try(self, marks: Iterable[Guess], lead: _Lead) -> None:
        """Ask where a feed may be, until one is there."""
        for mark in marks:
            if self.is_done():
                return
            seen = await self._ask(mark.url)
            if seen is not None and not seen.is_page:
                because = clues.both(lead.because, mark.because)
                self._take(seen, replace(lead, because=because))

    def _take(self, seen: Sighting, lead: _Lead) -> None:
        """Keep what was seen if it is a feed, and better than what was found before."""
        report = seen.report
        if report is None or (lead.guessed and not self._is_named_in(report)):
            return
        found = Discovery(
            feed_url=seen.url,
            format=report.format,
            page_url=report.url or (urljoin(seen.url, "/") if lead.url == seen.url else lead.url),
            name=report.name,
            sureness=round(lead.sureness * seen.worth, 2),
            because=lead.because,
            report=report,
        )
        if self.best is None or found.sureness > self.best.sureness:
            self.best = found

    def _is_named_in(self, report: FeedReport) -> bool:
        """Whether a page that was only guessed stands on the product's site, or names it."""
        domain = site(self._address.host)
        if report.url and site(urlsplit(report.url).hostname or "") == domain:
            return True
        return is_one_name(report.name, domain.partition(".")[0])

    async def _ask(self, url: str) -> Sighting | None:
        """Return what a URL answers, if it may be asked and answers well."""
        typed = url == self._address.url
        if self._left <= 0 or url in self._asked or (self._public and is_local(url)):
            return None
        self._left -= 1
        self._asked.add(url)
        known = self._seen if typed else None
        answer = known or await self._fetch(url, public_only=self._public and not typed)
        if not isinstance(answer, Answer) or not 200 <= answer.status < 300:
            return None
        self._asked.add(answer.url)
        if typed and answer.local:
            self._public = False  # a name of the internet that is a machine of this network
        large = len(answer.body) > LARGE
        return (
            await asyncio.to_thread(look, url, answer, self._now())
            if large
            else (look(url, answer, self._now()))
        )

    async def _fetch(self, url: str, *, public_only: bool) -> Answer | Failure:
        return await self._fetcher.fetch(
            Request(
                url,
                timeout=TIMEOUT,
                headers=_ACCEPT,
                max_wire=MAX_BODY,
                max_body=MAX_BODY,
                cut=True,
                public_only=public_only,
            )
        )


def is_one_name(page: str, product: str) -> bool:
    """Whether the name of a page and that of a product mean the same: GitHub Status and github."""
    own = "".join(char for char in page.casefold().replace("status", "") if char.isalnum())
    name = "".join(char for char in product.casefold() if char.isalnum())
    short, long = sorted((own, name), key=len)
    return len(short) >= 3 and long.startswith(short) and len(short) >= 0.6 * len(long)
