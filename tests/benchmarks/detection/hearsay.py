"""What others say: the provider's page, colleagues, people who complain."""

import math
from collections.abc import Iterator
from random import Random

from benchmarks.detection.chance import around, times
from benchmarks.detection.climate import FEED_LAG_MEDIAN, FEED_LAG_SPREAD
from benchmarks.detection.machine import CUT, HOUR, MORNING
from benchmarks.detection.troubles import Kind, Trouble
from benchmarks.detection.world import World
from downlight.domain.observation import Path, PeerVote
from downlight.domain.status import Status

COLLEAGUES = 5
_POSTED = ((900.0, 0.22), (3600.0, 0.5), (math.inf, 0.8))
"""Chance that an outage shorter than the first is ever posted: most are not (Metrist, 2023)."""
_ADMITTED = (Status.OPERATIONAL, Status.DEGRADED, Status.MAINTENANCE, Status.MAJOR_OUTAGE)
_OUT_OF_ORDER = 0.03
"""Chance that a colleague's own network is out of order for ten minutes."""

Cry = tuple[float, int, int]
"""When which colleague says unasked that a platform fails: (seconds, platform, colleague)."""


class Hearsay:
    """The word of others in one world, deterministic as that."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages = [_Page(world, number) for number in range(len(world.platforms))]
        self.cries = sorted(self._all_cries())
        self._waves = [list(self._false_waves(n)) for n in range(len(world.platforms))]

    def official(self, platform: int, t: float) -> Status:
        """Return what the provider's own page says."""
        return self._pages[platform].at(t)

    def posted(self, trouble: Trouble) -> bool:
        """Whether the provider ever admits it."""
        return trouble.number in self._pages[trouble.platform].posted

    def online(self, colleague: int, t: float) -> bool:
        """Whether a colleague's machine is on: by the hour, more by day."""
        hour = int((t + MORNING) // HOUR)
        by_day = 8 <= hour % 24 < 20
        likely = self._world.climate.colleagues * (1.0 if by_day else 0.5)
        return self._world.dice.roll(30, colleague, hour) < likely

    def votes(self, platform: int, t: float) -> tuple[float, tuple[PeerVote, ...]]:
        """Return what the colleagues online answer when asked at `t`, after how many seconds."""
        spell = self._world.machine.way(t)
        if spell is not None and spell.way in CUT:
            return 0.1, ()
        votes, longest = [], 0.3
        for colleague in range(1, COLLEAGUES + 1):
            if self.online(colleague, t):
                ok, after = self._vote(colleague, platform, t)
                votes.append(PeerVote(f"colleague-{colleague}", ok, same_network=colleague == 1))
                longest = max(longest, min(6.0, after))
        return longest, tuple(votes)

    def _vote(self, colleague: int, platform: int, t: float) -> tuple[bool, float]:
        world = self._world
        after = 0.5 + 2.0 * world.dice.roll(31, colleague, int(t))
        if world.dice.roll(32, colleague, int(t // 600)) < _OUT_OF_ORDER:
            return False, 5.5
        fate = world.there(platform, t, Path.DEFAULT, 5.0, colleague)
        if fate is not None:
            limit = max(1.2, 5.0 * world.platforms[platform].usual)
            return fate.is_good and fate.latency < limit, after + fate.latency
        fails = world.dice.roll(33, colleague * 100 + platform, int(t * 1000.0))
        return fails >= world.platforms[platform].noise, after

    def complaints(self, platform: int, t: float) -> tuple[float, float]:
        """Return the complaints of the last five minutes and the usual number."""
        world = self._world
        day = math.sin(((t + MORNING) / HOUR - 5.0) / 24.0 * 2.0 * math.pi) * 0.5 + 0.5
        usual = world.platforms[platform].complaints * (0.25 + 0.75 * max(0.0, day))
        mean = usual
        for trouble in world.at_work(platform, t - 30.0):
            ramp = min(1.0, max(0.0, (t - trouble.begin - 90.0) / 600.0))
            if trouble.bites(t - 30.0):
                mean += usual * ramp * _uproar(trouble) * world.climate.crowd
        for begin, end, times_usual in self._waves[platform]:
            mean += usual * times_usual if begin <= t < end else 0.0
        return _poisson(mean, world.dice.roll(34, platform, int(t))), usual

    def _false_waves(self, platform: int) -> Iterator[tuple[float, float, float]]:
        chance = Random(f"{self._world.seed} waves {platform}")
        for t in times(chance, 0.8 * self._world.climate.lies, self._world.end):
            yield t, t + chance.uniform(900.0, 2400.0), chance.uniform(3.0, 6.0)

    def _all_cries(self) -> Iterator[Cry]:
        chance = Random(f"{self._world.seed} cries")
        for trouble in self._world.troubles:
            for colleague in self._who_sees(trouble):
                wait = chance.uniform(15.0, 100.0)
                if self.online(colleague, trouble.begin) and wait < trouble.end - trouble.begin:
                    yield trouble.begin + wait, trouble.platform, colleague
        for platform in range(len(self._world.platforms)):
            for t in times(chance, 0.4 * self._world.climate.lies, self._world.end):
                yield t, platform, chance.randint(1, COLLEAGUES)

    def _who_sees(self, trouble: Trouble) -> range:
        """Return who would be sure of it and say so."""
        if trouble.kind is Kind.ELSEWHERE:
            return range(COLLEAGUES + 1 - trouble.detail, COLLEAGUES + 1)
        if trouble.for_everyone and trouble.kind is not Kind.HIDDEN and trouble.share > 0.6:
            return range(1, COLLEAGUES + 1)
        return range(1, 2 if trouble.at_home_too and trouble.is_outage else 1)


class _Page:
    """What one provider's page says over time."""

    def __init__(self, world: World, platform: int) -> None:
        self._world, self._platform = world, platform
        self._chance = Random(f"{world.seed} page {platform}")
        self.posted: set[int] = set()
        has_one = world.platforms[platform].has_feed
        self._posts = list(self._all_posts()) if has_one else []

    def at(self, t: float) -> Status:
        said = [status for begin, end, status in self._posts if begin <= t < end]
        return max(said, key=_ADMITTED.index, default=Status.OPERATIONAL)

    def _all_posts(self) -> Iterator[tuple[float, float, Status]]:
        world, chance = self._world, self._chance
        for trouble in world.troubles:
            if trouble.platform != self._platform:
                continue
            if trouble.for_everyone:
                yield from self._admitted(trouble)
            elif trouble.kind is Kind.WORKS and chance.random() < 0.85:
                begin = trouble.begin - chance.uniform(60.0, 900.0)
                yield begin, trouble.end + chance.uniform(60.0, 1200.0), Status.MAINTENANCE
        for t in times(chance, 1.0 * world.climate.lies, world.end):
            yield t, t + chance.uniform(1800.0, 10_800.0), Status.DEGRADED

    def _admitted(self, trouble: Trouble) -> Iterator[tuple[float, float, Status]]:
        length = trouble.end - trouble.begin
        likely = next(share for below, share in _POSTED if length < below)
        lag = around(self._chance, FEED_LAG_MEDIAN, FEED_LAG_SPREAD, 60.0, 10_800.0)
        late = around(self._chance, 1200.0, 0.8, 60.0, 14_400.0)
        severe = trouble.share >= 0.6 and self._chance.random() < 0.4
        if self._chance.random() < likely:
            self.posted.add(trouble.number)
            end = max(trouble.end + late, trouble.begin + lag + 600.0)
            yield trouble.begin + lag, end, Status.MAJOR_OUTAGE if severe else Status.DEGRADED


def _uproar(trouble: Trouble) -> float:
    """Return how many times the usual people complain at the height of it."""
    if trouble.kind is Kind.ELSEWHERE:
        return 4.0
    if not trouble.for_everyone:
        return 0.0
    if trouble.kind is Kind.HIDDEN:
        return 25.0
    if trouble.kind is Kind.SLUGGISH or trouble.share < 0.6:
        return 10.0 * max(0.4, trouble.share)
    return 45.0 * trouble.share


def _poisson(mean: float, u: float) -> float:
    """Return the quantile `u` of a Poisson number; from 30 on by the normal curve."""
    if mean > 30.0:
        u = min(max(u, 1e-9), 1.0 - 1e-9)
        return max(0.0, round(mean + math.sqrt(mean) * math.log(u / (1.0 - u)) / 1.702))
    term = total = math.exp(-mean)
    count = 0
    while u > total and count < 200:
        count += 1
        term *= mean / count
        total += term
    return float(count)
