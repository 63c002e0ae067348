"""From a favourite to what is watched."""

import pytest

from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.resolve import floored
from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Check, CheckKind, Platform, Redirects
from downlight.domain.settings import Favourite, GeneralSettings, Settings

FEED = "https://status.northwind.example/api/v2/summary.json"
BOOK = CatalogueBook(
    Shelves(
        (
            Entry(
                "northwind",
                "Northwind Mail",
                "https://www.northwind.example",
                "email",
                aliases=("NW",),
                status_page="https://status.northwind.example",
                feed=FEED,
                format="statuspage",
                expect=("Inbox",),
                reject=("Mail is resting",),
                provider="cumulus",
                popularity=10,
            ),
            Entry("halden", "Halden", "https://halden.example", "work", popularity=90),
            Entry("maps", "Halden Maps", "https://halden.example/maps", "work"),
        ),
        error_texts=("<title>502 Bad Gateway</title>",),
    )
)


def resolved(favourite: Favourite, settings: Settings | None = None) -> Platform:
    return BOOK.resolve(favourite, settings or Settings())


def http(platform: Platform) -> Check:
    (check,) = (check for check in platform.checks if check.kind is CheckKind.HTTP)
    return check


def feed(platform: Platform) -> Check:
    (check,) = (check for check in platform.checks if check.kind is CheckKind.FEED)
    return check


def test_a_known_platform_has_a_probe_and_its_feed() -> None:
    platform = resolved(Favourite("northwind"))
    assert http(platform).id == "northwind/http"
    assert http(platform).target == "https://www.northwind.example/"
    assert feed(platform).id == "northwind/feed"
    assert (feed(platform).target, feed(platform).format) == (FEED, "statuspage")
    assert (http(platform).interval, feed(platform).interval) == (60.0, 120.0)
    assert (platform.provider, platform.category) == ("cumulus", "email")


def test_texts_of_errors_are_those_of_the_platform_the_user_and_everybody() -> None:
    expect = http(resolved(Favourite("northwind", reject_text=("Oops", "Mail is resting")))).expect
    assert expect.must_not_contain == ("Mail is resting", "Oops", "<title>502 Bad Gateway</title>")
    assert expect.must_contain == ("Inbox",)


def test_the_users_wishes_come_first() -> None:
    wishes = Favourite(
        "northwind",
        name="Our mail",
        interval=300,
        timeout=5,
        expect_status=(200, 401),
        expect_text=("Sign in",),
        redirects="refuse",
        latency_limit=2.5,
        tls_days=30,
        feed="https://other.example/feed",
        feed_format="rss",
        status_page="https://other.example",
        auth="X-Token",
        components=("c1",),
    )
    platform = resolved(wishes)
    check = http(platform)
    assert (platform.name, platform.status_page) == ("Our mail", "https://other.example")
    assert platform.watched_components == ("c1",)
    assert (check.interval, check.timeout) == (300, 5)
    assert (check.auth, check.secret) == ("X-Token", "northwind")
    assert check.expect.statuses == (200, 401)
    assert check.expect.must_contain == ("Sign in",)
    assert check.expect.redirects is Redirects.REFUSE
    assert (check.expect.latency_limit, check.expect.tls_days) == (2.5, 30)
    assert (feed(platform).target, feed(platform).format) == ("https://other.example/feed", "rss")
    assert feed(platform).interval == 300
    assert feed(platform).secret is None


def test_a_feed_beside_the_platform_is_asked_with_the_same_token() -> None:
    own = "http://127.0.0.1:9090/api/v1/alerts"
    wish = Favourite("mine", url="http://127.0.0.1:9090/", feed=own, auth="basic")
    assert (feed(resolved(wish)).secret, feed(resolved(wish)).auth) == ("mine", "basic")


def test_a_known_platform_may_be_watched_at_another_address() -> None:
    platform = resolved(Favourite("northwind", url="http://127.0.0.1:8080/"))
    assert (platform.name, platform.homepage) == ("Northwind Mail", "http://127.0.0.1:8080/")
    assert http(platform).target == "http://127.0.0.1:8080/"
    assert http(platform).expect.must_contain == ()
    assert "Mail is resting" in http(platform).expect.must_not_contain


def test_an_address_of_ones_own_is_a_platform() -> None:
    platform = resolved(Favourite("nas", url="nas.local:5000", interval=2))
    assert (platform.id, platform.name, platform.category) == ("nas", "nas.local:5000", "own")
    assert http(platform).target == "http://nas.local:5000/"
    assert http(platform).interval == 2
    assert len(platform.checks) == 1
    assert http(platform).timeout == 10


def test_the_format_of_a_feed_of_ones_own_is_found_out_and_its_page_is_opened_on_click() -> None:
    platform = resolved(Favourite("own", url="https://own.example", feed="https://s.example/feed"))
    assert feed(platform).format is None
    assert platform.status_page == "https://s.example/"


@pytest.mark.parametrize(
    ("wanted", "target", "given"),
    [
        (1, "https://public.example/", 30),
        (45, "https://public.example/", 45),
        (1, "http://192.168.1.2/", 2),
        (5, "http://localhost:81/", 5),
        (1e9, "https://public.example/", 86_400),
    ],
)
def test_nobody_is_asked_more_often_than_is_decent(
    wanted: float, target: str, given: float
) -> None:
    assert floored(wanted, target) == given


def test_the_general_interval_counts_where_the_favourite_has_none() -> None:
    settings = Settings(general=GeneralSettings(interval=600))
    platform = resolved(Favourite("northwind"), settings)
    assert (http(platform).interval, feed(platform).interval) == (600, 600)


def test_a_local_feed_is_read_as_often_as_the_platform_is_looked_at() -> None:
    local = Favourite("x", url="http://127.0.0.1/", feed="http://127.0.0.1/feed", interval=5)
    assert feed(resolved(local)).interval == 5


@pytest.mark.parametrize(
    ("favourite", "clue"),
    [
        (Favourite("nowhere"), "no platform called “nowhere”"),
        (Favourite("hladen"), "Did you mean Halden"),
        (Favourite("own", url="ftp://own.example"), "Only http and https"),
        (Favourite("halden", feed="file:///etc/passwd"), "Only http and https"),
        (Favourite("halden", redirects="sideways"), "must be one of follow, same_site, refuse"),
    ],
)
def test_what_cannot_be_watched_is_told_in_a_sentence(favourite: Favourite, clue: str) -> None:
    with pytest.raises(UnknownPlatform, match=clue):
        resolved(favourite)


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("northwind", "northwind"),
        ("nw", "northwind"),
        ("northwind.example", "northwind"),
        ("https://www.northwind.example/", "northwind"),
        ("http://northwind.example", "northwind"),
        ("halden.example", "halden"),
        ("halden.example/maps/", "maps"),
    ],
)
def test_a_platform_is_found_by_name_and_by_home_page(typed: str, id_: str) -> None:
    platform = BOOK.find(typed)
    assert platform is not None
    assert platform.id == id_


@pytest.mark.parametrize("typed", ["", "north", "https://northwind.example/inbox", "ftp://x"])
def test_nothing_else_is_found(typed: str) -> None:
    assert BOOK.find(typed) is None


def test_an_address_typed_into_the_search_finds_its_platform_first() -> None:
    assert [p.id for p in BOOK.search("https://halden.example/maps")][:1] == ["maps"]


def test_the_most_common_come_first() -> None:
    assert [p.id for p in BOOK.popular(2)] == ["halden", "northwind"]


def test_a_platform_is_looked_up_by_its_id() -> None:
    assert BOOK.platform("maps") is not None
    assert BOOK.platform("Maps!") is None


def test_in_lists_a_platform_is_shown_with_its_feed_alone() -> None:
    listed = BOOK.search("northwind")[0]
    assert [(check.kind, check.target) for check in listed.checks] == [(CheckKind.FEED, FEED)]
    assert [check for found in BOOK.search("halden") for check in found.checks] == []
