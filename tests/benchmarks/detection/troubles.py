"""What befalls platforms, and what only seems to: drawn once from a seed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from benchmarks.detection.chance import around, by_quantiles, times
from benchmarks.detection.climate import OUTAGE_LENGTHS, Climate


class Kind(StrEnum):
    """What may be the matter with one platform, as seen from here."""

    # for everyone
    DEAD = "dead"
    ERRORS = "server errors"
    ERROR_PAGE = "error page"
    SLUGGISH = "slow"
    NAME = "name gone"
    CERTIFICATE = "certificate"
    FLAPPING = "flapping"
    PROVIDER = "provider"
    HIDDEN = "hidden"  # a part that no look touches
    # for this machine alone
    ROUTE = "route"
    OWN_NAME = "own resolver"
    # no trouble
    WORKS = "maintenance"
    WALL = "wall"
    ELSEWHERE = "elsewhere"
    REDESIGN = "redesign"
    GLITCH = "glitch"


ONLY_YOU = frozenset({Kind.ROUTE, Kind.OWN_NAME})
FOR_EVERYONE = frozenset(list(Kind)[:9])
OUTAGES = ONLY_YOU | FOR_EVERYONE
_EXCLUSIVE = OUTAGES | {Kind.WORKS}
_MIX = {
    Kind.DEAD: 0.18, Kind.ERRORS: 0.25, Kind.ERROR_PAGE: 0.18, Kind.SLUGGISH: 0.12,
    Kind.NAME: 0.07, Kind.CERTIFICATE: 0.04, Kind.FLAPPING: 0.10, Kind.HIDDEN: 0.06,
}  # fmt: skip
"""Of outages for everyone. Assumed, but for the errors: 42 % of the confirmed spells without an
HTTP 429 in the histories were 503, 10 % were 502, 5 % were 500, and 43 % gave no answer."""
_APART = 900.0
"""Seconds between two outages of one platform at the least."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One event. Times are seconds since the start of the world."""

    kind: Kind
    platform: int
    begin: float
    end: float
    share: float = 1.0
    """Of the looks that it spoils."""
    detail: int = 0
    """Times slower (SLUGGISH), status (WALL), seconds until caches forget (NAME), colleagues
    (ELSEWHERE); else 0 or 1, whichever of two variants it is."""
    spares_other_way: bool = False
    """Another name server, which leads to another entrance, avoids it."""
    at_home_too: bool = False
    """The colleague behind the same way out has it too."""
    phases: tuple[Span, ...] = ()
    """When a flapping platform is down."""
    number: int = 0

    @property
    def is_outage(self) -> bool:
        """Whether people should be told."""
        return self.kind in OUTAGES

    @property
    def for_everyone(self) -> bool:
        """Whether everyone has it."""
        return self.kind in FOR_EVERYONE

    def bites(self, t: float) -> bool:
        """Whether it is at work at a moment between its begin and its end."""
        return not self.phases or any(begin <= t < end for begin, end in self.phases)


def outage(chance: Random, kind: Kind, platform: int, t: float) -> Trouble:
    """Return an outage for everyone that begins at `t`."""
    end = t + by_quantiles(chance, OUTAGE_LENGTHS)
    made = Trouble(kind, platform, t, end, 0.97)
    match kind:
        case Kind.ERRORS:
            return replace(made, share=chance.uniform(0.3, 1.0))
        case Kind.ERROR_PAGE:
            share, stated = chance.uniform(0.7, 1.0), int(chance.random() < 0.6)
            return replace(made, share=share, detail=stated)
        case Kind.SLUGGISH:
            return replace(made, share=0.85, detail=round(around(chance, 14.0, 0.5, 7.0, 40.0)))
        case Kind.NAME:
            return replace(made, share=1.0, detail=chance.choice((60, 120, 300)))
        case Kind.FLAPPING:
            return _flapping(chance, made)
        case _:
            return made


def _flapping(chance: Random, made: Trouble) -> Trouble:
    end, t = made.begin + around(chance, 2400.0, 0.5, 900.0, 7200.0), made.begin
    phases = []
    while t < end:
        back = min(end, t + chance.uniform(60.0, 300.0))
        phases.append((t, back))
        t = back + chance.uniform(60.0, 360.0)
    return replace(made, end=phases[-1][1], phases=tuple(phases), share=0.95)


def _only_you(chance: Random, platform: int, t: float) -> Trouble:
    kind = chance.choice((Kind.ROUTE, Kind.ROUTE, Kind.OWN_NAME))
    end = t + around(chance, 720.0, 0.9, 150.0, 14_400.0)
    spares = kind is Kind.OWN_NAME or chance.random() < 0.3
    home = chance.random() < 0.6
    return Trouble(kind, platform, t, end, 0.97, spares_other_way=spares, at_home_too=home)


def _wall(chance: Random, platform: int, t: float) -> Trouble:
    end, share = t + around(chance, 900.0, 0.8, 120.0, 7200.0), chance.choice((0.5, 1.0))
    return Trouble(Kind.WALL, platform, t, end, share, chance.choice((429, 429, 403)))


def _elsewhere(chance: Random, platform: int, t: float) -> Trouble:
    end = t + around(chance, 1500.0, 0.8, 300.0, 14_400.0)
    return Trouble(Kind.ELSEWHERE, platform, t, end, detail=chance.randint(1, 2))


def _works(chance: Random, platform: int, t: float) -> Trouble:
    end = t + around(chance, 2400.0, 0.4, 600.0, 10_800.0)
    return Trouble(Kind.WORKS, platform, t, end, 0.98, int(chance.random() < 0.5))


def _redesign(chance: Random, platform: int, t: float) -> Trouble:
    """Its end is when the catalogue learns of it."""
    return Trouble(Kind.REDESIGN, platform, t, t + around(chance, 21_600.0, 0.3, 3600.0, 43_200.0))


def _troubles_of(climate: Climate, seed: int, platform: int, end: float) -> Iterator[Trouble]:
    def draw(per_month: float, make: Callable[[Random, int, float], Trouble]) -> Iterator[Trouble]:
        chance = Random(f"{seed} {platform} {make.__name__}")
        for t in times(chance, per_month, end):
            yield make(chance, platform, t)

    def everyone(chance: Random, platform: int, t: float) -> Trouble:
        kind = chance.choices(list(_MIX), list(_MIX.values()))[0]
        return outage(chance, kind, platform, t)

    def glitch(chance: Random, platform: int, t: float) -> Trouble:
        length = chance.uniform(4.0, climate.glitch_most)
        spares, home = chance.random() < 0.5, chance.random() < 0.3
        return Trouble(
            Kind.GLITCH, platform, t, t + length, 0.85,
            spares_other_way=spares and not home, at_home_too=home,
        )  # fmt: skip

    yield from draw(climate.outages * climate.times_outages, everyone)
    yield from draw(climate.only_you, _only_you)
    yield from draw(climate.wall, _wall)
    yield from draw(climate.elsewhere, _elsewhere)
    yield from draw(climate.works, _works)
    yield from draw(climate.redesign, _redesign)
    yield from draw(climate.glitch, glitch)


def _provider_troubles(
    climate: Climate, seed: int, provider: str, members: list[int], end: float
) -> Iterator[Trouble]:
    chance = Random(f"{seed} {provider}")
    for t in times(chance, climate.provider * climate.times_outages, end):
        over = t + 1.6 * by_quantiles(chance, OUTAGE_LENGTHS)
        share = chance.choice((0.5, 0.8, 1.0))
        for platform in members:
            if chance.random() < 0.9:
                begin, stop = t + chance.uniform(0.0, 40.0), over + chance.uniform(0.0, 120.0)
                yield Trouble(Kind.PROVIDER, platform, begin, stop, share)


def draw_troubles(
    climate: Climate, seed: int, providers: list[str | None], days: float
) -> list[Trouble]:
    """Return everything that happens to platforms, by time; one truth at a time for each."""
    end = days * 86_400.0
    drawn = [t for p in range(len(providers)) for t in _troubles_of(climate, seed, p, end)]
    for provider in sorted({name for name in providers if name}):
        members = [place for place, name in enumerate(providers) if name == provider]
        drawn += _provider_troubles(climate, seed, provider, members, end)
    return [replace(one, number=n) for n, one in enumerate(_one_truth_at_a_time(drawn, end))]


def _one_truth_at_a_time(drawn: Iterable[Trouble], end: float) -> Iterator[Trouble]:
    free: dict[int, float] = {}
    for one in sorted(drawn, key=lambda t: (t.begin, t.platform, t.kind)):
        if one.kind in _EXCLUSIVE:
            if one.begin < free.get(one.platform, 0.0):
                continue
            free[one.platform] = one.end + _APART
        yield replace(one, end=min(one.end, end - 1.0)) if one.begin < end - 1.0 else one
