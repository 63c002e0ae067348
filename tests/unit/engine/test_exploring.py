"""What an address offers, on a scripted internet."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from downlight.domain.address import parse_address
from downlight.domain.events import Event, LookedInto
from downlight.domain.offer import Offer
from downlight.domain.status import Reason, Status
from downlight.engine.exploring import Explorer, explore
from downlight.probes.answer import Answer, Failure, Request
from fakes.internet import FakeInternet, failure, page
from fakes.loops import play

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
HOME = "https://northwind.example/"
SUMMARY = "https://status.northwind.example/api/v2/summary.json"
STATUSPAGE = '<html><meta name="issued" content="1"><title>Northwind Status</title></html>'
LINKING = (
    "<html><title>Northwind\u202e Mail</title>"
    '<a href="https://status.northwind.example/">System status</a>'
)


def a_web() -> FakeInternet:
    web = FakeInternet(lambda: NOW)
    web.serve(HOME, page(LINKING))
    web.serve("https://status.northwind.example/", page(STATUSPAGE))
    feed = (FEEDS / "statuspage" / "operational.json").read_bytes()
    web.serve(SUMMARY, Answer("", 200, {}, feed, 0.1))
    return web


def offered(web: FakeInternet) -> Offer:
    return play(explore(parse_address(HOME), web, lambda: NOW))


def test_page_and_feed_are_told_with_how_sure_it_is() -> None:
    offer = offered(a_web())
    assert (offer.reason, offer.http_status, offer.title) == (Reason.OK, 200, "Northwind Mail")
    assert offer.feed is not None
    assert (offer.feed.url, offer.feed.format) == (SUMMARY, "statuspage")
    assert offer.feed.title == "Atlassian Statuspage"
    assert offer.feed.name == "Northwind Mail"
    assert offer.feed.status is Status.OPERATIONAL
    assert offer.feed.components
    assert offer.feed.sureness > 0.8
    assert offer.feed.because.startswith("the home page links to it")


def test_nobody_is_asked_twice_for_the_page() -> None:
    web = a_web()
    offered(web)
    assert [url for _, url in web.asked].count(HOME) == 1


def test_a_page_that_does_not_answer_may_have_a_feed_all_the_same() -> None:
    web = a_web()
    web.serve(HOME, failure(Reason.DNS, "no such name"))
    offer = offered(web)
    assert offer.reason is Reason.DNS
    assert offer.feed is not None
    assert [url for _, url in web.asked].count(HOME) == 1


def test_a_page_without_a_feed_offers_itself() -> None:
    web = FakeInternet(lambda: NOW)
    web.serve(HOME, page("<html><title>Only me</title>"))
    assert offered(web) == Offer(HOME, Reason.OK, 200, "Only me")


def test_a_server_that_is_out_of_order_is_told() -> None:
    web = FakeInternet(lambda: NOW)
    web.serve(HOME, page("sorry", 503))
    offer = offered(web)
    assert (offer.reason, offer.http_status) == (Reason.HTTP_STATUS, 503)


class Silent:
    """A network in which nothing ever answers; it tells when it is asked and when it is left."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.left: list[str] = []

    async def fetch(self, request: Request) -> Answer | Failure:
        self.asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.left.append(request.url)
        raise AssertionError


def test_who_stops_it_or_asks_for_another_hears_nothing_of_the_first() -> None:
    events: list[Event] = []

    async def story() -> list[str]:
        silent = Silent()
        explorer = Explorer(silent, lambda: NOW, events.append)
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            for url in (HOME, "https://other.example/"):
                silent.asked.clear()
                explorer.begin(url, group)
                await silent.asked.wait()
            explorer.stop()
            explorer.stop()
        return silent.left

    assert asyncio.run(story()) == [HOME, "https://other.example/"]
    assert events == []


def test_what_was_found_is_published() -> None:
    events: list[Event] = []

    async def story() -> None:
        explorer = Explorer(a_web(), lambda: NOW, events.append)
        async with asyncio.TaskGroup() as group:
            explorer.begin(HOME, group)

    play(story())
    (event,) = events
    assert isinstance(event, LookedInto)
    assert event.offer.title == "Northwind Mail"


def test_what_is_no_address_is_not_looked_into() -> None:
    events: list[Event] = []

    async def story() -> None:
        async with asyncio.TaskGroup() as group:
            Explorer(a_web(), lambda: NOW, events.append).begin("no address", group)

    play(story())
    assert events == []
