import asyncio
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from time import perf_counter

import pytest

from downlight.domain.settings import Settings
from downlight.domain.status import Phase, Reason, Status
from downlight.engine import spot
from downlight.engine.observe import Observer
from downlight.engine.watchlist import build
from downlight.probes.answer import Answer, Failure, Request
from fakes.clock import START, FakeClock
from fakes.house import CANARIES, Book, NoSecrets, favourite
from fakes.internet import FakeInternet, failure, page


class Town:
    """Platforms a and b, and spot checks of them."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.internet = FakeInternet(self.clock.now)
        for canary in CANARIES:
            self.internet.serve(canary.url, page("", 204))
        for name in "ab":
            self.internet.serve(f"https://{name}.example/", page())

    def check(self, *names: str, deadline: float = spot.DEADLINE) -> Sequence[spot.SpotResult]:
        settings = Settings(favourites=tuple(favourite(name) for name in names))
        return asyncio.run(
            spot.check(
                build(settings, Book())[0].platforms,
                observer=Observer(self.internet, NoSecrets(), self.clock),
                clock=self.clock,
                chance=Random(1),
                canaries=CANARIES,
                deadline=deadline,
            )
        )


@pytest.fixture
def town() -> Town:
    return Town()


def test_what_is_well_is_said_after_one_look(town: Town) -> None:
    results = town.check("a", "b")
    assert [r.platform.id for r in results] == ["a", "b"]
    assert {r.verdict.status for r in results} == {Status.OPERATIONAL}
    assert len(town.internet.asked) == 2
    assert town.clock.now() - START < timedelta(seconds=10)


def test_an_outage_is_confirmed_by_looking_again(town: Town) -> None:
    town.internet.serve("https://a.example/", page("", 503))
    first, second = town.check("a", "b")
    assert first.verdict.phase is Phase.CONFIRMED
    assert first.verdict.status is Status.MAJOR_OUTAGE
    assert second.verdict.status is Status.OPERATIONAL
    looks = [url for _, url in town.internet.asked if url == "https://a.example/"]
    assert len(looks) >= 3
    assert town.clock.now() - START < timedelta(seconds=spot.DEADLINE + 5)


def test_without_a_network_it_cannot_tell(town: Town) -> None:
    town.internet.cut = True
    (result,) = town.check("a")
    assert result.verdict.status is Status.UNKNOWN


def test_it_does_not_wait_beyond_its_deadline(town: Town) -> None:
    class Silence(FakeInternet):
        async def fetch(self, request: Request) -> Answer | Failure:
            await asyncio.Event().wait()
            return failure(Reason.TIMEOUT)

    town.internet = Silence(town.clock.now)
    began = perf_counter()
    (result,) = town.check("a", deadline=0.3)
    assert perf_counter() - began < 3.0
    assert result.verdict.phase is Phase.STARTING


def test_nothing_to_look_at_is_answered_at_once(town: Town) -> None:
    assert town.check() == []
