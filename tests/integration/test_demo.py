"""14 July 2022 from beginning to end: real servers, real engine, real log, in fast time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from random import Random

from downlight.catalogue.book import CatalogueBook
from downlight.domain.history import IncidentFilter
from downlight.domain.status import Scope, Status
from downlight.engine.engine import Engine
from downlight.engine.fetcher import HttpFetcher
from downlight.engine.ports import Ports, Publish
from downlight.engine.worker import Worker
from downlight.store.log import Log
from downlight.store.reader import Reader
from downlight.system.settings_file import SettingsFile
from downlight.terminal.demo import Replay, play_in_terminal
from downlight.terminal.demo_day import BACK, BROKE
from downlight.terminal.options import Demo
from downlight.terminal.output import Output
from downlight.terminal.services import RunningEngine, TerminalServices
from fakes.notifier import FakeNotifier
from fakes.shell import Shell

CATALOGUE = Path(__file__).parents[2] / "resources" / "catalogue"
SPEED = 250


class NoSecrets:
    async def get(self, name: str) -> str | None:
        return None


class SilentSystem:
    async def changes(self) -> AsyncIterator[str]:
        await asyncio.Event().wait()
        yield ""


class Theatre:
    """Everything of the product but the desktop, in the folder of a replay."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self.database = replay.folder / "history.sqlite3"
        self.settings = SettingsFile(replay.folder / "settings.toml")
        self.settings.load()
        self.settings.save(replay.settings)
        self.notifier = FakeNotifier()
        self.stream = StringIO()
        self.book = CatalogueBook.open(CATALOGUE)

    def services(self) -> TerminalServices:
        return replace(
            Shell(self._replay.folder).services(),
            settings=self.settings,
            now=self._replay.clock.now,
            output=Output(self.stream),
            open_history=lambda: Reader.opening(self.database),
            start_engine=self._start,
        )

    def _start(self, publish: Publish) -> RunningEngine:
        worker = Worker(self._build)
        worker.start(publish)
        return worker

    def _build(self, publish: Publish) -> Engine:
        clock = self._replay.clock
        ports = Ports(
            clock=clock,
            log=Log.open(self.database, clock.now),
            fetcher=HttpFetcher(self.settings.load()[0].network, now=clock.now),
            notifier=self.notifier,
            secrets=NoSecrets(),
            settings=self.settings,
            catalogue=self.book,
            network=SilentSystem(),
            publish=publish,
        )
        return Engine(ports, Random(7))


def test_a_person_would_have_known_within_two_minutes_and_all_of_it_is_in_the_history() -> None:
    with Replay(Demo(speed=SPEED)) as replay:
        theatre = Theatre(replay)
        assert play_in_terminal(replay, theatre.services()) == 0
        reader = Reader.opening(theatre.database)
        incidents = list(reader.incidents(IncidentFilter()))
        reader.close()
    (incident,) = incidents
    assert (incident.platform_id, incident.peak_status) == ("x", Status.MAJOR_OUTAGE)
    assert incident.scope is Scope.EVERYONE
    assert 0 <= (incident.started_at - BROKE).total_seconds() < 90
    assert (incident.confirmed_at - BROKE).total_seconds() < 120
    assert incident.resolved_at is not None
    assert 0 <= (incident.resolved_at - BACK).total_seconds() < 120
    assert theatre.notifier.kinds == ["down", "recovered"]
    shown = theatre.stream.getvalue()
    assert "X: Down for everyone" in shown
    assert "tells you: X is back after" in shown
    assert "YouTube: All is well" in shown
