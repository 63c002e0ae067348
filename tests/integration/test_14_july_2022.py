"""14 July 2022 once more: pages answer 200 with an error text, the status page says all is well."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from downlight.domain.incident import Incident
from downlight.domain.model import CheckKind, Expectation, Platform
from downlight.domain.notify import NotificationKind
from downlight.domain.settings import Favourite, Settings
from downlight.domain.status import Scope, Status
from downlight.probes.answer import Answer
from downlight.terminal.demo_day import BACK, BROKE, CROWDED, NOT_LOADING
from fakes.clock import START
from fakes.house import Book, House, favourite
from fakes.internet import page

CALM = timedelta(hours=2)
LASTED = BACK - BROKE
MINUTE = timedelta(seconds=60)
ALL_WELL = (
    '{"page": {"id": "x", "name": "X", "updated_at": "2022-07-13T18:00:00Z"},'
    '"status": {"indicator": "none", "description": "All Systems Operational"},'
    '"components": [], "incidents": [], "scheduled_maintenances": []}'
)
ERROR = f"<!doctype html><title>{CROWDED}</title><p>{NOT_LOADING}</p>"
HOME = f"<!doctype html><title>Home / X</title><p>{'For you. Following. ' * 400}</p>"


class Stated(Book):
    """It is known what an error page of X says."""

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        platform = super().resolve(favourite, settings)
        known = Expectation(must_not_contain=(NOT_LOADING,))
        checks = (
            replace(check, expect=known) if check.kind is CheckKind.HTTP else check
            for check in platform.checks
        )
        return replace(platform, checks=tuple(checks))


class TheDay(House):
    """X and four others; the trouble begins two hours after the start."""

    def __init__(self, folder: Path, seed: int, *, stated: bool) -> None:
        others = ("youtube", "instagram", "whatsapp", "netflix")
        favourites = [favourite("x", feed=True), *map(favourite, others)]
        super().__init__(folder, favourites, seed)
        self.book = Stated() if stated else Book()
        self.broke = START + CALM
        self.shown: list[datetime] = []
        self.internet.serve("https://x.example/", self._x)
        status = "https://status.x.example/api/v2/summary.json"
        self.internet.serve(status, page(ALL_WELL))

    def _x(self, now: datetime) -> Answer:
        if not self.broke <= now < self.broke + LASTED:
            return page(HOME)
        self.shown.append(now)
        return page(ERROR)

    def play(self) -> Sequence[Incident]:
        self.live(hours=3, minutes=30)
        return self.incidents()


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_told_within_a_minute_of_the_first_error_page(
    tmp_path: Path, seed: int, stated: bool
) -> None:
    day = TheDay(tmp_path, seed, stated=stated)
    (incident,) = day.play()
    assert incident.platform_id == "x"
    assert incident.started_at == day.shown[0]
    assert incident.confirmed_at - day.shown[0] <= MINUTE
    assert incident.confirmed_at - day.broke <= 2 * MINUTE
    assert incident.scope in (Scope.EVERYONE, Scope.UNCLEAR)
    assert incident.peak_status is Status.MAJOR_OUTAGE
    told, back = (bubble.notification for bubble in day.notifier.bubbles)
    assert (told.kind, told.official) == (NotificationKind.DOWN, Status.OPERATIONAL)
    assert back.kind is NotificationKind.RECOVERED
    assert incident.resolved_at is not None
    assert timedelta() <= incident.resolved_at - (day.broke + LASTED) <= 3 * MINUTE


def test_a_page_that_shows_it_alone_learned_what_it_looks_like(tmp_path: Path) -> None:
    """The contents are known by traits of earlier visits, and nothing of them is kept."""
    day = TheDay(tmp_path, 4, stated=False)
    day.play()
    log = (tmp_path / "history.sqlite3").read_bytes()
    assert b"For you. Following." not in log
    assert NOT_LOADING.encode() not in log
