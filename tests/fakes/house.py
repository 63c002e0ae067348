"""A whole engine in a test: real judge, real pipeline, real SQLite; clock and internet ours."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from downlight.domain.commands import Command, Quit
from downlight.domain.events import Event, SnapshotTaken
from downlight.domain.faults import UnknownPlatform
from downlight.domain.history import IncidentFilter
from downlight.domain.incident import Incident
from downlight.domain.model import Check, CheckKind, Platform
from downlight.domain.settings import Canary, Favourite, NetworkSettings, Problem, Settings
from downlight.domain.snapshot import Snapshot
from downlight.engine.engine import Engine
from downlight.engine.ports import Ports
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.clock import START, FakeClock
from fakes.internet import FakeInternet, page
from fakes.notifier import FakeNotifier

CANARIES = tuple(Canary(f"http://canary{i}.example/", 204) for i in range(4))


def favourite(name: str, *, feed: bool = False, **more: object) -> Favourite:
    url = f"https://{name}.example/"
    status = f"https://status.{name}.example/api/v2/summary.json" if feed else None
    made = Favourite(name, name=name.title(), url=url, feed=status, feed_format="statuspage")
    return replace(made, **more)  # type: ignore[arg-type]  # keyword fields, checked by name


class Book:
    """Satisfies `engine.ports.Catalogue`: every favourite is what its settings say."""

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        if favourite.url is None:
            raise UnknownPlatform(f"there is no platform called {favourite.id}")
        interval = favourite.interval or settings.general.interval
        probe = Check(
            f"{favourite.id}/http", favourite.id, CheckKind.HTTP, favourite.url, interval=interval
        )
        checks = [probe]
        if favourite.feed is not None:
            checks.append(
                Check(
                    f"{favourite.id}/feed",
                    favourite.id,
                    CheckKind.FEED,
                    favourite.feed,
                    format=favourite.feed_format,
                    interval=120.0,
                )
            )
        return Platform(
            favourite.id,
            favourite.name or favourite.id,
            favourite.url,
            checks=tuple(checks),
            watched_components=favourite.components,
        )


class Choices:
    """Satisfies `engine.ports.SettingsSource`, in memory."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def load(self) -> tuple[Settings, Sequence[Problem]]:
        return self.settings, ()

    def save(self, settings: Settings) -> None:
        self.settings = settings


class NoSecrets:
    async def get(self, name: str) -> str | None:
        return None


class SilentSystem:
    """Satisfies `engine.ports.NetworkMonitor`; `say` plays the operating system."""

    def say(self, change: str) -> None:
        self._changes.put_nowait(change)

    async def changes(self) -> AsyncIterator[str]:
        self._changes = asyncio.Queue[str]()
        while True:
            yield await self._changes.get()


class House:
    """One profile in a folder; `live` runs its engine for some simulated time."""

    def __init__(self, folder: Path, favourites: Sequence[Favourite], seed: int = 7) -> None:
        self.path = folder / "history.sqlite3"
        self.clock = FakeClock()
        self.internet = FakeInternet(self.clock.now)
        self.notifier = FakeNotifier()
        self.system = SilentSystem()
        self.events: list[Event] = []
        self.book = Book()
        self.seed = seed
        self.log: type[Log] = Log
        """What the history is kept by; a test may put a broken one here."""
        network = NetworkSettings(canaries=CANARIES)
        self.choices = Choices(Settings(network=network, favourites=tuple(favourites)))
        for canary in CANARIES:
            self.internet.serve(canary.url, page("", 204))
        for chosen in favourites:
            self.internet.serve(chosen.url or "", page())

    def after(self, **span: float) -> datetime:
        return START + timedelta(**span)

    def at(self, act: Callable[[], None], **span: float) -> None:
        self.clock.at(self.after(**span), act)

    def live(self, *commands: tuple[timedelta, Command], **span: float) -> None:
        """Run the engine until this long after the start of time."""
        asyncio.run(self._live(commands, self.after(**span)))

    async def _live(self, commands: Sequence[tuple[timedelta, Command]], end: datetime) -> None:
        engine = self.engine()
        for when, command in commands:
            self.clock.at(START + when, partial(engine.take, command))
        self.clock.at(end, lambda: engine.take(Quit()))
        async with asyncio.timeout(120):
            await engine.run()

    def engine(self) -> Engine:
        ports = Ports(
            clock=self.clock,
            log=self.log.open(self.path, self.clock.now),
            fetcher=self.internet,
            notifier=self.notifier,
            secrets=NoSecrets(),
            settings=self.choices,
            catalogue=self.book,
            network=self.system,
            publish=self.events.append,
        )
        return Engine(ports, Random(self.seed))

    def incidents(self) -> list[Incident]:
        """Return what the log holds, the oldest first."""
        reader = Reader.opening(self.path)
        try:
            return list(reader.incidents(IncidentFilter()))[::-1]
        finally:
            reader.close()

    def snapshot(self) -> Snapshot:
        """Return the newest one."""
        return next(e.snapshot for e in reversed(self.events) if isinstance(e, SnapshotTaken))
