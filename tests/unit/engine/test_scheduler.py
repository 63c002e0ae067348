import itertools
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from downlight.domain.commands import CheckNow
from downlight.domain.status import Reason
from downlight.engine.scheduler import HOT_FEED
from fakes.clock import START
from fakes.house import House, favourite
from fakes.internet import failure, page

MINUTE = timedelta(minutes=1)
FEED = "https://status.x.example/api/v2/summary.json"


def looks(house: House, url: str) -> list[float]:
    """Return when `url` was asked, in seconds since the start."""
    return [(when - START).total_seconds() for when, asked in house.internet.asked if asked == url]


def test_in_calm_each_platform_is_looked_at_once_an_interval(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite(f"s{i}") for i in range(12)])
    house.live(hours=2)
    counts = Counter(url for _, url in house.internet.asked)
    for chosen in house.choices.settings.favourites:
        assert 110 <= counts[chosen.url or ""] <= 130
    assert not [url for url in counts if "canary" in url], "calm needs no control site"


def test_looks_are_spread_and_not_in_step(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite(f"s{i}") for i in range(30)])
    house.live(minutes=30)
    seconds = Counter(
        int(when.timestamp()) for when, _ in house.internet.asked if when > START + 9 * MINUTE
    )
    assert max(seconds.values()) <= 6


def test_a_first_failure_is_looked_at_again_within_seconds(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *(favourite(f"s{i}") for i in range(5))])
    house.at(lambda: house.internet.serve("https://x.example/", page("", 503)), minutes=10)
    house.live(minutes=12)
    after = [second for second in looks(house, "https://x.example/") if second >= 600]
    assert after[1] - after[0] <= 5
    assert after[2] - after[0] <= 15


def test_a_feed_is_read_every_two_minutes_and_sooner_in_trouble(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x", feed=True), *(favourite(f"s{i}") for i in range(5))])
    house.at(lambda: house.internet.serve("https://x.example/", page("", 503)), hours=1)
    house.live(hours=2)
    read = looks(house, FEED)
    calm = [b - a for a, b in itertools.pairwise(read) if b < 3600]
    hot = [b - a for a, b in itertools.pairwise(read) if a > 3700]
    assert all(90 <= gap <= 150 for gap in calm)
    assert all(HOT_FEED * 0.75 <= gap <= HOT_FEED * 1.25 for gap in hot)


def test_asking_often_does_not_read_a_feed_often(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x", feed=True)])
    orders = [(timedelta(seconds=600 + i), CheckNow(None)) for i in range(20)]
    house.live(*orders, minutes=12)
    assert len([s for s in looks(house, FEED) if 600 <= s <= 620]) <= 3


def test_a_feed_whose_server_is_busy_is_left_alone_even_in_trouble(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x", feed=True), *(favourite(f"s{i}") for i in range(5))])
    busy = replace(page("", 429), headers={"retry-after": "1200"})
    house.internet.serve(FEED, busy)
    house.internet.serve("https://x.example/", page("", 503))
    house.live(minutes=18)
    assert len(looks(house, FEED)) == 1


def test_control_sites_are_asked_when_something_fails_on_the_network(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), favourite("y")])
    house.at(
        lambda: house.internet.serve("https://x.example/", failure(Reason.TIMEOUT)), minutes=10
    )
    house.live(minutes=11)
    asked = [url for when, url in house.internet.asked if "canary" in url]
    assert asked


def test_a_thousand_favourites_are_all_looked_at(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite(f"s{i}") for i in range(1000)])
    house.live(minutes=3)
    assert len({url for _, url in house.internet.asked}) == 1000
