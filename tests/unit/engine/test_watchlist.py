from dataclasses import replace

from downlight.domain.model import Check, CheckKind, Expectation, Platform
from downlight.domain.settings import Settings
from downlight.engine import watchlist
from fakes.house import Book, favourite


def platform(name: str, *checks: Check) -> Platform:
    return Platform(name, name.title(), f"https://{name}.example/", checks=checks)


def feed(name: str, url: str = "https://status.example/feed") -> Check:
    return Check(f"{name}/feed", name, CheckKind.FEED, url)


def probe(name: str) -> Check:
    return Check(f"{name}/http", name, CheckKind.HTTP, f"https://{name}.example/", interval=45.0)


def test_a_feed_that_several_platforms_share_is_one_look() -> None:
    made = watchlist.watch([platform("a", probe("a"), feed("a")), platform("b", feed("b"))])
    assert list(made.feeds) == ["https://status.example/feed"]
    assert made.readers == {"https://status.example/feed": {"a": (), "b": ()}}
    assert made.feeds_of("b") == ["https://status.example/feed"]
    assert list(made.probes) == ["a"]


def test_the_judge_learns_interval_limit_and_whether_there_is_a_probe() -> None:
    slow = replace(probe("a"), expect=Expectation(latency_limit=2.0))
    made = watchlist.watch([platform("a", slow), platform("b", feed("b"))])
    first, second = watchlist.subjects(made)
    assert (first.interval, first.latency_limit, first.has_probe) == (45.0, 2.0, True)
    assert not second.has_probe


def test_an_unknown_favourite_is_a_problem_and_the_rest_is_watched() -> None:
    settings = Settings(favourites=(favourite("a"), favourite("ghost", url=None)))
    made, problems = watchlist.build(settings, Book())
    assert [p.id for p in made.platforms] == ["a"]
    assert [problem.key for problem in problems] == ["favourite 'ghost'"]
    assert made.platform("a") is not None
    assert made.platform("ghost") is None
