"""A verdict on the spot: looks, looks again where it must, and decides within seconds."""

import asyncio
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from downlight.domain.detector import Detector
from downlight.domain.model import Platform
from downlight.domain.observation import Observation
from downlight.domain.settings import Canary
from downlight.domain.status import Phase, Reason, Source
from downlight.domain.tuning import Tuning
from downlight.domain.verdict import Verdict
from downlight.engine import watchlist as watchlists
from downlight.engine.observe import Observer, broken_look
from downlight.engine.ports import Clock
from downlight.engine.scheduler import EARLY
from downlight.engine.watchlist import Watchlist
from downlight.engine.worker import guarded

DEADLINE = 15.0
"""Seconds after which the verdict is given as it stands."""
QUICK = replace(
    Tuning(), burst=(1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0), hiccup_most=7.0, hiccup_least=1.0
)
"""Somebody is waiting: hiccups count from seven seconds on, and the looks are close together."""


@dataclass(frozen=True, slots=True)
class SpotResult:
    """What was found out about one platform."""

    platform: Platform
    verdict: Verdict
    observations: tuple[Observation, ...]
    """The newest of each check."""


@dataclass(slots=True)
class _Round:
    """What is known while a spot check runs."""

    judge: Detector
    watchlist: Watchlist
    canaries: Mapping[str, Canary]
    newest: dict[tuple[str, str], Observation] = field(default_factory=dict)
    running: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    """Addresses of feeds that have not answered yet."""
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, observation: Observation) -> None:
        self.newest[observation.platform_id, observation.check_id] = observation
        self.judge.observe(observation)


async def check(
    platforms: Sequence[Platform],
    *,
    observer: Observer,
    clock: Clock,
    chance: Random,
    canaries: Sequence[Canary],
    deadline: float = DEADLINE,
) -> list[SpotResult]:
    """Return a verdict for each of `platforms`, at the latest after `deadline` seconds."""
    named = {f"canary/{i}": canary for i, canary in enumerate(canaries)}
    judge = Detector(chance, tuple(named), QUICK)
    state = _Round(judge, watchlists.watch(platforms), named)
    now = clock.now()
    for subject in watchlists.subjects(state.watchlist):
        judge.watch(subject, now)
        judge.ask(subject.platform_id, now)
    try:
        async with asyncio.timeout(deadline), asyncio.TaskGroup() as group:
            for url in state.watchlist.feeds:
                state.unread.add(url)
                group.create_task(_read(state, url, observer, clock))
            await _until_settled(state, group, observer, clock)
    except* (_Settled, TimeoutError):
        pass
    return [_result(state, platform, clock) for platform in platforms]


class _Settled(Exception):  # noqa: N818 - a signal within the task group, not an error
    """Ends the looks that are still under way."""


async def _until_settled(
    state: _Round, group: asyncio.TaskGroup, observer: Observer, clock: Clock
) -> None:
    while not _settled(state, clock):
        now = clock.now().timestamp() + EARLY
        due = math.inf
        for target in (*state.watchlist.probes, *state.canaries):
            if target in state.running:
                continue
            when = state.judge.due(target)
            if when <= now:
                state.running.add(target)
                group.create_task(_look(state, target, observer, clock))
            elif not _done(state, target, clock):
                due = min(due, when)
        until = None if due == math.inf else datetime.fromtimestamp(due, UTC)
        state.news.clear()
        await clock.wait(until, state.news, busy=bool(state.running or state.unread))
    raise _Settled


async def _look(state: _Round, target: str, observer: Observer, clock: Clock) -> None:
    limit, path = state.judge.timeout(target), state.judge.path(target)
    seen = None
    with guarded():
        if target in state.canaries:
            seen = await observer.canary(target, state.canaries[target], limit, path)
        else:
            check = state.watchlist.probes[target]
            seen = await observer.probe(check, path, min(limit, check.timeout))
    state.running.discard(target)
    source = Source.CANARY if target in state.canaries else Source.PROBE
    state.take(seen or broken_look(target, target, source, clock.now()))
    state.news.set()


async def _read(state: _Round, url: str, observer: Observer, clock: Clock) -> None:
    check, readers = state.watchlist.feeds[url], state.watchlist.readers[url]
    told = [broken_look(check.id, name, Source.OFFICIAL, clock.now()) for name in readers]
    with guarded():
        told = await observer.feed(check, readers) or told
    for seen in told:
        state.take(seen)
    state.unread.discard(url)
    state.news.set()


def _settled(state: _Round, clock: Clock) -> bool:
    names: Collection[str] = [platform.id for platform in state.watchlist.platforms]
    return not state.unread and all(_done(state, name, clock) for name in names)


def _done(state: _Round, name: str, clock: Clock) -> bool:
    """Whether nothing more is to be found out about a target within this check."""
    if name in state.canaries:
        return False
    if any(o.reason is Reason.OWN_FAULT for o in state.newest.values() if o.platform_id == name):
        return True
    return state.judge.verdict(name, clock.now()).phase in (Phase.CALM, Phase.CONFIRMED)


def _result(state: _Round, platform: Platform, clock: Clock) -> SpotResult:
    seen = tuple(o for (name, _), o in state.newest.items() if name == platform.id)
    return SpotResult(platform, state.judge.verdict(platform.id, clock.now()), seen)
