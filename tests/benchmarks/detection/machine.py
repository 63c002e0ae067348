"""This machine's own life: sleep, and a way out that fails in several ways."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from random import Random

from benchmarks.detection.chance import around, times
from benchmarks.detection.climate import Climate

DAY, HOUR = 86_400.0, 3600.0
MORNING = 8 * HOUR
"""The hour at which the world begins, in seconds since midnight."""


class Way(IntEnum):
    """What is wrong with the way out; where two meet, the smaller number wins."""

    LINK = 1  # no link: the system says so
    WAKING = 2  # awake, the link not yet back
    SWITCH = 3  # from one network to another
    LINE = 4  # the link is fine, nothing answers
    PORTAL = 5
    RESOLVER = 6  # only the usual name server fails
    LOSS = 7


CUT = frozenset({Way.LINK, Way.WAKING, Way.SWITCH, Way.LINE, Way.PORTAL})
"""In which nothing can be reached."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A while of one kind; times are seconds since the start of the world."""

    way: Way
    begin: float
    end: float
    number: int = 0


Span = tuple[float, float]


class Machine:
    """When this machine is awake, and how its way out is."""

    def __init__(self, climate: Climate, seed: int, days: float) -> None:
        self.asleep = merged(_sleep(climate, seed, days))
        self._sleep_begins = [begin for begin, _ in self.asleep]
        self.spells = _spells(climate, seed, days, self.asleep)
        self._cuts, self._worst = _flattened(self.spells)
        blind = [(s.begin, s.end) for s in self.spells if s.way in CUT]
        self._blind = Hidden(merged([*self.asleep, *blind]))

    def wakes(self, t: float) -> float:
        """Return when it is awake again; `t` itself when it is awake."""
        place = bisect_right(self._sleep_begins, t) - 1
        return max(t, self.asleep[place][1]) if place >= 0 else t

    def way(self, t: float) -> Spell | None:
        """Return what is wrong with the way out."""
        place = bisect_right(self._cuts, t) - 1
        return self._worst[place] if place >= 0 else None

    def seen(self, begin: float, end: float) -> float:
        """Return the seconds of a span in which it was awake and had a way out."""
        return max(0.0, end - begin - self._blind.within(begin, end))

    def awake_days(self, days: float) -> float:
        """Return how many days it is awake in all."""
        return days - sum(min(e, days * DAY) - b for b, e in self.asleep if b < days * DAY) / DAY


class Hidden:
    """Spans that do not overlap, and how much of any other span they cover."""

    def __init__(self, spans: list[Span]) -> None:
        self._begins = [begin for begin, _ in spans]
        self._spans = spans
        self._before = [0.0]
        for begin, end in spans:
            self._before.append(self._before[-1] + end - begin)

    def within(self, begin: float, end: float) -> float:
        """Return the seconds of a span that are covered."""
        return self._until(end) - self._until(begin)

    def _until(self, t: float) -> float:
        place = bisect_right(self._begins, t)
        rest = max(0.0, self._spans[place - 1][1] - t) if place else 0.0
        return self._before[place] - rest


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the same time in spans that do not overlap."""
    whole: list[Span] = []
    for begin, end in sorted(spans):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return whole


def _sleep(climate: Climate, seed: int, days: float) -> Iterator[Span]:
    chance = Random(f"{seed} sleep")
    for day in range(math.ceil(days)):
        begin = day * DAY + 23.3 * HOUR - MORNING + chance.gauss(0.0, 1800.0)
        yield begin, (day + 1) * DAY + 7.4 * HOUR - MORNING + chance.gauss(0.0, 1800.0)
    for t in times(chance, climate.lid, days * DAY):
        yield t, t + around(chance, 900.0, 0.8, 60.0, 7200.0)


def _spells(climate: Climate, seed: int, days: float, asleep: list[Span]) -> list[Spell]:
    drawn = [
        *_drawn(seed, days, Way.LINK, climate.wifi, (60.0, 1.2, 7200.0)),
        *_drawn(seed, days, Way.LINE, climate.line, (240.0, 1.3, 14_400.0)),
        *_drawn(seed, days, Way.PORTAL, climate.portal, (150.0, 0.8, 900.0)),
        *_drawn(seed, days, Way.RESOLVER, climate.resolver, (300.0, 0.9, 2400.0)),
        *_drawn(seed, days, Way.LOSS, climate.loss, (600.0, 0.9, 3600.0)),
        *_drawn(seed, days, Way.SWITCH, climate.vpn, (6.0, 0.4, 15.0)),
    ]
    chance = Random(f"{seed} waking")
    waking = [Spell(Way.WAKING, end, end + chance.uniform(2.0, 15.0)) for _, end in asleep]
    return sorted([*drawn, *waking], key=lambda spell: spell.begin)


def _drawn(
    seed: int, days: float, way: Way, rate: float, length: tuple[float, float, float]
) -> Iterator[Spell]:
    chance = Random(f"{seed} {way.name}")
    median, spread, most = length
    for t in times(chance, rate, days * DAY):
        end = t + around(chance, median, spread, 12.0 if way is not Way.SWITCH else 3.0, most)
        yield Spell(way, t, end, chance.getrandbits(30))


def _flattened(spells: list[Spell]) -> tuple[list[float], list[Spell | None]]:
    """Return at which times the worst spell changes, and to which."""
    cuts = sorted({t for spell in spells for t in (spell.begin, spell.end)})
    worst: list[Spell | None] = []
    active: list[Spell] = []
    coming = iter([*spells, None])
    upcoming = next(coming)
    for cut in cuts:
        while upcoming is not None and upcoming.begin <= cut:
            active.append(upcoming)
            upcoming = next(coming)
        active = [spell for spell in active if spell.end > cut]
        worst.append(min(active, key=lambda spell: spell.way, default=None))
    return cuts, worst
