"""When to look at what: sleeps until the next look is due, and looks at many at once."""

import asyncio
import math
from collections.abc import Callable, Collection, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from downlight.domain.detector import Detector
from downlight.domain.observation import Observation
from downlight.domain.settings import Canary
from downlight.domain.status import Phase, Source
from downlight.engine.agenda import Agenda
from downlight.engine.observe import Observer, broken_look
from downlight.engine.pipeline import Pipeline
from downlight.engine.ports import Clock
from downlight.engine.watchlist import Watchlist
from downlight.engine.worker import guarded

FEED = "feed "
"""Marks the agenda's keys that are addresses of feeds."""
CALL = "call "
"""Marks the agenda's keys that are calls within the engine."""
HOT_FEED = 60.0
"""Seconds between two reads of a feed while one of its platforms is in trouble."""
ASKED_FEED = 10.0
"""Seconds between two reads of a feed, however often the user asks."""
APART = 0.5
"""Seconds between two looks at the same target at the least, whatever anybody says."""
AFTER_FAULT = 60.0
"""Seconds until the next look at a target whose last one met a fault of our own: the judge may not
have heard of it, and would have it looked at again at once, and again."""
EARLY = 0.001
"""Seconds that a look may start before it is due: clocks count in microseconds, the agenda in
floats, and a wait that ends a breath too soon must not be waited for again and again."""
LATE = 30.0
"""Seconds by which a wait must overrun to mean that the machine slept."""

Look = Callable[[], Coroutine[None, None, list[Observation]]]
"""Looks when it is called: within its task, which may be cancelled before it begins."""


class Scheduler:
    """Launches looks when they are due and hands what they saw to the pipeline."""

    def __init__(
        self, *, clock: Clock, judge: Detector, observer: Observer, pipeline: Pipeline,
        chance: Random,
    ) -> None:  # fmt: skip
        self._clock = clock
        self._judge = judge
        self._observer = observer
        self._pipeline = pipeline
        self._chance = chance
        self._agenda = Agenda()
        self._wake = asyncio.Event()
        self._in_flight: set[str] = set()
        self._watchlist = Watchlist()
        self._canaries: dict[str, Canary] = {}
        self._read_at: dict[str, float] = {}
        self._calls: dict[str, Callable[[], None]] = {}
        self._looked_at: dict[str, float] = {}
        self._halted = False

    def arrange(self, watchlist: Watchlist, canaries: dict[str, Canary]) -> None:
        """Look at these from now on."""
        gone = {*self._watchlist.probes, *(FEED + url for url in self._watchlist.feeds)}
        readers = self._watchlist.readers
        self._watchlist = watchlist
        self._canaries = canaries
        for key in gone - {*watchlist.probes, *(FEED + url for url in watchlist.feeds)}:
            self._agenda.drop(key)
        now = self._clock.now().timestamp()
        for url in watchlist.feeds:
            if watchlist.readers[url] != readers.get(url) and not self._halted:
                soonest = self._read_at.get(url, -math.inf) + ASKED_FEED
                soon = now + 3.0 * self._chance.random()
                self._agenda.set(FEED + url, max(soon, soonest))
        self.rearrange(watchlist.probes)

    def rearrange(self, targets: Collection[str]) -> None:
        """Ask the judge again when these are due."""
        for target in targets:
            if target in self._in_flight or self._halted:
                continue
            if target in self._watchlist.probes or target in self._canaries:
                soonest = self._looked_at.get(target, -math.inf) + APART
                self._agenda.set(target, max(self._judge.due(target), soonest))
        self._wake.set()

    def ask(self, platform_ids: Collection[str]) -> None:
        """Make these platforms and their feeds due now."""
        now = self._clock.now()
        for platform_id in platform_ids:
            self._judge.ask(platform_id, now)
            self._hasten_feeds(platform_id, ASKED_FEED)
        self.rearrange(platform_ids)

    def call_at(self, name: str, at: datetime, action: Callable[[], None]) -> None:
        """Call `action` at a time (UTC), also while halted; a later call takes its place."""
        self._calls[CALL + name] = action
        self._agenda.set(CALL + name, at.timestamp())
        self._wake.set()

    def call_off(self, name: str) -> None:
        """Do not call what `call_at` set under this name; nothing if there is none."""
        self._calls.pop(CALL + name, None)
        self._agenda.drop(CALL + name)

    def call_daily(self, name: str, action: Callable[[], None]) -> None:
        """Call `action` soon and then once a day."""

        def again() -> None:
            self.call_at(name, self._clock.now() + timedelta(days=1), again)
            action()

        self.call_at(name, self._clock.now(), again)

    def halt(self) -> None:
        """Look at nothing until `go_on`."""
        self._halted = True
        for key in (*self._watchlist.probes, *map(FEED.__add__, self._watchlist.feeds)):
            self._agenda.drop(key)
        for key in self._canaries:
            self._agenda.drop(key)
        self._wake.set()

    def go_on(self) -> None:
        """Look again, at everything soon."""
        self._halted = False
        now = self._clock.now().timestamp()
        for url in self._watchlist.feeds:
            self._agenda.set(FEED + url, now + 3.0 * self._chance.random())
        self.ask(tuple(self._watchlist.probes))

    async def run(self, group: asyncio.TaskGroup) -> float:
        """Look until something overruns: return the seconds that the machine seems to have slept.

        Called again, it goes on. What is in flight stays so.
        """
        while True:
            now = self._clock.now()
            for key in self._agenda.take_due(now.timestamp() + EARLY):
                self._launch(key, group)
            due = self._agenda.next()
            until = None if due == math.inf else datetime.fromtimestamp(due, UTC)
            self._wake.clear()
            await self._clock.wait(until, self._wake, busy=bool(self._in_flight))
            after = self._clock.now()
            if until is not None and after - max(until, now) > timedelta(seconds=LATE):
                return (after - max(until, now)).total_seconds()

    def _launch(self, key: str, group: asyncio.TaskGroup) -> None:
        call = self._calls.pop(key, None)
        if call is not None:
            with guarded():
                call()
        if key in self._in_flight:
            return
        look = self._look(key)
        if look is not None:
            self._in_flight.add(key)
            group.create_task(self._carry_out(key, look), name=f"look {key}")

    def _look(self, key: str) -> Look | None:
        if key.startswith(FEED):
            url = key.removeprefix(FEED)
            check = self._watchlist.feeds.get(url)
            if check is None:
                return None
            return partial(self._observer.feed, check, self._watchlist.readers[url])
        if key not in self._canaries and key not in self._watchlist.probes:
            return None
        timeout, path = self._judge.timeout(key), self._judge.path(key)
        if key in self._canaries:
            ask = partial(self._observer.canary, key, self._canaries[key], timeout, path)
            return partial(_single, ask)
        check = self._watchlist.probes[key]
        return partial(
            _single, partial(self._observer.probe, check, path, min(timeout, check.timeout))
        )

    async def _carry_out(self, key: str, look: Look) -> None:
        seen = None
        try:
            with guarded():
                seen = await look()
        finally:
            self._in_flight.discard(key)
            self._looked_at[key] = self._clock.now().timestamp()
            self._wake.set()
        taken = False
        for observation in self._broken(key) if seen is None else seen:
            with guarded():
                self.rearrange(self._pipeline.take(observation))
                self._hasten_when_in_trouble(observation)
                taken = True
        if key.startswith(FEED):
            self._plan_feed(key)
        elif taken:
            self.rearrange([key])
        elif not self._halted:
            self._agenda.set(key, self._looked_at[key] + AFTER_FAULT)

    def _broken(self, key: str) -> list[Observation]:
        now = self._clock.now()
        if key.startswith(FEED):
            readers = self._watchlist.readers.get(key.removeprefix(FEED), ())
            return [broken_look(key, reader, Source.OFFICIAL, now) for reader in readers]
        source = Source.CANARY if key in self._canaries else Source.PROBE
        return [broken_look(key, key, source, now)]

    def _plan_feed(self, key: str) -> None:
        url = key.removeprefix(FEED)
        check = self._watchlist.feeds.get(url)
        if check is None or self._halted:
            return
        hot = any(map(self._in_trouble, self._watchlist.readers[url]))
        usual = min(check.interval, HOT_FEED) if hot else check.interval
        gap = max(usual, self._observer.feeds.rest(url))
        now = self._clock.now().timestamp()
        self._read_at[url] = now
        self._agenda.set(key, now + gap * self._chance.uniform(0.8, 1.2))
        self._wake.set()

    def _in_trouble(self, platform_id: str) -> bool:
        verdict = self._judge.verdict(platform_id, self._clock.now())
        return verdict.phase not in (Phase.CALM, Phase.STARTING)

    def _hasten_when_in_trouble(self, observation: Observation) -> None:
        if observation.source is Source.PROBE and observation.failed:
            self._hasten_feeds(observation.platform_id, HOT_FEED)

    def _hasten_feeds(self, platform_id: str, apart: float) -> None:
        """Read a platform's feeds soon, but not within `apart` seconds of the last time."""
        if self._halted:
            return
        now = self._clock.now().timestamp()
        for url in self._watchlist.feeds_of(platform_id):
            key = FEED + url
            rest = max(apart, self._observer.feeds.rest(url))
            soon = max(now, self._read_at.get(url, -math.inf) + rest)
            if key not in self._in_flight and self._agenda.due(key) > soon:
                self._agenda.set(key, soon)


async def _single(look: Callable[[], Coroutine[None, None, Observation]]) -> list[Observation]:
    return [await look()]
