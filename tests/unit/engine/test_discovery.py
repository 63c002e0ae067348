"""Finding status feeds, on a scripted internet."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.address import parse_address
from downlight.domain.status import Reason, Status
from downlight.engine.discovery import MAX_REQUESTS, Discovery, discover, is_one_name
from downlight.probes.answer import Answer, Failure
from fakes.internet import FakeInternet, failure, page
from fakes.loops import play

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
HOME = "https://northwind.example/"
STATUS = "https://status.northwind.example/"
SUMMARY = f"{STATUS}api/v2/summary.json"
STATUSPAGE = '<html><meta name="issued" content="1"><title>Northwind Status</title></html>'


class Web(FakeInternet):
    """An internet at one moment."""

    def __init__(self, **sites: str | Answer | Failure) -> None:
        super().__init__(lambda: NOW)

    def serve_feed(self, url: str, file: str, *, final: str = "") -> None:
        self.serve(url, Answer(final, 200, {}, (FEEDS / file).read_bytes(), 0.1))

    def find(self, typed: str) -> Discovery | None:
        return play(discover(parse_address(typed), self, lambda: NOW))

    @property
    def urls(self) -> list[str]:
        return [url for _, url in self.asked]


@pytest.fixture
def web() -> Web:
    return Web()


def test_an_address_that_is_a_feed_is_the_feed(web: Web) -> None:
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    found = web.find(SUMMARY)
    assert found is not None
    assert found == Discovery(
        feed_url=SUMMARY,
        format="statuspage",
        page_url="https://status.northwind.example",
        name="Northwind Mail",
        sureness=1.0,
        because="the address is a status feed",
        report=found.report,
    )
    assert found.report.status is Status.OPERATIONAL
    assert web.urls == [SUMMARY]


def test_an_address_that_is_a_status_page_leads_to_its_feed(web: Web) -> None:
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    found = web.find("status.northwind.example")
    assert found is not None
    assert (found.feed_url, found.sureness) == (SUMMARY, 1.0)
    assert found.because == (
        "the address is a status page, and the page is made by Atlassian Statuspage"
    )
    assert web.urls == [STATUS, SUMMARY]


def test_a_link_on_the_home_page_is_followed(web: Web) -> None:
    web.serve(HOME, page(f'<html><a href="{STATUS}">Status</a></html>'))
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    found = web.find("northwind.example")
    assert found is not None
    assert found.feed_url == SUMMARY
    assert found.because.startswith("the home page links to it, and ")
    assert 0.9 < found.sureness < 1
    assert web.urls == [HOME, STATUS, SUMMARY]


def test_a_link_to_a_host_of_one_format_saves_a_request(web: Web) -> None:
    feed = "https://loch.instatus.com/summary.json"
    web.serve(HOME, page('<html><a href="https://loch.instatus.com">Status</a></html>'))
    web.serve_feed(feed, "instatus/operational.json")
    found = web.find(HOME)
    assert found is not None
    assert (found.feed_url, found.format) == (feed, "instatus")
    assert web.urls == [HOME, feed]


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [("Status", "Somebody", True), ("our provider", "Somebody", False), ("x", "Northwind", True)],
)
def test_a_page_of_others_is_only_taken_when_the_link_or_the_page_says_whose_it_is(
    web: Web, text: str, name: str, sure: bool
) -> None:
    feed = "https://somebody.statuspage.io/api/v2/summary.json"
    web.serve(HOME, page(f'<html><a href="https://somebody.statuspage.io/">{text}</a></html>'))
    body = (FEEDS / "statuspage" / "operational.json").read_bytes()
    body = body.replace(b"Northwind Mail", name.encode()).replace(b"status.northwind", b"s.some")
    web.serve(feed, Answer(feed, 200, {}, body, 0.1))
    assert (web.find(HOME) is not None) is sure


def test_without_a_link_the_usual_names_are_tried(web: Web) -> None:
    web.serve(HOME, page())
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    found = web.find(HOME)
    assert found is not None
    assert (found.feed_url, found.sureness) == (SUMMARY, 0.9)
    assert "status.northwind.example is the product's own" in found.because


def test_a_home_page_that_lets_no_program_in_is_no_end(web: Web) -> None:
    web.serve(HOME, page("", 403))
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    assert web.find(HOME) is not None


def test_a_name_that_was_guessed_must_name_the_product(web: Web) -> None:
    web.serve(HOME, page())
    guessed = "https://northwind.statuspage.io/api/v2/summary.json"
    web.serve_feed(guessed, "statuspage/operational.json")
    found = web.find(HOME)
    assert found is not None
    assert found.sureness == 0.7
    stranger = Web()
    stranger.serve("https://southwind.example/", page())
    stranger.serve_feed(
        "https://southwind.statuspage.io/api/v2/summary.json", "rootly/trouble.json"
    )
    assert stranger.find("southwind.example") is None


@pytest.mark.parametrize(("host", "tried"), [("app", True), ("www", True), ("loch", False)])
def test_customers_of_a_host_are_not_taken_for_the_host(web: Web, host: str, tried: bool) -> None:
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    assert (web.find(f"https://{host}.northwind.example/") is not None) is tried
    assert (STATUS in web.urls) is tried


def test_a_page_without_marks_is_asked_in_the_usual_places(web: Web) -> None:
    web.serve(STATUS, page("<html><title>How we are</title></html>"))
    web.serve_feed(f"{STATUS}summary.json", "instatus/operational.json")
    found = web.find(STATUS)
    assert found is not None
    assert found.feed_url == f"{STATUS}summary.json"


def test_a_page_that_tells_itself_is_taken_where_it_has_no_better_feed(web: Web) -> None:
    web.serve_feed(STATUS, "betterstack-html/trouble.html")
    web.serve(f"{STATUS}index.json", page("<html>The same page again</html>"))
    found = web.find(STATUS)
    assert found is not None
    assert (found.feed_url, found.format, found.sureness) == (STATUS, "betterstack-html", 0.8)


def test_a_log_is_better_than_nothing(web: Web) -> None:
    alternate = '<link rel="alternate" type="application/rss+xml" href="/history.rss">'
    web.serve(STATUS, page(f'<html><meta name="issued">{alternate}</html>'))
    web.serve_feed(f"{STATUS}history.rss", "rss/trouble.xml")
    found = web.find(STATUS)
    assert found is not None
    assert (found.format, found.sureness) == ("rss", 0.6)


def test_the_feed_is_where_redirects_end(web: Web) -> None:
    final = "https://status.moved.example/api/v2/summary.json"
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json", final=final)
    found = web.find(STATUS)
    assert found is not None
    assert found.feed_url == final


@pytest.mark.parametrize("body", ["<html>All systems operational</html>", "{}", "", "OK"])
def test_an_answer_of_200_proves_nothing(web: Web, body: str) -> None:
    for url in (HOME, STATUS, SUMMARY, f"{STATUS}summary.json", f"{STATUS}index.json"):
        web.serve(url, page(body))
    assert web.find(HOME) is None


def test_what_was_asked_already_is_not_asked_again(web: Web) -> None:
    web.serve(STATUS, page(STATUSPAGE))
    web.serve_feed(SUMMARY, "statuspage/operational.json")
    seen = page(f'<html><a href="{STATUS}">Status</a></html>')
    assert play(discover(parse_address(HOME), web, lambda: NOW, seen)) is not None
    assert web.urls == [STATUS, SUMMARY]


def test_no_more_than_five_requests_are_made(web: Web) -> None:
    links = "".join(f'<a href="https://status{n}.example/status">Status</a>' for n in range(20))
    web.serve(HOME, page(f"<html>{links}</html>"))
    assert web.find(HOME) is None
    assert len(web.asked) == MAX_REQUESTS == len(set(web.urls))


def test_a_machine_that_is_cut_off_finds_nothing_and_says_so_by_that(web: Web) -> None:
    web.cut = True
    assert web.find(HOME) is None
    assert len(web.asked) <= MAX_REQUESTS


def test_a_public_site_leads_to_no_address_of_the_local_network(web: Web) -> None:
    local = "http://192.168.1.1/status"
    web.serve(HOME, page(f'<html><a href="{local}">Status</a></html>'))
    web.serve_feed(local, "gatus/operational.json")
    assert web.find(HOME) is None
    assert local not in web.urls
    typed, *others = web.requests
    assert not typed.public_only
    assert all(request.public_only for request in others)


def test_a_product_of_the_local_network_may_have_its_page_there(web: Web) -> None:
    home = "http://192.168.1.4:3001/status/house"
    beats = "http://192.168.1.4:3001/api/status-page/heartbeat/house"
    web.serve(home, page("<html><title>Uptime Kuma</title></html>"))
    web.serve_feed(beats, "uptimekuma/heartbeats-only.json")
    found = web.find(home)
    assert found is not None
    assert (found.feed_url, found.format) == (beats, "uptimekuma")
    assert not any(request.public_only for request in web.requests)


def test_nothing_is_guessed_for_an_address_of_the_local_network(web: Web) -> None:
    web.serve("http://nas.lan/", page())
    assert web.find("nas.lan") is None
    assert web.urls == ["http://nas.lan/"]


def test_a_failure_of_every_kind_is_no_error(web: Web) -> None:
    web.serve(HOME, page(f'<html><a href="{STATUS}">Status</a></html>'))
    web.serve(STATUS, failure(Reason.TLS, "the certificate expired"))
    assert web.find(HOME) is None


@pytest.mark.parametrize(
    ("page_name", "product", "same"),
    [
        ("GitHub", "github", True),
        ("GitHub Status", "github", True),
        ("Fly.io", "fly", True),
        ("Northwind Mail", "northwind", True),
        ("Loch", "lochness", False),
        ("Status", "github", False),
        ("X", "x", False),
        ("", "github", False),
    ],
)
def test_names_mean_the_same_when_one_begins_as_the_other(
    page_name: str, product: str, same: bool
) -> None:
    assert is_one_name(page_name, product) is same


def test_a_page_on_the_site_of_the_product_needs_no_name(web: Web) -> None:
    web.serve(HOME, page())
    body = (FEEDS / "statuspage" / "operational.json").read_bytes()
    body = body.replace(b"Northwind Mail", b"How we are")
    guessed = "https://northwind.statuspage.io/api/v2/summary.json"
    web.serve(guessed, Answer(guessed, 200, {}, body, 0.1))
    found = web.find(HOME)
    assert found is not None
    assert found.name == "How we are"


def test_an_address_that_is_a_machine_of_this_network_may_lead_on_within_it(web: Web) -> None:
    local = "http://192.168.1.1/status"
    inside = replace(page(f'<html><a href="{local}">Status</a></html>'), local=True)
    web.serve("https://intranet.example/", inside)
    web.serve_feed(local, "gatus/operational.json")
    found = web.find("https://intranet.example/")
    assert found is not None
    assert found.feed_url == local
    assert not any(request.public_only for request in web.requests)


def test_the_better_of_two_doubtful_feeds_is_kept(web: Web) -> None:
    feeds = "".join(f'<a href="https://{n}.example/status">How</a>' for n in ("one", "two"))
    web.serve(HOME, page(f"<html>{feeds}</html>"))
    web.serve_feed("https://status.northwind.example/", "rss/no-state.xml")
    web.serve_feed("https://northwindstatus.com/", "rss/no-state.xml")
    found = web.find(HOME)
    assert found is not None
    assert found.feed_url == "https://status.northwind.example/"
