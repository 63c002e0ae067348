"""A deterministic world: what one look at one place meets at one moment."""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import NamedTuple

from benchmarks.detection.chance import Dice, around
from benchmarks.detection.climate import STRESS, Climate
from benchmarks.detection.machine import Machine, Way
from benchmarks.detection.troubles import Kind, Trouble, draw_troubles
from downlight.domain.observation import Path
from downlight.domain.status import Reason

PROVIDERS = ("alpha", "alpha", "alpha", "beta", "beta", "gamma", "gamma", None, None, None)
CONTROLS = 4
HERE = 0
"""The place that is this machine; colleagues are 1 to 5, of whom 1 is behind the same way out."""
Mix = tuple[tuple[float, Reason], ...]
"""Ways to fail, each with the share of failures that are it or one before; the rest is a 503."""
_WAYS = {Path.DEFAULT: 0, Path.OTHER_FAMILY: 1, Path.OTHER_RESOLVER: 2}


class Page(StrEnum):
    """What stands on the page that comes back."""

    HEALTHY = "healthy"
    KNOWN_ERROR = "known error"  # a text that is known for an error
    SHELL = "shell"  # neither that nor what belongs there
    REDESIGNED = "redesigned"
    SERVER = "server"  # the server's own error page
    WALL = "wall"
    PORTAL = "portal"
    WORKS = "works"


class Fate(NamedTuple):
    """What a look meets: no answer, for a reason; or a status and a page; after seconds."""

    failure: Reason | None
    latency: float
    status: int = 200
    page: Page = Page.HEALTHY

    @property
    def is_good(self) -> bool:
        """Whether it is what a healthy platform gives, however late."""
        return self.failure is None and self.page is Page.HEALTHY


@dataclass(frozen=True, slots=True)
class Place:
    """One platform."""

    name: str
    provider: str | None
    usual: float
    """Median seconds of its answers."""
    noise: float
    """Chance that a look at it fails in health."""
    has_feed: bool
    has_crowd: bool
    complaints: float
    """Usual number in five minutes, by day."""
    changes_daily: bool
    size: int
    """Bytes of its page."""


class World:
    """Times are seconds since its start, a Monday at eight in the morning."""

    def __init__(
        self, seed: int, days: float = 14.0, platforms: int = 10, climate: Climate = STRESS
    ) -> None:
        self.seed, self.days, self.end = seed, days, days * 86_400.0
        self.climate = climate
        self.dice = Dice(seed)
        self.platforms = [_settled(climate, seed, number) for number in range(platforms)]
        self.machine = Machine(climate, seed, days)
        providers = [place.provider for place in self.platforms]
        self.troubles = draw_troubles(climate, seed, providers, days)
        self._timelines = [_Timeline(self.troubles, number) for number in range(platforms)]

    def at_work(self, platform: int, t: float) -> tuple[Trouble, ...]:
        """Return what is the matter with a platform, the worst first."""
        return self._timelines[platform].at(t)

    # ------------------------------------------------------------------ looks from here
    def look(self, platform: int, t: float, path: Path, timeout: float) -> Fate:
        """Return what a look at a platform meets."""
        spell = self.machine.way(t)
        if spell is not None:
            fate = self._own_fault(spell.way, spell.number, platform, t, path, timeout)
            if fate is not None:
                return fate
        fate = self.there(platform, t, path, timeout, HERE) or self._noise(
            platform, t, path, timeout
        )
        strain = 1.5 + 2.5 * self.dice.roll(1, platform, int(t)) if _lossy(spell) else 1.0
        return fate or self._healthy(platform, t, path, timeout, strain)

    def control(self, number: int, t: float, path: Path, timeout: float) -> Fate:
        """Return what a look at a control site meets."""
        if self.climate.controls_blocked:
            return Fate(Reason.TIMEOUT, timeout)
        spell = self.machine.way(t)
        if spell is not None:
            if spell.way is Way.PORTAL:
                return Fate(None, 0.06, 302, Page.PORTAL)
            place = 1000 + number
            fate = self._own_fault(spell.way, spell.number, place, t, path, timeout)
            if fate is not None:
                return fate
        if self.dice.roll(2, number, _ms(t)) < 0.002:
            return Fate(Reason.TIMEOUT, timeout)
        return Fate(None, 0.04 * (0.7 + self.dice.roll(3, number, _ms(t))), 204)

    def _own_fault(
        self, way: Way, number: int, place: int, t: float, path: Path, timeout: float
    ) -> Fate | None:
        u = self.dice.roll(4, place, int(t))
        if way in (Way.LINK, Way.WAKING, Way.SWITCH):
            return Fate(Reason.DNS if u < 0.7 else Reason.UNREACHABLE, 0.05)
        if way is Way.LINE:
            return Fate(Reason.DNS, min(timeout, 5.0)) if u < 0.6 else Fate(Reason.TIMEOUT, timeout)
        if way is Way.PORTAL:
            return Fate(Reason.TLS, 0.12)  # platforms are asked by https: its certificate is wrong
        if way is Way.RESOLVER:
            lost = path is not Path.OTHER_RESOLVER
            return Fate(Reason.DNS, min(timeout, 5.0)) if lost else None
        lost = self.dice.roll(5, place * 4 + _WAYS[path], _ms(t)) < self._loss(number, t)
        return Fate(Reason.TIMEOUT if u < 0.75 else Reason.DNS, timeout) if lost else None

    def _loss(self, number: int, t: float) -> float:
        """Return how many looks are lost: bursts of some seconds, half a minute apart."""
        frame, second = divmod(t, 26.0)
        if self.dice.roll(6, number, int(frame)) < 0.2:
            return 0.03
        begin = 20.0 * self.dice.roll(7, number, int(frame))
        end = begin + 2.0 + 10.0 * self.dice.roll(8, number, int(frame))
        return 0.85 if begin <= second < end else 0.03

    def _noise(self, platform: int, t: float, path: Path, timeout: float) -> Fate | None:
        """Half of it strikes single looks, half all looks by one way within five seconds."""
        half, place = 0.5 * self.platforms[platform].noise, platform * 4 + _WAYS[path]
        together = self.dice.roll(9, place, int(t // 5)) < half
        if not together and self.dice.roll(10, place, _ms(t)) >= half:
            return None
        mix = ((0.45, Reason.TIMEOUT), (0.65, Reason.RESET), (0.8, Reason.DNS))
        return self._failing(platform, t, path, timeout, mix)

    def _healthy(self, platform: int, t: float, path: Path, timeout: float, strain: float) -> Fate:
        place = self.platforms[platform]
        u = self.dice.roll(11, platform * 4 + _WAYS[path], _ms(t))
        latency = place.usual * strain * math.exp(0.35 * _normal(u))
        if self.dice.roll(12, platform, _ms(t)) < self.climate.late:
            latency *= 4.0 + 4.0 * u
        if latency > timeout:
            return Fate(Reason.TIMEOUT, timeout)
        return Fate(None, latency)

    def _failing(self, platform: int, t: float, path: Path, timeout: float, mix: Mix) -> Fate:
        u = self.dice.roll(13, platform * 4 + _WAYS[path], _ms(t))
        usual = self.platforms[platform].usual
        for below, reason in mix:
            if u < below:
                slow = timeout if reason is Reason.TIMEOUT else min(timeout, 0.1 + usual)
                return Fate(reason, slow)
        return Fate(None, 1.2 * usual, 503, Page.SERVER)

    # ------------------------------------------------------------------ what is wrong there
    def there(self, platform: int, t: float, path: Path, timeout: float, who: int) -> Fate | None:
        """Return what the platform's own troubles do to a look of `who`; None for nothing."""
        for trouble in self.at_work(platform, t):
            if trouble.bites(t) and self._concerns(trouble, path, who):
                way = _WAYS[path] if who == HERE else 3 + who
                if self._strikes(trouble, way, t):
                    fate = self._effect(trouble, platform, t, path, timeout)
                    if fate is not None:
                        return fate
        return None

    def _concerns(self, trouble: Trouble, path: Path, who: int) -> bool:
        if trouble.kind is Kind.ELSEWHERE:
            return who > 5 - trouble.detail
        if trouble.spares_other_way and path is Path.OTHER_RESOLVER:
            return False
        if trouble.kind in (Kind.ROUTE, Kind.OWN_NAME, Kind.GLITCH):
            return who == HERE or (who == 1 and trouble.at_home_too)
        return who == HERE or trouble.kind is not Kind.WALL

    def _strikes(self, trouble: Trouble, way: int, t: float) -> bool:
        """Whether it strikes: 30 % of the quarter minutes are all one or the other by each way."""
        place, cell = trouble.number * 16 + way, int(t // 15)
        share = trouble.share
        if trouble.kind is Kind.NAME:
            share, cell = min(1.0, (t - trouble.begin) / trouble.detail), int(t // 30)
        elif self.dice.roll(14, place, cell) >= 0.3:
            return self.dice.roll(15, place, _ms(t)) < share
        return self.dice.roll(16, place, cell) < share

    def _effect(
        self, trouble: Trouble, platform: int, t: float, path: Path, timeout: float
    ) -> Fate | None:
        usual = self.platforms[platform].usual
        if trouble.kind in _FAILING:
            return self._failing(platform, t, path, timeout, _FAILING[trouble.kind])
        if trouble.kind is Kind.SLUGGISH:
            u = self.dice.roll(17, platform, _ms(t))
            late = usual * trouble.detail * (0.6 + 0.9 * u)
            return Fate(None, late) if late < timeout else Fate(Reason.TIMEOUT, timeout)
        return _ANSWERS[trouble.kind](trouble, usual, timeout)


_FAILING: Mapping[Kind, Mix] = {
    Kind.DEAD: ((0.45, Reason.TIMEOUT), (0.7, Reason.REFUSED), (0.8, Reason.RESET)),
    Kind.FLAPPING: ((0.3, Reason.TIMEOUT), (0.5, Reason.REFUSED)),
    Kind.PROVIDER: ((0.3, Reason.TIMEOUT),),
    Kind.ROUTE: ((0.7, Reason.TIMEOUT), (1.0, Reason.REFUSED)),
    Kind.GLITCH: ((0.5, Reason.TIMEOUT), (0.7, Reason.RESET)),
}


def _server_error(trouble: Trouble, usual: float, timeout: float) -> Fate:
    return Fate(None, usual, (503, 503, 500, 502)[trouble.number % 4], Page.SERVER)


def _error_page(trouble: Trouble, usual: float, timeout: float) -> Fate:
    return Fate(None, 1.1 * usual, 200, Page.KNOWN_ERROR if trouble.detail else Page.SHELL)


def _no_name(trouble: Trouble, usual: float, timeout: float) -> Fate:
    return Fate(Reason.DNS, 0.1 if trouble.number % 2 else min(timeout, 4.0))


_Answering = Callable[[Trouble, float, float], Fate | None]
_ANSWERS: Mapping[Kind, _Answering] = {
    Kind.ERRORS: _server_error,
    Kind.ERROR_PAGE: _error_page,
    Kind.NAME: _no_name,
    Kind.OWN_NAME: lambda trouble, usual, timeout: Fate(Reason.DNS, 0.1),
    Kind.CERTIFICATE: lambda trouble, usual, timeout: Fate(Reason.TLS, 0.1 + usual),
    Kind.HIDDEN: lambda trouble, usual, timeout: None,
    Kind.WORKS: lambda trouble, usual, timeout: Fate(
        None, usual, 503, Page.WORKS if trouble.detail else Page.SERVER
    ),
    Kind.WALL: lambda trouble, usual, timeout: Fate(None, 0.1, trouble.detail, Page.WALL),
    Kind.ELSEWHERE: lambda trouble, usual, timeout: Fate(None, 0.3, 503, Page.SERVER),
    Kind.REDESIGN: lambda trouble, usual, timeout: Fate(None, usual, 200, Page.REDESIGNED),
}


class _Timeline:
    """What is the matter with one platform, found by time."""

    def __init__(self, troubles: list[Trouble], platform: int) -> None:
        mine = [trouble for trouble in troubles if trouble.platform == platform]
        self._cuts = sorted({t for one in mine for t in (one.begin, one.end)})
        order = list(Kind)
        self._active: list[tuple[Trouble, ...]] = []
        active: list[Trouble] = []
        coming, reached = sorted(mine, key=lambda one: one.begin), 0
        for cut in self._cuts:
            while reached < len(coming) and coming[reached].begin <= cut:
                active.append(coming[reached])
                reached += 1
            active = sorted((o for o in active if o.end > cut), key=lambda o: order.index(o.kind))
            self._active.append(tuple(active))

    def at(self, t: float) -> tuple[Trouble, ...]:
        place = bisect_right(self._cuts, t) - 1
        return self._active[place] if place >= 0 else ()


def _settled(climate: Climate, seed: int, number: int) -> Place:
    chance = Random(f"{seed} place {number}")
    return Place(
        name=f"p{number:02d}",
        provider=PROVIDERS[number % len(PROVIDERS)],
        usual=around(chance, 0.28, 0.45, 0.05, 1.2),
        noise=around(chance, climate.noise, 0.7, 0.0001, 7.5 * climate.noise),
        has_feed=chance.random() < 0.7,
        has_crowd=chance.random() < 0.75,
        complaints=around(chance, 4.0, 1.0, 0.2, 80.0),
        changes_daily=chance.random() < climate.daily_pages,
        size=round(around(chance, 3000.0, 0.4, 1200.0, 9000.0)),
    )


def _lossy(spell: object) -> bool:
    return getattr(spell, "way", None) is Way.LOSS


def _ms(t: float) -> int:
    return int(t * 1000.0)


def _normal(u: float) -> float:
    """Return about the normal quantile of `u`, by a logistic curve."""
    u = min(max(u, 1e-9), 1.0 - 1e-9)
    return math.log(u / (1.0 - u)) / 1.702
